//! Files: parts of multipart bodies that are taken as they come.

use std::fmt;

use bytes::Bytes;
use serde::de::{Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::check::Check;
use crate::wire::{Budget, Shape, Types, Wire};

/// A file that is a part of a multipart body, with what the part says of it. All of it is in memory: the limit of a
/// body's size is the limit of its files.
///
/// In JSON, where a document has the same type there too, it is its content as text.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct File {
    /// The name that the sender gave it. Nothing keeps it from being `../../etc/passwd`.
    pub name: Option<String>,
    /// Its media type; where none is given, files are written as the first that the document allows.
    pub content_type: Option<String>,
    /// What else the part's head says: names and values of headers.
    pub headers: Vec<(String, String)>,
    /// The bytes.
    pub content: Bytes,
}

impl File {
    /// A file of some bytes, without a name.
    pub fn new(content: impl Into<Bytes>) -> Self {
        Self { content: content.into(), ..Self::default() }
    }

    /// Names it.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// Says what it is: `image/png`.
    #[must_use]
    pub fn of_type(self, content_type: impl Into<String>) -> Self {
        Self { content_type: Some(content_type.into()), ..self }
    }

    /// The value of a header of the part.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| &**value)
    }
}

/// Content is not shown: it may be long, and secret.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .field("content", &format_args!("{} bytes", self.content.len()))
            .finish_non_exhaustive()
    }
}

impl<T: Into<Bytes>> From<T> for File {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

/// Asks a multipart body for a whole part; other formats take it for the name of a wrapper.
pub(crate) const PART: &str = "$specwright::File";

/// What a file holds is not looked at.
impl Check for File {}

impl Wire for File {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape::scalar(Types::STRING, "type", "a file");

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(PART, FileVisitor)
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_newtype_struct(PART, &Content(self))
    }

    fn placeholder(_: &mut Budget) -> Value {
        Value::from("")
    }
}

struct FileVisitor;

impl<'de> Visitor<'de> for FileVisitor {
    type Value = File;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a file")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<File, D::Error> {
        from.deserialize_string(self)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<File, E> {
        Ok(File::new(text.to_owned()))
    }

    fn visit_byte_buf<E: Error>(self, part: Vec<u8>) -> Result<File, E> {
        unpack(part.into()).ok_or_else(|| E::custom("expected a file"))
    }
}

/// What is written of a file: its content as text, or all of it where a format is not meant for people.
struct Content<'a>(&'a File);

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() {
            to.serialize_str(&String::from_utf8_lossy(&self.0.content))
        } else {
            to.serialize_bytes(&pack(self.0))
        }
    }
}

/// A file on its way through serde: the length of what is said of it, that as JSON, and its content.
pub(crate) fn pack(file: &File) -> Vec<u8> {
    let about = serde_json::json!([file.name, file.content_type, file.headers]).to_string();
    let mut packed = Vec::with_capacity(8 + about.len() + file.content.len());
    packed.extend((about.len() as u64).to_le_bytes());
    packed.extend(about.as_bytes());
    packed.extend(&file.content);
    packed
}

/// The file that was packed; its content is not copied.
pub(crate) fn unpack(mut packed: Bytes) -> Option<File> {
    let (length, _) = packed.split_first_chunk()?;
    let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
    let end = length.checked_add(8).filter(|end| *end <= packed.len())?;
    let content = packed.split_off(end);
    let (name, content_type, headers) = serde_json::from_slice(&packed[8..]).ok()?;
    Some(File { name, content_type, headers, content })
}
