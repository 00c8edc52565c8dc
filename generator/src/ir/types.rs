//! Types: one [`TypeDef`] for each schema that means something different from what it refers to.

use super::Constraint;
use crate::source::{At, Literal, Location};

/// The number of a type in `Api::types`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(crate) u32);

/// One type, and what a value of it must satisfy.
#[derive(Clone, Debug)]
pub(crate) struct TypeDef {
    pub(crate) location: Location,
    /// `#/components/schemas/Contact`, or `schemas/contact.yaml#/Contact` in another file: what docs name as the source.
    pub(crate) source: String,
    pub(crate) origin: Origin,
    pub(crate) docs: Docs,
    pub(crate) shape: Shape,
    /// Whether `null` is a value as well.
    pub(crate) nullable: bool,
    pub(crate) xml: Xml,
    pub(crate) default: Option<At<Literal>>,
    pub(crate) constraints: Vec<At<Constraint>>,
    pub(crate) examples: Vec<At<Literal>>,
}

/// Where a type's name may come from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Origin {
    /// A component, by key.
    Component(String),
    /// A part of another type: the property, branch or position it stands at.
    Part { parent: TypeId, hint: String },
    /// A part of an operation: `body`, `x-request-id`, `response 201`, …
    Operation { operation: usize, hint: String },
    /// The same of a webhook or callback, by its index in `Api::webhooks`.
    Webhook { webhook: usize, hint: String },
    /// What requests hold of a type that responses hold too, where the two differ in who may send what.
    Input { of: TypeId },
    /// A file of its own, or a target that is no component: its last pointer segment or file stem.
    Elsewhere(String),
}

/// How a value is spelled in XML, as far as the document says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Xml {
    pub(crate) name: Option<String>,
    pub(crate) namespace: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) node: Option<XmlNode>,
}

/// What a value stands in within XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum XmlNode {
    /// Of a list: an element around those of its items.
    Element,
    Attribute,
    /// The text of the element around.
    Text,
    /// Nothing of its own: of a list, its items alone.
    None,
}

/// What the document says in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Docs {
    pub(crate) title: Option<String>,
    /// CommonMark.
    pub(crate) text: Option<String>,
    pub(crate) deprecated: bool,
}

impl Docs {
    /// The description, or the title where there is none.
    pub(crate) fn words(&self) -> Option<&str> {
        self.text.as_deref().or(self.title.as_deref())
    }
}

/// What values look like.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Anything at all.
    Any,
    /// Nothing: the schema accepts no value.
    Never,
    Null,
    Boolean,
    /// `format` as written: `int32`, `uint64`, …
    Integer {
        format: Option<String>,
    },
    Number {
        format: Option<String>,
    },
    String {
        format: Option<String>,
    },
    Enumeration(Enumeration),
    Array {
        items: TypeId,
    },
    /// The first items by position; `rest` types the ones after, `None` allows none.
    Tuple {
        items: Vec<TypeId>,
        rest: Option<TypeId>,
    },
    Map {
        values: TypeId,
    },
    Object(Object),
    Union(Union),
    /// Another type, with other docs, nullability, default or further constraints.
    Alias(TypeId),
}

impl Shape {
    pub(crate) fn as_object(&self) -> Option<&Object> {
        if let Self::Object(object) = self { Some(object) } else { None }
    }

    pub(crate) fn as_union(&self) -> Option<&Union> {
        if let Self::Union(union) = self { Some(union) } else { None }
    }

    pub(crate) fn as_enumeration(&self) -> Option<&Enumeration> {
        if let Self::Enumeration(of) = self { Some(of) } else { None }
    }

    /// What the items of a list are.
    pub(crate) fn as_list(&self) -> Option<TypeId> {
        if let Self::Array { items } = self { Some(*items) } else { None }
    }

    /// What an alias stands for.
    pub(crate) fn as_alias(&self) -> Option<TypeId> {
        if let Self::Alias(target) = self { Some(*target) } else { None }
    }
}

/// One of a list of values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Enumeration {
    pub(crate) values: Vec<EnumValue>,
    /// Any other value of the same JSON type is allowed too: `anyOf: [enum, string]`.
    pub(crate) open: bool,
}

/// A value of an enumeration, with the name and docs that extensions give it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EnumValue {
    pub(crate) value: Literal,
    pub(crate) name: Option<String>,
    pub(crate) docs: Option<String>,
}

/// An object with named properties.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Object {
    /// In document order.
    pub(crate) fields: Vec<Field>,
    /// `patternProperties`: an ECMA-262 pattern of keys, and what they hold.
    pub(crate) patterns: Vec<(At<String>, TypeId)>,
    pub(crate) rest: Rest,
}

/// Properties that the object does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// Not mentioned by the document: accepted and dropped.
    Ignored,
    /// `additionalProperties: false`.
    Denied,
    /// Kept, each of this type.
    Kept(TypeId),
}

/// A property of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// The property's name on the wire.
    pub(crate) name: String,
    pub(crate) location: Location,
    /// Where the property is described, spelled as [`TypeDef::source`] is.
    pub(crate) source: String,
    pub(crate) ty: TypeId,
    pub(crate) required: bool,
    pub(crate) direction: Direction,
}

/// Who may send a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Direction {
    Both,
    /// `readOnly`: in responses only.
    ResponseOnly,
    /// `writeOnly`: in requests only.
    RequestOnly,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Union {
    /// The keyword that makes the choice; its key is meant.
    pub(crate) location: Location,
    pub(crate) variants: Vec<Variant>,
    /// `oneOf`, where a value that fits two branches is wrong by the letter; false for `anyOf`.
    pub(crate) exclusive: bool,
    pub(crate) tag: Option<Tag>,
}

/// A branch of a union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant {
    pub(crate) ty: TypeId,
    pub(crate) location: Location,
}

/// The property whose value says which branch it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tag {
    pub(crate) property: String,
    /// Value and index of the variant; every variant has at least one.
    pub(crate) values: Vec<(String, usize)>,
    /// The variant taken when the value is missing or unknown (3.2's `defaultMapping`).
    pub(crate) default: Option<usize>,
}
