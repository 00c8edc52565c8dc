//! One line a constraint: `found.at("hazards").length(&self.hazards, 1..=1000);`
#![allow(clippy::return_self_not_must_use, reason = "a chain of checks may end anywhere")]

use std::ops::{Bound, RangeBounds};

use super::{
    Check, Class, List, Location, Number, Numeric, Text, Tuple, Violations, format, number, unique,
};
use crate::pattern::Pattern;
use crate::wire::Wire;

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

    pub(super) fn invalid(&mut self, keyword: &'static str, expected: impl FnOnce() -> String) {
        self.push(Class::Invalid, keyword, expected);
    }

    pub(super) fn push(
        &mut self,
        class: Class,
        keyword: &'static str,
        expected: impl FnOnce() -> String,
    ) {
        match self.place {
            Place::Here => self.found.push(None, class, keyword, expected),
            Place::Member(name) => self.found.push(Some(name), class, keyword, expected),
            Place::Parameter(location, name) => self
                .found
                .within(location, name, |found| found.push(None, class, keyword, expected)),
        }
    }

    /// Looks at what the value holds.
    pub(super) fn look(&mut self, look: impl FnOnce(&mut Violations)) {
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
    #[inline]
    pub fn length(mut self, value: &impl Text, range: impl RangeBounds<usize>) -> Self {
        if let Some(text) = value.text() {
            let (min, max) = limits(&range);
            // The length in bytes settles nearly every case without counting.
            if text.len() > max || text.len() / 4 < min {
                self.count(&text, min, max);
            }
        }
        self
    }

    fn count(&mut self, text: &str, min: usize, max: usize) {
        // A character has at most four bytes, and at least one.
        let count = if text.len() / 4 > max { usize::MAX } else { text.chars().count() };
        if count < min {
            self.invalid("minLength", || format!("at least {}", many(min, "character")));
        } else if count > max {
            self.invalid("maxLength", || format!("at most {}", many(max, "character")));
        }
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

    /// Checks the value itself: a struct, a union, a list of them or a map.
    pub fn nested(mut self, value: &impl Check) -> Self {
        if !(matches!(self.place, Place::Here) && self.found.is_clean_body()) {
            self.look(|found| value.check(found));
        }
        self
    }

    /// Checks each item of a list by what `rule` says of one.
    pub fn each<L: List>(
        self,
        value: &L,
        rule: impl for<'x> Fn(At<'x>, &L::Item) -> At<'x>,
    ) -> Self {
        self.items_from(value, 0, rule)
    }

    /// Checks each item of a list from a position on.
    pub fn items_from<L: List>(
        mut self,
        value: &L,
        first: usize,
        rule: impl for<'x> Fn(At<'x>, &L::Item) -> At<'x>,
    ) -> Self {
        self.look(|found| {
            for (index, item) in value.items().into_iter().flatten().enumerate().skip(first) {
                if found.is_full() {
                    return;
                }
                found.index(index, |found| {
                    rule(found.here(), item);
                });
            }
        });
        self
    }

    /// Checks the item at a position of a list, where there is one.
    pub fn item<L: List>(
        mut self,
        value: &L,
        index: usize,
        rule: impl for<'x> Fn(At<'x>, &L::Item) -> At<'x>,
    ) -> Self {
        if let Some(item) = value.items().and_then(|items| items.get(index)) {
            self.look(|found| {
                found.index(index, |found| {
                    rule(found.here(), item);
                });
            });
        }
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
        if let Some(value) = value.tuple() {
            self.look(|found| {
                found.index(index, |found| {
                    rule(found.here(), item(value));
                });
            });
        }
        self
    }

    /// `format`, for the formats that have no type of their own.
    pub fn format(mut self, value: &impl Text, format: &'static str) -> Self {
        if value.text().is_some_and(|text| !format::holds(format, &text)) {
            self.invalid("format", || format!("text of the format {format}"));
        }
        self
    }
}

/// The least and the greatest value of a range of counts.
pub(super) fn limits(range: &impl RangeBounds<usize>) -> (usize, usize) {
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
pub(super) fn many(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
