//! The second walk: everything that is wrong with a text that did not decode or did not satisfy its checks.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::Wire;
use crate::check::{Check, Class, Violations};

/// Adds everything that is wrong with a JSON text to `found`: what is no JSON, what is of the wrong type, what is missing,
/// and every constraint that is violated by what is left.
///
/// Meant for texts that [`from_json`](super::from_json) refused; it takes several times as long.
pub fn explain<T: Wire + Check>(text: &[u8], found: &mut Violations) {
    let since = found.len();
    let mut json = serde_json::Deserializer::from_slice(text);
    let value = Noting(found).deserialize(&mut json);
    let Ok(mut value) = value.and_then(|value| json.end().map(|()| value)) else {
        found.report(Class::Malformed, "json", "JSON");
        return;
    };
    explain_value::<T>(&mut value, found, since);
}

/// The same of a JSON value, which is mended on the way; violations before `since` are of other things.
pub(crate) fn explain_value<T: Wire + Check>(
    value: &mut Value,
    found: &mut Violations,
    since: usize,
) {
    T::mend(value, found);
    match T::read(&*value) {
        Ok(value) => {
            found.hide_since(since);
            value.check(found);
            found.show_all();
        }
        // A type that has no finite values, or a foreign one with rules of its own.
        Err(_) if found.len() == since => {
            found.report(Class::Malformed, T::SHAPE.keyword, T::SHAPE.expected);
        }
        Err(_) => {}
    }
}

/// Reads any JSON and reports names that an object has twice.
struct Noting<'a>(&'a mut Violations);

impl<'de> DeserializeSeed<'de> for Noting<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Noting<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) =
            self.0.index(items.len(), |found| seq.next_element_seed(Noting(found)))?
        {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let value = self.0.key(&name, |found| {
                if members.contains_key(&name) {
                    found.report(Class::Malformed, "json", "a member that is given once");
                }
                map.next_value_seed(Noting(found))
            })?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}
