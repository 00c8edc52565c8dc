//! The server: the trait a team implements, who may call, how refusals are worded, and the service over them.
//!
//! `src/server/api.rs` (and `api_<group>.rs`), `auth.rs`, `rejections.rs`, `service.rs` and `dispatch.rs`; only the first and the last grow with
//! the number of operations, by a signature and by a few lines.

mod api;
mod auth;
mod callers;
mod dispatch;
mod keywords;
mod recognise;
mod rejections;
mod service;

use super::Side;
use crate::output::{Content, OutputFile};
use crate::passes::Plan;

/// Whether the service is told who may call.
pub(super) fn authorizes(plan: &Plan) -> bool {
    !auth::schemes(&Side::api(plan)).is_empty()
}

/// The server's files.
pub(super) fn files(side: &Side<'_>) -> Vec<OutputFile> {
    let rejections = rejections::find(side);
    let mut files = vec![("api".to_owned(), Some(api::items(side)))];
    files.extend(api::groups(side).into_iter().map(|(name, tokens)| (name, Some(tokens))));
    let others = [
        ("auth", auth::items(side)),
        ("rejections", Some(rejections::items(side, &rejections))),
        ("service", Some(service::items(side, &rejections))),
        ("dispatch", Some(dispatch::items(side, &rejections))),
    ];
    files.extend(others.map(|(name, tokens)| (name.to_owned(), tokens)));
    let file = |(name, tokens): (String, Option<_>)| {
        tokens.map(|tokens| OutputFile {
            path: format!("src/server/{}{name}.rs", side.prefix),
            content: Content::rust(tokens),
        })
    };
    files.into_iter().filter_map(file).collect()
}
