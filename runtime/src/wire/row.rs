//! Members in a row: an object's code as functions over tuples.
//!
//! `wire_object!` hands the fields of a struct over as a tuple, and what reads, writes, copies, compares and prints them is
//! written here, once for each length of tuple. The compiler then checks one line for each field of a struct instead of the
//! code that handles it: for descriptions with thousands of types that is most of the time that checking their members takes.
//! Tuples have at most sixteen fields; the last of a longer row is the rest of it.

use std::fmt::DebugStruct;

use serde::de::{Error, IgnoredAny, MapAccess};
use serde::ser::Serializer;
use serde_json::Value;

use super::Wire;
use super::mend::{Budget, inner};
use super::object::{ObjectWriter, field, put};
use crate::check::Violations;

/// How a member is given: the words of the table.
#[allow(non_camel_case_types, reason = "they are the words of the table")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It must be there.
    required,
    /// It must be there and may be null.
    nullable,
    /// It may be absent; null is not absence.
    optional,
    /// It may be absent or null.
    patch,
    /// It may be absent, and then has a value that the struct knows.
    default,
}

impl Presence {
    /// What it means that the member is not there.
    pub(super) const fn absence(self) -> Absence {
        match self {
            Self::required | Self::nullable => Absence::Wrong,
            Self::optional | Self::patch => Absence::Meant,
            Self::default => Absence::Replaced,
        }
    }
}

/// What it means that a member is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// That something is wrong.
    Wrong,
    /// That it has its default.
    Replaced,
    /// That there is no value.
    Meant,
}

/// What is known of a member by its type.
#[derive(Debug)]
pub struct Kind {
    /// Mends its value.
    pub(super) mend: fn(Presence, &mut Value, &mut Violations),
    /// A stand-in for its value.
    pub(super) placeholder: fn(&mut Budget) -> Value,
}

impl Kind {
    const fn of<T: Wire>() -> Self {
        Self { mend: T::mend_member, placeholder: inner::<T> }
    }
}

/// The kinds of the members in a row.
#[derive(Debug)]
pub struct Kinds {
    here: &'static [Kind],
    rest: Option<&'static Self>,
}

impl Kinds {
    /// All of them.
    pub(super) fn iter(&'static self) -> impl Iterator<Item = &'static Kind> {
        std::iter::successors(Some(self), |kinds| kinds.rest).flat_map(|kinds| kinds.here)
    }
}

/// The fields of a struct, by value: the members of an object.
pub trait Row: Sized {
    /// The same fields where they stand.
    type Refs<'a>: Copy
    where
        Self: 'a;
    /// Where their values are kept while the object is read.
    type Places;

    /// What is known of each by its type.
    const KINDS: &'static Kinds;

    /// Nothing read yet.
    fn places() -> Self::Places;

