//! Codes of loading and reading: what is wrong with a description as it is written.

super::codes! {
    /// The text is not JSON or YAML.
    SYNTAX = "syntax", Error,
        "the file is not valid JSON or YAML",
        "The text cannot be read from the marked place on. Everything before it was read, so other findings may follow from this one: mend it first.";
    /// Two members of one name.
    DUPLICATE_KEY = "duplicate-key", Error,
        "a key is given twice in one object",
        "JSON and YAML leave open which of two equal keys counts, and tools differ. Remove one of them, or rename it.";
    /// An alias that cannot be followed.
    ALIAS = "yaml-alias", Error,
        "a YAML alias cannot be followed",
        "An alias (`*name`) repeats a value that an anchor (`&name`) has marked before. It cannot stand inside that value, nor before it.";
    /// A merge key without a mapping.
    MERGE_KEY = "yaml-merge", Warning,
        "a YAML merge key does not hold a mapping",
        "`<<` takes the members of a mapping, or of each mapping of a list. Anything else is ignored.";
    /// A tag of no meaning here.
    YAML_TAG = "yaml-tag", Warning,
        "a YAML tag is ignored",
        "Tags such as `!!python/object` or `!Ref` ask a program to build something. Descriptions are data, so the value is read as if it had no tag.";
    /// A bound was met.
    LIMIT = "limit", Error,
        "the description exceeds a limit",
        "Nesting, sizes and counts are bounded so that no input can exhaust memory or time. The message names \
        the limit; it can be raised in the options.";
    /// Another encoding.
    NOT_UTF8 = "not-utf8", Error,
        "the file is not UTF-8 text",
        "JSON and YAML files are read as UTF-8, with or without a byte order mark. Save the file in that encoding.";
    /// A referenced file cannot be read.
    MISSING_FILE = "missing-file", Error,
        "a referenced file cannot be read",
        "The path of a reference is relative to the file that holds it. Correct the path, or add the file.";
    /// A reference to the network.
    REMOTE_REFERENCE = "remote-reference", Error,
        "a reference leads to the network",
        "Nothing is fetched while code is generated, so that a build depends on nothing but its files. Save \
        the file beside the description and refer to it there.";
    /// A reference out of the folder.
    OUTSIDE_REFERENCE = "outside-reference", Error,
        "a reference leaves the description's folder",
        "A description may only read files of its own folder, so that one from elsewhere cannot pull in what \
        it should not see. Move the file, name a higher root folder, or allow it.";
    /// `openapi` is not there or names a version nobody reads.
    VERSION = "version", Error,
        "the document does not name an OpenAPI version that can be read",
        "The entry document starts with `openapi: 3.0.x`, `3.1.x` or `3.2.x`. Descriptions of Swagger 2.0 must be converted first.";
    /// Something of another type that cannot be read.
    WRONG_TYPE = "wrong-type", Error,
        "a value has another type than the specification wants",
        "The value cannot be read as what its place asks for, so it is left out. Write it as the specification says.";
    /// Something of another type that is clear.
    LOOSE_TYPE = "loose-type", Warning,
        "a value has another type than the specification wants, but its meaning is clear",
        "For example `version: 1.0` is a number in YAML. It is read as it is written; quotes make it what the specification asks for.";
    /// A keyword that must be there.
    MISSING_KEYWORD = "missing-keyword", Error,
        "a required member is missing",
        "Without it the object cannot be read.";
    /// A keyword that should be there.
    OMITTED_KEYWORD = "omitted-keyword", Warning,
        "a member that the specification requires is missing, but can be done without",
        "Other tools may refuse the document. Add the member.";
    /// A keyword in no table.
    UNKNOWN_KEYWORD = "unknown-keyword", Warning,
        "a member is unknown and ignored",
        "The specification has no such member at this place, so nothing comes of it. It may be misspelt or \
        misplaced. Names that start with `x-` are free.";
    /// A keyword of another version.
    OTHER_VERSION = "other-version", Warning,
        "a member belongs to another version of OpenAPI",
        "It is read as that version means it. Other tools may ignore it, so raise the version in `openapi`, \
        or spell it the way of the version you name.";
    /// A keyword without effect.
    UNUSED_KEYWORD = "unused-keyword", Note,
        "a member is known, but nothing is generated from it",
        "The generated code neither checks nor shows what it says.";
    /// A reference that leads nowhere.
    BROKEN_REFERENCE = "broken-reference", Error,
        "a reference leads nowhere",
        "The file of the reference is there, but the pointer names nothing in it.";
    /// A reference to an object of another kind.
    WRONG_KIND = "wrong-kind", Error,
        "a reference leads to an object of another kind",
        "A reference must lead to what its place asks for: a parameter to a parameter, a schema to a schema.";
    /// A value of absurd size.
    LARGE_VALUE = "large-value", Warning,
        "an example, default or extension is too large and left out",
        "Values are bounded so that a few lines of YAML aliases cannot exhaust memory.";
    /// `.inf`, `.nan`.
    NOT_A_NUMBER = "not-a-number", Warning,
        "a number has no JSON form",
        "YAML knows infinities and not-a-number; JSON does not, so no value could ever be compared with them.";
    /// A value out of the list the specification gives.
    UNKNOWN_VALUE = "unknown-value", Error,
        "a member has a value that the specification does not know",
        "The member takes one of a few values, and this is none of them.";
    /// A keyword beside `$ref` in 3.0.
    IGNORED_SIBLING = "ignored-sibling", Warning,
        "a keyword beside `$ref` is ignored",
        "In OpenAPI 3.0 a Reference Object replaces the schema it stands in, so nothing beside `$ref` counts. OpenAPI 3.1 reads both.";
    /// A value that a keyword cannot have.
    IGNORED_VALUE = "ignored-value", Warning,
        "a keyword has a value it cannot have, and is ignored",
        "A length below zero, a divisor of zero, a boolean where names are wanted or an object for a description say nothing that \
         could be used.";
    /// A component's key.
    COMPONENT_NAME = "component-name", Warning,
        "a component's name holds a character that is not allowed",
        "Names of components are made of letters, digits, `.`, `_` and `-`. Other tools may refuse the document.";
    /// A server variable's default.
    SERVER_DEFAULT = "server-default", Warning,
        "the default of a server variable is not one of its values",
        "The default is used as it is written.";
    /// A path parameter that is not required.
    OPTIONAL_PATH_PARAMETER = "optional-path-parameter", Warning,
        "a path parameter is not marked as required",
        "A path without one of its segments is another path, so path parameters are always required.";
    /// Both ways to describe a parameter.
    SCHEMA_AND_CONTENT = "schema-and-content", Error,
        "a parameter or header has both `schema` and `content`",
        "The two exclude each other, and lead to different text on the wire. Remove one.";
    /// No way to describe a parameter.
    NO_SCHEMA = "no-schema", Warning,
        "a parameter or header has neither `schema` nor `content`",
        "Its value is taken as text of any kind. Add a schema.";
    /// More than one media type for a parameter.
    SEVERAL_MEDIA_TYPES = "several-media-types", Warning,
        "`content` of a parameter or header has more than one media type",
        "A parameter has one media type; the first is taken.";
    /// A style in the wrong place.
    STYLE = "style", Error,
        "a style is not for this place",
        "Each place of a parameter knows a few styles only: a path `simple`, `label` and `matrix`; a query \
        `form`, `spaceDelimited`, `pipeDelimited` and `deepObject`; a header `simple`; a cookie `form` and `cookie`.";
    /// A security requirement without a scheme.
    UNKNOWN_SCHEME = "unknown-scheme", Error,
        "a security requirement names no security scheme",
        "The name is a key of `components/securitySchemes` of the entry document.";
    /// A dynamic reference with several targets.
    DYNAMIC_REFERENCE = "dynamic-reference", Warning,
        "a `$dynamicRef` may lead to several schemas",
        "A dynamic reference depends on who refers to it. Rust types do not, so it is read as a plain \
        reference to the nearest schema of that anchor.";
    /// Two paths that no request can tell apart.
    SAME_PATH = "same-path", Error,
        "two paths are the same",
        "Paths that differ only in the names of their parameters, or in how a character is escaped, match the same requests.";
    /// Two parameters of one name and place.
    REPEATED_PARAMETER = "repeated-parameter", Error,
        "a list of parameters has two of one name and place",
        "A request could not say which of them it means. An operation may override a parameter of its path, but not of its own list.";
    /// `querystring` beside a query parameter.
    QUERY_STRING = "query-string", Error,
        "`in: querystring` stands beside other query parameters",
        "A parameter in `querystring` is the whole query of the URL, so nothing else can be part of it.";
    /// A schema that is itself.
    ENDLESS_SCHEMA = "endless-schema", Error,
        "a schema is defined by itself",
        "By `$ref` and `allOf` alone the schema leads back to itself, so it never says what a value is. A \
        circle through `properties` or `items` is fine.";
    /// A reference that leads to itself.
    ENDLESS_REFERENCE = "endless-reference", Error,
        "references lead in a circle",
        "The references lead to each other and never to an object.";
    /// A key of `responses`.
    STATUS_KEY = "status-key", Error,
        "a key of `responses` is no status",
        "Responses are keyed by a status from 100 to 599, a range such as `4XX`, or `default`.";
    /// A range in small letters.
    STATUS_RANGE = "status-range", Warning,
        "a range of statuses is spelled in small letters",
        "Ranges are written with capital X: `4XX`.";
    /// A key of `content`.
    MEDIA_TYPE = "media-type", Error,
        "a key of `content` is no media type",
        "A media type is `type/subtype` with parameters, or a range such as `image/*`.";
    /// A media type that no grammar knows, but that could be sent.
    UNUSABLE_MEDIA_TYPE = "unusable-media-type", Warning,
        "a key of `content` does not follow the grammar of media types, and is left out",
        "A media type is `type/subtype` with parameters, and neither part holds a `/`. Nothing could be told apart by the key, \
         so what it describes is not generated; the other media types are. Punctuation behind a media type is taken for a slip.";
    /// A header's name.
    HEADER_NAME = "header-name", Warning,
        "a header has a name that HTTP does not allow, and is left out",
        "Names of headers are tokens (RFC 9110): letters, digits and the signs !#$%&'*+-.^_`|~. Nobody could send the header, so \
         it is left out of the parameters or of the response, and the rest is generated.";
    /// Two headers that differ by case.
    SAME_HEADER = "same-header", Warning,
        "two headers differ only by case",
        "Names of headers are compared without regard to case, so the second one is ignored.";
    /// A path with a control character.
    PATH_TEMPLATE = "path-template", Error,
        "a path holds a character that no URL can have",
        "No request could be sent to it.";
    /// A path without a slash.
    PATH_WITHOUT_SLASH = "path-without-slash", Warning,
        "a path does not start with `/`",
        "It is read as if it did.";
    /// The URL of tokens with a variable.
    TEMPLATED_URL = "templated-url", Warning,
        "the token URL of a flow is a template",
        "Servers have variables, flows have none, so nobody can tell where tokens are to be had. A client has to be told when it is built.";
    /// A path with a parameter as routers of other tools spell it.
    COLON_PARAMETER = "colon-parameter", Warning,
        "a segment of a path starts with a colon",
        "Many routers take `:id` for a parameter. To OpenAPI it is text like any other, so that is what is sent, and what is served. A \
         parameter is spelled `{id}`, and described among the parameters.";
    /// A path parameter's name.
    PARAMETER_NAME = "parameter-name", Error,
        "the name of a path parameter holds braces",
        "Braces mark the parameter in the path; the name is what stands between them.";
    /// `encoding` beside `itemEncoding`.
    ENCODING_CONFLICT = "encoding-conflict", Error,
        "`encoding` stands beside `prefixEncoding` or `itemEncoding`",
        "Parts of a multipart body are described either by name or by position.";
    /// A method with a fixed member.
    ADDITIONAL_METHOD = "additional-method", Error,
        "`additionalOperations` holds a method that has a member of its own",
        "`GET` is given as `get`, and so on; only other methods belong to `additionalOperations`.";
    /// Paths that differ by parameter names only.
    HIDDEN_PATH = "hidden-path", Warning,
        "two paths differ only in the names of their parameters, or behind `#`",
        "Both match the same requests, so a server answers them all by the first. Clients can call both.";
    /// A reference from an example, link or security scheme that was not followed.
    UNREAD_EXTRA = "unread-extra", Warning,
        "a reference to an example, link or security scheme cannot be followed",
        "Its target is missing, is elsewhere, or is not what the place asks for. No type hangs on it, so it is left out; an \
         operation that asks for a security scheme that is left out is left out as well.";
    /// A schema among its own branches.
    OWN_BRANCH = "own-branch", Warning,
        "a schema is a branch of its own `allOf`",
        "Being itself adds nothing to what the other branches say, so the branch is ignored.";
    /// Values that their type excludes.
    ENUM_MISMATCH = "enum-mismatch", Warning,
        "`enum` holds values that `type` excludes",
        "No value can be both of the type and one of these, so they are left out. Where null is all there is, the type is the \
         mistake, and the value is null.";
    /// A default that its schema excludes.
    DEFAULT_MISMATCH = "default-mismatch", Warning,
        "a default does not fit its schema",
        "A default that the schema itself forbids cannot be used, so it is ignored.";
    /// Bounds that exclude each other.
    CONTRADICTING_BOUNDS = "contradicting-bounds", Warning,
        "a lower bound is above the upper one",
        "No value satisfies both, so every value will be refused.";
    /// A keyword about values of another type.
    STRAY_KEYWORD = "stray-keyword", Warning,
        "a keyword speaks of values of another type",
        "Keywords such as `maxLength` apply to one type and say nothing of others, so nothing comes of this one. Where digits are \
         to be counted, give a `maximum`.";
    /// A value that `enum` has already.
    REPEATED_VALUE = "repeated-value", Warning,
        "`enum` lists a value twice",
        "The second one adds nothing. It may be misspelt.";
    /// A body where HTTP knows none.
    UNEXPECTED_BODY = "unexpected-body", Warning,
        "a request has a body that HTTP gives no meaning",
        "For `GET`, `HEAD`, `DELETE` and `TRACE` the meaning of a body is not defined: caches and proxies may drop it or refuse the \
         request. Use parameters, or another method such as `POST` or `QUERY`.";
    /// A discriminator of no object.
    STRAY_DISCRIMINATOR = "stray-discriminator", Warning,
        "a discriminator stands in a schema that is no object",
        "A discriminator names a property, which only objects have.";
    /// A bound that no float reaches.
    LARGE_NUMBER = "large-number", Warning,
        "a number is beyond the range of 64-bit floats",
        "Numbers of that size cannot be met by any value of the generated types.";
    /// A default mapping that names nothing.
    UNKNOWN_DEFAULT = "unknown-default", Warning,
        "`defaultMapping` names no schema",
        "It is ignored: values without a known tag are refused.";
    /// A lone `*`.
    MEDIA_RANGE = "media-range", Warning,
        "the range of all media types is misspelt",
        "It is read as `*/*`.";
}
