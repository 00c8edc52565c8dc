//! A small tree of text, and types read from it: numbers and booleans are parsed where a type asks for them.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "whatever is not the one kind asked for is wrong"
)]

use serde::de::value::{MapDeserializer, SeqDeserializer};
use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, Error as _, Expected, IntoDeserializer, Unexpected, Visitor};
use serde_json::{Number, Value};

use crate::file::{File, PART, pack};
use crate::operation::MediaType;
use crate::wire::Wire;

/// What stands in a parameter or form.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::enum_variant_names, reason = "a text is the plainest of texts")]
pub(crate) enum Text {
    Text(String),
    List(Vec<Text>),
    /// In the order of the wire.
    Map(Vec<(String, Text)>),
    /// What stood there as JSON text.
    Json(Value),
    /// A part of a multipart body: a file to a type that asks for one, else what its content stands for.
    File(File),
}

impl Text {
    /// Adds a member; one that is there already becomes a list.
    pub(crate) fn add(members: &mut Vec<(String, Text)>, key: &str, value: Text) {
        match members.iter_mut().find(|(known, _)| known == key) {
            None => members.push((key.to_owned(), value)),
            Some((_, Text::List(items))) => items.push(value),
            Some((_, first)) => {
                let items = vec![std::mem::replace(first, Text::List(Vec::new())), value];
                *first = Text::List(items);
            }
        }
    }

    /// Members by name, in the order of the wire; several of one name become a list. Bodies have any number of them.
    pub(crate) fn gather(given: impl Iterator<Item = (String, Text)>) -> Vec<(String, Text)> {
        let mut places = BTreeMap::new();
        let mut members: Vec<(String, Vec<Text>)> = Vec::new();
        for (name, value) in given {
            let place = *places.entry(name).or_insert_with_key(|name| {
                members.push((name.clone(), Vec::new()));
                members.len() - 1
            });
            members[place].1.push(value);
        }
        let one = |mut values: Vec<Text>| match values.len() {
            1 => values.remove(0),
            _ => Text::List(values),
        };
        members.into_iter().map(|(name, values)| (name, one(values))).collect()
    }

    /// Adds a member below others; `None` where a text stands in the way.
    pub(crate) fn add_deep(
        members: &mut Vec<(String, Text)>,
        keys: &[&str],
        value: Text,
    ) -> Option<()> {
        let (key, rest) = keys.split_first()?;
        if rest.is_empty() || rest == [""] {
            Self::add(members, key, value);
            return Some(());
        }
        let at = members.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            members.push(((*key).to_owned(), Text::Map(Vec::new())));
            members.len() - 1
        });
        match &mut members[at].1 {
            Text::Map(inner) => Self::add_deep(inner, rest, value),
            Text::Text(_) | Text::List(_) | Text::Json(_) | Text::File(_) => None,
        }
    }

    /// As JSON in which every text is a string.
    pub(crate) fn as_strings(&self) -> Value {
        match self {
            Self::Text(text) => Value::from(text.as_str()),
            Self::List(items) => items.iter().map(Self::as_strings).collect(),
            Self::Map(members) => {
                members.iter().map(|(key, text)| (key.clone(), text.as_strings())).collect()
            }
            Self::Json(value) => value.clone(),
            Self::File(file) => match content(file) {
                Some(text) => text.as_strings(),
                None => Value::from(""),
            },
        }
    }

    /// A string as what it looks like: a number, a boolean, null; else a list of one.
    pub(crate) fn look(value: Value) -> Value {
        let Value::String(text) = value else { return value };
        match (Reader { text: Self::Text(text), guess: true }) {
            reader if reader.number().is_some() => {
                reader.number().map_or(Value::Null, Value::Number)
            }
            Reader { text: Self::Text(text), .. } if text == "true" || text == "false" => {
                Value::Bool(text == "true")
            }
            Reader { text, .. } => Value::Array(vec![text.as_strings()]),
        }
    }

    fn kind(&self) -> Unexpected<'static> {
        match self {
            Self::Text(_) => Unexpected::Other("text"),
            Self::List(_) => Unexpected::Seq,
            Self::Map(_) => Unexpected::Map,
            Self::Json(_) => Unexpected::Other("JSON"),
            Self::File(_) => Unexpected::Other("a file"),
        }
    }
}

/// What the content of a part stands for: JSON where it says so and is, else text; `None` where it is neither.
fn content(file: &File) -> Option<Text> {
    let said = file.content_type.as_deref().and_then(MediaType::parse);
    let json =
        said.filter(|said| said.is_json()).and_then(|_| serde_json::from_slice(&file.content).ok());
    let text = || String::from_utf8(file.content.to_vec()).ok().map(Text::Text);
    json.map(Text::Json).or_else(text)
}

/// Reads a type from text. Where it asks for anything at all, text that looks like a number or boolean is one; should
/// that not fit, everything is text.
pub(crate) fn read<T: Wire>(text: &Text) -> Result<T, Error> {
    if let Text::Json(value) = text {
        return T::read(value.clone()).map_err(Error::custom);
    }
    let first = T::read(Reader { text: text.clone(), guess: true });
    first.or_else(|error| T::read(Reader { text: text.clone(), guess: false }).map_err(|_| error))
}

/// Says what was expected, never what was there.
#[derive(Debug)]
pub(crate) struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(expected.to_string())
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self(expected.to_string())
    }

    fn unknown_variant(_: &str, variants: &'static [&'static str]) -> Self {
        Self(format!("one of {}", variants.join(", ")))
    }
}

