//! The answers of an operation: an enum of its successes or errors, and its wire table.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::rust::{IncludedFrom, ident, member_docs, plain_docs, text_docs, ty};
use super::meta::status_word;
use super::{content, request, style};
use crate::ir::{Place, Status};
use crate::passes::{Plan, ResponseVariantPlan, ResponsesPlan, SharedReplies};

/// The column of a variant in its table.
const INDENT: usize = 8;

/// `pub enum GetOrderSuccess { … }`, as a part of an operation's table, or `pub type GetOrderError = Error404;` where it
/// shares them.
pub(super) fn item(plan: &Plan, replies: &ResponsesPlan) -> TokenStream {
    let name = ident(&replies.name);
    let shared = match &replies.shared {
        None => return declaration(plan, replies, IncludedFrom::FileBelow),
        Some(SharedReplies::Declared(shared)) => {
            let shared = ident(shared);
            return quote!(pub type #name = __op::#shared;);
        }
        Some(SharedReplies::Runtime(shared)) => ident(shared),
    };
    let about = replies.variants.first().map(|only| variant_docs(only, INDENT / 2));
    let body = replies.variants.iter().find_map(|only| only.body.as_ref());
    let of = body.map(|body| content::body_type(plan, body)).map(|ty| quote!(<#ty>));
    quote!(#about pub type #name = __rt::#shared #of;)
}

/// The errors that operations share.
pub(super) fn errors(plan: &Plan) -> TokenStream {
    let error = |replies: &ResponsesPlan| {
        let declaration = declaration(plan, replies, IncludedFrom::Module);
        let about = plain_docs("What refuses or fails several operations.", 4);
        quote!(__rt::wire_error! { #about #declaration })
    };
    plan.errors.iter().map(error).collect()
}

fn declaration(plan: &Plan, replies: &ResponsesPlan, from: IncludedFrom) -> TokenStream {
    let name = ident(&replies.name);
    let entries = replies.variants.iter().map(|variant| entry(plan, variant, from));
    quote!(pub enum #name { #(#entries,)* })
}

/// Whether a variant holds its body alone, or nothing.
pub(in super::super) fn is_plain(variant: &ResponseVariantPlan) -> bool {
    variant.headers.is_empty() && matches!(variant.status, Status::Code(_))
}

/// What the document says of an answer, where it says more than the name of its status.
fn variant_docs(variant: &ResponseVariantPlan, indent: usize) -> TokenStream {
    let plain = |text: &str| -> String {
        text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
    };
    let text = variant.docs.as_deref().filter(|text| plain(text) != plain(&variant.name));
    text_docs(text, indent)
}

/// `Created(Order = json) = 201`
fn entry(plan: &Plan, variant: &ResponseVariantPlan, from: IncludedFrom) -> TokenStream {
    let (about, name) = (variant_docs(variant, INDENT), ident(&variant.name));
    let status = status_word(variant.status);
    let body = variant.body.as_ref().map(|body| {
        let (ty, entry) = (content::body_type(plan, body), content::entry(plan, body));
        quote!(#ty = #entry)
    });
    if is_plain(variant) {
        let body = body.map(|body| quote!((#body)));
        return quote!(#about #name #body = #status);
    }
    let code = (!matches!(variant.status, Status::Code(_))).then(|| quote!(status = code));
    let headers = variant.headers.iter().map(|(field, form)| {
        let (name, rust, wire) = (ident(&field.name), ty(plan, &field.rust), &field.wire);
        let about = member_docs(plan, &field.docs, from, INDENT + 4);
        let words = style::words(plan, Place::Header, form, Some(field.ty));
        let words = (!words.is_empty()).then(|| {
            let words = words.into_iter().map(ident);
            quote!([#(#words)*])
        });
        let presence = request::presence_word(plan, &field.presence, &field.rust);
        quote!(#about #name: #rust = header #wire #words #presence)
    });
    let body = body.map(|body| quote!(body: #body required));
    let fields = code.into_iter().chain(headers).chain(body);
    quote!(#about #name { #(#fields),* } = #status)
}
