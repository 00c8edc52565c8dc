//! Every `$ref` of a file that stands where a Reference Object may: not in examples, defaults, enum values, extensions.
//!
//! Whether a key is a keyword or a name that the author chose is told by the key above it, which is enough to know which
//! values are data. `read` decides later what each reference means.

use crate::source::{FileId, Key, Kind, Location, Node, Sources, names_file};

/// What the keys of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Keys {
    Keywords,
    /// Names the author chose: of properties, components, responses, …
    Names,
    /// Names of examples, links and security schemes: code does not hang on each of them.
    Extras,
    /// What such a name stands for.
    Extra,
    /// Values are references or names: a discriminator's mapping.
    Mapping,
}

/// A reference: the place of its value, its text, and whether anything is generated from what it leads to.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) location: Location,
    pub(super) text: String,
    pub(super) needed: bool,
}

/// The references of a file in document order.
pub(super) fn of_file(sources: &Sources, file: FileId) -> Vec<Found> {
    let mut found = Vec::new();
    let mut seen = vec![false; sources.file(file).tree().values()];
    let mut stack: Vec<(Node<'_>, Keys)> =
        sources.root(file).map(|root| (root, Keys::Keywords)).into_iter().collect();
    while let Some((node, keys)) = stack.pop() {
        match node.kind() {
            // An alias leads to a value that is met at its own place, too.
            Kind::Object if std::mem::replace(&mut seen[node.location().node as usize], true) => {}
            Kind::Object => {
                let from = stack.len();
                for (key, value) in node.entries() {
                    visit(key, value, keys, &mut found, &mut stack);
                }
                stack[from..].reverse();
            }
            Kind::Array => {
                let from = stack.len();
                // A list of parameters, tags or branches: names are the keys of objects only.
                stack.extend(node.items().map(|item| (item, Keys::Keywords)));
                stack[from..].reverse();
            }
            Kind::Null | Kind::Bool | Kind::Number | Kind::String => {}
        }
    }
    found
}

fn visit<'a>(
    key: Key<'a>,
    value: Node<'a>,
    keys: Keys,
    found: &mut Vec<Found>,
    stack: &mut Vec<(Node<'a>, Keys)>,
) {
    let needed = keys != Keys::Extra;
    match keys {
        Keys::Extras => stack.push((value, Keys::Extra)),
        Keys::Names => stack.push((value, Keys::Keywords)),
        Keys::Mapping => {
            if let Some(text) = value.as_str().filter(|text| names_file(text)) {
                found.push(Found { location: value.location(), text: text.to_owned(), needed });
            }
        }
        Keys::Keywords | Keys::Extra => match key.text {
            "$ref" | "$dynamicRef" => {
                if let Some(text) = value.as_str().filter(|text| !text.starts_with('#')) {
                    found.push(Found { location: value.location(), text: text.to_owned(), needed });
                }
            }
            // An array of plain values in a schema, a map of Example Objects elsewhere.
            "examples" if value.is_object() => stack.push((value, Keys::Extras)),
            "securitySchemes" | "links" => stack.push((value, Keys::Extras)),
            "example" | "examples" | "default" | "enum" | "const" | "value" | "dataValue" => {}
            extension if extension.starts_with("x-") => {}
            "mapping" => stack.push((value, Keys::Mapping)),
            "properties"
            | "patternProperties"
            | "$defs"
            | "definitions"
            | "dependentSchemas"
            | "schemas"
            | "responses"
            | "requestBodies"
            | "callbacks"
            | "pathItems"
            | "mediaTypes"
            | "content"
            | "headers"
            | "encoding"
            | "paths"
            | "webhooks"
            | "variables"
            | "parameters"
            | "additionalOperations" => {
                stack.push((value, Keys::Names));
            }
            _ => stack.push((value, Keys::Keywords)),
        },
    }
}
