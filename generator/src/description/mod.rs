//! An OpenAPI Description as written: the specification's words, references intact, no version.
//!
//! In: what `read` found. Out: what `lower` asks. Every object that a `$ref` may point at lives in an arena, once for each
//! place it is written at, so references are numbers and cycles cost nothing. Nothing here is Rust-shaped, and nothing
//! here knows whether the document said 3.0, 3.1 or 3.2: `read` has already spelled everything the newest way.

mod arena;
mod operation;
mod schema;
mod schemas;

pub(crate) use arena::{Arena, Id, RefOr, Reference};
pub(crate) use operation::*;
pub(crate) use schema::*;
pub(crate) use schemas::Schemas;

use crate::source::{At, Literal, Location};

/// All documents reached from the entry document, as one description.
#[derive(Debug)]
pub(crate) struct Description {
    /// The root of the entry document.
    pub(crate) location: Location,
    pub(crate) info: Info,
    pub(crate) servers: Vec<Server>,
    /// In document order; the key is the template, as written.
    pub(crate) paths: Vec<(At<String>, Id<PathItem>)>,
    pub(crate) webhooks: Vec<(At<String>, Id<PathItem>)>,
    pub(crate) components: Components,
    /// `None` where the document says nothing; `Some([])` where it says that nothing is needed.
    pub(crate) security: Option<Vec<SecurityRequirement>>,
    pub(crate) tags: Vec<Tag>,

    pub(crate) schemas: Schemas,
    pub(crate) path_items: Arena<PathItem>,
    pub(crate) parameters: Arena<Parameter>,
    pub(crate) headers: Arena<Header>,
    pub(crate) request_bodies: Arena<RequestBody>,
    pub(crate) responses: Arena<Response>,
    pub(crate) media_types: Arena<MediaType>,
    pub(crate) examples: Arena<Example>,
    pub(crate) links: Arena<Link>,
    pub(crate) callbacks: Arena<Callback>,
    pub(crate) security_schemes: Arena<SecurityScheme>,
}

impl Description {
    pub(crate) fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id]
    }
}

/// The Info Object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Info {
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) version: String,
}

/// The Server Object, its URL as written.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) location: Location,
    pub(crate) url: String,
    /// 3.2.
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) variables: Vec<(String, ServerVariable)>,
}

/// The Server Variable Object.
#[derive(Clone, Debug)]
pub(crate) struct ServerVariable {
    pub(crate) default: String,
    pub(crate) values: Vec<String>,
    pub(crate) description: Option<String>,
}

/// The Components Object: keys in document order.
#[derive(Debug, Default)]
pub(crate) struct Components {
    pub(crate) schemas: Vec<(At<String>, SchemaId)>,
    pub(crate) parameters: Vec<(At<String>, Id<Parameter>)>,
    pub(crate) headers: Vec<(At<String>, Id<Header>)>,
    pub(crate) request_bodies: Vec<(At<String>, Id<RequestBody>)>,
    pub(crate) responses: Vec<(At<String>, Id<Response>)>,
    pub(crate) security_schemes: Vec<(At<String>, Id<SecurityScheme>)>,
    pub(crate) callbacks: Vec<(At<String>, Id<Callback>)>,
    pub(crate) path_items: Vec<(At<String>, Id<PathItem>)>,
    pub(crate) media_types: Vec<(At<String>, Id<MediaType>)>,
    pub(crate) examples: Vec<(At<String>, Id<Example>)>,
    pub(crate) links: Vec<(At<String>, Id<Link>)>,
}

/// The Tag Object.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) location: Location,
    pub(crate) name: String,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) parent: Option<String>,
}

/// The Security Requirement Object: schemes that must all be satisfied, each with the scopes or roles it needs.
#[derive(Clone, Debug)]
pub(crate) struct SecurityRequirement {
    pub(crate) location: Location,
    /// Scheme names are keys of `components.securitySchemes`; `scheme` is `None` where there is none of that name.
    pub(crate) schemes: Vec<RequiredScheme>,
}

/// One member of a security requirement.
#[derive(Clone, Debug)]
pub(crate) struct RequiredScheme {
    pub(crate) name: At<String>,
    pub(crate) scheme: Option<Id<SecurityScheme>>,
    pub(crate) scopes: Vec<String>,
}

/// The Security Scheme Object.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) location: Location,
    pub(crate) description: Option<String>,
    pub(crate) kind: SecuritySchemeKind,
    pub(crate) deprecated: bool,
}

/// What a security scheme's `type` says, with the fields that go with it.
#[derive(Clone, Debug)]
pub(crate) enum SecuritySchemeKind {
    ApiKey {
        name: String,
        place: ParameterPlace,
    },
    /// `scheme` in lower case: `basic`, `bearer`, …
    Http {
        scheme: String,
        bearer_format: Option<String>,
    },
    OAuth2 {
        flows: Vec<OAuthFlow>,
        metadata_url: Option<String>,
    },
    OpenIdConnect {
        url: String,
    },
    MutualTls,
}

/// The OAuth Flow Object.
#[derive(Clone, Debug)]
pub(crate) struct OAuthFlow {
    pub(crate) kind: OAuthFlowKind,
    pub(crate) authorization_url: Option<String>,
    pub(crate) device_authorization_url: Option<String>,
    pub(crate) token_url: Option<String>,
    pub(crate) refresh_url: Option<String>,
    /// Scope and what it grants, in document order.
    pub(crate) scopes: Vec<(String, String)>,
}

/// The key of a flow in the OAuth Flows Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OAuthFlowKind {
    Implicit,
    Password,
    ClientCredentials,
    AuthorizationCode,
    DeviceAuthorization,
}

/// The Example Object, and the plain value of `example`.
#[derive(Clone, Debug)]
pub(crate) struct Example {
    pub(crate) location: Location,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    /// `value` or 3.2's `dataValue`.
    pub(crate) value: Option<Literal>,
    /// 3.2's `serializedValue`.
    pub(crate) serialized: Option<String>,
    pub(crate) external: Option<String>,
}

/// The Link Object.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) location: Location,
    pub(crate) operation_ref: Option<String>,
    pub(crate) operation_id: Option<String>,
    pub(crate) parameters: Vec<(String, Literal)>,
    pub(crate) request_body: Option<Literal>,
    pub(crate) description: Option<String>,
    pub(crate) server: Option<Server>,
}
