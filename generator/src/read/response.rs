//! The Response Object.

use super::catalogue::Object;
use super::fields::name;
use super::{Reader, Referable, Table};
use crate::description::Response;
use crate::source::Node;

impl Referable for Response {
    const OBJECT: Object = Object::Response;
    const SECTION: &'static str = "responses";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.responses
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        if reader.dialect.wants_description() && node.get("description").is_none() {
            reader.omitted(node, "description", Object::Response);
        }
        let headers = reader.members(node, "headers");
        let links = reader.members(node, "links");
        Some(Self {
            location: node.location(),
            summary: reader.text(node, "summary"),
            description: reader.text(node, "description"),
            headers: headers
                .into_iter()
                .map(|(key, node)| (name(key), reader.object(node)))
                .collect(),
            content: reader.content(node),
            links: links
                .into_iter()
                .map(|(key, node)| (key.text.to_owned(), reader.object(node)))
                .collect(),
        })
    }
}
