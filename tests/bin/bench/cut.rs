//! A document with part of its operations, and the components that those still need.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Keeps one of every `share` operations; gives the document and how many there are in it.
pub(crate) fn cut(document: &Value, share: usize) -> (Value, usize) {
    let mut part = document.clone();
    let (mut seen, mut kept) = (0, 0);
    if let Some(paths) = part.get_mut("paths").and_then(Value::as_object_mut) {
        for item in paths.values_mut().filter_map(Value::as_object_mut) {
            item.retain(|key, _| {
                if !METHODS.contains(&key.as_str()) {
                    return true;
                }
                let keep = seen % share == 0;
                seen += 1;
                kept += usize::from(keep);
                keep
            });
        }
        paths.retain(|_, item| METHODS.iter().any(|method| item.get(method).is_some()));
    }
    let Some(Value::Object(components)) = part.get_mut("components").map(Value::take) else {
        return (part, kept);
    };
    let needed = needed(&part, &components);
    let mut left = Map::new();
    for (kind, entries) in components {
        let Value::Object(mut entries) = entries else { continue };
        // Schemes are asked for by name, not by reference.
        entries.retain(|name, _| {
            kind == "securitySchemes" || needed.contains(&(kind.clone(), name.clone()))
        });
        left.insert(kind, Value::Object(entries));
    }
    part["components"] = Value::Object(left);
    (part, kept)
}

/// The components that a document without them refers to, and those that they refer to.
fn needed(part: &Value, components: &Map<String, Value>) -> BTreeSet<(String, String)> {
    let mut needed = BTreeSet::new();
    let mut open = vec![part];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => open.extend(members.values()),
            // References, and the mappings of discriminators, which are spelled alike.
            Value::String(text) => {
                let path = text.strip_prefix("#/components/").unwrap_or_default();
                let Some((kind, name)) = path.split_once('/') else { continue };
                let name = name.split('/').next().unwrap_or(name);
                let name = name.replace("~1", "/").replace("~0", "~");
                if let Some(target) = components.get(kind).and_then(|all| all.get(&name))
                    && needed.insert((kind.to_owned(), name))
                {
                    open.push(target);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    needed
}
