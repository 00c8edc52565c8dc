//! Plan to files: one back end for each kind of thing we generate.
//!
//! In: `&Plan` and the configuration. Out: files of tokens or text. Back ends cannot fail: they see no document and have
//! no diagnostics to give. They print what the passes decided and decide nothing themselves.

pub(crate) mod rust;

use crate::output::OutputFile;
use crate::passes::Plan;

/// Every file of the output, sorted by path.
pub(crate) fn files(_plan: &Plan) -> Vec<OutputFile> {
    Vec::new()
}
