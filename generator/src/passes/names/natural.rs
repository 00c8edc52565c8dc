//! What types would be called if nothing stood in the way: their own names, or names made of where they stand.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::{OperationNames, variants, words};
use crate::ir::{Api, Origin, Shape, Status, TypeId};

/// Names are not made of more ancestors than this.
const MOST_ANCESTORS: usize = 64;

/// What a union is called, and its variants then.
type Variants = (String, Rc<[String]>);

/// Names made of the names that are known.
pub(super) struct Natural<'a> {
    api: &'a Api,
    operations: &'a [OperationNames],
    /// What has been claimed: a part is called after what its parent is called.
    pub(super) name: BTreeMap<TypeId, String>,
    /// What has been found, where nothing will be claimed that could change it.
    known: Option<RefCell<BTreeMap<TypeId, String>>>,
    /// What the variants of each union are called, and what the union was called then.
    variants: RefCell<BTreeMap<TypeId, Variants>>,
}

/// Of each group of types, the one whose name and place are the best for all of them: of a component before an operation,
/// so that operations that come and go rename nothing; then where it is written, rather than of those who inherit it; then
/// where the shortest name is.
pub(crate) fn stand_ins(
    api: &Api,
    operations: &[OperationNames],
    groups: &[Vec<TypeId>],
) -> Vec<TypeId> {
    let natural = Natural { known: Some(RefCell::default()), ..Natural::new(api, operations) };
    let best = |group: &Vec<TypeId>| {
        let ranked = group.iter().map(|&id| {
            let name = natural.of(id);
            let inherited = !natural.is_written_in_owner(id);
            (natural.owner_rank(id), inherited, name.len(), name, &api.ty(id).source, id)
        });
        ranked.min().map(|(.., id)| id)
    };
    groups.iter().filter_map(best).collect()
}

impl<'a> Natural<'a> {
    pub(super) fn new(api: &'a Api, operations: &'a [OperationNames]) -> Self {
        Self { api, operations, name: BTreeMap::new(), known: None, variants: RefCell::default() }
    }

    /// What a type would be called: its name, or one made of where it stands.
    pub(super) fn of(&self, id: TypeId) -> String {
        // From the nearest ancestor that has a name down to the type.
        let mut below = Vec::new();
        let mut at = id;
        let known = |at| self.known.as_ref().and_then(|known| known.borrow().get(&at).cloned());
        let mut name = loop {
            if let Some(name) = self.name.get(&at).cloned().or_else(|| known(at)) {
                break name;
            }
            match &self.api.ty(at).origin {
                Origin::Part { parent, .. } | Origin::Input { of: parent }
                    if !below.contains(parent) && below.len() < MOST_ANCESTORS =>
                {
                    below.push(at);
                    at = *parent;
                }
                Origin::Part { hint, .. } => break words::upper_camel(hint),
                Origin::Input { .. } => break "Input".to_owned(),
                Origin::Component(key) | Origin::Elsewhere(key) => break words::upper_camel(key),
                Origin::Operation { operation, hint } => break self.of_operation(*operation, hint),
                Origin::Webhook { webhook, hint } => {
                    break self.of_operation(self.api.operations.len() + webhook, hint);
                }
            }
        };
        for id in below.into_iter().rev() {
            name = self.part_name(&name, id);
            if let Some(known) = &self.known {
                known.borrow_mut().insert(id, name.clone());
            }
        }
        name
    }

    /// `CreatePetBody`, `CreatePetFormBody`, `CreatePetCreatedBody`, `ListPetsLimit`.
    fn of_operation(&self, index: usize, hint: &str) -> String {
        let camel = self.operations.get(index).map_or("", |names| names.camel.as_str());
        if let Some(codec) = hint.strip_prefix("body ") {
            return format!("{camel}{}Body", words::upper_camel(codec));
        }
        let Some(response) = hint.strip_prefix("response ") else {
            return format!("{camel}{}", words::upper_camel(hint));
        };
        let (status, codec) = response.split_once(' ').unwrap_or((response, ""));
        let codec = if codec.is_empty() { String::new() } else { words::upper_camel(codec) };
        format!("{camel}{}{codec}Body", status_word(status))
    }

    fn part_name(&self, parent_name: &str, id: TypeId) -> String {
        let (parent, hint) = match &self.api.ty(id).origin {
            Origin::Part { parent, hint } => (parent, hint),
            Origin::Input { .. } => return format!("{parent_name}Input"),
            Origin::Component(_)
            | Origin::Elsewhere(_)
            | Origin::Operation { .. }
            | Origin::Webhook { .. } => return parent_name.to_owned(),
        };
        let shape = &self.api.ty(*parent).shape;
        // What an unnamed alias stands for is called as the alias would be.
        if shape.as_alias().is_some() && !self.name.contains_key(parent) {
            return parent_name.to_owned();
        }
        if matches!(shape, Shape::Array { items } if *items == id) {
            return singular(parent_name).unwrap_or_else(|| format!("{parent_name}Item"));
        }
        let variants = shape.as_union().map(|union| &union.variants);
        let position = variants.and_then(|all| all.iter().position(|variant| variant.ty == id));
        let names = self.variant_names(*parent, parent_name);
        match position.and_then(|position| names.get(position)) {
            Some(variant) => format!("{parent_name}{variant}"),
            None => joined(parent_name, hint),
        }
    }

