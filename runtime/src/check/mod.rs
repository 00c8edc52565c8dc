//! Checks: what a description demands of values beyond their shape.
//!
//! In: decoded values. Out: every [`Violation`] found, up to a cap, each with its place, its keyword and what was
//! expected; never the value itself, which may be secret. Generated code has one readable line for each constraint.

mod at;
mod format;
mod measure;
mod members;
mod number;
mod unique;
mod whole;

pub use at::At;
use at::Place;
pub use measure::{List, Members, Number, Numeric, Text, Tuple};
pub use whole::fits;

use std::fmt;

/// How many violations are kept where nothing else is said.
pub const DEFAULT_CAP: usize = 32;

/// A value that can say what is wrong with it.
pub trait Check {
    /// Adds each violation of the value to `found`.
    fn check(&self, found: &mut Violations) {
        let _ = found;
    }
}

/// Where in a request or response a violation is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Location {
    /// The body.
    #[default]
    Body,
    /// A parameter in the path.
    Path,
    /// A parameter in the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
}

/// How grave a violation is; the first is the gravest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Not readable as what it should be: bad JSON, the wrong JSON type.
    Malformed,
    /// Something required is not there.
    Missing,
    /// Readable, and against a constraint.
    Invalid,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request or response.
    pub location: Location,
    /// The parameter's name; empty for the body.
    pub name: String,
    /// A JSON pointer (RFC 6901) into the body or the parameter's value; empty for the whole of it.
    pub pointer: String,
    /// The keyword of the schema: `maxLength`, `required`, `type`, …
    pub keyword: &'static str,
    /// What was expected, as the end of a sentence: `at most 20 characters`.
    pub expected: String,
    /// How grave it is.
    pub class: Class,
}

impl Violation {
    /// The place in one text: a pointer into the body, or `header X-Request-ID`.
    pub fn place(&self) -> String {
        let location = match self.location {
            Location::Body => return self.pointer.clone(),
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
        };
        format!("{location} {}{}", self.name, self.pointer)
    }
}

/// `/orderId: required` or `header X-Request-ID: at most 20 characters`.
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.location {
            Location::Body if self.pointer.is_empty() => f.write_str("body")?,
            Location::Body => {}
            Location::Path => write!(f, "path {}", self.name)?,
            Location::Query => write!(f, "query {}", self.name)?,
            Location::Header => write!(f, "header {}", self.name)?,
            Location::Cookie => write!(f, "cookie {}", self.name)?,
        }
        write!(f, "{}: {}", self.pointer, self.expected)
    }
}

/// A step on the way to a value.
#[derive(Clone, Debug)]
enum Step {
    Name(&'static str),
    Key(String),
    Index(usize),
}

/// The violations found so far, and where the search stands.
#[derive(Clone, Debug)]
pub struct Violations {
    list: Vec<Violation>,
    cap: u32,
    location: Location,
    name: String,
    path: Vec<Step>,
    /// Pointers whose values are stand-ins: nothing at or under them is reported.
    hidden: Vec<String>,
    /// Whether the body has been found to violate nothing, and need not be looked at again.
    clean_body: bool,
}

impl Default for Violations {
    fn default() -> Self {
        Self::new()
    }
}

impl Violations {
    /// None yet; keeps [`DEFAULT_CAP`].
    pub fn new() -> Self {
        Self::with_cap(DEFAULT_CAP)
    }

    /// None yet; keeps the first `cap` of them.
    pub fn with_cap(cap: usize) -> Self {
        Self {
            list: Vec::new(),
            cap: u32::try_from(cap).unwrap_or(u32::MAX),
            location: Location::Body,
            name: String::new(),
            path: Vec::new(),
            hidden: Vec::new(),
            clean_body: false,
        }
    }

    /// Says that the value being looked at has been checked already, and nothing was found; kept of a whole body alone.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn note_clean_body(&mut self) {
        self.clean_body = self.location == Location::Body && self.path.is_empty();
    }

    /// Whether the value being looked at is a body that has been checked already.
    pub(crate) fn is_clean_body(&self) -> bool {
        self.clean_body && self.location == Location::Body && self.path.is_empty()
    }

