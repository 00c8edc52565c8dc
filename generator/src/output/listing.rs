//! `generated.toml`: which files are the generator's, and what they were made of.
//!
//! Everything that changes without a change of meaning (versions, hashes) stands here and nowhere else. It is read line
//! by line rather than as TOML, so that a listing with a merge conflict in it still says which files are ours.

use std::collections::BTreeMap;

use super::File;

/// Where the listing stands in the output folder.
pub(crate) const LISTING: &str = "generated.toml";

/// The first line of every listing, by which it is known.
const HEADER: &str = "# Written by specwright: what it made, and of what. Merge conflicts here are settled by running it again.";

/// What the output was made of.
#[derive(Clone, Debug)]
pub(crate) struct Ingredients {
    /// The Rust edition of the output.
    pub(crate) edition: &'static str,
    /// Over the texts of all documents.
    pub(crate) description: u128,
    /// Over every option that bears on the output.
    pub(crate) config: u128,
}

/// The listing of the given files.
pub(crate) fn write(made_of: &Ingredients, files: &[File]) -> File {
    let mut entries: Vec<_> =
        files.iter().map(|file| (&file.path, hash(file.text.as_bytes()))).collect();
    entries.sort();
    let entries = entries.into_iter().map(|(path, hash)| format!("\"{path}\" = \"{hash:032x}\"\n"));
    let unsealed: String = std::iter::once(head(made_of)).chain(entries).collect();
    File { path: LISTING.to_owned(), text: sealed(&unsealed) }
}

/// What a listing says before its files.
fn head(made_of: &Ingredients) -> String {
    let Ingredients { edition, description, config } = made_of;
    let version = env!("CARGO_PKG_VERSION");
    format!(
        "{HEADER}\ngenerator = \"{version}\"\nedition = \"{edition}\"\ndescription = \"{description:032x}\"\n\
         config = \"{config:032x}\"\n\n[files]\n"
    )
}

/// What the line of the build starts with.
const BUILD: &str = "build = ";

/// A listing with the line of its build: a hash over the generator's code and all other lines, so that whoever changed one
/// of them by hand, or merged two listings, is noticed.
fn sealed(unsealed: &str) -> String {
    let (first, rest) = unsealed.split_once('\n').unwrap_or((unsealed, ""));
    let hash = hash([env!("SPECWRIGHT_BUILD"), unsealed].concat().as_bytes());
    format!("{first}\n{BUILD}\"{hash:032x}\"\n{rest}")
}

fn unsealed(text: &str) -> String {
    text.split_inclusive('\n').filter(|line| !line.starts_with(BUILD)).collect()
}

/// Whether two listings say the same, by whatever build.
pub(crate) fn agree(one: &str, other: &str) -> bool {
    unsealed(one) == unsealed(other)
}

/// Whether a listing is, to the letter, what this build has written of the same ingredients.
pub(crate) fn is_ours(text: &str, made_of: &Ingredients) -> bool {
    let unsealed = unsealed(text);
    unsealed.starts_with(&head(made_of)) && sealed(&unsealed) == text
}

/// The files that a listing names, each with the hashes it may have: several where the listing holds a merge conflict.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    hashes: BTreeMap<String, Vec<u128>>,
}

impl Listed {
    /// Adds what another listing says; false where the text is none.
    pub(crate) fn read(&mut self, text: &str) -> bool {
        let known = text.lines().any(|line| line == HEADER);
        if known {
            for (path, hash) in text.lines().filter_map(entry) {
                self.hashes.entry(path.to_owned()).or_default().push(hash);
            }
        }
        known
    }

    /// What is known of a file: `None` where it is not listed, else whether its content is what was listed.
    pub(crate) fn knows(&self, path: &str, content: &[u8]) -> Option<bool> {
        self.hashes.get(path).map(|hashes| hashes.contains(&hash(content)))
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.hashes.keys().map(String::as_str)
    }
}

/// The hash of a file, a description or a configuration.
pub(crate) fn hash(content: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(content)
}

/// `"src/lib.rs" = "…32 hex digits…"`. A path that leads out of the folder is nobody's.
fn entry(line: &str) -> Option<(&str, u128)> {
    let (path, hash) = line.split_once(" = ")?;
    let path = path.strip_prefix('"')?.strip_suffix('"')?;
    let hash = hash.strip_prefix('"')?.strip_suffix('"')?;
    let inside =
        path.split('/').all(|name| !matches!(name, "" | "." | "..") && !name.contains(['\\', ':']));
    (inside && hash.len() == 32)
        .then(|| u128::from_str_radix(hash, 16).ok().map(|hash| (path, hash)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(text: &str) -> String {
        let files = [
            File { path: "src/lib.rs".to_owned(), text: text.to_owned() },
            File { path: "API.txt".to_owned(), text: String::new() },
        ];
        write(&Ingredients { edition: "2024", description: 1, config: 2 }, &files).text
    }

    #[test]
    fn a_listing_is_sorted_and_read_back() {
        let text = listing("mod a;");
        assert!(text.find("\"API.txt\"") < text.find("\"src/lib.rs\""), "{text}");
        let mut listed = Listed::default();
        assert!(listed.read(&text));
        assert_eq!(listed.knows("src/lib.rs", b"mod a;"), Some(true));
        assert_eq!(listed.knows("src/lib.rs", b"mod b;"), Some(false));
        assert_eq!(listed.knows("src/main.rs", b""), None);
        toml::de::DeTable::parse(&text).expect("a listing is TOML");
    }

    #[test]
    fn a_listing_is_ours_as_it_was_written() {
        let text = listing("mod a;");
        let made_of = Ingredients { edition: "2024", description: 1, config: 2 };
        assert!(is_ours(&text, &made_of));
        assert!(!is_ours(&text, &Ingredients { config: 3, ..made_of.clone() }));
        let another = text.replace(BUILD, "build = \"0\" # ");
        assert!(!is_ours(&another, &made_of) && agree(&another, &text));
        let fewer: String =
            text.split_inclusive('\n').filter(|line| !line.contains("API.txt")).collect();
        assert!(!is_ours(&fewer, &made_of) && !agree(&fewer, &text));
    }

    #[test]
    fn both_sides_of_a_merge_conflict_are_ours() {
        let text = format!(
            "<<<<<<< ours\n{}=======\n{}>>>>>>> theirs\n",
            listing("mod a;"),
            listing("mod b;")
        );
        let mut listed = Listed::default();
        assert!(listed.read(&text));
        for (content, ours) in [("mod a;", true), ("mod b;", true), ("mod c;", false)] {
            assert_eq!(listed.knows("src/lib.rs", content.as_bytes()), Some(ours), "{content}");
        }
    }

    #[test]
    fn paths_that_lead_elsewhere_and_other_files_are_not_ours() {
        let mut listed = Listed::default();
        let hash = "0".repeat(32);
        let lines: Vec<_> = ["../x", "/x", "a//b", "a/../../x", "c:x"]
            .map(|path| format!("\"{path}\" = \"{hash}\""))
            .into();
        assert!(listed.read(&format!("{HEADER}\n{}", lines.join("\n"))));
        assert_eq!(listed.paths().count(), 0);
        assert!(!listed.read("[files]\n"));
    }
}
