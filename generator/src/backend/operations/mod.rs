//! Operations: request, success, error and metadata of each, which servers and clients share.
//!
//! One file for each operation, `src/operations/<method>.rs`: a table that declares all four and says how they travel.

mod content;
mod meta;
mod replies;
mod request;
mod style;

pub(super) use content::{content_type, is_data, is_value, word};
pub(super) use meta::{declared_status, place};
pub(super) use replies::is_plain;
pub(super) use style::words;

use proc_macro2::TokenStream;
use quote::quote;

use super::rust::{ident, moved};
use super::{Side, features};
use crate::config::Config;
use crate::ir::{Operation, OperationKind, SchemeUse};
use crate::output::{Content, OutputFile};
use crate::passes::{OperationPlan, Plan, file_stem};

/// The operations' files, and the list of them all.
pub(super) fn files(plan: &Plan, config: &Config) -> Vec<OutputFile> {
    let mut files: Vec<OutputFile> = plan
        .operations
        .iter()
        .chain(&plan.webhooks)
        .map(|operation| {
            let table: TokenStream = [
                meta::item(plan, operation),
                request::item(plan, operation),
                replies::item(plan, &operation.success),
                replies::item(plan, &operation.error),
            ]
            .into_iter()
            .collect();
            let (table, choices) = (moved(table), content::choices(plan, operation));
            OutputFile {
                path: path(operation),
                content: Content::rust(quote!(__rt::wire_operation! { #table } #(#choices)*)),
            }
        })
        .collect();
    let lists = [list(&Side::api(plan), config), list(&Side::webhooks(plan), config)];
    let list = lists.into_iter().flatten();
    let common = list.chain(meta::security(plan)).chain([replies::errors(plan)]).collect();
    files.push(OutputFile { path: "src/operations.rs".to_owned(), content: Content::rust(common) });
    files
}

/// Whether any body is of XML that is not handed over as bytes.
pub(super) fn need_xml(plan: &Plan) -> bool {
    let operations = plan.operations.iter().chain(&plan.webhooks);
    operations.flat_map(OperationPlan::contents).any(|content| word(plan, content) == "xml")
}

/// The operations of a side, by name.
fn list(side: &Side<'_>, config: &Config) -> Option<TokenStream> {
    if side.operations.is_empty() {
        return None;
    }
    let mut operations: Vec<&OperationPlan> = side.operations.iter().collect();
    operations.sort_unstable_by_key(|operation| &operation.meta);
    let of_tags = features::wanted(config) && !side.is_webhooks();
    let metas = operations.into_iter().map(|operation| {
        let condition = of_tags.then(|| features::condition(&features::of(side.plan, operation)));
        let meta = ident(&operation.meta);
        quote!(#condition &#meta)
    });
    let (name, about) = (ident(side.list), format!(" Every {}, by name.", side.word));
    Some(quote! {
        #[doc = #about]
        pub fn #name() -> &'static [&'static __rt::operation::OperationMeta] {
            static OPERATIONS: &[&__rt::operation::OperationMeta] = &[#(#metas),*];
            OPERATIONS
        }
    })
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
pub(super) fn path(operation: &OperationPlan) -> String {
    let method = operation.method.strip_prefix("r#").unwrap_or(&operation.method);
    format!("src/operations/{}.rs", file_stem(method))
}

/// The operation that a plan is of.
pub(super) fn of<'a>(plan: &'a Plan, operation: &OperationPlan) -> &'a Operation {
    let all = if operation.webhook { &plan.api.webhooks } else { &plan.api.operations };
    &all[operation.index]
}

/// `POST /service-order-amendments`, `POST webhook orderUpdate` or `POST callback {$request.body#/url}`
pub(super) fn line(operation: &Operation) -> String {
    let (method, text) = (&operation.method, &operation.path.text);
    match &operation.kind {
        OperationKind::Path => format!("{method} {text}"),
        OperationKind::Webhook => format!("{method} webhook {text}"),
        OperationKind::Callback { expression, .. } => format!("{method} callback {expression}"),
    }
}
