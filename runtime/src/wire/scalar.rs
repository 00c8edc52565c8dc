//! Scalars on the wire.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;
use serde_json::Value;

use super::{Budget, Shape, Types, Wire};
use crate::base64::Base64;
use crate::check::{Check, Text};
use crate::secret::Secret;

/// A value that an enumeration does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    /// The values it has.
    pub expected: &'static str,
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl std::error::Error for UnknownValue {}

impl Wire for () {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape::scalar(Types::NULL, "type", "null");

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(from)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_unit()
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::Null
    }
}

impl Wire for bool {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape::scalar(Types::BOOLEAN, "type", "true or false");

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(from)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bool(*self)
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::Bool(false)
    }
}

impl Wire for Value {
    type Form = crate::wire::table::Own;

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(from)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, to)
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::Null
    }
}

/// An integer type as a visitor sees it.
trait Integer: Sized + TryFrom<i64> + TryFrom<u64> {
    const EXPECTED: &'static str;

    fn from_whole_float(value: f64) -> Option<Self>;
}

struct IntegerVisitor<T>(PhantomData<T>);

/// Takes `123` and `123.0`, which are one number in JSON; refuses fractions and what does not fit.
impl<T: Integer> Visitor<'_> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::custom(format_args!("expected {}", T::EXPECTED)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::custom(format_args!("expected {}", T::EXPECTED)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        T::from_whole_float(value)
            .ok_or_else(|| E::custom(format_args!("expected {}", T::EXPECTED)))
    }
}

macro_rules! integers {
    ($($ty:ident $ask:ident $write:ident $expected:literal;)*) => {
        $(
            impl Integer for $ty {
                const EXPECTED: &'static str = $expected;

                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    clippy::cast_precision_loss,
                    clippy::cast_lossless,
                    reason = "the bounds are tested first"
                )]
                fn from_whole_float(value: f64) -> Option<Self> {
                    // Of a type that is wider than a float's digits, the float at either bound stands for numbers
                    // beyond it as well; it is refused, and the bounds are read as whole numbers only.
                    let fits = value > $ty::MIN as f64 - 1.0 && value < $ty::MAX as f64 + 1.0;
                    (value.fract() == 0.0 && fits).then_some(value as $ty)
                }
            }

            impl Wire for $ty {
                type Form = crate::wire::table::Own;

                const SHAPE: Shape = Shape::scalar(Types::INTEGER, "format", $expected);

                fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    from.$ask(IntegerVisitor(PhantomData))
                }

                fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    to.$write(*self)
                }

                fn placeholder(_: &mut Budget) -> Value {
                    Value::from(0)
                }
            }
        )*
    };
}
integers! {
    i8 deserialize_i64 serialize_i8 "an integer from -128 to 127";
    i16 deserialize_i64 serialize_i16 "an integer from -32768 to 32767";
    i32 deserialize_i64 serialize_i32 "an integer of 32 bits";
    i64 deserialize_i64 serialize_i64 "an integer of 64 bits";
    u8 deserialize_u64 serialize_u8 "an integer from 0 to 255";
    u16 deserialize_u64 serialize_u16 "an integer from 0 to 65535";
    u32 deserialize_u64 serialize_u32 "an integer of 32 bits, not negative";
    u64 deserialize_u64 serialize_u64 "an integer of 64 bits, not negative";
}

/// The whole numbers up to here are written without a point; beyond it floats have no fractions anyway.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! floats {
    ($($ty:ident $write:ident;)*) => {
        $(
            impl Wire for $ty {
                type Form = crate::wire::table::Own;

                const SHAPE: Shape = Shape::scalar(Types::NUMBER, "type", "a number");

                fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    serde::Deserialize::deserialize(from)
                }

                /// Writes `123`, not `123.0`.
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_lossless,
                    reason = "a whole number within the bound"
                )]
                fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    let wide = *self as f64;
                    let whole = wide.fract() == 0.0 && wide.abs() < EXACT;
                    if whole && !(wide == 0.0 && wide.is_sign_negative()) {
                        return to.serialize_i64(wide as i64);
                    }
                    to.$write(*self)
                }

                fn placeholder(_: &mut Budget) -> Value {
                    Value::from(0)
                }
            }
        )*
    };
}
floats! {
    f32 serialize_f32;
    f64 serialize_f64;
}

/// Reads text without owning it where the format allows.
pub(super) struct Str<'de>(pub(super) Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Str<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct StrVisitor;
        impl<'de> Visitor<'de> for StrVisitor {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Borrowed(value)))
            }

            fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(value.to_owned())))
            }

            fn visit_string<E>(self, value: String) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(value)))
            }
        }
        from.deserialize_str(StrVisitor)
    }
}

impl Wire for String {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape::scalar(Types::STRING, "type", "a string");

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        serde::Deserialize::deserialize(from)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self)
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::String(Self::new())
    }
}

/// Types that travel as text: how it is read and written, what is expected, and an example.
macro_rules! textual {
    ($($(#[$attribute:meta])* $ty:ty: $keyword:literal $expected:literal $example:literal, $read:expr, $write:expr;)*) => {
        $(
            $(#[$attribute])*
            impl Wire for $ty {
                type Form = crate::wire::table::Own;

                const SHAPE: Shape = Shape::scalar(Types::STRING, $keyword, $expected);

                fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                    let text: Str<'de> = serde::Deserialize::deserialize(from)?;
                    let read: fn(Cow<'de, str>) -> Option<Self> = $read;
                    read(text.0).ok_or_else(|| D::Error::custom(concat!("expected ", $expected)))
                }

                fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                    let write: fn(&Self) -> Cow<'_, str> = $write;
                    to.serialize_str(&write(self))
                }

                fn placeholder(_: &mut Budget) -> Value {
                    Value::from($example)
                }
            }

            $(#[$attribute])*
            impl Check for $ty {}

            $(#[$attribute])*
            impl Text for $ty {
                fn text(&self) -> Option<Cow<'_, str>> {
                    let write: fn(&Self) -> Cow<'_, str> = $write;
                    Some(write(self))
                }
            }
        )*
    };
}
textual! {
    Secret: "type" "a string" "",
        |text| Some(Self::new(text)),
        |secret| Cow::Borrowed(secret.expose());
    Base64: "format" "text in base64" "",
        |text| Self::decode(&text),
        |bytes| Cow::Owned(bytes.encode());
    #[cfg(feature = "bytes")]
    bytes::Bytes: "type" "a string" "",
        |text| Some(Self::from(text.into_owned())),
        |bytes| String::from_utf8_lossy(bytes);
    #[cfg(feature = "uuid")]
    uuid::Uuid: "format" "a UUID" "00000000-0000-0000-0000-000000000000",
        |text| (text.len() == 36).then(|| Self::parse_str(&text).ok()).flatten(),
        |uuid| Cow::Owned(uuid.to_string());
    #[cfg(feature = "chrono")]
    chrono::NaiveDate: "format" "a date such as 2022-01-10" "1970-01-01",
        |text| crate::time::date(&text),
        |date| Cow::Owned(crate::time::date_text(*date));
    #[cfg(feature = "chrono")]
    chrono::DateTime<chrono::FixedOffset>:
        "format" "a date and time with an offset such as 2022-01-10T09:30:00Z" "1970-01-01T00:00:00Z",
        |text| crate::time::date_time(&text),
        |time| Cow::Owned(crate::time::date_time_text(time));
}
