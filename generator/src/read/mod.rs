//! Nodes to a `Description`: one file for each object of the specification, one run for all complaints.
//!
//! In: `Sources`, loaded. Out: the version-free description, everything spelled the newest way, and a diagnostic for all
//! that is wrong, odd, unknown or not used. What is wrong but clear is read with a warning; the rest leaves a hole that
//! later stages step over. Objects that may be referenced are read once for each place, by a list of jobs rather than by
//! recursion, so neither depth nor cycles matter. Nothing here reads a file or knows of Rust.

mod catalogue;
mod components;
mod consistency;
mod dialect;
mod document;
mod example;
mod fields;
mod link;
mod literal;
mod media_type;
mod operation;
mod parameter;
mod path_item;
mod reference;
mod response;
mod schema;
mod security;
mod server;
mod syntax;

use std::collections::BTreeMap;

use crate::description::{
    Arena, Callback, Components, Description, Example, Header, Id, Link, MediaType, Parameter,
    PathItem, RefOr, Reference, RequestBody, Response, Schemas, SecurityScheme,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Location, Node, Sources};
use catalogue::Object;
use dialect::{Dialect, Version};

/// Reads the description whose entry document is the first file; `None` where there is none to read, which is said.
pub(crate) fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Description> {
    let mut reader = Reader::new(sources);
    reader.load_failed = diagnostics.has_errors();
    let description = document::read(&mut reader);
    let mut found = reader.found;
    found.sort_by_key(|diagnostic| diagnostic.primary.as_ref().map(|label| label.location));
    for diagnostic in found {
        diagnostics.push(diagnostic);
    }
    description
}

/// An object that has an arena: a reference may stand in its place.
trait Referable: Sized {
    const OBJECT: Object;
    /// The member of `components` that holds such objects.
    const SECTION: &'static str;
    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self>;
    /// `None` where too much is missing; it has been said.
    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self>;
}

/// The arena of one kind, and which place has which number.
struct Table<T> {
    arena: Arena<T>,
    numbers: BTreeMap<Location, Id<T>>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { arena: Arena::default(), numbers: BTreeMap::new() }
    }
}

/// Which value has which number, for schemas: most values of a document are in one or near one.
#[derive(Default)]
struct Numbers {
    files: Vec<Vec<u32>>,
}

impl Numbers {
    const NONE: u32 = u32::MAX;

    /// The number of a value, to be read or set.
    fn at(&mut self, location: Location, sources: &Sources) -> &mut u32 {
        let file = location.file.0 as usize;
        if self.files.len() <= file {
            self.files.resize(file + 1, Vec::new());
        }
        let numbers = &mut self.files[file];
        if numbers.is_empty() {
            numbers.resize(sources.file(location.file).tree().values(), Self::NONE);
        }
        &mut numbers[location.node as usize]
    }
}

/// An object that has its number and is yet to be read.
struct Job<'a> {
    node: Node<'a>,
    number: usize,
    run: fn(&mut Reader<'a>, Node<'a>, usize),
}

struct Reader<'a> {
    sources: &'a Sources,
    dialect: Dialect,
    found: Vec<Diagnostic>,
    /// Whether `load` has complained, so that files may be missing which it has named.
    load_failed: bool,
    jobs: Vec<Job<'a>>,
    components: Components,
    schemas: Schemas,
    schema_numbers: Numbers,
    path_items: Table<PathItem>,
    parameters: Table<Parameter>,
    headers: Table<Header>,
    request_bodies: Table<RequestBody>,
    responses: Table<Response>,
    media_types: Table<MediaType>,
    examples: Table<Example>,
    links: Table<Link>,
    callbacks: Table<Callback>,
    security_schemes: Table<SecurityScheme>,
}

impl<'a> Reader<'a> {
    fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            dialect: Dialect { version: Version::V32 },
            found: Vec::new(),
            load_failed: false,
            jobs: Vec::new(),
            components: Components::default(),
            schemas: Schemas::default(),
            schema_numbers: Numbers::default(),
            path_items: Table::default(),
            parameters: Table::default(),
            headers: Table::default(),
            request_bodies: Table::default(),
            responses: Table::default(),
            media_types: Table::default(),
            examples: Table::default(),
            links: Table::default(),
            callbacks: Table::default(),
            security_schemes: Table::default(),
        }
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// The number of the object at a node, which is read later where it has not been met before.
    fn object<T: Referable>(&mut self, node: Node<'a>) -> Id<T> {
        let table = T::table(self);
        if let Some(id) = table.numbers.get(&node.location()) {
            return *id;
        }
        let id = table.arena.push(RefOr::Ref(hole(node.location())));
        table.numbers.insert(node.location(), id);
        self.jobs.push(Job { node, number: id.index(), run: run::<T> });
        id
    }

    /// Reads all that has been met and not read, and what that leads to.
    fn finish_jobs(&mut self) {
        while let Some(job) = self.jobs.pop() {
            (job.run)(self, job.node, job.number);
        }
    }
}

fn run<'a, T: Referable>(reader: &mut Reader<'a>, node: Node<'a>, number: usize) {
    let entry = match reader.reference::<T>(node) {
        Some(reference) => Some(RefOr::Ref(reference)),
        None if reader.is_object(node, T::OBJECT) => T::read(reader, node).map(RefOr::Item),
        None => None,
    };
    if let Some(entry) = entry {
        T::table(reader).arena.set(Id::new(number), entry);
    }
}

/// What stands for an object that could not be read.
fn hole<T>(location: Location) -> Reference<T> {
    Reference { location, text: String::new(), target: None, summary: None, description: None }
}
