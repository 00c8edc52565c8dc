//! Operations: request, success, error and metadata of each, which servers and clients share.
//!
//! One file for each operation, `src/operations/<method>.rs`: data, and the wire tables that say how it travels.

mod content;
mod meta;
mod replies;
mod request;
mod style;

pub(super) use content::{content_type, word};
pub(super) use meta::{declared_status, place};
pub(super) use replies::is_plain;
pub(super) use style::words;

use proc_macro2::Literal;
use quote::quote;

use super::rust::ident;
use crate::ir::{Operation, SchemeUse};
use crate::output::{Content, OutputFile};
use crate::passes::{OperationPlan, Plan};

/// The operations' files, and the list of them all.
pub(super) fn files(plan: &Plan) -> Vec<OutputFile> {
    let mut files: Vec<OutputFile> = plan
        .operations
        .iter()
        .map(|operation| {
            let (meta, request) = (meta::item(plan, operation), request::items(plan, operation));
            let (success, error) =
                (replies::items(plan, operation, true), replies::items(plan, operation, false));
            let tokens = quote!(#meta #request #success #error);
            OutputFile {
                path: format!("src/operations/{}.rs", module(operation)),
                content: Content::Rust(tokens),
            }
        })
        .collect();
    let mut metas: Vec<&str> =
        plan.operations.iter().map(|operation| operation.meta.as_str()).collect();
    metas.sort_unstable();
    let metas = metas.into_iter().map(ident);
    let count = Literal::usize_unsuffixed(plan.operations.len());
    let list = quote! {
        /// Every operation, by name.
        pub fn operations() -> &'static [&'static __rt::operation::OperationMeta] {
            static OPERATIONS: [&__rt::operation::OperationMeta; #count] = [#(&#metas),*];
            &OPERATIONS
        }
    };
    files.push(OutputFile { path: "src/operations.rs".to_owned(), content: Content::Rust(list) });
    files
}

/// ` · security: oauth2[read] or key`; empty where anyone may call.
pub(super) fn security(plan: &Plan, operation: &Operation) -> String {
    let need = |need: &SchemeUse| {
        let key = &plan.api.schemes[need.scheme].key;
        if need.scopes.is_empty() {
            key.clone()
        } else {
            format!("{key}[{}]", need.scopes.join(" "))
        }
    };
    let alternatives = operation.security.iter().map(|alternative| {
        let needs: Vec<String> = alternative.iter().map(need).collect();
        if needs.is_empty() { "none".to_owned() } else { needs.join(" and ") }
    });
    let alternatives: Vec<String> = alternatives.collect();
    if alternatives.is_empty() {
        String::new()
    } else {
        format!(" · security: `{}`", alternatives.join(" or "))
    }
}

/// The file of an operation.
pub(super) fn module(operation: &OperationPlan) -> &str {
    operation.method.strip_prefix("r#").unwrap_or(&operation.method)
}

/// The operation that a plan is of.
pub(super) fn of<'a>(plan: &'a Plan, operation: &OperationPlan) -> &'a Operation {
    &plan.api.operations[operation.index]
}

/// `POST /service-order-amendments`
pub(super) fn line(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path.text)
}
