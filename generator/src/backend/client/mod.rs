//! The client: a struct over the runtime's core, and one thin method for each operation.
//!
//! `src/client.rs` holds the struct; the methods stand in one file for each group, `src/client/<tag>.rs`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

mod pages;
mod servers;

use super::Side;
use super::operations::{line, of};
use super::rust::{
    allow_deprecated, deprecated, ident, plain_docs, plain_title, summary, text_docs,
};
use crate::ir::{BearerSource, SchemeKind};
use crate::output::{Content, OutputFile};
use crate::passes::{OperationPlan, Plan, file_stem, path_of_url, server_url, snake};

/// The column of a method in its table.
const INDENT: usize = 8;

/// The client's files.
pub(super) fn files(side: &Side<'_>) -> Vec<OutputFile> {
    let plan = side.plan;
    if side.is_webhooks() {
        let (sender, methods) = (sender(side), methods(side, side.operations.iter().collect()));
        return vec![OutputFile {
            path: "src/client/webhooks.rs".to_owned(),
            content: Content::rust(quote!(#sender #methods)),
        }];
    }
    let mut files =
        vec![OutputFile { path: "src/client.rs".to_owned(), content: Content::rust(client(plan)) }];
    if let Some(tokens) = servers::file(plan) {
        let content = Content::rust(tokens);
        files.push(OutputFile { path: "src/client/servers.rs".to_owned(), content });
    }
    let mut groups: BTreeMap<String, Vec<&OperationPlan>> = BTreeMap::new();
    for operation in side.operations {
        groups.entry(path(plan, operation)).or_default().push(operation);
    }
    for (path, operations) in groups {
        files.push(OutputFile { path, content: Content::rust(methods(side, operations)) });
    }
    files
}

/// The file that an operation's method stands in.
pub(super) fn path(plan: &Plan, operation: &OperationPlan) -> String {
    format!("src/client/{}.rs", group(plan, operation))
}

fn methods(side: &Side<'_>, mut operations: Vec<&OperationPlan>) -> TokenStream {
    operations.sort_by(|a, b| a.method.cmp(&b.method));
    let name = ident(&side.names.client);
    let address = side.is_webhooks().then(|| quote!(to url));
    let calls = operations.iter().map(|operation| method(side, operation));
    let pages: Vec<TokenStream> =
        operations.iter().filter_map(|operation| pages::method(side.plan, operation)).collect();
    let pages = (!pages.is_empty()).then(|| quote!(impl __client::#name { #(#pages)* }));
    quote! {
        __rt::wire_methods! {
            impl __client::#name #address { #(#calls,)* }
        }
        #pages
    }
}

/// What the operations of a file have in common: their first tag, or that they have none.
pub(super) fn group(plan: &Plan, operation: &OperationPlan) -> String {
    let tag = of(plan, operation).tags.first().map_or("untagged", String::as_str);
    let name = snake(tag);
    match name.bytes().next() {
        Some(first)
            if first.is_ascii_alphabetic() && !["servers", "webhooks"].contains(&&*name) =>
        {
            file_stem(&name)
        }
        Some(_) => format!("tag_{}", name.trim_start_matches('_')),
        None => "others".to_owned(),
    }
}

fn client(plan: &Plan) -> TokenStream {
    let name = ident(&plan.names.client);
    let about =
        plain_docs(&format!("A client of {}; cheap to clone.", plain_title(plan.api.title())), 0);
    let servers = servers::constants(plan);
    let (endpoints, given) = token_endpoints(plan);
    let base =
        plan.api.servers.first().map_or(String::new(), |server| path_of_url(&server_url(server)));
    quote! {
        #about
        #[derive(Clone, Debug)]
        pub struct #name {
            core: __rt::client::Core,
        }
        impl #name {
            #servers
            #endpoints

            /// Starts a client of the API at a base URL.
            pub fn builder(base: impl Into<String>) -> __rt::client::Builder<Self> {
                __rt::client::Builder::new(base) #given
            }

            /// A client of a server in the same process, for tests.
            pub fn in_process<S>(server: S) -> Self
            where
                __rt::client::InProcess<S>: __rt::client::Transport,
            {
                __rt::client::in_process(server, #base)
            }

            /// The same client with other options for the calls made by it.
            #[must_use]
            pub fn with(&self, options: __rt::client::CallOptions) -> Self {
                Self { core: self.core.with(options) }
            }

            /// What the methods stand on: calls that take or give more than theirs, such as an answer as it came.
            pub fn core(&self) -> &__rt::client::Core {
                &self.core
            }
        }
        impl From<__rt::client::Core> for #name {
            fn from(core: __rt::client::Core) -> Self { Self { core } }
        }
    }
}

/// Where the description says that tokens are to be had, and how the builder is told.
fn token_endpoints(plan: &Plan) -> (TokenStream, TokenStream) {
    let endpoints: Vec<TokenStream> = plan
        .api
        .schemes
        .iter()
        .filter_map(|scheme| match &scheme.kind {
            SchemeKind::Bearer(BearerSource::OAuth2 { client_credentials: Some(endpoint) }) => {
                let (key, url) = (&scheme.key, &endpoint.url);
                Some(quote!(__rt::client::TokenEndpoint::new(#key, #url)))
            }
            SchemeKind::Bearer(_)
            | SchemeKind::ApiKey { .. }
            | SchemeKind::Basic
            | SchemeKind::OtherHttp(_)
            | SchemeKind::MutualTls => None,
        })
        .collect();
    if endpoints.is_empty() {
        return (TokenStream::new(), TokenStream::new());
    }
    let constant = quote! {
        /// Where the description says that tokens are to be had.
        pub const TOKEN_ENDPOINTS: &'static [__rt::client::TokenEndpoint] = &[#(#endpoints),*];
    };
    (constant, quote!(.token_endpoints(Self::TOKEN_ENDPOINTS)))
}

/// Who sends webhooks: a client whose every call has an address of its own.
fn sender(side: &Side<'_>) -> TokenStream {
    let name = ident(&side.names.client);
    let about = plain_docs(
        &format!(
            "Sends the webhooks and callbacks of {} to whoever asked for them; cheap to clone.",
            plain_title(side.plan.api.title())
        ),
        0,
    );
    quote! {
        #about
        #[derive(Clone, Debug)]
        pub struct #name {
            core: __rt::client::Core,
        }
        impl #name {
            /// Starts a sender; each of its calls says where it goes.
            pub fn builder() -> __rt::client::Builder<Self> {
                __rt::client::Builder::anywhere()
            }

            /// A sender to a receiver in the same process, for tests.
            pub fn in_process<S>(server: S) -> Self
            where
                __rt::client::InProcess<S>: __rt::client::Transport,
            {
                __rt::client::in_process(server, "")
            }

            /// The same sender with other options for the calls made by it.
            #[must_use]
            pub fn with(&self, options: __rt::client::CallOptions) -> Self {
                Self { core: self.core.with(options) }
            }
        }
        impl From<__rt::client::Core> for #name {
            fn from(core: __rt::client::Core) -> Self { Self { core } }
        }
    }
}

/// `get_order(GetOrderRequest)`, as an entry of the client's table.
fn method(side: &Side<'_>, planned: &OperationPlan) -> TokenStream {
    let operation = of(side.plan, planned);
    let mut about = summary(&operation.docs, INDENT);
    // Webhooks go wherever they were asked for.
    let servers = if side.is_webhooks() { &[][..] } else { &planned.servers };
    let at = servers.first().map(|server| quote!(at #server));
    let named: Vec<String> = servers.iter().map(|server| format!("`{server}`")).collect();
    let served =
        if at.is_some() { format!(" · served at {}", named.join(" or ")) } else { String::new() };
    about.extend(text_docs(Some(&format!("`{}`{served}", line(operation))), INDENT));
    let deprecated_attribute = deprecated(&operation.docs);
    let allow = operation.docs.deprecated.then(allow_deprecated);
    let (method, request) = (ident(&planned.method), ident(&planned.request));
    quote!(#about #deprecated_attribute #allow #method(__op::#request) #at)
}
