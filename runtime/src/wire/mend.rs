//! Going on after the first fault: a value that does not decode is mended member by member, and what was wrong is said.
//!
//! Only run on failure, over a parsed JSON value. What does not decode is replaced by something that does, so that the
//! whole decodes at last and its constraints can be checked too.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Shape, Wire};
use crate::check::{Class, Violations};
use crate::patch::Patch;

/// How much may still be put in the place of what does not decode. Types that contain themselves without end would
/// otherwise be built without end.
#[derive(Debug)]
pub struct Budget(u16);

impl Budget {
    /// Enough for any value that a person would write.
    pub fn new() -> Self {
        Self(1024)
    }

    fn spend(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self::new()
    }
}

/// A stand-in for a part of a value.
pub(super) fn inner<T: Wire>(budget: &mut Budget) -> Value {
    if budget.spend() { T::placeholder(budget) } else { Value::Null }
}

/// The members of a value that should be an object; else says so and puts a stand-in.
pub fn object<'v>(
    value: &'v mut Value,
    found: &mut Violations,
    placeholder: &dyn Fn(&mut Budget) -> Value,
) -> Option<&'v mut Map<String, Value>> {
    if !value.is_object() {
        found.report(Class::Malformed, "type", "an object");
        *value = placeholder(&mut Budget::new());
        return None;
    }
    value.as_object_mut()
}

fn missing<T: Wire>(object: &mut Map<String, Value>, name: &'static str, found: &mut Violations) {
    found.member(name, |found| found.report(Class::Missing, "required", "required"));
    object.insert(name.to_owned(), T::placeholder(&mut Budget::new()));
}

/// Mends a member that must be there.
pub fn required<S, T: Wire>(
    object: &mut Map<String, Value>,
    name: &'static str,
    found: &mut Violations,
    field: fn(&S) -> &T,
) {
    let _ = field;
    match object.get_mut(name) {
        Some(value) => found.member(name, |found| T::mend(value, found)),
        None => missing::<T>(object, name, found),
    }
}

/// Mends a member that must be there and may be null.
pub fn nullable<S, T: Wire>(
    object: &mut Map<String, Value>,
    name: &'static str,
    found: &mut Violations,
    field: fn(&S) -> &Option<T>,
) {
    required(object, name, found, field);
}

/// Mends a member that may be absent; null is not absence.
pub fn optional<S, T: Wire>(
    object: &mut Map<String, Value>,
    name: &'static str,
    found: &mut Violations,
    field: fn(&S) -> &Option<T>,
) {
    let _ = field;
    if let Some(value) = object.get_mut(name) {
        found.member(name, |found| T::mend(value, found));
    }
}

/// Mends a member that may be absent or null.
pub fn patch<S, T: Wire>(
    object: &mut Map<String, Value>,
    name: &'static str,
    found: &mut Violations,
    field: fn(&S) -> &Patch<T>,
) {
    let _ = field;
    if let Some(value) = object.get_mut(name) {
        found.member(name, |found| Option::<T>::mend(value, found));
    }
}

/// Mends a member that has a default.
pub fn default<S, T: Wire>(
    object: &mut Map<String, Value>,
    name: &'static str,
    found: &mut Violations,
    field: fn(&S) -> &T,
) {
    let _ = field;
    if let Some(value) = object.get_mut(name) {
        found.member(name, |found| T::mend(value, found));
    }
}

/// Mends the members without names of their own.
pub fn rest<S, T: Wire>(
    object: &mut Map<String, Value>,
    keys: Option<&[&str]>,
    found: &mut Violations,
    field: fn(&S) -> &BTreeMap<String, T>,
) {
    let _ = field;
    for (name, value) in object {
        if !keys.unwrap_or_default().contains(&name.as_str()) {
            found.key(name, |found| T::mend(value, found));
        }
    }
}

/// Takes out members that a closed object does not have.
pub fn closed(object: &mut Map<String, Value>, keys: Option<&[&str]>, found: &mut Violations) {
    object.retain(|name, _| {
        let known = keys.unwrap_or_default().contains(&name.as_str());
        if !known {
            found.key(name, |found| {
                found.report(Class::Invalid, "additionalProperties", "no such member");
            });
        }
        known
    });
}

/// What stands in for the members of an object, by kind.
pub mod place {
    use super::{Budget, Map, Patch, Value, Wire, inner};

    /// A member that must be there.
    pub fn required<S, T: Wire>(
        object: &mut Map<String, Value>,
        name: &'static str,
        budget: &mut Budget,
        field: fn(&S) -> &T,
    ) {
        let _ = field;
        object.insert(name.to_owned(), inner::<T>(budget));
    }

    /// A member that must be there and may be null.
    pub fn nullable<S, T: Wire>(
        object: &mut Map<String, Value>,
        name: &'static str,
        _: &mut Budget,
        _: fn(&S) -> &Option<T>,
    ) {
        object.insert(name.to_owned(), Value::Null);
    }

    /// A member that may be absent.
    pub fn optional<S, T>(
        _: &mut Map<String, Value>,
        _: &'static str,
        _: &mut Budget,
        _: fn(&S) -> &Option<T>,
    ) {
    }

    /// A member that may be absent or null.
    pub fn patch<S, T>(
        _: &mut Map<String, Value>,
        _: &'static str,
        _: &mut Budget,
        _: fn(&S) -> &Patch<T>,
    ) {
    }

    /// A member that has a default.
    pub fn default<S, T>(
        _: &mut Map<String, Value>,
        _: &'static str,
        _: &mut Budget,
        _: fn(&S) -> &T,
    ) {
    }
}

/// Reports a value that is of no type the shape allows.
pub(super) fn report(shape: &Shape, right_type: bool, found: &mut Violations) {
    if right_type {
        found.report(Class::Invalid, shape.keyword, shape.expected);
    } else {
        found.report(Class::Malformed, "type", shape.expected);
    }
}
