//! Who may call: a trait with a method for each scheme that operations use.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::of;
use super::super::rust::{ident, plain_docs, text_docs};
use super::{Side, callers};
use crate::ir::{Place, SchemeKind};
use crate::passes::Plan;

/// The schemes that operations use, in the order of the document.
pub(super) fn schemes(side: &Side<'_>) -> Vec<usize> {
    let used = |scheme: &usize| {
        let operations = side.served().map(|operation| of(side.plan, operation));
        operations
            .flat_map(|operation| operation.security.iter().flatten())
            .any(|need| need.scheme == *scheme)
    };
    (0..side.plan.api.schemes.len()).filter(used).collect()
}

pub(super) fn items(side: &Side<'_>) -> Option<TokenStream> {
    let (plan, schemes) = (side.plan, schemes(side));
    if schemes.is_empty() {
        return None;
    }
    let name = ident(&side.names.auth);
    let types = schemes.iter().map(|scheme| {
        let ty = ident(&plan.schemes[*scheme].ty);
        let about = format!(" What is known of a caller by `{}`.", plan.api.schemes[*scheme].key);
        quote!(#[doc = #about] type #ty: Send;)
    });
    let methods = schemes.iter().map(|scheme| method(plan, *scheme));
    let about =
        plain_docs("Who may call. Each method judges the credentials of one security scheme.", 0);
    let callers = callers::aliases(side);
    Some(quote! {
        #about
        pub trait #name: Send + Sync + 'static {
            #(#types)*
            #(#methods)*
        }
        #callers
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

fn place_word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query | Place::QueryString => "query",
        Place::Header => "headers",
        Place::Cookie => "cookies",
    }
}
