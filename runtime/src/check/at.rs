//! One line a constraint: `found.at("hazards").length(&self.hazards, 1..=1000);`
#![allow(clippy::return_self_not_must_use, reason = "a chain of checks may end anywhere")]

use std::ops::{Bound, RangeBounds};

use serde_json::Value;

use super::{
    Check, Class, List, Location, Members, Number, Numeric, Text, Tuple, Violations, format,
    number, unique,
};
use crate::pattern::Pattern;
use crate::wire::{self, Wire};

/// A member of the object that is being checked, or a parameter. Each method checks one keyword; what is absent satisfies
/// them all.
#[derive(Debug)]
pub struct At<'a> {
    found: &'a mut Violations,
    place: Place,
}

/// Where the value stands that is checked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Here,
    Member(&'static str),
    Parameter(Location, &'static str),
}

impl<'a> At<'a> {
    pub(super) fn new(found: &'a mut Violations, place: Place) -> Self {
        Self { found, place }
    }

    fn invalid(&mut self, keyword: &'static str, expected: impl FnOnce() -> String) {
        self.push(Class::Invalid, keyword, expected);
    }

    fn push(&mut self, class: Class, keyword: &'static str, expected: impl FnOnce() -> String) {
        match self.place {
            Place::Here => self.found.push(None, class, keyword, expected),
            Place::Member(name) => self.found.push(Some(name), class, keyword, expected),
            Place::Parameter(location, name) => self
                .found
                .within(location, name, |found| found.push(None, class, keyword, expected)),
        }
    }

    /// Looks at what the value holds.
    fn look(&mut self, look: impl FnOnce(&mut Violations)) {
        match self.place {
            Place::Here => look(self.found),
            Place::Member(name) => self.found.member(name, look),
            Place::Parameter(location, name) => self.found.within(location, name, look),
        }
    }

    /// Reports a violation of a rule that has no method here.
    pub fn report(mut self, keyword: &'static str, expected: impl Into<String>) -> Self {
        self.invalid(keyword, || expected.into());
        self
    }

    /// `minLength` and `maxLength`, in characters (Unicode code points).
    pub fn length(mut self, value: &impl Text, range: impl RangeBounds<usize>) -> Self {
        let Some(text) = value.text() else {
            return self;
        };
        let (min, max) = limits(&range);
        // The length in bytes settles nearly every case without counting.
        let bytes = text.len();
        if bytes < min || (bytes < min.saturating_mul(4) && text.chars().count() < min) {
            self.invalid("minLength", || format!("at least {}", many(min, "character")));
        } else if bytes > max && (bytes > max.saturating_mul(4) || text.chars().count() > max) {
            self.invalid("maxLength", || format!("at most {}", many(max, "character")));
        }
        self
    }

    /// `pattern`
    pub fn pattern(mut self, value: &impl Text, pattern: &Pattern) -> Self {
        if value.text().is_some_and(|text| !pattern.is_match(&text)) {
            self.invalid("pattern", || format!("text that matches {}", pattern.source()));
        }
        self
    }

    /// `minimum`, `maximum` and `exclusiveMaximum`, exactly.
    pub fn range(self, value: &impl Numeric, range: impl RangeBounds<i128>) -> Self {
        self.bounds(value, range.start_bound(), range.end_bound(), |bound| Number::Integer(*bound))
    }

    /// The same with bounds that are no integers.
    pub fn range_f64(self, value: &impl Numeric, range: impl RangeBounds<f64>) -> Self {
        self.bounds(value, range.start_bound(), range.end_bound(), |bound| Number::Float(*bound))
    }

    fn bounds<B: std::fmt::Display>(
        mut self,
        value: &impl Numeric,
        start: Bound<&B>,
        end: Bound<&B>,
        number: impl Fn(&B) -> Number,
    ) -> Self {
        let Some(value) = value.number() else {
            return self;
        };
        match start {
            Bound::Included(bound) if value < number(bound) => {
                self.invalid("minimum", || format!("at least {bound}"));
            }
            Bound::Excluded(bound) if value <= number(bound) => {
                self.invalid("exclusiveMinimum", || format!("more than {bound}"));
            }
            Bound::Included(_) | Bound::Excluded(_) | Bound::Unbounded => {}
        }
        match end {
            Bound::Included(bound) if value > number(bound) => {
                self.invalid("maximum", || format!("at most {bound}"));
            }
            Bound::Excluded(bound) if value >= number(bound) => {
                self.invalid("exclusiveMaximum", || format!("less than {bound}"));
            }
            Bound::Included(_) | Bound::Excluded(_) | Bound::Unbounded => {}
        }
        self
    }

    /// `exclusiveMinimum`
    pub fn above(self, value: &impl Numeric, bound: i128) -> Self {
        self.range(value, (Bound::Excluded(bound), Bound::Unbounded))
    }

    /// `exclusiveMinimum` with a bound that is no integer.
    pub fn above_f64(self, value: &impl Numeric, bound: f64) -> Self {
        self.range_f64(value, (Bound::Excluded(bound), Bound::Unbounded))
    }

    /// `multipleOf`
    pub fn multiple_of(self, value: &impl Numeric, divisor: i128) -> Self {
        self.multiple_of_decimal(value, divisor, 0)
    }

    /// `multipleOf` a decimal fraction, `digits` divided by ten to the power of `scale`: `1, 2` is 0.01.
    pub fn multiple_of_decimal(mut self, value: &impl Numeric, digits: i128, scale: u32) -> Self {
        if value.number().is_some_and(|value| !number::is_multiple(value, digits, scale)) {
            self.invalid("multipleOf", || {
                format!("a multiple of {}", number::decimal_text(digits, scale))
            });
        }
        self
    }

    /// `minItems`
    pub fn min_items(mut self, value: &impl List, min: usize) -> Self {
        if value.items().is_some_and(|items| items.len() < min) {
            self.invalid("minItems", || format!("at least {}", many(min, "item")));
        }
        self
    }

    /// `maxItems`
    pub fn max_items(mut self, value: &impl List, max: usize) -> Self {
        if value.items().is_some_and(|items| items.len() > max) {
            self.invalid("maxItems", || format!("at most {}", many(max, "item")));
        }
        self
    }

    /// `uniqueItems`
    pub fn unique<L>(mut self, value: &L) -> Self
    where
        L: List<Item: Wire>,
    {
        if value.items().is_some_and(|items| !unique::all_differ(items)) {
            self.invalid("uniqueItems", || "items that differ from each other".into());
        }
        self
    }

    /// `minProperties`
    pub fn min_properties(mut self, value: &impl Members, min: usize) -> Self {
        if value.members().is_some_and(|members| members < min) {
            self.invalid("minProperties", || format!("at least {}", many(min, "member")));
        }
        self
    }

    /// `maxProperties`
    pub fn max_properties(mut self, value: &impl Members, max: usize) -> Self {
        if value.members().is_some_and(|members| members > max) {
            self.invalid("maxProperties", || format!("at most {}", many(max, "member")));
        }
        self
    }

    /// Checks the value itself: a struct, a union, a list of them or a map.
    pub fn nested(mut self, value: &impl Check) -> Self {
        self.look(|found| value.check(found));
        self
    }

    /// Checks each item of a list by what `rule` says of one.
    pub fn each<L: List>(
        mut self,
        value: &L,
        rule: impl for<'x> Fn(At<'x>, &L::Item) -> At<'x>,
    ) -> Self {
        let look = |found: &mut Violations| {
            for (index, item) in value.items().into_iter().flatten().enumerate() {
                if found.is_full() {
                    return;
                }
                found.index(index, |found| {
                    rule(found.here(), item);
                });
            }
        };
        self.look(look);
        self
    }

    /// Checks each value of a map by what `rule` says of one.
    pub fn each_value<M: Members>(
        mut self,
        value: &M,
        rule: impl for<'x> Fn(At<'x>, &M::Value) -> At<'x>,
    ) -> Self {
        let look = |found: &mut Violations| {
            value.each_member(&mut |key, member| {
                if !found.is_full() {
                    found.key(key, |found| {
                        rule(found.here(), member);
                    });
                }
            });
        };
        self.look(look);
        self
    }

    /// Checks each key of a map by what `rule` says of one.
    pub fn each_key<M: Members>(
        mut self,
        value: &M,
        rule: impl for<'x> Fn(At<'x>, &String) -> At<'x>,
    ) -> Self {
        let look = |found: &mut Violations| {
            value.each_member(&mut |key, _| {
                if !found.is_full() {
                    let owned = key.to_owned();
                    found.key(key, |found| {
                        rule(found.here(), &owned);
                    });
                }
            });
        };
        self.look(look);
        self
    }

    /// Checks the item at a position of a tuple, which `item` finds.
    pub fn element<T: Tuple, I>(
        mut self,
        value: &T,
        index: usize,
        item: impl Fn(&T::Items) -> &I,
        rule: impl for<'x> Fn(At<'x>, &I) -> At<'x>,
    ) -> Self {
        let look = |found: &mut Violations| {
            if let Some(value) = value.tuple() {
                found.index(index, |found| {
                    rule(found.here(), item(value));
                });
            }
        };
        self.look(look);
        self
    }

    /// `format`, for the formats that have no type of their own.
    pub fn format(mut self, value: &impl Text, format: &'static str) -> Self {
        if value.text().is_some_and(|text| !format::holds(format, &text)) {
            self.invalid("format", || format!("text of the format {format}"));
        }
        self
    }

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

    /// `minProperties` of a struct, which has `members` of them.
    pub fn min_members(mut self, members: usize, min: usize) -> Self {
        if members < min {
            self.invalid("minProperties", || format!("at least {}", many(min, "member")));
        }
        self
    }

    /// `maxProperties` of a struct, which has `members` of them.
    pub fn max_members(mut self, members: usize, max: usize) -> Self {
        if members > max {
            self.invalid("maxProperties", || format!("at most {}", many(max, "member")));
        }
        self
    }

    /// `required` of a member that a struct cannot be without only in some places.
    pub fn required(mut self, there: bool) -> Self {
        if !there {
            self.push(Class::Missing, "required", || "required".into());
        }
        self
    }

    /// `dependentRequired`: if `wanted` is given, the member is there.
    pub fn required_if(mut self, wanted: bool, there: bool, because: &str) -> Self {
        if wanted && !there {
            self.push(Class::Missing, "dependentRequired", || {
                format!("required when {because} is given")
            });
        }
        self
    }

    /// `anyOf` of `required`
    pub fn at_least_one(mut self, sets: &[bool], expected: &str) -> Self {
        if !sets.contains(&true) {
            self.push(Class::Missing, "anyOf", || expected.to_owned());
        }
        self
    }

    /// `oneOf` of `required`
    pub fn exactly_one(mut self, sets: &[bool], expected: &str) -> Self {
        match sets.iter().filter(|there| **there).count() {
            0 => self.push(Class::Missing, "oneOf", || expected.to_owned()),
            1 => {}
            _ => self.push(Class::Invalid, "oneOf", || expected.to_owned()),
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
    Some(wire::to_value(value)).filter(|value| !value.is_null())
}

/// Whether a value is in an array of JSON.
fn among(value: &Value, json: &str) -> bool {
    serde_json::from_str::<Vec<Value>>(json)
        .is_ok_and(|values| values.iter().any(|known| unique::same(known, value)))
}

/// The least and the greatest value of a range of counts.
fn limits(range: &impl RangeBounds<usize>) -> (usize, usize) {
    let min = match range.start_bound() {
        Bound::Included(min) => *min,
        Bound::Excluded(below) => below.saturating_add(1),
        Bound::Unbounded => 0,
    };
    let max = match range.end_bound() {
        Bound::Included(max) => *max,
        Bound::Excluded(above) => above.saturating_sub(1),
        Bound::Unbounded => usize::MAX,
    };
    (min, max)
}

/// `1 item`, `2 items`.
fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
