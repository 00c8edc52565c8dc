//! Files: from tokens to text to disk.
//!
//! In: what the back ends made. Out: formatted text, compared with what is there and written only where it differs.
//! Knows nothing of OpenAPI or of plans; only `write.rs` touches the disk, only `format.rs` parses Rust.

pub(crate) mod format;
pub(crate) mod listing;
mod markers;
mod table;
pub(crate) mod template;
pub(crate) mod tree;
pub(crate) mod unified;
pub(crate) mod vendor;
pub(crate) mod write;

pub(crate) use markers::Layout;
pub(crate) use tree::Tree;

use proc_macro2::TokenStream;

/// The column that lines of output end at, code and docs alike.
pub(crate) const WIDTH: usize = 100;

/// A file as a back end makes it.
#[derive(Debug)]
pub(crate) struct OutputFile {
    /// Relative to the output folder, with `/` between names.
    pub(crate) path: String,
    pub(crate) content: Content,
}

/// What stands in a file.
#[derive(Debug)]
pub(crate) enum Content {
    /// Items of Rust, to be formatted. Paths into the runtime and into sibling modules are still markers, which
    /// formatting turns into `use` lines.
    Rust(Vec<Tree>),
    /// Anything else, as it will stand there.
    Text(String),
}

impl Content {
    /// Items of Rust, as a back end quotes them.
    pub(crate) fn rust(tokens: TokenStream) -> Self {
        Self::Rust(tree::read(tokens))
    }
}

/// A file as it will stand on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    /// Relative to the output folder, with `/` between names.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// Formats every file, and lists them in `generated.toml`.
pub(crate) fn finish(
    files: Vec<OutputFile>,
    made_of: &listing::Ingredients,
    layout: impl Fn(&str) -> Layout,
) -> Vec<File> {
    let mut finished: Vec<File> = Vec::with_capacity(files.len() + 1);
    for OutputFile { path, content } in files {
        let text = match content {
            Content::Rust(trees) => format::rust(trees, layout(&path), &path),
            Content::Text(text) => text,
        };
        finished.push(File { path, text });
    }
    finished.sort_by(|a, b| a.path.cmp(&b.path));
    finished.push(listing::write(made_of, &finished));
    finished
}
