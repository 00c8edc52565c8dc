//! What generated code says of an operation whose answers are pages.

use crate::operation::Place;

/// Where something stands in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// In its body of JSON, by a JSON pointer; of a list, `last` is its last item.
    Body(&'static str),
    /// In a header.
    Header(&'static str),
}

/// How the pages of an operation follow one another.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    pub(super) step: Step,
    /// Where the parameter stands: the query or a header.
    pub(super) place: Place,
    /// The pointer to the items.
    pub(super) items: &'static str,
    pub(super) more: Option<Spot>,
    pub(super) total: Option<Spot>,
    pub(super) most: usize,
}

/// How the request for one page becomes that for the next.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// A parameter has the cursor that the answer gave.
    Cursor { parameter: &'static str, next: Spot },
    /// A parameter counts the items before the page, from `first` on.
    Offset { parameter: &'static str, first: i64 },
    /// A parameter counts the pages, from `first` on.
    Page { parameter: &'static str, first: i64 },
    /// The answer names the address of the next page.
    Link { next: Spot },
}

/// How many pages are read where nothing else is said.
const MOST: usize = 1_000;

impl Paging {
    const fn of(step: Step) -> Self {
        Self { step, place: Place::Query, items: "", more: None, total: None, most: MOST }
    }

    /// A parameter has the cursor that stands in the answer before; there is none in the last.
    pub const fn cursor(parameter: &'static str, next: Spot) -> Self {
        Self::of(Step::Cursor { parameter, next })
    }

    /// A parameter counts the items before the page; `first` is what it has for the first page.
    pub const fn offset(parameter: &'static str, first: i64) -> Self {
        Self::of(Step::Offset { parameter, first })
    }

    /// A parameter counts the pages; `first` is what it has for the first page.
    pub const fn page(parameter: &'static str, first: i64) -> Self {
        Self::of(Step::Page { parameter, first })
    }

    /// The answer names the address of the next page: in a header `Link` (RFC 8288), or as the text at any other spot.
    pub const fn link(next: Spot) -> Self {
        Self::of(Step::Link { next })
    }

    /// The parameter is a header; else it stands in the query.
    #[must_use]
    pub const fn in_header(self) -> Self {
        Self { place: Place::Header, ..self }
    }

    /// The pointer to the items; without one the body is their list.
    #[must_use]
    pub const fn items(self, pointer: &'static str) -> Self {
        Self { items: pointer, ..self }
    }

    /// Whether there are more pages.
    #[must_use]
    pub const fn more(self, spot: Spot) -> Self {
        Self { more: Some(spot), ..self }
    }

    /// How many there are in all: of offsets the items, of pages the pages.
    #[must_use]
    pub const fn total(self, spot: Spot) -> Self {
        Self { total: Some(spot), ..self }
    }

    /// The most pages that are read.
    #[must_use]
    pub const fn most(self, pages: usize) -> Self {
        Self { most: pages, ..self }
    }
}
