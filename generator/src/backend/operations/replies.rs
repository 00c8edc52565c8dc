//! The answers of an operation: an enum of its successes or errors, and its wire table.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::rust::{docs, ident, plain_docs, text_docs, ty};
use super::meta::status_word;
use super::{content, line, of, request, style};
use crate::ir::{Place, Status};
use crate::passes::{OperationPlan, Plan, ResponseVariantPlan};

pub(super) fn items(plan: &Plan, planned: &OperationPlan, success: bool) -> TokenStream {
    let operation = of(plan, planned);
    let (replies, kind) = if success {
        (&planned.success, "What answers well to")
    } else {
        (&planned.error, "What refuses or fails")
    };
    let name = ident(&replies.name);
    let about = plain_docs(&format!("{kind} `{}`.", line(operation)), 0);
    let variants = replies.variants.iter().map(|variant| {
        let (docs, name, payload) =
            (variant_docs(variant), ident(&variant.name), payload(plan, variant));
        quote!(#docs #name #payload)
    });
    let choices = replies
        .variants
        .iter()
        .filter_map(|variant| variant.body.as_ref().map(|body| (variant, body)));
    let choices = choices.map(|(variant, body)| {
        content::choice(plan, body, &format!("{}::{}", replies.name, variant.name))
    });
    let mut sorted: Vec<&ResponseVariantPlan> = replies.variants.iter().collect();
    // A code is matched before its range, and the default last.
    sorted.sort_by_key(|variant| variant.status);
    let entries = sorted.into_iter().map(|variant| entry(plan, variant));
    let table = if success {
        quote!(__rt::operation::wire_reply!)
    } else {
        quote!(__rt::operation::wire_error!)
    };
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#variants),* }
        #(#choices)*
        #table(#name { #(#entries),* });
    }
}

/// Whether a variant holds its body alone, or nothing.
pub(in super::super) fn is_plain(variant: &ResponseVariantPlan) -> bool {
    variant.headers.is_empty() && matches!(variant.status, Status::Code(_))
}

fn variant_docs(variant: &ResponseVariantPlan) -> TokenStream {
    let status = match variant.status {
        Status::Code(code) => format!("`{code}`"),
        Status::Range(range) => format!("`{range}XX`"),
        Status::Default => "Any other status".to_owned(),
    };
    match variant.docs.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => text_docs(Some(&format!("{status}: {text}")), 4),
        None => plain_docs(&status, 4),
    }
}

fn payload(plan: &Plan, variant: &ResponseVariantPlan) -> TokenStream {
    let body = variant.body.as_ref().map(|body| content::body_type(plan, body));
    if is_plain(variant) {
        return body.map(|body| quote!((#body))).unwrap_or_default();
    }
    let status = (!matches!(variant.status, Status::Code(_))).then(|| {
        quote! {
            #[doc = " The status that it stands for here."]
            status: __rt::http::StatusCode,
        }
    });
    let headers = variant.headers.iter().map(|(field, _)| {
        let (name, rust) = (ident(&field.name), ty(plan, &field.rust));
        let about = docs(&field.docs, None, 8);
        let about = if about.is_empty() {
            plain_docs(&format!("The header `{}`.", field.wire), 8)
        } else {
            about
        };
        quote!(#about #name: #rust,)
    });
    let body = body.map(|body| {
        quote! {
            #[doc = " The body."]
            body: #body,
        }
    });
    quote!({ #status #(#headers)* #body })
}

fn entry(plan: &Plan, variant: &ResponseVariantPlan) -> TokenStream {
    let name = ident(&variant.name);
    let status = status_word(variant.status);
    let body = variant.body.as_ref().map(|body| content::entry(plan, body));
    if is_plain(variant) {
        let body = body.map(|body| quote!((#body)));
        return quote!(#status => #name #body);
    }
    let mut fields = Vec::new();
    if !matches!(variant.status, Status::Code(_)) {
        fields.push(quote!(status: code));
    }
    for (field, form) in &variant.headers {
        let (name, wire) = (ident(&field.name), &field.wire);
        let words = style::words(plan, Place::Header, form, Some(field.ty));
        let words = (!words.is_empty()).then(|| {
            let words = words.into_iter().map(ident);
            quote!([#(#words)*])
        });
        let presence = request::presence_word(plan, &field.presence, &field.rust);
        fields.push(quote!(#name: header #wire #words #presence));
    }
    fields.extend(body.map(|body| quote!(body: #body required)));
    quote!(#status => #name { #(#fields),* })
}
