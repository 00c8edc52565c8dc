//! The Path Item and Callback Objects.

use super::catalogue::Object;
use super::fields::name;
use super::{Reader, Referable, Table};
use crate::description::{Callback, PathItem};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::Node;

/// The members that hold operations, with the method each stands for.
const METHODS: &[(&str, &str)] = &[
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
    ("query", "QUERY"),
];

impl Referable for PathItem {
    const OBJECT: Object = Object::PathItem;
    const SECTION: &'static str = "pathItems";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.path_items
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        let mut operations = Vec::new();
        for (key, value) in node.entries() {
            if let Some((_, method)) = METHODS.iter().find(|(member, _)| *member == key.text) {
                operations.extend(reader.operation(value, method));
            }
        }
        for (key, value) in reader.members(node, "additionalOperations") {
            if let Some((member, _)) = METHODS.iter().find(|(_, method)| *method == key.text) {
                let message = format!("the method `{}` has a member of its own", key.text);
                reader.report(
                    Diagnostic::new(&codes::ADDITIONAL_METHOD, key.location, message)
                        .on_key()
                        .help(format!("move the operation to `{member}`")),
                );
                continue;
            }
            operations.extend(reader.operation(value, key.text));
        }
        Some(Self {
            location: node.location(),
            summary: reader.text(node, "summary"),
            description: reader.text(node, "description"),
            operations,
            parameters: reader.parameters(node),
            servers: reader.servers(node),
        })
    }
}

impl Referable for Callback {
    const OBJECT: Object = Object::Callback;
    const SECTION: &'static str = "callbacks";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.callbacks
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        let members = reader.members_of(node);
        let requests = members
            .into_iter()
            .filter(|(key, _)| !key.text.starts_with("x-"))
            .map(|(key, item)| (name(key), reader.object(item)))
            .collect();
        Some(Self { location: node.location(), requests })
    }
}
