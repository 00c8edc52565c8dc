//! Objects with named members: what `wire_object!` is made of.
//!
//! The macro gives each type one loop over the members of a map; everything in it that can be shared is a function here,
//! instantiated once for each type of member rather than for each member.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{ByWire, Seed, Wire};
use crate::patch::Patch;

/// A type that is read member by member.
pub trait Object: Wire {
    /// Reads the members that are left in a map.
    fn read_members<'de, A: MapAccess<'de>>(
        map: A,
        notes: &mut Notes<'_>,
    ) -> Result<Self, A::Error>;
}

/// What is noted of an object on the way.
pub struct Notes<'a> {
    /// How many members it has.
    pub(super) members: usize,
    /// Told the name of each member that the type does not name.
    unknown: &'a mut dyn FnMut(&str),
}

impl<'a> Notes<'a> {
    /// Notes the members without a name in the type.
    pub(super) fn new(unknown: &'a mut dyn FnMut(&str)) -> Self {
        Self { members: 0, unknown }
    }
}

struct ObjectVisitor<'a, 'n, T> {
    notes: &'a mut Notes<'n>,
    object: PhantomData<T>,
}

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, '_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read_members(map, self.notes)
    }
}

/// Reads an object.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    read_object_noting(from, &mut Notes::new(&mut |_| {}))
}

/// Reads an object, noting its members.
pub fn read_object_noting<'de, T: Object, D: Deserializer<'de>>(
    from: D,
    notes: &mut Notes<'_>,
) -> Result<T, D::Error> {
    from.deserialize_map(ObjectVisitor { notes, object: PhantomData })
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
pub fn next_key<'de, A: MapAccess<'de>>(
    map: &mut A,
    notes: &mut Notes<'_>,
) -> Result<Option<Cow<'de, str>>, A::Error> {
    let key = map.next_key::<Key<'de>>()?.map(|key| key.0);
    notes.members += usize::from(key.is_some());
    Ok(key)
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
    notes: &mut Notes<'_>,
    closed: bool,
) -> Result<(), A::Error> {
    if closed {
        return Err(A::Error::custom(format_args!(
            "no member but the described ones, got `{name}`"
        )));
    }
    (notes.unknown)(name);
    map.next_value::<IgnoredAny>().map(drop)
}

/// Keeps a member that the object does not name.
pub fn keep<'de, T: Wire, A: MapAccess<'de>>(
    rest: &mut BTreeMap<String, T>,
    map: &mut A,
    name: Cow<'de, str>,
    notes: &mut Notes<'_>,
) -> Result<(), A::Error> {
    (notes.unknown)(&name);
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

/// Why an object without a member that must be there does not decode.
pub fn missing<E: Error>(name: &'static str) -> E {
    E::custom(format_args!("member `{name}` is required"))
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

/// Writes an object member by member. What fails is kept to the end, and nothing is written after it: the code of each type
/// need not look at every step.
#[derive(Debug)]
pub struct ObjectWriter<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> ObjectWriter<S> {
    /// Begins an object.
    pub fn begin(to: S) -> Self {
        Self(to.serialize_map(None))
    }

    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.0
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.0 = Err(error);
        }
    }

    /// A member that is there.
    pub fn required<T: Wire>(&mut self, name: &'static str, value: &T) {
        self.entry(name, &ByWire(value));
    }

    /// A member that is there and may be null.
    pub fn nullable<T: Wire>(&mut self, name: &'static str, value: &T) {
        self.entry(name, &ByWire(value));
    }

    /// A member that may have its default.
    pub fn default<T: Wire>(&mut self, name: &'static str, value: &T) {
        self.entry(name, &ByWire(value));
    }

    /// A member, if it is there.
    pub fn optional<T: Wire>(&mut self, name: &'static str, value: &Option<T>) {
        if let Some(value) = value {
            self.entry(name, &ByWire(value));
        }
    }

    /// A member, if it is mentioned.
    pub fn patch<T: Wire>(&mut self, name: &'static str, value: &Patch<T>) {
        match value {
            Patch::Value(value) => self.entry(name, &ByWire(value)),
            Patch::Null => self.entry(name, &()),
            Patch::Absent => {}
        }
    }

    /// The members that have no names of their own.
    pub fn rest<T: Wire>(&mut self, rest: &BTreeMap<String, T>) {
        for (name, value) in rest {
            self.entry(name, &ByWire(value));
        }
    }

    /// Ends the object.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0.and_then(SerializeMap::end)
    }
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
                &$crate::wire::Members {
                    named: &[$($crate::wire::Member::$kind($wire, &$crate::wire::table::Of::<$ty>::NEW)),*],
                    closed: $closed,
                    rest: $crate::wire_object!(@rest $($values)?),
                },
            );

            fn read<'de, D: $crate::serde::Deserializer<'de>>(from: D) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::table::read_object(from)
            }

            fn read_noting<'de, D: $crate::serde::Deserializer<'de>>(
                from: D,
                notes: &mut $crate::wire::table::Notes<'_>,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::table::read_object_noting(from, notes)
            }

            fn write<S: $crate::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                let mut object = $crate::wire::table::ObjectWriter::begin(to);
                let _ = &mut object;
                $(object.$kind($wire, &self.$field);)*
                $(object.rest(&self.$rest);)?
                object.end()
            }

            fn placeholder(budget: &mut $crate::wire::Budget) -> $crate::serde_json::Value {
                $crate::wire::table::stand_in::<Self>(budget)
            }
        }

        #[allow(deprecated, reason = "what is deprecated still travels")]
        impl $crate::wire::table::Object for $name {
            fn read_members<'de, A: $crate::wire::table::MapAccess<'de>>(
                mut map: A,
                notes: &mut $crate::wire::table::Notes<'_>,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $field = ::core::option::Option::None;)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                while let ::core::option::Option::Some(key) = $crate::wire::table::next_key(&mut map, notes)? {
                    let read = match &*key {
                        $($wire => $crate::wire::table::put(&mut $field, &mut map, $wire),)*
                        _ => $crate::wire_object!(@other $closed, map, key, notes $(, $rest)?),
                    };
                    read?;
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

    (@rest) => { ::core::option::Option::None };
    (@rest $values:ty) => {
        ::core::option::Option::Some($crate::wire::Members::rest(&$crate::wire::table::Of::<$values>::NEW))
    };

    (@other $closed:literal, $map:ident, $key:ident, $notes:ident) => {
        $crate::wire::table::ignore(&mut $map, &$key, $notes, $closed)
    };
    (@other $closed:literal, $map:ident, $key:ident, $notes:ident, $rest:ident) => {
        $crate::wire::table::keep(&mut $rest, &mut $map, $key, $notes)
    };

    (@finish required, $field:ident, $wire:literal) => {
        match $field {
            ::core::option::Option::Some(value) => value,
            ::core::option::Option::None => {
                return ::core::result::Result::Err($crate::wire::table::missing($wire));
            }
        }
    };
    (@finish nullable, $field:ident, $wire:literal) => {
        $crate::wire_object!(@finish required, $field, $wire)
    };
    (@finish optional, $field:ident, $wire:literal) => { $field };
    (@finish patch, $field:ident, $wire:literal) => {
        $crate::wire::table::finish_patch($field)
    };
    (@finish default($default:expr), $field:ident, $wire:literal) => {
        $crate::wire::table::finish_default($field, || $default)
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
