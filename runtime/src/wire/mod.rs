//! Values to and from the wire.
//!
//! [`Wire`] is what every type of a generated crate implements, by a table that one of the macros reads: `wire_object!`,
//! `wire_enum!`, `wire_values!` or `wire_union!`. It goes through serde, so any format will do, and knows what serde does
//! not: that JSON spells one integer `1` or `1.0`, which union branch a value is evidence for, and how to go on looking for
//! faults in a value that does not decode.

mod capture;
mod choice;
mod constant;
mod container;
mod error;
mod evidence;
mod explain;
mod members;
mod mend;
mod object;
mod record;
mod row;
mod scalar;
mod tag;
mod union;
mod words;

pub use crate::{wire_enum, wire_object, wire_union, wire_values};
pub use error::DecodeError;
pub use explain::explain;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use explain::explain_value;
pub use members::Members;
pub use mend::Budget;
pub use row::{Kind, Known, Presence};
pub use scalar::UnknownValue;

use std::fmt::Debug;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, MapAccess};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::check::Violations;

/// What the macros call. No part of the public interface.
#[doc(hidden)]
pub mod table {
    pub use super::choice::{ByText, Choice, json, parse, print_choice, read_value, unlisted};
    pub use super::constant::{Constant, Constants};
    pub use super::object::{ByRow, Notes};
    pub use super::record::{Object, begin, copy, equal, print};
    pub use super::row::{Open, Row};
    pub use super::tag::write_tagged;
    pub use super::union::{Branch, ByBranch, Union, Variant};
    pub use super::words::{Renamed, Words};
    pub use super::{Form, Own};
}

/// A type that knows its form on the wire.
pub trait Wire: Sized + Clone + Debug + PartialEq {
    /// What it has in common with other types: how it does what it does not do itself.
    #[doc(hidden)]
    type Form: Form<Self>;

    /// What can be said of its values before they are read.
    const SHAPE: Shape = <Self::Form as Form<Self>>::SHAPE;

    /// Reads a value.
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read_noting(from, &mut table::Notes::new(&mut |_| {}))
    }

    /// Writes the value.
    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Self::Form::write(self, to)
    }

    /// Whether there is no value: a member that is not given.
    fn is_absent(&self) -> bool {
        false
    }

    /// Reads a value, noting the members of an object. A type has this or [`read`](Self::read) of its own.
    fn read_noting<'de, D: Deserializer<'de>>(
        from: D,
        notes: &mut table::Notes<'_>,
    ) -> Result<Self, D::Error> {
        Self::Form::read(from, notes)
    }

    /// The value of a member that may be absent and is.
    #[doc(hidden)]
    fn absent() -> Option<Self> {
        None
    }

    /// Reads the value of a member.
    #[doc(hidden)]
    fn read_member<'de, A: MapAccess<'de>>(
        map: &mut A,
        presence: Presence,
    ) -> Result<Self, A::Error> {
        let _ = presence;
        map.next_value_seed(Seed(PhantomData))
    }

    /// Mends the value of a member.
    #[doc(hidden)]
    fn mend_member(presence: Presence, value: &mut Value, found: &mut Violations) {
        let _ = presence;
        Self::mend(value, found);
    }

    /// Reads a JSON text. Unions, which may look at it twice, have their own way.
    fn from_json(text: &[u8]) -> Result<Self, DecodeError> {
        Self::from_json_checking(text).map(|(value, _)| value)
    }

    /// The same; beside the value stands whether it was found to violate nothing on the way, as unions may find.
    fn from_json_checking(text: &[u8]) -> Result<(Self, bool), DecodeError> {
        Self::Form::from_json(text)
    }

    /// Reports what of a JSON value does not decode, and puts something that does in its place.
    fn mend(value: &mut Value, found: &mut Violations) {
        Self::Form::mend(value, found);
    }

    /// Some JSON value that decodes.
    fn placeholder(budget: &mut Budget) -> Value {
        Self::Form::placeholder(budget)
    }
}

/// How all types `T` of a kind do what [`Wire`] asks, so that each need not say it.
#[doc(hidden)]
pub trait Form<T: Wire> {
    /// What can be said of their values before they are read.
    const SHAPE: Shape;

    /// Reads a value, noting the members of an object.
    fn read<'de, D: Deserializer<'de>>(
        from: D,
        notes: &mut table::Notes<'_>,
    ) -> Result<T, D::Error>;

    /// Writes a value.
    fn write<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error>;

    /// Reads a JSON text; beside the value stands whether it was found to violate nothing on the way.
    fn from_json(text: &[u8]) -> Result<(T, bool), DecodeError> {
        json_noting(text, &mut table::Notes::new(&mut |_| {})).map(|value| (value, false))
    }

    /// Reports what of a JSON value does not decode, and puts something that does in its place.
    fn mend(value: &mut Value, found: &mut Violations) {
        if let (Some(object), Value::Object(members)) = (T::SHAPE.object(), &mut *value) {
            return object.mend(members, found);
        }
        if T::read(&*value).is_ok() {
            return;
        }
        mend::report(&T::SHAPE, T::SHAPE.types.contains(Types::of(value)), found);
        *value = T::placeholder(&mut Budget::new());
    }

