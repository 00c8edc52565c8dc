//! Text and where things are in it.
//!
//! In: the text of each file of a description, as `load` read it. Out: one tree of nodes a file, in which every key and
//! value has a [`Location`]; a location is two numbers, so every later stage can keep as many as it likes.
//! This module reads no file, knows no OpenAPI and reports nothing but syntax.

mod decimal;
mod identifier;
mod json;
mod literal;
mod node;
mod path;
mod pointer;
mod span;
mod tree;
mod yaml;

pub(crate) use decimal::Decimal;
pub(crate) use identifier::{Broken, Target, has_scheme};
pub(crate) use literal::Literal;
pub(crate) use node::{Key, Kind, Node};
pub(crate) use path::{folder, join, names_file, percent_decode};
pub(crate) use pointer::{References, escape as pointer_token};
pub(crate) use span::Span;
pub(crate) use tree::{Complaint, Fault, Tree};

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One file of a description, numbered in the order of loading; the entry file is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FileId(pub(crate) u32);

/// A value in a file: the file, and the number of the value in document order.
///
/// `Sources` turns it into a JSON pointer (RFC 6901), or into a span of text when a diagnostic is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Location {
    pub(crate) file: FileId,
    pub(crate) node: u32,
}

/// A value together with where it was written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) location: Location,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Json,
    Yaml,
}

impl Syntax {
    /// By the name where that says it; else JSON where the text starts as only JSON commonly does.
    pub(crate) fn of(name: &str, text: &str) -> Self {
        let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            _ if text.trim_start().starts_with('{') => Self::Json,
            _ => Self::Yaml,
        }
    }
}

/// How far a file may go before it is refused, so that no input can exhaust memory, stack or time.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TreeLimits {
    /// Arrays and objects inside each other.
    pub(crate) depth: usize,
    /// Values in one file, counting those that YAML merge keys add.
    pub(crate) values: usize,
}

impl Default for TreeLimits {
    fn default() -> Self {
        Self { depth: 256, values: 10_000_000 }
    }
}

/// One file: its name, its text, and the tree of its values.
#[derive(Debug)]
pub(crate) struct File {
    name: String,
    text: String,
    tree: Tree,
    /// Made when a place is first asked for.
    grid: OnceLock<span::Grid>,
}

impl File {
    /// As diagnostics show it: the path the user gave, or the path of the reference joined to it, with `/`.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn tree(&self) -> &Tree {
        &self.tree
    }
}

/// Every file of a description.
#[derive(Debug, Default)]
pub(crate) struct Sources {
    files: Vec<File>,
    by_name: BTreeMap<String, FileId>,
    identifiers: identifier::Identifiers,
}

impl Sources {
    /// Adds a file under its normalized name, and reads its syntax. A byte order mark must be gone from `text`.
    pub(crate) fn add(&mut self, name: &str, text: String, limits: &TreeLimits) -> FileId {
        let tree = match Syntax::of(name, &text) {
            Syntax::Json => json::parse(&text, limits),
            Syntax::Yaml => yaml::parse(&text, limits),
        };
        let id = FileId(u32::try_from(self.files.len()).expect("the number of files is bounded"));
        self.files.push(File { name: name.to_owned(), text, tree, grid: OnceLock::new() });
        self.by_name.insert(name.to_owned(), id);
        self.identify(id);
        id
    }

    pub(crate) fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// Every file with its number, the entry file first.
    pub(crate) fn files(&self) -> impl Iterator<Item = (FileId, &File)> {
        (0..).map(FileId).zip(&self.files)
    }

    pub(crate) fn by_name(&self, name: &str) -> Option<FileId> {
        self.by_name.get(name).copied()
    }

    /// The root value of a file; `None` where the file holds no value.
    pub(crate) fn root(&self, file: FileId) -> Option<Node<'_>> {
        (!self.file(file).tree.is_empty()).then(|| self.node(Location { file, node: 0 }))
    }

    pub(crate) fn node(&self, location: Location) -> Node<'_> {
        Node::new(self, location)
    }
}
