//! What a JSON text says of itself at a glance: its type, the names of its members, the value of its tag.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::object::Key;
use super::{DecodeError, Types, utf8};

/// The JSON type of a text, by its first character; numbers may have fractions or not.
pub(super) fn types(text: &[u8]) -> Types {
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => Types::OBJECT,
        Some(b'[') => Types::ARRAY,
        Some(b'"') => Types::STRING,
        Some(b't' | b'f') => Types::BOOLEAN,
        Some(b'n') => Types::NULL,
        Some(b'-' | b'0'..=b'9') => Types::NUMBER,
        Some(_) | None => Types::NONE,
    }
}

/// The names of an object's members.
pub(super) fn keys(text: &[u8]) -> Result<Vec<Cow<'_, str>>, DecodeError> {
    struct Keys;
    impl<'de> Visitor<'de> for Keys {
        type Value = Vec<Cow<'de, str>>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut keys = Vec::new();
            while let Some(Key(key)) = map.next_key()? {
                keys.push(key);
                map.next_value::<IgnoredAny>()?;
            }
            Ok(keys)
        }
    }
    serde_json::Deserializer::from_str(utf8(text)?).deserialize_map(Keys).map_err(DecodeError::from)
}

/// The value of an object's tag as text; `None` where it has none. Reads no further than the tag.
pub(super) fn tag(text: &[u8], property: &str) -> Result<Option<String>, DecodeError> {
    struct Tag<'a> {
        property: &'a str,
        value: &'a mut Option<Value>,
    }
    impl<'de> Visitor<'de> for Tag<'_> {
        type Value = ();

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
            while let Some(Key(key)) = map.next_key()? {
                if key == self.property {
                    *self.value = Some(map.next_value()?);
                    // An error is the only way to stop; the value tells it from a real one.
                    return Err(A::Error::custom("found"));
                }
                map.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }
    let mut value = None;
    let visitor = Tag { property, value: &mut value };
    match serde_json::Deserializer::from_str(utf8(text)?).deserialize_map(visitor) {
        Err(error) if value.is_none() => Err(DecodeError::from(error)),
        Ok(()) | Err(_) => Ok(value.as_ref().map(tag_text)),
    }
}

/// A tag's value as the description spells it.
pub(super) fn tag_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            value.to_string()
        }
    }
}
