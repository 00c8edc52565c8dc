//! Types written in place that mean the same: one of them is declared, and stands for all.
//!
//! In: every type, and what bears on how it is printed. Out: for each type the one that is declared. Types are alike
//! where they say the same of values and hold types that are alike. What each is called may differ, and what it is said to
//! be: different words stand where the types do, not at the one that is declared. What has a name in the document is like
//! nothing else, and so is what the configuration names.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{self, OperationNames};
use super::plan::{Roles, RustType};
use super::refine::refine;
use super::types::{Declared, Spelling, declared};
use crate::config::{Config, Target};
use crate::ir::{
    Api, Constraint, Direction, Docs, EnumValue, Origin, Rest, Shape, Tag, TypeDef, TypeId,
};
use crate::source::Literal;

/// By type: the one that is declared in its stead.
#[derive(Debug)]
pub(super) struct Shared {
    of: Vec<TypeId>,
    /// Declared types that different words are said of, depending on the place.
    described_in_place: BTreeSet<TypeId>,
}

impl Shared {
    /// The type that is declared for a type: itself, or one that means the same.
    pub(super) fn of(&self, id: TypeId) -> TypeId {
        self.of[id.0 as usize]
    }

    /// Whoever sends a type sends the one that is declared for it.
    pub(super) fn join_roles(&self, roles: &mut [Roles]) {
        for (index, declared) in self.of.iter().enumerate() {
            let Roles { request, response } = roles[index];
            let joined = &mut roles[declared.0 as usize];
            joined.request |= request;
            joined.response |= response;
        }
    }

    /// Whether what is said of a type stands where it is used.
    pub(super) fn is_described_in_place(&self, id: TypeId) -> bool {
        self.described_in_place.contains(&self.of(id))
    }

    /// Whether a type stands for itself.
    pub(super) fn stands(&self, id: TypeId) -> bool {
        self.of(id) == id
    }
}

/// What bears on how types are printed.
pub(super) struct Known<'a> {
    pub(super) api: &'a Api,
    pub(super) config: &'a Config,
    pub(super) paths: &'a [String],
    pub(super) spelling: &'a Spelling,
    pub(super) roles: &'a [Roles],
    /// Enumerations that take no unknown values.
    pub(super) closed: &'a BTreeSet<TypeId>,
}

/// Finds the types that one declaration is enough for, among those that are needed.
pub(super) fn compute(
    known: &Known<'_>,
    needed: &BTreeSet<TypeId>,
    operations: &[OperationNames],
) -> Shared {
    let api = known.api;
    let group = refine(first_groups(known), &parts(api));
    let mut groups: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
    for &id in needed.iter().filter(|&&id| known.is_sharable(id)) {
        groups.entry(group[id.0 as usize]).or_default().push(id);
    }
    let groups = groups.into_values().flat_map(|members| by_operation(api, members));
    let groups: Vec<Vec<TypeId>> = groups.filter(|members| members.len() > 1).collect();
    let mut shared = Shared { of: api.type_ids().collect(), described_in_place: BTreeSet::new() };
    for (declared, members) in names::stand_ins(api, operations, &groups).iter().zip(&groups) {
        for id in members {
            shared.of[id.0 as usize] = *declared;
        }
        let words = |id: &TypeId| api.ty(*id).docs.words();
        if members.iter().any(|id| words(id) != words(declared)) {
            shared.described_in_place.insert(*declared);
        }
    }
    shared
}

fn parts(api: &Api) -> Vec<Vec<usize>> {
    let parts = |id| api.parts(id).into_iter().map(|part| part.0 as usize).collect();
    api.type_ids().map(parts).collect()
}

/// Groups of types that say the same themselves.
fn first_groups(known: &Known<'_>) -> Vec<usize> {
    let wordless = wordless(known);
    let mut numbers: BTreeMap<Look<'_>, usize> = BTreeMap::new();
    let looks = known.api.type_ids().map(|id| known.look(id, wordless.contains(&id)));
    looks
        .map(|look| {
            let next = numbers.len();
            *numbers.entry(look).or_insert(next)
        })
        .collect()
}

/// Declared types that stand where nothing could say what they are: in a tuple, in members without a name, in a check.
fn wordless(known: &Known<'_>) -> BTreeSet<TypeId> {
    let api = known.api;
    let mut stack: Vec<TypeId> = Vec::new();
    for id in api.type_ids() {
        stack.extend(api.checked_parts(id));
        match &api.ty(id).shape {
            Shape::Tuple { .. } => stack.extend(api.parts(id)),
            Shape::Object(object) => {
                stack.extend(api.parts(id).into_iter().skip(object.fields.len()));
            }
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer { .. }
            | Shape::Number { .. }
            | Shape::String { .. }
            | Shape::Enumeration(_)
            | Shape::Array { .. }
            | Shape::Map { .. }
            | Shape::Union(_)
            | Shape::Alias(_) => {}
        }
    }
    let mut found = BTreeSet::new();
    while let Some(id) = stack.pop() {
        if found.insert(id) && !known.is_sharable(id) && !known.is_alone(id) {
            stack.extend(api.parts(id));
        }
    }
    found
}

