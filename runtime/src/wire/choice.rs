//! Enumerations: what `wire_enum!` (of strings) and `wire_values!` (of anything) are made of.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serialize;
use serde_json::Value;

use super::scalar::{Str, UnknownValue};

/// Reads text and finds its variant.
pub fn read_choice<'de, T, D: Deserializer<'de>>(
    from: D,
    find: fn(&str) -> Option<T>,
    expected: &'static str,
) -> Result<T, D::Error> {
    let text = Str::deserialize(from)?;
    find(&text.0).ok_or_else(|| D::Error::custom(format_args!("expected {expected}")))
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
    known
        .iter()
        .find(|(_, known)| same(known, &value))
        .map(|(variant, _)| variant.clone())
        .or_else(|| keep(value))
        .ok_or_else(|| D::Error::custom(format_args!("expected {expected}")))
}

/// Equal as JSON, in which `1` and `1.0` are one number.
fn same(a: &Value, b: &Value) -> bool {
    a == b || a.is_number() && b.is_number() && a.as_f64() == b.as_f64()
}

/// A value as JSON.
pub fn json(value: impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// What `FromStr` says of text that is no variant.
pub fn unknown_value(expected: &'static str) -> UnknownValue {
    UnknownValue { expected }
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
    ($(#[$about:meta])* pub enum $name:ident {
        $($(#[$note:meta])* $variant:ident = $wire:literal),* $(,)? $(..$unknown:ident $($any:ident)? $(,)?)?
    }) => {
        $crate::__wire_choice!([$(#[$about])*] $name [$($(#[$note])* $variant,)*] [$($unknown)?] String);

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $name {
            /// Every value that the description names, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const EXPECTED: &'static str =
                $crate::wire_enum!(@expected [$($unknown)?] $($wire)*);

            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    $(Self::$unknown(text) => text,)?
                }
            }

            fn from_wire(text: &str) -> ::core::option::Option<Self> {
                match text {
                    $($wire => ::core::option::Option::Some(Self::$variant),)*
                    _ => $crate::wire_enum!(@other text $(, $unknown)?),
                }
            }
        }

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape =
                $crate::wire::Shape::scalar($crate::wire::Types::STRING, "enum", Self::EXPECTED);

            fn read<'de, D: $crate::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::table::read_choice(from, Self::from_wire, Self::EXPECTED)
            }

            fn write<S: $crate::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }

            fn placeholder(_: &mut $crate::wire::Budget) -> $crate::serde_json::Value {
                $crate::serde_json::Value::from(Self::ALL.first().map_or("", |first| first.as_str()))
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = $crate::wire::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                Self::from_wire(text).ok_or($crate::wire::table::unknown_value(Self::EXPECTED))
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::check::Check for $name {
            $crate::wire_enum!(@check [$($unknown)?] [$($($any)?)?] $($wire)*);
        }

        impl $crate::check::Text for $name {
            fn text(&self) -> ::core::option::Option<::std::borrow::Cow<'_, str>> {
                ::core::option::Option::Some(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }

        $crate::wire_serde!($name);
    };

    (@check [] [] $($wire:literal)*) => {};
    (@check [$unknown:ident] [any] $($wire:literal)*) => {};
    (@check [$unknown:ident] [] $($wire:literal)*) => {
        fn check(&self, found: &mut $crate::check::Violations) {
            if let Self::$unknown(_) = self {
                let expected = $crate::wire_enum!(@expected [] $($wire)*);
                found.report($crate::check::Class::Invalid, "enum", expected);
            }
        }
    };

    (@expected [$unknown:ident] $($wire:literal)*) => { "a string" };
    (@expected []) => { "no value" };
    (@expected [] $first:literal $($wire:literal)*) => {
        concat!("one of ", $first, $(", ", $wire),*)
    };

    (@other $text:ident) => { ::core::option::Option::None };
    (@other $text:ident, $unknown:ident) => {
        ::core::option::Option::Some(Self::$unknown($text.to_owned()))
    };
}

/// Declares an enum of numbers, booleans or mixed values, as [`wire_enum!`](crate::wire_enum) does one of strings; a
/// variant without a value is null.
///
/// A last line `..Unknown` adds a variant `Unknown(serde_json::Value)` that keeps any other value.
#[macro_export]
macro_rules! wire_values {
    ($(#[$about:meta])* pub enum $name:ident {
        $($(#[$note:meta])* $variant:ident $(= $wire:literal)?),* $(,)? $(..$unknown:ident $($any:ident)? $(,)?)?
    }) => {
        $crate::__wire_choice!(
            [$(#[$about])*] $name [$($(#[$note])* $variant,)*] [$($unknown)?] $crate::serde_json::Value
        );

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $name {
            /// Every value that the description names, in its order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            const EXPECTED: &'static str =
                $crate::wire_values!(@expected $([$($wire)?])*);

            /// The value on the wire.
            pub fn to_json(&self) -> $crate::serde_json::Value {
                match self {
                    $(Self::$variant => $crate::wire::table::json(($($wire)?)),)*
                    $(Self::$unknown(value) => value.clone(),)?
                }
            }
        }

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape =
                $crate::wire::Shape::scalar($crate::wire::Types::ALL, "enum", Self::EXPECTED);

            fn read<'de, D: $crate::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                let known = [$((Self::$variant, $crate::wire::table::json(($($wire)?)))),*];
                $crate::wire::table::read_value(
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
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($variants)* }
    };
    ([$($about:tt)*] $name:ident [$($variants:tt)*] [$unknown:ident] $kept:ty) => {
        $($about)*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($variants)*
            /// A value that the description does not name, as it came.
            $unknown($kept),
        }
    };
}
