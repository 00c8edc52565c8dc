//! Paths and what can be done there: the objects from Path Item down to Media Type.

use super::{Example, Id, Link, SchemaId, SecurityRequirement, Server};
use crate::source::{At, Literal, Location};

/// The Path Item Object; also a webhook's and a callback's.
#[derive(Debug)]
pub(crate) struct PathItem {
    pub(crate) location: Location,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    /// In document order, 3.2's `additionalOperations` last.
    pub(crate) operations: Vec<Operation>,
    pub(crate) parameters: Vec<Id<Parameter>>,
    pub(crate) servers: Vec<Server>,
}

/// The Operation Object.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the specification's names")]
pub(crate) struct Operation {
    pub(crate) location: Location,
    /// As on the wire: `GET`, `QUERY`, or what 3.2's `additionalOperations` names.
    pub(crate) method: String,
    pub(crate) operation_id: Option<At<String>>,
    pub(crate) tags: Vec<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) parameters: Vec<Id<Parameter>>,
    pub(crate) request_body: Option<Id<RequestBody>>,
    pub(crate) responses: Vec<(At<String>, Id<Response>)>,
    pub(crate) callbacks: Vec<(At<String>, Id<Callback>)>,
    pub(crate) deprecated: bool,
    /// `None` where the document's own applies.
    pub(crate) security: Option<Vec<SecurityRequirement>>,
    pub(crate) servers: Vec<Server>,
    /// `x-` members, for options that a document may carry.
    pub(crate) extensions: Vec<(String, Literal)>,
}

/// `in` of a parameter or an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ParameterPlace {
    Path,
    Query,
    Header,
    Cookie,
    /// 3.2: the whole query string is one value.
    QueryString,
}

/// `style` of a parameter, header or encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Style {
    Matrix,
    Label,
    Simple,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    /// 3.2.
    Cookie,
}

/// How a parameter's or header's value is described: a schema with a style, or one media type.
#[derive(Debug)]
pub(crate) enum ParameterValue {
    /// `style` and `explode` are resolved to what the specification defaults them to.
    Schema {
        schema: SchemaId,
        style: Style,
        explode: bool,
        allow_reserved: bool,
    },
    Content(At<String>, Id<MediaType>),
    /// Neither `schema` nor `content`; `read` has said so. Text of any kind.
    Unspecified,
}

/// The Parameter Object.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) location: Location,
    pub(crate) name: At<String>,
    pub(crate) place: ParameterPlace,
    pub(crate) description: Option<String>,
    /// True for every path parameter.
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) allow_empty_value: bool,
    pub(crate) value: ParameterValue,
    pub(crate) examples: Vec<(String, Id<Example>)>,
}

/// The Header Object.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) location: Location,
    pub(crate) description: Option<String>,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) value: ParameterValue,
    pub(crate) examples: Vec<(String, Id<Example>)>,
}

/// The Request Body Object.
#[derive(Debug)]
pub(crate) struct RequestBody {
    pub(crate) location: Location,
    pub(crate) description: Option<String>,
    /// Media types or ranges, as written.
    pub(crate) content: Vec<(At<String>, Id<MediaType>)>,
    pub(crate) required: bool,
}

/// The Response Object.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) location: Location,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) headers: Vec<(At<String>, Id<Header>)>,
    pub(crate) content: Vec<(At<String>, Id<MediaType>)>,
    pub(crate) links: Vec<(String, Id<Link>)>,
}

/// The Media Type Object.
#[derive(Debug)]
pub(crate) struct MediaType {
    pub(crate) location: Location,
    pub(crate) schema: Option<SchemaId>,
    /// 3.2: the schema of each item of a stream.
    pub(crate) item_schema: Option<SchemaId>,
    pub(crate) examples: Vec<(String, Id<Example>)>,
    pub(crate) encoding: Vec<(At<String>, Encoding)>,
    /// 3.2.
    pub(crate) prefix_encoding: Vec<Encoding>,
    pub(crate) item_encoding: Option<Box<Encoding>>,
}

/// The Encoding Object.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the specification's names")]
pub(crate) struct Encoding {
    pub(crate) location: Location,
    pub(crate) content_type: Option<String>,
    pub(crate) headers: Vec<(At<String>, Id<Header>)>,
    /// `None` where none of the three style keywords is given: then `content_type` decides.
    pub(crate) style: Option<EncodingStyle>,
    pub(crate) encoding: Vec<(At<String>, Encoding)>,
    pub(crate) prefix_encoding: Vec<Encoding>,
    pub(crate) item_encoding: Option<Box<Encoding>>,
}

/// `style`, `explode` and `allowReserved` of an encoding, defaults resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EncodingStyle {
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) allow_reserved: bool,
}

/// The Callback Object: runtime expressions and the requests they stand for.
#[derive(Debug)]
pub(crate) struct Callback {
    pub(crate) location: Location,
    pub(crate) requests: Vec<(At<String>, Id<super::PathItem>)>,
}
