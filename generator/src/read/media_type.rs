//! The Request Body, Media Type and Encoding Objects.

use super::catalogue::Object;
use super::fields::name;
use super::{Reader, Referable, Table};
use crate::description::{Encoding, EncodingStyle, Id, MediaType, RequestBody, Style};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Kind, Node};

impl Referable for RequestBody {
    const OBJECT: Object = Object::RequestBody;
    const SECTION: &'static str = "requestBodies";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.request_bodies
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        match node.get("content") {
            None => reader.missing(node, "content", Object::RequestBody),
            Some(value) if value.kind() == Kind::Null => reader.wrong_type(value, "an object"),
            Some(_) => {}
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
        let mut content = Vec::new();
        for (key, value) in self.members(node, "content") {
            // Read even under a wrong key, for what is wrong with it.
            let id = self.object(value);
            content.extend(self.media_type_key(key).map(|range| (range, id)));
        }
        content
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
        let parts = node.get("prefixEncoding").or_else(|| node.get("itemEncoding"));
        if let (Some((key, _)), Some(parts)) = (node.entry("encoding"), parts) {
            let message = "`encoding` and the encodings of parts by position exclude each other";
            self.report(
                Diagnostic::new(&codes::ENCODING_CONFLICT, node.location(), message)
                    .related_key(key.location, "by name here")
                    .related_key(parts.location(), "by position here")
                    .help("keep `encoding` for named parts, or the others for a sequence of parts"),
            );
        }
        Encodings { named, prefix, item }
    }

    fn encoding(&mut self, node: Node<'a>) -> Option<Encoding> {
        if !self.is_object(node, Object::Encoding) {
            return None;
        }
        let headers = self.headers(node);
        let style = self.style(node);
        let explode = self.maybe_flag(node, "explode");
        let reserved = self.maybe_flag(node, "allowReserved");
        let styled = style.is_some() || explode.is_some() || reserved.is_some();
        let style = style.unwrap_or(Style::Form);
        let encodings = self.encodings(node);
        Some(Encoding {
            location: node.location(),
            content_type: self.text_at(node, "contentType").map(|text| text.value),
            headers,
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
