//! `oneOf` and `anyOf`: a choice of branches, each of which holds together with everything beside it.
//!
//! Idioms that are no choice are recognised first: a branch that is `null`, branches that only ask for properties,
//! listed constants, an enumeration that is open. What stands beside a choice is merged into each branch, so that a
//! variant is always a whole value. Several choices at once are taken one after the other.

use super::Lowering;
use super::discriminator;
use super::enumeration;
use super::facts::{self, Facts};
use super::schema;
use super::terms::{Atoms, Term, Terms, asserts_nothing_of_objects};
use crate::description::{Schema, SchemaId, SchemaType};
use crate::ir::{Constraint, EnumValue, Enumeration, Shape, TypeId, Union, Variant};
use crate::source::{At, Literal, Location};

/// More branches than this are not multiplied with a second choice.
const MOST_MULTIPLIED: usize = 64;

/// Gives `id` the meaning of a conjunction that contains a choice.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    terms: &Terms,
    atoms: &Atoms,
    facts: &Facts<'_>,
) {
    let Some((union, others)) = choose(lowering, id, &atoms.unions) else {
        schema::build(lowering, id, facts);
        return;
    };
    let branches = branches(lowering, id, union, facts);
    if let Some(enumeration) = listed(lowering, facts, &branches) {
        lowering.ty(id).shape = Shape::Enumeration(enumeration);
        return;
    }
    let multiplied = branches.len()
        * others
            .iter()
            .filter(|&&other| required_sets(lowering, other).is_none())
            .map(|&other| lowering.branches(other).len())
            .product::<usize>();
    if !others.is_empty() && multiplied > MOST_MULTIPLIED {
        schema::too_many(lowering, terms.main);
        return;
    }
    let mut beside: Vec<Term> =
        atoms.own.iter().copied().map(Term::Own).chain(others.iter().copied()).collect();
    let counts_evaluated = |&own: &SchemaId| {
        let schema = lowering.description.schema(own);
        schema.unevaluated_properties.is_some() || schema.unevaluated_items.is_some()
    };
    if matches!(union, Term::AnyOf(_)) && atoms.own.iter().any(counts_evaluated) {
        beside.extend(branches.iter().copied().map(Term::Mentioned));
    }
    match branches[..] {
        [] => {
            lowering.ty(id).shape =
                if lowering.ty(id).nullable { Shape::Null } else { Shape::Never }
        }
        [only] => {
            let target = variant(lowering, id, only, &beside, "value");
            lowering.ty(id).shape = if target == id { Shape::Any } else { Shape::Alias(target) };
        }
        [..] => lower_variants(lowering, id, union, atoms, &branches, &beside),
    }
}

/// The first choice that is one, and the rest. A choice among required properties alone becomes a constraint; beside a
/// true choice it is left to the branches, which know their properties.
fn choose(lowering: &mut Lowering<'_>, id: TypeId, unions: &[Term]) -> Option<(Term, Vec<Term>)> {
    let (required, choices): (Vec<Term>, Vec<Term>) =
        unions.iter().partition(|union| required_sets(lowering, **union).is_some());
    if let Some((first, rest)) = choices.split_first() {
        return Some((*first, [rest, &required].concat()));
    }
    for union in required {
        if let Some(sets) = required_sets(lowering, union) {
            let location = keyword(lowering, union);
            let exclusive = matches!(union, Term::OneOf(_));
            lowering.constrain(id, location, Constraint::RequiredAny { sets, exclusive });
        }
    }
    None
}

/// The sets of properties that the branches ask for, where that is all they do.
fn required_sets(lowering: &Lowering<'_>, union: Term) -> Option<Vec<Vec<String>>> {
    if !lowering.config.implied_types {
        return None;
    }
    let sets = lowering.branches(union).iter().map(|&branch| {
        let schema = lowering.description.schema(lowering.target(branch));
        only_requires(schema)
            .then(|| schema.required.iter().map(|name| name.value.clone()).collect())
    });
    sets.collect()
}

