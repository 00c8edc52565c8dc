//! Bodies: their types, and the words of the wire tables for them.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::models::{Patterns, rules};
use super::super::rust::{ident, plain_docs, ty};
use super::style;
use crate::ir::{Codec, Place, Shape, TypeId};
use crate::passes::{BodyPlan, ContentPlan, Plan, RustType, Scalar};

/// The codec of a body in wire tables. What the runtime has no codec for yet travels as bytes.
pub(in super::super) fn word(content: &ContentPlan) -> &'static str {
    if content.rust == RustType::Scalar(Scalar::Bytes) {
        return "bytes";
    }
    match content.codec {
        Codec::Json => "json",
        Codec::Form(_) => "form",
        Codec::Text => "text",
        Codec::Multipart(_)
        | Codec::Binary
        | Codec::Xml
        | Codec::JsonLines
        | Codec::JsonSequence
        | Codec::EventStream => "bytes",
    }
}

/// The type of a body in one media type.
pub(in super::super) fn content_type(plan: &Plan, content: &ContentPlan) -> TokenStream {
    if word(content) == "bytes" { quote!(__rt::bytes::Bytes) } else { ty(plan, &content.rust) }
}

/// The type of a body.
pub(in super::super) fn body_type(plan: &Plan, body: &BodyPlan) -> TokenStream {
    match &body.choice {
        Some(choice) => {
            let choice = ident(&choice.name);
            quote!(__op::#choice)
        }
        None => content_type(plan, &body.contents[0]),
    }
}

/// `json "application/json"`, or `choice` where there are several.
pub(super) fn entry(plan: &Plan, body: &BodyPlan) -> TokenStream {
    match &body.choice {
        Some(_) => quote!(choice),
        None => content_entry(plan, &body.contents[0]),
    }
}

fn content_entry(plan: &Plan, content: &ContentPlan) -> TokenStream {
    let (codec, media) = (ident(word(content)), Literal::string(&content.media_type));
    let forms = match &content.codec {
        Codec::Form(forms) if !forms.is_empty() && word(content) == "form" => {
            let entries = forms.iter().map(|(name, form)| {
                let property = property(plan, content, name);
                let words = style::words(plan, Place::Query, form, property).into_iter().map(ident);
                quote!(#name [#(#words)*])
            });
            quote!({ #(#entries),* })
        }
        Codec::Form(_)
        | Codec::Json
        | Codec::Multipart(_)
        | Codec::Text
        | Codec::Binary
        | Codec::Xml
        | Codec::JsonLines
        | Codec::JsonSequence
        | Codec::EventStream => TokenStream::new(),
    };
    quote!(#codec #media #forms)
}

/// The type of a form's property.
fn property(plan: &Plan, content: &ContentPlan, name: &str) -> Option<TypeId> {
    let object = plan.api.resolve(content.ty?);
    let Shape::Object(object) = &plan.api.ty(object).shape else { return None };
    object.fields.iter().find(|field| field.name == name).map(|field| field.ty)
}

/// The calls that check a body in one media type.
pub(super) fn rules_of(
    plan: &Plan,
    content: &ContentPlan,
    name: &str,
    value: &TokenStream,
    patterns: &mut Patterns,
) -> TokenStream {
    match content.ty {
        Some(ty) if word(content) != "bytes" => {
            rules(plan, name, value, plan.checks.of(ty), patterns)
        }
        Some(_) | None => TokenStream::new(),
    }
}

/// The enum of a body's media types, where there are several.
pub(super) fn choice(plan: &Plan, body: &BodyPlan, of: &str) -> TokenStream {
    let Some(choice) = body.choice.as_ref().filter(|choice| choice.declared) else {
        return TokenStream::new();
    };
    let name = ident(&choice.name);
    let variants = body.contents.iter().map(|content| {
        let (variant, payload) = (ident(&content.variant), content_type(plan, content));
        let docs = format!(" `{}`", content.media_type);
        quote!(#[doc = #docs] #variant(#payload))
    });
    let entries = body.contents.iter().map(|content| {
        let (variant, entry) = (ident(&content.variant), content_entry(plan, content));
        quote!(#variant => #entry)
    });
    let mut patterns = Patterns::default();
    let mut checked = false;
    let checks: Vec<TokenStream> = body
        .contents
        .iter()
        .map(|content| {
            let variant = ident(&content.variant);
            let calls = rules_of(plan, content, &content.variant, &quote!(body), &mut patterns);
            if calls.is_empty() {
                quote!(Self::#variant(_) => {})
            } else {
                checked = true;
                quote!(Self::#variant(body) => { found.here()#calls; })
            }
        })
        .collect();
    let statics = patterns.declarations();
    let checks = if checked {
        quote! {
            impl __rt::check::Check for #name {
                fn check(&self, found: &mut __rt::check::Violations) {
                    #statics
                    match self { #(#checks)* }
                }
            }
        }
    } else {
        quote!(impl __rt::check::Check for #name {})
    };
    let others = if choice.shared { " and others" } else { "" };
    let about = plain_docs(&format!("The body of [`{of}`]{others}, by media type."), 0);
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#variants),* }
        __rt::operation::wire_body!(#name { #(#entries),* });
        #checks
    }
}
