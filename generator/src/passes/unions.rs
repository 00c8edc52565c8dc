//! What tells the branches of a union apart: JSON types, a tag, listed values, properties of their own.
//!
//! Where nothing does, a value that fits several branches is made up and shown in a warning.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::{JsonTypes, TagPlan};
use super::sample;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes, listed};
use crate::ir::{Api, Rest, Shape, TypeId, Union};
use crate::source::Literal;

/// What a union's variants accept, and how they are told apart.
pub(super) struct UnionAnswers {
    pub(super) variants: Vec<Traits>,
    pub(super) tag: Option<TagPlan>,
    /// Variants that accept what others of their group accept.
    groups: Vec<Vec<usize>>,
}

impl UnionAnswers {
    /// Whether more than one variant may fit a value.
    pub(super) fn overlapping(&self) -> bool {
        !self.groups.is_empty()
    }
}

/// What is known of the values of a type.
#[derive(Clone, Debug, Default)]
pub(super) struct Traits {
    pub(super) accepts: JsonTypes,
    /// Properties that objects may have by name.
    pub(super) keys: BTreeSet<String>,
    pub(super) required: BTreeSet<String>,
    /// In a union: keys of no other variant.
    pub(super) own: Vec<String>,
    /// Whether objects may have other properties than `keys`.
    pub(super) open: bool,
    /// The scalars that are listed, where nothing else of their types is accepted.
    values: Option<Vec<Literal>>,
    /// Required properties that are one of listed values.
    pub(super) listed: BTreeMap<String, Vec<Literal>>,
}

/// Looks at a union.
pub(super) fn answer(api: &Api, union: &Union) -> UnionAnswers {
    let mut variants: Vec<Traits> =
        union.variants.iter().map(|variant| traits(api, variant.ty, DEEPEST)).collect();
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for key in variants.iter().flat_map(|variant| &variant.keys) {
        *owners.entry(key.clone()).or_default() += 1;
    }
    for variant in &mut variants {
        variant.own = variant.keys.iter().filter(|key| owners[*key] == 1).cloned().collect();
    }
    let said = union.tag.as_ref().map(|tag| TagPlan {
        property: tag.property.clone(),
        values: tag.values.clone(),
        default: tag.default,
    });
    let tag = said.or_else(|| implied_tag(&variants));
    let groups = if tag.is_some() { Vec::new() } else { ambiguous(&variants) };
    UnionAnswers { variants, tag, groups }
}

/// Warns where the branches of a union cannot be told apart.
pub(super) fn warn(
    api: &Api,
    union: &Union,
    answers: &UnionAnswers,
    name: &str,
    variant_names: &[String],
    found: &mut Diagnostics,
) {
    for group in &answers.groups {
        let named: Vec<String> = group.iter().map(|&index| variant_names[index].clone()).collect();
        let message = describe(name, group);
        let mut diagnostic = Diagnostic::new(&codes::AMBIGUOUS_UNION, union.location, message)
            .on_key()
            .label(reason(&answers.variants, group));
        if let Some(witness) = sample::witness(api, union, group) {
            diagnostic = diagnostic.note(format!("`{witness}` fits {}", listed(&named)));
        }
        found.push(diagnostic.help(
            "add a discriminator, or a required property that differs; the configured policy decides until then",
        ));
    }
}

/// How deep unions are looked into for what their branches share.
const DEEPEST: usize = 8;

/// What values of a type look like.
pub(super) fn traits(api: &Api, id: TypeId, depth: usize) -> Traits {
    let nullable = api.is_nullable(id);
    let resolved = api.resolve(id);
    let def = api.ty(resolved);
    let mut traits = Traits { open: true, ..Traits::default() };
    let mut accepts = JsonTypes { null: nullable, ..JsonTypes::default() };
    match &def.shape {
        Shape::Never => {}
        Shape::Null => accepts.null = true,
        Shape::Boolean => accepts.boolean = true,
        Shape::Integer { .. } | Shape::Number { .. } => accepts.number = true,
        Shape::String { .. } => accepts.string = true,
        Shape::Array { .. } | Shape::Tuple { .. } => accepts.array = true,
        Shape::Map { .. } => accepts.object = true,
        Shape::Enumeration(of) => {
            for value in &of.values {
                accept(&mut accepts, &value.value);
            }
            let values = || of.values.iter().map(|value| value.value.clone()).collect();
            traits.values = (!of.open).then(values);
        }
        Shape::Object(object) => {
            accepts.object = true;
            traits.open = object.rest != Rest::Denied || !object.patterns.is_empty();
            for field in &object.fields {
                traits.keys.insert(field.name.clone());
                if field.required {
                    traits.required.insert(field.name.clone());
                    if let Some(values) = listed_values(api, field.ty) {
                        traits.listed.insert(field.name.clone(), values);
                    }
                }
            }
        }
        Shape::Union(union) if depth > 0 => {
            let branches =
                union.variants.iter().map(|variant| self::traits(api, variant.ty, depth - 1));
            traits = any_of(branches);
            accepts = or(accepts, traits.accepts);
        }
        Shape::Any | Shape::Union(_) | Shape::Alias(_) => accepts = EVERYTHING,
    }
    traits.accepts = accepts;
    traits
}

