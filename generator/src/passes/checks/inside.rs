//! What the parts of a value must satisfy: items, members, the values of maps.

use super::build::Builder;
use super::{Pattern, Rule};
use crate::ir::{Object, Rest, Shape, TypeId};
use crate::passes::{ItemKind, RustType};

impl Builder<'_> {
    /// What is inside of a value of the type, which is no alias.
    pub(super) fn inside(&self, target: TypeId, rust: &RustType, depth: usize) -> Vec<Rule> {
        match (rust, &self.plan().api.ty(target).shape) {
            (RustType::Item(id), _) => {
                let any = self.any.as_ref().is_none_or(|any| any[id.0 as usize]);
                let checks = match &self.plan().item(*id).kind {
                    ItemKind::Enum(choice) => choice.refuses_unknown(),
                    ItemKind::Struct(_) | ItemKind::Union(_) | ItemKind::Alias(_) => true,
                };
                (any && checks).then_some(Rule::Nested).into_iter().collect()
            }
            (_, Shape::Never) => vec![Rule::Never],
            (RustType::Vec(inner), Shape::Array { items }) => {
                each(self.rules_within(*items, inner, depth + 1), Rule::Each)
            }
            (RustType::Vec(inner), Shape::Tuple { items, rest }) => {
                self.places(items, *rest, inner, depth)
            }
            (RustType::Map(inner), Shape::Map { values }) => {
                each(self.rules_within(*values, inner, depth + 1), Rule::EachValue)
            }
            (RustType::Map(inner), Shape::Object(object)) => self.unnamed(object, inner, depth),
            (RustType::Tuple(inner), Shape::Tuple { items, .. }) => {
                let item = |(index, (ty, rust)): (usize, (&TypeId, &RustType))| {
                    (index, self.rules_within(*ty, rust, depth + 1))
                };
                let rules = items.iter().zip(inner).enumerate().map(item);
                rules
                    .filter(|(_, rules)| !rules.is_empty())
                    .map(|(index, rules)| Rule::Element(index, rules))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Of the items of a tuple that is spelled as a list.
    fn places(
        &self,
        items: &[TypeId],
        rest: Option<TypeId>,
        inner: &RustType,
        depth: usize,
    ) -> Vec<Rule> {
        let mut rules = Vec::new();
        for (index, ty) in items.iter().enumerate() {
            let of_item = self.held(*ty, inner, depth);
            if !of_item.is_empty() {
                rules.push(Rule::Item(index, of_item));
            }
        }
        match rest {
            None => rules.push(Rule::MaxItems(items.len() as u64)),
            Some(rest) => {
                let of_rest = self.held(rest, inner, depth);
                if !of_rest.is_empty() {
                    rules.push(Rule::After(items.len(), of_rest));
                }
            }
        }
        rules
    }

    /// Of the members that an object does not name, whose values are spelled as `inner`.
    pub(super) fn unnamed(&self, object: &Object, inner: &RustType, depth: usize) -> Vec<Rule> {
        let mut rules = Vec::new();
        let mut patterns: Vec<Pattern> = Vec::new();
        for (pattern, ty) in &object.patterns {
            // That a pattern cannot be matched has been said; which members are left over is then unknown.
            let Some(pattern) = self.pattern(&pattern.value) else { return rules };
            let of_value = self.held(*ty, inner, depth);
            if !of_value.is_empty() {
                rules.push(Rule::Matching(pattern.clone(), of_value));
            }
            patterns.push(pattern);
        }
        let of_rest = match object.rest {
            Rest::Ignored => Vec::new(),
            Rest::Denied => vec![Rule::Never],
            Rest::Kept(ty) => self.held(ty, inner, depth),
        };
        if patterns.is_empty() {
            rules.extend(each(of_rest, Rule::EachValue));
        } else if !of_rest.is_empty() {
            rules.push(Rule::Unmatched(patterns, of_rest));
        }
        rules
    }
}

/// Rules for what is inside; a list of nested values is checked as one.
fn each(inner: Vec<Rule>, wrap: impl FnOnce(Vec<Rule>) -> Rule) -> Vec<Rule> {
    match inner.as_slice() {
        [] => Vec::new(),
        [Rule::Nested] => vec![Rule::Nested],
        _ => vec![wrap(inner)],
    }
}
