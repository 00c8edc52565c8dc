//! Operations as data: what both sides know of one without its types.

use std::fmt;

use super::ReadReply;
use crate::param::Place;

/// What a document says of one operation; generated code holds one static each.
#[derive(Debug)]
pub struct OperationMeta {
    /// The operation's id: `handleAmendOrder`.
    pub id: &'static str,
    /// `POST`
    pub method: &'static str,
    /// The path's template as written: `/service-orders/{id}`.
    pub path: &'static str,
    /// The groups it belongs to.
    pub tags: &'static [&'static str],
    /// Alternatives, of which one must hold; each holds when all of its needs do. None at all: open to anyone. An empty
    /// alternative: credentials are optional.
    pub security: &'static [&'static [Need]],
    /// Media types a request body may have; empty where there is none.
    pub consumes: &'static [&'static str],
    /// The answers that succeed.
    pub success: &'static [ReplyMeta],
    /// The answers that refuse or fail.
    pub error: &'static [ReplyMeta],
}

/// What a document declares of one answer.
#[derive(Debug)]
pub struct ReplyMeta {
    /// The status it answers with.
    pub status: Status,
    /// Media types its body may have; empty where there is none.
    pub media_types: &'static [&'static str],
    /// Whether a body of a media type is handed on as it comes, by one of these.
    pub streams: &'static [fn(&str) -> bool],
}

/// A request, which knows the operation that it is of; `wire_operation!` implements it.
pub trait Operation {
    /// The answers that succeed.
    type Success;
    /// The answers that refuse or fail.
    type Error;

    /// What both sides know of the operation.
    const META: &'static OperationMeta;
}

impl OperationMeta {
    /// An operation without tags that is open to anyone, of which `S` and `E` are the answers.
    #[doc(hidden)]
    pub const fn of<S: ReadReply, E: ReadReply>(
        id: &'static str,
        method: &'static str,
        path: &'static str,
        consumes: &'static [&'static str],
    ) -> Self {
        let (success, error) = (S::META, E::META);
        Self { id, method, path, tags: &[], security: &[], consumes, success, error }
    }

    /// The same with tags.
    #[doc(hidden)]
    #[must_use]
    pub const fn tagged(mut self, tags: &'static [&'static str]) -> Self {
        self.tags = tags;
        self
    }

    /// The same with needs.
    #[doc(hidden)]
    #[must_use]
    pub const fn secured(mut self, security: &'static [&'static [Need]]) -> Self {
        self.security = security;
        self
    }

    /// The declared statuses: of answers that succeed, then of those that refuse or fail.
    pub fn statuses(&self) -> impl Iterator<Item = Status> {
        self.success.iter().chain(self.error).map(|reply| reply.status)
    }

    /// The media types of answers that succeed.
    pub fn produces(&self) -> impl Iterator<Item = &'static str> + Clone + use<> {
        self.success.iter().flat_map(|reply| reply.media_types).copied()
    }

    /// Whether the document declares a status by itself: a code, a range or the default.
    pub fn declares(&self, status: Status) -> bool {
        self.statuses().any(|declared| declared == status)
    }

    /// The declared status that answers with `code`: the code itself, its range, or the default.
    pub fn declared(&self, code: u16) -> Option<Status> {
        let has = |status: Status| self.declares(status).then_some(status);
        let range = u8::try_from(code / 100).unwrap_or(0);
        has(Status::Code(code))
            .or_else(|| has(Status::Range(range)))
            .or_else(|| has(Status::Default))
    }
}

/// The key of a declared response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `404`
    Code(u16),
    /// `4XX` is 4.
    Range(u8),
    /// Whatever is not declared by itself.
    Default,
}

impl Status {
    /// Whether an answer of a code is meant.
    pub(crate) fn covers(self, code: u16) -> bool {
        match self {
            Self::Code(declared) => declared == code,
            Self::Range(range) => u16::from(range) == code / 100,
            Self::Default => true,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(range) => write!(f, "{range}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A security scheme that an operation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// The scheme's name in the document.
    pub scheme: &'static str,
    /// How its credentials travel.
    pub kind: SchemeKind,
    /// The scopes or roles it must grant.
    pub scopes: &'static [&'static str],
}

/// How a scheme's credentials travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer`
    Bearer,
    /// `Authorization: Basic`
    Basic,
    /// Another scheme of the `Authorization` header.
    Other(&'static str),
    /// A key in a header, the query or a cookie, under a name.
    ApiKey(Place, &'static str),
    /// A certificate of the connection.
    MutualTls,
}

/// The scopes of a need that asks for none.
#[doc(hidden)]
pub const NO_SCOPES: &[&str] = &[];

impl Need {
    /// A bearer token with these scopes.
    pub const fn bearer(scheme: &'static str, scopes: &'static [&'static str]) -> Self {
        Self { scheme, kind: SchemeKind::Bearer, scopes }
    }

    /// A user name and password.
    pub const fn basic(scheme: &'static str) -> Self {
        Self { scheme, kind: SchemeKind::Basic, scopes: &[] }
    }

    /// A key under a name.
    pub const fn api_key(scheme: &'static str, place: Place, name: &'static str) -> Self {
        Self { scheme, kind: SchemeKind::ApiKey(place, name), scopes: &[] }
    }

    /// Credentials of another scheme of the `Authorization` header.
    pub const fn other(scheme: &'static str, name: &'static str) -> Self {
        Self { scheme, kind: SchemeKind::Other(name), scopes: &[] }
    }

    /// A certificate of the connection.
    pub const fn mutual_tls(scheme: &'static str) -> Self {
        Self { scheme, kind: SchemeKind::MutualTls, scopes: &[] }
    }
}
