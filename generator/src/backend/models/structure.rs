//! Structs: public fields, and a constructor of what is required.

use proc_macro2::TokenStream;
use quote::quote;

use super::head;
use crate::backend::rust::{default_value, deprecated, docs, ident, text_docs, ty};
use crate::passes::{FieldPlan, Item, Plan, Presence, RustType, Scalar, StructPlan};

/// The column of a field.
const INDENT: usize = 4;

pub(super) fn declare(plan: &Plan, item: &Item, fields: &StructPlan) -> TokenStream {
    let derived = required(fields).is_empty() && !has_defaults(fields);
    let head = head(item, None, if derived { &["Default"] } else { &[] });
    let name = ident(&item.name);
    let declared = fields.fields.iter().map(|field| {
        let about = docs(&field.docs, None, INDENT);
        let deprecated = deprecated(&field.docs);
        let (name, ty) = (ident(&field.name), ty(plan, &field.rust));
        quote!(#about #deprecated pub #name: #ty)
    });
    let rest = fields.rest.iter().map(|rest| {
        let about = text_docs(Some("Members that the description does not name."), INDENT);
        let (name, values) = (ident(&rest.name), ty(plan, &rest.values));
        quote!(#about pub #name: __std::collections::BTreeMap<String, #values>)
    });
    let members = declared.chain(rest);
    let made = if derived { TokenStream::new() } else { constructor(plan, item, fields) };
    quote! {
        #head
        pub struct #name { #(#members),* }
        #made
    }
}

/// What must be given to make a value, in the order of the names on the wire: moving properties about in a document then
/// never swaps two arguments of one type.
fn required(fields: &StructPlan) -> Vec<&FieldPlan> {
    let mut required: Vec<&FieldPlan> = fields
        .fields
        .iter()
        .filter(|field| matches!(field.presence, Presence::Required | Presence::Nullable))
        .collect();
    required.sort_by(|a, b| a.wire.cmp(&b.wire));
    required
}

fn has_defaults(fields: &StructPlan) -> bool {
    fields.fields.iter().any(|field| matches!(field.presence, Presence::Default(_)))
}

/// `new`, or `Default` where nothing is required and something has a value of its own.
fn constructor(plan: &Plan, item: &Item, fields: &StructPlan) -> TokenStream {
    let name = ident(&item.name);
    let arguments = required(fields);
    let inits = fields.fields.iter().map(|field| {
        let name = ident(&field.name);
        match &field.presence {
            Presence::Required | Presence::Nullable if is_text(&field.rust) => {
                quote!(#name: #name.into())
            }
            Presence::Required | Presence::Nullable => quote!(#name),
            Presence::Optional => quote!(#name: None),
            Presence::Patch => quote!(#name: __rt::patch::Patch::Absent),
            Presence::Default(value) => {
                let value = default_value(plan, &field.rust, value);
                quote!(#name: #value)
            }
        }
    });
    let rest = fields.rest.iter().map(|rest| {
        let name = ident(&rest.name);
        quote!(#name: __std::collections::BTreeMap::new())
    });
    let inits: Vec<TokenStream> = inits.chain(rest).collect();
    if arguments.is_empty() {
        return quote! {
            impl Default for #name {
                fn default() -> Self {
                    __fill!(Self { #(#inits),* })
                }
            }
        };
    }
    let parameters = arguments.iter().map(|field| {
        let (name, given) = (ident(&field.name), ty(plan, &field.rust));
        if is_text(&field.rust) { quote!(#name: impl Into<String>) } else { quote!(#name: #given) }
    });
    let many = (arguments.len() > 7).then(|| {
        quote!(#[allow(clippy::too_many_arguments, reason = "the description requires them all")])
    });
    let all = inits.len() == arguments.len();
    let about = text_docs(
        Some(if all {
            "A value of its members."
        } else {
            "A value of what is required; the rest is absent or has its default."
        }),
        INDENT,
    );
    quote! {
        impl #name {
            #about
            #many
            pub fn new(#(#parameters),*) -> Self {
                __fill!(Self { #(#inits),* })
            }
        }
    }
}

fn is_text(rust: &RustType) -> bool {
    *rust == RustType::Scalar(Scalar::String)
}
