//! XML text to elements, and elements to text by the table.
//!
//! No document type is taken, so there are no entities but the five that XML has, and elements nest only so deep.

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::super::codec::Forms;
use super::names::{form, has_items, member, members};
use crate::param::{Node, Shape, Text};

/// How deep elements may nest.
const DEEPEST: usize = 100;

/// How many attributes an element may have.
const MOST_ATTRIBUTES: usize = 256;

/// An element; prefixes and what declares them are left aside.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
    /// `xsi:nil`
    is_null: bool,
}

/// Reads the one element of a document; else what was expected of it.
pub(super) fn element(body: &[u8]) -> Result<Element, String> {
    let text = std::str::from_utf8(body).map_err(|_| "UTF-8 text".to_owned())?;
    read(text.trim_start_matches('\u{feff}'))
        .ok_or_else(|| format!("XML without a document type, of elements at most {DEEPEST} deep"))
}

fn read(text: &str) -> Option<Element> {
    let mut reader = quick_xml::Reader::from_str(text);
    let mut open: Vec<Element> = Vec::new();
    let mut root = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if open.len() < DEEPEST && root.is_none() => {
                open.push(begin(&start)?);
            }
            Event::Empty(start) if open.len() < DEEPEST && root.is_none() => {
                close(begin(&start)?, &mut open, &mut root);
            }
            Event::End(_) => close(open.pop()?, &mut open, &mut root),
            Event::Text(text) => add(&mut open, &text.xml10_content())?,
            Event::CData(text) => add(&mut open, &text.xml10_content())?,
            Event::GeneralRef(entity) => match entity.resolve_char_ref().ok()? {
                Some(letter) => add(&mut open, letter.encode_utf8(&mut [0; 4]))?,
                None => add(&mut open, resolve_predefined_entity(&entity.xml10_content())?)?,
            },
            Event::Eof => return root.filter(|_| open.is_empty()),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Start(_) | Event::Empty(_) | Event::DocType(_) => return None,
        }
    }
}

fn begin(start: &BytesStart<'_>) -> Option<Element> {
    let mut element =
        Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
    // The reader's own look for duplicates compares each with each.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.ok().filter(|_| element.attributes.len() < MOST_ATTRIBUTES)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        let local = attribute.key.local_name();
        let prefix = attribute.key.prefix().map(|prefix| prefix.as_ref().to_owned());
        match (prefix.as_deref(), local.as_ref()) {
            (Some("xsi"), "nil") => element.is_null = matches!(&*value, "true" | "1"),
            (Some("xmlns" | "xsi" | "xml"), _) | (None, "xmlns") => {}
            (_, local) => element.attributes.push((local.to_owned(), value.into_owned())),
        }
    }
    Some(element)
}

fn close(element: Element, open: &mut [Element], root: &mut Option<Element>) {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None => *root = Some(element),
    }
}

/// Adds text to the innermost element; around the root there is none but white space.
fn add(open: &mut [Element], text: &str) -> Option<()> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None => return text.trim().is_empty().then_some(()),
    }
    Some(())
}

/// What an element stands for at a pointer.
pub(super) fn text(element: Element, pointer: &str, forms: Forms<'_>) -> Text {
    let own = form(forms, pointer);
    if element.is_null {
        return Text::Json(serde_json::Value::Null);
    }
    let has_text = !element.text.trim().is_empty();
    if own.node == Node::Wrapped && has_text {
        // No list: an object is refused where one is asked for, and a text would be one item.
        return Text::Map(Vec::new());
    }
    if own.node == Node::Wrapped {
        let items = format!("{pointer}/*");
        let children = element.children.into_iter();
        return Text::List(children.map(|child| text(child, &items, forms)).collect());
    }
    let is_member = |(name, _): &(String, String)| {
        members(forms, pointer).any(|(_, form)| {
            form.node == Node::Attribute && super::names::Name::parse(form.name).local == name
        })
    };
    let is_object = own.shape == Shape::Object
        || !element.children.is_empty()
        || element.attributes.iter().any(is_member);
    let takes_text = members(forms, pointer).any(|(_, form)| form.node == Node::Content);
    if !is_object || has_text && !takes_text {
        return Text::Text(element.text);
    }
    let attributes = element.attributes.into_iter().map(|(name, value)| {
        (member(forms, pointer, &name, Node::Attribute).to_owned(), Text::Text(value))
    });
    let children = element.children.into_iter().map(|child| {
        let name = member(forms, pointer, &child.name, Node::Element).to_owned();
        let below = format!("{pointer}/{name}");
        let is_item = form(forms, &below).node != Node::Wrapped && has_items(forms, &below);
        let below = if is_item { format!("{below}/*") } else { below };
        (name, text(child, &below, forms))
    });
    let mut found = Text::gather(attributes.chain(children));
    for (name, value) in &mut found {
        let below = format!("{pointer}/{name}");
        let is_list = form(forms, &below).node == Node::Element && has_items(forms, &below);
        if is_list && !matches!(value, Text::List(_)) {
            let only = std::mem::replace(value, Text::List(Vec::new()));
            *value = Text::List(vec![only]);
        }
    }
    for (name, form) in members(forms, pointer) {
        let is_there = found.iter().any(|(known, _)| known == name);
        if form.node == Node::Content && !is_there {
            found.push((name.to_owned(), Text::Text(element.text.clone())));
        } else if form.shape == Shape::Array && form.node == Node::Element && !is_there {
            // A list that must be there and has no items leaves no trace.
            found.push((name.to_owned(), Text::List(Vec::new())));
        }
    }
    Text::Map(found)
}
