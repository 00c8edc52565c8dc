//! Tables for the wire: the one place that says how generated types are read and written.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::choice::of_text;
use crate::backend::rust::{default_value, float, ident, integer};
use crate::config::UnionPolicy;
use crate::passes::{EnumPlan, Item, Plan, Presence, StructPlan, UnionPlan};
use crate::source::Literal;

/// `wire_object!`
pub(super) fn object(plan: &Plan, item: &Item, fields: &StructPlan) -> TokenStream {
    let name = ident(&item.name);
    let entries = fields.fields.iter().map(|field| {
        let (name, wire) = (ident(&field.name), &field.wire);
        let kind = match &field.presence {
            Presence::Required => quote!(required),
            Presence::Optional => quote!(optional),
            Presence::Nullable => quote!(nullable),
            Presence::Patch => quote!(patch),
            Presence::Default(value) => {
                let value = default_value(plan, &field.rust, value);
                quote!(default(#value))
            }
        };
        quote!(#name: #wire #kind)
    });
    let rest = fields.rest.iter().map(|rest| {
        let name = ident(&rest.name);
        quote!(..#name)
    });
    let entries = entries.chain(rest);
    let closed = fields.closed.then(|| quote!(closed));
    quote!(__rt::wire::wire_object!(#closed #name { #(#entries,)* });)
}

/// `wire_enum!` or `wire_values!`
pub(super) fn choice(item: &Item, choice: &EnumPlan) -> TokenStream {
    let name = ident(&item.name);
    let text = of_text(choice);
    let entries = choice.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let value = value(&variant.value);
        quote!(#name #value)
    });
    let unknown = choice.unknown.iter().map(|unknown| {
        let name = ident(unknown);
        let any = choice.open.then(|| quote!(any));
        quote!(..#name #any)
    });
    let entries = entries.chain(unknown);
    if text {
        quote!(__rt::wire::wire_enum!(#name { #(#entries,)* });)
    } else {
        quote!(__rt::wire::wire_values!(#name { #(#entries,)* });)
    }
}

/// A value of an enumeration as the tables have it; null has none.
fn value(value: &Literal) -> TokenStream {
    let value = match value {
        Literal::Null | Literal::Array(_) | Literal::Object(_) => return TokenStream::new(),
        Literal::Bool(value) => quote!(#value),
        Literal::String(text) => {
            let text = Token::string(text);
            quote!(#text)
        }
        Literal::Number(number) => match number.as_i128() {
            Some(number) if i64::try_from(number).is_ok() || u64::try_from(number).is_ok() => {
                if number > i128::from(i32::MAX) || number < i128::from(i32::MIN) {
                    let suffix = if number < 0 { "i64" } else { "u64" };
                    format!("{number}{suffix}").parse().expect("an integer is Rust")
                } else {
                    integer(number)
                }
            }
            Some(_) | None => float(number).unwrap_or_else(|| quote!(0)),
        },
    };
    quote!(: #value)
}

/// `wire_union!`
pub(super) fn union(item: &Item, union: &UnionPlan, checked: bool) -> TokenStream {
    let name = ident(&item.name);
    let entries = union.variants.iter().enumerate().map(|(index, variant)| {
        let variant = ident(&variant.name);
        let values: Vec<&str> = union
            .tag
            .iter()
            .flat_map(|tag| &tag.values)
            .filter(|(_, selected)| *selected == index)
            .map(|(value, _)| value.as_str())
            .collect();
        if values.is_empty() { quote!(#variant) } else { quote!(#variant = #(#values)*) }
    });
    let tag = union.tag.as_ref().map(|tag| {
        let property = &tag.property;
        let default = tag.default.map(|index| {
            let variant = ident(&union.variants[index].name);
            quote!(else #variant)
        });
        quote!(by #property #default)
    });
    let unchecked = checked.then(|| quote!(unchecked));
    let of_one = (union.tag.is_none() && union.overlapping && union.policy == UnionPolicy::Reject)
        .then(|| quote!(of one));
    quote!(__rt::wire::wire_union!(#unchecked #name #of_one #tag { #(#entries,)* });)
}