    /// Violations of the same request, none of them found yet.
    #[cfg(feature = "server")]
    pub(crate) fn of_the_same(&self) -> Self {
        Self { clean_body: self.clean_body, ..Self::new() }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether the cap is reached, so that looking further is of no use.
    pub fn is_full(&self) -> bool {
        self.room() == 0
    }

    /// How many more would be kept.
    fn room(&self) -> usize {
        (self.cap as usize).saturating_sub(self.list.len())
    }

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// In the order they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// In the order they were found.
    pub fn into_vec(self) -> Vec<Violation> {
        self.list
    }

    /// Adds those of others that are to be kept, as far as the cap allows.
    #[cfg(feature = "server")]
    pub(crate) fn absorb(&mut self, others: Self, keep: impl Fn(&Violation) -> bool) {
        let room = self.room();
        self.list.extend(others.list.into_iter().filter(keep).take(room));
    }

    /// The gravest class among them.
    pub fn gravest(&self) -> Option<Class> {
        self.list.iter().map(|violation| violation.class).min()
    }

    /// Looks at a part of the request: what `look` finds is said of that parameter.
    pub fn within<R>(
        &mut self,
        location: Location,
        name: &str,
        look: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let outer = (self.location, std::mem::replace(&mut self.name, name.to_owned()));
        let path = std::mem::take(&mut self.path);
        self.location = location;
        let result = look(self);
        (self.location, self.name) = outer;
        self.path = path;
        result
    }

    /// The member `name` of the object that is being checked.
    pub fn at(&mut self, name: &'static str) -> At<'_> {
        At::new(self, Place::Member(name))
    }

    /// The member that a field holds, which may have a name of its own.
    #[doc(hidden)]
    pub fn field<const N: usize>(
        &mut self,
        field: &'static str,
        name: [&'static str; N],
    ) -> At<'_> {
        self.at(name.first().copied().unwrap_or(field))
    }

    /// A parameter in the path.
    pub fn path(&mut self, name: &'static str) -> At<'_> {
        At::new(self, Place::Parameter(Location::Path, name))
    }

    /// A parameter in the query.
    pub fn query(&mut self, name: &'static str) -> At<'_> {
        At::new(self, Place::Parameter(Location::Query, name))
    }

    /// A header.
    pub fn header(&mut self, name: &'static str) -> At<'_> {
        At::new(self, Place::Parameter(Location::Header, name))
    }

    /// A cookie.
    pub fn cookie(&mut self, name: &'static str) -> At<'_> {
        At::new(self, Place::Parameter(Location::Cookie, name))
    }

    /// The value that is being checked itself.
    pub fn here(&mut self) -> At<'_> {
        At::new(self, Place::Here)
    }

    /// Reports a violation by the value that is being looked at.
    pub fn report(&mut self, class: Class, keyword: &'static str, expected: impl Into<String>) {
        self.push(None, class, keyword, || expected.into());
    }

    /// Looks at a member by a name known beforehand.
    pub(crate) fn member<R>(&mut self, name: &'static str, look: impl FnOnce(&mut Self) -> R) -> R {
        self.step(Step::Name(name), look)
    }

    /// Looks at a member by any name.
    pub(crate) fn key<R>(&mut self, key: &str, look: impl FnOnce(&mut Self) -> R) -> R {
        self.step(Step::Key(key.to_owned()), look)
    }

    /// Looks at an item.
    pub(crate) fn index<R>(&mut self, index: usize, look: impl FnOnce(&mut Self) -> R) -> R {
        self.step(Step::Index(index), look)
    }

    fn step<R>(&mut self, step: Step, look: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(step);
        let result = look(self);
        self.path.pop();
        result
    }

    /// Whatever is found at or under the pointers of violations from `since` on is not reported, as stand-ins are there.
    pub(crate) fn hide_since(&mut self, since: usize) {
        self.hidden =
            self.list.iter().skip(since).map(|violation| violation.pointer.clone()).collect();
    }

    pub(crate) fn show_all(&mut self) {
        self.hidden.clear();
    }

    fn push(
        &mut self,
        name: Option<&'static str>,
        class: Class,
        keyword: &'static str,
        expected: impl FnOnce() -> String,
    ) {
        if self.is_full() {
            return;
        }
        let pointer = self.pointer(name);
        let under = |hidden: &String| {
            pointer
                .strip_prefix(hidden.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if self.hidden.iter().any(under) {
            return;
        }
        self.list.push(Violation {
            location: self.location,
            name: self.name.clone(),
            pointer,
            keyword,
            expected: expected(),
            class,
        });
    }

    fn pointer(&self, name: Option<&str>) -> String {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Name(name) => push_token(&mut pointer, name),
                Step::Key(key) => push_token(&mut pointer, key),
                Step::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        if let Some(name) = name {
            push_token(&mut pointer, name);
        }
        pointer
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for char in token.chars() {
        match char {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}
