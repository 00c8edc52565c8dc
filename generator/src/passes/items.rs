//! Items: what each declared type looks like in Rust.

use super::derives;
use super::fields::{self, Wanted};
use super::names;
use super::plan::{
    ConstantPlan, Derives, EnumPlan, EnumVariantPlan, Item, ItemKind, RestPlan, StructPlan,
    UnionPlan, UnionVariantPlan,
};
use super::tables::Tables;
use super::types::{self, Declared};
use crate::config::{Order, Target, UnionPolicy};
use crate::ir::{Docs, Enumeration, Field, Object, Rest, Shape, TypeId, Union};
use crate::source::Literal;

/// Makes every item, in the order of the plan.
pub(super) fn plan(tables: &Tables<'_>) -> Vec<Item> {
    tables.order.iter().map(|&id| item(tables, id)).collect()
}

fn item(tables: &Tables<'_>, id: TypeId) -> Item {
    let def = tables.api.ty(id);
    let kind = match (&def.shape, types::declared(tables.api, id)) {
        (Shape::Object(object), Declared::Struct) => {
            ItemKind::Struct(structure(tables, id, object))
        }
        (Shape::Enumeration(of), _) => ItemKind::Enum(enumeration(tables, id, of)),
        (Shape::Union(union), _) => ItemKind::Union(self::union(tables, id, union)),
        _ => ItemKind::Alias(tables.rust(id).clone()),
    };
    let docs = if tables.shared.is_described_in_place(id) {
        Docs { deprecated: def.docs.deprecated, ..Docs::default() }
    } else {
        def.docs.clone()
    };
    let mut item = Item {
        name: tables.names.name[&id].clone(),
        module: tables.names.module[&id].clone(),
        ty: id,
        docs,
        source: def.source.clone(),
        kind,
        derives: Derives::default(),
        roles: tables.roles[id.0 as usize],
    };
    item.derives = derives::of(&item, tables.path(id), tables.config);
    item
}

/// The fields of an object in the order of declaration.
pub(super) fn ordered<'a>(tables: &Tables<'_>, object: &'a Object) -> Vec<(usize, &'a Field)> {
    let mut ordered: Vec<(usize, &Field)> = object.fields.iter().enumerate().collect();
    match tables.config.order {
        Order::Document => {}
        Order::Name => ordered.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name)),
    }
    ordered
}

fn structure(tables: &Tables<'_>, id: TypeId, object: &Object) -> StructPlan {
    let constant = |position: usize| tables.constants.get(&(id, position));
    let (constants, ordered): (Vec<_>, Vec<_>) = ordered(tables, object)
        .into_iter()
        .partition(|(position, _)| constant(*position).is_some());
    let constants = constants.into_iter().filter_map(|(position, field)| {
        let (wire, value) = (field.name.clone(), constant(position)?.clone());
        let mut docs = tables.api.chain(field.ty).map(|def| &def.docs);
        let docs = docs.find(|docs| docs.words().is_some()).cloned().unwrap_or_default();
        Some(ConstantPlan { wire, value, docs })
    });
    let constants = constants.collect();
    let owner = tables.path(id);
    let mut wanted: Vec<String> =
        names::fields(ordered.iter().map(|(_, field)| field.name.as_str()));
    for (name, (_, field)) in wanted.iter_mut().zip(&ordered) {
        if let Some(configured) = fields::configured_name(tables, owner, &field.name, &field.source)
        {
            *name = configured;
        }
    }
    let rest = types::rest_of(tables.api, object, &tables.spelling.rust).map(|(values, ty)| {
        let candidates = ["additional_properties", "other_properties", "unnamed_properties"];
        let free = candidates.into_iter().find(|name| !wanted.iter().any(|known| known == name));
        RestPlan { name: free.unwrap_or("rest_of_properties").to_owned(), values, ty }
    });
    let fields = ordered
        .iter()
        .zip(&wanted)
        .map(|((position, field), name)| {
            let wanted = Wanted {
                wire: &field.name,
                source: &field.source,
                owner,
                ty: field.ty,
                required: field.required,
                nullable: true,
                docs: fields::docs(tables, field.ty),
                boxed: tables.boxes.contains(&(id, *position)),
            };
            fields::plan(tables, wanted, name)
        })
        .collect();
    StructPlan { constants, fields, rest, closed: object.rest == Rest::Denied }
}

fn enumeration(tables: &Tables<'_>, id: TypeId, of: &Enumeration) -> EnumPlan {
    let owner = tables.path(id);
    let source = &tables.api.ty(id).source;
    let mut values: Vec<_> = of.values.iter().collect();
    match tables.config.order {
        Order::Document => {}
        Order::Name => values.sort_by_key(|value| text(&value.value)),
    }
    let values: Vec<_> = values.into_iter().cloned().collect();
    let mut wanted = names::enum_variants(&values);
    for (name, value) in wanted.iter_mut().zip(&values) {
        let path = format!("{owner}/{}", text(&value.value));
        if let Some((_, configured)) = tables.config.names.find(&Target { source, path: &path }) {
            *name = names::upper_camel(&configured.0);
        }
    }
    let has_others =
        values.iter().any(|of| matches!(of.value, Literal::String(_) | Literal::Number(_)));
    let read_back = tables.roles[id.0 as usize].response && values.len() > 1;
    let open = of.open || read_back && !tables.closed.contains(&id);
    let unknown = (open && has_others).then(|| {
        let candidates = ["Unknown", "Unrecognized", "UnknownValue"];
        let free = candidates.into_iter().find(|name| !wanted.iter().any(|known| known == name));
        free.unwrap_or("AnyOtherValue").to_owned()
    });
    let variants = values
        .into_iter()
        .zip(wanted)
        .map(|(value, name)| EnumVariantPlan { name, value: value.value, docs: value.docs })
        .collect();
    EnumPlan { variants, unknown, open: of.open }
}

/// A value as a selector names it.
pub(super) fn text(value: &Literal) -> String {
    match value {
        Literal::String(text) => text.clone(),
        Literal::Number(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::Null | Literal::Array(_) | Literal::Object(_) => String::new(),
    }
}

fn union(tables: &Tables<'_>, id: TypeId, union: &Union) -> UnionPlan {
    let answers = &tables.unions[&id];
    let names = &tables.names.variants[&id];
    let variants = union
        .variants
        .iter()
        .zip(&answers.variants)
        .zip(names)
        .enumerate()
        .map(|(position, ((variant, traits), name))| {
            let rust = tables.rust(variant.ty).clone();
            let nullable =
                tables.api.is_nullable(variant.ty) && rust != super::plan::RustType::Json;
            let docs = fields::docs(tables, variant.ty);
            let rust = if tables.boxes.contains(&(id, position)) {
                fields::boxed_items(rust)
            } else {
                rust
            };
            UnionVariantPlan {
                name: name.clone(),
                payload: if nullable {
                    super::plan::RustType::Option(Box::new(rust))
                } else {
                    rust
                },
                ty: variant.ty,
                docs,
                accepts: traits.accepts,
                own_keys: traits.own.clone(),
                required_keys: traits.required.iter().cloned().collect(),
            }
        })
        .collect();
    let target = Target { source: &tables.api.ty(id).source, path: tables.path(id) };
    let policy =
        tables.config.unions.find(&target).map_or(tables.config.union, |(_, policy)| *policy);
    // Of `anyOf` a value may fit several.
    let policy = if union.exclusive { policy } else { UnionPolicy::First };
    UnionPlan { variants, tag: answers.tag.clone(), overlapping: answers.overlapping(), policy }
}
