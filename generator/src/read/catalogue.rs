//! Every keyword of every object, with the versions that know it and what becomes of it.
//!
//! What is in no table is unknown, and said so with the nearest name. `x-` members pass where they are not asked for here.

use super::dialect::Version;

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug)]
pub(super) enum Status {
    /// It is in the description.
    Read,
    /// For people and other tools; nothing could be generated from it.
    Annotation,
    /// It means something, but nothing is generated from it, for the reason given.
    Unused(&'static str),
}

/// One keyword of an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keyword {
    pub(super) name: &'static str,
    pub(super) since: Version,
    pub(super) until: Version,
    pub(super) status: Status,
}

const fn keyword(name: &'static str, since: Version, until: Version, status: Status) -> Keyword {
    Keyword { name, since, until, status }
}

const fn read(name: &'static str) -> Keyword {
    keyword(name, Version::V30, Version::V32, Status::Read)
}

const fn since31(name: &'static str) -> Keyword {
    keyword(name, Version::V31, Version::V32, Status::Read)
}

const fn since32(name: &'static str) -> Keyword {
    keyword(name, Version::V32, Version::V32, Status::Read)
}

const fn until30(name: &'static str) -> Keyword {
    keyword(name, Version::V30, Version::V30, Status::Read)
}

const fn annotation(name: &'static str) -> Keyword {
    keyword(name, Version::V30, Version::V32, Status::Annotation)
}

const fn annotation31(name: &'static str) -> Keyword {
    keyword(name, Version::V31, Version::V32, Status::Annotation)
}

const fn annotation32(name: &'static str) -> Keyword {
    keyword(name, Version::V32, Version::V32, Status::Annotation)
}

const fn unused31(name: &'static str, reason: &'static str) -> Keyword {
    keyword(name, Version::V31, Version::V32, Status::Unused(reason))
}

/// The objects of the specification, by the keywords they have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    Root,
    Info,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    Parameter,
    Header,
    RequestBody,
    Response,
    MediaType,
    Encoding,
    Callback,
    Example,
    Link,
    Tag,
    Reference,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    Schema,
    Discriminator,
    Xml,
}

impl Object {
    /// As sentences call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Root => "a description",
            Self::Info => "an info object",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "components",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Header => "a header",
            Self::RequestBody => "a request body",
            Self::Response => "a response",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Callback => "a callback",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Tag => "a tag",
            Self::Reference => "a reference",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "OAuth flows",
            Self::OAuthFlow => "an OAuth flow",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "an XML object",
        }
    }

    /// The keywords of the object.
    pub(super) fn keywords(self) -> &'static [Keyword] {
        match self {
            Self::Root => ROOT,
            Self::Info => INFO,
            Self::Server => SERVER,
            Self::ServerVariable => SERVER_VARIABLE,
            Self::Components => COMPONENTS,
            Self::PathItem => PATH_ITEM,
            Self::Operation => OPERATION,
            Self::Parameter => PARAMETER,
            Self::Header => HEADER,
            Self::RequestBody => REQUEST_BODY,
            Self::Response => RESPONSE,
            Self::MediaType => MEDIA_TYPE,
            Self::Encoding => ENCODING,
            Self::Callback => &[],
            Self::Example => EXAMPLE,
            Self::Link => LINK,
            Self::Tag => TAG,
            Self::Reference => REFERENCE,
            Self::SecurityScheme => SECURITY_SCHEME,
            Self::OAuthFlows => OAUTH_FLOWS,
            Self::OAuthFlow => OAUTH_FLOW,
            Self::Schema => SCHEMA,
            Self::Discriminator => DISCRIMINATOR,
            Self::Xml => XML,
        }
    }

    /// Whether the keys of the object are names or expressions rather than keywords.
    pub(super) fn is_open(self) -> bool {
        self == Self::Callback
    }

    pub(super) fn keyword(self, name: &str) -> Option<&'static Keyword> {
        self.keywords().iter().find(|keyword| keyword.name == name)
    }
}

static ROOT: &[Keyword] = &[
    read("openapi"),
    read("info"),
    read("servers"),
    read("paths"),
    read("components"),
    read("security"),
    read("tags"),
    annotation("externalDocs"),
    since31("webhooks"),
    annotation31("jsonSchemaDialect"),
    since32("$self"),
];

static INFO: &[Keyword] = &[
    read("title"),
    read("description"),
    read("version"),
    annotation("termsOfService"),
    annotation("contact"),
    annotation("license"),
    since31("summary"),
];

static SERVER: &[Keyword] = &[read("url"), read("description"), read("variables"), since32("name")];

static SERVER_VARIABLE: &[Keyword] = &[read("default"), read("enum"), read("description")];

static COMPONENTS: &[Keyword] = &[
    read("schemas"),
    read("responses"),
    read("parameters"),
    read("examples"),
    read("requestBodies"),
    read("headers"),
    read("securitySchemes"),
    read("links"),
    read("callbacks"),
    since31("pathItems"),
    since32("mediaTypes"),
];

static PATH_ITEM: &[Keyword] = &[
    read("$ref"),
    read("summary"),
    read("description"),
    read("get"),
    read("put"),
    read("post"),
    read("delete"),
    read("options"),
    read("head"),
    read("patch"),
    read("trace"),
    read("servers"),
    read("parameters"),
    since32("query"),
    since32("additionalOperations"),
];

