//! The members of objects as data: what does not depend on how their values are read.
//!
//! `wire_object!` makes a table of each struct. Everything here works on JSON values and such a table, so none of it is
//! compiled once more for each type.

use std::marker::PhantomData;

use serde_json::{Map, Value};

use super::Wire;
use super::mend::{Budget, inner};
use crate::check::{Class, Violations};
use crate::patch::Patch;

/// What is known of an object's members.
#[derive(Debug)]
pub struct Members {
    /// Those with names, in the description's order.
    pub named: &'static [Member],
    /// Whether there may be no others.
    pub closed: bool,
    /// Mends one of the others, where they are kept.
    pub rest: Option<fn(&mut Value, &mut Violations)>,
}

/// A member with a name.
#[derive(Debug)]
pub struct Member {
    name: &'static str,
    must: bool,
    mend: fn(&mut Value, &mut Violations),
    placeholder: fn(&mut Budget) -> Value,
}

/// A type, as an argument.
#[derive(Debug)]
pub struct Of<T>(PhantomData<fn() -> T>);

impl<T> Of<T> {
    /// The type.
    pub const NEW: Self = Self(PhantomData);
}

impl Member {
    /// One that must be there.
    pub const fn required<T: Wire>(name: &'static str, _: &Of<T>) -> Self {
        Self { name, must: true, mend: T::mend, placeholder: inner::<T> }
    }

    /// One that must be there and may be null.
    pub const fn nullable<T: Wire>(name: &'static str, _: &Of<Option<T>>) -> Self {
        Self { name, must: true, mend: Option::<T>::mend, placeholder: null }
    }

    /// One that may be absent; null is not absence.
    pub const fn optional<T: Wire>(name: &'static str, _: &Of<Option<T>>) -> Self {
        Self { name, must: false, mend: T::mend, placeholder: null }
    }

    /// One that may be absent or null.
    pub const fn patch<T: Wire>(name: &'static str, _: &Of<Patch<T>>) -> Self {
        Self { name, must: false, mend: Option::<T>::mend, placeholder: null }
    }

    /// One that has a value when it is absent.
    pub const fn default<T: Wire>(name: &'static str, _: &Of<T>) -> Self {
        Self { name, must: false, mend: T::mend, placeholder: null }
    }
}

/// A stand-in for an object of a type.
pub fn stand_in<T: Wire>(budget: &mut Budget) -> Value {
    T::SHAPE.object.map_or(Value::Null, |object| object.placeholder(budget))
}

fn null(_: &mut Budget) -> Value {
    Value::Null
}

impl Members {
    /// How a member without a name of its own is mended.
    pub const fn rest<T: Wire>(_: &Of<T>) -> fn(&mut Value, &mut Violations) {
        T::mend
    }

    /// Whether a member of the name is known.
    pub fn names(&self, key: &str) -> bool {
        self.named.iter().any(|member| member.name == key)
    }

    /// The names of members that must be there.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        self.named.iter().filter(|member| member.must).map(|member| member.name)
    }

    /// Mends every member of an object.
    pub fn mend(&self, object: &mut Map<String, Value>, found: &mut Violations) {
        for member in self.named {
            let name = member.name;
            match object.get_mut(name) {
                Some(value) => found.member(name, |found| (member.mend)(value, found)),
                None if member.must => {
                    found.member(name, |found| {
                        found.report(Class::Missing, "required", "required");
                    });
                    object.insert(name.to_owned(), (member.placeholder)(&mut Budget::new()));
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
        let must = self.named.iter().filter(|member| member.must);
        Value::Object(
            must.map(|member| (member.name.to_owned(), (member.placeholder)(budget))).collect(),
        )
    }
}
