//! Checks: a line for each member that has a constraint.

use proc_macro2::{Ident, Literal as Token, Span, TokenStream};
use quote::{ToTokens as _, quote};

use crate::backend::rust::{float, ident, integer, json_text, raw_text, ty};
use crate::passes::checks::{Fit, Limit, Member, OwnRule, Rule};
use crate::passes::pattern::{Class, Form, Members};
use crate::passes::{Item, ItemId, Plan, StructPlan, UnionPlan, UnionVariantPlan};
use crate::source::Literal;

/// Names of the patterns that a function declares, and their declarations.
#[derive(Default)]
pub(crate) struct Patterns {
    names: Vec<(String, String)>,
    declarations: Vec<TokenStream>,
}

/// `impl Check for …`
pub(super) fn of_struct(plan: &Plan, id: ItemId, item: &Item, fields: &StructPlan) -> TokenStream {
    let name = ident(&item.name);
    let mut patterns = Patterns::default();
    let mut lines = Vec::new();
    for rule in plan.checks.own(id) {
        lines.push(own_rule(plan, fields, rule, &mut patterns));
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
    if let Some(rest) = &fields.rest {
        let member = ident(&rest.name);
        let inner = rules(plan, &rest.name, &quote!(it), plan.checks.of(rest.ty), &mut patterns);
        if !inner.is_empty() {
            lines.push(quote!(found.here().each_value(&self.#member, |at, it| at #inner);));
        }
    }
    if lines.is_empty() {
        return quote!(impl __rt::check::Check for #name {});
    }
    let statics = &patterns.declarations;
    quote! {
        impl __rt::check::Check for #name {
            fn check(&self, found: &mut __rt::check::Violations) {
                #(#statics)*
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
    let statics = &patterns.declarations;
    Some(quote! {
        impl __rt::check::Check for #name {
            fn check(&self, found: &mut __rt::check::Violations) {
                #(#statics)*
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
        Rule::Pattern { source, form } => {
            let name = patterns.name(field, source, form);
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

impl Patterns {
    /// The name of a pattern, declared if it is new.
    fn name(&mut self, field: &str, source: &str, form: &Form) -> Ident {
        if let Some((_, name)) = self.names.iter().find(|(known, _)| known == source) {
            return Ident::new(name, Span::call_site());
        }
        let base = field.trim_start_matches("r#").to_uppercase();
        let taken = |name: &str| self.names.iter().any(|(_, known)| known == name);
        let mut name = base.clone();
        while taken(&name) {
            name = format!("{base}_{}", self.names.len() + 1);
        }
        self.names.push((source.to_owned(), name.clone()));
        let name = Ident::new(&name, Span::call_site());
        let value = pattern(source, form);
        self.declarations.push(quote!(static #name: __rt::pattern::Pattern = #value;));
        name
    }

    /// What is to stand before the calls.
    pub(crate) fn declarations(&self) -> TokenStream {
        self.declarations.iter().cloned().collect()
    }
}

fn pattern(source: &str, form: &Form) -> TokenStream {
    let source = raw_text(source);
    match form {
        Form::Run { classes, open } => {
            let classes = classes.iter().map(class);
            if *open {
                quote!(__rt::pattern::Pattern::run_start(#source, &[#(#classes),*]))
            } else {
                quote!(__rt::pattern::Pattern::run(#source, &[#(#classes),*]))
            }
        }
        Form::Words(words) => quote!(__rt::pattern::Pattern::words(#source, &[#(#words),*])),
        Form::Always => quote!(__rt::pattern::Pattern::run_start(#source, &[])),
        Form::Regex(regex) => {
            let regex = raw_text(regex);
            quote!(__rt::pattern::Pattern::regex(#source, #regex))
        }
    }
}

fn class(class: &Class) -> TokenStream {
    let min = Token::u32_unsuffixed(class.min);
    let max = class
        .max
        .map_or_else(|| quote!(usize::MAX), |max| Token::u32_unsuffixed(max).into_token_stream());
    match &class.members {
        Members::Of(set) if set == "0-9" => quote!(__rt::pattern::Class::digit(#min, #max)),
        Members::Of(set) if set == "0-9A-Z_a-z" => quote!(__rt::pattern::Class::word(#min, #max)),
        Members::Of(set) => quote!(__rt::pattern::Class::of(#set, #min, #max)),
        Members::Not(set) => quote!(__rt::pattern::Class::not(#set, #min, #max)),
        Members::Any => quote!(__rt::pattern::Class::any(#min, #max)),
    }
}

fn own_rule(
    plan: &Plan,
    fields: &StructPlan,
    rule: &OwnRule,
    patterns: &mut Patterns,
) -> TokenStream {
    match rule {
        OwnRule::MinProperties(min) => {
            let (min, members) = (Token::u64_unsuffixed(*min), members(fields));
            quote!(found.here().min_members(#members, #min);)
        }
        OwnRule::MaxProperties(max) => {
            let (max, members) = (Token::u64_unsuffixed(*max), members(fields));
            quote!(found.here().max_members(#members, #max);)
        }
        OwnRule::Dependent(when, then) => {
            let (given, there) = (presence(when), presence(then));
            let (name, because) = (wire(then), wire(when));
            quote!(found.at(#name).required_if(#given, #there, #because);)
        }
        OwnRule::Required(member) => {
            let (name, there) = (wire(member), presence(member));
            quote!(found.at(#name).required(#there);)
        }
        OwnRule::RequiredAny { sets, exclusive } => {
            let names = sets.iter().map(|set| {
                let names: Vec<&str> = set.iter().map(wire).collect();
                names.join(" and ")
            });
            let expected = format!("one of {}", names.collect::<Vec<_>>().join(", "));
            let sets = sets.iter().map(|set| {
                let all = set.iter().map(presence);
                if set.is_empty() { quote!(true) } else { quote!(#(#all)&&*) }
            });
            if *exclusive {
                quote!(found.here().exactly_one(&[#(#sets),*], #expected);)
            } else {
                quote!(found.here().at_least_one(&[#(#sets),*], #expected);)
            }
        }
        OwnRule::Whole(rule) => {
            let call = self::rule(plan, "whole", &quote!(self), rule, patterns);
            quote!(found.here()#call;)
        }
        OwnRule::DependentFit(member, fit) => {
            let (given, fit) = (presence(member), predicate(plan, "whole", fit, patterns));
            quote!(found.here().fits_if(#given, self, #fit);)
        }
    }
}

/// How many members a struct has: those always there and those given.
fn members(fields: &StructPlan) -> TokenStream {
    use crate::passes::Presence;
    let always = fields
        .fields
        .iter()
        .filter(|field| !matches!(field.presence, Presence::Optional | Presence::Patch))
        .count();
    let always_there = (always > 0).then(|| {
        let count = Token::usize_unsuffixed(always);
        quote!(#count)
    });
    let given = fields.fields.iter().filter_map(|field| {
        let name = ident(&field.name);
        match field.presence {
            Presence::Optional => Some(quote!(usize::from(self.#name.is_some()))),
            Presence::Patch => Some(quote!(usize::from(!self.#name.is_absent()))),
            Presence::Required | Presence::Nullable | Presence::Default(_) => None,
        }
    });
    let rest = fields.rest.iter().map(|rest| {
        let name = ident(&rest.name);
        quote!(self.#name.len())
    });
    let mut terms = always_there.into_iter().chain(given).chain(rest).peekable();
    if terms.peek().is_none() {
        return quote!(0);
    }
    quote!(#(#terms)+*)
}

fn presence(member: &Member) -> TokenStream {
    match member {
        Member::Always { .. } => quote!(true),
        Member::Field { name, patch: false, .. } => {
            let name = ident(name);
            quote!(self.#name.is_some())
        }
        Member::Field { name, patch: true, .. } => {
            let name = ident(name);
            quote!(!self.#name.is_absent())
        }
        Member::Rest { name, wire } => {
            let name = ident(name);
            quote!(self.#name.contains_key(#wire))
        }
        Member::Unknown => quote!(false),
    }
}

fn wire(member: &Member) -> &str {
    match member {
        Member::Always { wire } | Member::Field { wire, .. } | Member::Rest { wire, .. } => wire,
        Member::Unknown => "",
    }
}
