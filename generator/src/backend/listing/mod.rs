//! `API.txt`: one sorted line for each public item, with its contract on the wire.
//!
//! In: the plan. Out: text in which any change that a caller, an implementor or a peer on the wire could notice is a line
//! changed: a moved path, another style, a default, a constraint. A reader who has never seen the tool should be able to
//! tell from it what the API offers.

mod models;
mod operations;
mod words;

use super::Side;
use crate::config::Config;
use crate::output::{Content, OutputFile};
use crate::passes::Plan;

/// The listing.
pub(super) fn file(plan: &Plan, config: &Config) -> OutputFile {
    let mut lines = models::lines(plan);
    if config.client || config.server {
        lines.extend(operations::shared(plan));
    }
    for side in [Side::api(plan), Side::webhooks(plan)] {
        if config.client && !side.operations.is_empty() {
            lines.extend(operations::client(&side));
        }
        if config.server && !side.operations.is_empty() {
            lines.extend(operations::server(&side));
        }
    }
    // Raw identifiers are spelled so for the compiler alone.
    for line in lines.iter_mut().filter(|line| line.contains("r#")) {
        *line = line.replace("r#", "");
    }
    lines.sort_unstable();
    lines.dedup();
    let mut text = lines.join("\n");
    text.push('\n');
    OutputFile { path: "API.txt".to_owned(), content: Content::Text(text) }
}
