//! Values as trees in which files are whole and members keep their order.

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::{Error, Value};

use crate::file::{File, PART, unpack};
use crate::wire::Wire;

/// A value on its way into parts or elements.
#[derive(Debug)]
pub(crate) enum Tree {
    /// A scalar, or what has no members of its own here.
    Json(Value),
    File(File),
    List(Vec<Tree>),
    /// In the order of the type.
    Map(Vec<(String, Tree)>),
}

impl Tree {
    /// As JSON; a file is its content as text.
    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Json(value) => value,
            Self::File(file) => Value::from(String::from_utf8_lossy(&file.content)),
            Self::List(items) => items.into_iter().map(Self::into_value).collect(),
            Self::Map(members) => {
                members.into_iter().map(|(key, value)| (key, value.into_value())).collect()
            }
        }
    }
}

/// The tree of a value.
pub(crate) fn of<T: Wire>(value: &T) -> Result<Tree, Error> {
    value.write(Planter { whole: false })
}

/// Makes trees. Of a file it asks for the whole, which those who write text are not given.
#[derive(Clone, Copy)]
struct Planter {
    whole: bool,
}

macro_rules! scalars {
    ($($method:ident $ty:ty;)*) => {$(
        fn $method(self, value: $ty) -> Result<Tree, Error> {
            Ok(Tree::Json(value.into()))
        }
    )*};
}

impl Serializer for Planter {
    type Ok = Tree;
    type Error = Error;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Map;
    type SerializeStruct = Map;
    type SerializeStructVariant = Map;

    scalars! {
        serialize_bool bool;
        serialize_i8 i8; serialize_i16 i16; serialize_i32 i32; serialize_i64 i64;
        serialize_u8 u8; serialize_u16 u16; serialize_u32 u32; serialize_u64 u64;
        serialize_f32 f32; serialize_f64 f64;
        serialize_str &str;
    }

    fn is_human_readable(&self) -> bool {
        !self.whole
    }

    fn serialize_char(self, value: char) -> Result<Tree, Error> {
        Ok(Tree::Json(value.to_string().into()))
    }

    fn serialize_bytes(self, packed: &[u8]) -> Result<Tree, Error> {
        let file = unpack(packed.to_vec().into()).filter(|_| self.whole);
        file.map(Tree::File).ok_or_else(|| Error::custom("bytes outside of a file"))
    }

    fn serialize_none(self) -> Result<Tree, Error> {
        Ok(Tree::Json(Value::Null))
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Tree, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Tree, Error> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Tree, Error> {
        self.serialize_none()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Tree, Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        name: &'static str,
        value: &T,
    ) -> Result<Tree, Error> {
        value.serialize(Self { whole: name == PART })
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Tree, Error> {
        Ok(Tree::Map(vec![(variant.to_owned(), value.serialize(self)?)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<List, Error> {
        Ok(List(Vec::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Map, Error> {
        Ok(Map(Vec::new()))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Map, Error> {
        Ok(Map(Vec::new()))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Map, Error> {
        Ok(Map(Vec::new()))
    }
}

const PLAIN: Planter = Planter { whole: false };

struct List(Vec<Tree>);

macro_rules! lists {
    ($($kind:ident $method:ident;)*) => {$(
        impl $kind for List {
            type Ok = Tree;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.0.push(value.serialize(PLAIN)?);
                Ok(())
            }

            fn end(self) -> Result<Tree, Error> {
                Ok(Tree::List(self.0))
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

struct Map(Vec<(String, Tree)>);

impl SerializeMap for Map {
    type Ok = Tree;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let Tree::Json(Value::String(key)) = key.serialize(PLAIN)? else {
            return Err(Error::custom("a name that is no text"));
        };
        self.0.push((key, Tree::Json(Value::Null)));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let value = value.serialize(PLAIN)?;
        if let Some((_, last)) = self.0.last_mut() {
            *last = value;
        }
        Ok(())
    }

    fn end(self) -> Result<Tree, Error> {
        Ok(Tree::Map(self.0))
    }
}

macro_rules! structs {
    ($($kind:ident)*) => {$(
        impl $kind for Map {
            type Ok = Tree;
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.0.push((key.to_owned(), value.serialize(PLAIN)?));
                Ok(())
            }

            fn end(self) -> Result<Tree, Error> {
                Ok(Tree::Map(self.0))
            }
        }
    )*};
}

structs! { SerializeStruct SerializeStructVariant }
