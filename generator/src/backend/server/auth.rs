//! Who may call: a trait with a method for each scheme that operations use, and how a call's credentials reach it.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::place;
use super::super::rust::{ident, plain_docs, text_docs};
use crate::ir::{Operation, SchemeKind, SchemeUse};
use crate::passes::Plan;

/// The schemes that operations use, in the order of the document.
pub(super) fn schemes(plan: &Plan) -> Vec<usize> {
    let used = |scheme: &usize| {
        let operations =
            plan.operations.iter().map(|operation| super::super::operations::of(plan, operation));
        operations
            .flat_map(|operation| operation.security.iter().flatten())
            .any(|need| need.scheme == *scheme)
    };
    (0..plan.api.schemes.len()).filter(used).collect()
}

pub(super) fn items(plan: &Plan) -> Option<TokenStream> {
    let schemes = schemes(plan);
    if schemes.is_empty() {
        return None;
    }
    let name = ident(&plan.names.auth);
    let types = schemes.iter().map(|scheme| {
        let ty = ident(&plan.schemes[*scheme].ty);
        let about = format!(" What is known of a caller by `{}`.", plan.api.schemes[*scheme].key);
        quote!(#[doc = #about] type #ty: Send;)
    });
    let methods = schemes.iter().map(|scheme| method(plan, *scheme));
    let about =
        plain_docs("Who may call. Each method judges the credentials of one security scheme.", 0);
    Some(quote! {
        #about
        pub trait #name: Send + Sync + 'static {
            #(#types)*
            #(#methods)*
        }
    })
}

fn method(plan: &Plan, index: usize) -> TokenStream {
    let scheme = &plan.api.schemes[index];
    let (method, ty) = (ident(&plan.schemes[index].method), ident(&plan.schemes[index].ty));
    let mut about = text_docs(scheme.docs.as_deref(), 4);
    if !about.is_empty() {
        about.extend(quote!(#[doc = ""]));
    }
    let how = match &scheme.kind {
        SchemeKind::Bearer(_) => {
            "Judges the token of `Authorization: Bearer`; `scopes` are what the operation needs."
                .to_owned()
        }
        SchemeKind::Basic => {
            "Judges the user name and password of `Authorization: Basic`.".to_owned()
        }
        SchemeKind::OtherHttp(name) => format!("Judges what follows `Authorization: {name}`."),
        SchemeKind::ApiKey { name, place } => {
            format!("Judges the key `{name}` of the {}.", place_word(*place))
        }
        SchemeKind::MutualTls => {
            "Judges the connection's certificate, which is to be found in the context's extensions."
                .to_owned()
        }
    };
    about.extend(plain_docs(&how, 4));
    let credential = match &scheme.kind {
        SchemeKind::Bearer(_) => quote!(token: &str,),
        SchemeKind::Basic => quote!(user: &__rt::server::Basic,),
        SchemeKind::OtherHttp(_) => quote!(credentials: &str,),
        SchemeKind::ApiKey { .. } => quote!(key: &str,),
        SchemeKind::MutualTls => TokenStream::new(),
    };
    quote! {
        #about
        fn #method(
            &self,
            #credential
            scopes: &'static [&'static str],
            cx: &__rt::server::Context,
        ) -> impl __std::future::Future<Output = Result<Self::#ty, __rt::server::AuthError>> + Send;
    }
}

fn place_word(place: crate::ir::Place) -> &'static str {
    match place {
        crate::ir::Place::Path => "path",
        crate::ir::Place::Query | crate::ir::Place::QueryString => "query",
        crate::ir::Place::Header => "headers",
        crate::ir::Place::Cookie => "cookies",
    }
}

/// The alternatives that ask for something, and whether credentials may be missing.
fn alternatives(operation: &Operation) -> (Vec<&[SchemeUse]>, bool) {
    let optional = operation.security.iter().any(Vec::is_empty);
    let asked = operation
        .security
        .iter()
        .filter(|alternative| !alternative.is_empty())
        .map(Vec::as_slice)
        .collect();
    (asked, optional)
}