    /// Some JSON value that decodes.
    fn placeholder(budget: &mut Budget) -> Value {
        T::SHAPE.object().map_or(Value::Null, |object| object.placeholder(budget))
    }
}

/// The form of types that read and write themselves.
#[doc(hidden)]
#[derive(Debug)]
pub struct Own;

impl<T: Wire> Form<T> for Own {
    const SHAPE: Shape = Shape::ANY;

    fn read<'de, D: Deserializer<'de>>(from: D, _: &mut table::Notes<'_>) -> Result<T, D::Error> {
        T::read(from)
    }

    fn write<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        value.write(to)
    }
}

/// What can be said of a type's values before they are read.
#[derive(Debug)]
pub struct Shape {
    /// The JSON types they may have.
    pub types: Types,
    /// The keyword that a value of one of these types violates when it does not decode.
    pub keyword: &'static str,
    /// What is expected of them, as the end of a sentence.
    pub expected: &'static str,
    /// The members, where the values are objects with named members.
    pub members: Option<fn() -> Members>,
}

impl Shape {
    /// Anything at all.
    pub const ANY: Self = Self::scalar(Types::ALL, "type", "a value");

    /// A value without members.
    pub const fn scalar(types: Types, keyword: &'static str, expected: &'static str) -> Self {
        Self { types, keyword, expected, members: None }
    }

    /// An object with named members.
    pub const fn of_object(members: fn() -> Members) -> Self {
        let members = Some(members);
        Self { types: Types::OBJECT, keyword: "type", expected: "an object", members }
    }

    /// The members, where the values are objects with named ones.
    pub fn object(&self) -> Option<Members> {
        self.members.map(|members| members())
    }

    /// Whether the values have a member of a name.
    pub fn names(&self, key: &str) -> bool {
        self.object().is_some_and(|object| object.names(key))
    }

    /// How many members have names.
    pub(crate) fn named(&self) -> usize {
        self.object().map_or(0, Members::count)
    }

    /// The names of members that must be there.
    pub fn required(&self) -> impl Iterator<Item = &'static str> {
        self.object().into_iter().flat_map(Members::required)
    }
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// None of them.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `true` and `false`
    pub const BOOLEAN: Self = Self(2);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(4);
    /// All numbers.
    pub const NUMBER: Self = Self(4 | 8);
    /// Strings.
    pub const STRING: Self = Self(16);
    /// Arrays.
    pub const ARRAY: Self = Self(32);
    /// Objects.
    pub const OBJECT: Self = Self(64);
    /// All of them.
    pub const ALL: Self = Self(127);

    /// The values that are in one of the sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of the other set is in this one.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether the sets have a type in common.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The type of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::Number(number) => match number.as_f64() {
                Some(float) if number.is_f64() && float.fract() != 0.0 => Self(8),
                _ => Self::INTEGER,
            },
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
        }
    }
}

/// Reads a JSON text.
pub fn from_json<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    T::from_json(text)
}

/// Reads a JSON value.
pub fn from_value<T: Wire>(value: &Value) -> Result<T, DecodeError> {
    T::read(value).map_err(DecodeError::from)
}

/// Writes a JSON text. Numbers that JSON does not have (`NaN`, infinities) become `null`.
pub fn to_json<T: Wire>(value: &T) -> Vec<u8> {
    // Most texts are no longer, and to grow is to copy.
    let mut text = Vec::with_capacity(512);
    // Writing to memory cannot fail, and our types have no keys but strings.
    serde_json::to_writer(&mut text, &ByWire(value)).map_or_else(|_| Vec::new(), |()| text)
}

/// Writes a JSON value.
pub fn to_value<T: Wire>(value: &T) -> Value {
    value.write(serde_json::value::Serializer).unwrap_or_default()
}

/// The value that a description gives as JSON: a default.
///
/// # Panics
///
/// When the type has no values at all.
pub fn literal<T: Wire>(json: &str) -> T {
    T::from_json(json.as_bytes())
        .or_else(|_| T::read(&T::placeholder(&mut Budget::new())).map_err(DecodeError::from))
        .expect("the generator gives defaults that their types read")
}

/// Reads a JSON text in one pass, noting the members of an object.
pub(crate) fn json_noting<T: Wire>(
    text: &[u8],
    notes: &mut table::Notes<'_>,
) -> Result<T, DecodeError> {
    let mut json = serde_json::Deserializer::from_str(utf8(text)?);
    let value = T::read_noting(&mut json, notes).map_err(DecodeError::from)?;
    json.end().map_err(DecodeError::from)?;
    Ok(value)
}

/// JSON is text. To look at the whole of it once is cheaper than at each string in it.
fn utf8(text: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(text).map_err(|_| match serde_json::from_slice::<Value>(text) {
        Err(error) => DecodeError::from(error),
        Ok(_) => DecodeError::new("expected UTF-8"),
    })
}

/// Lets serde read a [`Wire`] type.
pub(crate) struct Seed<T>(pub(crate) PhantomData<T>);

impl<'de, T: Wire> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        T::read(from)
    }
}

/// Lets serde write a [`Wire`] type.
pub(crate) struct ByWire<'a, T>(pub(crate) &'a T);

impl<T: Wire> Serialize for ByWire<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.write(to)
    }
}
