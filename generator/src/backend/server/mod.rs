//! The server: the trait a team implements, who may call, how refusals are worded, and the service over them.
//!
//! `src/server/api.rs`, `auth.rs`, `rejections.rs`, `service.rs` and `dispatch.rs`; only the last grows by more than a
//! signature with each operation.

mod api;
mod auth;
mod dispatch;
mod keywords;
mod recognise;
mod rejections;
mod service;

use crate::output::{Content, OutputFile};
use crate::passes::Plan;

/// Whether the service is told who may call.
pub(super) fn authorizes(plan: &Plan) -> bool {
    !auth::schemes(plan).is_empty()
}

/// The server's files.
pub(super) fn files(plan: &Plan) -> Vec<OutputFile> {
    let rejections = rejections::find(plan);
    let files = [
        ("api", Some(api::items(plan))),
        ("auth", auth::items(plan)),
        ("rejections", Some(rejections::items(plan, &rejections))),
        ("service", Some(service::items(plan, &rejections))),
        ("dispatch", Some(dispatch::items(plan, &rejections))),
    ];
    let file = |(name, tokens): (&str, Option<_>)| {
        tokens.map(|tokens| OutputFile {
            path: format!("src/server/{name}.rs"),
            content: Content::Rust(tokens),
        })
    };
    files.into_iter().filter_map(file).collect()
}
