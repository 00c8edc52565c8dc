//! Values to XML text, by the table.

use std::fmt::Write as _;

use serde_json::Value;

use super::super::codec::Forms;
use super::super::tree::Tree;
use super::names::{Name, form};
use crate::param::{self, Node};

/// The document of a value; else why there is none.
pub(super) fn document(value: &Tree, forms: Forms<'_>) -> Result<String, String> {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let name = form(forms, "").name;
    element(&mut out, name, value, "", forms)?;
    Ok(out)
}

/// An element of a value that is no list, or of one that has an element around it.
fn element(
    out: &mut String,
    name: &str,
    value: &Tree,
    pointer: &str,
    forms: Forms<'_>,
) -> Result<(), String> {
    let tag = open(out, name)?;
    let mut inside = String::new();
    match value {
        Tree::Json(Value::Null) => {
            out.push_str(
                " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"",
            );
        }
        Tree::List(items) => {
            let below = format!("{pointer}/*");
            let own = form(forms, &below).name;
            let item = if own.is_empty() { name } else { own };
            for value in items {
                element(&mut inside, item, value, &below, forms)?;
            }
        }
        Tree::Map(members) => {
            for (name, value) in members {
                member(out, &mut inside, name, value, pointer, forms)?;
            }
        }
        Tree::Json(value) => escape(&mut inside, &param::scalar(value))?,
        Tree::File(file) => escape(&mut inside, &String::from_utf8_lossy(&file.content))?,
    }
    let _ = match &*inside {
        "" => write!(out, "/>"),
        inside => write!(out, ">{inside}</{tag}>"),
    };
    Ok(())
}

/// A member of an object: an attribute in `head`, or elements or text `inside`.
fn member(
    head: &mut String,
    inside: &mut String,
    name: &str,
    value: &Tree,
    pointer: &str,
    forms: Forms<'_>,
) -> Result<(), String> {
    let below = format!("{pointer}/{name}");
    let own = form(forms, &below);
    let spelled = if own.name.is_empty() { name } else { own.name };
    match (own.node, value) {
        (Node::Attribute | Node::Content, Tree::Json(Value::Null)) => Ok(()),
        (Node::Attribute, Tree::Json(value)) => {
            let Name { namespace, prefix, local } = Name::parse(spelled);
            check(local)?;
            if !namespace.is_empty() && !prefix.is_empty() {
                let _ = write!(head, " xmlns:{prefix}=\"");
                escape(head, namespace)?;
                head.push('"');
            }
            let colon = if prefix.is_empty() { "" } else { ":" };
            let _ = write!(head, " {prefix}{colon}{local}=\"");
            escape(head, &param::scalar(value))?;
            head.push('"');
            Ok(())
        }
        (Node::Content, Tree::Json(value)) => escape(inside, &param::scalar(value)),
        (Node::Element, Tree::List(items)) => {
            let below = format!("{below}/*");
            let of_items = form(forms, &below).name;
            let spelled = if of_items.is_empty() { spelled } else { of_items };
            items.iter().try_for_each(|item| element(inside, spelled, item, &below, forms))
        }
        (
            Node::Element | Node::Wrapped,
            Tree::Json(_) | Tree::File(_) | Tree::List(_) | Tree::Map(_),
        ) => element(inside, spelled, value, &below, forms),
        (Node::Attribute | Node::Content, Tree::File(_) | Tree::List(_) | Tree::Map(_)) => {
            Err(format!("`{below}` has members, and stands where there is text alone"))
        }
    }
}

/// Begins the tag of an element, and gives its name.
fn open(out: &mut String, name: &str) -> Result<String, String> {
    let Name { namespace, prefix, local } = Name::parse(name);
    check(local)?;
    let colon = if prefix.is_empty() { "" } else { ":" };
    let tag = format!("{prefix}{colon}{local}");
    let _ = write!(out, "<{tag}");
    if !namespace.is_empty() {
        let _ = write!(out, " xmlns{colon}{prefix}=\"");
        escape(out, namespace)?;
        out.push('"');
    }
    Ok(tag)
}

/// Refuses a name that XML does not have: members of maps may be called anything.
fn check(name: &str) -> Result<(), String> {
    let begins = |letter: char| letter.is_alphabetic() || letter == '_';
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.');
    let is_name = name.starts_with(begins) && name.chars().all(goes_on);
    is_name.then_some(()).ok_or_else(|| format!("`{name}` is no name of an element"))
}

fn escape(out: &mut String, text: &str) -> Result<(), String> {
    for letter in text.chars() {
        match letter {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            // Readers make a space or a plain line break of these where they stand as they are.
            '\t' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(letter));
            }
            '\n' => out.push_str("&#10;"),
            letter
                if letter.is_control() && letter < ' '
                    || matches!(letter, '\u{fffe}' | '\u{ffff}') =>
            {
                return Err("a character that XML does not have".to_owned());
            }
            letter => out.push(letter),
        }
    }
    Ok(())
}