fn only_requires(schema: &Schema) -> bool {
    let object_at_most = schema.types.iter().all(|&ty| ty == SchemaType::Object);
    let only_required = schema.properties.is_empty()
        && schema.pattern_properties.is_empty()
        && schema.additional_properties.is_none()
        && schema.unevaluated_properties.is_none()
        && schema.property_names.is_none()
        && schema.min_properties.is_none()
        && schema.max_properties.is_none()
        && schema.dependent_required.is_empty()
        && schema.dependent_schemas.is_empty();
    object_at_most
        && only_required
        && !schema.required.is_empty()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
        && schema.not.is_none()
        && schema.if_.is_none()
        && schema.boolean.is_none()
}

/// The branches that can be chosen: `null` makes the type nullable, what excludes the types beside it goes.
fn branches(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    union: Term,
    facts: &Facts<'_>,
) -> Vec<SchemaId> {
    let beside = facts.types.as_ref().map(|(types, _)| types);
    let mut kept: Vec<SchemaId> = Vec::new();
    for branch in lowering.branches(union).to_vec() {
        let target = lowering.target(branch);
        let types = lowering.json_types(Term::Whole(target));
        if types.as_ref().is_some_and(|types| types.iter().eq([&SchemaType::Null])) {
            lowering.ty(id).nullable |=
                beside.is_none_or(|types| types.contains(&SchemaType::Null));
            continue;
        }
        let excluded = types
            .zip(beside)
            .is_some_and(|(types, beside)| facts::meet_type_sets(&types, beside).is_empty());
        let excluded = excluded || lists_others(lowering, target, facts);
        let is_false = lowering.description.schema(target).boolean == Some(false);
        let known = kept.iter().any(|&known| lowering.target(known) == target);
        if !excluded && !is_false && !known {
            kept.push(branch);
        }
    }
    kept
}

/// Whether a branch lists values and what stands beside the choice lists others.
fn lists_others(lowering: &mut Lowering<'_>, branch: SchemaId, facts: &Facts<'_>) -> bool {
    let Some(beside) = &facts.values else { return false };
    let of_branch = lowering.quietly(|lowering| {
        let atoms = lowering.atoms(&[Term::Whole(branch)]);
        facts::gather(lowering, branch, &atoms).values
    });
    let known = |value: &&At<Literal>| beside.list.iter().any(|other| other.value == value.value);
    of_branch.is_some_and(|values| !values.list.iter().any(known))
}

/// Branches that are constants or enumerations make one enumeration, each value with its branch's words. A branch that
/// is any string beside listed strings leaves it open.
fn listed(
    lowering: &mut Lowering<'_>,
    facts: &Facts<'_>,
    branches: &[SchemaId],
) -> Option<Enumeration> {
    if facts.values.is_some() || !facts.object.says_nothing() {
        return None;
    }
    let description = lowering.description;
    let mut values: Vec<EnumValue> = Vec::new();
    let mut open = false;
    let mut components = 0;
    for &branch in branches {
        let target = lowering.target(branch);
        let schema = description.schema(target);
        if is_any_string(schema) {
            open = true;
            continue;
        }
        let listed = plain_values(schema)?;
        components += usize::from(lowering.components.contains_key(&target));
        let alone = listed.len() == 1;
        for value in listed {
            let mut value = enumeration::named(schema, value);
            if alone {
                value.name = value.name.or_else(|| schema.title.clone());
                value.docs = value.docs.or_else(|| schema.description.clone());
            }
            if !values.iter().any(|known| known.value == value.value) {
                values.push(value);
            }
        }
    }
    let all_strings = values.iter().all(|value| matches!(value.value, Literal::String(_)));
    // Two enumerations with names of their own stay two types.
    let is_one = !values.is_empty()
        && (!open || all_strings)
        && (components == 0 || components == 1 && open);
    is_one.then_some(Enumeration { values, open })
}