static OPERATION: &[Keyword] = &[
    read("tags"),
    read("summary"),
    read("description"),
    annotation("externalDocs"),
    read("operationId"),
    read("parameters"),
    read("requestBody"),
    read("responses"),
    read("callbacks"),
    read("deprecated"),
    read("security"),
    read("servers"),
];

static PARAMETER: &[Keyword] = &[
    read("name"),
    read("in"),
    read("description"),
    read("required"),
    read("deprecated"),
    read("allowEmptyValue"),
    read("style"),
    read("explode"),
    read("allowReserved"),
    read("schema"),
    read("example"),
    read("examples"),
    read("content"),
];

static HEADER: &[Keyword] = &[
    read("description"),
    read("required"),
    read("deprecated"),
    read("style"),
    read("explode"),
    read("schema"),
    read("example"),
    read("examples"),
    read("content"),
];

static REQUEST_BODY: &[Keyword] = &[read("description"), read("content"), read("required")];

static RESPONSE: &[Keyword] =
    &[read("description"), read("headers"), read("content"), read("links"), since32("summary")];

static MEDIA_TYPE: &[Keyword] = &[
    read("schema"),
    read("example"),
    read("examples"),
    read("encoding"),
    since32("itemSchema"),
    since32("prefixEncoding"),
    since32("itemEncoding"),
    annotation32("description"),
];

static ENCODING: &[Keyword] = &[
    read("contentType"),
    read("headers"),
    read("style"),
    read("explode"),
    read("allowReserved"),
    since32("encoding"),
    since32("prefixEncoding"),
    since32("itemEncoding"),
];

static EXAMPLE: &[Keyword] = &[
    read("summary"),
    read("description"),
    read("value"),
    read("externalValue"),
    since32("dataValue"),
    since32("serializedValue"),
];

static LINK: &[Keyword] = &[
    read("operationRef"),
    read("operationId"),
    read("parameters"),
    read("requestBody"),
    read("description"),
    read("server"),
];

static TAG: &[Keyword] = &[
    read("name"),
    read("description"),
    annotation("externalDocs"),
    since32("summary"),
    since32("parent"),
    annotation32("kind"),
];

static REFERENCE: &[Keyword] = &[read("$ref"), since31("summary"), since31("description")];

static SECURITY_SCHEME: &[Keyword] = &[
    read("type"),
    read("description"),
    read("name"),
    read("in"),
    read("scheme"),
    read("bearerFormat"),
    read("flows"),
    read("openIdConnectUrl"),
    since32("oauth2MetadataUrl"),
    since32("deprecated"),
];

static OAUTH_FLOWS: &[Keyword] = &[
    read("implicit"),
    read("password"),
    read("clientCredentials"),
    read("authorizationCode"),
    since32("deviceAuthorization"),
];

static OAUTH_FLOW: &[Keyword] = &[
    read("authorizationUrl"),
    read("tokenUrl"),
    read("refreshUrl"),
    read("scopes"),
    since32("deviceAuthorizationUrl"),
];

static SCHEMA: &[Keyword] = &[
    read("type"),
    read("description"),
    read("properties"),
    read("$ref"),
    read("items"),
    read("required"),
    read("enum"),
    read("format"),
    read("title"),
    read("example"),
    read("additionalProperties"),
    read("default"),
    read("readOnly"),
    read("writeOnly"),
    read("deprecated"),
    read("allOf"),
    read("oneOf"),
    read("anyOf"),
    read("not"),
    until30("nullable"),
    read("minimum"),
    read("maximum"),
    read("exclusiveMinimum"),
    read("exclusiveMaximum"),
    read("multipleOf"),
    read("minLength"),
    read("maxLength"),
    read("pattern"),
    read("minItems"),
    read("maxItems"),
    read("uniqueItems"),
    read("minProperties"),
    read("maxProperties"),
    read("discriminator"),
    read("xml"),
    annotation("externalDocs"),
    since31("const"),
    since31("examples"),
    since31("prefixItems"),
    since31("contains"),
    since31("minContains"),
    since31("maxContains"),
    since31("unevaluatedItems"),
    since31("unevaluatedProperties"),
    since31("patternProperties"),
    since31("propertyNames"),
    since31("dependentRequired"),
    since31("dependentSchemas"),
    since31("dependencies"),
    since31("if"),
    since31("then"),
    since31("else"),
    since31("contentEncoding"),
    since31("contentMediaType"),
    since31("contentSchema"),
    since31("$id"),
    since31("$anchor"),
    since31("$dynamicAnchor"),
    since31("$dynamicRef"),
    since31("$defs"),
    since31("definitions"),
    annotation31("$schema"),
    annotation31("$comment"),
    unused31("$vocabulary", "it belongs to meta-schemas"),
    unused31("$recursiveRef", "`$dynamicRef` has replaced it"),
    unused31("$recursiveAnchor", "`$dynamicAnchor` has replaced it"),
    unused31("additionalItems", "`items` beside `prefixItems` has replaced it"),
];

static DISCRIMINATOR: &[Keyword] =
    &[read("propertyName"), read("mapping"), since32("defaultMapping")];

static XML: &[Keyword] = &[
    read("name"),
    read("namespace"),
    read("prefix"),
    read("attribute"),
    read("wrapped"),
    since32("nodeType"),
];
