//! The answers of the passes while the plan is put together.

use std::collections::{BTreeMap, BTreeSet};

use super::constants::Constants;
use super::names::{OperationNames, TypeNames};
use super::plan::{ItemId, Roles, RustType};
use super::shared::Shared;
use super::types::Spelling;
use super::unions::UnionAnswers;
use crate::config::Config;
use crate::ir::{Api, TypeId};

/// Everything that is known of types and operations. Spellings name items by their place in the plan.
pub(super) struct Tables<'a> {
    pub(super) api: &'a Api,
    pub(super) config: &'a Config,
    pub(super) paths: Vec<String>,
    pub(super) spelling: Spelling,
    pub(super) roles: Vec<Roles>,
    pub(super) shared: Shared,
    pub(super) names: TypeNames,
    pub(super) operations: Vec<OperationNames>,
    /// The types that are declared, in the order of the plan.
    pub(super) order: Vec<TypeId>,
    pub(super) item_of: Vec<Option<ItemId>>,
    pub(super) boxes: BTreeSet<(TypeId, usize)>,
    /// Members that no field holds, as they have but one value: by object and place.
    pub(super) constants: Constants,
    pub(super) unions: BTreeMap<TypeId, UnionAnswers>,
    /// Enumerations that must not take unknown values, as a union tells its branches apart by them.
    pub(super) closed: BTreeSet<TypeId>,
}

impl Tables<'_> {
    pub(super) fn rust(&self, ty: TypeId) -> &RustType {
        &self.spelling.rust[ty.0 as usize]
    }

    pub(super) fn path(&self, ty: TypeId) -> &str {
        &self.paths[ty.0 as usize]
    }
}