/// All that a type says itself.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Look<'a> {
    /// Like nothing else.
    Alone(TypeId),
    Like {
        shape: ShapeLook<'a>,
        replaced: Option<&'a RustType>,
        deprecated: bool,
        constraints: Vec<&'a Constraint>,
        /// Of what is not declared: it is spelled out wherever it stands.
        usage: Option<Usage<'a>>,
        /// How the declared types that it holds are used.
        uses: Vec<Option<Usage<'a>>>,
        chosen: Vec<String>,
    },
}

/// What bears on the place where a value stands, not on its type.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Usage<'a> {
    docs: &'a Docs,
    nullable: bool,
    default: Option<&'a Literal>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum ShapeLook<'a> {
    Any,
    Never,
    Null,
    Boolean,
    Integer(&'a RustType, Option<&'a str>),
    Number(&'a RustType, Option<&'a str>),
    String(&'a RustType, Option<&'a str>),
    Enumeration { values: &'a [EnumValue], open: bool, closed: bool, sent: [bool; 2] },
    Array,
    Tuple { length: usize, rest: bool },
    Map,
    Object { fields: Vec<(&'a str, bool, Direction)>, patterns: Vec<&'a str>, rest: RestLook },
    Union { exclusive: bool, tag: Option<&'a Tag> },
    Alias,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum RestLook {
    Ignored,
    Denied,
    Kept,
}

impl<'a> Known<'a> {
    /// Whether a type is declared, and may be so for others as well.
    fn is_sharable(&self, id: TypeId) -> bool {
        let is_declared = match declared(self.api, id) {
            Declared::Struct | Declared::Enum | Declared::Union => true,
            Declared::Alias | Declared::Nothing => false,
        };
        is_declared && !self.spelling.replaced.contains(&id) && !self.is_alone(id)
    }

    fn is_alone(&self, id: TypeId) -> bool {
        self.spelling.endless.contains(&id)
            || is_named(self.api, id)
            || self.config.names.find(&self.target(id)).is_some()
    }

    fn target(&self, id: TypeId) -> Target<'a> {
        Target { source: &self.api.ty(id).source, path: &self.paths[id.0 as usize] }
    }

    fn look(&self, id: TypeId, wordless: bool) -> Look<'a> {
        if self.is_alone(id) {
            return Look::Alone(id);
        }
        let def = self.api.ty(id);
        let of_declared = |id: TypeId| self.is_sharable(id).then(|| usage(self.api.ty(id)));
        let spelled_out = wordless || !self.is_sharable(id);
        let replaced = self.spelling.replaced.contains(&id).then(|| self.rust(id));
        Look::Like {
            shape: self.shape(id),
            replaced,
            deprecated: def.docs.deprecated,
            constraints: def.constraints.iter().map(|constraint| &constraint.value).collect(),
            usage: spelled_out.then(|| usage(def)),
            uses: self.api.parts(id).into_iter().map(of_declared).collect(),
            chosen: self.chosen(id),
        }
    }

    fn rust(&self, id: TypeId) -> &'a RustType {
        &self.spelling.rust[id.0 as usize]
    }

    fn shape(&self, id: TypeId) -> ShapeLook<'a> {
        match &self.api.ty(id).shape {
            Shape::Any => ShapeLook::Any,
            Shape::Never => ShapeLook::Never,
            Shape::Null => ShapeLook::Null,
            Shape::Boolean => ShapeLook::Boolean,
            Shape::Integer { format } => ShapeLook::Integer(self.rust(id), format.as_deref()),
            Shape::Number { format } => ShapeLook::Number(self.rust(id), format.as_deref()),
            Shape::String { format } => ShapeLook::String(self.rust(id), format.as_deref()),
            Shape::Enumeration(of) => {
                let Roles { request, response } = self.roles[id.0 as usize];
                ShapeLook::Enumeration {
                    values: &of.values,
                    open: of.open,
                    closed: self.closed.contains(&id),
                    sent: [request, response],
                }
            }
            Shape::Array { .. } => ShapeLook::Array,
            Shape::Tuple { items, rest } => {
                ShapeLook::Tuple { length: items.len(), rest: rest.is_some() }
            }
            Shape::Map { .. } => ShapeLook::Map,
            Shape::Object(object) => ShapeLook::Object {
                fields: object
                    .fields
                    .iter()
                    .map(|field| (field.name.as_str(), field.required, field.direction))
                    .collect(),
                patterns: object
                    .patterns
                    .iter()
                    .map(|(pattern, _)| pattern.value.as_str())
                    .collect(),
                rest: match object.rest {
                    Rest::Ignored => RestLook::Ignored,
                    Rest::Denied => RestLook::Denied,
                    Rest::Kept(_) => RestLook::Kept,
                },
            },
            Shape::Union(union) => {
                ShapeLook::Union { exclusive: union.exclusive, tag: union.tag.as_ref() }
            }
            Shape::Alias(_) => ShapeLook::Alias,
        }
    }

    /// What the configuration says of the type and its members, but for its name.
    fn chosen(&self, id: TypeId) -> Vec<String> {
        let config = self.config;
        let target = self.target(id);
        let mut chosen = Vec::new();
        chosen.extend(config.derives.all(target).flat_map(|(_, all)| all).map(|one| one.0.clone()));
        chosen.extend(config.unions.find(&target).map(|(_, policy)| format!("{policy:?}")));
        if config.types.is_empty() && config.names.is_empty() {
            return chosen;
        }
        let mut of_member = |source: &str, name: &str| {
            let ty = config.types.find_member(source, target.path, name);
            let called = config.names.find_member(source, target.path, name);
            let (ty, called) =
                (ty.map(|(_, text)| text.0.clone()), called.map(|(_, name)| name.0.clone()));
            chosen.extend(ty.into_iter().chain(called).map(|choice| format!("{name}: {choice}")));
        };
        match &self.api.ty(id).shape {
            Shape::Object(object) => {
                object.fields.iter().for_each(|field| of_member(&field.source, &field.name));
            }
            Shape::Enumeration(of) => {
                let values = of.values.iter().map(|value| super::items::text(&value.value));
                values.for_each(|value| of_member(target.source, &value));
            }
            Shape::Any
            | Shape::Never
            | Shape::Null
            | Shape::Boolean
            | Shape::Integer { .. }
            | Shape::Number { .. }
            | Shape::String { .. }
            | Shape::Array { .. }
            | Shape::Tuple { .. }
            | Shape::Map { .. }
            | Shape::Union(_)
            | Shape::Alias(_) => {}
        }
        chosen
    }
}

