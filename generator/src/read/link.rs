//! The Link Object.

use super::catalogue::Object;
use super::{Reader, Referable, Table};
use crate::description::Link;
use crate::source::Node;

impl Referable for Link {
    const OBJECT: Object = Object::Link;
    const SECTION: &'static str = "links";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.links
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        let parameters = reader.members(node, "parameters");
        Some(Self {
            location: node.location(),
            operation_ref: reader.text(node, "operationRef"),
            operation_id: reader.text(node, "operationId"),
            parameters: parameters
                .into_iter()
                .map(|(key, value)| (key.text.to_owned(), reader.literal(value)))
                .collect(),
            request_body: node.get("requestBody").map(|value| reader.literal(value)),
            description: reader.text(node, "description"),
            server: node.get("server").and_then(|server| reader.server(server)),
        })
    }
}
