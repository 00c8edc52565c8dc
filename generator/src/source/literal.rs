//! A JSON value as the document wrote it: defaults, enum values, constants and examples.

use super::Decimal;

/// A JSON value whose numbers keep their exact value and whose members keep their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Literal {
    Null,
    Bool(bool),
    Number(Decimal),
    String(String),
    Array(Vec<Literal>),
    Object(Vec<(String, Literal)>),
}
