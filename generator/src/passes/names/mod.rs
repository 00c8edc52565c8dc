//! Every identifier of the output, decided over the whole document at once.
//!
//! Names are claimed in this order, so that adding to a document rarely renames what exists: the language's and the
//! runtime's, the configuration's, component keys, operations, and parts by parent and hint. A contested name walks a
//! fixed ladder and says so.

mod members;
mod natural;
mod operations;
mod reserved;
mod types;
mod variants;
mod words;

pub(super) use members::{claim_free, enum_variants, fields, unique};
pub(super) use natural::stand_ins;
pub(crate) use operations::DOCUMENT_SECURITY;
pub(super) use operations::{OperationNames, name as operations};
pub(super) use types::{TypeNames, claim};
pub(crate) use words::{file_stem, snake};
pub(super) use words::{identifier, spoken, upper_camel};
