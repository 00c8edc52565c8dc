//! Members that can have but one value: there is nothing to choose, so nothing to give, and no field holds them.

use std::collections::BTreeSet;

use super::types::Spelling;
use crate::config::Config;
use crate::ir::{Api, Field, Origin, TypeId};
use crate::source::Literal;

/// How many of them an object has at most; the runtime has a bit for each.
const MOST: usize = 64;

/// The constant members of all objects: each by its object and its place among the object's fields.
pub(super) fn compute(
    api: &Api,
    paths: &[String],
    spelling: &Spelling,
    config: &Config,
) -> BTreeSet<(TypeId, usize)> {
    let is_configured = |owner: TypeId, field: &Field| {
        let owner = &paths[owner.0 as usize];
        spelling.replaced.contains(&field.ty)
            || config.types.find_member(&field.source, owner, &field.name).is_some()
            || config.names.find_member(&field.source, owner, &field.name).is_some()
    };
    let mut constants = BTreeSet::new();
    for id in api.type_ids() {
        let fields = api.ty(id).shape.as_object().into_iter().flat_map(|object| &object.fields);
        let found = fields
            .enumerate()
            .filter(|(_, field)| value(api, field).is_some() && !is_configured(id, field));
        constants.extend(found.take(MOST).map(|(position, _)| (id, position)));
    }
    constants
}

/// The only value of a member that must be there, where the description of the member itself says so: what has a name of
/// its own may get more values, and keeps its type. Numbers, which are written in several ways, keep theirs too.
pub(super) fn value<'a>(api: &'a Api, field: &Field) -> Option<&'a Literal> {
    let def = api.ty(field.ty);
    let is_plain = matches!(def.origin, Origin::Part { .. }) && !def.docs.deprecated;
    let of = def.shape.as_enumeration().filter(|of| is_plain && !of.open)?;
    let [only] = &of.values[..] else { return None };
    let is_written_one_way = matches!(only.value, Literal::String(_) | Literal::Bool(_));
    (field.required && !api.is_nullable(field.ty) && is_written_one_way).then_some(&only.value)
}
