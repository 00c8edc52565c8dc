//! The property that tells which branch of a union a value is.
//!
//! A description may leave it to the union alone: its branches are then read without it where they take no other members,
//! and it is written beside theirs.

use serde::ser::Serializer;
use serde_json::{Map, Value};

use super::union::Branch;
use super::{DecodeError, Wire, to_value};
use crate::check::Violations;

/// The property that selects a branch, and the variant of the branch that is taken where it is absent or unknown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) property: &'static str,
    default: Option<&'static str>,
}

impl Tag {
    pub(super) fn of(words: &[&'static str]) -> Option<Self> {
        let (property, default) = words.split_first()?;
        Some(Self { property, default: default.first().copied() })
    }
}

/// The branch a tag selects.
pub(super) fn by_tag<'a, U>(
    branches: &'a [Branch<U>],
    tag: Tag,
    value: Option<&str>,
) -> Result<&'a Branch<U>, DecodeError> {
    let default = || branches.iter().find(|branch| tag.default == Some(branch.name));
    let property = tag.property;
    match value {
        Some(value) => {
            branches.iter().find(|branch| branch.tags.contains(&value)).or_else(default).ok_or_else(
                || DecodeError::new(format!("member `{property}`: expected {}", tags(branches))),
            )
        }
        None => {
            default().ok_or_else(|| DecodeError::new(format!("member `{property}` is required")))
        }
    }
}

/// The values a tag may have, as the end of a sentence.
pub(super) fn tags<U>(branches: &[Branch<U>]) -> String {
    let values: Vec<&str> = branches.iter().flat_map(|branch| branch.tags).copied().collect();
    format!("one of {}", values.join(", "))
}

impl<U: 'static> Branch<U> {
    /// Reads a JSON text that the tag selects this branch for.
    pub(super) fn read_tagged(&self, tag: Tag, text: &[u8]) -> Result<U, DecodeError> {
        if !self.refuses(tag) {
            return self.read(text);
        }
        let mut members: Map<String, Value> = serde_json::from_slice(text)?;
        members.remove(tag.property);
        self.read(Value::Object(members).to_string().as_bytes())
    }

    /// Mends a value that the tag selects this branch for.
    pub(super) fn mend_tagged(&self, tag: Tag, value: &mut Value, found: &mut Violations) {
        let word = if self.refuses(tag) { remove(value, tag.property) } else { None };
        self.payload.mend(value, found);
        if let (Some(word), Value::Object(members)) = (word, value) {
            members.insert(tag.property.to_owned(), word);
        }
    }

    /// Whether the branch would take the tag for a member that may not be there, as its schema does not describe it.
    fn refuses(&self, tag: Tag) -> bool {
        self.shape.object().is_some_and(|object| object.closed && !object.names(tag.property))
    }
}

fn remove(value: &mut Value, name: &str) -> Option<Value> {
    value.as_object_mut()?.remove(name)
}

/// Writes the payload of a variant, and the word that the tag has for it, where the payload does not say it itself and
/// absence would not say it either. `tag` is [`Union::TAG`](super::union::Union::TAG).
pub fn write_tagged<T: Wire, S: Serializer>(
    payload: &T,
    tag: &[&'static str],
    variant: &str,
    words: &[&str],
    to: S,
) -> Result<S::Ok, S::Error> {
    let said = |tag: &Tag| {
        tag.default == Some(variant)
            || T::SHAPE.object().is_some_and(|object| object.always_has(tag.property))
    };
    let unsaid = Tag::of(tag).filter(|tag| !said(tag)).zip(words.first());
    let Some((tag, word)) = unsaid else { return payload.write(to) };
    let mut value = to_value(payload);
    if let Value::Object(members) = &mut value {
        members.entry(tag.property).or_insert_with(|| Value::from(*word));
    }
    value.write(to)
}
