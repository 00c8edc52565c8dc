//! What 3.0, 3.1 and 3.2 say differently: the version itself, and in which of them a keyword is known.
//!
//! The readers of objects ask for a keyword's meaning, never for a version; a new version is a line here and the keywords
//! it adds in `catalogue`.

use super::catalogue::{Keyword, Status};

/// A minor version of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V30,
    V31,
    V32,
}

impl Version {
    /// What the value of `openapi` stands for, by its first two numbers; `None` for versions that nobody knows yet.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('.');
        match (numbers.next()?, numbers.next()?.split('-').next()?) {
            ("3", "0") => Some(Self::V30),
            ("3", "1") => Some(Self::V31),
            ("3", "2") => Some(Self::V32),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        }
    }
}

/// How the version in hand sees a keyword.
pub(super) enum View {
    /// Read, or an annotation that changes no code.
    Known,
    /// Of another version, but read all the same; the text says of which.
    Foreign(String),
    /// Known, and not acted upon, for a reason.
    Unused(&'static str),
}

/// The rules of one version.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    pub(super) version: Version,
}

impl Dialect {
    pub(super) fn view(self, keyword: &Keyword) -> View {
        if let Status::Unused(reason) = keyword.status {
            return View::Unused(reason);
        }
        if self.version < keyword.since {
            return View::Foreign(format!("it is known since {}", keyword.since.name()));
        }
        if self.version > keyword.until {
            return View::Foreign(format!("it was last known in {}", keyword.until.name()));
        }
        View::Known
    }

    /// Whether keywords beside a schema's `$ref` count.
    pub(super) fn reads_beside_ref(self) -> bool {
        self.version >= Version::V31
    }

    /// Whether `paths` must be there even where components or webhooks are.
    pub(super) fn wants_paths(self) -> bool {
        self.version == Version::V30
    }

    /// Whether a response must have a description.
    pub(super) fn wants_description(self) -> bool {
        self.version < Version::V32
    }
}
