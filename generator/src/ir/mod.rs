//! What Rust will be told: types and operations, with no OpenAPI words, no Rust names and no tokens left or yet.
//!
//! In: what `lower` made of a description. Out: an [`Api`] that the passes read and never change. References are
//! resolved, `allOf` is merged, and a type is a number into one list, so recursion is plain. The same API spelled in
//! 3.0, 3.1 and 3.2 gives an identical `Api`, locations aside.

mod constraint;
mod operation;
mod resolve;
mod types;

pub(crate) use constraint::*;
pub(crate) use operation::*;
pub(crate) use types::*;

use crate::source::Location;

/// Everything there is to generate.
#[derive(Debug, Default)]
pub(crate) struct Api {
    pub(crate) title: String,
    pub(crate) version: String,
    pub(crate) docs: Option<String>,
    pub(crate) servers: Vec<Server>,
    pub(crate) types: Vec<TypeDef>,
    /// Sorted by path and method, so that moving paths about in a document changes nothing.
    pub(crate) operations: Vec<Operation>,
    /// Requests that the API's owner sends: webhooks, then callbacks.
    pub(crate) webhooks: Vec<Operation>,
    pub(crate) schemes: Vec<SecurityScheme>,
    /// What an operation asks for that does not say so itself; `None` where nobody could satisfy it.
    pub(crate) security: Option<Security>,
    /// Groups that operations belong to, with their docs.
    pub(crate) tags: Vec<(String, Option<String>)>,
}

impl Api {
    /// What the description calls itself, in prose.
    pub(crate) fn title(&self) -> &str {
        if self.title.trim().is_empty() { "Untitled API" } else { &self.title }
    }

    pub(crate) fn ty(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0 as usize]
    }

    pub(crate) fn type_ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.types.len()).expect("types are bounded by the document")).map(TypeId)
    }
}

/// Where the API is served.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) name: Option<String>,
    pub(crate) docs: Option<String>,
    pub(crate) variables: Vec<ServerVariable>,
}

/// A `{name}` in a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServerVariable {
    pub(crate) name: String,
    pub(crate) default: String,
    pub(crate) values: Vec<String>,
    pub(crate) docs: Option<String>,
}

/// A way for a caller to say who it is.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    /// The component key.
    pub(crate) key: String,
    pub(crate) location: Location,
    pub(crate) docs: Option<String>,
    pub(crate) kind: SchemeKind,
}

/// How a scheme's credentials travel.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SchemeKind {
    ApiKey {
        name: String,
        place: Place,
    },
    Basic,
    /// `Authorization: Bearer`, plain, by `OAuth2` or by `OpenID` Connect.
    Bearer(BearerSource),
    /// Any other scheme of the `Authorization` header, as registered.
    OtherHttp(String),
    MutualTls,
}

/// Where a bearer token comes from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum BearerSource {
    Unsaid,
    OAuth2 { client_credentials: Option<TokenEndpoint> },
    OpenIdConnect { url: String },
}

/// The token endpoint of OAuth2's client credentials flow.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TokenEndpoint {
    pub(crate) url: String,
    pub(crate) scopes: Vec<String>,
}

/// A scheme that an operation asks for: an index into [`Api::schemes`] and the scopes it needs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SchemeUse {
    pub(crate) scheme: usize,
    pub(crate) scopes: Vec<String>,
}

/// Alternatives of which one must hold; each holds when all of its schemes do. No alternatives: open to anyone. An
/// alternative of no schemes: credentials are optional.
pub(crate) type Security = Vec<Vec<SchemeUse>>;
