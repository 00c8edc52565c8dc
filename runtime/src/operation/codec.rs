//! Bodies: one [`Codec`] for each way to put a value into bytes, named by the words of the wire tables.
#![allow(non_camel_case_types, reason = "codecs are the words of the wire tables")]

use ::bytes::Bytes;

use super::framing::Framing;
use super::items::Outgoing;
use super::stream::Payload;
use super::{Body, ByteStream, Items, ReadBody, Unwritable, WriteBody};
use crate::check::{Check, Class, Violations};
pub use crate::param::Forms;
use crate::param::{self, Text};
use crate::wire::{self, Budget, Types, Wire};

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
    /// Which of several declared media types it is of.
    pub(crate) chosen: Option<&'static str>,
    /// The media type, where it is not the declared one as it stands.
    pub(crate) media_type: Option<String>,
    /// What stands between the parts of the body, where it has some.
    pub(crate) boundary: Option<String>,
}

impl Written {
    /// The body, of one of several declared media types.
    #[must_use]
    pub fn of(self, media_type: &'static str) -> Self {
        Self { chosen: Some(media_type), ..self }
    }
}

impl From<Payload> for Written {
    fn from(payload: Payload) -> Self {
        Self { payload, chosen: None, media_type: None, boundary: None }
    }
}

impl<T: Into<Bytes>> From<T> for Written {
    fn from(bytes: T) -> Self {
        Self::from(Payload::Whole(bytes.into()))
    }
}

/// A way to put a value into bytes.
pub trait Codec<T> {
    /// Whether its text is percent-encoded by itself, where it is the whole query.
    const ENCODED: bool = false;

