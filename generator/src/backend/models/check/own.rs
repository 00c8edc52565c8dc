//! What the members of a struct must satisfy together.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::Patterns;
use crate::backend::rust::ident;
use crate::passes::checks::{Member, OwnRule};
use crate::passes::{Plan, Presence, StructPlan};

/// A line for a rule; none for what the table itself says of the other members.
pub(super) fn rule(
    plan: &Plan,
    fields: Option<&StructPlan>,
    rule: &OwnRule,
    patterns: &mut Patterns,
) -> Option<TokenStream> {
    Some(match rule {
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
            let calls = super::rule(plan, "whole", rule, patterns);
            let calls = super::chain(&calls, &quote!(self));
            quote!(found.here()#calls;)
        }
        OwnRule::Rest(_) => return None,
        OwnRule::DependentFit(member, fit) => {
            let (given, fit) = (presence(member), super::predicate(plan, "whole", fit, patterns));
            quote!(found.here().fits_if(#given, self, #fit);)
        }
    })
}

/// How many members a struct has: those always there and those given.
fn members(of: Option<&StructPlan>) -> TokenStream {
    let fields = of.map_or(&[][..], |of| &of.fields);
    let always = of.map_or(0, StructPlan::always);
    let always_there = (always > 0).then(|| {
        let count = Token::usize_unsuffixed(always);
        quote!(#count)
    });
    let given = fields.iter().filter_map(|field| {
        let name = ident(&field.name);
        match field.presence {
            Presence::Optional => Some(quote!(usize::from(self.#name.is_some()))),
            Presence::Patch => Some(quote!(usize::from(!self.#name.is_absent()))),
            Presence::Required | Presence::Nullable | Presence::Default(_) => None,
        }
    });
    let rest = of.and_then(|of| of.rest.as_ref()).into_iter().map(|rest| {
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
        Member::Never { .. } => quote!(false),
    }
}

fn wire(member: &Member) -> &str {
    match member {
        Member::Always { wire }
        | Member::Field { wire, .. }
        | Member::Rest { wire, .. }
        | Member::Never { wire } => wire,
    }
}
