//! Keywords that become constraints, each attached to the JSON type it speaks of.

use super::Lowering;
use super::facts::Facts;
use super::terms::Terms;
use crate::description::{Schema, SchemaType};
use crate::ir::{Constraint, TypeId};
use crate::source::{At, Location};

/// What the type of a name is called.
pub(super) const PROPERTY_NAME: &str = "property name";

/// Formats that a check can judge where the Rust type does not.
const CHECKED_FORMATS: &[&str] = &[
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// Attaches what `facts` say of values of type `ty`.
pub(super) fn attach(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>, ty: SchemaType) {
    let limits = &facts.limits;
    let mut found: Vec<At<Constraint>> = Vec::new();
    let mut add = |location: Location, value: Constraint| found.push(At { value, location });
    match ty {
        SchemaType::String => {
            if let Some(format) = facts.format
                && CHECKED_FORMATS.contains(&format.value.as_str())
            {
                add(format.location, Constraint::Format(format.value.clone()));
            }
            if let Some(limit) = limits.min_length.filter(|limit| limit.value > 0) {
                add(limit.location, Constraint::MinLength(limit.value));
            }
            if let Some(limit) = limits.max_length {
                add(limit.location, Constraint::MaxLength(limit.value));
            }
            for pattern in &limits.patterns {
                add(pattern.location, Constraint::Pattern(pattern.value.clone()));
            }
        }
        SchemaType::Integer | SchemaType::Number => {
            if let Some(limit) = limits.minimum {
                add(limit.location, Constraint::Minimum(limit.value.clone()));
            }
            if let Some(limit) = limits.exclusive_minimum {
                add(limit.location, Constraint::ExclusiveMinimum(limit.value.clone()));
            }
            if let Some(limit) = limits.maximum {
                add(limit.location, Constraint::Maximum(limit.value.clone()));
            }
            if let Some(limit) = limits.exclusive_maximum {
                add(limit.location, Constraint::ExclusiveMaximum(limit.value.clone()));
            }
            for step in &limits.multiple_of {
                add(step.location, Constraint::MultipleOf(step.value.clone()));
            }
        }
        SchemaType::Array => {
            if let Some(limit) = limits.min_items.filter(|limit| limit.value > 0) {
                add(limit.location, Constraint::MinItems(limit.value));
            }
            if let Some(limit) = limits.max_items {
                add(limit.location, Constraint::MaxItems(limit.value));
            }
            if let Some(location) = limits.unique_items {
                add(location, Constraint::UniqueItems);
            }
        }
        SchemaType::Object => {
            if let Some(limit) = limits.min_properties.filter(|limit| limit.value > 0) {
                add(limit.location, Constraint::MinProperties(limit.value));
            }
            if let Some(limit) = limits.max_properties {
                add(limit.location, Constraint::MaxProperties(limit.value));
            }
        }
        SchemaType::Null | SchemaType::Boolean => {}
    }
    lowering.ty(id).constraints.extend(found);
    for schema in &facts.checked {
        attach_schemas(lowering, id, schema, ty);
    }
}

/// Attaches what needs a second type: `contains`, `propertyNames`, `not`, conditions.
fn attach_schemas(lowering: &mut Lowering<'_>, id: TypeId, schema: &Schema, ty: SchemaType) {
    if ty == SchemaType::Array
        && let Some(contains) = schema.contains
    {
        let location = lowering.description.schema(contains).location;
        let items = lowering.part(id, "contained", &Terms::whole(contains));
        let min = schema.min_contains.as_ref().map_or(1, |min| min.value);
        let max = schema.max_contains.as_ref().map(|max| max.value);
        lowering.constrain(id, location, Constraint::Contains { items, min, max });
    }
    if ty == SchemaType::Object {
        attach_object_schemas(lowering, id, schema);
    }
    if let Some(not) = schema.not {
        attach_not(lowering, id, not);
    }
    if let Some(condition) = schema.if_
        && (schema.then.is_some() || schema.else_.is_some())
    {
        let location = lowering.description.schema(condition).location;
        let condition = lowering.part(id, "condition", &Terms::whole(condition));
        let then = schema.then.map(|then| lowering.part(id, "then", &Terms::whole(then)));
        let otherwise =
            schema.else_.map(|other| lowering.part(id, "otherwise", &Terms::whole(other)));
        lowering.constrain(id, location, Constraint::If { condition, then, otherwise });
    }
}

fn attach_object_schemas(lowering: &mut Lowering<'_>, id: TypeId, schema: &Schema) {
    if let Some(names) = schema.property_names {
        let location = lowering.description.schema(names).location;
        let names = lowering.part(id, PROPERTY_NAME, &Terms::whole(names));
        lowering.constrain(id, location, Constraint::PropertyNames(names));
    }
    for (name, needed) in &schema.dependent_required {
        let needed = needed.iter().map(|needed| needed.value.clone()).collect();
        let constraint = Constraint::DependentRequired(name.value.clone(), needed);
        lowering.constrain(id, name.location, constraint);
    }
    for (name, dependent) in &schema.dependent_schemas {
        let hint = format!("with {}", name.value);
        let dependent = lowering.part(id, &hint, &Terms::whole(*dependent));
        let constraint = Constraint::DependentSchema(name.value.clone(), dependent);
        lowering.constrain(id, name.location, constraint);
    }
}

fn attach_not(lowering: &mut Lowering<'_>, id: TypeId, not: crate::description::SchemaId) {
    let description = lowering.description;
    let schema = description.schema(lowering.target(not));
    let values = match (&schema.enumeration, &schema.constant) {
        (Some(list), None) => Some(list.value.iter().map(|value| value.value.clone()).collect()),
        (None, Some(value)) => Some(vec![value.value.clone()]),
        _ => None,
    };
    let constraint = match values {
        Some(values) => Constraint::NotIn(values),
        None => Constraint::Not(lowering.part(id, "excluded", &Terms::whole(not))),
    };
    lowering.constrain(id, schema.location, constraint);
}

impl Lowering<'_> {
    pub(super) fn constrain(&mut self, id: TypeId, location: Location, value: Constraint) {
        self.ty(id).constraints.push(At { value, location });
    }
}
