//! What the back ends share: identifiers, docs, types and literals as tokens.
//!
//! In: words of the plan. Out: tokens in which every path into the runtime, `std` or a sibling module is a marker that
//! `output::format` resolves: `__rt::check::Check`, `__std::collections::BTreeMap`, `__model::Contact`, `__op::X`,
//! `__server::X`, `__client::X`. A marker path ends at its first type, which is imported and printed by its short name; of
//! the crates that the runtime re-exports (`__rt::chrono::NaiveDate`) the crate is imported and stays in the path.
//! Statement `__blank!();` prints a blank line, `__comment!("…");` a comment; blank lines between items and documented
//! members come by themselves.

mod docs;
mod literal;
mod markdown;
mod types;

pub(crate) use docs::{
    IncludedFrom, common_docs, deprecated, docs, member_docs, noted_docs, plain_docs, plain_title,
    summary, text_docs,
};
pub(crate) use literal::{default_value, float, integer, json_text, raw_text};
pub(crate) use types::ty;

use std::cell::Cell;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

/// An identifier of the plan, raw ones (`r#type`) included.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Tokens that `quote!` moves where it would copy them, and with them the text of each name. They stand once.
pub(crate) struct Moved(Cell<TokenStream>);

/// For what is large, or made often.
pub(crate) fn moved(tokens: TokenStream) -> Moved {
    Moved(Cell::new(tokens))
}

impl ToTokens for Moved {
    fn to_tokens(&self, to: &mut TokenStream) {
        to.extend(self.0.take());
    }
}

/// For an item inside the generated crate that mentions deprecated ones.
pub(crate) fn allow_deprecated() -> TokenStream {
    quote!(#[allow(deprecated, reason = "the description still has what it deprecates")])
}
