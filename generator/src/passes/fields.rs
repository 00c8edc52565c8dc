//! Fields: what an absent or null property means, and so how the field is spelled.

use std::collections::BTreeSet;

use super::accepts::accepts;
use super::plan::{
    FieldPlan, Item, ItemId, OperationPlan, Presence, ResponsesPlan, RustType, Scalar,
};
use super::tables::Tables;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Constraint, Docs, Shape, TypeId};
use crate::source::{At, Literal};

/// What a field stands for.
pub(super) struct Wanted<'a> {
    pub(super) wire: &'a str,
    /// Where it is described, for selectors.
    pub(super) source: &'a str,
    /// What a selector calls the thing that has the field.
    pub(super) owner: &'a str,
    pub(super) ty: TypeId,
    pub(super) required: bool,
    /// Whether null can be said where it stands.
    pub(super) nullable: bool,
    pub(super) docs: Docs,
    pub(super) boxed: bool,
}

/// Spells a field. `name` is the snake-case name it has been given.
pub(super) fn plan(tables: &Tables<'_>, wanted: Wanted<'_>, name: &str) -> FieldPlan {
    let Wanted { wire, source, owner, ty, required, nullable, docs, boxed } = wanted;
    let rust = match tables.config.types.find_member(source, owner, wire) {
        Some((_, text)) => super::types::named(&text.0),
        None => tables.spelling.rust[ty.0 as usize].clone(),
    };
    // Any JSON value may be null by itself.
    let nullable = nullable && tables.api.is_nullable(ty) && rust != RustType::Json;
    let presence = presence(tables.api, ty, &rust, required, nullable);
    let rust = if boxed { boxed_items(rust) } else { rust };
    let rust = match presence {
        Presence::Optional | Presence::Nullable => RustType::Option(Box::new(rust)),
        Presence::Default(_) if nullable => RustType::Option(Box::new(rust)),
        Presence::Required | Presence::Default(_) => rust,
        Presence::Patch => RustType::Patch(Box::new(rust)),
    };
    FieldPlan {
        name: super::names::identifier(name),
        wire: wire.to_owned(),
        rust,
        ty,
        presence,
        docs,
    }
}

/// The name that the configuration gives a field.
pub(super) fn configured_name(
    tables: &Tables<'_>,
    owner: &str,
    wire: &str,
    source: &str,
) -> Option<String> {
    let (_, name) = tables.config.names.find_member(source, owner, wire)?;
    Some(super::names::snake(&name.0))
}

fn presence(api: &Api, ty: TypeId, rust: &RustType, required: bool, nullable: bool) -> Presence {
    if required {
        return if nullable { Presence::Nullable } else { Presence::Required };
    }
    // Absence can be read as the default where that is a value of the type, and the type is one of ours.
    let is_spelled = |value: &Literal| {
        let is_null = nullable && *value == Literal::Null;
        is_null || (is_ours(rust, value) && accepts(api, ty, value))
    };
    match default(api, ty).filter(|default| is_spelled(&default.value)) {
        Some(default) => Presence::Default(default.value.clone()),
        None if nullable => Presence::Patch,
        None => Presence::Optional,
    }
}

fn default(api: &Api, ty: TypeId) -> Option<&At<Literal>> {
    api.chain(ty).find_map(|def| def.default.as_ref())
}

fn is_ours(rust: &RustType, value: &Literal) -> bool {
    match rust {
        RustType::Scalar(scalar) => is_scalar(*scalar, value),
        RustType::Vec(inner) => {
            matches!(value, Literal::Array(values) if values.iter().all(|value| is_ours(inner, value)))
        }
        RustType::Map(inner) => {
            matches!(value, Literal::Object(members) if members.iter().all(|(_, value)| is_ours(inner, value)))
        }
        RustType::Option(inner) | RustType::Boxed(inner) => {
            *value == Literal::Null || is_ours(inner, value)
        }
        RustType::Tuple(inner) => {
            let fit = |values: &[Literal]| {
                values.len() == inner.len()
                    && inner.iter().zip(values).all(|(rust, value)| is_ours(rust, value))
            };
            matches!(value, Literal::Array(values) if fit(values))
        }
        RustType::Item(_) | RustType::Json => true,
        RustType::Patch(_) | RustType::Foreign(_) => false,
    }
}

/// The fields that stand for properties, parameters and headers, as they are declared: those of shared errors once.
pub(super) fn members<'a>(
    items: &'a [Item],
    operations: impl Iterator<Item = &'a OperationPlan> + Clone,
    errors: &'a [ResponsesPlan],
) -> impl Iterator<Item = &'a FieldPlan> {
    let structs = items.iter().filter_map(|item| item.kind.as_struct());
    let parameters = operations.clone().flat_map(|planned| &planned.fields);
    let parameters = parameters.filter(|field| !field.is_body()).map(|field| &field.field);
    let replies = operations.flat_map(|planned| {
        let own = Some(&planned.error).filter(|error| error.shared.is_none());
        std::iter::once(&planned.success).chain(own)
    });
    let variants = replies.chain(errors).flat_map(|replies| &replies.variants);
    let headers = variants.flat_map(|variant| &variant.headers).map(|(field, _)| field);
    structs.flat_map(|of| &of.fields).chain(parameters).chain(headers)
}

