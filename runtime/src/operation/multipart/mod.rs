//! `multipart/form-data` and its kin: parts to a tree of text that types are read from, and back.
//!
//! Parts of an object have names, and those of a list their place. What is text, what JSON and what a file is for the
//! type to say; a part's own media type only has to be one that the document allows.

mod parse;

use bytes::Bytes;
use serde_json::Value;

use super::codec::Forms;
use super::tree::{self, Tree};
use super::{MediaType, Unwritable, Written};
use crate::check::{Class, Violations};
use crate::file::File;
use crate::param::{self, Form, Shape, Style, Text};
use crate::wire::Wire;

use parse::Part;

/// The tree of a body; `None` where it cannot be taken apart, or a part is not what it should be, and why is noted.
pub(crate) fn read(
    body: &Bytes,
    media_type: &str,
    is_list: bool,
    forms: Forms<'_>,
    found: &mut Violations,
) -> Option<Text> {
    let boundary = parse::parameter(media_type, "boundary").filter(|text| !text.is_empty());
    let parts = boundary.ok_or("a media type with a boundary");
    let parts = match parts.and_then(|boundary| parse::parts(body, &boundary)) {
        Ok(parts) => parts,
        Err(expected) => {
            found.report(Class::Malformed, "content", expected);
            return None;
        }
    };
    let since = found.len();
    if is_list {
        let mut items = Vec::new();
        for (index, part) in parts.into_iter().enumerate() {
            let form = form_of(forms, "").unwrap_or(Form::query());
            found.index(index, |found| check(&part.file, form, found));
            items.push(Text::File(part.file));
        }
        return (found.len() == since).then_some(Text::List(items));
    }
    let mut members = Vec::new();
    let mut styled = Vec::new();
    for Part { name, file } in parts {
        // A part without a name is nobody's: RFC 7578 §4.2 has them all named.
        let Some(name) = name else { continue };
        let form = form_of(forms, &name).unwrap_or(Form::query());
        found.key(&name, |found| check(&file, form, found));
        match root_of(forms, &name) {
            Some(_) => styled.push((name, String::from_utf8_lossy(&file.content).into_owned())),
            None => Text::add(&mut members, &name, Text::File(file)),
        }
    }
    for (name, form) in param::each(forms).filter(|(_, form)| is_styled(*form)) {
        match param::plain_param(form, name, &styled) {
            Ok(None) => {}
            Ok(Some(value)) => members.push((name.to_owned(), value)),
            Err(problem) => found.key(name, |found| {
                found.report(Class::Malformed, "style", problem.expected());
            }),
        }
    }
    (found.len() == since).then_some(Text::Map(members))
}

/// Holds a part to what goes for it whatever its type.
fn check(file: &File, form: Form, found: &mut Violations) {
    let said = file.content_type.as_deref().map(MediaType::parse);
    let is_text = match said {
        None => file.name.is_none(),
        Some(said) => said.is_some_and(MediaType::is_text),
    };
    if is_text && std::str::from_utf8(&file.content).is_err() {
        found.report(Class::Malformed, "content", "UTF-8 text");
    }
    let mut allowed = form.content_type.split(',').filter_map(MediaType::parse).peekable();
    if let (Some(said), Some(_)) = (said, allowed.peek())
        && !said.is_some_and(|said| allowed.any(|allowed| allowed.covers(said)))
    {
        let expected = format!("the media type {}", form.content_type);
        found.report(Class::Malformed, "content", expected);
    }
}

/// The body of a value.
pub(crate) fn write<T: Wire>(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable> {
    let unwritable = |why: &str| Unwritable::new("body", why);
    let parts = match tree::of(value).map_err(|error| unwritable(&error.to_string()))? {
        Tree::Map(members) => {
            let mut parts = Vec::new();
            for (name, value) in members {
                member(name, value, forms, &mut parts);
            }
            parts
        }
        Tree::List(items) => items.into_iter().map(|item| part(None, item, forms)).collect(),
        Tree::Json(_) | Tree::File(_) => return Err(unwritable("parts are named or in a list")),
    };
    let joined = parse::join(&parts, "form-data");
    let (boundary, body) = joined.ok_or_else(|| unwritable("a header of a part is no line"))?;
    Ok(Written { boundary: Some(boundary), ..body.into() })
}

/// The parts of a property: one for each item of a list.
fn member(name: String, value: Tree, forms: Forms<'_>, parts: &mut Vec<Part>) {
    match (form_of(forms, &name), value) {
        (_, Tree::Json(Value::Null)) => {}
        (Some(form), value) if is_styled(form) => {
            param::plain_pairs(form, &name, &value.into_value(), &mut |key, text| {
                let content = Bytes::copy_from_slice(text.as_bytes());
                parts.push(Part { name: Some(key.to_owned()), file: File::new(content) });
            });
        }
        (_, Tree::List(items)) => {
            parts.extend(items.into_iter().map(|item| part(Some(name.clone()), item, forms)));
        }
        (_, value) => parts.push(part(Some(name), value, forms)),
    }
}

fn part(name: Option<String>, value: Tree, forms: Forms<'_>) -> Part {
    let form = form_of(forms, name.as_deref().unwrap_or_default());
    // The first that is no range; a range does not say what these bytes are.
    let declared = form.into_iter().flat_map(|form| form.content_type.split(','));
    let declared = declared.map(str::trim).find(|text| !text.is_empty() && !text.contains('*'));
    let is_json = declared.and_then(MediaType::parse).is_some_and(MediaType::is_json);
    let typed = |content_type: &str, text: String| File {
        content_type: Some(declared.unwrap_or(content_type).to_owned()),
        ..File::new(text)
    };
    let file = match value {
        Tree::File(file) => File {
            content_type: file
                .content_type
                .or(declared.map(str::to_owned))
                .or_else(|| Some("application/octet-stream".to_owned())),
            ..file
        },
        // Text needs no media type: RFC 7578 §4.4 has it as the default.
        Tree::Json(Value::Object(_) | Value::Array(_)) | Tree::List(_) | Tree::Map(_) => {
            typed("application/json", value.into_value().to_string())
        }
        Tree::Json(value) if is_json => typed("application/json", value.to_string()),
        Tree::Json(value) => {
            File { content_type: declared.map(str::to_owned), ..File::new(param::scalar(&value)) }
        }
    };
    Part { name, file }
}

fn form_of(forms: Forms<'_>, name: &str) -> Option<Form> {
    let known = param::each(forms).find(|(known, _)| *known == name).map(|(_, form)| form);
    known.or_else(|| root_of(forms, name))
}

/// The form of the property that a part belongs to by its style: `slot[row]` is of `slot`.
fn root_of(forms: Forms<'_>, name: &str) -> Option<Form> {
    let root = name.split_once('[').map_or(name, |(root, _)| root);
    // Members of a deep object never have its bare name; who sends that means the whole.
    let is_deep = |form: Form| form.style == Style::DeepObject;
    let mut of_root = param::each(forms).filter(|(known, _)| *known == root).map(|(_, form)| form);
    of_root.find(|form| is_styled(*form) && is_deep(*form) == name.contains('['))
}

/// Whether the document gives a property a style; then its value is text, whatever its shape. Members that were parts of
/// their own could not be told from those of the body: such an object stays JSON.
fn is_styled(form: Form) -> bool {
    let by_member = form.shape == Shape::Object && form.explode && form.style != Style::DeepObject;
    form.shape != Shape::Scalar
        && form.content_type.is_empty()
        && form.style != Style::Json
        && !by_member
}
