//! The JSON text of a value inside another, for those who must look at it twice.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::scalar::Str;

/// Asks `serde_json` for a value's text; other formats take it for the name of a wrapper and give the value.
const RAW: &str = "$serde_json::private::RawValue";

/// The text of the next value, borrowed where it can be.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Cow<'de, str>, D::Error> {
    from.deserialize_newtype_struct(RAW, TextVisitor)
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        match map.next_key::<Str<'de>>()? {
            Some(key) if key.0 == RAW => Ok(map.next_value::<Str<'de>>()?.0),
            Some(_) | None => Err(A::Error::custom("expected a value")),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        Ok(Cow::Owned(Value::deserialize(from)?.to_string()))
    }
}