fn usage(def: &TypeDef) -> Usage<'_> {
    Usage {
        docs: &def.docs,
        nullable: def.nullable,
        default: def.default.as_ref().map(|default| &default.value),
    }
}

/// Parts the whole bodies of requests from what is alike in other operations: such a body is called after what is asked, and
/// goes with it. Bodies of options alone are the same for many operations.
fn by_operation(api: &Api, members: Vec<TypeId>) -> Vec<Vec<TypeId>> {
    let asked: BTreeSet<Place> = members
        .iter()
        .filter_map(|&id| request_of(api, id).filter(|_| must_hold(api, id)))
        .collect();
    let mut groups: BTreeMap<Option<Place>, Vec<TypeId>> = BTreeMap::new();
    for id in members {
        let own = place(api, id).filter(|place| asked.contains(place));
        groups.entry(own).or_default().push(id);
    }
    groups.into_values().collect()
}

/// An operation or a webhook, by its index.
type Place = (bool, usize);

/// The operation that a type belongs to.
fn place(api: &Api, id: TypeId) -> Option<Place> {
    match &api.ty(api.outermost(id)).origin {
        Origin::Operation { operation, .. } => Some((false, *operation)),
        Origin::Webhook { webhook, .. } => Some((true, *webhook)),
        Origin::Component(_)
        | Origin::Elsewhere(_)
        | Origin::Part { .. }
        | Origin::Input { .. } => None,
    }
}

/// The operation whose request has the type as its whole body.
fn request_of(api: &Api, id: TypeId) -> Option<Place> {
    let (Origin::Operation { hint, .. } | Origin::Webhook { hint, .. }) = &api.ty(id).origin else {
        return None;
    };
    place(api, id).filter(|_| hint.split(' ').next() == Some("body"))
}

/// Whether an object must have a member.
fn must_hold(api: &Api, id: TypeId) -> bool {
    let object = api.ty(id).shape.as_object();
    object.is_some_and(|object| object.fields.iter().any(|field| field.required))
}

/// Whether the document has a name for a type, or for the one that it is the requests' side of.
pub(super) fn is_named(api: &Api, mut id: TypeId) -> bool {
    while let Origin::Input { of } = api.ty(id).origin {
        id = of;
    }
    match api.ty(id).origin {
        Origin::Component(_) | Origin::Elsewhere(_) => true,
        Origin::Part { .. }
        | Origin::Operation { .. }
        | Origin::Webhook { .. }
        | Origin::Input { .. } => false,
    }
}
