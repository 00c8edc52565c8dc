//! Objects with named members: what `wire_object!` is made of.
//!
//! The macro hands over the fields of each type as a row (`row.rs`), with their names as data; the loop over the members of a
//! map, and what is said of those that are missing, unknown or given twice, are functions here.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::members::Members;
use super::row::{Absence, Cells, Kind, Row};
use super::{ByWire, Seed, Wire};

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

/// What happens to the members that have no names in the type.
pub trait Others: Default {
    /// Reads one of them.
    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        map: &mut A,
        closed: bool,
    ) -> Result<(), A::Error>;
}

/// They are skipped, or refused where the object is closed.
impl Others for () {
    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        map: &mut A,
        closed: bool,
    ) -> Result<(), A::Error> {
        if closed {
            return Err(A::Error::custom(format_args!(
                "no member but the described ones, got `{name}`"
            )));
        }
        map.next_value::<IgnoredAny>().map(drop)
    }
}

/// They are kept.
impl<T: Wire> Others for BTreeMap<String, T> {
    fn take<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        map: &mut A,
        _: bool,
    ) -> Result<(), A::Error> {
        let value = map.next_value_seed(Seed(PhantomData))?;
        insert(self, name, value)
    }
}

struct ObjectVisitor<'a, 'n, R, O> {
    members: &'static Members,
    notes: &'a mut Notes<'n>,
    parts: PhantomData<(R, O)>,
}

impl<'de, R: Row, O: Others> Visitor<'de> for ObjectVisitor<'_, '_, R, O> {
    type Value = (R, O);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(R, O), A::Error> {
        let Self { members, notes, .. } = self;
        let (mut places, mut others, mut expected) = (R::places(), O::default(), 0);
        while let Some(Key(name)) = map.next_key()? {
            notes.members += 1;
            if let Some(index) = members.position(&name, expected) {
                R::put(&mut places, index, members.names[index], &mut map)?;
                expected = index + 1;
            } else {
                (notes.unknown)(&name);
                others.take(name, &mut map, members.closed)?;
            }
        }
        Ok((R::finish(places, members.names)?, others))
    }
}

/// Reads an object, noting its members.
pub fn read_object<'de, R: Row, O: Others, D: Deserializer<'de>>(
    from: D,
    members: &'static Members,
    notes: &mut Notes<'_>,
) -> Result<(R, O), D::Error> {
    from.deserialize_map(ObjectVisitor { members, notes, parts: PhantomData })
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
pub(super) fn missing<E: Error>(name: Option<&&str>) -> E {
    let name = name.copied().unwrap_or_default();
    E::custom(format_args!("member `{name}` is required"))
}

/// Writes an object member by member. What fails is kept to the end, and nothing is written after it: the code of each type
/// need not look at every step.
#[derive(Debug)]
pub struct ObjectWriter<S: Serializer>(Result<S::SerializeMap, S::Error>);

impl<S: Serializer> ObjectWriter<S> {
    /// Writes the members that have names.
    pub fn begin(to: S, members: &Members, cells: &impl Cells) -> Self {
        let mut object = Self(to.serialize_map(None));
        cells.write(members.names, members.kinds, &mut object);
        object
    }

    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.0
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.0 = Err(error);
        }
    }

    /// A member, if it is there.
    pub(super) fn member<T: Wire>(
        &mut self,
        name: Option<&&'static str>,
        kind: Option<&Kind>,
        value: &T,
    ) {
        if let (Some(name), Some(kind)) = (name, kind)
            && (kind.absence != Absence::Meant || !value.is_absent())
        {
            self.entry(name, &ByWire(value));
        }
    }

    /// The members that have no names of their own.
    #[must_use]
    pub fn rest<T: Wire>(mut self, rest: &BTreeMap<String, T>) -> Self {
        for (name, value) in rest {
            self.entry(name, &ByWire(value));
        }
        self
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
/// `patch` ([`Patch`](crate::patch::Patch): absent, null and a value are three things), `default(expression)` (what absence
/// means). What stands in brackets are methods of [`At`](crate::check::At) without the value they check. A last line
/// `..rest: T` is a `BTreeMap<String, T>` that keeps the other members; a `pub closed struct` refuses them.
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
                    names: &[$($wire),*],
                    kinds: <$crate::__row!($(($crate::wire::table::$kind<$ty>))*) as $crate::wire::table::Row>::KINDS,
                    closed: $closed,
                    rest: $crate::wire_object!(@rest $($values)?),
                },
            );

            fn read_noting<'de, D: $crate::serde::Deserializer<'de>>(
                from: D,
                notes: &mut $crate::wire::table::Notes<'_>,
            ) -> ::core::result::Result<Self, D::Error> {
                let ($crate::__row!($(($crate::wire::table::$kind($field)))*), $crate::wire_object!(@others $($rest)?)) =
                    $crate::wire::table::read_object::<$crate::__row!($(($crate::wire::table::$kind<$ty>))*), _, _>(
                        from,
                        Self::SHAPE.members(),
                        notes,
                    )?;
                ::core::result::Result::Ok(Self {
                    $($field: $crate::wire_object!(@finish $kind $(($default))?, $field),)*
                    $($rest,)?
                })
            }

            fn write<S: $crate::serde::Serializer>(&self, to: S) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::table::ObjectWriter::begin(to, Self::SHAPE.members(), &$crate::__row!($((&self.$field))*))
                    $(.rest(&self.$rest))?
                    .end()
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
    (@rest $values:ty) => { ::core::option::Option::Some(<$values as $crate::wire::Wire>::mend) };

    (@others) => { () };
    (@others $rest:ident) => { $rest };

    (@finish default($default:expr), $field:ident) => { $field.unwrap_or_else(|| $default) };
    (@finish $kind:ident, $field:ident) => { $field };
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
