//! Members that can have but one value: there is nothing to choose, so nothing to give, and no field holds them.

use std::collections::{BTreeMap, BTreeSet};

use super::accepts::accepts;
use super::shared::is_named;
use super::types::Spelling;
use crate::config::Config;
use crate::ir::{Api, Field, Origin, TypeId};
use crate::source::Literal;

/// How many of them an object has at most; the runtime has a bit for each.
const MOST: usize = 64;

/// The values of constant members: each by its object and its place among the object's fields.
pub(super) type Constants = BTreeMap<(TypeId, usize), Literal>;

/// The constant members of all objects.
pub(super) fn compute(
    api: &Api,
    paths: &[String],
    spelling: &Spelling,
    config: &Config,
) -> Constants {
    let is_configured = |owner: TypeId, field: &Field| {
        let owner = &paths[owner.0 as usize];
        spelling.replaced.contains(&field.ty)
            || config.types.find_member(&field.source, owner, &field.name).is_some()
            || config.names.find_member(&field.source, owner, &field.name).is_some()
    };
    let words = words(api);
    let mut constants = Constants::new();
    for id in api.type_ids() {
        let fields = api.ty(id).shape.as_object().into_iter().flat_map(|object| &object.fields);
        let found = fields.enumerate().filter_map(|(position, field)| {
            let value = value(api, field).or_else(|| selected(api, &words, id, field))?;
            (!is_configured(id, field)).then_some(((id, position), value))
        });
        constants.extend(found.take(MOST));
    }
    constants
}

/// The only value of a member that must be there, where the description of the member itself says so: what has a name of
/// its own may get more values, and keeps its type. Numbers, which are written in several ways, keep theirs too.
fn value(api: &Api, field: &Field) -> Option<Literal> {
    let def = api.ty(field.ty);
    let is_plain = matches!(def.origin, Origin::Part { .. }) && !def.docs.deprecated;
    let of = def.shape.as_enumeration().filter(|of| is_plain && !of.open)?;
    let [only] = &of.values[..] else { return None };
    let is_written_one_way = matches!(only.value, Literal::String(_) | Literal::Bool(_));
    let is_constant = field.required && !api.is_nullable(field.ty) && is_written_one_way;
    is_constant.then(|| only.value.clone())
}

/// The word that unions know an object by, where the member is what holds it.
fn selected(api: &Api, words: &Words<'_>, id: TypeId, field: &Field) -> Option<Literal> {
    let (property, word) = words.get(&id)?.as_ref()?;
    let word = Literal::String((*word).to_owned());
    let holds_it = field.required && field.name == *property && accepts(api, field.ty, &word);
    (holds_it && !api.ty(field.ty).docs.deprecated).then_some(word)
}

/// The tags of objects, and the one word that each has there; `None` where unions differ in it.
type Words<'a> = BTreeMap<TypeId, Option<(&'a str, &'a str)>>;

/// What is a branch of tagged unions and nothing else has the one word that selects it. Anywhere else it could have any, and
/// so it keeps its field; so does what has no name, which other types may be like.
fn words(api: &Api) -> Words<'_> {
    let elsewhere = used_elsewhere(api);
    let mut words = Words::new();
    for union in api.type_ids().filter_map(|id| api.ty(id).shape.as_union()) {
        let Some(tag) = &union.tag else { continue };
        for (index, variant) in union.variants.iter().enumerate() {
            let mut selecting = tag.values.iter().filter(|(_, of)| *of == index);
            let only = match (selecting.next(), selecting.next()) {
                (Some((word, _)), None) if tag.default != Some(index) => {
                    Some((tag.property.as_str(), word.as_str()))
                }
                _ => None,
            };
            let branch = api.resolve(variant.ty);
            let known = words.entry(branch).or_insert(only);
            if *known != only {
                *known = None;
            }
        }
    }
    words.retain(|id, _| !elsewhere.contains(id) && is_named(api, *id));
    words
}

/// What stands anywhere but in the branches of tagged unions.
fn used_elsewhere(api: &Api) -> BTreeSet<TypeId> {
    let operations = api.operations.iter().chain(&api.webhooks);
    let mut used: BTreeSet<TypeId> = operations
        .flat_map(|operation| [operation.request_types(), operation.response_types()].concat())
        .map(|id| api.resolve(id))
        .collect();
    for id in api.type_ids() {
        let shape = &api.ty(id).shape;
        let is_tagged = shape.as_union().is_some_and(|union| union.tag.is_some());
        // Where an alias leads to counts where the alias stands.
        if !is_tagged && shape.as_alias().is_none() {
            used.extend(api.parts(id).into_iter().map(|part| api.resolve(part)));
        }
    }
    used
}
