//! Bodies: one module for each way to put a value into bytes, named by the words of the wire tables.
//!
//! Each can `write` a value, `read` one or note everything that keeps bytes from being one, and give a `stand_in` for a
//! value that could not be read, so that everything around it can still be checked.

use ::bytes::Bytes;

use super::framing::Framing;
use super::items::Outgoing;
use super::stream::Payload;
use super::{Body, ByteStream, Items, Unwritable};
use crate::check::{Check, Class, Violations};
use crate::param::{self, Form, Text};
use crate::wire::{self, Budget, Wire};

/// A body to be read.
#[derive(Clone, Debug)]
pub struct Source<'a> {
    /// The media type that it came with.
    pub media_type: &'a str,
    pub(crate) payload: Payload,
    /// Whether items are checked as they come, which is for servers to do.
    pub(crate) checked: bool,
    /// Whether a value is checked as it is read, which answers are before they go out.
    pub(crate) judged: bool,
}

impl Source<'_> {
    /// The bytes; of a stream, none.
    pub(crate) fn bytes(&self) -> Bytes {
        self.payload.whole().cloned().unwrap_or_default()
    }

    fn judge<T: Check>(&self, value: Option<T>, found: &mut Violations) -> Option<T> {
        if let (true, Some(value)) = (self.judged, &value) {
            value.check(found);
        }
        value
    }
}

/// A body that is written.
#[derive(Clone, Debug)]
pub struct Written {
    pub(crate) payload: Payload,
    /// The media type, where it is not the declared one as it stands.
    pub(crate) media_type: Option<String>,
    /// What stands between the parts of the body, where it has some.
    pub(crate) boundary: Option<String>,
}

impl<T: Into<Bytes>> From<T> for Written {
    fn from(bytes: T) -> Self {
        Self { payload: Payload::Whole(bytes.into()), media_type: None, boundary: None }
    }
}

