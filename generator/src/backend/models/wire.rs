//! Tables for the wire: the one place that says how generated types are read and written.

use proc_macro2::TokenStream;
use quote::quote;

use crate::backend::rust::{default_value, ident};
use crate::config::UnionPolicy;
use crate::passes::{Item, Plan, Presence, StructPlan, UnionPlan};

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
