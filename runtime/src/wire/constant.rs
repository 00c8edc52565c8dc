//! Members that can have but one value: they are written and looked for, and no field holds them.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess};
use serde::ser::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::object::{missing, twice};
use super::scalar::Str;
use super::{Types, Wire};
use crate::check::{Class, Violations};

/// The value of a member that can have no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant {
    /// A text.
    Text(&'static str),
    /// `true` or `false`.
    Truth(bool),
}

impl Constant {
    /// The value as JSON.
    pub(super) fn json(self) -> Value {
        match self {
            Self::Text(text) => Value::from(text),
            Self::Truth(truth) => Value::from(truth),
        }
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Truth(truth) => truth.fmt(f),
        }
    }
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Truth(truth) => to.serialize_bool(*truth),
        }
    }
}

/// Reads nothing but the value.
impl<'de> DeserializeSeed<'de> for Constant {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        let is_it = match self {
            Self::Text(text) => Str::deserialize(from)?.0 == text,
            Self::Truth(truth) => bool::read(from)? == truth,
        };
        let wrong = || D::Error::custom(format_args!("expected one of {self}"));
        if is_it { Ok(()) } else { Err(wrong()) }
    }
}

/// The names and values of an object's constant members: 64 at most.
pub type Constants = [(&'static str, Constant)];

/// Which constant members an object that is being read has shown: a bit for each.
#[derive(Debug)]
pub(super) struct Shown {
    constants: &'static Constants,
    bits: u64,
}

impl Shown {
    /// None of them yet.
    pub(super) fn none_of(constants: &'static Constants) -> Self {
        Self { constants, bits: 0 }
    }

    /// Reads a member's value, if the member is one of them.
    pub(super) fn take<'de, A: MapAccess<'de>>(
        &mut self,
        name: &str,
        map: &mut A,
    ) -> Result<bool, A::Error> {
        let Some(index) = self.constants.iter().position(|(known, _)| *known == name) else {
            return Ok(false);
        };
        let bit = 1 << index;
        if self.bits & bit != 0 {
            return Err(twice(name));
        }
        self.bits |= bit;
        map.next_value_seed(self.constants[index].1)?;
        Ok(true)
    }

    /// Whether all of them have been shown.
    pub(super) fn finish<E: Error>(self) -> Result<(), E> {
        let unseen = |(index, _): &(usize, _)| self.bits & (1 << index) == 0;
        match self.constants.iter().enumerate().find(unseen) {
            Some((_, (name, _))) => Err(missing(name)),
            None => Ok(()),
        }
    }
}

/// Mends the constant members of an object.
pub(super) fn mend(constants: &Constants, object: &mut Map<String, Value>, found: &mut Violations) {
    for (name, constant) in constants {
        let expected = || format!("one of {constant}");
        let (class, keyword, expected) = match object.get(*name) {
            Some(value) if constant.deserialize(value).is_ok() => continue,
            Some(value) if Types::of(value) == Types::of(&constant.json()) => {
                (Class::Invalid, "enum", expected())
            }
            Some(_) => (Class::Malformed, "type", expected()),
            None => (Class::Missing, "required", "required".to_owned()),
        };
        found.member(name, |found| found.report(class, keyword, expected));
        object.insert((*name).to_owned(), constant.json());
    }
}

/// The value of a constant member, of how the description has it.
#[doc(hidden)]
#[macro_export]
macro_rules! __wire_constant {
    (true) => {
        $crate::table::Constant::Truth(true)
    };
    (false) => {
        $crate::table::Constant::Truth(false)
    };
    ($text:literal) => {
        $crate::table::Constant::Text($text)
    };
}
