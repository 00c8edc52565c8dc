//! What is said of the members of a map or a struct.
#![allow(clippy::return_self_not_must_use, reason = "a chain of checks may end anywhere")]

use super::Class;
use super::at::{At, many};
use super::measure::Members;
use crate::pattern::Pattern;

impl At<'_> {
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

    /// `required` of a map.
    pub fn has(mut self, value: &impl Members, name: &str) -> Self {
        if value.members().is_some() && !value.has(name) {
            self.lacks(name, "required", || "required".into());
        }
        self
    }

    /// `dependentRequired` of a map.
    pub fn depends(mut self, value: &impl Members, name: &str, other: &str) -> Self {
        if value.has(name) && !value.has(other) {
            self.lacks(other, "dependentRequired", || format!("required when {name} is given"));
        }
        self
    }

    /// `anyOf` of `required`, of a map.
    pub fn has_any(self, value: &impl Members, sets: &[&[&str]]) -> Self {
        self.has_some(value, sets, Self::at_least_one)
    }

    /// `oneOf` of `required`, of a map.
    pub fn has_one(self, value: &impl Members, sets: &[&[&str]]) -> Self {
        self.has_some(value, sets, Self::exactly_one)
    }

    fn has_some(
        self,
        value: &impl Members,
        sets: &[&[&str]],
        check: fn(Self, &[bool], &str) -> Self,
    ) -> Self {
        if value.members().is_none() {
            return self;
        }
        let there: Vec<bool> =
            sets.iter().map(|set| set.iter().all(|name| value.has(name))).collect();
        let names: Vec<String> = sets.iter().map(|set| set.join(" and ")).collect();
        check(self, &there, &format!("one of {}", names.join(", ")))
    }

    fn lacks(&mut self, name: &str, keyword: &'static str, expected: impl FnOnce() -> String) {
        self.look(|found| {
            found.key(name, |found| found.push(None, Class::Missing, keyword, expected));
        });
    }

    /// Checks each value of a map by what `rule` says of one.
    pub fn each_value<M: Members>(
        self,
        value: &M,
        rule: impl for<'x> Fn(At<'x>, &M::Value) -> At<'x>,
    ) -> Self {
        self.each_chosen(value, |_| true, |at, _, member| rule(at, member))
    }

    /// Checks each key of a map by what `rule` says of one.
    pub fn each_key<M: Members>(
        self,
        value: &M,
        rule: impl for<'x> Fn(At<'x>, &String) -> At<'x>,
    ) -> Self {
        self.each_chosen(value, |_| true, |at, key, _| rule(at, &key.to_owned()))
    }

    /// `patternProperties`: checks each value whose key matches.
    pub fn each_matching<M: Members>(
        self,
        value: &M,
        pattern: &Pattern,
        rule: impl for<'x> Fn(At<'x>, &M::Value) -> At<'x>,
    ) -> Self {
        self.each_chosen(value, |key| pattern.is_match(key), |at, _, member| rule(at, member))
    }

    /// `additionalProperties` beside `patternProperties`: checks each value whose key matches none of the patterns.
    pub fn each_unmatched<M: Members>(
        self,
        value: &M,
        patterns: &[&Pattern],
        rule: impl for<'x> Fn(At<'x>, &M::Value) -> At<'x>,
    ) -> Self {
        let unmatched = |key: &str| !patterns.iter().any(|pattern| pattern.is_match(key));
        self.each_chosen(value, unmatched, |at, _, member| rule(at, member))
    }

    fn each_chosen<M: Members>(
        mut self,
        value: &M,
        chosen: impl Fn(&str) -> bool,
        rule: impl for<'x> Fn(At<'x>, &str, &M::Value) -> At<'x>,
    ) -> Self {
        self.look(|found| {
            value.each_member(&mut |key, member| {
                if !found.is_full() && chosen(key) {
                    found.key(key, |found| {
                        rule(found.here(), key, member);
                    });
                }
            });
        });
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
