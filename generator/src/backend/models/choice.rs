//! Enums of literals: declared by the tables that say how their values are spelled.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::{INDENT, traits};
use crate::backend::rust::{deprecated, docs, float, ident, integer, text_docs};
use crate::passes::{EnumPlan, Item};
use crate::source::Literal;

/// `wire_enum!` or `wire_values!`
pub(super) fn declare(item: &Item, choice: &EnumPlan) -> TokenStream {
    let name = ident(&item.name);
    let about = docs(&item.docs, Some(&item.source), INDENT);
    let deprecated = deprecated(&item.docs);
    let mut known = vec!["Clone", "Debug", "PartialEq", "Eq", "Hash"];
    known.extend(item.derives.copy.then_some("Copy"));
    let more = traits(&item.derives, &known);
    let derives = (!more.is_empty()).then(|| quote!(#[derive(#(#more),*)]));
    let variants = choice.variants.iter().map(|variant| {
        let about = text_docs(variant.docs.as_deref(), 2 * INDENT);
        let name = ident(&variant.name);
        let value = value(&variant.value);
        quote!(#about #name #value)
    });
    let unknown = choice.unknown.iter().map(|unknown| {
        let name = ident(unknown);
        let any = choice.open.then(|| quote!(any));
        quote!(..#name #any)
    });
    let variants = variants.chain(unknown);
    let strings = choice.variants.iter().all(|variant| matches!(variant.value, Literal::String(_)));
    let table = ident(if strings { "wire_enum" } else { "wire_values" });
    quote!(__rt::#table! { #about #deprecated #derives pub enum #name { #(#variants,)* } })
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
    quote!(= #value)
}
