//! Members in a row: an object's code as functions over tuples.
//!
//! `wire_object!` hands the fields of a struct over as a tuple, and what reads, writes, copies, compares and prints them is
//! written here, once for each length of tuple. The compiler then checks one line for each field of a struct instead of the
//! code that handles it: for descriptions with thousands of types that is most of the time that checking their members takes.
//! Tuples have at most sixteen fields; the last of a longer row is the rest of it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::DebugStruct;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, MapAccess};
use serde::ser::Serializer;
use serde_json::Value;

use super::mend::{Budget, inner};
use super::object::{ObjectWriter, field, insert, put};
use super::words::{self, After, Member, Words};
use super::{ByWire, Seed, Wire};
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

/// What is known of the members in a row, and of those in the rest of it.
#[derive(Debug)]
pub struct Known {
    members: &'static [Member],
    kinds: &'static [Kind],
    rest: Option<fn() -> &'static Self>,
}

impl Known {
    const NOTHING: &'static Self = &Self { members: &[], kinds: &[], rest: None };

    /// What is known of the rest of the row.
    fn rest(&self) -> &'static Self {
        self.rest.map_or(Self::NOTHING, |rest| rest())
    }

    /// This one, and those of the rest.
    fn all(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::successors(Some(self), |known| known.rest.map(|rest| rest()))
    }

    /// All members.
    pub(super) fn members(&'static self) -> impl Iterator<Item = &'static Member> {
        self.all().flat_map(|known| known.members)
    }

    /// All members, and what is known of each by its type.
    pub(super) fn kinds(&'static self) -> impl Iterator<Item = (&'static Member, &'static Kind)> {
        self.all().flat_map(|known| known.members.iter().zip(known.kinds))
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

    /// Mends a member that no field is for, where such are kept.
    const MEND: Option<fn(&mut Value, &mut Violations)> = None;

    /// What is known of each by its type and by words.
    fn known<W: Words>() -> &'static Known;

    /// Nothing read yet.
    fn places() -> Self::Places;

    /// Reads a member's value into its place.
    fn put<'de, A: MapAccess<'de>>(
        places: &mut Self::Places,
        index: usize,
        member: &Member,
        map: &mut A,
    ) -> Result<(), A::Error>;

    /// Reads a member that no field is for: it is skipped, or refused where the object is closed.
    fn put_other<'de, A: MapAccess<'de>>(
        places: &mut Self::Places,
        name: Cow<'de, str>,
        map: &mut A,
        closed: bool,
    ) -> Result<(), A::Error> {
        let _ = places;
        if closed {
            return Err(A::Error::custom(format_args!(
                "no member but the described ones, got `{name}`"
            )));
        }
        map.next_value::<IgnoredAny>().map(drop)
    }

    /// The fields, or which of them is missing.
    fn finish<E: Error>(places: Self::Places, known: &Known) -> Result<Self, E>;

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
    fn write<S: Serializer>(refs: Self::Refs<'_>, known: &Known, to: &mut ObjectWriter<S>);
}

macro_rules! rows {
    ($($field:ident $at:tt)* $(, $rest:ident $rest_at:tt)?) => {
        impl<$($field: Wire,)* $($rest: Row)?> Row for ($($field,)* $($rest,)?) {
            type Refs<'a> = ($(&'a $field,)* $($rest::Refs<'a>,)?) where Self: 'a;
            type Places = ($(Option<$field>,)* $($rest::Places,)?);

            fn known<W: Words>() -> &'static Known {
                const {
                    &Known {
                        members: &words::members::<W, { <[usize]>::len(&[$($at),*]) }>(),
                        kinds: &[$(Kind::of::<$field>()),*],
                        rest: [$(Some($rest::known::<After<W, $rest_at>> as fn() -> &'static Known),)? None][0],
                    }
                }
            }

            #[allow(clippy::unused_unit, reason = "an empty row is one too")]
            fn places() -> Self::Places {
                ($(None::<$field>,)* $($rest::places(),)?)
            }

            fn put<'de, Map: MapAccess<'de>>(
                places: &mut Self::Places,
                index: usize,
                member: &Member,
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

            fn finish<Er: Error>(places: Self::Places, known: &Known) -> Result<Self, Er> {
                let _ = (&places, known);
                Ok((
                    $(field(places.$at, known.members.get($at))?,)*
                    $($rest::finish(places.$rest_at, known.rest())?,)?
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
                known: &Known,
                to: &mut ObjectWriter<Se>,
            ) {
                let _ = (refs, known, &to);
                $(to.member(known.members.get($at), refs.$at);)*
                $($rest::write(refs.$rest_at, known.rest(), to);)?
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

/// Fields in a row, and a map of the members that no field is for.
#[derive(Debug)]
pub struct Open<R, T>(pub R, pub BTreeMap<String, T>);

impl<R: Row, T: Wire> Row for Open<R, T> {
    type Refs<'a>
        = (R::Refs<'a>, &'a BTreeMap<String, T>)
    where
        Self: 'a;
    type Places = (R::Places, BTreeMap<String, T>);

    const MEND: Option<fn(&mut Value, &mut Violations)> = Some(T::mend);

    fn known<W: Words>() -> &'static Known {
        R::known::<W>()
    }

    fn places() -> Self::Places {
        (R::places(), BTreeMap::new())
    }

    fn put<'de, A: MapAccess<'de>>(
        (places, _): &mut Self::Places,
        index: usize,
        member: &Member,
        map: &mut A,
    ) -> Result<(), A::Error> {
        R::put(places, index, member, map)
    }

    fn put_other<'de, A: MapAccess<'de>>(
        (_, others): &mut Self::Places,
        name: Cow<'de, str>,
        map: &mut A,
        _: bool,
    ) -> Result<(), A::Error> {
        let value = map.next_value_seed(Seed(PhantomData))?;
        insert(others, name, value)
    }

    fn finish<E: Error>((places, others): Self::Places, known: &Known) -> Result<Self, E> {
        Ok(Self(R::finish(places, known)?, others))
    }

    fn copy((refs, others): Self::Refs<'_>) -> Self {
        Self(R::copy(refs), others.clone())
    }

    fn equal(a: Self::Refs<'_>, b: Self::Refs<'_>) -> bool {
        R::equal(a.0, b.0) && a.1 == b.1
    }

    fn print(
        (refs, others): Self::Refs<'_>,
        names: &mut dyn Iterator<Item = &str>,
        to: &mut DebugStruct<'_, '_>,
    ) {
        R::print(refs, names, to);
        to.field(names.next().unwrap_or_default(), others);
    }

    fn write<S: Serializer>(
        (refs, others): Self::Refs<'_>,
        known: &Known,
        to: &mut ObjectWriter<S>,
    ) {
        R::write(refs, known, to);
        for (name, value) in others {
            to.entry(name, &ByWire(value));
        }
    }
}

/// A row of any length, of one token for each field: types, patterns or values.
#[doc(hidden)]
#[macro_export]
macro_rules! __row {
    ($a:tt $b:tt $c:tt $d:tt $e:tt $f:tt $g:tt $h:tt $i:tt $j:tt $k:tt $l:tt $m:tt $n:tt $o:tt $p:tt $($rest:tt)+) => {
        ($a, $b, $c, $d, $e, $f, $g, $h, $i, $j, $k, $l, $m, $n, $o, $p, $crate::__row!($($rest)+))
    };
    ($($field:tt)*) => { ($($field,)*) };
}
