//! The Request Body, Media Type and Encoding Objects.

use super::catalogue::Object;
use super::fields::name;
use super::{Reader, Referable, Table};
use crate::description::{Encoding, EncodingStyle, Id, MediaType, RequestBody, Style};
use crate::source::{At, Node};

impl Referable for RequestBody {
    const OBJECT: Object = Object::RequestBody;
    const SECTION: &'static str = "requestBodies";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.request_bodies
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        if node.get("content").is_none() {
            reader.missing(node, "content", Object::RequestBody);
        }
        Some(Self {
            location: node.location(),
            description: reader.text(node, "description"),
            content: reader.content(node),
            required: reader.flag(node, "required"),
        })
    }
}

impl Referable for MediaType {
    const OBJECT: Object = Object::MediaType;
    const SECTION: &'static str = "mediaTypes";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.media_types
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        let encodings = reader.encodings(node);
        Some(Self {
            location: node.location(),
            schema: node.get("schema").map(|schema| reader.schema(schema)),
            item_schema: node.get("itemSchema").map(|schema| reader.schema(schema)),
            examples: reader.examples(node),
            encoding: encodings.named,
            prefix_encoding: encodings.prefix,
            item_encoding: encodings.item,
        })
    }
}

/// The three members that hold encodings.
struct Encodings {
    named: Vec<(At<String>, Encoding)>,
    prefix: Vec<Encoding>,
    item: Option<Box<Encoding>>,
}

impl<'a> Reader<'a> {
    pub(super) fn content(&mut self, node: Node<'a>) -> Vec<(At<String>, Id<MediaType>)> {
        let members = self.members(node, "content");
        members.into_iter().map(|(key, value)| (name(key), self.object(value))).collect()
    }

    fn encodings(&mut self, node: Node<'a>) -> Encodings {
        let mut named = Vec::new();
        for (key, value) in self.members(node, "encoding") {
            if let Some(encoding) = self.encoding(value) {
                named.push((name(key), encoding));
            }
        }
        let prefix = self.list(node, "prefixEncoding");
        let prefix = prefix.into_iter().filter_map(|value| self.encoding(value)).collect();
        let item = node.get("itemEncoding").and_then(|value| self.encoding(value)).map(Box::new);
        Encodings { named, prefix, item }
    }

    fn encoding(&mut self, node: Node<'a>) -> Option<Encoding> {
        if !self.is_object(node, Object::Encoding) {
            return None;
        }
        let headers = self.members(node, "headers");
        let style = self.style(node);
        let explode = self.maybe_flag(node, "explode");
        let reserved = self.maybe_flag(node, "allowReserved");
        let styled = style.is_some() || explode.is_some() || reserved.is_some();
        let style = style.unwrap_or(Style::Form);
        let encodings = self.encodings(node);
        Some(Encoding {
            location: node.location(),
            content_type: self.text(node, "contentType"),
            headers: headers
                .into_iter()
                .map(|(key, value)| (name(key), self.object(value)))
                .collect(),
            style: styled.then(|| EncodingStyle {
                style,
                explode: explode.unwrap_or(style == Style::Form),
                allow_reserved: reserved.unwrap_or(false),
            }),
            encoding: encodings.named,
            prefix_encoding: encodings.prefix,
            item_encoding: encodings.item,
        })
    }
}
