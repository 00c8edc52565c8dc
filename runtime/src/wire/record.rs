//! Structs as rows: what the traits of a struct are, written once for all of them.
//!
//! A macro says of each struct how it comes apart into a row of its fields and how it is put together again, and no more.
//! Copying, comparing, printing, reading and writing go through that row.

use std::fmt;

use serde::de::Error;

use super::constant::Constants;
use super::object::Others;
use super::row::{Absence, Presence, Row};

/// A struct that is an object on the wire.
pub trait Object: Sized {
    /// The fields, in order.
    type Row: Row;
    /// Those that have no names: a map, or nothing.
    type Rest: Others;

    /// What is said of it in words.
    const TABLE: Table;

    /// The fields where they stand.
    fn row(&self) -> (<Self::Row as Row>::Refs<'_>, &Self::Rest);

    /// A struct of fields.
    fn build(row: Self::Row, rest: Self::Rest) -> Self;

    /// Puts defaults where nothing was read.
    fn fill(places: &mut <Self::Row as Row>::Places) {
        let _ = places;
    }
}

/// What is said of an object in words.
#[derive(Debug)]
pub struct Table {
    /// The name of the struct, as Rust's token.
    pub name: &'static str,
    /// The names of its fields, as Rust's tokens.
    pub fields: &'static str,
    /// The names of the members.
    pub members: &'static [&'static str],
    /// How each is given.
    pub presences: &'static [Presence],
    /// The members that no field holds, as they have but one value.
    pub constants: &'static Constants,
    /// Whether there may be no others.
    pub closed: bool,
}

impl Table {
    /// The name of the member that a field holds.
    pub(crate) fn member(&self, field: &'static str) -> &'static str {
        let at = self.fields.split_whitespace().position(|known| known == field);
        at.and_then(|at| self.members.get(at)).copied().unwrap_or(field)
    }
}

/// What derived code would do.
pub fn copy<T: Object>(of: &T) -> T {
    let (row, rest) = of.row();
    T::build(T::Row::copy(row), rest.clone())
}

/// What derived code would do.
pub fn equal<T: Object>(a: &T, b: &T) -> bool {
    let ((row, rest), (other_row, other_rest)) = (a.row(), b.row());
    T::Row::equal(row, other_row) && rest == other_rest
}

/// What derived code would do.
pub fn print<T: Object>(of: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (row, rest) = of.row();
    let mut names = T::TABLE.fields.split_whitespace().map(bare);
    let mut to = f.debug_struct(bare(T::TABLE.name));
    T::Row::print(row, &mut names, &mut to);
    rest.print(names.next().unwrap_or_default(), &mut to);
    to.finish()
}

/// What is there where nothing is given.
///
/// # Panics
///
/// Never: a type with members that must be there does not compile with it.
pub fn begin<T: Object>() -> T {
    const { assert!(nothing_must_be_there(T::TABLE.presences), "it needs `new`") };
    let begun = finish::<T, serde::de::value::Error>(T::Row::places(), T::Rest::default());
    begun.expect("what may be absent is there without being read")
}

const fn nothing_must_be_there(mut presences: &[Presence]) -> bool {
    while let [first, rest @ ..] = presences {
        if matches!(first.absence(), Absence::Wrong) {
            return false;
        }
        presences = rest;
    }
    true
}

/// A name without what lets a keyword be one.
pub(super) fn bare(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// A struct of what was read: what was not read is absent, has its default or is missing.
pub(super) fn finish<T: Object, E: Error>(
    mut places: <T::Row as Row>::Places,
    rest: T::Rest,
) -> Result<T, E> {
    T::fill(&mut places);
    Ok(T::build(T::Row::finish(places, T::TABLE.members, T::TABLE.presences)?, rest))
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

/// The defaults of an object's members, where there are some.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_fill {
    ([] $($field:ident)*) => {};
    ([$(($of:ident $default:expr))*] $($field:ident)*) => {
        #[allow(unused_variables, reason = "not every member has a default")]
        fn fill($crate::__row!($($field)*): &mut <Self::Row as $crate::table::Row>::Places) {
            $($of.get_or_insert_with(|| $default);)*
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