    /// The bytes of a value.
    fn write(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable>;

    /// The value of bytes; `None` where there is none, and everything that keeps them from being one is noted.
    fn read(from: &Source<'_>, forms: Forms<'_>, found: &mut Violations) -> Option<T>;

    /// Some value, to stand where one could not be read, so that everything around it can still be checked.
    fn stand_in() -> Option<T>;

    /// Whether bodies of a media type are handed on as they come.
    fn streams(_: &str) -> bool {
        false
    }
}

/// Declares codecs.
macro_rules! codecs {
    ($($(#[$about:meta])* $name:ident)*) => {$(
        $(#[$about])*
        #[derive(Debug)]
        pub struct $name {}
    )*};
}

codecs! {
    /// `application/json` and every `+json`.
    json
    /// `application/x-www-form-urlencoded`
    form
    /// `multipart/form-data` and its kin.
    multipart
    /// `text/plain` and other text.
    text
    /// Bytes as they are, all of them at once.
    bytes
    /// Bytes as they come.
    stream
    /// One of several media types, which a `wire_body!` table has.
    choice
}

#[cfg(feature = "xml")]
codecs! {
    /// `application/xml` and every `+xml`.
    xml
}

impl<T: Wire + Check> Codec<T> for json {
    fn write(value: &T, _: Forms<'_>) -> Result<Written, Unwritable> {
        Ok(wire::to_json(value).into())
    }

    fn read(from: &Source<'_>, _: Forms<'_>, found: &mut Violations) -> Option<T> {
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

    fn stand_in() -> Option<T> {
        stand_in()
    }
}

impl<T: Wire + Check> Codec<T> for form {
    const ENCODED: bool = true;

    fn write(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable> {
        let text = param::form_body(&wire::to_value(value), forms);
        Ok(text.ok_or_else(|| Unwritable::new("body", "a form holds named values"))?.into())
    }

    fn read(from: &Source<'_>, forms: Forms<'_>, found: &mut Violations) -> Option<T> {
        let bytes = from.bytes();
        let Ok(text) = std::str::from_utf8(&bytes) else { return malformed("UTF-8 text", found) };
        match param::form_text(text, forms) {
            Ok(tree) => from.judge(read_tree(tree, found), found),
            Err(problem) => malformed(problem.expected(), found),
        }
    }

    fn stand_in() -> Option<T> {
        stand_in()
    }
}

impl<T: Wire + Check> Codec<T> for multipart {
    fn write(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable> {
        super::multipart::write(value, forms)
    }

    fn read(from: &Source<'_>, forms: Forms<'_>, found: &mut Violations) -> Option<T> {
        let is_list = !T::SHAPE.types.contains(Types::OBJECT);
        let tree = super::multipart::read(&from.bytes(), from.media_type, is_list, forms, found)?;
        read_tree(tree, found)
    }

    fn stand_in() -> Option<T> {
        stand_in()
    }
}

#[cfg(feature = "xml")]
impl<T: Wire + Check> Codec<T> for xml {
    fn write(value: &T, forms: Forms<'_>) -> Result<Written, Unwritable> {
        super::xml::write(value, forms).map(Written::from)
    }

    fn read(from: &Source<'_>, forms: Forms<'_>, found: &mut Violations) -> Option<T> {
        let tree = super::xml::read(&from.bytes(), forms, found)?;
        read_tree(tree, found)
    }

    fn stand_in() -> Option<T> {
        stand_in()
    }
}

impl<T: Wire + Check> Codec<T> for text {
    fn write(value: &T, _: Forms<'_>) -> Result<Written, Unwritable> {
        Ok(param::scalar(&wire::to_value(value)).into())
    }

    fn read(from: &Source<'_>, _: Forms<'_>, found: &mut Violations) -> Option<T> {
        match std::str::from_utf8(&from.bytes()) {
            Ok(text) => from.judge(read_tree(Text::Text(text.to_owned()), found), found),
            Err(_) => malformed("UTF-8 text", found),
        }
    }

    fn stand_in() -> Option<T> {
        stand_in()
    }
}

impl Codec<Bytes> for bytes {
    fn write(value: &Bytes, _: Forms<'_>) -> Result<Written, Unwritable> {
        Ok(value.clone().into())
    }

    fn read(from: &Source<'_>, _: Forms<'_>, _: &mut Violations) -> Option<Bytes> {
        Some(from.bytes())
    }

    fn stand_in() -> Option<Bytes> {
        Some(Bytes::new())
    }
}

impl Codec<ByteStream> for stream {
    fn write(value: &ByteStream, _: Forms<'_>) -> Result<Written, Unwritable> {
        let (payload, media_type) = (value.payload.clone(), value.media_type.clone());
        Ok(Written { media_type, ..Written::from(payload) })
    }

    fn read(from: &Source<'_>, _: Forms<'_>, _: &mut Violations) -> Option<ByteStream> {
        let media_type = (!from.media_type.is_empty()).then(|| from.media_type.to_owned());
        Some(ByteStream { media_type, payload: from.payload.clone() })
    }

    fn stand_in() -> Option<ByteStream> {
        Some(Bytes::new().into())
    }

    fn streams(_: &str) -> bool {
        true
    }
}

impl<T: WriteBody + ReadBody> Codec<T> for choice {
    fn write(value: &T, _: Forms<'_>) -> Result<Written, Unwritable> {
        value.write()
    }

    fn read(from: &Source<'_>, _: Forms<'_>, found: &mut Violations) -> Option<T> {
        T::read(from, found)
    }

    fn stand_in() -> Option<T> {
        T::stand_in()
    }

    fn streams(media_type: &str) -> bool {
        T::streams(media_type)
    }
}

/// Declares the codecs of item streams.
macro_rules! items {
    ($($(#[$about:meta])* $name:ident $framing:expr;)*) => {$(
        codecs! { $(#[$about])* $name }

        impl<T: Wire + Check + Send + 'static> Codec<Items<T>> for $name {
            fn write(value: &Items<T>, _: Forms<'_>) -> Result<Written, Unwritable> {
                let body = Body::stream(Outgoing(value.clone(), $framing));
                Ok(Written::from(Payload::stream(body)))
            }

            fn read(from: &Source<'_>, _: Forms<'_>, _: &mut Violations) -> Option<Items<T>> {
                let body = from.payload.take().unwrap_or(Body::empty());
                Some(Items::read(body, $framing, from.checked))
            }

            fn stand_in() -> Option<Items<T>> {
                Some(Items::read(Body::empty(), $framing, false))
            }

            fn streams(_: &str) -> bool {
                true
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

/// Some value that decodes.
pub(crate) fn stand_in<T: Wire>() -> Option<T> {
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
