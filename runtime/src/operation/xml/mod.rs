//! XML: elements to a tree of text that types are read from, and back.
//!
//! What a type calls a member and how XML spells it are told apart by a table of pointers into the value: `/ports/*` is an
//! item of its member `ports`. What is not in the table is an element of the member's own name.

mod names;
mod read;
mod write;

use super::Unwritable;
use super::codec::Forms;
use super::tree;
use crate::check::{Class, Violations};
use crate::param::Text;
use crate::wire::Wire;

/// The tree of a body; `None` where it is no XML of the table, and why is noted.
pub(crate) fn read(body: &[u8], forms: Forms<'_>, found: &mut Violations) -> Option<Text> {
    let root = read::element(body).and_then(|root| {
        let expected = names::Name::parse(names::form(forms, "").name);
        if root.name == expected.local || expected.local.is_empty() {
            Ok(root)
        } else {
            Err(format!("an element `{}`", expected.local))
        }
    });
    match root {
        Ok(root) => Some(read::text(root, "", forms)),
        Err(expected) => {
            found.report(Class::Malformed, "content", expected);
            None
        }
    }
}

/// The body of a value.
pub(crate) fn write<T: Wire>(value: &T, forms: Forms<'_>) -> Result<Vec<u8>, Unwritable> {
    let tree = tree::of(value).map_err(|error| Unwritable::new("body", error))?;
    let text = write::document(&tree, forms);
    text.map(String::into_bytes).map_err(|why| Unwritable::new("body", why))
}
