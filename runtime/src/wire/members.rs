//! The members of objects as data: what does not depend on how their values are read.
//!
//! `wire_object!` makes a table of each struct. Everything here works on JSON values and such a table, so none of it is
//! compiled once more for each type.

use serde_json::{Map, Value};

use super::constant::{self, Constants};
use super::mend::Budget;
use super::row::{Absence, Kind, Kinds, Presence, Row};
use crate::check::{Class, Violations};

/// What is known of an object's members.
#[derive(Debug)]
pub struct Members {
    /// The names of those that have some, in the description's order.
    pub names: &'static [&'static str],
    /// How each of these is given.
    pub presences: &'static [Presence],
    /// What is known of each of these by its type.
    pub kinds: &'static Kinds,
    /// Those that have but one value.
    pub constants: &'static Constants,
    /// Whether there may be no others.
    pub closed: bool,
    /// Mends one of the others, where they are kept.
    pub rest: Option<fn(&mut Value, &mut Violations)>,
}

impl Members {
    /// No members.
    pub(super) const NONE: Self = Self {
        names: &[],
        presences: &[],
        kinds: <() as Row>::KINDS,
        constants: &[],
        closed: false,
        rest: None,
    };

    /// Whether a member of the name is known.
    pub fn names(&self, key: &str) -> bool {
        self.names.contains(&key) || self.is_constant(key)
    }

    /// Whether the member of the name has but one value.
    fn is_constant(&self, key: &str) -> bool {
        self.constants.iter().any(|(name, _)| *name == key)
    }

    /// Whether a member of the name is always written.
    pub(super) fn always_has(&self, key: &str) -> bool {
        let is_given = |(name, presence, _): (&str, Presence, _)| {
            name == key && presence.absence() != Absence::Meant
        };
        self.is_constant(key) || self.all().any(is_given)
    }

    /// The names of members that must be there.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        let constants = self.constants.iter().map(|(name, _)| *name);
        constants.chain(self.must().map(|(name, _)| name))
    }

    /// Those that must be there.
    fn must(&self) -> impl Iterator<Item = (&'static str, &'static Kind)> {
        self.all()
            .filter(|(_, presence, _)| presence.absence() == Absence::Wrong)
            .map(|(name, _, kind)| (name, kind))
    }

    /// Every member that has a name.
    fn all(&self) -> impl Iterator<Item = (&'static str, Presence, &'static Kind)> {
        let given = self.names.iter().copied().zip(self.presences.iter().copied());
        given.zip(self.kinds.iter()).map(|((name, presence), kind)| (name, presence, kind))
    }

    /// The place of a member among those with names. They mostly come in the order of the description: the search begins at
    /// the place where the next one is expected.
    pub(super) fn position(&self, name: &str, expected: usize) -> Option<usize> {
        let (before, after) = self.names.split_at_checked(expected)?;
        let at = after.iter().position(|known| *known == name);
        at.map(|at| expected + at).or_else(|| before.iter().position(|known| *known == name))
    }

    /// Mends every member of an object.
    pub fn mend(&self, object: &mut Map<String, Value>, found: &mut Violations) {
        constant::mend(self.constants, object, found);
        for (name, presence, kind) in self.all() {
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
        let others = self.must().map(|(name, kind)| (name.to_owned(), (kind.placeholder)(budget)));
        Value::Object(constants.chain(others).collect())
    }
}
