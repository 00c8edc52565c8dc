//! Going on after the first fault: a value that does not decode is mended member by member, and what was wrong is said.
//!
//! Only run on failure, over a parsed JSON value. What does not decode is replaced by something that does, so that the
//! whole decodes at last and its constraints can be checked too.

use serde_json::Value;

use super::{Shape, Wire};
use crate::check::{Class, Violations};

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

/// Reports a value that is of no type the shape allows.
pub(super) fn report(shape: &Shape, right_type: bool, found: &mut Violations) {
    if right_type {
        found.report(Class::Invalid, shape.keyword, shape.expected);
    } else {
        found.report(Class::Malformed, "type", shape.expected);
    }
}
