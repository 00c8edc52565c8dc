//! The trait with a method for each operation, or one for each group of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::{line, of, security};
use super::super::rust::{
    allow_deprecated, deprecated, ident, plain_docs, plain_title, summary, text_docs,
};
use super::{Side, auth, callers};
use crate::passes::{GroupPlan, OperationPlan};

/// The trait of all operations, or of all groups of them.
pub(super) fn items(side: &Side<'_>) -> TokenStream {
    let (plan, name) = (side.plan, ident(&side.names.api));
    let title = plain_title(plan.api.title());
    let groups: Vec<_> = side.groups().map(|(_, name, _)| ident(name)).collect();
    if groups.is_empty() {
        let what =
            if side.is_webhooks() { "receives the webhooks and callbacks of" } else { "serves" };
        let about = plain_docs(
            &format!(
                "What {what} {title}. Implementors write plain `async fn`s; each gets a request that was checked."
            ),
            0,
        );
        let auth = auth_type(side);
        let methods = side.served().map(|operation| method(side, operation));
        return quote! {
            #about
            pub trait #name: Send + Sync + 'static {
                #auth
                #(#methods)*
            }
        };
    }
    let callers = auth_type(side).map(|auth| {
        let name = ident(&side.names.callers);
        quote! {
            /// Who may call, whichever group an operation belongs to.
            pub trait #name: Send + Sync + 'static {
                #auth
            }
        }
    });
    let about = plain_docs(
        &format!(
            "What serves {title}: whatever implements the traits of all groups of operations."
        ),
        0,
    );
    quote! {
        #callers
        #about
        pub trait #name: #(__server::#groups)+* {}
        impl<T: #(__server::#groups)+*> #name for T {}
    }
}

/// The traits of groups of operations, with the names of their files.
pub(super) fn groups(side: &Side<'_>) -> Vec<(String, TokenStream)> {
    let common = if auth::schemes(side).is_empty() {
        quote!(Send + Sync + 'static)
    } else {
        let callers = ident(&side.names.callers);
        quote!(__server::#callers)
    };
    let file = |(at, name, group): (usize, &String, &GroupPlan)| {
        let name = ident(name);
        let which = match &group.tag {
            Some(tag) => format!("What serves the operations of `{}`.", plain_title(tag)),
            None => "What serves the operations that have no tag.".to_owned(),
        };
        let mut about = plain_docs(&which, 0);
        if group.docs.is_some() {
            about.extend(quote!(#[doc = ""]));
            about.extend(text_docs(group.docs.as_deref(), 0));
        }
        let own = side.served().filter(|operation| operation.group == at);
        let methods = own.map(|operation| method(side, operation));
        let tokens = quote! {
            #about
            pub trait #name: #common {
                #(#methods)*
            }
        };
        (format!("api_{}", group.module), tokens)
    };
    side.groups().map(file).collect()
}

fn auth_type(side: &Side<'_>) -> Option<TokenStream> {
    (!auth::schemes(side).is_empty()).then(|| {
        let auth = ident(&side.names.auth);
        quote! {
            /// Who may call.
            type Auth: __server::#auth;
        }
    })
}

fn method(side: &Side<'_>, planned: &OperationPlan) -> TokenStream {
    let (plan, operation) = (side.plan, of(side.plan, planned));
    let mut about = summary(&operation.docs, 4);
    about
        .extend(text_docs(Some(&format!("`{}`{}", line(operation), security(plan, operation))), 4));
    let deprecated_attribute = deprecated(&operation.docs);
    let allow = operation.docs.deprecated.then(allow_deprecated);
    let (method, request) = (ident(&planned.method), ident(&planned.request));
    let caller = callers::caller(side, operation, &quote!(Self::Auth));
    let caller = caller.map(|caller| quote!(caller: #caller,));
    quote! {
        #about
        #deprecated_attribute
        #allow
        fn #method(
            &self,
            cx: &__rt::server::Context,
            #caller
            request: __op::#request,
        ) -> impl __rt::server::Serving<__op::#request>;
    }
}
