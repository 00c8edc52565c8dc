//! The Schema Object: JSON Schema 2020-12 with OpenAPI's additions, one field for each keyword.

use super::{Id, Reference};
use crate::source::{At, Decimal, Literal, Location};

pub(crate) type SchemaId = Id<Schema>;

/// A schema as written. Everything is `None` or empty where the document does not say it.
///
/// `read` has spelled 3.0 the newest way: `nullable: true` is `null` among `types` (and among `enum` where there is one),
/// boolean `exclusiveMinimum` is a number, `example` is the only one of `examples`. What few schemas have is boxed, as there
/// are many schemas.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the specification's names")]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of its own")]
pub(crate) struct Schema {
    pub(crate) location: Location,
    /// A boolean schema: `true` accepts everything, `false` nothing; all else is then empty.
    pub(crate) boolean: Option<bool>,
    /// `$ref`, or a `$dynamicRef` that `read` could resolve. Keywords beside it apply as well (3.1 and later).
    pub(crate) reference: Option<Box<Reference<Schema>>>,

    pub(crate) title: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) default: Option<At<Literal>>,
    pub(crate) examples: Vec<At<Literal>>,

    /// `type`, as a list even where it is one; empty where it is not given.
    pub(crate) types: Vec<SchemaType>,
    /// `nullable: true` written in 3.0 beside a `$ref` or a composition, where it cannot be said by `types`.
    pub(crate) nullable: bool,
    pub(crate) format: Option<At<String>>,
    pub(crate) enumeration: Option<At<Vec<At<Literal>>>>,
    pub(crate) constant: Option<At<Literal>>,

    pub(crate) multiple_of: Option<Box<At<Decimal>>>,
    pub(crate) minimum: Option<Box<At<Decimal>>>,
    pub(crate) maximum: Option<Box<At<Decimal>>>,
    pub(crate) exclusive_minimum: Option<Box<At<Decimal>>>,
    pub(crate) exclusive_maximum: Option<Box<At<Decimal>>>,

    pub(crate) min_length: Option<Box<At<u64>>>,
    pub(crate) max_length: Option<Box<At<u64>>>,
    pub(crate) pattern: Option<At<String>>,

    pub(crate) items: Option<SchemaId>,
    pub(crate) prefix_items: Vec<SchemaId>,
    pub(crate) contains: Option<SchemaId>,
    pub(crate) min_contains: Option<Box<At<u64>>>,
    pub(crate) max_contains: Option<Box<At<u64>>>,
    pub(crate) min_items: Option<Box<At<u64>>>,
    pub(crate) max_items: Option<Box<At<u64>>>,
    pub(crate) unique_items: Option<At<bool>>,
    pub(crate) unevaluated_items: Option<SchemaId>,

    pub(crate) properties: Vec<(At<String>, SchemaId)>,
    /// The key is an ECMA-262 pattern.
    pub(crate) pattern_properties: Vec<(At<String>, SchemaId)>,
    pub(crate) additional_properties: Option<SchemaId>,
    pub(crate) unevaluated_properties: Option<SchemaId>,
    pub(crate) property_names: Option<SchemaId>,
    pub(crate) required: Vec<At<String>>,
    pub(crate) min_properties: Option<Box<At<u64>>>,
    pub(crate) max_properties: Option<Box<At<u64>>>,
    pub(crate) dependent_required: Vec<(At<String>, Vec<At<String>>)>,
    pub(crate) dependent_schemas: Vec<(At<String>, SchemaId)>,

    pub(crate) all_of: Vec<SchemaId>,
    pub(crate) any_of: Vec<SchemaId>,
    pub(crate) one_of: Vec<SchemaId>,
    pub(crate) not: Option<SchemaId>,
    pub(crate) if_: Option<SchemaId>,
    pub(crate) then: Option<SchemaId>,
    pub(crate) else_: Option<SchemaId>,

    pub(crate) content_encoding: Option<Box<At<String>>>,
    pub(crate) content_media_type: Option<Box<At<String>>>,
    pub(crate) content_schema: Option<SchemaId>,

    pub(crate) discriminator: Option<Box<Discriminator>>,
    pub(crate) xml: Option<Box<Xml>>,
    /// `x-` members.
    pub(crate) extensions: Vec<(At<String>, Literal)>,
}

impl Schema {
    /// The schema that says nothing.
    pub(crate) fn blank(location: Location) -> Self {
        Self {
            location,
            boolean: None,
            reference: None,
            title: None,
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            default: None,
            examples: Vec::new(),
            types: Vec::new(),
            nullable: false,
            format: None,
            enumeration: None,
            constant: None,
            multiple_of: None,
            minimum: None,
            maximum: None,
            exclusive_minimum: None,
            exclusive_maximum: None,
            min_length: None,
            max_length: None,
            pattern: None,
            items: None,
            prefix_items: Vec::new(),
            contains: None,
            min_contains: None,
            max_contains: None,
            min_items: None,
            max_items: None,
            unique_items: None,
            unevaluated_items: None,
            properties: Vec::new(),
            pattern_properties: Vec::new(),
            additional_properties: None,
            unevaluated_properties: None,
            property_names: None,
            required: Vec::new(),
            min_properties: None,
            max_properties: None,
            dependent_required: Vec::new(),
            dependent_schemas: Vec::new(),
            all_of: Vec::new(),
            any_of: Vec::new(),
            one_of: Vec::new(),
            not: None,
            if_: None,
            then: None,
            else_: None,
            content_encoding: None,
            content_media_type: None,
            content_schema: None,
            discriminator: None,
            xml: None,
            extensions: Vec::new(),
        }
    }
}

/// One name of `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum SchemaType {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// The Discriminator Object, its mapping resolved.
#[derive(Clone, Debug)]
pub(crate) struct Discriminator {
    pub(crate) location: Location,
    pub(crate) property_name: At<String>,
    pub(crate) mapping: Vec<DiscriminatorMapping>,
    /// 3.2.
    pub(crate) default_mapping: Option<(At<String>, Option<SchemaId>)>,
}

/// A value of the discriminating property, and the schema it selects: `None` where the name or reference leads nowhere.
#[derive(Clone, Debug)]
pub(crate) struct DiscriminatorMapping {
    pub(crate) value: At<String>,
    pub(crate) target: Option<SchemaId>,
}

/// The XML Object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Xml {
    pub(crate) name: Option<String>,
    pub(crate) namespace: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) attribute: bool,
    pub(crate) wrapped: bool,
    /// 3.2.
    pub(crate) node_type: Option<String>,
}
