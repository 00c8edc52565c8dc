//! How each type is spelled where it is used, and which types become items.
//!
//! The table of formats is here; configuration goes before it. Items are numbered by their type until they have names.

use std::collections::BTreeSet;

use super::constants::Constants;
use super::formats;
use super::parts;
use super::plan::{ItemId, RustType, Scalar};
use crate::config::{Config, Target};
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Object, Origin, Rest, Shape, TypeId};

/// The spelling of every type; [`RustType::Item`] carries the number of the type.
pub(super) struct Spelling {
    pub(super) rust: Vec<RustType>,
    /// Types that the configuration replaces.
    pub(super) replaced: BTreeSet<TypeId>,
    /// Types that contain themselves without an item between, and fell back.
    pub(super) endless: BTreeSet<TypeId>,
}

/// What a type is at the place it is declared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    Struct,
    Enum,
    Union,
    /// A component that is no type of its own.
    Alias,
    Nothing,
}

/// What becomes of a type.
pub(super) fn declared(api: &Api, id: TypeId) -> Declared {
    let def = api.ty(id);
    if def.shape.as_enumeration().is_some() {
        Declared::Enum
    } else if def.shape.as_union().is_some() {
        Declared::Union
    } else if def.shape.as_object().is_some_and(|object| !is_map(object)) {
        Declared::Struct
    } else if matches!(def.origin, Origin::Component(_)) {
        Declared::Alias
    } else {
        Declared::Nothing
    }
}

/// Whether an object names no property, so that only patterns say what its keys are.
fn is_map(object: &Object) -> bool {
    object.fields.is_empty() && !object.patterns.is_empty()
}

/// Spells every type.
pub(super) fn compute(api: &Api, paths: &[String], config: &Config) -> Spelling {
    let mut speller = Speller {
        api,
        paths,
        config,
        files: parts::files(api),
        known: vec![State::Unknown; api.types.len()],
        replaced: BTreeSet::new(),
        endless: BTreeSet::new(),
    };
    let rust = api.type_ids().map(|id| speller.spell(id)).collect();
    let Speller { replaced, endless, .. } = speller;
    Spelling { rust, replaced, endless }
}

/// Says where a type falls back because it is nothing but itself.
pub(super) fn warn_of_endless(api: &Api, spelling: &Spelling, found: &mut Diagnostics) {
    for &id in &spelling.endless {
        let message = "the type comes back to itself with no object between";
        found.push(
            Diagnostic::new(&codes::ENDLESS_TYPE, api.ty(id).location, message)
                .help("put an object between; until then any JSON value is accepted there"),
        );
    }
}

#[derive(Clone)]
enum State {
    Unknown,
    Open,
    Known(RustType),
}

struct Speller<'a> {
    api: &'a Api,
    paths: &'a [String],
    config: &'a Config,
    files: BTreeSet<TypeId>,
    known: Vec<State>,
    replaced: BTreeSet<TypeId>,
    endless: BTreeSet<TypeId>,
}