/// Properties of a form that are not encoded as usual.
pub type Forms<'a> = &'a [(&'a str, Form)];

/// `application/json` and every `+json`.
pub mod json {
    pub use super::stand_in;
    use super::{Check, Forms, Source, Unwritable, Violations, Wire, Written, wire};

    /// Whether bodies are handed on as they come.
    pub const STREAMS: bool = false;

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, _: Forms<'_>) -> Result<Written, Unwritable> {
        Ok(wire::to_json(value).into())
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(
        from: &Source<'_>,
        _: Forms<'_>,
        found: &mut Violations,
    ) -> Option<T> {
        let bytes = from.bytes();
        let Ok((value, clean)) = T::from_json_checking(&bytes) else {
            wire::explain::<T>(&bytes, found);
            return None;
        };
        if clean {
            found.note_clean_body();
            return Some(value);
        }
        from.judge(Some(value), found)
    }
}

/// `application/x-www-form-urlencoded`
pub mod form {
    pub use super::stand_in;
    use super::{
        Check, Forms, Source, Unwritable, Violations, Wire, Written, malformed, read_tree, wire,
    };
    use crate::param::{form_body, form_text};

    /// Whether bodies are handed on as they come.
    pub const STREAMS: bool = false;

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable> {
        let text = form_body(&wire::to_value(value), forms);
        Ok(text.ok_or_else(|| Unwritable::new("body", "a form holds named values"))?.into())
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(
        from: &Source<'_>,
        forms: Forms<'_>,
        found: &mut Violations,
    ) -> Option<T> {
        let bytes = from.bytes();
        let Ok(text) = std::str::from_utf8(&bytes) else { return malformed("UTF-8 text", found) };
        match form_text(text, forms) {
            Ok(tree) => from.judge(read_tree(tree, found), found),
            Err(problem) => malformed(problem.expected(), found),
        }
    }
}

/// `multipart/form-data` and its kin.
pub mod multipart {
    use super::super::multipart;
    pub use super::stand_in;
    use super::{Check, Forms, Source, Unwritable, Violations, Wire, Written, read_tree};
    use crate::wire::Types;

    /// Whether bodies are handed on as they come.
    pub const STREAMS: bool = false;

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable> {
        multipart::write(value, forms)
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(
        from: &Source<'_>,
        forms: Forms<'_>,
        found: &mut Violations,
    ) -> Option<T> {
        let is_list = !T::SHAPE.types.contains(Types::OBJECT);
        let tree = multipart::read(&from.bytes(), from.media_type, is_list, forms, found)?;
        read_tree(tree, found)
    }
}

/// `application/xml` and every `+xml`.
#[cfg(feature = "xml")]
pub mod xml {
    use super::super::xml;
    pub use super::stand_in;
    use super::{Check, Forms, Source, Unwritable, Violations, Wire, Written, read_tree};

    /// Whether bodies are handed on as they come.
    pub const STREAMS: bool = false;

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable> {
        xml::write(value, forms).map(Written::from)
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(
        from: &Source<'_>,
        forms: Forms<'_>,
        found: &mut Violations,
    ) -> Option<T> {
        let tree = xml::read(&from.bytes(), forms, found)?;
        read_tree(tree, found)
    }
}

/// `text/plain` and other text.
pub mod text {
    pub use super::stand_in;
    use super::{
        Check, Forms, Source, Text, Unwritable, Violations, Wire, Written, malformed, param,
        read_tree, wire,
    };

    /// Whether bodies are handed on as they come.
    pub const STREAMS: bool = false;

    /// The bytes of a value.
    pub fn write<T: Wire>(value: &T, _: Forms<'_>) -> Result<Written, Unwritable> {
        Ok(param::scalar(&wire::to_value(value)).into())
    }

    /// The value of bytes; `None` where there is none, and why is noted.
    pub fn read<T: Wire + Check>(
        from: &Source<'_>,
        _: Forms<'_>,
        found: &mut Violations,
    ) -> Option<T> {
        match std::str::from_utf8(&from.bytes()) {
            Ok(text) => from.judge(read_tree(Text::Text(text.to_owned()), found), found),
            Err(_) => malformed("UTF-8 text", found),
        }
    }
}

/// Bytes as they are, all of them at once.
pub mod bytes {
    use super::{Bytes, Forms, Source, Unwritable, Violations, Written};

    /// Whether bodies are handed on as they come.
    pub const STREAMS: bool = false;

    /// The bytes themselves.
    pub fn write(value: &Bytes, _: Forms<'_>) -> Result<Written, Unwritable> {
        Ok(value.clone().into())
    }

    /// The bytes themselves.
    pub fn read(from: &Source<'_>, _: Forms<'_>, _: &mut Violations) -> Option<Bytes> {
        Some(from.bytes())
    }

    /// No bytes.
    pub fn stand_in() -> Option<Bytes> {
        Some(Bytes::new())
    }
}

/// Bytes as they come.
pub mod stream {
    use super::{ByteStream, Bytes, Forms, Source, Unwritable, Violations, Written};

    /// Whether bodies are handed on as they come.
    pub const STREAMS: bool = true;

    /// The stream itself.
    pub fn write(value: &ByteStream, _: Forms<'_>) -> Result<Written, Unwritable> {
        Ok(Written {
            payload: value.payload.clone(),
            media_type: value.media_type.clone(),
            boundary: None,
        })
    }

    /// The stream itself.
    pub fn read(from: &Source<'_>, _: Forms<'_>, _: &mut Violations) -> Option<ByteStream> {
        let media_type = (!from.media_type.is_empty()).then(|| from.media_type.to_owned());
        Some(ByteStream { media_type, payload: from.payload.clone() })
    }

    /// No bytes.
    pub fn stand_in() -> Option<ByteStream> {
        Some(Bytes::new().into())
    }
}

/// Declares the codecs of item streams.
macro_rules! items {
    ($($(#[$about:meta])* $name:ident $framing:expr;)*) => {$(
        $(#[$about])*
        pub mod $name {
            use super::{
                Body, Check, Forms, Framing, Items, Outgoing, Payload, Source, Unwritable,
                Violations, Wire, Written,
            };

            /// Whether bodies are handed on as they come.
            pub const STREAMS: bool = true;

            /// The items as they are made.
            pub fn write<T: Wire + Check + Send + 'static>(
                value: &Items<T>,
                _: Forms<'_>,
            ) -> Result<Written, Unwritable> {
                let body = Body::stream(Outgoing(value.clone(), $framing));
                Ok(Written { payload: Payload::stream(body), media_type: None, boundary: None })
            }

            /// The items as they come.
            pub fn read<T: Wire + Check>(
                from: &Source<'_>,
                _: Forms<'_>,
                _: &mut Violations,
            ) -> Option<Items<T>> {
                let body = from.payload.take().unwrap_or(Body::empty());
                Some(Items::read(body, $framing, from.checked))
            }

            /// No items.
            pub fn stand_in<T: Wire + Check>() -> Option<Items<T>> {
                Some(Items::read(Body::empty(), $framing, false))
            }
        }
    )*};
}

items! {
    /// `application/jsonl`, `application/x-ndjson`: a JSON text on each line.
    lines Framing::Lines;
    /// `application/json-seq`, RFC 7464.
    sequence Framing::Sequence;
    /// `text/event-stream`, where items describe whole events.
    events Framing::Events { json: false };
    /// `text/event-stream`, where items describe what stands in `data` as JSON text.
    json_events Framing::Events { json: true };
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
    if let Ok(value) = param::read::<T>(&tree) {
        return Some(value);
    }
    // JSON has types and text has not: what does not fit as a string may fit as what it looks like.
    let mut value = tree.as_strings();
    let mut first = Violations::default();
    T::mend(&mut value.clone(), &mut first);
    for violation in first.iter().filter(|violation| violation.class == Class::Malformed) {
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
