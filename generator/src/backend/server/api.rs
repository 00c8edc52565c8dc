//! The trait with a method for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::{line, of, security};
use super::super::rust::{
    allow_deprecated, deprecated, ident, plain_docs, plain_title, summary, text_docs,
};
use super::{Side, auth, callers};
use crate::passes::OperationPlan;

pub(super) fn items(side: &Side<'_>) -> TokenStream {
    let (plan, name) = (side.plan, ident(&side.names.api));
    let what = if side.is_webhooks() { "receives the webhooks and callbacks of" } else { "serves" };
    let about = plain_docs(
        &format!(
            "What {what} {}. Implementors write plain `async fn`s; each gets a request that was checked.",
            plain_title(&plan.api.title)
        ),
        0,
    );
    let auth = (!auth::schemes(side).is_empty()).then(|| {
        let auth = ident(&side.names.auth);
        quote! {
            /// Who may call.
            type Auth: __server::#auth;
        }
    });
    let methods = side.operations.iter().map(|operation| method(side, operation));
    quote! {
        #about
        pub trait #name: Send + Sync + 'static {
            #auth
            #(#methods)*
        }
    }
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
