//! The service: what a team's code becomes, for any HTTP library.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::rust::{ident, plain_docs, text_docs};
use super::rejections::{Rejection, all_recognised};
use super::{Side, auth};

pub(super) fn items(side: &Side<'_>, rejections: &[Rejection]) -> TokenStream {
    let (server, api, rejecting) =
        (ident(&side.names.server), ident(&side.names.api), ident(&side.names.rejections));
    let dispatch = dispatch_name(side);
    let authorized = !auth::schemes(side).is_empty();
    let (argument, given, value) = if authorized {
        (quote!(auth: A::Auth,), quote!(auth,), quote!(auth,))
    } else {
        (TokenStream::new(), TokenStream::new(), TokenStream::new())
    };
    let about = plain_docs(
        &format!(
            "Serves a `{}` as a `tower::Service`: for any HTTP library, and for clients in the same process.",
            side.names.api
        ),
        0,
    );
    let default = all_recognised(rejections).then(|| ident(&side.names.default_rejections));
    let preset = default.as_ref().map(|default| quote!(= __server::#default));
    let parameter = quote!(R: __server::#rejecting #preset);
    let new = default.map(|default| {
        quote! {
            impl<A: __server::#api> #server<A> {
                /// Serves with refusals as the description's error schemas suggest them.
                pub fn new(api: A, #argument) -> Self {
                    Self::with_rejections(api, #given __server::#default)
                }
            }
        }
    });
    let mounted = (!side.is_webhooks()).then(|| {
        let paths = side.plan.bases.iter().map(|base| format!("`{base}/`"));
        let about = text_docs(
            Some(&format!(
                "Serves below one base path alone, instead of those of the description's servers: {}. An empty one is the \
                 root, for servers whose base path is taken off before they are called.",
                paths.collect::<Vec<_>>().join(" and ")
            )),
            4,
        );
        quote! {
            #about
            #[must_use]
            pub fn mounted_at(self, base: &str) -> Self {
                Self { host: self.host.mounted_at(base) }
            }
        }
    });
    let at = side.is_webhooks().then(|| {
        quote! {
            /// Listens for a webhook at a path; `/` and its id until then.
            #[must_use]
            pub fn at(self, webhook: &'static __rt::operation::OperationMeta, path: impl Into<String>) -> Self {
                Self { host: self.host.at(webhook, path.into()) }
            }
        }
    });
    quote! {
        #about
        pub struct #server<A: __server::#api, #parameter> {
            host: __rt::server::Host<__server::#dispatch<A, R>>,
        }

        #new

        impl<A: __server::#api, R: __server::#rejecting> #server<A, R> {
            /// Serves with refusals in the team's own words.
            pub fn with_rejections(api: A, #argument rejections: R) -> Self {
                Self { host: __rt::server::Host::new(__server::#dispatch { api, #value rejections }) }
            }

            #mounted
            #at

            /// Runs something before and after every operation.
            #[must_use]
            pub fn with_hooks(self, hooks: impl __rt::server::Hooks) -> Self {
                Self { host: self.host.with_hooks(hooks) }
            }

            /// Serves with other limits and choices.
            #[must_use]
            pub fn with_options(self, options: __rt::server::Options) -> Self {
                Self { host: self.host.with_options(options) }
            }
        }

        impl<A: __server::#api, R: __server::#rejecting> Clone for #server<A, R> {
            fn clone(&self) -> Self {
                Self { host: self.host.clone() }
            }
        }

        impl<A, R, B> __rt::server::Service<__rt::http::Request<B>> for #server<A, R>
        where
            A: __server::#api,
            R: __server::#rejecting,
            B: __rt::server::RequestBody,
        {
            type Response = __rt::server::Answer;
            type Error = __std::convert::Infallible;
            type Future = __rt::server::Served;

            fn poll_ready(&mut self, _: &mut __std::task::Context<'_>) -> __std::task::Poll<Result<(), Self::Error>> {
                __std::task::Poll::Ready(Ok(()))
            }

            fn call(&mut self, request: __rt::http::Request<B>) -> Self::Future {
                self.host.serve(request)
            }
        }
    }
}

/// The name of what the service dispatches by.
pub(super) fn dispatch_name(side: &Side<'_>) -> proc_macro2::Ident {
    ident(&format!("{}Dispatch", side.names.base))
}
