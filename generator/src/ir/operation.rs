//! Operations: what goes out, what comes back.

use super::{Docs, Security, Server, TypeId};
use crate::source::{Literal, Location};

/// One method of one path, or one webhook or callback.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) location: Location,
    /// `operationId`; where the document gives none, `names` makes one of method and path.
    pub(crate) id: Option<String>,
    /// As on the wire.
    pub(crate) method: String,
    pub(crate) path: PathTemplate,
    pub(crate) kind: OperationKind,
    pub(crate) tags: Vec<String>,
    pub(crate) docs: Docs,
    /// Path parameters in the order of the template, then the others in document order.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    /// In document order.
    pub(crate) responses: Vec<Response>,
    pub(crate) security: Security,
    /// Empty where the API's own apply.
    pub(crate) servers: Vec<Server>,
}

/// Who serves an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OperationKind {
    Path,
    /// The API's owner calls the reader of the document; `path` is then the webhook's name, without parts.
    Webhook,
    /// The same, at a URL that a request carried: the operation it hangs on, and the callback's name and expression.
    Callback {
        operation: usize,
        name: String,
        expression: String,
    },
}

/// A path template, split at its parameters: `/orders/{id}:amend` is `/orders/`, `{id}`, `:amend`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PathTemplate {
    /// As written.
    pub(crate) text: String,
    pub(crate) parts: Vec<PathPart>,
}

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PathPart {
    Literal(String),
    /// The name of a path parameter.
    Parameter(String),
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Path,
    Query,
    Header,
    Cookie,
    QueryString,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) location: Location,
    /// Where it is described, spelled as [`TypeDef::source`](super::TypeDef) is.
    pub(crate) source: String,
    /// On the wire.
    pub(crate) name: String,
    pub(crate) place: Place,
    pub(crate) docs: Docs,
    pub(crate) required: bool,
    pub(crate) ty: TypeId,
    pub(crate) form: WireForm,
    /// A query may name it without a value.
    pub(crate) allow_empty: bool,
}

/// How a value becomes text in a path, query, header or form.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum WireForm {
    Styled {
        style: Style,
        explode: bool,
        allow_reserved: bool,
        /// An empty text is read as absence; lowering leaves it to the plan.
        blank: bool,
    },
    /// The whole value in a media type.
    Content(Codec),
}

/// The rows of the specification's style table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Cookie,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub(crate) struct Body {
    pub(crate) location: Location,
    pub(crate) docs: Option<String>,
    pub(crate) required: bool,
    /// At least one.
    pub(crate) contents: Vec<Content>,
}

/// A body in one media type.
#[derive(Clone, Debug)]
pub(crate) struct Content {
    pub(crate) location: Location,
    /// As written: `application/json`, `image/*`.
    pub(crate) media_type: String,
    pub(crate) codec: Codec,
    /// `None` where the document gives no schema: the raw bytes.
    pub(crate) ty: Option<TypeId>,
    pub(crate) examples: Vec<Literal>,
}

/// How a body is put into bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Codec {
    Json,
    /// `application/x-www-form-urlencoded`; how single properties are encoded where they say so.
    Form(Vec<(String, WireForm)>),
    Multipart(Vec<Part>),
    Text,
    Binary,
    Xml,
    /// A sequence of JSON values, one a line; `ty` is the item's.
    JsonLines,
    /// RFC 7464; `ty` is the item's.
    JsonSequence,
    /// Server-sent events; `ty` is the event's data.
    EventStream,
}

impl Codec {
    /// Whether a body is a stream of items, each read by itself.
    pub(crate) fn is_of_items(&self) -> bool {
        match self {
            Self::JsonLines | Self::JsonSequence | Self::EventStream => true,
            Self::Json
            | Self::Form(_)
            | Self::Multipart(_)
            | Self::Text
            | Self::Binary
            | Self::Xml => false,
        }
    }
}

/// What `encoding` says of a part of a multipart body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) content_types: Vec<String>,
    pub(crate) headers: Vec<Header>,
    pub(crate) form: Option<WireForm>,
}

/// One declared response.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) location: Location,
    pub(crate) status: Status,
    pub(crate) docs: Option<String>,
    pub(crate) headers: Vec<Header>,
    /// Empty where the response has no body.
    pub(crate) contents: Vec<Content>,
}

/// The key of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Code(u16),
    /// `4XX` is 4.
    Range(u8),
    Default,
}

/// A declared header of a response or part.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Header {
    /// As written.
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) required: bool,
    pub(crate) ty: TypeId,
    pub(crate) form: WireForm,
}
