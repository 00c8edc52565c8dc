//! A parsed pattern as a regular expression for Rust.

use std::fmt::Write as _;

use super::{Node, Set};

pub(super) fn regex(node: &Node) -> String {
    let mut text = String::new();
    write(&mut text, node);
    text
}

fn write(text: &mut String, node: &Node) {
    match node {
        Node::Set(set) => write_set(text, set),
        Node::Start => text.push('^'),
        Node::End => text.push('$'),
        Node::Boundary { inside } => text.push_str(if *inside { "\\B" } else { "\\b" }),
        Node::Concat(parts) => {
            for part in parts {
                if let Node::Alternatives(_) = part {
                    grouped(text, part);
                } else {
                    write(text, part);
                }
            }
        }
        Node::Alternatives(branches) => {
            for (at, branch) in branches.iter().enumerate() {
                text.push_str(if at > 0 { "|" } else { "" });
                write(text, branch);
            }
        }
        Node::Repeat { node, min, max, lazy } => {
            if let Node::Set(_) = **node {
                write(text, node);
            } else {
                grouped(text, node);
            }
            match (min, max) {
                (0, None) => text.push('*'),
                (1, None) => text.push('+'),
                (0, Some(1)) => text.push('?'),
                (min, None) => push(text, format_args!("{{{min},}}")),
                (min, Some(max)) if min == max => push(text, format_args!("{{{min}}}")),
                (min, Some(max)) => push(text, format_args!("{{{min},{max}}}")),
            }
            if *lazy {
                text.push('?');
            }
        }
    }
}

fn grouped(text: &mut String, node: &Node) {
    text.push_str("(?:");
    write(text, node);
    text.push(')');
}

fn write_set(text: &mut String, set: &Set) {
    if let Some(only) = set.only() {
        return write_char(text, only.into());
    }
    // The shorter of the set and what is not in it, so that `[^/]` stays that.
    let others = set.complement();
    let negated = others.ranges().len() < set.ranges().len()
        || set.ranges().is_empty()
        || (others.ranges().len() == set.ranges().len() && set.ranges()[0].0 == 0);
    let negated = negated && !others.ranges().is_empty();
    let ranges = if negated { others.ranges() } else { set.ranges() };
    text.push_str(if negated { "[^" } else { "[" });
    for &(first, last) in ranges {
        write_char(text, first);
        if last > first {
            if last > first + 1 {
                text.push('-');
            }
            write_char(text, last);
        }
    }
    text.push(']');
}

fn write_char(text: &mut String, code: u32) {
    match char::from_u32(code) {
        Some('\n') => text.push_str("\\n"),
        Some('\r') => text.push_str("\\r"),
        Some(char) if char.is_ascii_alphanumeric() || "_ ,:;/@%=<>\"'!`".contains(char) => {
            text.push(char);
        }
        Some(char) if char.is_ascii_punctuation() => text.extend(['\\', char]),
        Some(char) if char.is_alphanumeric() => text.push(char),
        // The ends of surrogates cannot be written, and no text has them.
        None if code < 0xDC00 => text.push_str("\\x{D7FF}"),
        None => text.push_str("\\x{E000}"),
        Some(_) if code < 0x80 => push(text, format_args!("\\x{code:02X}")),
        Some(_) => push(text, format_args!("\\x{{{code:04X}}}")),
    }
}

fn push(text: &mut String, what: std::fmt::Arguments<'_>) {
    text.write_fmt(what).expect("writing to a string cannot fail");
}
