//! The order of items, their numbers, and what holds what by value.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes::Graph;
use super::fields;
use super::names::TypeNames;
use super::plan::{ItemId, RustType};
use super::shared::Shared;
use super::tables::Tables;
use super::unions::UnionAnswers;
use crate::ir::{Api, Origin, TypeId};

/// Declared types sorted by module; in a module what it is named after comes first, then its parts as the walk from it
/// meets them.
pub(super) fn items(api: &Api, needed: &BTreeSet<TypeId>, names: &TypeNames) -> Vec<TypeId> {
    let met = walk(api, needed, names);
    let mut order: Vec<TypeId> = names.name.keys().copied().collect();
    order.sort_by_cached_key(|id| {
        let part = is_part(api, *id);
        (&names.module[id], part, met.get(id).copied(), &names.name[id])
    });
    order
}

fn is_part(api: &Api, id: TypeId) -> bool {
    matches!(api.ty(id).origin, Origin::Part { .. } | Origin::Input { .. })
}

/// When each type is first met by a depth-first walk that starts at what is no part of another: what is declared first.
fn walk(api: &Api, needed: &BTreeSet<TypeId>, names: &TypeNames) -> BTreeMap<TypeId, usize> {
    let mut met = BTreeMap::new();
    let mut roots: Vec<TypeId> = needed.iter().copied().filter(|&id| !is_part(api, id)).collect();
    roots.sort_by_cached_key(|id| {
        let name = names.name.get(id);
        (name.is_none(), name, &api.ty(*id).source)
    });
    for root in roots {
        let mut stack = vec![root];
        while let Some(id) = stack.pop() {
            let part = is_part(api, id);
            if met.contains_key(&id) || id != root && !part {
                continue;
            }
            met.insert(id, met.len());
            let mut parts = api.parts(id);
            parts.extend(api.checked_parts(id));
            stack.extend(parts.into_iter().rev());
        }
    }
    met
}

/// The place in the list of items of each type, or of the one that is declared for it.
pub(super) fn item_of(api: &Api, order: &[TypeId], shared: &Shared) -> Vec<Option<ItemId>> {
    let mut item_of = vec![None; api.types.len()];
    for (index, id) in order.iter().enumerate() {
        let index = u32::try_from(index).expect("items are bounded by the document");
        item_of[id.0 as usize] = Some(ItemId(index));
    }
    api.type_ids().map(|id| item_of[shared.of(id).0 as usize]).collect()
}

/// Replaces the numbers of types in spellings by those of items.
pub(super) fn number_items(tables: &mut Tables<'_>) {
    let item_of = &tables.item_of;
    for rust in &mut tables.spelling.rust {
        number(rust, item_of);
    }
}

fn number(rust: &mut RustType, item_of: &[Option<ItemId>]) {
    match rust {
        RustType::Item(id) => match item_of[id.0 as usize] {
            Some(item) => *id = item,
            // Spelled only where nothing needs it.
            None => *rust = RustType::Json,
        },
        RustType::Option(inner)
        | RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Boxed(inner)
        | RustType::Patch(inner) => number(inner, item_of),
        RustType::Tuple(items) => items.iter_mut().for_each(|item| number(item, item_of)),
        RustType::Scalar(_) | RustType::Json | RustType::Foreign(_) => {}
    }
}

/// What each struct and union holds by value, in the order of item names.
pub(super) fn by_value(tables: &Tables<'_>) -> Graph {
    let mut graph = Graph::new();
    for &id in &tables.order {
        let shape = &tables.api.ty(id).shape;
        let fields = shape.as_object().into_iter().flat_map(|object| &object.fields);
        let variants = shape.as_union().into_iter().flat_map(|union| &union.variants);
        let held: Vec<TypeId> =
            fields.map(|field| field.ty).chain(variants.map(|variant| variant.ty)).collect();
        let edges = held.into_iter().enumerate().map(|(position, ty)| {
            let mut items = Vec::new();
            fields::held_items(tables.rust(ty), &mut items);
            (position, items.into_iter().map(|item| tables.order[item.0 as usize]).collect())
        });
        graph.insert(id, edges.collect());
    }
    graph
}

/// Enumerations by whose values a union tells its branches apart, so that they must not take others.
pub(super) fn closed_enums(api: &Api, unions: &BTreeMap<TypeId, UnionAnswers>) -> BTreeSet<TypeId> {
    let mut closed = BTreeSet::new();
    for (&id, answers) in unions {
        let Some(union) = api.ty(id).shape.as_union() else { continue };
        let accepts = || answers.variants.iter().map(|variant| &variant.accepts);
        let strings = accepts().filter(|accepts| accepts.string).count();
        let numbers = accepts().filter(|accepts| accepts.number).count();
        for (variant, traits) in union.variants.iter().zip(&answers.variants) {
            let resolved = api.resolve(variant.ty);
            let shape = &api.ty(resolved).shape;
            let meets =
                traits.accepts.string && strings > 1 || traits.accepts.number && numbers > 1;
            if shape.as_enumeration().is_some() && meets {
                closed.insert(resolved);
            }
            let tag = answers.tag.as_ref().map(|tag| tag.property.as_str());
            let tells = |name: &str| {
                Some(name) == tag || answers.variants.iter().all(|of| of.listed.contains_key(name))
            };
            let fields = shape.as_object().into_iter().flat_map(|object| &object.fields);
            closed.extend(
                fields.filter(|field| tells(&field.name)).map(|field| api.resolve(field.ty)),
            );
        }
    }
    closed
}
