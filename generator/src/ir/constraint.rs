//! What a schema says of its values beyond their shape.

use super::TypeId;
use crate::source::{Decimal, Literal};

/// One keyword that restricts values. It applies to the JSON type it speaks of and says nothing of others.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Constraint {
    MinLength(u64),
    MaxLength(u64),
    /// ECMA-262, not anchored.
    Pattern(String),
    /// A `format` that is to be checked on a type that does not enforce it by itself.
    Format(String),
    Minimum(Decimal),
    ExclusiveMinimum(Decimal),
    Maximum(Decimal),
    ExclusiveMaximum(Decimal),
    MultipleOf(Decimal),
    MinItems(u64),
    MaxItems(u64),
    UniqueItems,
    Contains {
        items: TypeId,
        min: u64,
        max: Option<u64>,
    },
    MinProperties(u64),
    MaxProperties(u64),
    PropertyNames(TypeId),
    /// When the first property is there, the others must be.
    DependentRequired(String, Vec<String>),
    /// The value is none of these: `not: {enum: […]}` and `not: {const: …}`.
    NotIn(Vec<Literal>),
    /// The value does not fit this type.
    Not(TypeId),
    /// The value is one of these, where they are arrays and objects that make no enumeration.
    In(Vec<Literal>),
    /// `if`, `then`, `else`: what fits `condition` must fit `then`, and what does not must fit `otherwise`.
    If {
        condition: TypeId,
        then: Option<TypeId>,
        otherwise: Option<TypeId>,
    },
    /// When the property is there, the whole object must fit this type too.
    DependentSchema(String, TypeId),
    /// Properties that must be there though the object does not describe them.
    Required(String),
    /// All properties of one of these sets must be there; of exactly one of them where `exclusive`.
    RequiredAny {
        sets: Vec<Vec<String>>,
        exclusive: bool,
    },
}
