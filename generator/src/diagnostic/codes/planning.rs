//! Codes of this stage.

super::codes! {
    /// Branches of a union that cannot be told apart.
    AMBIGUOUS_UNION = "ambiguous-union", Warning,
        "branches of a union accept the same values",
        "Nothing in the document tells two branches of a `oneOf` or `anyOf` apart: neither JSON type nor discriminator, constant, or \
         required property. The configured policy decides: with `first` the branch is taken that knows most of a value's \
         properties, of equal ones the first; with `reject` such a value is refused.";

    /// A float that looks like an identifier.
    NUMBER_AS_IDENTIFIER = "number-as-identifier", Warning,
        "a property named like an identifier is a `number` without a format",
        "`type: number` is a float, which cannot tell integers above 2^53 apart. An identifier is better an `integer`; or map the \
         property to an integer type in the configuration.";

    /// A name that was taken.
    CONTESTED_NAME = "contested-name", Note,
        "two things would have had the same Rust name",
        "One of them is named differently. Rename it in the configuration to choose yourself.";

    /// A type that is itself.
    ENDLESS_TYPE = "endless-type", Warning,
        "a type holds itself with nothing between that has a name",
        "An array or map whose items are again that array or map has no Rust spelling without a struct or enum between. Where it \
         comes back to itself, any JSON value is taken.";

    /// `allowEmptyValue` of a type that has no empty text.
    EMPTY_VALUE = "empty-value", Note,
        "a parameter may be sent without a value that its type has",
        "With `allowEmptyValue` a query may name a parameter and give it no value: `?flag` or `?flag=`. Where the schema has an empty \
         text that is its value. Else an optional parameter is read as absent, and a required one is refused as missing.";

    /// Null in a form.
    NULL_IN_FORM = "null-in-form", Note,
        "a property of a form may be null",
        "Neither forms nor bodies of several parts have a spelling for null: such a property is left out when it is written, and who \
         reads that takes it for absent, or for its default.";

    /// A default that absence is not read as.
    UNUSED_DEFAULT = "unused-default", Note,
        "the default of a property is not used",
        "An absent property is read as its `default`, where that is surely a value of the property's type that satisfies its \
         constraints. Where it is not, or the type is one that the configuration names, the field is an `Option`.";

    /// A format that says nothing to us.
    UNKNOWN_FORMAT = "unknown-format", Note,
        "a `format` is not known",
        "The type is the one it would have without the format, and nothing is checked. The table `formats` of the configuration \
         gives it a type of its own.";

    /// An integer that no type of Rust holds on the wire.
    WIDE_INTEGER = "wide-integer", Warning,
        "an integer may be greater than 64 bits hold",
        "The bounds of the integer allow values that neither `i64` nor `u64` holds. Those are refused. Map the schema to a type \
         that holds them in the configuration, or narrow its bounds.";

    /// Required members without end.
    ENDLESS_OBJECT = "endless-object", Warning,
        "the required members of an object lead back to it",
        "An object that must hold an object of its own kind, which must hold one again, never ends, so no value of it can be sent \
         or received. Make one of the members on the way round optional or nullable.";

    /// A selector of the configuration that fits nothing.
    UNUSED_SELECTOR = "unused-selector", Warning,
        "a selector of the configuration selects nothing",
        "No schema has the pointer, component name or property that the selector names.";

    /// Pages that cannot be as the configuration says.
    UNFIT_PAGINATION = "unfit-pagination", Error,
        "an operation does not page as the configuration says",
        "An entry of `pagination` names a parameter, a member or a header that the operation does not have, or that is of another \
         type than its part in paging asks for. A client made of it would stop after the first page or never, so nothing is \
         generated until the entry fits: mend it where the finding says, or remove it.";

    /// A configured status that is not declared.
    UNDECLARED_STATUS = "undeclared-status", Warning,
        "a status of the configuration is not declared by an operation",
        "A refusal only has a status that its operation declares, by itself, by its range or by `default`, so that callers need not \
         expect anything that the description does not say. Where the configured one is not declared, the usual one stays.";

    /// A pattern that is none.
    INVALID_PATTERN = "invalid-pattern", Warning,
        "a `pattern` is no regular expression",
        "The text of `pattern` does not follow the grammar of ECMA-262. Nothing is checked until it does.";

    /// A pattern that needs going back.
    UNSUPPORTED_PATTERN = "unsupported-pattern", Warning,
        "a `pattern` needs what generated code cannot match",
        "Look-ahead, look-behind, back-references and Unicode properties are not matched by generated code, so the pattern is not \
         checked. Often the same can be said without them.";
}
