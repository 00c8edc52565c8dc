//! `enum` and `const`.

use std::collections::BTreeSet;

use super::Lowering;
use super::facts::{Facts, Limits, Values};
use crate::description::{Schema, SchemaType};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::ir::{Constraint, EnumValue, Enumeration, Shape, TypeId};
use crate::source::{At, Literal};

/// Turns the values that are left into a shape. `types` are those that the conjunction names.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    facts: &Facts<'_>,
    values: &Values<'_>,
    types: Option<&BTreeSet<SchemaType>>,
) {
    let mut list: Vec<&At<Literal>> = Vec::new();
    // A set, as lists may be long.
    let mut known = BTreeSet::new();
    for value in &values.list {
        let fits = types.is_none_or(|types| types.iter().any(|&ty| is_of_type(&value.value, ty)))
            && within(&value.value, &facts.limits);
        if fits && known.insert(&value.value) {
            list.push(value);
        }
    }
    let nullable = list.iter().any(|value| value.value == Literal::Null);
    list.retain(|value| value.value != Literal::Null);
    lowering.ty(id).nullable |= nullable;

    let is_compound =
        |value: &&&At<Literal>| matches!(value.value, Literal::Array(_) | Literal::Object(_));
    let are_all_booleans = |list: &[&At<Literal>]| {
        list.len() == 2 && list.iter().all(|value| matches!(value.value, Literal::Bool(_)))
    };
    let shape = if list.is_empty() && nullable {
        lowering.ty(id).nullable = false;
        Shape::Null
    } else if list.is_empty() {
        let message = "none of the values of `enum` is of the type that is asked for";
        lowering.report(
            Diagnostic::new(&codes::IMPOSSIBLE_SCHEMA, values.location, message)
                .help("let `type` and `enum` agree"),
        );
        Shape::Any
    } else if list.iter().any(|value| is_compound(&value)) {
        let mut allowed: Vec<Literal> = list.iter().map(|value| value.value.clone()).collect();
        allowed.extend(nullable.then_some(Literal::Null));
        lowering.constrain(id, values.location, Constraint::In(allowed));
        Shape::Any
    } else if are_all_booleans(&list) {
        Shape::Boolean
    } else {
        let values = list.into_iter().map(|value| named(values.schema, value)).collect();
        Shape::Enumeration(Enumeration { values, open: false })
    };
    lowering.ty(id).shape = shape;
}

/// Whether a literal is a value of a type.
pub(super) fn is_of_type(value: &Literal, ty: SchemaType) -> bool {
    match (value, ty) {
        (Literal::Null, SchemaType::Null)
        | (Literal::Bool(_), SchemaType::Boolean)
        | (Literal::Number(_), SchemaType::Number)
        | (Literal::String(_), SchemaType::String)
        | (Literal::Array(_), SchemaType::Array)
        | (Literal::Object(_), SchemaType::Object) => true,
        (Literal::Number(number), SchemaType::Integer) => number.is_integer(),
        _ => false,
    }
}

/// Whether a value keeps to the limits beside the list; patterns are left to the author.
fn within(value: &Literal, limits: &Limits<'_>) -> bool {
    match value {
        Literal::Number(number) => {
            limits.minimum.is_none_or(|limit| *number >= limit.value)
                && limits.maximum.is_none_or(|limit| *number <= limit.value)
                && limits.exclusive_minimum.is_none_or(|limit| *number > limit.value)
                && limits.exclusive_maximum.is_none_or(|limit| *number < limit.value)
        }
        Literal::String(text) => {
            let length = text.chars().count() as u64;
            limits.min_length.is_none_or(|limit| length >= limit.value)
                && limits.max_length.is_none_or(|limit| length <= limit.value)
        }
        Literal::Null | Literal::Bool(_) | Literal::Array(_) | Literal::Object(_) => true,
    }
}

/// A value with the name and docs that extensions beside the list give it.
pub(super) fn named(schema: &Schema, value: &At<Literal>) -> EnumValue {
    let extension = |names: &[&str]| {
        schema
            .extensions
            .iter()
            .find(|(key, _)| names.contains(&key.value.as_str()))
            .and_then(|(_, annotations)| annotation(schema, annotations, &value.value))
    };
    EnumValue {
        value: value.value.clone(),
        name: extension(&["x-enum-varnames", "x-enumNames", "x-enum-names", "x-ms-enum"]),
        docs: extension(&["x-enum-descriptions", "x-enumDescriptions", "x-enum-description"]),
    }
}

/// The annotation of one value: extensions are lists beside the list, or maps from the value.
fn annotation(schema: &Schema, annotations: &Literal, value: &Literal) -> Option<String> {
    let text = |literal: &Literal| match literal {
        Literal::String(text) if !text.is_empty() => Some(text.clone()),
        Literal::String(_)
        | Literal::Null
        | Literal::Bool(_)
        | Literal::Number(_)
        | Literal::Array(_)
        | Literal::Object(_) => None,
    };
    match annotations {
        Literal::Array(list) => {
            let values = &schema.enumeration.as_ref()?.value;
            text(list.get(values.iter().position(|other| other.value == *value)?)?)
        }
        Literal::Object(members) => {
            let key = match value {
                Literal::String(text) => text.clone(),
                Literal::Number(number) => number.to_string(),
                Literal::Null | Literal::Bool(_) | Literal::Array(_) | Literal::Object(_) => {
                    return None;
                }
            };
            members.iter().find(|(member, _)| *member == key).and_then(|(_, note)| text(note))
        }
        Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => None,
    }
}
