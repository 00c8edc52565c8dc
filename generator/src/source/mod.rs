//! Text and where things are in it.
//!
//! In: the text of each file of a description, as `load` read it. Out: one tree of nodes a file, in which every key and
//! value has a [`Location`]; a location is two numbers, so every later stage can keep as many as it likes.
//! This module reads no file, knows no OpenAPI and reports nothing but syntax.

mod decimal;
mod literal;

pub(crate) use decimal::Decimal;
pub(crate) use literal::Literal;

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
