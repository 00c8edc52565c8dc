//! Codes of this stage.

super::codes! {
    /// Two parts of one schema leave no value.
    CONTRADICTING_SCHEMAS = "contradicting-schemas", Warning,
        "schemas that must all hold leave no value",
        "The schemas of an `allOf`, or those that describe one property in several branches, ask for types or values that \
         exclude each other, so no value satisfies all of them. The type falls back to any JSON value. Remove or widen one of \
         the two places shown.";

    /// `additionalProperties` of one branch speaks of properties that another branch describes.
    CLOSED_BRANCH = "closed-branch", Warning,
        "a closed branch of `allOf` forbids what its siblings describe",
        "By the letter of JSON Schema `additionalProperties` sees only the properties beside it, so in an `allOf` it forbids the \
         properties of the other branches, and no useful value is left. The branches are taken together as one closed object \
         instead. `unevaluatedProperties: false` beside the `allOf` says this properly.";

    /// A union grew beyond what is useful.
    TOO_MANY_COMBINATIONS = "too-many-combinations", Warning,
        "combining the branches of several compositions gives too many types",
        "Each `oneOf` or `anyOf` that must hold together with another multiplies the number of types. Past a fixed limit the type \
         falls back to any JSON value. Restate the schema with fewer alternatives.";

    /// A composition without branches that mean anything.
    IMPOSSIBLE_SCHEMA = "impossible-schema", Warning,
        "no value satisfies the schema",
        "The schema is `false`, or its keywords exclude each other, so a value of it can neither be sent nor received. The type \
         falls back to any JSON value where one is needed.";

    /// A discriminator's mapping that leads to no branch.
    UNKNOWN_MAPPING = "unknown-mapping", Warning,
        "a discriminator's mapping names no branch of the union",
        "`mapping` selects a schema that is no branch of the `oneOf` or `anyOf` beside it. The entry is left out.";

    /// A discriminator that cannot tell the branches apart.
    UNUSABLE_DISCRIMINATOR = "unusable-discriminator", Warning,
        "a discriminator cannot select among its branches",
        "The discriminator gives no value for a branch, or its branches are not objects, so the union is told apart by shape \
         instead. Add a `mapping` that names every branch.";

    /// A discriminator that may be left out.
    OPTIONAL_DISCRIMINATOR = "optional-discriminator", Warning,
        "branches of a union need not have the discriminator's property",
        "The discriminator selects a branch by the value of its property, so a value without it selects none and is refused, \
         though the branch allows it. Require the property in every branch.";

    /// A discriminator that a branch has no place for.
    UNDESCRIBED_DISCRIMINATOR = "undescribed-discriminator", Note,
        "a branch of a union does not describe the discriminator's property",
        "The property selects the branch when a value is read, and is written beside what the branch describes. A branch that \
         neither describes nor requires it has no field for it: where the branch is used outside of the union, the property is \
         not there. Describe it in the branch.";

    /// A keyword that is neither in the type nor checked.
    UNCHECKED_KEYWORD = "unchecked-keyword", Warning,
        "a keyword of a schema is not checked",
        "The keyword restricts values in a way that neither the generated type nor its checks express. Values are accepted without \
         it.";

    /// A schema without a type.
    IMPLIED_TYPE = "implied-type", Note,
        "a schema names no type, so it is taken from its keywords",
        "Keywords such as `maxLength` speak of values of one type and say nothing of others, so by the letter a schema without \
         `type` accepts every value of another type. Its author means that type; it is taken, and other values are refused. \
         With `implied-types = false` in the configuration they are accepted.";

    /// An operation that is left out.
    OPERATION_LEFT_OUT = "operation-left-out", Warning,
        "an operation is not generated",
        "Something that the operation cannot do without is missing or not supported. It is left out of server and client, and the \
         rest of the document is generated.";

    /// A path template and the parameters beside it do not agree.
    PATH_PARAMETER_MISMATCH = "path-parameter-mismatch", Warning,
        "a path template and its path parameters differ",
        "Every `{name}` of a path needs a parameter with `in: path` and that name, and every such parameter a place in the path. A \
         place without a parameter is taken as a string, a parameter without a place is left out.";

    /// A header that the standard says is described elsewhere.
    IGNORED_HEADER = "ignored-header", Note,
        "a header described elsewhere is not a parameter",
        "`Accept`, `Content-Type` and `Authorization` are said by the media types and the security requirements of an operation; \
         the standard has parameters and headers of these names ignored.";

    /// A scope that no flow offers.
    UNKNOWN_SCOPE = "unknown-scope", Warning,
        "a security requirement asks for a scope that its scheme does not have",
        "The `scopes` of an OAuth2 scheme's flows list all there are. A token server refuses to give one that it does not know, so \
         the operation could never be called.";

    /// An operation that cannot succeed.
    NO_SUCCESS = "no-success", Note,
        "an operation declares no successful response",
        "Without a response below 400 or a `default` there is nothing to answer with when all goes well. Any 2XX without a body is \
         taken as success.";

    /// A media type that we do not know how to read.
    OPAQUE_MEDIA_TYPE = "opaque-media-type", Note,
        "the content of a media type is handed over as bytes",
        "There is no codec for the media type, so its schema is not used and the body is given and taken as raw bytes. That is \
         also true of `multipart` bodies that are neither objects nor lists, and of XML whose form cannot be told by a table: of types \
         that hold themselves, tuples, lists of lists, and bodies whose element has no name.";
}
