//! Objects: properties become fields; objects without named properties are maps.

use super::Lowering;
use super::facts::{Facts, ObjectFacts, PropertyFacts, RestFacts};
use super::terms::Terms;
use crate::ir::{Constraint, Direction, Field, Object, Rest, Shape, TypeId};

/// The shape of the objects that `facts` describe.
pub(super) fn shape(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>) -> Shape {
    let object = &facts.object;
    let rest = rest(lowering, id, object);
    if object.names_nothing() && rest != Rest::Denied {
        for name in &object.required {
            lowering.constrain(id, name.location, Constraint::Required(name.value.clone()));
        }
        let values = match rest {
            Rest::Kept(values) => values,
            Rest::Ignored | Rest::Denied => lowering.any(id, "value"),
        };
        return Shape::Map { values };
    }
    let mut fields: Vec<Field> = Vec::new();
    for property in &object.properties {
        fields.push(field(lowering, id, object, property));
    }
    let patterns = object
        .patterns
        .iter()
        .map(|(pattern, terms)| (pattern.value.clone(), lowering.part(id, &pattern.value, terms)))
        .collect();
    // A property that must be there though nothing describes it needs a field, or decoding would drop it.
    for name in &object.required {
        if fields.iter().any(|field| field.name == name.value) || !object.patterns.is_empty() {
            continue;
        }
        let ty = match rest {
            Rest::Kept(ty) => ty,
            Rest::Ignored | Rest::Denied => lowering.any(id, &name.value),
        };
        fields.push(Field {
            name: name.value.clone(),
            location: name.location,
            source: lowering.source_of(name.location),
            ty,
            required: true,
            direction: Direction::Both,
        });
    }
    if !object.patterns.is_empty() {
        for name in &object.required {
            if !fields.iter().any(|field| field.name == name.value) {
                lowering.constrain(id, name.location, Constraint::Required(name.value.clone()));
            }
        }
    }
    Shape::Object(Object { fields, patterns, rest })
}

fn rest(lowering: &mut Lowering<'_>, id: TypeId, object: &ObjectFacts<'_>) -> Rest {
    match &object.rest {
        None => Rest::Ignored,
        Some(RestFacts::Denied) => Rest::Denied,
        Some(RestFacts::Kept(terms)) => Rest::Kept(lowering.part(id, "value", terms)),
    }
}

fn field(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    object: &ObjectFacts<'_>,
    property: &PropertyFacts<'_>,
) -> Field {
    let name = &property.name.value;
    Field {
        name: name.clone(),
        location: property.name.location,
        source: lowering.source_of(lowering.description.schema(property.terms.main).location),
        ty: lowering.part(id, name, &property.terms),
        required: object.is_required(name),
        direction: direction(lowering, &property.terms),
    }
}

/// `readOnly` and `writeOnly` may stand at any schema that applies to the property.
fn direction(lowering: &Lowering<'_>, terms: &Terms) -> Direction {
    let atoms = lowering.atoms(&terms.all);
    let schemas = || atoms.own.iter().map(|&id| lowering.description.schema(id));
    match (schemas().any(|schema| schema.read_only), schemas().any(|schema| schema.write_only)) {
        (true, false) => Direction::ResponseOnly,
        (false, true) => Direction::RequestOnly,
        (true, true) | (false, false) => Direction::Both,
    }
}
