//! Containers on the wire.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeTuple, Serializer};
use serde_json::Value;

use super::object::Key;
use super::{Budget, ByWire, Presence, Seed, Shape, Types, Wire};
use crate::check::{Class, Violations};
use crate::patch::Patch;

/// `null` is `None`.
impl<T: Wire> Wire for Option<T> {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape {
        types: T::SHAPE.types.or(Types::NULL),
        keyword: T::SHAPE.keyword,
        expected: T::SHAPE.expected,
        members: T::SHAPE.members,
    };

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct OptionVisitor<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for OptionVisitor<T> {
            type Value = Option<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} or null", T::SHAPE.expected)
            }

            fn visit_none<E>(self) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
                T::read(from).map(Some)
            }
        }
        from.deserialize_option(OptionVisitor(PhantomData))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn absent() -> Option<Self> {
        Some(None)
    }

    fn read_member<'de, A: MapAccess<'de>>(
        map: &mut A,
        presence: Presence,
    ) -> Result<Self, A::Error> {
        match presence {
            Presence::optional => map.next_value_seed(Seed::<T>(PhantomData)).map(Some),
            Presence::required | Presence::nullable | Presence::patch | Presence::default => {
                map.next_value_seed(Seed(PhantomData))
            }
        }
    }

    fn mend_member(presence: Presence, value: &mut Value, found: &mut Violations) {
        match presence {
            Presence::optional => T::mend(value, found),
            Presence::required | Presence::nullable | Presence::patch | Presence::default => {
                Self::mend(value, found);
            }
        }
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(to),
            None => to.serialize_unit(),
        }
    }

    fn mend(value: &mut Value, found: &mut Violations) {
        if !value.is_null() {
            T::mend(value, found);
        }
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::Null
    }
}

/// Where a change stands alone, as in a list; as a member, absence is told apart.
impl<T: Wire> Wire for Patch<T> {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Option::<T>::SHAPE;

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::<T>::read(from).map(Self::from)
    }

    fn is_absent(&self) -> bool {
        Patch::is_absent(self)
    }

    fn absent() -> Option<Self> {
        Some(Self::Absent)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.write(to),
            Self::Null | Self::Absent => to.serialize_unit(),
        }
    }

    fn mend(value: &mut Value, found: &mut Violations) {
        Option::<T>::mend(value, found);
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::Null
    }
}

impl<T: Wire> Wire for Box<T> {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = T::SHAPE;

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read(from).map(Self::new)
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        T::write(self, to)
    }

    fn read_noting<'de, D: Deserializer<'de>>(
        from: D,
        notes: &mut super::table::Notes<'_>,
    ) -> Result<Self, D::Error> {
        T::read_noting(from, notes).map(Self::new)
    }

    fn from_json_checking(text: &[u8]) -> Result<(Self, bool), super::DecodeError> {
        T::from_json_checking(text).map(|(value, clean)| (Self::new(value), clean))
    }

    fn mend(value: &mut Value, found: &mut Violations) {
        T::mend(value, found);
    }

    fn placeholder(budget: &mut Budget) -> Value {
        T::placeholder(budget)
    }
}

impl<T: Wire> Wire for Vec<T> {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape::scalar(Types::ARRAY, "type", "an array");

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct VecVisitor<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for VecVisitor<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element_seed(Seed(PhantomData))? {
                    items.push(item);
                }
                Ok(items)
            }
        }
        from.deserialize_seq(VecVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter().map(ByWire))
    }

    fn mend(value: &mut Value, found: &mut Violations) {
        let Value::Array(items) = value else {
            found.report(Class::Malformed, "type", "an array");
            *value = Value::Array(Vec::new());
            return;
        };
        for (index, item) in items.iter_mut().enumerate() {
            found.index(index, |found| T::mend(item, found));
        }
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::Array(Vec::new())
    }
}

impl<T: Wire> Wire for BTreeMap<String, T> {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape::scalar(Types::OBJECT, "type", "an object");

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct MapVisitor<T>(PhantomData<T>);
        impl<'de, T: Wire> Visitor<'de> for MapVisitor<T> {
            type Value = BTreeMap<String, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some(Key(key)) = map.next_key()? {
                    let value = map.next_value_seed(Seed(PhantomData))?;
                    super::object::insert(&mut members, key, value)?;
                }
                Ok(members)
            }
        }
        from.deserialize_map(MapVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &ByWire(value))?;
        }
        map.end()
    }

    fn mend(value: &mut Value, found: &mut Violations) {
        let Value::Object(members) = value else {
            found.report(Class::Malformed, "type", "an object");
            *value = Value::Object(serde_json::Map::new());
            return;
        };
        for (key, member) in members {
            found.key(key, |found| T::mend(member, found));
        }
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::Object(serde_json::Map::new())
    }
}

macro_rules! tuples {
    ($($count:literal ($($item:ident $at:tt)*))*) => {
        $(impl<$($item: Wire),*> Wire for ($($item,)*) {
            type Form = crate::wire::table::Own;

            const SHAPE: Shape =
                Shape::scalar(Types::ARRAY, "type", concat!("an array of ", $count, " items"));

            fn read<'de, De: Deserializer<'de>>(from: De) -> Result<Self, De::Error> {
                struct TupleVisitor<$($item),*>(PhantomData<($($item,)*)>);
                impl<'de, $($item: Wire),*> Visitor<'de> for TupleVisitor<$($item),*> {
                    type Value = ($($item,)*);

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str(concat!("an array of ", $count, " items"))
                    }

                    fn visit_seq<Se: SeqAccess<'de>>(self, mut seq: Se) -> Result<Self::Value, Se::Error> {
                        Ok(($(
                            seq.next_element_seed(Seed::<$item>(PhantomData))?
                                .ok_or_else(|| Se::Error::invalid_length($at, &self))?,
                        )*))
                    }
                }
                from.deserialize_tuple($count, TupleVisitor(PhantomData))
            }

            fn write<Se: Serializer>(&self, to: Se) -> Result<Se::Ok, Se::Error> {
                let mut tuple = to.serialize_tuple($count)?;
                $(tuple.serialize_element(&ByWire(&self.$at))?;)*
                tuple.end()
            }

            fn mend(value: &mut Value, found: &mut Violations) {
                match value {
                    Value::Array(items) if items.len() == $count => {
                        $(found.index($at, |found| $item::mend(&mut items[$at], found));)*
                    }
                    Value::Array(_) => {
                        found.report(Class::Invalid, "items", Self::SHAPE.expected);
                        *value = Self::placeholder(&mut Budget::new());
                    }
                    _ => {
                        found.report(Class::Malformed, "type", Self::SHAPE.expected);
                        *value = Self::placeholder(&mut Budget::new());
                    }
                }
            }

            fn placeholder(budget: &mut Budget) -> Value {
                Value::Array(vec![$(super::mend::inner::<$item>(budget)),*])
            }
        })*
    };
}
tuples! {
    1 (A 0)
    2 (A 0 B 1)
    3 (A 0 B 1 C 2)
    4 (A 0 B 1 C 2 D 3)
    5 (A 0 B 1 C 2 D 3 E 4)
    6 (A 0 B 1 C 2 D 3 E 4 F 5)
    7 (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    8 (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
}
