//! Documents as plain data, for tests that change one or hand it to another reader: any tree to values, values to JSON.

use std::fmt::Write;

use crate::source::{Kind, Literal, Node};

/// A value as data, whatever it means; `None` beyond `left` values, which aliases can spell in a few lines.
pub(super) fn value(node: Node<'_>, left: &mut usize) -> Option<Literal> {
    *left = left.checked_sub(1)?;
    Some(match node.kind() {
        Kind::Null => Literal::Null,
        Kind::Bool => Literal::Bool(node.as_bool()?),
        Kind::Number => Literal::Number(node.as_number()?),
        Kind::String => Literal::String(node.text().to_owned()),
        Kind::Array => {
            Literal::Array(node.items().map(|item| value(item, left)).collect::<Option<_>>()?)
        }
        Kind::Object => {
            let members =
                node.entries().map(|(key, item)| Some((key.text.to_owned(), value(item, left)?)));
            Literal::Object(members.collect::<Option<_>>()?)
        }
    })
}

/// JSON text; members of one name stay what they are.
pub(super) fn json(value: &Literal) -> String {
    let mut out = String::new();
    write(&mut out, value);
    out
}

fn write(out: &mut String, value: &Literal) {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    match value {
        Literal::Null => out.push_str("null"),
        Literal::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Literal::Number(number) => write!(out, "{number}").expect("text takes text"),
        Literal::String(text) => out.push_str(&quoted(text)),
        Literal::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                out.push(if index == 0 { '[' } else { ',' });
                write(out, item);
            }
            out.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Literal::Object(members) => {
            for (index, (key, item)) in members.iter().enumerate() {
                out.push(if index == 0 { '{' } else { ',' });
                out.push_str(&quoted(key));
                out.push(':');
                write(out, item);
            }
            out.push_str(if members.is_empty() { "{}" } else { "}" });
        }
    }
}