/// Says where a default is not what absence means.
pub(super) fn warn_of_defaults<'a>(
    api: &Api,
    fields: impl Iterator<Item = &'a FieldPlan>,
    found: &mut Diagnostics,
) {
    let mut told = BTreeSet::new();
    for field in fields.filter(|field| !field.presence.is_always()) {
        // Where null cannot be said, it is absence.
        let is_absence =
            |value: &Literal| *value == Literal::Null && field.presence == Presence::Optional;
        let default = default(api, field.ty).filter(|default| !is_absence(&default.value));
        let Some(default) = default.filter(|default| told.insert(default.location)) else {
            continue;
        };
        let message = format!("an absent `{}` is not read as its default", field.wire);
        found.push(
            Diagnostic::new(&codes::UNUSED_DEFAULT, default.location, message)
                .label("not known to be a value of the type")
                .help("absence stays absence; what it means is yours to say"),
        );
    }
}

fn is_scalar(scalar: Scalar, value: &Literal) -> bool {
    let within = |least: i128, most: i128| {
        let Literal::Number(number) = value else { return false };
        number.as_i128().is_some_and(|number| (least..=most).contains(&number))
    };
    match scalar {
        Scalar::Bool => matches!(value, Literal::Bool(_)),
        Scalar::I8 => within(i8::MIN.into(), i8::MAX.into()),
        Scalar::I16 => within(i16::MIN.into(), i16::MAX.into()),
        Scalar::I32 => within(i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => within(i64::MIN.into(), i64::MAX.into()),
        Scalar::U8 => within(0, u8::MAX.into()),
        Scalar::U16 => within(0, u16::MAX.into()),
        Scalar::U32 => within(0, u32::MAX.into()),
        Scalar::U64 => within(0, u64::MAX.into()),
        Scalar::F32 | Scalar::F64 => matches!(value, Literal::Number(_)),
        Scalar::String
        | Scalar::Base64
        | Scalar::Date
        | Scalar::DateTime
        | Scalar::Uuid
        | Scalar::Secret => matches!(value, Literal::String(_)),
        Scalar::Unit | Scalar::Bytes | Scalar::File => false,
    }
}

/// Boxes the items that a type holds by value.
pub(super) fn boxed_items(rust: RustType) -> RustType {
    match rust {
        RustType::Item(_) => RustType::Boxed(Box::new(rust)),
        RustType::Option(inner) => RustType::Option(Box::new(boxed_items(*inner))),
        RustType::Patch(inner) => RustType::Patch(Box::new(boxed_items(*inner))),
        RustType::Tuple(items) => RustType::Tuple(items.into_iter().map(boxed_items).collect()),
        RustType::Scalar(_)
        | RustType::Vec(_)
        | RustType::Map(_)
        | RustType::Boxed(_)
        | RustType::Json
        | RustType::Foreign(_) => rust,
    }
}

/// The items that a type holds by value.
pub(super) fn held_items(rust: &RustType, into: &mut Vec<ItemId>) {
    match rust {
        RustType::Item(id) => into.push(*id),
        RustType::Option(inner) | RustType::Patch(inner) => held_items(inner, into),
        RustType::Tuple(items) => items.iter().for_each(|item| held_items(item, into)),
        RustType::Scalar(_)
        | RustType::Vec(_)
        | RustType::Map(_)
        | RustType::Boxed(_)
        | RustType::Json
        | RustType::Foreign(_) => {}
    }
}

/// How many items an array has at least, and at most.
pub(super) fn item_bounds(api: &Api, id: TypeId) -> (u64, Option<u64>) {
    let mut bounds = (0, None);
    for constraint in &api.ty(id).constraints {
        if let Constraint::MinItems(least) = constraint.value {
            bounds.0 = least;
        }
        if let Constraint::MaxItems(most) = constraint.value {
            bounds.1 = Some(most);
        }
    }
    bounds
}

/// The docs of a property: its own, or, where its type is not one that has docs of its own, those of the type.
pub(super) fn docs(tables: &Tables<'_>, ty: TypeId) -> Docs {
    let (api, rust) = (tables.api, tables.rust(ty));
    let def = api.ty(ty);
    let says_something = |docs: &Docs| docs.title.is_some() || docs.text.is_some();
    let is_item = matches!(rust, RustType::Item(_));
    // A named item's own words stand at the item.
    let is_the_item = is_item && !matches!(def.shape, Shape::Alias(_));
    let deprecated = def.docs.deprecated && !is_the_item;
    let mut docs = if is_the_item {
        Docs::default()
    } else if is_item {
        def.docs.clone()
    } else {
        api.chain(ty)
            .map(|def| &def.docs)
            .find(|docs| says_something(docs))
            .cloned()
            .unwrap_or_default()
    };
    docs.deprecated = deprecated;
    with_moved(tables, ty, docs)
}

/// Adds the words of a type that are not said where it is declared.
pub(super) fn with_moved(tables: &Tables<'_>, ty: TypeId, mut docs: Docs) -> Docs {
    let Some(moved) = moved(tables, ty) else { return docs };
    docs.text = Some(match docs.words() {
        Some(said) if said.trim() != moved.trim() => format!("{}\n\n{moved}", said.trim_end()),
        Some(_) | None => moved.to_owned(),
    });
    docs
}

/// What the document says of a type, or of what it is a list of, at this place alone.
fn moved<'a>(tables: &Tables<'a>, ty: TypeId) -> Option<&'a str> {
    let api = tables.api;
    let mut at = ty;
    for _ in 0..api.types.len() {
        let def = api.ty(at);
        if tables.shared.is_described_in_place(at) {
            return def.docs.words();
        }
        at = match &def.shape {
            Shape::Alias(inner) | Shape::Array { items: inner } | Shape::Map { values: inner } => {
                *inner
            }
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer { .. }
            | Shape::Number { .. }
            | Shape::String { .. }
            | Shape::Enumeration(_)
            | Shape::Tuple { .. }
            | Shape::Object(_)
            | Shape::Union(_) => return None,
        };
    }
    None
}
