//! Bodies: one module for each way to put a value into bytes, named by the words of the wire tables.
//!
//! Each can `write` a value, `read` one or note everything that keeps bytes from being one, and give a `stand_in` for a
//! value that could not be read, so that everything around it can still be checked.

use ::bytes::Bytes;

use super::Unwritable;
use crate::check::{Check, Class, Violations};
use crate::param::{self, Form, Text};
use crate::wire::{self, Budget, Wire};

/// Properties of a form that are not encoded as usual.
pub type Forms<'a> = &'a [(&'a str, Form)];

/// `application/json` and every `+json`.
pub mod json {
    pub use super::stand_in;
    use super::{Bytes, Check, Forms, Unwritable, Violations, Wire, wire};

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, _: Forms<'_>) -> Result<Bytes, Unwritable> {
        Ok(wire::to_json(value).into())
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(bytes: &Bytes, _: Forms<'_>, found: &mut Violations) -> Option<T> {
        let value = wire::from_json(bytes).ok();
        if value.is_none() {
            wire::explain::<T>(bytes, found);
        }
        value
    }
}

/// `application/x-www-form-urlencoded`
pub mod form {
    pub use super::stand_in;
    use super::{Bytes, Check, Forms, Unwritable, Violations, Wire, malformed, read_tree, wire};
    use crate::param::{form_body, form_text};

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, forms: Forms<'_>) -> Result<Bytes, Unwritable> {
        let text = form_body(&wire::to_value(value), forms);
        Ok(text.ok_or_else(|| Unwritable::new("body", "a form holds named values"))?.into())
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(
        bytes: &Bytes,
        forms: Forms<'_>,
        found: &mut Violations,
    ) -> Option<T> {
        let Ok(text) = std::str::from_utf8(bytes) else { return malformed("UTF-8 text", found) };
        match form_text(text, forms) {
            Ok(tree) => read_tree(tree, found),
            Err(problem) => malformed(problem.expected(), found),
        }
    }
}

/// `text/plain` and other text.
pub mod text {
    pub use super::stand_in;
    use super::{
        Bytes, Check, Forms, Text, Unwritable, Violations, Wire, malformed, param, read_tree, wire,
    };

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, _: Forms<'_>) -> Result<Bytes, Unwritable> {
        Ok(param::scalar(&wire::to_value(value)).into())
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(bytes: &Bytes, _: Forms<'_>, found: &mut Violations) -> Option<T> {
        match std::str::from_utf8(bytes) {
            Ok(text) => read_tree(Text::Text(text.to_owned()), found),
            Err(_) => malformed("UTF-8 text", found),
        }
    }
}

/// Bytes as they are.
pub mod bytes {
    use super::{Bytes, Forms, Unwritable, Violations};

    /// The bytes themselves.
    pub fn write(value: &Bytes, _: Forms<'_>) -> Result<Bytes, Unwritable> {
        Ok(value.clone())
    }

    /// The bytes themselves.
    pub fn read(bytes: &Bytes, _: Forms<'_>, _: &mut Violations) -> Option<Bytes> {
        Some(bytes.clone())
    }

    /// No bytes.
    pub fn stand_in() -> Option<Bytes> {
        Some(Bytes::new())
    }
}

/// Some value, to stand where one could not be read.
pub fn stand_in<T: Wire>() -> Option<T> {
    T::read(&T::placeholder(&mut Budget::new())).ok()
}

fn malformed<T>(expected: &'static str, found: &mut Violations) -> Option<T> {
    found.report(Class::Malformed, "type", expected);
    None
}

/// Reads a value from text; `None` where there is none, and everything that keeps it from being one is noted.
#[allow(clippy::needless_pass_by_value, reason = "made to be read")]
pub(crate) fn read_tree<T: Wire + Check>(tree: Text, found: &mut Violations) -> Option<T> {
    if let Ok(value) = param::read::<T>(tree.clone()) {
        return Some(value);
    }
    // JSON has types and text has not: what does not fit as a string may fit as what it looks like.
    let mut value = tree.as_strings();
    let mut first = Violations::default();
    T::mend(&mut value.clone(), &mut first);
    for violation in &first {
        if let Some(part) = value.pointer_mut(&violation.pointer) {
            *part = Text::look(part.take());
        }
    }
    let since = found.len();
    wire::explain_value::<T>(&mut value, found, since);
    if found.len() == since {
        found.report(Class::Malformed, T::SHAPE.keyword, T::SHAPE.expected);
    }
    None
}
