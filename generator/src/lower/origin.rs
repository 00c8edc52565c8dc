//! Where a type's name may come from: which schemas are components, and what else is called by.

use super::Lowering;
use super::terms::{Term, Terms};
use crate::description::SchemaId;
use crate::ir::{Origin, Shape, TypeId};

/// Decides which schema each component key names.
///
/// A component that is nothing but a reference to a schema outside of `components`, as in a description split over
/// files, lends that schema its key. Keys are taken in alphabetical order, so their order in the document is nothing.
pub(super) fn claim_components(lowering: &mut Lowering<'_>) {
    let description = lowering.description;
    let mut keys: Vec<(&str, SchemaId)> =
        description.components.schemas.iter().map(|(key, id)| (key.value.as_str(), *id)).collect();
    keys.sort_unstable();
    for &(key, id) in &keys {
        if lowering.target(id) == id {
            lowering.components.insert(id, key.to_owned());
        }
    }
    for prefer_its_own_name in [true, false] {
        for &(key, id) in &keys {
            let target = lowering.target(id);
            let its_own = lowering.name_of_target(id).as_deref() == Some(key);
            if (its_own || !prefer_its_own_name) && !lowering.components.contains_key(&target) {
                lowering.components.insert(target, key.to_owned());
            }
        }
    }
    find_heirs(lowering);
}

/// Finds the components that extend a schema with a discriminator by `allOf`.
fn find_heirs(lowering: &mut Lowering<'_>) {
    let mut heirs: Vec<(String, SchemaId)> =
        lowering.components.iter().map(|(&id, key)| (key.clone(), id)).collect();
    heirs.sort_unstable();
    for (_, heir) in heirs {
        if lowering.description.schema(heir).all_of.is_empty() {
            continue;
        }
        let atoms = lowering.atoms(&[Term::Whole(heir)]);
        for ancestor in atoms.wholes.into_iter().filter(|&ancestor| ancestor != heir) {
            let schema = lowering.description.schema(ancestor);
            let is_base = schema.discriminator.is_some()
                && schema.one_of.is_empty()
                && schema.any_of.is_empty();
            if is_base {
                lowering.heirs.entry(ancestor).or_default().push(heir);
            }
        }
    }
}

/// Gives every component a type, in the order of the keys.
pub(super) fn lower_components(lowering: &mut Lowering<'_>) {
    let description = lowering.description;
    let mut components: Vec<_> = description.components.schemas.iter().collect();
    components.sort_unstable_by_key(|(key, _)| &key.value);
    for (key, id) in components {
        let target = lowering.target(*id);
        let origin = Origin::Component(key.value.clone());
        if lowering.components.get(&target) == Some(&key.value) {
            lowering.type_of(&Terms::whole(*id), origin);
        } else {
            let schema = description.schema(*id);
            let source = lowering.source_of(schema.location);
            let alias = lowering.push_type(schema.location, origin.clone(), source);
            let aliased = lowering.type_of(&Terms::whole(target), origin);
            lowering.ty(alias).shape = Shape::Alias(aliased);
        }
    }
}

impl Lowering<'_> {
    /// The type of a conjunction. `origin` is for what is written in place; what has a name of its own keeps it.
    pub(super) fn type_of(&mut self, terms: &Terms, origin: Origin) -> TypeId {
        let all = self.normalise(terms);
        let (main, origin, referenced) = match all[..] {
            [Term::Whole(id)] => match self.components.get(&id) {
                Some(key) => (id, Origin::Component(key.clone()), false),
                None if id == terms.main => (id, origin, false),
                None => {
                    let name = self.name_of_target(terms.main);
                    (id, name.map_or(origin, Origin::Elsewhere), true)
                }
            },
            [Term::Base(id)] => (id, origin, false),
            _ => (self.target(terms.main), origin, false),
        };
        if let Some(&known) = self.memo.get(&all) {
            // The place a schema is written at names it better than a reference to that place.
            let def = self.ty(known);
            if !referenced && matches!(def.origin, Origin::Elsewhere(_)) {
                def.origin = origin;
            }
            return known;
        }
        let location = self.description.schema(main).location;
        let source = self.source_of(location);
        let id = self.push_type(location, origin, source);
        self.memo.insert(all.clone(), id);
        self.queue.push_back((id, Terms { main, all }));
        id
    }

    /// The type of a part of `parent`.
    pub(super) fn part(&mut self, parent: TypeId, hint: &str, terms: &Terms) -> TypeId {
        self.type_of(terms, Origin::Part { parent, hint: hint.to_owned() })
    }

    /// What a reference calls its target: the last segment of the pointer, or the file's name without its endings.
    pub(super) fn name_of_target(&self, id: SchemaId) -> Option<String> {
        let last = self.description.schema(self.targets.last(id)?);
        let name = last.reference.as_ref().map(|reference| last_segment(&reference.text));
        name.filter(|name| !name.is_empty())
    }
}

/// `Contact` of `schemas/common.yaml#/$defs/Contact`, `contact` of `schemas/contact.yaml`.
fn last_segment(reference: &str) -> String {
    let (file, pointer) = reference.split_once('#').unwrap_or((reference, ""));
    let of_pointer = pointer.rsplit('/').next().unwrap_or_default();
    if !of_pointer.is_empty() {
        return of_pointer.replace("~1", "/").replace("~0", "~");
    }
    let name = file.rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default().to_owned()
}
