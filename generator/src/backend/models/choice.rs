//! Enums of literals.

use proc_macro2::TokenStream;
use quote::quote;

use super::head;
use crate::backend::rust::{ident, text_docs};
use crate::passes::{EnumPlan, Item};
use crate::source::Literal;

pub(super) fn declare(item: &Item, choice: &EnumPlan) -> TokenStream {
    let head = head(item, None, &[]);
    let name = ident(&item.name);
    let variants = choice.variants.iter().map(|variant| {
        let about = text_docs(variant.docs.as_deref(), 4);
        let name = ident(&variant.name);
        quote!(#about #name)
    });
    let unknown = choice.unknown.iter().map(|unknown| {
        let about = text_docs(Some("A value that the description does not name, as it came."), 4);
        let name = ident(unknown);
        let kept = if of_text(choice) { quote!(String) } else { quote!(__rt::serde_json::Value) };
        quote!(#about #name(#kept))
    });
    let variants = variants.chain(unknown);
    quote! {
        #head
        pub enum #name { #(#variants),* }
    }
}

/// Whether all values are strings.
pub(super) fn of_text(choice: &EnumPlan) -> bool {
    choice.variants.iter().all(|variant| matches!(variant.value, Literal::String(_)))
}
