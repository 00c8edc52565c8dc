//! The request of an operation: a struct, and how each of its fields travels.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::models::{Patterns, bracket, calls};
use super::super::rust::{
    IncludedFrom, Moved, default_value, deprecated, ident, member_docs, moved, ty,
};
use super::{content, style};
use crate::ir::{Codec, Place, WireForm};
use crate::passes::{
    OperationPlan, Plan, Presence, RequestFieldPlan, RequestFieldSource, RustType, Scalar,
};

/// `pub struct GetOrderRequest { … }` and what follows it, as a part of an operation's table.
pub(super) fn item(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let name = ident(&planned.request);
    let mut patterns = Patterns::default();
    let members: Vec<Moved> = planned
        .fields
        .iter()
        .map(|field| {
            let (docs, deprecated) = (
                moved(member_docs(plan, &field.field.docs, IncludedFrom::FileBelow, 8)),
                moved(deprecated(&field.field.docs)),
            );
            let (name, ty) = (ident(&field.field.name), moved(field_type(plan, field)));
            let entry = moved(entry(plan, field));
            let rules = moved(rules(plan, field, &mut patterns));
            moved(quote!(#docs #deprecated pub #name: #ty = #entry #rules))
        })
        .collect();
    let statics = moved(patterns.declarations());
    let new = moved(new(plan, planned));
    quote!(pub struct #name { #(#members,)* } #statics #new)
}

/// The type of a field, `Option` and the like included.
fn field_type(plan: &Plan, field: &RequestFieldPlan) -> TokenStream {
    match &field.source {
        RequestFieldSource::Parameter { .. } => ty(plan, &field.field.rust),
        RequestFieldSource::Body(body) => {
            let inner = content::body_type(plan, body);
            if field.field.presence == Presence::Required { inner } else { quote!(Option<#inner>) }
        }
    }
}

/// `query "limit" [form] default(20)`
fn entry(plan: &Plan, field: &RequestFieldPlan) -> TokenStream {
    let (wire, presence) = (&field.field.wire, presence(plan, field));
    match &field.source {
        RequestFieldSource::Body(body) => {
            let entry = moved(content::entry(plan, body));
            quote!(#entry #presence)
        }
        RequestFieldSource::Parameter { place: Place::QueryString, form, .. } => {
            let codec = match form {
                WireForm::Content(Codec::Form(_)) | WireForm::Styled { .. } => quote!(form),
                WireForm::Content(Codec::Text) => quote!(text),
                WireForm::Content(_) => quote!(json),
            };
            quote!(querystring #wire [#codec] #presence)
        }
        RequestFieldSource::Parameter { place, form, .. } => {
            let words = style::words(plan, *place, form, Some(field.field.ty));
            let words = (!words.is_empty()).then(|| {
                let words = words.into_iter().map(ident);
                quote!([#(#words)*])
            });
            let place = ident(place_word(*place));
            quote!(#place #wire #words #presence)
        }
    }
}

pub(super) fn place_word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::QueryString => "querystring",
    }
}

fn presence(plan: &Plan, field: &RequestFieldPlan) -> TokenStream {
    presence_word(plan, &field.field.presence, &field.field.rust)
}

/// `required`, `optional`, `default(20)`, `patch`
pub(super) fn presence_word(plan: &Plan, presence: &Presence, rust: &RustType) -> TokenStream {
    match presence {
        Presence::Required | Presence::Nullable => quote!(required),
        Presence::Optional => quote!(optional),
        Presence::Patch => quote!(patch),
        Presence::Default(value) => {
            let value = default_value(plan, rust, value);
            quote!(default(#value))
        }
    }
}

/// `new` takes what must be there: parameters by their names on the wire, then the body.
fn new(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let mut required: Vec<&RequestFieldPlan> =
        planned.fields.iter().filter(|field| is_required(field)).collect();
    if required.is_empty() {
        return TokenStream::new();
    }
    required.sort_by_key(|field| {
        (
            matches!(field.source, RequestFieldSource::Body(_)),
            field.field.wire.as_str(),
            field.field.name.as_str(),
        )
    });
    let given = required.iter().map(|field| {
        let (name, ty) = (ident(&field.field.name), field_type(plan, field));
        if is_text(plan, field) { quote!(#name: impl Into<String>) } else { quote!(#name: #ty) }
    });
    quote!(new(#(#given),*);)
}

fn is_text(plan: &Plan, field: &RequestFieldPlan) -> bool {
    let is_alone = match &field.source {
        RequestFieldSource::Body(body) => {
            body.choice.is_none() && content::is_value(plan, &body.contents[0])
        }
        RequestFieldSource::Parameter { .. } => true,
    };
    is_alone && field.field.rust == RustType::Scalar(Scalar::String)
}

fn is_required(field: &RequestFieldPlan) -> bool {
    matches!(field.field.presence, Presence::Required | Presence::Nullable)
}

/// What the description demands of a parameter or of the body.
fn rules(plan: &Plan, field: &RequestFieldPlan, patterns: &mut Patterns) -> TokenStream {
    let calls = match &field.source {
        RequestFieldSource::Body(body) if body.choice.is_some() => return quote!([nested]),
        RequestFieldSource::Body(body) => {
            content::rules_of(plan, &body.contents[0], &field.field.name, patterns)
        }
        RequestFieldSource::Parameter { .. } => {
            calls(plan, &field.field.name, plan.checks.of(field.field.ty), patterns)
        }
    };
    bracket(&calls)
}
