//! Objects with named members: what `wire_object!` is made of.
//!
//! The macro gives each type one loop over the members of a map; everything in it that can be shared is a function here,
//! instantiated once for each type of member rather than for each member.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;

use super::{ByWire, Seed, Wire};
use crate::patch::Patch;

/// A type that is read member by member.
pub trait Object: Wire {
    /// Reads the members that are left in a map.
    fn read_members<'de, A: MapAccess<'de>>(
        map: A,
        unknown: &mut dyn FnMut(&str),
    ) -> Result<Self, A::Error>;
}

struct ObjectVisitor<'a, T> {
    unknown: &'a mut dyn FnMut(&str),
    object: PhantomData<T>,
}

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read_members(map, self.unknown)
    }
}

/// Reads an object.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    read_object_noting(from, &mut |_| {})
}

/// Reads an object, noting the members it does not name.
pub fn read_object_noting<'de, T: Object, D: Deserializer<'de>>(
    from: D,
    unknown: &mut dyn FnMut(&str),
) -> Result<T, D::Error> {
    from.deserialize_map(ObjectVisitor { unknown, object: PhantomData })
}

/// The name of a member, borrowed where the format allows.
pub(super) struct Key<'de>(pub(super) Cow<'de, str>);

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a member's name")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(name.to_owned())))
            }

            fn visit_string<E>(self, name: String) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(name)))
            }
        }
        from.deserialize_identifier(KeyVisitor)
    }
}

/// The name of the next member.
pub fn next_key<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<Cow<'de, str>>, A::Error> {
    Ok(map.next_key::<Key<'de>>()?.map(|key| key.0))
}

/// Reads a member's value into its place.
pub fn put<'de, T: Wire, A: MapAccess<'de>>(
    place: &mut Option<T>,
    map: &mut A,
    name: &'static str,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(twice(name));
    }
    *place = Some(map.next_value_seed(Seed(PhantomData))?);
    Ok(())
}

/// Two equal names in an object mean different things to different readers, so they are refused.
fn twice<E: Error>(name: &str) -> E {
    E::custom(format_args!("member `{name}` is given twice"))
}

/// Skips a member that the object does not name.
pub fn ignore<'de, A: MapAccess<'de>>(
    map: &mut A,
    name: &str,
    unknown: &mut dyn FnMut(&str),
    closed: bool,
) -> Result<(), A::Error> {
    if closed {
        return Err(A::Error::custom(format_args!(
            "no member but the described ones, got `{name}`"
        )));
    }
    unknown(name);
    map.next_value::<IgnoredAny>().map(drop)
}

/// Keeps a member that the object does not name.
pub fn keep<'de, T: Wire, A: MapAccess<'de>>(
    rest: &mut BTreeMap<String, T>,
    map: &mut A,
    name: Cow<'de, str>,
    unknown: &mut dyn FnMut(&str),
) -> Result<(), A::Error> {
    unknown(&name);
    let value = map.next_value_seed(Seed(PhantomData))?;
    insert(rest, name, value)
}

pub(super) fn insert<T, E: Error>(
    members: &mut BTreeMap<String, T>,
    name: Cow<'_, str>,
    value: T,
) -> Result<(), E> {
    if members.contains_key(&*name) {
        return Err(twice(&name));
    }
    members.insert(name.into_owned(), value);
    Ok(())
}

/// A member that must have been there.
pub fn finish<T, E: Error>(place: Option<T>, name: &'static str) -> Result<T, E> {
    place.ok_or_else(|| E::custom(format_args!("member `{name}` is required")))
}

/// A member that may be absent, null or given.
pub fn finish_patch<T>(place: Option<Option<T>>) -> Patch<T> {
    match place {
        None => Patch::Absent,
        Some(None) => Patch::Null,
        Some(Some(value)) => Patch::Value(value),
    }
}

/// A member that has a value when it is absent.
pub fn finish_default<T>(place: Option<T>, default: impl FnOnce() -> T) -> T {
    place.unwrap_or_else(default)
}

/// Writes a member.
pub fn write<T: Wire, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: &T,
) -> Result<(), M::Error> {
    map.serialize_entry(name, &ByWire(value))
}

/// Writes a member if it is there.
pub fn write_optional<T: Wire, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: &Option<T>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => write(map, name, value),
        None => Ok(()),
    }
}

/// Writes a member if it is mentioned.
pub fn write_patch<T: Wire, M: SerializeMap>(
    map: &mut M,
    name: &'static str,
    value: &Patch<T>,
) -> Result<(), M::Error> {
    match value {
        Patch::Value(value) => write(map, name, value),
        Patch::Null => map.serialize_entry(name, &()),
        Patch::Absent => Ok(()),
    }
}

/// Writes the members that have no names of their own.
pub fn write_rest<T: Wire, M: SerializeMap>(
    map: &mut M,
    rest: &BTreeMap<String, T>,
) -> Result<(), M::Error> {
    for (name, value) in rest {
        map.serialize_entry(name, &ByWire(value))?;
    }
    Ok(())
}