impl Speller<'_> {
    fn spell(&mut self, id: TypeId) -> RustType {
        let index = id.0 as usize;
        match &self.known[index] {
            State::Known(rust) => return rust.clone(),
            State::Open => {
                self.endless.insert(id);
                return RustType::Json;
            }
            State::Unknown => self.known[index] = State::Open,
        }
        let def = self.api.ty(id);
        let target = Target { source: &def.source, path: &self.paths[index] };
        let rust = if let Some((_, text)) = self.config.types.find(&target) {
            self.replaced.insert(id);
            named(&text.0)
        } else {
            self.spell_shape(id)
        };
        self.known[index] = State::Known(rust.clone());
        rust
    }

    fn spell_shape(&mut self, id: TypeId) -> RustType {
        let api = self.api;
        match &api.ty(id).shape {
            Shape::Any if self.files.contains(&id) => RustType::Scalar(Scalar::File),
            Shape::Any | Shape::Never => RustType::Json,
            Shape::Null => RustType::Scalar(Scalar::Unit),
            Shape::Boolean => RustType::Scalar(Scalar::Bool),
            Shape::Integer { format: None } => RustType::Scalar(formats::bounded_integer(api, id)),
            Shape::Integer { format } => self.formatted(format.as_deref(), integer),
            Shape::Number { format } => self.formatted(format.as_deref(), number),
            Shape::String { format } => {
                let is_file = self.files.contains(&id);
                self.formatted(format.as_deref(), |format| string(format, is_file))
            }
            Shape::Array { items } => RustType::Vec(Box::new(self.value(*items))),
            Shape::Tuple { items, rest } => self.tuple(id, items, *rest),
            Shape::Map { values } => RustType::Map(Box::new(self.value(*values))),
            Shape::Object(object) if is_map(object) => {
                RustType::Map(Box::new(self.unnamed(object).unwrap_or(RustType::Json)))
            }
            Shape::Object(_) | Shape::Enumeration(_) | Shape::Union(_) => {
                RustType::Item(ItemId(id.0))
            }
            Shape::Alias(target) => self.spell(*target),
        }
    }

    /// A value inside an array, tuple or map: nullability shows.
    fn value(&mut self, id: TypeId) -> RustType {
        let rust = self.spell(id);
        if self.api.is_nullable(id) && rust != RustType::Json {
            RustType::Option(Box::new(rust))
        } else {
            rust
        }
    }

    /// A tuple where every position must be there and nothing may follow, else a list of anything.
    fn tuple(&mut self, id: TypeId, items: &[TypeId], rest: Option<TypeId>) -> RustType {
        let bounds = super::fields::item_bounds(self.api, id);
        let all_there = bounds.0 >= items.len() as u64;
        let nothing_more =
            rest.is_none() || bounds.1.is_some_and(|most| most <= items.len() as u64);
        let spelled: Vec<RustType> = items.iter().map(|&item| self.value(item)).collect();
        if all_there && nothing_more && items.len() <= LONGEST_TUPLE {
            return RustType::Tuple(spelled);
        }
        let mut kinds = spelled;
        kinds.extend(rest.map(|rest| self.value(rest)));
        kinds.dedup();
        match kinds.len() {
            1 => RustType::Vec(Box::new(kinds.remove(0))),
            _ => RustType::Vec(Box::new(RustType::Json)),
        }
    }

    /// The type of what an object does not name, where patterns and the rest agree on one.
    pub(super) fn unnamed(&mut self, object: &Object) -> Option<RustType> {
        let patterns: Vec<TypeId> = object.patterns.iter().map(|(_, ty)| *ty).collect();
        let mut kinds: Vec<RustType> = patterns.into_iter().map(|ty| self.value(ty)).collect();
        match object.rest {
            Rest::Kept(ty) => kinds.push(self.value(ty)),
            Rest::Ignored if !kinds.is_empty() => kinds.push(RustType::Json),
            Rest::Ignored | Rest::Denied => {}
        }
        kinds.dedup();
        match kinds.len() {
            0 => None,
            1 => kinds.pop(),
            _ => Some(RustType::Json),
        }
    }

    fn formatted(&self, format: Option<&str>, table: impl Fn(&str) -> Scalar) -> RustType {
        let configured = format.and_then(|format| self.config.formats.get(format));
        configured.map_or_else(
            || RustType::Scalar(table(format.unwrap_or_default())),
            |text| named(&text.0),
        )
    }
}

/// Tuples have the standard traits up to this length.
const LONGEST_TUPLE: usize = 12;

