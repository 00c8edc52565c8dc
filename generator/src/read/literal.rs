//! Data of a description: defaults, enum values, constants, examples, extensions.

use super::Reader;
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Kind, Literal, Node};

/// Values in one literal. YAML aliases can spell billions of them in a few lines.
const MOST_VALUES: usize = 200_000;
/// Levels of one literal, for the same reason.
const MOST_LEVELS: usize = 256;

impl<'a> Reader<'a> {
    /// A value as data; `null` in place of what is too much, which is said.
    pub(super) fn literal(&mut self, node: Node<'a>) -> Literal {
        let mut left = MOST_VALUES;
        let literal = self.build(node, MOST_LEVELS, &mut left);
        literal.unwrap_or_else(|| {
            let message =
                format!("the value has more than {MOST_VALUES} parts or {MOST_LEVELS} levels");
            self.report(
                Diagnostic::new(&codes::LARGE_VALUE, node.location(), message)
                    .help("make it smaller; YAML aliases count as often as they are used"),
            );
            Literal::Null
        })
    }

    pub(super) fn literal_at(&mut self, node: Node<'a>) -> At<Literal> {
        At { value: self.literal(node), location: node.location() }
    }

    fn build(&mut self, node: Node<'a>, levels: usize, left: &mut usize) -> Option<Literal> {
        *left = left.checked_sub(1)?;
        let below = levels.checked_sub(1)?;
        Some(match node.kind() {
            Kind::Null => Literal::Null,
            Kind::Bool => Literal::Bool(node.as_bool().unwrap_or(false)),
            Kind::Number => {
                if let Some(number) = node.as_number() {
                    Literal::Number(number)
                } else {
                    self.not_a_number(node);
                    Literal::Null
                }
            }
            Kind::String => Literal::String(node.text().to_owned()),
            Kind::Array => Literal::Array(
                node.items().map(|item| self.build(item, below, left)).collect::<Option<_>>()?,
            ),
            Kind::Object => {
                let mut members = Vec::new();
                for (key, value) in node.entries() {
                    members.push((key.text.to_owned(), self.build(value, below, left)?));
                }
                Literal::Object(members)
            }
        })
    }

    /// Says that `.inf`, `.nan` or a number of absurd size is none to JSON.
    pub(super) fn not_a_number(&mut self, node: Node<'a>) {
        let message = format!("`{}` is no number that JSON can write", node.text());
        // A number alone does not tell which of many schemas it bounds.
        let owner = self.sources.parent(node.location());
        self.report(
            Diagnostic::new(&codes::NOT_A_NUMBER, node.location(), message)
                .label("read as if it were not there")
                .related_key(owner, "said of this")
                .help("write a finite number, or remove the keyword"),
        );
    }

    /// The `x-` members of an object.
    pub(super) fn extensions(&mut self, node: Node<'a>) -> Vec<(At<String>, Literal)> {
        let members = node.entries().filter(|(key, _)| key.text.starts_with("x-"));
        members.map(|(key, value)| (super::fields::name(key), self.literal(value))).collect()
    }
}