/// Declares a struct, and says how it is read from and written to an object: a line for each member.
///
/// ```
/// use specwright_runtime::pattern::{Class, Pattern};
/// use specwright_runtime::wire::wire_object;
///
/// wire_object! {
///     /// Someone to call.
///     pub struct Contact {
///         /// As on the door.
///         pub name: String = "name" required [length(1..=50)],
///         pub phone: Option<String> = "phoneNumber" optional [pattern(&PHONE)],
///     }
///     static PHONE: Pattern = Pattern::run(r"^\d{1,12}$", &[Class::digit(1, 12)]);
///     new(name: impl Into<String>);
/// }
///
/// assert_eq!(Contact::new("Ada").phone, None);
/// ```
///
/// `required` (must be there), `optional` (`Option`; null is refused), `nullable` (`Option`; must be there, may be null),
/// `patch` ([`Patch`]: absent, null and a value are three things), `default(expression)` (what absence means). What stands
/// in brackets are methods of [`At`](crate::check::At) without the value they check. A last line `..rest: T` is a
/// `BTreeMap<String, T>` that keeps the other members; a `pub closed struct` refuses them.
///
/// After the members: the patterns that rules name, `with method;` for a method of the type that checks its members
/// together, and what `new` takes. Without `new`, there is `Default`. The struct is `Clone`, `Debug` and `PartialEq`.
#[macro_export]
macro_rules! wire_object {
    ($(#[$about:meta])* pub closed struct $name:ident $($table:tt)*) => {
        $crate::wire_object!(@object true, [$(#[$about])*] $name $($table)*);
    };
    ($(#[$about:meta])* pub struct $name:ident $($table:tt)*) => {
        $crate::wire_object!(@object false, [$(#[$about])*] $name $($table)*);
    };
    (@object $closed:literal, [$($about:tt)*] $name:ident {
        $($(#[$note:meta])* pub $field:ident: $ty:ty = $wire:literal $kind:ident $(($default:expr $(,)?))?
            $([$($rule:ident $(($($argument:tt)*))?)*])?),* $(,)?
        $(..$rest:ident: $values:ty $([$($rest_rule:ident $(($($rest_argument:tt)*))?)*])? $(,)?)?
    }
        $(static $pattern:ident: $pattern_ty:ty = $expression:expr;)*
        $(with $together:ident;)?
        $(new($($given:ident: $given_ty:ty),* $(,)?);)?
    ) => {
        $($about)*
        #[derive(Clone, Debug, PartialEq)]
        #[allow(deprecated, reason = "what is deprecated still travels")]
        pub struct $name {
            $($(#[$note])* pub $field: $ty,)*
            $(
                /// Members that the description does not name.
                pub $rest: ::std::collections::BTreeMap<String, $values>,
            )?
        }

        $crate::wire_object!(@made $name [$(($($given: $given_ty),*))?] {
            $($field: $kind $(($default))?,)* $($rest: rest,)?
        });

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $crate::check::Check for $name {
            fn check(&self, found: &mut $crate::check::Violations) {
                let _ = &found;
                $(static $pattern: $pattern_ty = $expression;)*
                $(self.$together(found);)?
                $($(found.at($wire)$(.$rule(&self.$field, $($($argument)*)?))*;)?)*
                $($(found.here()$(.$rest_rule(&self.$rest, $($($rest_argument)*)?))*;)?)?
            }
        }

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $crate::wire::Wire for $name {
            const SHAPE: $crate::wire::Shape = $crate::wire::Shape::object(
                &[$($wire),*],
                $crate::wire_object!(@required [] $($wire $kind)*),
            );

            fn read<'de, D: $crate::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::table::read_object(from)
            }

            fn read_noting<'de, D: $crate::serde::Deserializer<'de>>(
                from: D,
                unknown: &mut dyn FnMut(&str),
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::table::read_object_noting(from, unknown)
            }

            fn write<S: $crate::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                use $crate::wire::table::SerializeMap as _;
                #[allow(unused_mut, reason = "there are objects without members")]
                let mut map = to.serialize_map(::core::option::Option::None)?;
                $($crate::wire_object!(@write $kind, map, $wire, &self.$field);)*
                $($crate::wire::table::write_rest(&mut map, &self.$rest)?;)?
                map.end()
            }

            fn mend(value: &mut $crate::serde_json::Value, found: &mut $crate::check::Violations) {
                let Some(object) = $crate::wire::table::mend_object(value, found, &Self::placeholder) else {
                    return;
                };
                $($crate::wire::table::mend::$kind(object, $wire, found, |this: &Self| &this.$field);)*
                $crate::wire_object!(@mend_rest $closed, object, found, Self $(, $rest)?);
            }

            fn placeholder(budget: &mut $crate::wire::Budget) -> $crate::serde_json::Value {
                #[allow(unused_mut, reason = "there are objects without members")]
                let mut object = $crate::serde_json::Map::new();
                $($crate::wire::table::place::$kind(&mut object, $wire, budget, |this: &Self| &this.$field);)*
                $crate::serde_json::Value::Object(object)
            }
        }

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $crate::wire::table::Object for $name {
            fn read_members<'de, A: $crate::wire::table::MapAccess<'de>>(
                mut map: A,
                unknown: &mut dyn FnMut(&str),
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                while let ::core::option::Option::Some(key) = $crate::wire::table::next_key(&mut map)? {
                    match &*key {
                        $($wire => $crate::wire::table::put(&mut $field, &mut map, $wire)?,)*
                        _ => $crate::wire_object!(@other $closed, map, key, unknown $(, $rest)?),
                    }
                }
                ::core::result::Result::Ok(Self {
                    $($field: $crate::wire_object!(@finish $kind $(($default))?, $field, $wire),)*
                    $($rest,)?
                })
            }
        }

        $crate::wire_serde!($name);
    };

    (@made $name:ident [] { $($field:ident: $kind:ident $(($default:expr))?,)* }) => {
        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self { $($field: $crate::wire_object!(@begin $kind $(($default))?, $field)),* }
            }
        }
    };
    (@made $name:ident [($($given:ident: $given_ty:ty),*)] { $($field:ident: $kind:ident $(($default:expr))?,)* }) => {
        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $name {
            /// A value of what must be there; the rest is absent or has its default.
            #[allow(clippy::too_many_arguments, reason = "the description requires them all")]
            pub fn new($($given: $given_ty),*) -> Self {
                Self { $($field: $crate::wire_object!(@begin $kind $(($default))?, $field)),* }
            }
        }
    };

    (@begin required, $field:ident) => { $field.into() };
    (@begin nullable, $field:ident) => { $field.into() };
    (@begin optional, $field:ident) => { ::core::option::Option::None };
    (@begin patch, $field:ident) => { $crate::patch::Patch::Absent };
    (@begin default($default:expr), $field:ident) => { $default };
    (@begin rest, $field:ident) => { ::std::collections::BTreeMap::new() };

    (@required [$($done:literal)*]) => { &[$($done),*] };
    (@required [$($done:literal)*] $wire:literal required $($more:tt)*) => {
        $crate::wire_object!(@required [$($done)* $wire] $($more)*)
    };
    (@required [$($done:literal)*] $wire:literal nullable $($more:tt)*) => {
        $crate::wire_object!(@required [$($done)* $wire] $($more)*)
    };
    (@required [$($done:literal)*] $wire:literal $kind:ident $($more:tt)*) => {
        $crate::wire_object!(@required [$($done)*] $($more)*)
    };

    (@other $closed:literal, $map:ident, $key:ident, $unknown:ident) => {
        $crate::wire::table::ignore(&mut $map, &$key, $unknown, $closed)?
    };
    (@other $closed:literal, $map:ident, $key:ident, $unknown:ident, $rest:ident) => {
        $crate::wire::table::keep(&mut $rest, &mut $map, $key, $unknown)?
    };

    (@finish required, $field:ident, $wire:literal) => {
        $crate::wire::table::finish($field, $wire)?
    };
    (@finish nullable, $field:ident, $wire:literal) => {
        $crate::wire::table::finish($field, $wire)?
    };
    (@finish optional, $field:ident, $wire:literal) => { $field };
    (@finish patch, $field:ident, $wire:literal) => {
        $crate::wire::table::finish_patch($field)
    };
    (@finish default($default:expr), $field:ident, $wire:literal) => {
        $crate::wire::table::finish_default($field, || $default)
    };

    (@write optional, $map:ident, $wire:literal, $value:expr) => {
        $crate::wire::table::write_optional(&mut $map, $wire, $value)?
    };
    (@write patch, $map:ident, $wire:literal, $value:expr) => {
        $crate::wire::table::write_patch(&mut $map, $wire, $value)?
    };
    (@write $kind:ident, $map:ident, $wire:literal, $value:expr) => {
        $crate::wire::table::write(&mut $map, $wire, $value)?
    };

    (@mend_rest $closed:literal, $object:ident, $found:ident, $this:ident) => {
        if $closed {
            $crate::wire::table::mend::closed($object, $this::SHAPE.keys, $found);
        }
    };
    (@mend_rest $closed:literal, $object:ident, $found:ident, $this:ident, $rest:ident) => {
        $crate::wire::table::mend::rest($object, $this::SHAPE.keys, $found, |this: &$this| &this.$rest);
    };
}

/// serde's own traits, by way of [`Wire`].
#[doc(hidden)]
#[macro_export]
macro_rules! wire_serde {
    ($name:ident) => {
        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::Wire::write(self, to)
            }
        }

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::Wire::read(from)
            }
        }
    };
}
