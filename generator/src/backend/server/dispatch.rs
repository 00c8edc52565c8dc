//! Dispatch: from a route to the method, and from a refusal to its body.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::operations::{declared_status, of, word};
use super::super::rust::ident;
use super::callers::Callers;
use super::rejections::Rejection;
use super::service::dispatch_name;
use super::{Side, auth};
use crate::passes::OperationPlan;

pub(super) fn items(side: &Side<'_>, rejections: &[Rejection]) -> TokenStream {
    let (api, rejecting) = (ident(&side.names.api), ident(&side.names.rejections));
    let dispatch = dispatch_name(side);
    let auth = (!auth::schemes(side).is_empty()).then(|| quote!(pub(crate) auth: A::Auth,));
    let callers = Callers::find(side);
    let entries = side.served().map(|operation| entry(side, &callers, operation));
    let refuse = refuse(side, rejections);
    let functions = callers.items(side);
    let functions = (!functions.is_empty()).then(|| {
        quote! {
            /// Who calls: a function for each thing that operations ask for.
            impl<A: __server::#api, R: __server::#rejecting> #dispatch<A, R> {
                #functions
            }
        }
    });
    let (router, list) = (ident(&format!("{}router", side.prefix)), ident(side.list));
    let (bases, statuses) = (bases(side), statuses(side));
    // Where webhooks are listened for is the receiver's to say.
    let route = (!side.is_webhooks()).then(|| {
        quote! {
            /// The operation behind a method and path, if any.
            pub fn route(method: &__rt::http::Method, path: &str) -> Option<&'static __rt::operation::OperationMeta> {
                router().operation(method, path)
            }
        }
    });
    quote! {
        #route

        fn #router() -> &'static __rt::server::Router {
            static ROUTER: __std::sync::LazyLock<__rt::server::Router> =
                __std::sync::LazyLock::new(|| __rt::server::Router::new(__op::#list(), #bases));
            &ROUTER
        }

        /// The team's code, and how calls reach it.
        pub struct #dispatch<A: __server::#api, R> {
            pub(crate) api: A,
            #auth
            pub(crate) rejections: R,
        }

        impl<A: __server::#api, R: __server::#rejecting> __rt::server::Dispatch for #dispatch<A, R> {
            fn router(&self) -> &'static __rt::server::Router {
                #router()
            }

            fn call<'a>(&'a self, call: &'a __rt::server::Call) -> __rt::server::BoxFuture<'a, __rt::server::Outcome> {
                self.dispatch(call)
            }

            #refuse

            #statuses
        }

        __rt::server::wire_calls!(#dispatch: __server::#api, __server::#rejecting { #(#entries),* });

        #functions
    }
}

/// Below which paths each operation is served: those of the API's servers, or of its own.
fn bases(side: &Side<'_>) -> TokenStream {
    if side.is_webhooks() {
        return quote!(|_| &[""]);
    }
    let all = &side.plan.bases;
    let mut elsewhere: Vec<(&[String], Vec<&str>)> = Vec::new();
    for operation in side.operations.iter().filter(|operation| !operation.bases.is_empty()) {
        match elsewhere.iter_mut().find(|(bases, _)| *bases == operation.bases) {
            Some((_, ids)) => ids.push(&operation.id),
            None => elsewhere.push((&operation.bases, vec![&operation.id])),
        }
    }
    elsewhere.retain(|(bases, _)| bases != all);
    if elsewhere.is_empty() {
        return quote!(|_| &[#(#all),*]);
    }
    let arms = elsewhere.into_iter().map(|(bases, ids)| quote!(#(#ids)|* => &[#(#bases),*]));
    quote! {
        |operation| match operation.id {
            #(#arms,)*
            _ => &[#(#all),*],
        }
    }
}

/// The statuses that the configuration gives refusals.
fn statuses(side: &Side<'_>) -> Option<TokenStream> {
    let entries = side.plan.statuses.iter().map(|(refused, code)| {
        let reason = ident(&format!("{refused:?}"));
        let code = Literal::u16_unsuffixed(*code);
        quote!((__rt::server::Reason::#reason, #code))
    });
    (!side.plan.statuses.is_empty()).then(|| {
        quote! {
            fn statuses(&self) -> &'static [(__rt::server::Reason, u16)] {
                &[#(#entries),*]
            }
        }
    })
}

/// `"handleAmendOrder" => handle_amend_order by oauth2`
fn entry(side: &Side<'_>, callers: &Callers, planned: &OperationPlan) -> TokenStream {
    let (id, method) = (&planned.id, ident(&planned.method));
    let caller = callers.of(of(side.plan, planned)).map(ident);
    let caller = caller.map(|caller| quote!(by #caller));
    quote!(#id => #method #caller)
}

/// A refusal's body: by the declared status, and by the operation where bodies of one status differ.
fn refuse(side: &Side<'_>, rejections: &[Rejection]) -> TokenStream {
    if rejections.is_empty() {
        return quote! {
            fn refuse(&self, _: &__rt::server::Refusal) -> Option<__rt::server::RefusalBody> {
                let _ = &self.rejections;
                None
            }
        };
    }
    let arms = rejections.iter().map(|rejection| {
        let status = declared_status(rejection.status);
        let alone = rejections.iter().filter(|other| other.status == rejection.status).count() == 1;
        let operations = &rejection.operations;
        let guard = (!alone).then(|| quote!(if matches!(refusal.operation_id(), #(#operations)|*)));
        let (method, media, codec) = (
            ident(&rejection.method),
            &rejection.content.media_type,
            ident(word(side.plan, &rejection.content)),
        );
        quote!(#status #guard => refusal.#codec(#media, &self.rejections.#method(refusal)))
    });
    quote! {
        fn refuse(&self, refusal: &__rt::server::Refusal) -> Option<__rt::server::RefusalBody> {
            match refusal.declared()? {
                #(#arms,)*
                _ => None,
            }
        }
    }
}
