//! The Example Object, and the plain `example` beside it.

use super::catalogue::Object;
use super::{Reader, Referable, Table};
use crate::description::{Example, Id, RefOr};
use crate::source::Node;

impl Referable for Example {
    const OBJECT: Object = Object::Example;
    const SECTION: &'static str = "examples";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.examples
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        let value = node.get("dataValue").or_else(|| node.get("value"));
        Some(Self {
            location: node.location(),
            summary: reader.text(node, "summary"),
            description: reader.text(node, "description"),
            value: value.map(|value| reader.literal(value)),
            serialized: reader.text(node, "serializedValue"),
            external: reader.text(node, "externalValue"),
        })
    }
}

impl<'a> Reader<'a> {
    /// `example` (under an empty name) and `examples` of a parameter, header or media type.
    pub(super) fn examples(&mut self, node: Node<'a>) -> Vec<(String, Id<Example>)> {
        let mut examples = Vec::new();
        if let Some(value) = node.get("example") {
            let example = Example {
                location: value.location(),
                summary: None,
                description: None,
                value: Some(self.literal(value)),
                serialized: None,
                external: None,
            };
            let id = self.examples.arena.push(RefOr::Item(example));
            examples.push((String::new(), id));
        }
        for (key, value) in self.members(node, "examples") {
            examples.push((key.text.to_owned(), self.object(value)));
        }
        examples
    }
}
