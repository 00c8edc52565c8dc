//! Structs as rows: what the traits of a struct are, written once for all of them.
//!
//! A macro says of each struct how it comes apart into a row of its fields and how it is put together again, and no more.
//! Copying, comparing, printing, reading and writing go through that row.

use std::fmt;

use serde::de::Error;

use super::constant::Constants;
use super::row::Row;
use super::words::{self, All, Renamed};

/// A struct that is an object on the wire.
pub trait Object: Sized {
    /// The fields, in order.
    type Row: Row;

    /// The name of the struct, each field and how its member is given, and the field of the rest: Rust's tokens, as text.
    const TABLE: &'static str;
    /// The names of members that are not those of their fields.
    const RENAMED: &'static Renamed = &[];
    /// The members that no field holds, as they have but one value.
    const CONSTANTS: &'static Constants = &[];
    /// Whether there may be no others.
    const CLOSED: bool = false;

    /// The fields where they stand.
    fn row(&self) -> <Self::Row as Row>::Refs<'_>;

    /// A struct of fields.
    fn build(row: Self::Row) -> Self;

    /// Puts defaults where nothing was read.
    fn fill(places: &mut <Self::Row as Row>::Places) {
        let _ = places;
    }
}

/// What derived code would do.
pub fn copy<T: Object>(of: &T) -> T {
    T::build(T::Row::copy(of.row()))
}

/// What derived code would do.
pub fn equal<T: Object>(a: &T, b: &T) -> bool {
    T::Row::equal(a.row(), b.row())
}

/// What derived code would do.
pub fn print<T: Object>(of: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut to = f.debug_struct(bare(words::title(T::TABLE)));
    T::Row::print(of.row(), &mut words::fields(T::TABLE).map(bare), &mut to);
    to.finish()
}

/// What is there where nothing is given.
///
/// # Panics
///
/// Never: a type with members that must be there does not compile with it.
pub fn begin<T: Object>() -> T {
    const { assert!(!words::must_have::<All<T>>(), "it needs `new`") };
    let begun = finish::<T, serde::de::value::Error>(T::Row::places());
    begun.expect("what may be absent is there without being read")
}

/// A name without what lets a keyword be one.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// A struct of what was read: what was not read is absent, has its default or is missing.
pub(super) fn finish<T: Object, E: Error>(mut places: <T::Row as Row>::Places) -> Result<T, E> {
    T::fill(&mut places);
    Ok(T::build(T::Row::finish(places, T::Row::known::<All<T>>())?))
}

/// What else is derived, by way of the row.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_record {
    ($name:ident) => {
        impl ::core::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::table::copy(self)
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::table::print(self, f)
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::table::equal(self, other)
            }
        }
    };
}

/// What a struct says of itself as an object.
#[doc(hidden)]
#[macro_export]
macro_rules! __object {
    ($name:ident [] $more:tt { $($field:ident $ty:ty, $presence:ident,)* }) => {
        impl $crate::table::Object for $name {
            type Row = $crate::__row!($($ty)*);

            const TABLE: &'static str = stringify!($name $($field $presence)*);

            fn row(&self) -> <Self::Row as $crate::table::Row>::Refs<'_> {
                $crate::__row!($((&self.$field))*)
            }

            fn build($crate::__row!($($field)*): Self::Row) -> Self {
                Self { $($field),* }
            }

            $crate::__object_more!($more $crate::__row!($($field)*));
        }
    };
    ($name:ident [$rest:ident $values:ty] $more:tt { $($field:ident $ty:ty, $presence:ident,)* }) => {
        impl $crate::table::Object for $name {
            type Row = $crate::table::Open<$crate::__row!($($ty)*), $values>;

            const TABLE: &'static str = stringify!($name $($field $presence)* $rest);

            fn row(&self) -> <Self::Row as $crate::table::Row>::Refs<'_> {
                ($crate::__row!($((&self.$field))*), &self.$rest)
            }

            fn build($crate::table::Open($crate::__row!($($field)*), $rest): Self::Row) -> Self {
                Self { $($field,)* $rest }
            }

            $crate::__object_more!($more ($crate::__row!($($field)*), _));
        }
    };
}

/// What not every object has: constant members, names of members, that there may be no others, defaults.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_more {
    ([[] [] [] []] $places:pat) => {};
    ([[$(($constant:literal $value:tt))+] $($more:tt)*] $places:pat) => {
        const CONSTANTS: &'static $crate::table::Constants =
            &[$(($constant, $crate::__wire_constant!($value))),+];
        $crate::__object_more!([[] $($more)*] $places);
    };
    ([[] [$(($field:ident $wire:literal))+] $($more:tt)*] $places:pat) => {
        const RENAMED: &'static $crate::table::Renamed = &[$((stringify!($field), $wire)),+];
        $crate::__object_more!([[] [] $($more)*] $places);
    };
    ([[] [] [closed] $($more:tt)*] $places:pat) => {
        const CLOSED: bool = true;
        $crate::__object_more!([[] [] [] $($more)*] $places);
    };
    ([[] [] [] [$(($field:ident $default:expr))+]] $places:pat) => {
        #[allow(unused_variables, reason = "not every member has a default")]
        fn fill($places: &mut <Self::Row as $crate::table::Row>::Places) {
            $($field.get_or_insert_with(|| $default);)+
        }
    };
}

/// How a value of an object is begun: by way of the row where nothing must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __object_begin {
    ($name:ident [] $($fields:tt)*) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                $crate::table::begin()
            }
        }
    };
    ($($begun:tt)*) => {
        $crate::__wire_begin!($($begun)*);
    };
}

/// How a value of a struct is begun: with what must be there.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_begin {
    ($name:ident [] { $($field:ident: $presence:ident $(($default:expr))?,)* }) => {
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self {
                    $($field: $crate::__wire_first!($presence $(($default))?, $field),)*
                }
            }
        }
    };
    ($name:ident [($($given:ident: $given_ty:ty),*)] { $($field:ident: $presence:ident $(($default:expr))?,)* } $($rest:ident)?) => {
        impl $name {
            /// A value of what must be there; the rest is absent or has its default.
            #[allow(clippy::too_many_arguments, reason = "the description requires them all")]
            pub fn new($($given: $given_ty),*) -> Self {
                Self {
                    $($field: $crate::__wire_first!($presence $(($default))?, $field),)*
                    $($rest: ::core::default::Default::default())?
                }
            }
        }
    };
}

/// What a field begins with.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_first {
    (required, $field:ident) => {
        $field.into()
    };
    (nullable, $field:ident) => {
        $field.into()
    };
    (optional, $field:ident) => {
        ::core::option::Option::None
    };
    (patch, $field:ident) => {
        $crate::patch::Patch::Absent
    };
    (default($default:expr), $field:ident) => {
        $default
    };
}
