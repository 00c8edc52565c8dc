//! Checks: the words of the wire tables for each constraint.

mod own;
mod patterns;

pub(crate) use patterns::Patterns;

use proc_macro2::{Literal as Token, TokenStream};
use quote::{ToTokens as _, quote};

use crate::backend::rust::{float, ident, integer, json_text, ty};
use crate::passes::checks::{Fit, Limit, Rule};
use crate::passes::{Item, ItemId, Plan, StructPlan};
use crate::source::Literal;

/// A method of the runtime's `At`, and what it takes beside the value that it checks.
pub(crate) struct Call {
    method: &'static str,
    arguments: TokenStream,
}

impl Call {
    fn new(method: &'static str, arguments: TokenStream) -> Self {
        Self { method, arguments }
    }
}

/// The calls as wire tables have them: `[length(1..=50) pattern(&NAME)]`; nothing where there are none.
pub(crate) fn bracket(calls: &[Call]) -> TokenStream {
    if calls.is_empty() {
        return TokenStream::new();
    }
    let calls = calls.iter().map(|Call { method, arguments }| {
        let method = ident(method);
        if arguments.is_empty() { quote!(#method) } else { quote!(#method(#arguments)) }
    });
    quote!([#(#calls)*])
}

/// The calls in Rust: `.length(value, 1..=50).pattern(value, &NAME)`.
fn chain(calls: &[Call], value: &TokenStream) -> TokenStream {
    let calls = calls.iter().map(|Call { method, arguments }| {
        let method = ident(method);
        let more = (!arguments.is_empty()).then(|| quote!(, #arguments));
        quote!(.#method(#value #more))
    });
    calls.collect()
}

/// What a type's members must satisfy together: the method that says so, and the word of the table that calls it.
pub(super) fn together(
    plan: &Plan,
    id: ItemId,
    item: &Item,
    fields: Option<&StructPlan>,
) -> (TokenStream, TokenStream) {
    let mut patterns = Patterns::default();
    let own = plan.checks.own(id).iter();
    let lines: Vec<_> =
        own.filter_map(|rule| own::rule(plan, fields, rule, &mut patterns)).collect();
    if lines.is_empty() {
        return (TokenStream::new(), TokenStream::new());
    }
    let name = ident(&item.name);
    let statics = patterns.declarations();
    let method = quote! {
        impl #name {
            fn check_together(&self, found: &mut __rt::check::Violations) {
                #statics
                #(#lines)*
            }
        }
    };
    (method, quote!(with check_together;))
}

/// The calls that check a value.
///
/// Patterns are declared under names made of `field`; the declarations belong where the calls are.
pub(crate) fn calls(
    plan: &Plan,
    field: &str,
    rules: &[Rule],
    patterns: &mut Patterns,
) -> Vec<Call> {
    rules.iter().flat_map(|one| rule(plan, field, one, patterns)).collect()
}

#[allow(clippy::too_many_lines, reason = "a table")]
fn rule(plan: &Plan, field: &str, rule: &Rule, patterns: &mut Patterns) -> Vec<Call> {
    let count = |count: &u64| Token::u64_unsuffixed(*count);
    let position = |index: &usize| Token::usize_unsuffixed(*index);
    let inner = |rules: &[Rule], patterns: &mut Patterns| {
        let calls = chain(&calls(plan, field, rules, patterns), &quote!(it));
        quote!(|at, it| at #calls)
    };
    let (method, arguments) = match rule {
        Rule::Length { min, max } => ("length", counts(min.as_ref(), max.as_ref())),
        Rule::Pattern(pattern) => {
            let name = patterns.name(field, pattern);
            ("pattern", quote!(&#name))
        }
        Rule::Format(format) => ("format", quote!(#format)),
        Rule::Range { low, high } => return range(low.as_ref(), high.as_ref()),
        Rule::MultipleOf { digits, scale } => {
            let digits = integer(*digits);
            if *scale == 0 {
                ("multiple_of", quote!(#digits))
            } else {
                let scale = Token::u32_unsuffixed(*scale);
                ("multiple_of_decimal", quote!(#digits, #scale))
            }
        }
        Rule::MinItems(min) => ("min_items", count(min).into_token_stream()),
        Rule::MaxItems(max) => ("max_items", count(max).into_token_stream()),
        Rule::Unique => ("unique", TokenStream::new()),
        Rule::MinProperties(min) => ("min_properties", count(min).into_token_stream()),
        Rule::MaxProperties(max) => ("max_properties", count(max).into_token_stream()),
        Rule::Has(name) => ("has", quote!(#name)),
        Rule::Depends(name, other) => ("depends", quote!(#name, #other)),
        Rule::HasAny { sets, exclusive } => {
            let sets = sets.iter().map(|set| quote!(&[#(#set),*]));
            (if *exclusive { "has_one" } else { "has_any" }, quote!(&[#(#sets),*]))
        }
        Rule::FitsWith(name, fit) => {
            let fit = predicate(plan, field, fit, patterns);
            ("fits_with", quote!(#name, #fit))
        }
        Rule::Never => ("never", TokenStream::new()),
        Rule::Fits(fit) => ("fits", predicate(plan, field, fit, patterns)),
        Rule::Json(rules) => ("as_json", inner(rules, patterns)),
        Rule::Nested => ("nested", TokenStream::new()),
        Rule::Each(rules) => ("each", inner(rules, patterns)),
        Rule::EachValue(rules) => ("each_value", inner(rules, patterns)),
        Rule::EachKey(rules) => ("each_key", inner(rules, patterns)),
        Rule::Matching(pattern, rules) => {
            let inner = inner(rules, patterns);
            let name = patterns.name(field, pattern);
            ("each_matching", quote!(&#name, #inner))
        }
        Rule::Unmatched(several, rules) => {
            let inner = inner(rules, patterns);
            let names = several.iter().map(|pattern| patterns.name(field, pattern));
            ("each_unmatched", quote!(&[#(&#names),*], #inner))
        }
        Rule::Item(index, rules) => {
            let (index, inner) = (position(index), inner(rules, patterns));
            ("item", quote!(#index, #inner))
        }
        Rule::After(index, rules) => {
            let (index, inner) = (position(index), inner(rules, patterns));
            ("items_from", quote!(#index, #inner))
        }
        Rule::Element(index, rules) => {
            let (index, inner) = (position(index), inner(rules, patterns));
            ("element", quote!(#index, |of| &of.#index, #inner))
        }
        Rule::Among { values, allowed } => {
            let json = json_text(&Literal::Array(values.clone()));
            (if *allowed { "one_of" } else { "none_of" }, quote!(#json))
        }
        Rule::Not(fit) => ("not", predicate(plan, field, fit, patterns)),
        Rule::Contains { fit, min, max } => {
            let fit = predicate(plan, field, fit, patterns);
            let range = counts(Some(min), max.as_ref());
            ("contains", quote!(#range, #fit))
        }
        Rule::If { condition, then, otherwise } => {
            let condition = predicate(plan, field, condition, patterns);
            let mut branch = |fit: &Option<Fit>| {
                fit.as_ref()
                    .map_or_else(|| quote!(|_| true), |fit| predicate(plan, field, fit, patterns))
            };
            let (then, otherwise) = (branch(then), branch(otherwise));
            ("when", quote!(#condition, #then, #otherwise))
        }
    };
    vec![Call::new(method, arguments)]
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
    let inner = chain(&calls(plan, field, &fit.rules, patterns), &quote!(it));
    let it = if inner.is_empty() { quote!(_) } else { quote!(it) };
    quote!(|json| __rt::check::fits(json, |at, #it: &#rust| at #inner))
}

fn range(low: Option<&Limit>, high: Option<&Limit>) -> Vec<Call> {
    let whole = |limit: Option<&Limit>| limit.is_none_or(|limit| limit.value.as_i128().is_some());
    let integers = whole(low) && whole(high);
    let end = |limit: &Limit| match limit.value.as_i128() {
        Some(number) if integers => Some(integer(number)),
        Some(_) | None => float(&limit.value),
    };
    let (low_end, high_end) = (low.and_then(end), high.and_then(end));
    let (method, above) = if integers { ("range", "above") } else { ("range_f64", "above_f64") };
    let exclusive = |limit: Option<&Limit>| limit.is_some_and(|limit| limit.exclusive);
    let mut calls = Vec::new();
    let mut start = low_end;
    if exclusive(low) {
        calls.extend(start.take().map(|bound| Call::new(above, bound)));
    }
    let range = match (start, high_end) {
        (None, None) => return calls,
        (start, None) => quote!(#start..),
        (start, Some(end)) if exclusive(high) => quote!(#start..#end),
        (start, Some(end)) => quote!(#start..=#end),
    };
    calls.push(Call::new(method, range));
    calls
}
