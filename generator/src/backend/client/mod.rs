//! The client: a struct over the runtime's core, and one thin method for each operation.
//!
//! `src/client.rs` holds the struct; the methods stand in one file for each group, `src/client/<tag>.rs`.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;

use super::operations::{line, of};
use super::rust::{allow_deprecated, deprecated, docs, ident, plain_docs, plain_title, text_docs};
use crate::output::{Content, OutputFile};
use crate::passes::{OperationPlan, Plan};

/// The client's files.
pub(super) fn files(plan: &Plan) -> Vec<OutputFile> {
    let mut files =
        vec![OutputFile { path: "src/client.rs".to_owned(), content: Content::Rust(client(plan)) }];
    let mut groups: BTreeMap<String, Vec<&OperationPlan>> = BTreeMap::new();
    for operation in &plan.operations {
        groups.entry(group(plan, operation)).or_default().push(operation);
    }
    let name = ident(&plan.names.client);
    for (group, mut operations) in groups {
        operations.sort_by(|a, b| a.method.cmp(&b.method));
        let methods = operations.into_iter().map(|operation| method(plan, operation));
        let tokens = quote!(impl __client::#name { #(#methods)* });
        files.push(OutputFile {
            path: format!("src/client/{group}.rs"),
            content: Content::Rust(tokens),
        });
    }
    files
}

/// The file that an operation's method stands in: its first tag, or what all without one share.
fn group(plan: &Plan, operation: &OperationPlan) -> String {
    let tag = of(plan, operation).tags.first().map_or("untagged", String::as_str);
    let mut name = String::new();
    for char in tag.chars() {
        if char.is_ascii_alphanumeric() {
            name.push(char.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    match name.bytes().next() {
        None => "others".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("tag_{name}"),
        Some(_) => name.to_owned(),
    }
}

fn client(plan: &Plan) -> TokenStream {
    let name = ident(&plan.names.client);
    let about =
        plain_docs(&format!("A client of {}; cheap to clone.", plain_title(&plan.api.title)), 0);
    let servers = plan
        .api
        .servers
        .iter()
        .filter(|server| server.url.contains("://") && !server.url.contains('{'));
    let servers: Vec<&str> = servers.map(|server| server.url.as_str()).collect();
    let servers = (!servers.is_empty()).then(|| {
        quote! {
            /// The base URLs that the description names.
            pub const SERVERS: &'static [&'static str] = &[#(#servers),*];
        }
    });
    quote! {
        #about
        #[derive(Clone, Debug)]
        pub struct #name {
            core: __rt::client::Core,
        }
        impl #name {
            #servers

            /// Starts a client of the API at a base URL.
            pub fn builder(base: impl Into<String>) -> __rt::client::Builder<Self> {
                __rt::client::Builder::new(base)
            }

            /// A client of a server in the same process, for tests.
            pub fn in_process<S>(server: S) -> Self
            where
                __rt::client::InProcess<S>: __rt::client::Transport,
            {
                __rt::client::in_process(server)
            }

            /// The same client with other options for the calls made by it.
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

fn method(plan: &Plan, planned: &OperationPlan) -> TokenStream {
    let operation = of(plan, planned);
    let mut about = docs(&operation.docs, None, 4);
    if !about.is_empty() {
        about.extend(quote!(#[doc = ""]));
    }
    about.extend(text_docs(Some(&format!("`{}`", line(operation))), 4));
    let deprecated_attribute = deprecated(&operation.docs);
    let allow = operation.docs.deprecated.then(allow_deprecated);
    let (method, meta, request) =
        (ident(&planned.method), ident(&planned.meta), ident(&planned.request));
    let (success, error) = (ident(&planned.success.name), ident(&planned.error.name));
    quote! {
        #about
        #deprecated_attribute
        #allow
        pub async fn #method(
            &self,
            request: &__op::#request,
        ) -> Result<__rt::client::Reply<__op::#success>, __rt::client::ClientError<__op::#error>> {
            self.core.call(&__op::#meta, request).await
        }
    }
}
