//! The request of an operation: a struct, its wire table, its checks.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::models::{Patterns, rules};
use super::super::rust::{
    allow_deprecated, default_value, deprecated, docs, ident, plain_docs, ty,
};
use super::{content, line, of, style};
use crate::ir::{Codec, Place, WireForm};
use crate::passes::{
    OperationPlan, Plan, Presence, RequestFieldPlan, RequestFieldSource, RustType, Scalar,
};

pub(super) fn items(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let operation = of(plan, planned);
    let name = ident(&planned.request);
    let about = plain_docs(&format!("The request of `{}`.", line(operation)), 0);
    let fields = planned.fields.iter().map(|field| {
        let (docs, deprecated) = (docs(&field.field.docs, None, 4), deprecated(&field.field.docs));
        let (name, ty) = (ident(&field.field.name), field_type(plan, field));
        quote!(#docs #deprecated pub #name: #ty)
    });
    let entries = planned.fields.iter().map(|field| entry(plan, field));
    let choice = planned.fields.iter().map(|field| match &field.source {
        RequestFieldSource::Body(body) => content::choice(plan, body, &planned.request),
        RequestFieldSource::Parameter { .. } => TokenStream::new(),
    });
    let default = is_default(planned).then(|| quote!(, Default));
    let (new, checks) = (constructor(plan, planned), checks(plan, planned));
    let allow =
        planned.fields.iter().any(|field| field.field.docs.deprecated).then(allow_deprecated);
    quote! {
        #about
        #[derive(Clone, Debug, PartialEq #default)]
        pub struct #name { #(#fields),* }
        #allow
        #new
        #(#choice)*
        __rt::operation::wire_request!(#name { #(#entries),* });
        #checks
    }
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

fn entry(plan: &Plan, field: &RequestFieldPlan) -> TokenStream {
    let (name, wire) = (ident(&field.field.name), &field.field.wire);
    let presence = presence(plan, field);
    match &field.source {
        RequestFieldSource::Body(body) => {
            let entry = content::entry(plan, body);
            quote!(#name: #entry #presence)
        }
        RequestFieldSource::Parameter { place: Place::QueryString, form, .. } => {
            let codec = match form {
                WireForm::Content(Codec::Form(_)) | WireForm::Styled { .. } => quote!(form),
                WireForm::Content(Codec::Text) => quote!(text),
                WireForm::Content(_) => quote!(json),
            };
            quote!(#name: querystring #wire [#codec] #presence)
        }
        RequestFieldSource::Parameter { place, form, .. } => {
            let words = style::words(plan, *place, form, Some(field.field.ty));
            let words = (!words.is_empty()).then(|| {
                let words = words.into_iter().map(ident);
                quote!([#(#words)*])
            });
            let place = ident(place_word(*place));
            quote!(#name: #place #wire #words #presence)
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
fn constructor(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let name = ident(&planned.request);
    let mut required: Vec<&RequestFieldPlan> =
        planned.fields.iter().filter(|field| is_required(field)).collect();
    required.sort_by_key(|field| {
        (
            matches!(field.source, RequestFieldSource::Body(_)),
            field.field.wire.as_str(),
            field.field.name.as_str(),
        )
    });
    let arguments = required.iter().map(|field| {
        let (name, ty) = (ident(&field.field.name), field_type(plan, field));
        if is_text(plan, field) { quote!(#name: impl Into<String>) } else { quote!(#name: #ty) }
    });
    let values = planned.fields.iter().map(|field| {
        let name = ident(&field.field.name);
        match &field.field.presence {
            _ if is_required(field) && is_text(plan, field) => quote!(#name: #name.into()),
            _ if is_required(field) => quote!(#name),
            Presence::Default(value) => {
                let value = default_value(plan, &field.field.rust, value);
                quote!(#name: #value)
            }
            Presence::Patch => quote!(#name: __rt::patch::Patch::Absent),
            Presence::Required | Presence::Nullable | Presence::Optional => quote!(#name: None),
        }
    });
    let values: Vec<_> = values.collect();
    if required.is_empty() {
        if is_default(planned) {
            return TokenStream::new();
        }
        return quote! {
            impl Default for #name {
                fn default() -> Self { __fill!(Self { #(#values),* }) }
            }
        };
    }
    let lint = (required.len() > 7).then(|| {
        quote!(#[allow(clippy::too_many_arguments, reason = "the description requires that many")])
    });
    quote! {
        impl #name {
            /// A request with what must be there.
            #lint
            pub fn new(#(#arguments),*) -> Self { __fill!(Self { #(#values),* }) }
        }
    }
}

/// Whether every field is absent in the simplest request, so that `Default` can be derived.
fn is_default(planned: &OperationPlan) -> bool {
    planned
        .fields
        .iter()
        .all(|field| matches!(field.field.presence, Presence::Optional | Presence::Patch))
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

/// `impl Check`: what the description demands of each parameter and of the body.
fn checks(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let name = ident(&planned.request);
    let mut patterns = Patterns::default();
    let lines: Vec<TokenStream> =
        planned.fields.iter().filter_map(|field| check(plan, field, &mut patterns)).collect();
    if lines.is_empty() {
        return quote!(impl __rt::check::Check for #name {});
    }
    let statics = patterns.declarations();
    let allow =
        planned.fields.iter().any(|field| field.field.docs.deprecated).then(allow_deprecated);
    quote! {
        #allow
        impl __rt::check::Check for #name {
            fn check(&self, found: &mut __rt::check::Violations) { #statics #(#lines)* }
        }
    }
}

fn check(plan: &Plan, field: &RequestFieldPlan, patterns: &mut Patterns) -> Option<TokenStream> {
    let name = ident(&field.field.name);
    let value = quote!(&self.#name);
    match &field.source {
        RequestFieldSource::Body(body) if body.choice.is_some() => {
            Some(quote!(found.here().nested(#value);))
        }
        RequestFieldSource::Body(body) => {
            let content = &body.contents[0];
            let calls = content::rules_of(plan, content, &field.field.name, &value, patterns);
            (!calls.is_empty()).then(|| quote!(found.here()#calls;))
        }
        RequestFieldSource::Parameter { place, .. } => {
            let calls =
                rules(plan, &field.field.name, &value, plan.checks.of(field.field.ty), patterns);
            let (place, wire) = (
                location(*place),
                if *place == Place::QueryString { "" } else { &field.field.wire },
            );
            (!calls.is_empty()).then(|| quote!(found.#place(#wire)#calls;))
        }
    }
}

/// What the check of a parameter starts with.
fn location(place: Place) -> Ident {
    ident(match place {
        Place::Path => "path",
        Place::Query | Place::QueryString => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
    })
}
