//! What is said of a value as a whole, by holding it against other values and types.
#![allow(clippy::return_self_not_must_use, reason = "a chain of checks may end anywhere")]

use std::ops::RangeBounds;

use serde_json::Value;

use super::at::{At, limits, many};
use super::measure::{List, Members};
use super::{Violations, unique};
use crate::wire::{self, Wire};

impl At<'_> {
    /// `enum` and `const`, where their values are no enumeration: `json` is the array of them.
    pub fn one_of(mut self, value: &impl Wire, json: &str) -> Self {
        if given(value).is_some_and(|value| !among(&value, json)) {
            self.invalid("enum", || format!("one of {json}"));
        }
        self
    }

    /// `not` with `enum` or `const` inside.
    pub fn none_of(mut self, value: &impl Wire, json: &str) -> Self {
        if given(value).is_some_and(|value| among(&value, json)) {
            self.invalid("not", || format!("none of {json}"));
        }
        self
    }

    /// `not`
    pub fn not(mut self, value: &impl Wire, fits: impl Fn(&Value) -> bool) -> Self {
        if given(value).is_some_and(|value| fits(&value)) {
            self.invalid("not", || "a value that does not fit what is excluded".into());
        }
        self
    }

    /// `contains`, `minContains` and `maxContains`
    pub fn contains<L>(
        mut self,
        value: &L,
        range: impl RangeBounds<usize>,
        fits: impl Fn(&Value) -> bool,
    ) -> Self
    where
        L: List<Item: Wire>,
    {
        let Some(items) = value.items() else {
            return self;
        };
        let (min, max) = limits(&range);
        let count = items.iter().filter(|item| fits(&wire::to_value(*item))).count();
        if count < min {
            self.invalid("contains", || {
                format!("at least {} of the described kind", many(min, "item"))
            });
        } else if count > max {
            self.invalid("maxContains", || {
                format!("at most {} of the described kind", many(max, "item"))
            });
        }
        self
    }

    /// `if`, `then` and `else`
    pub fn when(
        mut self,
        value: &impl Wire,
        condition: impl Fn(&Value) -> bool,
        then: impl Fn(&Value) -> bool,
        otherwise: impl Fn(&Value) -> bool,
    ) -> Self {
        let Some(value) = given(value) else {
            return self;
        };
        let (keyword, holds) =
            if condition(&value) { ("then", then(&value)) } else { ("else", otherwise(&value)) };
        if !holds {
            self.invalid(keyword, || "what goes with the rest of the value".into());
        }
        self
    }

    /// `dependentSchemas`: if `wanted`, the value fits.
    pub fn fits_if(
        mut self,
        wanted: bool,
        value: &impl Wire,
        fits: impl Fn(&Value) -> bool,
    ) -> Self {
        if wanted && given(value).is_some_and(|value| !fits(&value)) {
            self.invalid("dependentSchemas", || "what goes with the members that are given".into());
        }
        self
    }

    /// `dependentSchemas` of a map: where it has the member, it fits.
    pub fn fits_with<M: Members + Wire>(
        self,
        value: &M,
        name: &str,
        fits: impl Fn(&Value) -> bool,
    ) -> Self {
        let wanted = value.has(name);
        self.fits_if(wanted, value, fits)
    }

    /// A value that is spelled more loosely than what is described.
    pub fn fits(mut self, value: &impl Wire, fits: impl Fn(&Value) -> bool) -> Self {
        if given(value).is_some_and(|value| !fits(&value)) {
            self.invalid("type", || "a value of the described kind".into());
        }
        self
    }

    /// The schema `false`: no value is allowed.
    pub fn never(mut self, value: &impl Wire) -> Self {
        if !value.is_absent() {
            self.invalid("not", || "no value".into());
        }
        self
    }

    /// Checks the value in the form of JSON.
    pub fn as_json(
        mut self,
        value: &impl Wire,
        rule: impl for<'x> Fn(At<'x>, &Value) -> At<'x>,
    ) -> Self {
        if let Some(value) = given(value) {
            self.look(|found| {
                rule(found.here(), &value);
            });
        }
        self
    }
}

/// Whether a JSON value is read by a type and satisfies a rule.
pub fn fits<T: Wire>(value: &Value, rule: impl for<'x> Fn(At<'x>, &T) -> At<'x>) -> bool {
    let Ok(value) = T::read(value) else {
        return false;
    };
    let mut found = Violations::with_cap(1);
    rule(found.here(), &value);
    found.is_empty()
}

/// The value as JSON, unless it is absent.
fn given(value: &impl Wire) -> Option<Value> {
    (!value.is_absent()).then(|| wire::to_value(value))
}

/// Whether a value is in an array of JSON.
fn among(value: &Value, json: &str) -> bool {
    serde_json::from_str::<Vec<Value>>(json)
        .is_ok_and(|values| values.iter().any(|known| unique::same(known, value)))
}
