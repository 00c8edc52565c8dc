//! The static with an operation's metadata.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::super::rust::{ident, moved, noted_docs, plain_docs};
use super::{line, of};
use crate::ir::{Operation, Place, SchemeKind, SchemeUse, Security, Status};
use crate::passes::{DOCUMENT_SECURITY, OperationPlan, Plan};

/// `pub static GET_ORDER: "getOrder" "GET" "/orders/{id}" { … }`, as the first part of an operation's table.
pub(super) fn item(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let operation = of(plan, planned);
    let line = planned.webhook.then(|| format!("`{}`", line(operation)));
    let about = noted_docs(&operation.docs, line.as_deref(), None, 4);
    let (name, id) = (ident(&planned.meta), &planned.id);
    let (method, path, tags) = (&operation.method, path(planned, operation), &operation.tags);
    let tags = (!tags.is_empty()).then(|| quote!(tags: [#(#tags),*],));
    let document = plan.api.security.as_ref().filter(|_| plan.shares_security);
    let security = if document == Some(&operation.security) {
        let shared = ident(DOCUMENT_SECURITY);
        Some(quote!(__op::#shared))
    } else {
        (!operation.security.is_empty()).then(|| alternatives(plan, &operation.security))
    };
    let security = security.map(|security| quote!(security: #security,));
    let about = moved(about);
    quote!(#about pub static #name: #id #method #path { #tags #security })
}

/// `pub const DOCUMENT_SECURITY = [[bearer "oauth2" ["orders:read"]]];`, where several operations ask for that.
pub(super) fn security(plan: &Plan) -> Option<TokenStream> {
    let about =
        plain_docs("What operations ask their callers for, as the document says of all.", 4);
    let document = plan.api.security.as_ref().filter(|_| plan.shares_security)?;
    let (name, security) = (ident(DOCUMENT_SECURITY), alternatives(plan, document));
    Some(quote!(__rt::wire_security! { #about pub const #name = #security; }))
}

/// `[[bearer "oauth2" ["orders:read"]], [api_key "key" header "X-Key"]]`
fn alternatives(plan: &Plan, security: &Security) -> TokenStream {
    let alternatives = security.iter().map(|alternative| {
        let needs = alternative.iter().map(|used| need(plan, used));
        quote!([#(#needs),*])
    });
    quote!([#(#alternatives),*])
}

/// The path; of a webhook, which has none of its own, where its receiver listens unless told otherwise.
fn path(planned: &OperationPlan, operation: &Operation) -> String {
    if !planned.webhook {
        return operation.path.text.clone();
    }
    let plain =
        |char: char| if char.is_ascii_alphanumeric() || "-_.~".contains(char) { char } else { '-' };
    format!("/{}", planned.id.chars().map(plain).collect::<String>())
}

/// `bearer "oauth2" ["orders:read"]`
fn need(plan: &Plan, used: &SchemeUse) -> TokenStream {
    let scheme = &plan.api.schemes[used.scheme];
    let (key, scopes) = (&scheme.key, &used.scopes);
    match &scheme.kind {
        SchemeKind::Bearer(_) if scopes.is_empty() => quote!(bearer #key),
        SchemeKind::Bearer(_) => quote!(bearer #key [#(#scopes),*]),
        SchemeKind::Basic => quote!(basic #key),
        SchemeKind::ApiKey { name, place } => {
            let place = ident(match place {
                Place::Query | Place::QueryString => "query",
                Place::Header => "header",
                Place::Cookie => "cookie",
                Place::Path => "path",
            });
            quote!(api_key #key #place #name)
        }
        SchemeKind::OtherHttp(name) => quote!(other #key #name),
        SchemeKind::MutualTls => quote!(mutual_tls #key),
    }
}

/// A status as wire tables have it: `201`, `4XX`, `default`.
pub(super) fn status_word(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => Literal::u16_unsuffixed(code).into_token_stream(),
        Status::Range(range) => {
            format!("{range}XX").parse().expect("a literal with a suffix is a token")
        }
        Status::Default => quote!(default),
    }
}

/// Where a key stands.
pub(in super::super) fn place(place: Place) -> TokenStream {
    match place {
        Place::Query | Place::QueryString => quote!(__rt::operation::Place::Query),
        Place::Header => quote!(__rt::operation::Place::Header),
        Place::Cookie => quote!(__rt::operation::Place::Cookie),
        Place::Path => quote!(__rt::operation::Place::Path),
    }
}

/// `Status::Code(201)`
pub(in super::super) fn declared_status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(__rt::operation::Status::Code(#code))
        }
        Status::Range(range) => {
            let range = Literal::u8_unsuffixed(range);
            quote!(__rt::operation::Status::Range(#range))
        }
        Status::Default => quote!(__rt::operation::Status::Default),
    }
}
