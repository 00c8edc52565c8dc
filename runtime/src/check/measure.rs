//! What a constraint looks at: text, numbers, lists and members, in whatever a field wraps them.
//!
//! `Option`, `Patch` and `Box` pass through, so a line of `check` reads the same for a required and an optional field. A
//! JSON value is measured where it is of the type that the keyword speaks of, as the standard has it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use super::{Check, Violations};
use crate::patch::Patch;

pub use super::number::Number;

/// What `minLength`, `maxLength`, `pattern` and `format` look at.
pub trait Text {
    /// The first text that the description names, where it names some.
    #[doc(hidden)]
    const FIRST: &'static str = "";
    /// What is expected of a text, as the end of a sentence.
    #[doc(hidden)]
    const EXPECTED: &'static str = "a string";

    /// The text on the wire; `None` where there is none.
    fn text(&self) -> Option<Cow<'_, str>>;
}

/// What `minimum`, `maximum` and `multipleOf` look at.
pub trait Numeric {
    /// The number; `None` where there is none.
    fn number(&self) -> Option<Number>;
}

/// What `minItems`, `maxItems` and `uniqueItems` look at.
pub trait List {
    /// The type of an item.
    type Item;

    /// The items; `None` where there is no list.
    fn items(&self) -> Option<&[Self::Item]>;
}

/// What `minProperties` and `maxProperties` look at.
pub trait Members {
    /// The type of a member's value.
    type Value;

    /// How many members there are; `None` where there is no object.
    fn members(&self) -> Option<usize>;

    /// Looks at each member.
    fn each_member(&self, look: &mut dyn FnMut(&str, &Self::Value));

    /// Whether there is a member of that name.
    fn has(&self, name: &str) -> bool {
        let mut found = false;
        self.each_member(&mut |key, _| found |= key == name);
        found
    }
}

/// A tuple, whose items are checked by position.
pub trait Tuple {
    /// The tuple itself.
    type Items;

    /// The tuple; `None` where there is none.
    fn tuple(&self) -> Option<&Self::Items>;
}

impl Text for String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Text for str {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Text for Value {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_str().map(Cow::Borrowed)
    }
}

impl Numeric for Value {
    fn number(&self) -> Option<Number> {
        let Value::Number(number) = self else {
            return None;
        };
        number
            .as_i64()
            .map(|integer| Number::Integer(integer.into()))
            .or_else(|| number.as_u64().map(|integer| Number::Integer(integer.into())))
            .or_else(|| number.as_f64().map(Number::Float))
    }
}

macro_rules! numeric {
    ($($integer:ty)*; $($float:ty)*) => {
        $(impl Numeric for $integer {
            fn number(&self) -> Option<Number> {
                Some(Number::Integer((*self).into()))
            }
        })*
        $(impl Numeric for $float {
            fn number(&self) -> Option<Number> {
                Some(Number::Float((*self).into()))
            }
        })*
    };
}
numeric!(i8 i16 i32 i64 u8 u16 u32 u64; f32 f64);

impl<T> List for Vec<T> {
    type Item = T;

    fn items(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl List for Value {
    type Item = Value;

    fn items(&self) -> Option<&[Value]> {
        self.as_array().map(Vec::as_slice)
    }
}

impl<T> Members for BTreeMap<String, T> {
    type Value = T;

    fn members(&self) -> Option<usize> {
        Some(self.len())
    }

    fn each_member(&self, look: &mut dyn FnMut(&str, &T)) {
        for (key, value) in self {
            look(key, value);
        }
    }
}

impl Members for Value {
    type Value = Value;

    fn members(&self) -> Option<usize> {
        self.as_object().map(serde_json::Map::len)
    }

    fn each_member(&self, look: &mut dyn FnMut(&str, &Value)) {
        for (key, value) in self.as_object().into_iter().flatten() {
            look(key, value);
        }
    }
}

#[allow(clippy::borrowed_box, clippy::unnecessary_wraps, reason = "a box is one of the wrappers")]
fn boxed<T>(value: &Box<T>) -> Option<&T> {
    Some(value)
}

/// What wraps a value passes its measures through.
macro_rules! wrapper {
    ($($wrapper:ident: $given:expr;)*) => {
        $(
            impl<T: Text> Text for $wrapper<T> {
                fn text(&self) -> Option<Cow<'_, str>> {
                    $given(self)?.text()
                }
            }

            impl<T: Numeric> Numeric for $wrapper<T> {
                fn number(&self) -> Option<Number> {
                    $given(self)?.number()
                }
            }

            impl<T: List> List for $wrapper<T> {
                type Item = T::Item;

                fn items(&self) -> Option<&[T::Item]> {
                    $given(self)?.items()
                }
            }

            impl<T: Members> Members for $wrapper<T> {
                type Value = T::Value;

                fn members(&self) -> Option<usize> {
                    $given(self)?.members()
                }

                fn each_member(&self, look: &mut dyn FnMut(&str, &T::Value)) {
                    if let Some(given) = $given(self) {
                        given.each_member(look);
                    }
                }
            }

            impl<T: Tuple> Tuple for $wrapper<T> {
                type Items = T::Items;

                fn tuple(&self) -> Option<&T::Items> {
                    $given(self)?.tuple()
                }
            }

            impl<T: Check> Check for $wrapper<T> {
                fn check(&self, found: &mut Violations) {
                    if let Some(given) = $given(self) {
                        given.check(found);
                    }
                }
            }
        )*
    };
}
wrapper! {
    Option: Option::as_ref;
    Patch: Patch::value;
    Box: boxed;
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, found: &mut Violations) {
        for (index, item) in self.iter().enumerate() {
            if found.is_full() {
                return;
            }
            found.index(index, |found| item.check(found));
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, found: &mut Violations) {
        for (key, value) in self {
            if found.is_full() {
                return;
            }
            found.key(key, |found| value.check(found));
        }
    }
}

/// Types without a constraint of their own.
macro_rules! unconstrained {
    ($($ty:ty)*) => {
        $(impl Check for $ty {})*
    };
}
unconstrained!(() bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String Value);

macro_rules! tuples {
    ($(($($item:ident $at:tt)*))*) => {
        $(impl<$($item),*> Tuple for ($($item,)*) {
            type Items = Self;

            fn tuple(&self) -> Option<&Self> {
                Some(self)
            }
        }

        impl<$($item: Check),*> Check for ($($item,)*) {
            fn check(&self, found: &mut Violations) {
                $(found.index($at, |found| self.$at.check(found));)*
            }
        })*
    };
}
tuples! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
}
