//! Names and files of types.

use std::collections::{BTreeMap, BTreeSet};

use super::natural::{self, Natural};
use super::{OperationNames, reserved, words};
use crate::config::Target;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Content, Origin, Shape, TypeId};
use crate::passes::plan::{ApiNames, ChoicePlan};
use crate::passes::shared::{Known, Shared};
use crate::passes::types::{Declared, declared};

/// What every declared type is called, and the file it stands in.
#[derive(Debug, Default)]
pub(crate) struct TypeNames {
    pub(crate) name: BTreeMap<TypeId, String>,
    pub(crate) module: BTreeMap<TypeId, String>,
    /// By union: the names of its variants.
    pub(crate) variants: BTreeMap<TypeId, Vec<String>>,
    /// By operation, webhooks last: `HandleAmendOrderRequest`, `…Success`, `…Error`.
    pub(crate) operations: Vec<[String; 3]>,
    /// The enums of bodies with several contents.
    pub(crate) choices: BTreeMap<BodyPlace, ChoicePlan>,
}

/// A body: the index of its operation and, for a response, that of the response.
pub(crate) type BodyPlace = (usize, Option<usize>);

/// Claims a name for everything that is declared.
pub(crate) fn claim(
    known: &Known<'_>,
    shared: &Shared,
    needed: &BTreeSet<TypeId>,
    operations: &[OperationNames],
    [api_names, webhook_names]: [&ApiNames; 2],
    found: &mut Diagnostics,
) -> TypeNames {
    let Known { api, config, paths, .. } = *known;
    let mut own: BTreeSet<String> = api_names.all().cloned().collect();
    if !api.webhooks.is_empty() {
        own.extend(webhook_names.all().cloned());
    }
    let declares = |id: &TypeId| declared(api, *id) != Declared::Nothing;
    let mut claims = Claims {
        api,
        operations,
        shared,
        natural: Natural::new(api, operations),
        taken: own.clone(),
        own,
        names: TypeNames::default(),
        found,
    };
    let mut left: Vec<TypeId> = needed.iter().copied().filter(declares).collect();
    left.retain(|&id| {
        let target = Target { source: &api.ty(id).source, path: &paths[id.0 as usize] };
        let rule = config.names.find(&target);
        if let Some((_, name)) = rule {
            // A rule for a property speaks of its field, and of the type that is written in place.
            let spelled = name.0.starts_with(char::is_uppercase) && !name.0.contains('_');
            let wanted = if spelled { name.0.clone() } else { words::upper_camel(&name.0) };
            claims.claim(id, &wanted, None);
        }
        rule.is_none()
    });
    claims.claim_named(&mut left, |origin| {
        if let Origin::Component(key) = origin { Some(key) } else { None }
    });
    claims.claim_named(&mut left, |origin| {
        if let Origin::Elsewhere(name) = origin { Some(name) } else { None }
    });
    claims.claim_operations();
    claims.claim_parts(left);
    claims.place_all(needed);
    claims.name_variants(needed);
    TypeNames { name: claims.natural.name, ..claims.names }
}

struct Claims<'a> {
    api: &'a Api,
    operations: &'a [OperationNames],
    shared: &'a Shared,
    natural: Natural<'a>,
    taken: BTreeSet<String>,
    /// What the API itself is made of: its client, server and traits.
    own: BTreeSet<String>,
    names: TypeNames,
    found: &'a mut Diagnostics,
}

