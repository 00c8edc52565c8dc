//! Objects with named members: what `wire_object!` is made of.
//!
//! The macro hands over the fields of each type as a row (`row.rs`), with their names as data; the loop over the members of a
//! map, and what is said of those that are missing, unknown or given twice, are functions here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::constant::Shown;
use super::members::Members;
use super::record::{Object, finish};
use super::row::{Absence, Row};
use super::words::{All, Member};
use super::{ByWire, Form, Shape, Wire};

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
    read: PhantomData<T>,
}

impl<'de, T: Object + Wire> Visitor<'de> for ObjectVisitor<'_, '_, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let Self { notes, .. } = self;
        let members = members::<T>();
        let (mut places, mut expected) = (T::Row::places(), 0);
        let mut constants = Shown::none_of(T::CONSTANTS);
        while let Some(Key(name)) = map.next_key()? {
            notes.members += 1;
            if constants.take(&name, &mut map)? {
                continue;
            }
            if let Some((index, member)) = members.find(&name, expected) {
                T::Row::put(&mut places, index, member, &mut map)?;
                expected = index + 1;
            } else {
                (notes.unknown)(&name);
                T::Row::put_other(&mut places, name, &mut map, T::CLOSED)?;
            }
        }
        constants.finish()?;
        finish(places)
    }
}

/// The form of objects.
#[derive(Debug)]
pub struct ByRow;

impl<T: Object + Wire> Form<T> for ByRow {
    const SHAPE: Shape = Shape::of_object(members::<T>);

    fn read<'de, D: Deserializer<'de>>(from: D, notes: &mut Notes<'_>) -> Result<T, D::Error> {
        from.deserialize_map(ObjectVisitor { notes, read: PhantomData })
    }

    fn write<S: Serializer>(of: &T, to: S) -> Result<S::Ok, S::Error> {
        let mut object = ObjectWriter::begin(to);
        for (name, constant) in T::CONSTANTS {
            object.entry(name, constant);
        }
        T::Row::write(of.row(), T::Row::known::<All<T>>(), &mut object);
        object.end()
    }
}

