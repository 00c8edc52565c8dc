//! Dispatch: from a route to the method, and from a refusal to its body.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::{declared_status, of, word};
use super::super::rust::ident;
use super::auth;
use super::rejections::Rejection;
use super::service::dispatch_name;
use crate::passes::{OperationPlan, Plan};

pub(super) fn items(plan: &Plan, rejections: &[Rejection]) -> TokenStream {
    let (api, rejecting) = (ident(&plan.names.api), ident(&plan.names.rejections));
    let dispatch = dispatch_name(plan);
    let auth = (!auth::schemes(plan).is_empty()).then(|| quote!(pub(crate) auth: A::Auth,));
    let arms = plan.operations.iter().map(|operation| {
        let (id, method) = (&operation.id, ident(&operation.method));
        quote!(#id => self.#method(call).await)
    });
    let methods = plan.operations.iter().map(|operation| method(plan, operation));
    let refuse = refuse(rejections);
    quote! {
        /// The operation behind a method and path, if any.
        pub fn route(method: &__rt::http::Method, path: &str) -> Option<&'static __rt::operation::OperationMeta> {
            router().operation(method, path)
        }

        fn router() -> &'static __rt::server::Router {
            static ROUTER: __std::sync::LazyLock<__rt::server::Router> =
                __std::sync::LazyLock::new(|| __rt::server::Router::new(__op::operations()));
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
                router()
            }

            async fn call(&self, call: &__rt::server::Call) -> Result<__rt::server::Answer, __rt::server::Refusal> {
                match call.operation().id {
                    #(#arms,)*
                    _ => Err(__rt::server::Refusal::not_implemented()),
                }
            }

            #refuse
        }

        impl<A: __server::#api, R: __server::#rejecting> #dispatch<A, R> {
            #(#methods)*
        }
    }
}

fn method(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let operation = of(plan, planned);
    let method = ident(&planned.method);
    let who = auth::statement(plan, operation);
    let caller = (!who.is_empty()).then(|| quote!(caller,));
    let allow = operation.docs.deprecated.then(super::super::rust::allow_deprecated);
    quote! {
        #allow
        async fn #method(&self, call: &__rt::server::Call) -> Result<__rt::server::Answer, __rt::server::Refusal> {
            #who
            let request = call.read().await?;
            call.answer(self.api.#method(call.context(), #caller request).await)
        }
    }
}

/// A refusal's body: by the declared status, and by the operation where bodies of one status differ.
fn refuse(rejections: &[Rejection]) -> TokenStream {
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
            ident(word(&rejection.content)),
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
