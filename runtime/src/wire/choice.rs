//! Enumerations: what `wire_enum!` (of strings) and `wire_values!` (of anything) are made of.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use super::object::Notes;
use super::record::bare;
use super::scalar::{Str, UnknownValue};
use super::{Budget, Form, Shape, Types, Wire};
use crate::check::{Class, Text, Violations};

/// An enum of strings.
pub trait Choice: Text + FromStr<Err = UnknownValue> + 'static {}

impl<T: Text + FromStr<Err = UnknownValue> + 'static> Choice for T {}

/// The form of enums of strings.
#[derive(Debug)]
pub struct ByText;

impl<T: Choice + Wire> Form<T> for ByText {
    const SHAPE: Shape = Shape::scalar(Types::STRING, "enum", T::EXPECTED);

    fn read<'de, D: Deserializer<'de>>(from: D, _: &mut Notes<'_>) -> Result<T, D::Error> {
        let text = Str::deserialize(from)?;
        text.0.parse().map_err(|_| D::Error::custom(format_args!("expected {}", T::EXPECTED)))
    }

    fn write<S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&value.text().unwrap_or_default())
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::from(T::FIRST)
    }
}

/// The variant of a text; another text is kept where there is a variant to keep it.
pub fn parse<T: Choice + Clone>(
    text: &str,
    all: &[T],
    keep: &[fn(String) -> T],
) -> Result<T, UnknownValue> {
    let listed = all.iter().find(|known| known.text().as_deref() == Some(text));
    let kept = || keep.first().map(|keep| keep(text.to_owned()));
    listed.cloned().or_else(kept).ok_or(UnknownValue { expected: T::EXPECTED })
}

/// Prints the variant that a value is, as derived code would: by its name, or what it keeps.
pub fn print_choice<T: Choice + PartialEq>(
    value: &T,
    all: &[T],
    names: &str,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let at = all.iter().position(|known| known == value);
    let name = names.split_whitespace().nth(at.unwrap_or(all.len())).map_or("", bare);
    match at {
        Some(_) => f.write_str(name),
        None => f.debug_tuple(name).field(&value.text().unwrap_or_default()).finish(),
    }
}

/// Says that a text is none that the description names.
pub fn unlisted<T: Choice>(all: &[T], found: &mut Violations) {
    let texts: Vec<_> = all.iter().filter_map(Text::text).collect();
    let expected = match texts.as_slice() {
        [] => "no value".to_owned(),
        texts => format!("one of {}", texts.join(", ")),
    };
    found.report(Class::Invalid, "enum", expected);
}

/// Reads any value and finds its variant.
pub fn read_value<'de, T, D: Deserializer<'de>>(
    from: D,
    known: &[(T, Value)],
    keep: fn(Value) -> Option<T>,
    expected: &'static str,
) -> Result<T, D::Error>
where
    T: Clone,
{
    let value = Value::deserialize(from)?;
    if let Some((variant, _)) = known.iter().find(|(_, known)| same(known, &value)) {
        return Ok(variant.clone());
    }
    // What is kept is another value, not one of another type.
    let is_alike = known.iter().any(|(_, known)| {
        known.is_number() && value.is_number() || Types::of(known) == Types::of(&value)
    });
    let kept = if is_alike { keep(value) } else { None };
    kept.ok_or_else(|| D::Error::custom(format_args!("expected {expected}")))
}

/// Equal as JSON, in which `1` and `1.0` are one number.
fn same(a: &Value, b: &Value) -> bool {
    a == b || a.is_number() && b.is_number() && a.as_f64() == b.as_f64()
}

