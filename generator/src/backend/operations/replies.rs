//! The answers of an operation: an enum of its successes or errors, and its wire table.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::rust::{IncludedFrom, ident, member_docs, plain_docs, text_docs, ty};
use super::meta::status_word;
use super::{content, request, style};
use crate::ir::{Place, Status};
use crate::passes::{Plan, ResponseVariantPlan, ResponsesPlan, SharedError};

/// The column of a variant in its table.
const INDENT: usize = 8;

/// `pub enum GetOrderSuccess { … }`, as a part of an operation's table, or `pub type GetOrderSuccess = Json200<Order>;`.
pub(super) fn success(plan: &Plan, replies: &ResponsesPlan) -> TokenStream {
    let Some((variant, common)) = common(plan, replies) else {
        return declaration(plan, replies, IncludedFrom::FileBelow);
    };
    let (about, name) = (variant_docs(variant, INDENT / 2), ident(&replies.name));
    quote!(#about pub type #name = #common;)
}

/// The type of the runtime that says all there is to say: of a single status, with JSON or nothing.
fn common<'a>(
    plan: &Plan,
    replies: &'a ResponsesPlan,
) -> Option<(&'a ResponseVariantPlan, TokenStream)> {
    let [variant] = &replies.variants[..] else { return None };
    let Status::Code(code) = variant.status else { return None };
    if !is_plain(variant) {
        return None;
    }
    let (kind, codes, of) = match &variant.body {
        None => ("Empty", &[200, 201, 202, 204][..], None),
        Some(body) if content::is_usual_json(plan, body) => {
            let ty = content::body_type(plan, body);
            ("Json", &[200, 201, 202][..], Some(quote!(<#ty>)))
        }
        Some(_) => return None,
    };
    let name = ident(&format!("{kind}{code}"));
    codes.contains(&code).then(|| (variant, quote!(__rt::#name #of)))
}

/// The same of its errors, or `pub type GetOrderError = Error404;` where it shares them.
pub(super) fn error(plan: &Plan, replies: &ResponsesPlan) -> TokenStream {
    let name = ident(&replies.name);
    match &replies.shared {
        Some(SharedError::Declared(shared)) => {
            let shared = ident(shared);
            quote!(pub type #name = __op::#shared;)
        }
        Some(SharedError::Nothing) => quote!(pub type #name = __rt::operation::NoError;),
        None => declaration(plan, replies, IncludedFrom::FileBelow),
    }
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