fn is_any_string(schema: &Schema) -> bool {
    schema.types == [SchemaType::String]
        && schema.format.is_none()
        && schema.pattern.is_none()
        && schema.min_length.is_none()
        && schema.max_length.is_none()
        && schema.enumeration.is_none()
        && schema.constant.is_none()
        && schema.not.is_none()
        && schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
}

/// The scalars a schema lists, where it says nothing else.
fn plain_values(schema: &Schema) -> Option<Vec<&At<Literal>>> {
    let values: Vec<_> = match (&schema.enumeration, &schema.constant) {
        (Some(list), None) => list.value.iter().collect(),
        (None, Some(value)) => vec![value],
        _ => return None,
    };
    let is_scalar = |literal: &Literal| {
        matches!(literal, Literal::Bool(_) | Literal::Number(_) | Literal::String(_))
    };
    let plain = schema.reference.is_none()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.one_of.is_empty()
        && schema.not.is_none()
        && asserts_nothing_of_objects(schema);
    let typed = |value: &Literal| {
        schema.types.is_empty() || schema.types.iter().any(|&ty| enumeration::is_of_type(value, ty))
    };
    let fits = values.iter().all(|value| is_scalar(&value.value) && typed(&value.value));
    (plain && fits && !values.is_empty()).then_some(values)
}

fn lower_variants(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    union: Term,
    atoms: &Atoms,
    branches: &[SchemaId],
    beside: &[Term],
) {
    let description = lowering.description;
    let mut variants: Vec<Variant> = Vec::new();
    let mut distinct: Vec<SchemaId> = Vec::new();
    for (index, &branch) in branches.iter().enumerate() {
        let ty = variant(lowering, id, branch, beside, &format!("option {}", index + 1));
        if ty != id && !variants.iter().any(|known| known.ty == ty) {
            variants.push(Variant { ty, location: description.schema(branch).location });
            distinct.push(branch);
        }
    }
    let mut holders = std::iter::once(union.schema()).chain(atoms.own.iter().copied());
    let discriminator =
        holders.find_map(|holder| description.schema(holder).discriminator.as_ref());
    let tag = discriminator.and_then(|found| discriminator::tag(lowering, found, &distinct));
    if let Some(discriminator) = discriminator.filter(|_| tag.is_some()) {
        discriminator::warn_of_undescribed(lowering, discriminator, &distinct, beside);
    }
    let exclusive = matches!(union, Term::OneOf(_));
    lowering.ty(id).shape = match variants[..] {
        [Variant { ty, .. }] => Shape::Alias(ty),
        _ => Shape::Union(Union { location: keyword(lowering, union), variants, exclusive, tag }),
    };
}

/// Where `oneOf` or `anyOf` stands.
fn keyword(lowering: &Lowering<'_>, union: Term) -> Location {
    let description = lowering.description;
    match lowering.branches(union).first() {
        Some(branch) => lowering.sources.parent(description.schema(*branch).location),
        None => description.schema(union.schema()).location,
    }
}

/// The type of a branch, with what stands beside the choice merged in.
fn variant(
    lowering: &mut Lowering<'_>,
    id: TypeId,
    branch: SchemaId,
    beside: &[Term],
    hint: &str,
) -> TypeId {
    let types = lowering.json_types(Term::Whole(branch));
    let mut all = vec![Term::Whole(branch)];
    all.extend(beside.iter().copied().filter(|&term| match term {
        Term::Own(own) => {
            let schema = lowering.description.schema(own);
            !schema::is_covered(schema, types.as_ref())
        }
        Term::Mentioned(other) => other != branch,
        Term::Whole(_) | Term::Base(_) | Term::OneOf(_) | Term::AnyOf(_) => true,
    }));
    lowering.part(id, hint, &Terms { main: branch, all })
}
