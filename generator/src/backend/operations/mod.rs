//! Operations: request, success, error and metadata of each, which servers and clients share.
//!
//! One file for each operation, `src/operations/<method>.rs`: data, and the wire tables that say how it travels.

mod content;
mod meta;
mod replies;
mod request;
mod style;

pub(super) use content::{body_type, content_type, word};
pub(super) use meta::{declared_status, place};
pub(super) use replies::is_plain;
pub(super) use style::words;

use quote::quote;

use super::rust::ident;
use crate::ir::Operation;
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
    let count = plan.operations.len();
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
