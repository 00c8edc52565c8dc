//! How a call's credentials become its caller: a function for each thing that operations ask for, named after it.
//!
//! Operations that ask for the same schemes share a function; the scopes, which may differ, are read from the operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::{of, place};
use super::super::rust::{ident, plain_docs};
use super::Side;
use crate::ir::{Operation, SchemeKind};
use crate::passes::AlternativesPlan;
use crate::passes::callers::{Asked, alternatives, asked};

/// Everything that operations ask for, and what the function for it is called.
pub(super) struct Callers(Vec<(Asked, String)>);

impl Callers {
    /// Finds and names what the operations of a side ask for.
    pub(super) fn find(side: &Side<'_>) -> Self {
        let mut found = Self(Vec::new());
        for planned in side.served() {
            let Some(asked) = asked(of(side.plan, planned)) else { continue };
            if found.0.iter().any(|(known, _)| *known == asked) {
                continue;
            }
            let stem = name(side, &asked);
            let is_free = |name: &String| {
                name != "dispatch" && !found.0.iter().any(|(_, taken)| taken == name)
            };
            let numbered = (2..).map(|number| format!("{stem}_{number}"));
            let name = std::iter::once(stem.clone()).chain(numbered).find(is_free);
            found.0.push((asked, name.expect("numbers do not end")));
        }
        found
    }

    /// The function that finds out who calls an operation; `None` where nobody is asked.
    pub(super) fn of(&self, operation: &Operation) -> Option<&str> {
        let asked = asked(operation)?;
        self.0.iter().find(|(known, _)| *known == asked).map(|(_, name)| name.as_str())
    }

    /// The functions.
    pub(super) fn items(&self, side: &Side<'_>) -> TokenStream {
        self.0.iter().map(|(asked, name)| function(side, asked, name)).collect()
    }
}

/// `basic_or_bearer`, `key_and_token`, `bearer_or_nobody`
fn name(side: &Side<'_>, asked: &Asked) -> String {
    let method = |scheme: &usize| {
        let method = &side.plan.schemes[*scheme].method;
        method.strip_prefix("r#").unwrap_or(method).to_owned()
    };
    let mut words: Vec<String> = alternatives(asked)
        .map(|needs| needs.iter().map(method).collect::<Vec<_>>().join("_and_"))
        .collect();
    if asked.iter().any(Vec::is_empty) {
        words.push("nobody".to_owned());
    }
    let name = words.join("_or_");
    if crate::config::is_keyword(&name) { format!("{name}_") } else { name }
}

/// The type of a method's `caller`, where `auth` is the type that judges; `None` where nobody is asked.
pub(super) fn caller(
    side: &Side<'_>,
    operation: &Operation,
    auth: &TokenStream,
) -> Option<TokenStream> {
    Some(caller_type(side, &asked(operation)?, auth))
}