/// The type of a method's `caller`; `None` where nobody is asked who they are.
pub(super) fn caller(plan: &Plan, operation: &Operation) -> Option<TokenStream> {
    let (alternatives, optional) = alternatives(operation);
    let (last, before) = alternatives.split_last()?;
    let mut ty = claims(plan, last);
    for alternative in before.iter().rev() {
        let first = claims(plan, alternative);
        ty = quote!(__rt::server::Or<#first, #ty>);
    }
    Some(if optional { quote!(Option<#ty>) } else { ty })
}

fn claims(plan: &Plan, alternative: &[SchemeUse]) -> TokenStream {
    let auth = ident(&plan.names.auth);
    let types: Vec<TokenStream> = alternative
        .iter()
        .map(|need| {
            let ty = ident(&plan.schemes[need.scheme].ty);
            quote!(<Self::Auth as __server::#auth>::#ty)
        })
        .collect();
    match &types[..] {
        [one] => one.clone(),
        several => quote!((#(#several),*)),
    }
}

/// The statement that finds out who calls; empty where nobody is asked.
pub(super) fn statement(plan: &Plan, operation: &Operation) -> TokenStream {
    let (alternatives, optional) = alternatives(operation);
    match &alternatives[..] {
        [] => TokenStream::new(),
        // The common case is worth a line of its own.
        [[need]] if !optional => {
            let credential = credential(plan, need).map(|credential| quote!(#credential?));
            let judged = judged(plan, need, credential);
            quote!(let caller = #judged;)
        }
        several => {
            let last = several.len() - 1;
            let arms = several.iter().enumerate().map(|(at, alternative)| {
                let (condition, value) = arm(plan, alternative);
                let value = nested(value, at, last);
                let value = if optional { quote!(Some(#value)) } else { value };
                quote!(if #condition { #value } else)
            });
            let none =
                if optional { quote!(None) } else { quote!(return Err(call.unauthenticated());) };
            quote!(let caller = #(#arms)* { #none };)
        }
    }
}

/// Wraps the value of one alternative into nested `Or`s.
fn nested(value: TokenStream, at: usize, last: usize) -> TokenStream {
    let value = if at < last { quote!(__rt::server::Or::First(#value)) } else { value };
    (0..at).fold(value, |value, _| quote!(__rt::server::Or::Second(#value)))
}

/// The condition that all credentials of an alternative are there, and the value they are judged to.
fn arm(plan: &Plan, alternative: &[SchemeUse]) -> (TokenStream, TokenStream) {
    let mut conditions = Vec::new();
    let mut values = Vec::new();
    for (at, need) in alternative.iter().enumerate() {
        let name = ident(&format!(
            "credential{}",
            if alternative.len() > 1 { (at + 1).to_string() } else { String::new() }
        ));
        let bound = credential(plan, need).map(|credential| {
            conditions.push((quote!(Ok(#name)), credential));
            let is_owned = matches!(
                plan.api.schemes[need.scheme].kind,
                SchemeKind::ApiKey { .. } | SchemeKind::Basic
            );
            if is_owned { quote!(&#name) } else { quote!(#name) }
        });
        values.push(judge(plan, need, bound));
    }
    let condition = match &conditions[..] {
        [] => quote!(true),
        [(pattern, value)] => quote!(let #pattern = #value),
        several => {
            let (patterns, found): (Vec<_>, Vec<_>) = several.iter().cloned().unzip();
            quote!(let (#(#patterns),*) = (#(#found),*))
        }
    };
    let value = match &values[..] {
        [one] => one.clone(),
        several => quote!((#(#several),*)),
    };
    (condition, value)
}

/// Takes a scheme's credentials from a call: a `Result`. A certificate is not taken but found by the method.
fn credential(plan: &Plan, need: &SchemeUse) -> Option<TokenStream> {
    Some(match &plan.api.schemes[need.scheme].kind {
        SchemeKind::Bearer(_) => quote!(call.bearer()),
        SchemeKind::Basic => quote!(call.basic()),
        SchemeKind::OtherHttp(name) => quote!(call.authorization(#name)),
        SchemeKind::ApiKey { name, place: at } => {
            let at = place(*at);
            quote!(call.api_key(#at, #name))
        }
        SchemeKind::MutualTls => return None,
    })
}

fn judged(plan: &Plan, need: &SchemeUse, credential: Option<TokenStream>) -> TokenStream {
    let is_owned =
        matches!(plan.api.schemes[need.scheme].kind, SchemeKind::ApiKey { .. } | SchemeKind::Basic);
    let credential =
        credential.map(|credential| if is_owned { quote!(&#credential) } else { credential });
    judge(plan, need, credential)
}

fn judge(plan: &Plan, need: &SchemeUse, credential: Option<TokenStream>) -> TokenStream {
    let (method, scopes) = (ident(&plan.schemes[need.scheme].method), &need.scopes);
    let credential = credential.map(|credential| quote!(#credential,));
    let auth = ident(&plan.names.auth);
    quote!(__server::#auth::#method(&self.auth, #credential &[#(#scopes),*], call.context()).await?)
}