    pub(super) fn variant_names(&self, id: TypeId, union_name: &str) -> Rc<[String]> {
        let Shape::Union(union) = &self.api.ty(id).shape else { return Rc::default() };
        if let Some((of, known)) = self.variants.borrow().get(&id)
            && of == union_name
        {
            return Rc::clone(known);
        }
        let called = |ty| self.api.is_called(ty).and_then(|ty| self.name.get(&ty).cloned());
        let names: Rc<[String]> = variants::names(self.api, union, union_name, called).into();
        self.variants.borrow_mut().insert(id, (union_name.to_owned(), Rc::clone(&names)));
        names
    }

    /// Who a type is a part of in the end: a component, another schema, an operation, a webhook.
    fn owner_rank(&self, id: TypeId) -> u8 {
        match self.api.ty(self.api.outermost(id)).origin {
            Origin::Component(_) => 0,
            Origin::Elsewhere(_) => 1,
            Origin::Operation { .. } => 2,
            Origin::Webhook { .. } => 3,
            Origin::Part { .. } | Origin::Input { .. } => 4,
        }
    }

    /// Whether a type is written in the component that it is a part of, and not in one that this extends.
    pub(super) fn is_written_in_owner(&self, id: TypeId) -> bool {
        let outermost = self.api.outermost(id);
        let (owner, own) = (&self.api.ty(outermost).source, &self.api.ty(id).source);
        own.strip_prefix(owner.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// How many types a type is a part of, one inside the other.
    pub(super) fn depth(&self, id: TypeId) -> usize {
        let mut depth = 0;
        let mut at = id;
        while let Origin::Part { parent, .. } | Origin::Input { of: parent } =
            self.api.ty(at).origin
        {
            depth += 1;
            at = parent;
            if depth > self.api.types.len() {
                break;
            }
        }
        depth
    }
}

/// A parent's name and a hint, without saying twice what one ends and the other starts with: the `updateType` of an
/// `OrderUpdate` is an `OrderUpdateType`.
pub(super) fn joined(parent: &str, hint: &str) -> String {
    let camel = words::upper_camel(hint);
    let below = words::words(hint);
    // Where its letters stand nowhere in the parent, neither does the word, and the parent need not be taken to pieces.
    let spells = |word: &String| parent.to_ascii_lowercase().contains(word.as_str());
    if below.len() < 2 || parent.is_ascii() && !spells(&below[0]) {
        return format!("{parent}{camel}");
    }
    let above = words::words(parent);
    let most = above.len().min(below.len() - 1);
    let shared = (1..=most).rev().find(|&count| above[above.len() - count..] == below[..count]);
    match shared {
        Some(count) => {
            let repeated = words::upper_camel(&below[..count].join("_"));
            match camel.strip_prefix(&repeated) {
                Some(rest) => format!("{parent}{rest}"),
                None => format!("{parent}{camel}"),
            }
        }
        None => format!("{parent}{camel}"),
    }
}

/// `Created` of `201`.
fn status_word(status: &str) -> String {
    let status = match status {
        "default" => Status::Default,
        _ => match status.parse() {
            Ok(code) => Status::Code(code),
            Err(_) => {
                Status::Range(status.bytes().next().map_or(0, |digit| digit.wrapping_sub(b'0')))
            }
        },
    };
    crate::passes::statuses::name(status)
}

/// The singular of a plural English name, where it looks like one.
fn singular(name: &str) -> Option<String> {
    if let Some(stem) = name.strip_suffix("ies")
        && stem.len() > 2
    {
        return Some(format!("{stem}y"));
    }
    for ending in ["sses", "shes", "ches", "xes"] {
        if name.ends_with(ending) {
            return Some(name[..name.len() - 2].to_owned());
        }
    }
    let keeps = ["ss", "us", "is", "As", "Is"].iter().any(|ending| name.ends_with(ending));
    let stem = name.strip_suffix('s')?;
    (!keeps && stem.len() > 1).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_repeat_their_parents() {
        for (parent, hint, name) in [
            ("OrderUpdate", "updateType", "OrderUpdateType"),
            ("Order", "status", "OrderStatus"),
            ("Order", "order", "OrderOrder"),
            ("ServiceOrder", "service_order_id", "ServiceOrderId"),
        ] {
            assert_eq!(joined(parent, hint), name);
        }
    }

    #[test]
    fn plurals_are_recognised() {
        for (plural, one) in [
            ("OrderLines", Some("OrderLine")),
            ("Entries", Some("Entry")),
            ("Addresses", Some("Address")),
            ("Boxes", Some("Box")),
            ("Status", None),
            ("Analysis", None),
            ("Address", None),
            ("Item", None),
        ] {
            assert_eq!(singular(plural).as_deref(), one, "{plural}");
        }
    }
}