/// The members of a type, put together where they are asked for and not where its shape is: a union knows the shapes of all
/// its branches, and to evaluate what they hold is dear.
fn members<T: Object>() -> Members {
    Members {
        named: T::Row::known::<All<T>>(),
        constants: T::CONSTANTS,
        closed: T::CLOSED,
        rest: T::Row::MEND,
    }
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

/// Reads a member's value into its place.
pub(super) fn put<'de, T: Wire, A: MapAccess<'de>>(
    place: &mut Option<T>,
    map: &mut A,
    member: &Member,
) -> Result<(), A::Error> {
    if place.is_some() {
        return Err(twice(member.name));
    }
    *place = Some(T::read_member(map, member.presence)?);
    Ok(())
}

/// What was read of a member, or what its absence means.
pub(super) fn field<T: Wire, E: Error>(place: Option<T>, member: Option<&Member>) -> Result<T, E> {
    let absent = || match member?.presence.absence() {
        Absence::Meant => T::absent(),
        Absence::Wrong | Absence::Replaced => None,
    };
    place.or_else(absent).ok_or_else(|| missing(member.map_or("", |member| member.name)))
}

/// Two equal names in an object mean different things to different readers, so they are refused.
pub(super) fn twice<E: Error>(name: &str) -> E {
    E::custom(format_args!("member `{name}` is given twice"))
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
pub(super) fn missing<E: Error>(name: &str) -> E {
    E::custom(format_args!("member `{name}` is required"))
}

/// Writes an object member by member. What fails is kept to the end, and nothing is written after it: the code of each type
/// need not look at every step.
#[derive(Debug)]
pub struct ObjectWriter<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> ObjectWriter<S> {
    /// Nothing written yet.
    pub(super) fn begin(to: S) -> Self {
        Self(to.serialize_map(None))
    }

    pub(super) fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.0
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.0 = Err(error);
        }
    }

    /// A member, if it is there.
    pub(super) fn member<T: Wire>(&mut self, member: Option<&Member>, value: &T) {
        if let Some(member) = member
            && (member.presence.absence() != Absence::Meant || !value.is_absent())
        {
            self.entry(member.name, &ByWire(value));
        }
    }

    /// Ends the object.
    pub(super) fn end(self) -> Result<S::Ok, S::Error> {
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
///         const "kind" = "person",
///         /// As on the door.
///         pub name: String = required [length(1..=50)],
///         pub phone: Option<String> = "phoneNumber" optional [pattern(&PHONE)],
///     }
///     static PHONE: Pattern = Pattern::run(r"^\d{1,12}$", &[Class::digit(1, 12)]);
///     new(name: impl Into<String>);
/// }
///
/// assert_eq!(Contact::new("Ada").phone, None);
/// ```
///
/// What comes first, `const "kind" = "person"`, is a member that must be there and has that value: text, `true` or `false`.
///
/// A member is called like its field, unless its name stands before how it is given. It is
/// `required` (must be there), `optional` (`Option`; null is refused), `nullable` (`Option`; must be there, may be null),
/// `patch` ([`Patch`](crate::patch::Patch): absent, null and a value are three things), `default(expression)` (what absence
/// means). What stands in brackets are methods of [`At`](crate::check::At) without the value they check. A last line
/// `..rest: T` is a `BTreeMap<String, T>` that keeps the other members; a `pub closed struct` refuses them.
///
/// After the members: the patterns that rules name, `with method;` for a method of the type that checks its members
/// together, and what `new` takes. Without `new`, there is `Default`. The struct is `Clone`, `Debug` and `PartialEq`.
#[macro_export]
macro_rules! wire_object {
    ($(#$about:tt)* pub $(closed $($closed:literal)?)? struct $name:ident {
        $(const $constant:literal = $value:tt,)*
        $($(#$note:tt)* pub $field:ident: $ty:ty = $($wire:literal)? $kind:ident $(($default:expr $(,)?))?
            $([$($rule:ident $(($($argument:tt)*))?)*])?),* $(,)?
        $(..$rest:ident: $values:ty $([$($rest_rule:ident $(($($rest_argument:tt)*))?)*])? $(,)?)?
    }
        $(static $pattern:ident: $pattern_ty:ty = $expression:expr;)*
        $(with $together:ident;)?
        $(new($($given:ident: $given_ty:ty),* $(,)?);)?
    ) => {
        $(#$about)*
        $(
            #[doc = ""]
            #[doc = concat!("Member `", $constant, "` is always `", stringify!($value), "`.")]
        )*
        pub struct $name {
            $($(#$note)* pub $field: $ty,)*
            $(
                /// Members that the description does not name.
                pub $rest: ::std::collections::BTreeMap<String, $values>,
            )?
        }

        $crate::__object! {
            $name [$($rest $values)?] [
                [$(($constant $value))*] [$($(($field $wire))?)*] [$(closed $($closed)?)?] [$($(($field $default))?)*]
            ] { $($field $ty, $kind,)* }
        }
        $crate::__wire_record!($name);
        $crate::__object_begin!($name [$(($($given: $given_ty),*))?] { $($field: $kind $(($default))?,)* } $($rest)?);

        $crate::__object_check! {
            $name [$($together)?] [$($($rest $($rest_rule $(($($rest_argument)*))?)*)?)?] {
                $($field [$($wire)?] [$($($rule $(($($argument)*))?)*)?],)*
            } $($pattern: $pattern_ty = $expression;)*
        }

        impl $crate::wire::Wire for $name {
            type Form = $crate::table::ByRow;
        }

        $crate::wire_serde!($name);
    };
}

/// The checks of a struct, which not every struct has.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_check {
    ($name:ident [] [] { $($field:ident $wire:tt [],)* }) => {
        impl $crate::check::Check for $name {}
    };
    ($name:ident [$($together:ident)?] [$($rest:ident $($rest_rule:ident $(($($rest_argument:tt)*))?)*)?] {
        $($field:ident $wire:tt [$($($rule:ident $(($($argument:tt)*))?)+)?],)*
    } $($pattern:ident: $pattern_ty:ty = $expression:expr;)*) => {
        impl $crate::check::Check for $name {
            fn check(&self, found: &mut $crate::check::Violations) {
                $(static $pattern: $pattern_ty = $expression;)*
                $(self.$together(found);)?
                $($(found.field(stringify!($field), $wire)$(.$rule(&self.$field, $($($argument)*)?))+;)?)*
                $(found.here()$(.$rest_rule(&self.$rest, $($($rest_argument)*)?))*;)?
            }
        }
    };
}

/// serde's own traits, by way of [`Wire`]: two generic functions for each type, which most programs call for none.
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! wire_serde {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                to: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::Wire::write(self, to)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                from: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::Wire::read(from)
            }
        }
    };
}

/// serde's own traits, which nobody asks for.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! wire_serde {
    ($name:ident) => {};
}
