//! Tests of the way from files to a description, which no stage of it could import alone.

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod cost;
#[cfg(test)]
mod document;
#[cfg(test)]
mod mutation;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod said;
#[cfg(test)]
mod versions;

/// The folder of real documents; where there is none, the test says that it is left out.
#[cfg(test)]
fn corpus(test: &str) -> Option<std::path::PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus");
    let folder = std::env::var_os("SPECWRIGHT_CORPUS").unwrap_or_else(|| beside.into());
    let folder = std::path::PathBuf::from(folder);
    if folder.is_dir() {
        return Some(folder);
    }
    // Not by `println!`, which nobody sees of a test that passes.
    let said = format!("{test}: left out, as there is no corpus at {}\n", folder.display());
    std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes()).ok()?;
    None
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::diagnostic::Diagnostics;
    use crate::diagnostic::render::{Format, RenderOptions, render};
    use crate::load::{LoadOptions, load};
    use crate::read::read;

    #[test]
    fn our_own_description_reads_without_a_word() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/gateway/openapi.yaml");
        let mut found = Diagnostics::default();
        let sources = load(&path, &LoadOptions::default(), &mut found).expect("it is there");
        let description = read(&sources, &mut found);
        let text = render(&found, &sources, Format::Human, &RenderOptions::default());
        assert_eq!(text, "");
        assert!(description.is_some_and(|description| !description.paths.is_empty()));
        assert!(sources.files().count() > 5);
    }
}