impl Claims<'_> {
    fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name) && !reserved::is_reserved(name)
    }

    /// Claims the wanted name or the next on its ladder: a longer one, then numbers.
    fn settle(&mut self, wanted: String, longer: Option<String>) -> String {
        let numbered = longer.clone().unwrap_or_else(|| wanted.clone());
        let mut candidates = std::iter::once(wanted)
            .chain(longer)
            .chain((2..).map(|number| format!("{numbered}{number}")));
        let chosen = candidates.find(|name| self.is_free(name)).expect("numbers do not end");
        self.taken.insert(chosen.clone());
        chosen
    }

    fn claim(&mut self, id: TypeId, wanted: &str, longer: Option<String>) {
        let chosen = self.settle(wanted.to_owned(), longer);
        if chosen != wanted {
            let message = format!("the name `{wanted}` is taken; this type becomes `{chosen}`");
            let location = self.api.ty(id).location;
            self.found.push(
                Diagnostic::new(&codes::CONTESTED_NAME, location, message)
                    .on_key()
                    .help("choose another in `[names]` of the configuration"),
            );
        }
        self.natural.name.insert(id, chosen);
    }

    /// Claims names for what the document names; who spells the name as Rust does goes first.
    fn claim_named(
        &mut self,
        left: &mut Vec<TypeId>,
        named: impl for<'o> Fn(&'o Origin) -> Option<&'o String>,
    ) {
        let mut claims: Vec<(bool, String, TypeId)> = Vec::new();
        left.retain(|&id| {
            let key = named(&self.api.ty(id).origin);
            if let Some(key) = key {
                claims.push((words::upper_camel(key) != *key, key.clone(), id));
            }
            key.is_none()
        });
        claims.sort();
        for (_, key, id) in claims {
            let wanted = words::upper_camel(&key);
            let ours = reserved::is_reserved(&wanted) || self.own.contains(&wanted);
            let longer = ours.then(|| format!("{wanted}Model"));
            self.claim(id, &wanted, longer);
        }
    }

    fn claim_operations(&mut self) {
        for operation in self.operations {
            let camel = &operation.camel;
            let names = ["Request", "Success", "Error"].map(|kind| {
                self.settle(format!("{camel}{kind}"), Some(format!("{camel}Operation{kind}")))
            });
            self.names.operations.push(names);
        }
        self.claim_choices();
    }

    /// Names the enums of bodies with several contents; bodies of the same contents have one, with the shortest name.
    fn claim_choices(&mut self) {
        /// The length of a name, the name, and whose it would be.
        type Place = (usize, String, BodyPlace);

        let described = self.api.operations.iter().chain(&self.api.webhooks);
        let mut bodies: Vec<(BodyPlace, String, &[Content])> = Vec::new();
        for (index, (operation, described)) in self.operations.iter().zip(described).enumerate() {
            let camel = &operation.camel;
            if let Some(body) = &described.body {
                bodies.push(((index, None), camel.clone(), &body.contents));
            }
            for (at, response) in described.responses.iter().enumerate() {
                let stem = format!("{camel}{}", crate::passes::statuses::name(response.status));
                bodies.push(((index, Some(at)), stem, &response.contents));
            }
        }
        bodies.retain(|(.., contents)| contents.len() > 1);
        let mut groups: BTreeMap<_, Vec<Place>> = BTreeMap::new();
        for (place, stem, contents) in bodies {
            let key = contents.iter().map(|content| {
                let ty = content.ty.map(|ty| self.shared.of(ty));
                (content.media_type.as_str(), format!("{:?}", content.codec), ty)
            });
            groups.entry(key.collect::<Vec<_>>()).or_default().push((stem.len(), stem, place));
        }
        let mut groups: Vec<Vec<Place>> = groups.into_values().collect();
        for places in &mut groups {
            places.sort();
        }
        groups.sort();
        for places in groups {
            let shared = places.len() > 1;
            let stem = &places[0].1;
            let name = self.settle(format!("{stem}Body"), Some(format!("{stem}AnyBody")));
            for (at, (.., place)) in places.iter().enumerate() {
                let choice = ChoicePlan { name: name.clone(), declared: at == 0, shared };
                self.names.choices.insert(*place, choice);
            }
        }
    }

    /// Claims names for parts, parents first, so that a part is called after what its parent is called.
    fn claim_parts(&mut self, mut left: Vec<TypeId>) {
        for (name, id) in self.neutral(&left) {
            if self.is_free(&name) {
                self.claim(id, &name, None);
                left.retain(|&other| other != id);
            }
        }
        let mut by_depth: BTreeMap<usize, Vec<TypeId>> = BTreeMap::new();
        for id in left {
            by_depth.entry(self.natural.depth(id)).or_default().push(id);
        }
        for ids in by_depth.into_values() {
            // What is called as it stands goes before what is called by a singular.
            let mut wanted: Vec<(String, bool, &str, TypeId)> = ids
                .into_iter()
                .map(|id| {
                    (self.natural.of(id), self.is_item(id), self.api.ty(id).source.as_str(), id)
                })
                .collect();
            wanted.sort();
            for (name, is_item, _, id) in wanted {
                let longer = is_item.then(|| format!("{name}Item"));
                self.claim(id, &name, longer);
            }
        }
    }

    /// Names of types that stand at several places, or are handed on, where what one of the places is called says nothing of
    /// the others.
    fn neutral(&self, left: &[TypeId]) -> Vec<(String, TypeId)> {
        let mut places: BTreeMap<TypeId, usize> = BTreeMap::new();
        for id in self.api.type_ids() {
            *places.entry(self.shared.of(id)).or_default() += 1;
        }
        let named = self.natural.name.keys();
        let components: BTreeMap<&str, TypeId> =
            named.map(|&id| (self.api.ty(id).source.as_str(), id)).collect();
        let mut wanted: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
        for &id in left {
            let of_scalars = || self.of_scalars(id).filter(|_| places.get(&id) > Some(&1));
            if let Some(name) = self.inherited(id, &components).or_else(of_scalars) {
                wanted.entry(name).or_default().push(id);
            }
        }
        // Where several would be called so, they are told apart by their places after all.
        let alone = wanted.into_iter().filter(|(_, ids)| ids.len() == 1);
        alone.map(|(name, ids)| (name, ids[0])).collect()
    }

    /// A union of scalars is called after what it holds: `IntegerOrString`.
    fn of_scalars(&self, id: TypeId) -> Option<String> {
        let is_scalar = |ty: TypeId| {
            matches!(
                self.api.ty(self.api.resolve(ty)).shape,
                Shape::Boolean
                    | Shape::Integer { .. }
                    | Shape::Number { .. }
                    | Shape::String { .. }
            )
        };
        let union = self.api.ty(id).shape.as_union()?;
        let only_scalars = union.variants.iter().all(|one| is_scalar(one.ty));
        only_scalars.then(|| self.natural.variant_names(id, "").join("Or"))
    }

    /// What a property holds that others inherit is called after the component that it is written in.
    fn inherited(&self, id: TypeId, components: &BTreeMap<&str, TypeId>) -> Option<String> {
        if self.natural.is_written_in_owner(id) {
            return None;
        }
        let (owner, property) = self.api.ty(id).source.rsplit_once("/properties/")?;
        let owner = self.natural.name.get(components.get(owner)?)?;
        Some(natural::joined(owner, property))
    }

    /// Whether a type is that of an array's items.
    fn is_item(&self, id: TypeId) -> bool {
        match &self.api.ty(id).origin {
            Origin::Part { parent, .. } => {
                matches!(self.api.ty(*parent).shape, Shape::Array { .. })
            }
            Origin::Component(_)
            | Origin::Elsewhere(_)
            | Origin::Input { .. }
            | Origin::Operation { .. }
            | Origin::Webhook { .. } => false,
        }
    }

    fn name_variants(&mut self, needed: &BTreeSet<TypeId>) {
        for &id in needed {
            if let Some(name) = self.natural.name.get(&id) {
                let variants = self.natural.variant_names(id, &name.clone());
                if !variants.is_empty() {
                    self.names.variants.insert(id, variants.to_vec());
                }
            }
        }
    }

    /// Puts every named type into the file of the component, or operation, that it belongs to.
    fn place_all(&mut self, needed: &BTreeSet<TypeId>) {
        let named: Vec<TypeId> =
            needed.iter().copied().filter(|id| self.natural.name.contains_key(id)).collect();
        let mut owners: BTreeMap<Owner, Vec<TypeId>> = BTreeMap::new();
        for id in named {
            owners.entry(self.owner(id)).or_default().push(id);
        }
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (owner, ids) in owners {
            let wanted = match owner {
                Owner::Named(name) => words::snake(&name),
                Owner::Operation(index) => words::snake(&self.operations[index].camel),
            };
            let module = free_module(&wanted, &taken);
            taken.insert(module.clone());
            for id in ids {
                self.names.module.insert(id, module.clone());
            }
        }
    }

    fn owner(&self, id: TypeId) -> Owner {
        let outermost = self.api.outermost(id);
        match &self.api.ty(outermost).origin {
            Origin::Operation { operation, .. } => Owner::Operation(*operation),
            Origin::Webhook { webhook, .. } => {
                Owner::Operation(self.api.operations.len() + webhook)
            }
            Origin::Component(_)
            | Origin::Elsewhere(_)
            | Origin::Part { .. }
            | Origin::Input { .. } => {
                let name = self.natural.name.get(&outermost).cloned();
                Owner::Named(name.unwrap_or_else(|| self.natural.of(outermost)))
            }
        }
    }
}

/// Whose file a type goes into. Components come first, so that they get the file they want.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Named(String),
    Operation(usize),
}

fn free_module(wanted: &str, taken: &BTreeSet<String>) -> String {
    let wanted =
        if words::is_keyword(wanted) { format!("{wanted}_") } else { words::file_stem(wanted) };
    let numbered = (2..).map(|number| format!("{wanted}_{number}"));
    let mut candidates = std::iter::once(wanted.clone()).chain(numbered);
    candidates.find(|name| !taken.contains(name)).expect("numbers do not end")
}
