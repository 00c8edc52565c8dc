//! The members of objects as data: what does not depend on how their values are read.
//!
//! `wire_object!` makes a table of each struct. Everything here works on JSON values and such a table, so none of it is
//! compiled once more for each type.

use serde_json::{Map, Value};

use super::constant::{self, Constants};
use super::mend::Budget;
use super::row::{Absence, Kind, Known};
use super::words::Member;
use crate::check::{Class, Violations};

/// What is known of an object's members.
#[derive(Clone, Copy, Debug)]
pub struct Members {
    /// Those that have names, in the description's order.
    pub named: &'static Known,
    /// Those that have but one value.
    pub constants: &'static Constants,
    /// Whether there may be no others.
    pub closed: bool,
    /// Mends one of the others, where they are kept.
    pub rest: Option<fn(&mut Value, &mut Violations)>,
}

impl Members {
    /// How many have names.
    pub(super) fn count(self) -> usize {
        self.named.members().count() + self.constants.len()
    }

    /// Whether a member of the name is known.
    pub fn names(&self, key: &str) -> bool {
        self.named.members().any(|member| member.name == key) || self.is_constant(key)
    }

    /// Whether the member of the name has but one value.
    fn is_constant(&self, key: &str) -> bool {
        self.constants.iter().any(|(name, _)| *name == key)
    }

    /// Whether a member of the name is always written.
    pub(super) fn always_has(&self, key: &str) -> bool {
        let is_given =
            |member: &Member| member.name == key && member.presence.absence() != Absence::Meant;
        self.is_constant(key) || self.named.members().any(is_given)
    }

    /// The names of members that must be there.
    pub fn required(self) -> impl Iterator<Item = &'static str> {
        let constants = self.constants.iter().map(|(name, _)| *name);
        constants.chain(self.must().map(|(member, _)| member.name))
    }

    /// Those that must be there.
    fn must(self) -> impl Iterator<Item = (&'static Member, &'static Kind)> {
        self.named.kinds().filter(|(member, _)| member.presence.absence() == Absence::Wrong)
    }

    /// The place of a member among those with names. They mostly come in the order of the description: the search begins at
    /// the place where the next one is expected.
    pub(super) fn find(&self, name: &str, expected: usize) -> Option<(usize, &'static Member)> {
        let all = || self.named.members().enumerate();
        let is_it = |(_, member): &(usize, &Member)| member.name == name;
        all().skip(expected).find(is_it).or_else(|| all().take(expected).find(is_it))
    }

    /// Mends every member of an object.
    pub fn mend(&self, object: &mut Map<String, Value>, found: &mut Violations) {
        constant::mend(self.constants, object, found);
        for (&Member { name, presence }, kind) in self.named.kinds() {
            match object.get_mut(name) {
                Some(value) => found.member(name, |found| (kind.mend)(presence, value, found)),
                None if presence.absence() == Absence::Wrong => {
                    found.member(name, |found| {
                        found.report(Class::Missing, "required", "required");
                    });
                    object.insert(name.to_owned(), (kind.placeholder)(&mut Budget::new()));
                }
                None => {}
            }
        }
        if self.closed {
            object.retain(|name, _| {
                let known = self.names(name);
                if !known {
                    found.key(name, |found| {
                        found.report(Class::Invalid, "additionalProperties", "no such member");
                    });
                }
                known
            });
        } else if let Some(mend) = self.rest {
            for (name, value) in object.iter_mut().filter(|(name, _)| !self.names(name)) {
                found.key(name, |found| mend(value, found));
            }
        }
    }

    /// An object of stand-ins for what must be there.
    pub fn placeholder(&self, budget: &mut Budget) -> Value {
        let constants =
            self.constants.iter().map(|(name, value)| ((*name).to_owned(), value.json()));
        let others =
            self.must().map(|(member, kind)| (member.name.to_owned(), (kind.placeholder)(budget)));
        Value::Object(constants.chain(others).collect())
    }
}
