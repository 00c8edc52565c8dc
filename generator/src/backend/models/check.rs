//! Checks: a line for each member that has a constraint.

mod own;
mod patterns;

pub(crate) use patterns::Patterns;

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use crate::backend::rust::{float, ident, integer, json_text, ty};
use crate::passes::checks::{Fit, Limit, OwnRule, Rule};
use crate::passes::{Item, ItemId, Plan, StructPlan, UnionPlan, UnionVariantPlan};
use crate::source::Literal;

/// `impl Check for …`
pub(super) fn of_struct(plan: &Plan, id: ItemId, item: &Item, fields: &StructPlan) -> TokenStream {
    let name = ident(&item.name);
    let mut patterns = Patterns::default();
    let mut lines = Vec::new();
    for rule in plan.checks.own(id) {
        lines.push(own::rule(plan, fields, rule, &mut patterns));
    }
    for field in &fields.fields {
        let member = ident(&field.name);
        let wire = &field.wire;
        let value = quote!(&self.#member);
        let chain = rules(plan, &field.name, &value, plan.checks.of(field.ty), &mut patterns);
        if !chain.is_empty() {
            lines.push(quote!(found.at(#wire)#chain;));
        }
    }
    if lines.is_empty() {
        return quote!(impl __rt::check::Check for #name {});
    }
    let statics = patterns.declarations();
    quote! {
        impl __rt::check::Check for #name {
            fn check(&self, found: &mut __rt::check::Violations) {
                #statics
                #(#lines)*
            }
        }
    }
}

/// `impl Check for …` of a union, where a branch has rules that its payload does not know of itself.
pub(super) fn of_union(
    plan: &Plan,
    id: ItemId,
    item: &Item,
    union: &UnionPlan,
) -> Option<TokenStream> {
    let own = plan.checks.own(id);
    let known =
        |variant: &UnionVariantPlan| matches!(plan.checks.of(variant.ty), [] | [Rule::Nested]);
    if own.is_empty() && union.variants.iter().all(known) {
        return None;
    }
    let name = ident(&item.name);
    let mut patterns = Patterns::default();
    let mut lines: Vec<TokenStream> = Vec::new();
    for rule in own {
        if let OwnRule::Whole(rule) = rule {
            let call = self::rule(plan, "whole", &quote!(self), rule, &mut patterns);
            lines.push(quote!(found.here()#call;));
        }
    }
    let mut arms = Vec::new();
    for variant in &union.variants {
        let branch = ident(&variant.name);
        let field = variant.name.to_lowercase();
        let calls = rules(plan, &field, &quote!(it), plan.checks.of(variant.ty), &mut patterns);
        arms.push(if calls.is_empty() {
            quote!(Self::#branch(_) => {})
        } else {
            quote!(Self::#branch(it) => { found.here() #calls; })
        });
    }
    let statics = patterns.declarations();
    Some(quote! {
        impl __rt::check::Check for #name {
            fn check(&self, found: &mut __rt::check::Violations) {
                #statics
                #(#lines)*
                match self { #(#arms),* }
            }
        }
    })
}

/// The calls that check a value: `.length(&self.name, 1..=50)`, to be put after `found.at("name")` or the like.
///
/// Patterns are declared under names made of `field`; the declarations belong before the calls.
pub(crate) fn rules(
    plan: &Plan,
    field: &str,
    value: &TokenStream,
    rules: &[Rule],
    patterns: &mut Patterns,
) -> TokenStream {
    let calls = rules.iter().map(|one| rule(plan, field, value, one, patterns));
    calls.collect()
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn rule(
    plan: &Plan,
    field: &str,
    value: &TokenStream,
    rule: &Rule,
    patterns: &mut Patterns,
) -> TokenStream {
    let count = |count: &u64| Token::u64_unsuffixed(*count);
    let mut inner = |rules: &[Rule]| self::rules(plan, field, &quote!(it), rules, patterns);
    match rule {
        Rule::Length { min, max } => {
            let range = counts(min.as_ref(), max.as_ref());
            quote!(.length(#value, #range))
        }
        Rule::Pattern(pattern) => {
            let name = patterns.name(field, pattern);
            quote!(.pattern(#value, &#name))
        }
        Rule::Format(format) => quote!(.format(#value, #format)),
        Rule::Range { low, high } => range(value, low.as_ref(), high.as_ref()),
        Rule::MultipleOf { digits, scale } => {
            let digits = integer(*digits);
            if *scale == 0 {
                quote!(.multiple_of(#value, #digits))
            } else {
                let scale = Token::u32_unsuffixed(*scale);
                quote!(.multiple_of_decimal(#value, #digits, #scale))
            }
        }
        Rule::MinItems(min) => {
            let min = count(min);
            quote!(.min_items(#value, #min))
        }
        Rule::MaxItems(max) => {
            let max = count(max);
            quote!(.max_items(#value, #max))
        }
        Rule::Unique => quote!(.unique(#value)),
        Rule::MinProperties(min) => {
            let min = count(min);
            quote!(.min_properties(#value, #min))
        }
        Rule::MaxProperties(max) => {
            let max = count(max);
            quote!(.max_properties(#value, #max))
        }
        Rule::Has(name) => quote!(.has(#value, #name)),
        Rule::Depends(name, other) => quote!(.depends(#value, #name, #other)),
        Rule::HasAny { sets, exclusive } => {
            let sets = sets.iter().map(|set| quote!(&[#(#set),*]));
            let method = if *exclusive { quote!(has_one) } else { quote!(has_any) };
            quote!(.#method(#value, &[#(#sets),*]))
        }
        Rule::FitsWith(name, fit) => {
            let fit = predicate(plan, field, fit, patterns);
            quote!(.fits_with(#value, #name, #fit))
        }
        Rule::Never => quote!(.never(#value)),
        Rule::Fits(fit) => {
            let fit = predicate(plan, field, fit, patterns);
            quote!(.fits(#value, #fit))
        }
        Rule::Json(rules) => {
            let inner = inner(rules);
            quote!(.as_json(#value, |at, it| at #inner))
        }
        Rule::Nested => quote!(.nested(#value)),
        Rule::Each(rules) => {
            let inner = inner(rules);
            quote!(.each(#value, |at, it| at #inner))
        }
        Rule::EachValue(rules) => {
            let inner = inner(rules);
            quote!(.each_value(#value, |at, it| at #inner))
        }
        Rule::EachKey(rules) => {
            let inner = inner(rules);
            quote!(.each_key(#value, |at, it| at #inner))
        }
        Rule::Matching(pattern, rules) => {
            let inner = inner(rules);
            let name = patterns.name(field, pattern);
            quote!(.each_matching(#value, &#name, |at, it| at #inner))
        }
        Rule::Unmatched(several, rules) => {
            let inner = inner(rules);
            let names = several.iter().map(|pattern| patterns.name(field, pattern));
            quote!(.each_unmatched(#value, &[#(&#names),*], |at, it| at #inner))
        }
        Rule::Item(index, rules) => {
            let inner = inner(rules);
            let position = Token::usize_unsuffixed(*index);
            quote!(.item(#value, #position, |at, it| at #inner))
        }
        Rule::After(index, rules) => {
            let inner = inner(rules);
            let position = Token::usize_unsuffixed(*index);
            quote!(.items_from(#value, #position, |at, it| at #inner))
        }
        Rule::Element(index, rules) => {
            let inner = inner(rules);
            let position = Token::usize_unsuffixed(*index);
            quote!(.element(#value, #position, |of| &of.#position, |at, it| at #inner))
        }
        Rule::Among { values, allowed } => {
            let json = json_text(&Literal::Array(values.clone()));
            if *allowed { quote!(.one_of(#value, #json)) } else { quote!(.none_of(#value, #json)) }
        }
        Rule::Not(fit) => {
            let fit = predicate(plan, field, fit, patterns);
            quote!(.not(#value, #fit))
        }
        Rule::Contains { fit, min, max } => {
            let fit = predicate(plan, field, fit, patterns);
            let range = counts(Some(min), max.as_ref());
            quote!(.contains(#value, #range, #fit))
        }
        Rule::If { condition, then, otherwise } => {
            let condition = predicate(plan, field, condition, patterns);
            let mut branch = |fit: &Option<Fit>| {
                fit.as_ref()
                    .map_or_else(|| quote!(|_| true), |fit| predicate(plan, field, fit, patterns))
            };
            let (then, otherwise) = (branch(then), branch(otherwise));
            quote!(.when(#value, #condition, #then, #otherwise))
        }
    }
}

/// `1..=20`
fn counts(min: Option<&u64>, max: Option<&u64>) -> TokenStream {
    let min = min.map(|min| Token::u64_unsuffixed(*min));
    let Some(max) = max.map(|max| Token::u64_unsuffixed(*max)) else {
        return quote!(#min..);
    };
    quote!(#min..=#max)
}

/// A function that says whether a JSON value fits a type.
fn predicate(plan: &Plan, field: &str, fit: &Fit, patterns: &mut Patterns) -> TokenStream {
    let rust = ty(plan, &fit.rust);
    let inner = rules(plan, field, &quote!(it), &fit.rules, patterns);
    let it = if inner.is_empty() { quote!(_) } else { quote!(it) };
    quote!(|json| __rt::check::fits(json, |at, #it: &#rust| at #inner))
}

fn range(value: &TokenStream, low: Option<&Limit>, high: Option<&Limit>) -> TokenStream {
    let whole = |limit: Option<&Limit>| limit.is_none_or(|limit| limit.value.as_i128().is_some());
    let integers = whole(low) && whole(high);
    let end = |limit: &Limit| match limit.value.as_i128() {
        Some(number) if integers => Some(integer(number)),
        Some(_) | None => float(&limit.value),
    };
    let (low_end, high_end) = (low.and_then(end), high.and_then(end));
    let (method, above) = if integers {
        (quote!(range), quote!(above))
    } else {
        (quote!(range_f64), quote!(above_f64))
    };
    let exclusive = |limit: Option<&Limit>| limit.is_some_and(|limit| limit.exclusive);
    let mut calls = TokenStream::new();
    let mut start = low_end;
    if exclusive(low) {
        calls.extend(start.take().map(|bound| quote!(.#above(#value, #bound))));
    }
    let range = match (start, high_end) {
        (None, None) => return calls,
        (start, None) => quote!(#start..),
        (start, Some(end)) if exclusive(high) => quote!(#start..#end),
        (start, Some(end)) => quote!(#start..=#end),
    };
    calls.extend(quote!(.#method(#value, #range)));
    calls
}
