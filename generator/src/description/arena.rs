//! Where objects that can be referenced live, and what a reference is.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use crate::source::Location;

/// The number of an object in its arena.
pub(crate) struct Id<T> {
    index: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    pub(crate) fn new(index: usize) -> Self {
        let index = u32::try_from(index).expect("documents are bounded far below 2^32 objects");
        Self { index, of: PhantomData }
    }

    pub(crate) fn index(self) -> usize {
        self.index as usize
    }
}

// Derives would ask the same of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.index)
    }
}

/// A Reference Object.
#[derive(Debug)]
pub(crate) struct Reference<T> {
    /// The place of the `$ref` value.
    pub(crate) location: Location,
    /// As written.
    pub(crate) text: String,
    /// `None` where it leads nowhere; `read` has said so.
    pub(crate) target: Option<Id<T>>,
    /// Siblings that 3.1 allows beside `$ref`.
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
}

/// An object, or a reference to one, as the specification's `X | Reference Object`.
#[derive(Debug)]
pub(crate) enum RefOr<T> {
    Item(T),
    Ref(Reference<T>),
}

/// All objects of one kind, each written place once.
#[derive(Debug)]
pub(crate) struct Arena<T> {
    entries: Vec<RefOr<T>>,
}

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Self { entries: Vec::new() }
    }
}

impl<T> Arena<T> {
    pub(crate) fn push(&mut self, entry: RefOr<T>) -> Id<T> {
        self.entries.push(entry);
        Id::new(self.entries.len() - 1)
    }

    /// Puts the object that `id` was promised for; `read` reserves a number before it reads what may refer to itself.
    pub(crate) fn set(&mut self, id: Id<T>, entry: RefOr<T>) {
        self.entries[id.index()] = entry;
    }

    pub(crate) fn entry(&self, id: Id<T>) -> &RefOr<T> {
        &self.entries[id.index()]
    }

    /// Every entry, by number.
    pub(crate) fn entries(&self) -> &[RefOr<T>] {
        &self.entries
    }

    /// The object at the end of the chain of references, with its number; `None` where the chain is broken or a cycle,
    /// which `read` has said.
    pub(crate) fn resolve(&self, mut id: Id<T>) -> Option<(Id<T>, &T)> {
        for _ in 0..=self.entries.len() {
            match self.entry(id) {
                RefOr::Item(item) => return Some((id, item)),
                RefOr::Ref(reference) => id = reference.target?,
            }
        }
        None
    }
}