fn caller_type(side: &Side<'_>, asked: &Asked, auth: &TokenStream) -> TokenStream {
    let given: Vec<&Vec<usize>> = alternatives(asked).collect();
    let named = side.names.alternatives.iter().find(|known| known.asked.iter().eq(given.clone()));
    let caller = match named {
        Some(named) => {
            let name = ident(&named.name);
            quote!(__server::#name<#auth>)
        }
        None => claims(side, given[0], auth),
    };
    if given.len() < asked.len() { quote!(Option<#caller>) } else { caller }
}

/// What is known of a caller by schemes that are asked for together.
fn claims(side: &Side<'_>, needs: &[usize], auth: &TokenStream) -> TokenStream {
    let judges = ident(&side.names.auth);
    let types = needs.iter().map(|scheme| {
        let ty = ident(&side.plan.schemes[*scheme].ty);
        quote!(<#auth as __server::#judges>::#ty)
    });
    match &types.collect::<Vec<_>>()[..] {
        [one] => one.clone(),
        several => quote!((#(#several),*)),
    }
}

/// The types of callers who may be known in several ways.
pub(super) fn aliases(side: &Side<'_>) -> TokenStream {
    side.names.alternatives.iter().map(|of| alias(side, of)).collect()
}

fn alias(side: &Side<'_>, of: &AlternativesPlan) -> TokenStream {
    let name = ident(&of.name);
    let types: Vec<TokenStream> =
        of.asked.iter().map(|needs| claims(side, needs, &quote!(A))).collect();
    let (last, others) = types.split_last().expect("there are two ways at least");
    let all =
        others.iter().rfold(last.clone(), |rest, first| quote!(__rt::server::Or<#first, #rest>));
    let key = |&scheme: &usize| format!("`{}`", side.plan.api.schemes[scheme].key);
    let ways = of.asked.iter().map(|needs| needs.iter().map(key).collect::<Vec<_>>().join(" and "));
    let ways = ways.collect::<Vec<_>>().join(" or ");
    let about = plain_docs(&format!("Who calls, where {ways} says so."), 0);
    quote!(#about pub type #name<A> = #all;)
}

fn function(side: &Side<'_>, asked: &Asked, name: &str) -> TokenStream {
    let (function, ty) = (ident(name), caller_type(side, asked, &quote!(A::Auth)));
    let optional = asked.iter().any(Vec::is_empty);
    let alternatives: Vec<(usize, &Vec<usize>)> =
        asked.iter().enumerate().filter(|(_, needs)| !needs.is_empty()).collect();
    let body = match &alternatives[..] {
        [(at, needs)] if !optional => judged(side, *at, needs),
        several => {
            let last = several.len() - 1;
            let tries = several.iter().enumerate().map(|(nth, (at, needs))| {
                let judged = judged(side, *at, needs);
                let caller = nested(quote!(caller), nth, last);
                let caller = if optional { quote!(Some(#caller)) } else { caller };
                quote! {
                    let judged = async { #judged };
                    if let Some(caller) = tried.judge(judged.await) {
                        return Ok(#caller);
                    }
                }
            });
            let otherwise =
                if optional { quote!(tried.nobody()) } else { quote!(Err(tried.refused())) };
            quote! {
                let mut tried = __rt::server::Tried::default();
                #(#tries)*
                #otherwise
            }
        }
    };
    quote! {
        async fn #function(&self, call: &__rt::server::Call) -> Result<#ty, __rt::server::AuthError> {
            #body
        }
    }
}

/// Wraps the caller of one alternative into nested `Or`s.
fn nested(caller: TokenStream, nth: usize, last: usize) -> TokenStream {
    let caller = if nth < last { quote!(__rt::server::Or::First(#caller)) } else { caller };
    (0..nth).fold(caller, |caller, _| quote!(__rt::server::Or::Second(#caller)))
}

/// Takes the credentials of an alternative, and then has them judged: a `Result` of what is known of the caller.
fn judged(side: &Side<'_>, at: usize, needs: &[usize]) -> TokenStream {
    let mut taken = TokenStream::new();
    let mut calls = Vec::new();
    for (nth, scheme) in needs.iter().enumerate() {
        let name = ident(&match needs.len() {
            1 => "credentials".to_owned(),
            _ => format!("credentials{}", nth + 1),
        });
        let kind = &side.plan.api.schemes[*scheme].kind;
        let given = credentials(kind).map(|credentials| {
            taken.extend(quote!(let #name = #credentials?;));
            let owned = matches!(kind, SchemeKind::ApiKey { .. } | SchemeKind::Basic);
            if owned { quote!(&#name,) } else { quote!(#name,) }
        });
        let (judges, method) = (ident(&side.names.auth), ident(&side.plan.schemes[*scheme].method));
        let (at, nth) = (
            proc_macro2::Literal::usize_unsuffixed(at),
            proc_macro2::Literal::usize_unsuffixed(nth),
        );
        calls.push(quote! {
            __server::#judges::#method(&self.auth, #given call.scopes(#at, #nth), call.context()).await
        });
    }
    match &calls[..] {
        [call] => quote!(#taken #call),
        several => quote!(#taken Ok((#(#several?),*))),
    }
}

/// Takes a scheme's credentials from a call: a `Result`. A certificate is not taken but found by the method.
fn credentials(kind: &SchemeKind) -> Option<TokenStream> {
    Some(match kind {
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
