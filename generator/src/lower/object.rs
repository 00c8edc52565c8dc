//! Objects: properties become fields; objects without named properties are maps.

use super::Lowering;
use super::facts::{Facts, ObjectFacts, PropertyFacts, RestFacts};
use super::terms::Terms;
use crate::ir::{Constraint, Direction, Field, Object, Rest, Shape, TypeId};
use crate::pattern;
use crate::source::At;

/// The shape of the objects that `facts` describe.
pub(super) fn shape(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>) -> Shape {
    let object = &facts.object;
    let mut rest = rest(lowering, id, object);
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
    if rest == Rest::Ignored && is_looked_at_whole(lowering, id, facts) {
        rest = Rest::Kept(lowering.any(id, "value"));
    }
    let mut fields: Vec<Field> = Vec::new();
    for property in &object.properties {
        fields.push(field(lowering, id, object, property));
    }
    let patterns = object
        .patterns
        .iter()
        .map(|(pattern, terms)| ((*pattern).clone(), lowering.part(id, &pattern.value, terms)))
        .collect();
    // A property that must be there though nothing describes it needs a field, or decoding would drop it; so does one
    // that only conditions describe where no other properties are allowed.
    let undescribed = object.required.iter().map(|name| (*name, true));
    for (name, required) in undescribed.chain(object.mentioned.iter().map(|name| (*name, false))) {
        if !fields.iter().any(|field| field.name == name.value) {
            let ty = undescribed_type(lowering, id, object, name, rest);
            fields.push(Field {
                name: name.value.clone(),
                location: name.location,
                source: lowering.source_of(name.location),
                ty,
                required,
                direction: Direction::Both,
            });
        }
    }
    Shape::Object(Object { fields, patterns, rest })
}

/// Whether members that the object does not name matter to a check, so that they must be kept.
fn is_looked_at_whole(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>) -> bool {
    let (object, limits) = (&facts.object, &facts.limits);
    // Who asks for at least one member means one of those that are described.
    let wants_any =
        limits.min_properties.is_some_and(|min| min.value > object.required.len() as u64);
    let counted = limits.max_properties.is_some() || wants_any && !lowering.config.implied_types;
    let judged = facts.checked.iter().any(|schema| {
        schema.not.is_some()
            || schema.if_.is_some()
            || schema.property_names.is_some()
            || !schema.dependent_schemas.is_empty()
    });
    let described = |name: &String| object.properties.iter().any(|known| known.name.value == *name);
    let depends = facts.checked.iter().flat_map(|schema| &schema.dependent_required);
    let judged = judged
        || depends.into_iter().any(|(name, others)| {
            !described(&name.value) || !others.iter().all(|other| described(&other.value))
        });
    let chosen = lowering.ty(id).constraints.iter().any(|constraint| {
        matches!(&constraint.value, Constraint::RequiredAny { sets, .. } if !sets.iter().flatten().all(described))
    });
    counted || judged || chosen
}

/// The type of a property that is named, and described by patterns at most.
fn undescribed_type(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    object: &ObjectFacts<'_>,
    name: &At<String>,
    rest: Rest,
) -> TypeId {
    let mut terms: Option<Terms> = None;
    for (_, matching) in object.patterns.iter().filter(|(pattern, _)| matches(pattern, &name.value))
    {
        match &mut terms {
            Some(terms) => terms.all.extend(&matching.all),
            None => terms = Some(matching.clone()),
        }
    }
    match (terms, rest) {
        (Some(terms), _) => lowering.part(id, &name.value, &terms),
        (None, Rest::Kept(ty)) => ty,
        (None, Rest::Ignored | Rest::Denied) => lowering.any(id, &name.value),
    }
}

/// Whether a property of that name must satisfy what a pattern describes.
fn matches(pattern: &At<String>, name: &str) -> bool {
    pattern::is_found(&pattern.value, name).unwrap_or(false)
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
    let mut terms = property.terms.clone();
    for (_, matching) in object.patterns.iter().filter(|(pattern, _)| matches(pattern, name)) {
        terms.all.extend(&matching.all);
    }
    Field {
        name: name.clone(),
        location: property.name.location,
        source: lowering.source_of(lowering.description.schema(property.terms.main).location),
        ty: lowering.part(id, name, &terms),
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