struct Reader {
    text: Text,
    /// Whether `deserialize_any` may see numbers and booleans in text.
    guess: bool,
}

impl Reader {
    fn wrong(&self, visitor: &dyn Expected) -> Error {
        Error::invalid_type(self.text.kind(), visitor)
    }

    /// What is asked for is no file: the content of one stands for itself.
    fn plain(self) -> Self {
        match &self.text {
            Text::File(file) => Self { text: content(file).unwrap_or(self.text), ..self },
            _ => self,
        }
    }

    /// Whether a list is to be made of this alone. A JSON text may be a list by itself, but not one that has a file's name.
    fn is_one(&self) -> bool {
        match &self.text {
            Text::File(file) => {
                file.name.is_some() || !matches!(content(file), Some(Text::Json(Value::Array(_))))
            }
            Text::Text(_) => true,
            _ => false,
        }
    }

    /// A number as JSON spells it: no `+1`, no `007`, no `NaN`.
    fn number(&self) -> Option<Number> {
        match &self.text {
            Text::Text(text)
                if text
                    .bytes()
                    .next()
                    .is_some_and(|byte| byte == b'-' || byte.is_ascii_digit()) =>
            {
                let ends_well = text.bytes().last().is_some_and(|byte| byte.is_ascii_digit());
                serde_json::from_str(text).ok().filter(|_| ends_well)
            }
            _ => None,
        }
    }

    fn visit_number<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Some(number) = self.number() else { return Err(self.wrong(&visitor)) };
        if let Some(value) = number.as_u64() {
            visitor.visit_u64(value)
        } else if let Some(value) = number.as_i64() {
            visitor.visit_i64(value)
        } else {
            match number.as_f64() {
                Some(value) => visitor.visit_f64(value),
                None => Err(self.wrong(&visitor)),
            }
        }
    }
}

macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.plain() {
                Self { text: Text::Json(value), .. } => {
                    value.$method(visitor).map_err(Error::custom)
                }
                plain => plain.visit_number(visitor),
            }
        }
    )*};
}

macro_rules! texts {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            let plain = self.plain();
            match plain.text {
                Text::Text(text) => visitor.visit_string(text),
                Text::Json(value) => value.$method(visitor).map_err(Error::custom),
                _ => Err(plain.wrong(&visitor)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let guess = self.guess;
        if matches!(self.text, Text::File(_)) {
            return match self.plain() {
                Self { text: Text::File(file), .. } => visitor.visit_byte_buf(pack(&file)),
                plain => plain.deserialize_any(visitor),
            };
        }
        match self.text {
            Text::Text(ref text) if guess && (text == "true" || text == "false") => {
                visitor.visit_bool(text == "true")
            }
            Text::Text(_) if guess && self.number().is_some() => self.visit_number(visitor),
            Text::Text(text) => visitor.visit_string(text),
            Text::List(_) => self.deserialize_seq(visitor),
            Text::Map(_) => self.deserialize_map(visitor),
            Text::Json(value) => value.deserialize_any(visitor).map_err(Error::custom),
            Text::File(_) => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let plain = self.plain();
        match &plain.text {
            Text::Text(text) if text == "true" => visitor.visit_bool(true),
            Text::Text(text) if text == "false" => visitor.visit_bool(false),
            Text::Json(Value::Bool(value)) => visitor.visit_bool(*value),
            _ => Err(plain.wrong(&visitor)),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128 deserialize_f32 deserialize_f64
    }

    texts! { deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.text {
            Text::Text(text) if text == "null" && self.guess => visitor.visit_none(),
            Text::Json(Value::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let plain = self.plain();
        match &plain.text {
            Text::Text(text) if text.is_empty() || text == "null" => visitor.visit_unit(),
            Text::Json(Value::Null) => visitor.visit_unit(),
            _ => Err(plain.wrong(&visitor)),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        if let Text::File(file) = &self.text
            && name == PART
        {
            return visitor.visit_byte_buf(pack(file));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let guess = self.guess;
        // A list of one looks like a text in forms.
        let this = if self.is_one() { self } else { self.plain() };
        let items = match this.text {
            Text::List(items) => items,
            Text::Text(_) | Text::File(_) => vec![this.text],
            Text::Json(value) => return value.deserialize_seq(visitor).map_err(Error::custom),
            Text::Map(_) => return Err(this.wrong(&visitor)),
        };
        let mut items = SeqDeserializer::new(items.into_iter().map(|text| Reader { text, guess }));
        let value = visitor.visit_seq(&mut items)?;
        items.end().map(|()| value)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let guess = self.guess;
        let plain = self.plain();
        match plain.text {
            Text::Map(members) => {
                let members = members.into_iter().map(|(key, text)| (key, Reader { text, guess }));
                let mut members = MapDeserializer::new(members);
                let value = visitor.visit_map(&mut members)?;
                members.end().map(|()| value)
            }
            Text::Json(value) => value.deserialize_map(visitor).map_err(Error::custom),
            // An object inside a form or list has no row in the style table: it stands there as JSON.
            Text::Text(ref text) => match serde_json::from_str::<Value>(text) {
                Ok(value @ Value::Object(_)) => {
                    value.deserialize_map(visitor).map_err(Error::custom)
                }
                _ => Err(plain.wrong(&visitor)),
            },
            Text::List(_) | Text::File(_) => Err(plain.wrong(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let plain = self.plain();
        match plain.text {
            Text::Text(text) => text.into_deserializer().deserialize_enum(name, variants, visitor),
            _ => Err(plain.wrong(&visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

impl IntoDeserializer<'_, Error> for Reader {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