/// The type of the field that keeps what an object does not name.
pub(super) fn rest_of(api: &Api, object: &Object, rust: &[RustType]) -> Option<(RustType, TypeId)> {
    let value = |ty: TypeId| {
        let spelled = rust[ty.0 as usize].clone();
        if api.is_nullable(ty) && spelled != RustType::Json {
            RustType::Option(Box::new(spelled))
        } else {
            spelled
        }
    };
    let mut kinds: Vec<(RustType, TypeId)> =
        object.patterns.iter().map(|(_, ty)| (value(*ty), *ty)).collect();
    if let Rest::Kept(ty) = object.rest {
        kinds.push((value(ty), ty));
    }
    let (_, first) = *kinds.first()?;
    let mixed = kinds.iter().any(|(kind, _)| *kind != kinds[0].0)
        || object.rest == Rest::Ignored && !object.patterns.is_empty();
    if mixed { Some((RustType::Json, first)) } else { kinds.into_iter().next() }
}

fn integer(format: &str) -> Scalar {
    match format {
        "int8" => Scalar::I8,
        "int16" => Scalar::I16,
        "int32" => Scalar::I32,
        "uint8" => Scalar::U8,
        "uint16" => Scalar::U16,
        "uint32" => Scalar::U32,
        "uint64" | "uint" => Scalar::U64,
        _ => Scalar::I64,
    }
}

fn number(format: &str) -> Scalar {
    match format {
        "float" => Scalar::F32,
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => {
            integer(format)
        }
        _ => Scalar::F64,
    }
}

fn string(format: &str, is_file: bool) -> Scalar {
    match format {
        "byte" => Scalar::Base64,
        "binary" if is_file => Scalar::File,
        "date" => Scalar::Date,
        "date-time" => Scalar::DateTime,
        "uuid" => Scalar::Uuid,
        "password" => Scalar::Secret,
        _ => Scalar::String,
    }
}

/// A type that the configuration names: one of ours where we have it, else as it stands.
pub(super) fn named(text: &str) -> RustType {
    let scalar = match text {
        "()" => Scalar::Unit,
        "bool" => Scalar::Bool,
        "i8" => Scalar::I8,
        "i16" => Scalar::I16,
        "i32" => Scalar::I32,
        "i64" => Scalar::I64,
        "u8" => Scalar::U8,
        "u16" => Scalar::U16,
        "u32" => Scalar::U32,
        "u64" => Scalar::U64,
        "f32" => Scalar::F32,
        "f64" => Scalar::F64,
        "String" => Scalar::String,
        "Date" | "chrono::NaiveDate" => Scalar::Date,
        "DateTime" | "chrono::DateTime<chrono::FixedOffset>" => Scalar::DateTime,
        "Uuid" | "uuid::Uuid" => Scalar::Uuid,
        "Secret" => Scalar::Secret,
        "Base64" => Scalar::Base64,
        "File" => Scalar::File,
        "serde_json::Value" => return RustType::Json,
        _ => return RustType::Foreign(text.to_owned()),
    };
    RustType::Scalar(scalar)
}

/// The types that are generated: what operations use, and the components, unless only a selection is wanted.
///
/// A constant member needs no type; of an object's parts the types of its fields come first.
pub(super) fn needed(
    api: &Api,
    spelling: &Spelling,
    constants: &Constants,
    only_operations: bool,
) -> BTreeSet<TypeId> {
    let operations = || api.operations.iter().chain(&api.webhooks);
    let mut stack: Vec<TypeId> = operations()
        .flat_map(|operation| [operation.request_types(), operation.response_types()].concat())
        .collect();
    if !only_operations {
        stack
            .extend(api.type_ids().filter(|&id| matches!(api.ty(id).origin, Origin::Component(_))));
    }
    let mut needed = BTreeSet::new();
    while let Some(id) = stack.pop() {
        if !spelling.replaced.contains(&id) && needed.insert(id) {
            let parts = api.parts(id).into_iter().enumerate();
            let held = parts.filter(|(place, _)| !constants.contains_key(&(id, *place)));
            stack.extend(held.map(|(_, part)| part));
            stack.extend(api.checked_parts(id));
        }
    }
    needed
}