const EVERYTHING: JsonTypes =
    JsonTypes { null: true, boolean: true, number: true, string: true, array: true, object: true };

fn accept(accepts: &mut JsonTypes, value: &Literal) {
    match value {
        Literal::Null => accepts.null = true,
        Literal::Bool(_) => accepts.boolean = true,
        Literal::Number(_) => accepts.number = true,
        Literal::String(_) => accepts.string = true,
        Literal::Array(_) => accepts.array = true,
        Literal::Object(_) => accepts.object = true,
    }
}

fn or(a: JsonTypes, b: JsonTypes) -> JsonTypes {
    JsonTypes {
        null: a.null || b.null,
        boolean: a.boolean || b.boolean,
        number: a.number || b.number,
        string: a.string || b.string,
        array: a.array || b.array,
        object: a.object || b.object,
    }
}

/// What is known of a value that is of one of several types.
fn any_of(branches: impl Iterator<Item = Traits>) -> Traits {
    let mut all: Option<Traits> = None;
    for branch in branches {
        all = Some(match all {
            None => branch,
            Some(mut all) => {
                all.accepts = or(all.accepts, branch.accepts);
                all.keys.extend(branch.keys);
                all.required.retain(|key| branch.required.contains(key));
                all.open |= branch.open;
                all.values = None;
                all.listed.retain(|key, _| branch.listed.contains_key(key));
                for (key, values) in branch.listed {
                    if let Some(known) = all.listed.get_mut(&key) {
                        known.extend(values);
                    }
                }
                all
            }
        });
    }
    all.unwrap_or_default()
}

fn listed_values(api: &Api, id: TypeId) -> Option<Vec<Literal>> {
    let Shape::Enumeration(of) = &api.ty(api.resolve(id)).shape else { return None };
    let closed = !of.open && !api.is_nullable(id);
    closed.then(|| of.values.iter().map(|value| value.value.clone()).collect())
}

/// A property that every variant requires, with listed strings that no two share.
fn implied_tag(variants: &[Traits]) -> Option<TagPlan> {
    let objects_only = JsonTypes { object: true, ..JsonTypes::default() };
    if variants.len() < 2 || variants.iter().any(|variant| variant.accepts != objects_only) {
        return None;
    }
    variants[0].listed.keys().find_map(|property| {
        let mut values: Vec<(String, usize)> = Vec::new();
        for (index, variant) in variants.iter().enumerate() {
            for value in variant.listed.get(property)? {
                let Literal::String(value) = value else { return None };
                if values.iter().any(|(known, of)| known == value && *of != index) {
                    return None;
                }
                values.push((value.clone(), index));
            }
        }
        Some(TagPlan { property: property.clone(), values, default: None })
    })
}

/// Groups of variants that each accept what another of the group accepts.
fn ambiguous(variants: &[Traits]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for index in 0..variants.len() {
        let of = |group: &&mut Vec<usize>| {
            group.iter().all(|&other| !are_apart(&variants[other], &variants[index]))
        };
        match groups.iter_mut().find(of) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Whether a value can be told to be of one or the other.
fn are_apart(a: &Traits, b: &Traits) -> bool {
    let (x, y) = (a.accepts, b.accepts);
    let scalars = x.boolean && y.boolean || x.number && y.number || x.string && y.string;
    let by_value = match (&a.values, &b.values) {
        (Some(one), Some(other)) => !one.iter().any(|value| other.contains(value)),
        // Listed values go before what takes any value.
        (Some(_), None) | (None, Some(_)) => true,
        (None, None) => false,
    };
    if scalars && !by_value || x.array && y.array {
        return false;
    }
    !(x.object && y.object) || objects_are_apart(a, b)
}

fn objects_are_apart(a: &Traits, b: &Traits) -> bool {
    let needs_unknown =
        |one: &Traits, other: &Traits| one.required.iter().any(|key| !other.keys.contains(key));
    let disjoint_values = a.listed.iter().any(|(key, values)| {
        b.listed.get(key).is_some_and(|others| !values.iter().any(|value| others.contains(value)))
    });
    needs_unknown(a, b) || needs_unknown(b, a) || disjoint_values
}

fn describe(name: &str, group: &[usize]) -> String {
    let numbers: Vec<String> = group.iter().map(|index| (index + 1).to_string()).collect();
    format!("branches {} of `{name}` accept the same values", listed(&numbers))
}

fn reason(variants: &[Traits], group: &[usize]) -> String {
    let first = &variants[group[0]];
    let all_objects = group.iter().all(|&index| variants[index].accepts.object);
    let alike = group.iter().all(|&index| variants[index].required == first.required);
    if !all_objects {
        return "the branches differ in no JSON type and no listed value".to_owned();
    }
    if !alike {
        return "no `discriminator`, and no required property that only one branch has".to_owned();
    }
    if first.required.is_empty() {
        return "no `discriminator`, and no branch requires a property".to_owned();
    }
    let keys: Vec<String> = first.required.iter().map(|key| format!("`{key}`")).collect();
    format!("no `discriminator`, and each requires only {}", listed(&keys))
}