    /// Reads a member's value into its place.
    fn put<'de, A: MapAccess<'de>>(
        places: &mut Self::Places,
        index: usize,
        member: (&'static str, Presence),
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// The fields, or which of them is missing.
    fn finish<E: Error>(
        places: Self::Places,
        names: &[&str],
        presences: &[Presence],
    ) -> Result<Self, E>;

    /// A copy of each.
    fn copy(refs: Self::Refs<'_>) -> Self;

    /// Whether each is equal.
    fn equal(a: Self::Refs<'_>, b: Self::Refs<'_>) -> bool;

    /// Prints each after its name.
    fn print(
        refs: Self::Refs<'_>,
        names: &mut dyn Iterator<Item = &str>,
        to: &mut DebugStruct<'_, '_>,
    );

    /// Writes each of them that is there.
    fn write<S: Serializer>(
        refs: Self::Refs<'_>,
        names: &[&'static str],
        presences: &[Presence],
        to: &mut ObjectWriter<S>,
    );
}

/// The slice after the first so many.
fn after<T>(all: &[T], count: usize) -> &[T] {
    all.get(count..).unwrap_or_default()
}

macro_rules! rows {
    ($($field:ident $at:tt)* $(, $rest:ident $rest_at:tt)?) => {
        impl<$($field: Wire,)* $($rest: Row)?> Row for ($($field,)* $($rest,)?) {
            type Refs<'a> = ($(&'a $field,)* $($rest::Refs<'a>,)?) where Self: 'a;
            type Places = ($(Option<$field>,)* $($rest::Places,)?);

            const KINDS: &'static Kinds = &Kinds {
                here: &[$(Kind::of::<$field>()),*],
                rest: [$(Some($rest::KINDS),)? None][0],
            };

            #[allow(clippy::unused_unit, reason = "an empty row is one too")]
            fn places() -> Self::Places {
                ($(None::<$field>,)* $($rest::places(),)?)
            }

            fn put<'de, Map: MapAccess<'de>>(
                places: &mut Self::Places,
                index: usize,
                member: (&'static str, Presence),
                map: &mut Map,
            ) -> Result<(), Map::Error> {
                let _ = (&places, member);
                match index {
                    $($at => put(&mut places.$at, map, member),)*
                    $(beyond if beyond >= $rest_at => {
                        $rest::put(&mut places.$rest_at, beyond - $rest_at, member, map)
                    })?
                    _ => map.next_value::<IgnoredAny>().map(drop),
                }
            }

            fn finish<Er: Error>(
                places: Self::Places,
                names: &[&str],
                presences: &[Presence],
            ) -> Result<Self, Er> {
                let _ = (&places, names, presences);
                Ok((
                    $(field(places.$at, names.get($at), presences.get($at))?,)*
                    $($rest::finish(places.$rest_at, after(names, $rest_at), after(presences, $rest_at))?,)?
                ))
            }

            #[allow(clippy::unused_unit, reason = "an empty row is one too")]
            fn copy(refs: Self::Refs<'_>) -> Self {
                let _ = refs;
                ($($field::clone(refs.$at),)* $($rest::copy(refs.$rest_at),)?)
            }

            fn equal(a: Self::Refs<'_>, b: Self::Refs<'_>) -> bool {
                let _ = (a, b);
                true $(&& a.$at == b.$at)* $(&& $rest::equal(a.$rest_at, b.$rest_at))?
            }

            fn print(
                refs: Self::Refs<'_>,
                names: &mut dyn Iterator<Item = &str>,
                to: &mut DebugStruct<'_, '_>,
            ) {
                let _ = (refs, &names, &to);
                $(to.field(names.next().unwrap_or_default(), refs.$at);)*
                $($rest::print(refs.$rest_at, names, to);)?
            }

            fn write<Se: Serializer>(
                refs: Self::Refs<'_>,
                names: &[&'static str],
                presences: &[Presence],
                to: &mut ObjectWriter<Se>,
            ) {
                let _ = (refs, names, presences, &to);
                $(to.member(names.get($at), presences.get($at), refs.$at);)*
                $($rest::write(refs.$rest_at, after(names, $rest_at), after(presences, $rest_at), to);)?
            }
        }
    };
}
rows! {}
rows! { A 0 }
rows! { A 0 B 1 }
rows! { A 0 B 1 C 2 }
rows! { A 0 B 1 C 2 D 3 }
rows! { A 0 B 1 C 2 D 3 E 4 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15 }
rows! { A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11 M 12 N 13 O 14 P 15, Rest 16 }

/// A row of any length, of one token for each field: types, patterns or values.
#[doc(hidden)]
#[macro_export]
macro_rules! __row {
    ($a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $i:tt $j:tt $k:tt $l:tt $m:tt $n:tt $o:tt $p:tt $($rest:tt)+) => {
        ($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l, $m, $n, $o, $p, $crate::__row!($($rest)+))
    };
    ($($field:tt)*) => { ($($field,)*) };
}
