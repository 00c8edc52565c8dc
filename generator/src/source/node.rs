//! A cursor on a value, cheap to copy: what `load` and `read` ask.

use std::fmt;

use super::tree::{RawKind, Tree};
use super::{Decimal, File, Location, Sources};

/// What a value is. YAML's core schema decides for plain scalars; their text stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    Bool,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// For sentences: `a string`.
    pub(crate) fn described(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// A value. An alias is never seen: the cursor stands on what it means.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    file: &'a File,
    location: Location,
}

/// The key of a member: its text, and the member's location, whose key span it has.
#[derive(Clone, Copy)]
pub(crate) struct Key<'a> {
    pub(crate) text: &'a str,
    pub(crate) location: Location,
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {:?}", self.kind(), self.location)
    }
}

impl<'a> Node<'a> {
    pub(super) fn new(sources: &'a Sources, location: Location) -> Self {
        Self { file: sources.file(location.file), location }.followed()
    }

    fn followed(self) -> Self {
        let node = self.tree().followed(self.location.node);
        Self { location: Location { node, ..self.location }, ..self }
    }

    fn tree(self) -> &'a Tree {
        self.file.tree()
    }

    fn at(self, node: u32) -> Self {
        Self { location: Location { node, ..self.location }, ..self }.followed()
    }

    pub(crate) fn location(self) -> Location {
        self.location
    }

    pub(crate) fn kind(self) -> Kind {
        match self.tree().kind(self.location.node) {
            RawKind::True | RawKind::False => Kind::Bool,
            RawKind::Number => Kind::Number,
            RawKind::String => Kind::String,
            RawKind::Array => Kind::Array,
            RawKind::Object => Kind::Object,
            RawKind::Null | RawKind::Alias | RawKind::Mark => Kind::Null,
        }
    }

    pub(crate) fn is_object(self) -> bool {
        self.kind() == Kind::Object
    }

    /// The text of a scalar as written, escapes and folding resolved; empty for arrays and objects.
    pub(crate) fn text(self) -> &'a str {
        self.tree().text(&self.file.text, self.location.node)
    }

    pub(crate) fn as_str(self) -> Option<&'a str> {
        (self.kind() == Kind::String).then(|| self.text())
    }

    pub(crate) fn as_bool(self) -> Option<bool> {
        match self.tree().kind(self.location.node) {
            RawKind::True => Some(true),
            RawKind::False => Some(false),
            RawKind::Null
            | RawKind::Number
            | RawKind::String
            | RawKind::Array
            | RawKind::Object
            | RawKind::Alias
            | RawKind::Mark => None,
        }
    }

    /// The exact number; `None` for `.inf` and `.nan` too, which are no numbers to JSON.
    pub(crate) fn as_number(self) -> Option<Decimal> {
        if self.kind() != Kind::Number {
            return None;
        }
        let text = self.text();
        let radix = match text.get(..2) {
            Some("0x") => 16,
            Some("0o") => 8,
            _ => return Decimal::parse(text),
        };
        Decimal::parse(&u128::from_str_radix(&text[2..], radix).ok()?.to_string())
    }

    /// The member of an object.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        self.member(key).map(|node| self.at(node))
    }

    /// The member of an object, with its key.
    pub(crate) fn entry(self, key: &str) -> Option<(Key<'a>, Self)> {
        let node = self.member(key)?;
        let location = Location { node, ..self.location };
        let text = self.tree().key_text(&self.file.text, node).unwrap_or("");
        Some((Key { text, location }, self.at(node)))
    }

    fn member(self, key: &str) -> Option<u32> {
        let object = self.tree().kind(self.location.node) == RawKind::Object;
        object.then(|| self.tree().member(&self.file.text, self.location.node, key)).flatten()
    }

    /// The members of an object in document order, each key once; none for other values.
    pub(crate) fn entries(self) -> impl Iterator<Item = (Key<'a>, Self)> {
        let tree = self.tree();
        let object = tree.kind(self.location.node) == RawKind::Object;
        let text = &self.file.text;
        let members = object.then(|| tree.children(self.location.node));
        members.into_iter().flatten().filter(|child| !tree.is_hidden(*child)).map(move |child| {
            let location = Location { node: child, ..self.location };
            (Key { text: tree.key_text(text, child).unwrap_or(""), location }, self.at(child))
        })
    }

    /// The items of an array; none for other values.
    pub(crate) fn items(self) -> impl Iterator<Item = Self> {
        let array = self.tree().kind(self.location.node) == RawKind::Array;
        let children = array.then(|| self.tree().children(self.location.node));
        children.into_iter().flatten().map(move |child| self.at(child))
    }

    /// The member or item that one token of a JSON pointer means.
    pub(crate) fn child(self, token: &str) -> Option<Self> {
        match self.kind() {
            Kind::Object => Some(self.at(self.member(token)?)),
            Kind::Array => {
                let canonical = token == "0" || !token.starts_with(['0', '+']);
                let index = token.parse::<usize>().ok().filter(|_| canonical)?;
                self.items().nth(index)
            }
            Kind::Null | Kind::Bool | Kind::Number | Kind::String => None,
        }
    }
}
