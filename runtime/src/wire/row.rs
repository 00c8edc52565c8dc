//! Members in a row: an object's code as functions over tuples.
//!
//! `wire_object!` hands the fields of a struct over as a tuple, and what reads and writes members is written here, once for
//! each length of tuple. The compiler then checks one line for each field of a struct instead of the code that handles it:
//! for descriptions with thousands of types that is most of the time that checking their members takes. Tuples have at
//! most sixteen fields; the last of a longer row is the rest of it.

use serde::de::{Error, IgnoredAny, MapAccess};
use serde::ser::Serializer;
use serde_json::Value;

use super::Wire;
use super::mend::{Budget, inner};
use super::object::{ObjectWriter, missing, put};
use crate::check::Violations;
use crate::patch::Patch;

/// How a member is given: the types are named as the words of the table.
#[allow(non_camel_case_types, reason = "they are the words of the table")]
pub(super) mod presence {
    /// It must be there.
    #[derive(Debug)]
    pub struct required<T>(pub T);
    /// It must be there and may be null.
    #[derive(Debug)]
    pub struct nullable<T>(pub T);
    /// It may be absent; null is not absence.
    #[derive(Debug)]
    pub struct optional<T>(pub T);
    /// It may be absent or null.
    #[derive(Debug)]
    pub struct patch<T>(pub T);
    /// It may be absent, and then has a value that the struct knows.
    #[derive(Debug)]
    pub struct default<T>(pub Option<T>);
}

use presence::{default, nullable, optional, patch, required};

/// What it means that a member is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// That something is wrong.
    Wrong,
    /// That it has its default.
    Replaced,
    /// That there is no value.
    Meant,
}

/// A field and its presence.
pub trait Slot: Sized {
    /// What is read where the member is there.
    type Given: Wire;

    /// What its absence means.
    const ABSENCE: Absence;

    /// The field, of what was read; `None` where there must be something.
    fn finish(given: Option<Self::Given>) -> Option<Self>;
}

impl<T: Wire> Slot for required<T> {
    type Given = T;

    const ABSENCE: Absence = Absence::Wrong;

    fn finish(given: Option<T>) -> Option<Self> {
        given.map(Self)
    }
}

impl<T: Wire> Slot for nullable<Option<T>> {
    type Given = Option<T>;

    const ABSENCE: Absence = Absence::Wrong;

    fn finish(given: Option<Option<T>>) -> Option<Self> {
        given.map(Self)
    }
}

impl<T: Wire> Slot for optional<Option<T>> {
    type Given = T;

    const ABSENCE: Absence = Absence::Meant;

    fn finish(given: Option<T>) -> Option<Self> {
        Some(Self(given))
    }
}

impl<T: Wire> Slot for patch<Patch<T>> {
    type Given = Option<T>;

    const ABSENCE: Absence = Absence::Meant;

    fn finish(given: Option<Option<T>>) -> Option<Self> {
        Some(Self(Patch::of_member(given)))
    }
}

impl<T: Wire> Slot for default<T> {
    type Given = T;

    const ABSENCE: Absence = Absence::Replaced;

    fn finish(given: Option<T>) -> Option<Self> {
        Some(Self(given))
    }
}

/// What is known of a member by its type.
#[derive(Debug)]
pub struct Kind {
    /// What its absence means.
    pub(super) absence: Absence,
    /// Mends its value.
    pub(super) mend: fn(&mut Value, &mut Violations),
    /// A stand-in for its value.
    pub(super) placeholder: fn(&mut Budget) -> Value,
}

impl Kind {
    const fn of<S: Slot>() -> Self {
        Self { absence: S::ABSENCE, mend: S::Given::mend, placeholder: inner::<S::Given> }
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

/// The fields of an object, with the presence of each.
pub trait Row: Sized {
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
        name: &'static str,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// The fields, or which of them is missing.
    fn finish<E: Error>(places: Self::Places, names: &[&str]) -> Result<Self, E>;
}

/// The fields of an object that is written.
pub trait Cells {
    /// Writes each of them that is there.
    fn write<S: Serializer>(&self, names: &[&'static str], kinds: &Kinds, to: &mut ObjectWriter<S>);
}

macro_rules! rows {
    ($($slot:ident $at:tt)* $(, $rest:ident $rest_at:tt)?) => {
        impl<$($slot: Slot,)* $($rest: Row)?> Row for ($($slot,)* $($rest,)?) {
            type Places = ($(Option<$slot::Given>,)* $($rest::Places,)?);

            const KINDS: &'static Kinds = &Kinds {
                here: &[$(Kind::of::<$slot>()),*],
                rest: [$(Some($rest::KINDS),)? None][0],
            };

            #[allow(clippy::unused_unit, reason = "an empty row is one too")]
            fn places() -> Self::Places {
                ($(None::<$slot::Given>,)* $($rest::places(),)?)
            }

            fn put<'de, Map: MapAccess<'de>>(
                places: &mut Self::Places,
                index: usize,
                name: &'static str,
                map: &mut Map,
            ) -> Result<(), Map::Error> {
                let _ = (&places, name);
                match index {
                    $($at => put(&mut places.$at, map, name),)*
                    $(beyond if beyond >= $rest_at => {
                        $rest::put(&mut places.$rest_at, beyond - $rest_at, name, map)
                    })?
                    _ => map.next_value::<IgnoredAny>().map(drop),
                }
            }

            fn finish<Er: Error>(places: Self::Places, names: &[&str]) -> Result<Self, Er> {
                let _ = (&places, names);
                Ok((
                    $($slot::finish(places.$at).ok_or_else(|| missing(names.get($at)))?,)*
                    $($rest::finish(places.$rest_at, names.get($rest_at..).unwrap_or_default())?,)?
                ))
            }
        }

        impl<$($slot: Wire,)* $($rest: Cells)?> Cells for ($(&$slot,)* $($rest,)?) {
            fn write<Se: Serializer>(&self, names: &[&'static str], kinds: &Kinds, to: &mut ObjectWriter<Se>) {
                let _ = (names, kinds, &to);
                $(to.member(names.get($at), kinds.here.get($at), self.$at);)*
                $(if let Some(kinds) = kinds.rest {
                    self.$rest_at.write(names.get($rest_at..).unwrap_or_default(), kinds, to);
                })?
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