/// A value as JSON.
pub fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Declares an enum of strings, and says how each variant is spelled.
///
/// ```
/// use specwright_runtime::wire::wire_enum;
///
/// wire_enum! {
///     /// What an engineer does on site.
///     pub enum EngineerTasks {
///         InstallRouter = "INSTALL_ROUTER",
///         ProveIpVoice = "PROVE_IP_VOICE",
///     }
/// }
///
/// assert_eq!(EngineerTasks::InstallRouter.as_str(), "INSTALL_ROUTER");
/// assert_eq!("PROVE_IP_VOICE".parse(), Ok(EngineerTasks::ProveIpVoice));
/// ```
///
/// The enum is `Clone`, `Debug`, `PartialEq`, `Eq` and `Hash`, and `Copy` where it is closed. A last line `..Unknown` adds a
/// variant `Unknown(String)` that keeps any other text: a client reads what a later version of the API may say, while
/// `check` refuses it, as the description does not allow it. `..Unknown any` stands for an enum that allows any text.
#[macro_export]
macro_rules! wire_enum {
    ($(#$about:tt)* pub enum $name:ident {
        $($(#$note:tt)* $variant:ident = $wire:literal),* $(,)? $(..$unknown:ident $($any:ident)? $(,)?)?
    }) => {
        $crate::__wire_choice!([$(#$about)*] $name [$($(#$note)* $variant,)*] [$($unknown)?] String);

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::table::print_choice(self, Self::ALL, stringify!($($variant)* $($unknown)?), f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, to: &mut H) {
                ::core::hash::Hash::hash(self.as_str(), to);
            }
        }

        impl $name {
            /// Every value that the description names, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    $(Self::$unknown(text) => text,)?
                }
            }
        }

        impl $crate::wire::Wire for $name {
            type Form = $crate::table::ByText;
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::wire::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                $crate::table::parse(text, Self::ALL, &[$(Self::$unknown)?])
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::check::Check for $name {
            $crate::__choice_check!([$($unknown)?] [$($($any)?)?]);
        }

        impl $crate::check::Text for $name {
            $crate::__choice_words!([$($unknown)?] $($wire)*);

            fn text(&self) -> ::core::option::Option<::std::borrow::Cow<'_, str>> {
                ::core::option::Option::Some(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }

        $crate::wire_serde!($name);
    };
}

/// The first text of an enum of strings, and what a closed one expects, as the end of a sentence.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice_words {
    ([$unknown:ident]) => {};
    ([$unknown:ident] $first:literal $($wire:literal)*) => {
        const FIRST: &'static str = $first;
    };
    ([]) => {
        const EXPECTED: &'static str = "no value";
    };
    ([] $first:literal $($wire:literal)*) => {
        const FIRST: &'static str = $first;
        const EXPECTED: &'static str = concat!("one of ", $first, $(", ", $wire),*);
    };
}

/// What an enum of strings refuses: what the description does not name, unless it allows any text.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice_check {
    ([] []) => {};
    ([$unknown:ident] [any]) => {};
    ([$unknown:ident] []) => {
        fn check(&self, found: &mut $crate::check::Violations) {
            if let Self::$unknown(_) = self {
                $crate::table::unlisted(Self::ALL, found);
            }
        }
    };
}

/// Declares an enum of numbers, booleans or mixed values, as [`wire_enum!`](crate::wire_enum) does one of strings; a
/// variant without a value is null.
///
/// A last line `..Unknown` adds a variant `Unknown(serde_json::Value)` that keeps any other value.
#[macro_export]
macro_rules! wire_values {
    ($(#$about:tt)* pub enum $name:ident {
        $($(#$note:tt)* $variant:ident $(= $wire:literal)?),* $(,)? $(..$unknown:ident $($any:ident)? $(,)?)?
    }) => {
        $crate::__wire_choice!(
            [$(#$about)* #[derive(Debug, PartialEq, Eq, Hash)]] $name [$($(#$note)* $variant,)*] [$($unknown)?] $crate::serde_json::Value
        );

        impl $name {
            /// Every value that the description names, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const EXPECTED: &'static str =
                $crate::wire_values!(@expected $([$($wire)?])*);

            /// The value on the wire.
            pub fn to_json(&self) -> $crate::serde_json::Value {
                match self {
                    $(Self::$variant => $crate::table::json(($($wire)?)),)*
                    $(Self::$unknown(value) => value.clone(),)?
                }
            }
        }

        impl $crate::wire::Wire for $name {
            type Form = $crate::table::Own;

            const SHAPE: $crate::wire::Shape =
                $crate::wire::Shape::scalar($crate::wire::Types::ALL, "enum", Self::EXPECTED);

            fn read<'de, D: $crate::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                let known = [$((Self::$variant, $crate::table::json(($($wire)?)))),*];
                $crate::table::read_value(
                    from,
                    &known,
                    $crate::wire_values!(@other $($unknown)?),
                    Self::EXPECTED,
                )
            }

            fn write<S: $crate::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::Wire::write(&self.to_json(), to)
            }

            fn placeholder(_: &mut $crate::wire::Budget) -> $crate::serde_json::Value {
                Self::ALL.first().map(Self::to_json).unwrap_or_default()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self.to_json() {
                    $crate::serde_json::Value::String(text) => f.write_str(&text),
                    other => write!(f, "{other}"),
                }
            }
        }

        impl $crate::check::Check for $name {
            $crate::wire_values!(@check [$($unknown)?] [$($($any)?)?]);
        }

        $crate::wire_serde!($name);
    };

    (@check [] []) => {};
    (@check [$unknown:ident] [any]) => {};
    (@check [$unknown:ident] []) => {
        fn check(&self, found: &mut $crate::check::Violations) {
            if let Self::$unknown(_) = self {
                found.report($crate::check::Class::Invalid, "enum", Self::EXPECTED);
            }
        }
    };

    (@expected) => { "no value" };
    (@expected [$($first:literal)?] $([$($wire:literal)?])*) => {
        concat!("one of ", $crate::wire_values!(@text $($first)?) $(, ", ", $crate::wire_values!(@text $($wire)?))*)
    };
    (@text) => { "null" };
    (@text $wire:literal) => { $wire };

    (@other) => { |_| ::core::option::Option::None };
    (@other $unknown:ident) => { |value| ::core::option::Option::Some(Self::$unknown(value)) };
}

/// The enum of a choice: what is closed can be copied.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_choice {
    ([$($about:tt)*] $name:ident [$($variants:tt)*] [] $kept:ty) => {
        $($about)*
        #[derive(Clone, Copy)]
        pub enum $name { $($variants)* }
    };
    ([$($about:tt)*] $name:ident [$($variants:tt)*] [$unknown:ident] $kept:ty) => {
        $($about)*
        #[derive(Clone)]
        pub enum $name {
            $($variants)*
            /// A value that the description does not name, as it came.
            $unknown($kept),
        }
    };
}
