//! A document as it is generated, and as it is judged.

use std::path::Path;

use serde_json::{Map, Value, json};

use crate::{bundle, rewrite};

pub(crate) struct Document {
    pub(crate) root: Value,
    /// The same with schemas that mean in JSON Schema what they mean to us.
    pub(crate) judged: Value,
    /// The keys of the schemas.
    pub(crate) components: Vec<String>,
}

/// Where a component stands.
pub(crate) fn pointer(name: &str) -> String {
    format!("/components/schemas/{}", name.replace('~', "~0").replace('/', "~1"))
}

impl Document {
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let root = bundle::read(path)?;
        let components: Vec<String> = root["components"]["schemas"]
            .as_object()
            .map(|schemas| schemas.keys().cloned().collect())
            .unwrap_or_default();
        if components.is_empty() {
            return Err("it has no component schemas".to_owned());
        }
        let judged = rewrite::judged(&root);
        Ok(Self { root, judged, components })
    }

    /// The schemas alone, with a component for each that has it as its only property, so that what is said where a schema
    /// is used is said as well. Operations would leave out properties of one direction, and open enumerations.
    pub(crate) fn to_generate(&self) -> Value {
        let mut root = self.root.clone();
        if !root.to_string().contains("\"#/paths") {
            root["paths"] = json!({});
            if let Some(members) = root.as_object_mut() {
                members.retain(|key, _| {
                    matches!(
                        key.as_str(),
                        "openapi" | "info" | "paths" | "components" | bundle::FILES
                    )
                });
            }
            if let Some(components) = root["components"].as_object_mut() {
                components.retain(|key, _| key == "schemas");
            }
        }
        if let Some(schemas) = root["components"]["schemas"].as_object_mut() {
            for (index, name) in self.components.iter().enumerate() {
                let value = json!({ "$ref": format!("#{}", pointer(name)) });
                let wrapper = json!({ "type": "object", "required": ["value"], "properties": { "value": value } });
                schemas.insert(format!("RoundTrip{index}"), wrapper);
            }
        }
        root
    }

    /// The examples that stand at a component.
    pub(crate) fn examples(&self, name: &str) -> Vec<Value> {
        let schema = &self.root["components"]["schemas"][name];
        let mut examples: Vec<Value> = schema.get("example").into_iter().cloned().collect();
        examples.extend(schema["examples"].as_array().into_iter().flatten().cloned());
        let named = |content: &Map<String, Value>, examples: &mut Vec<Value>| {
            examples.extend(content.get("example").cloned());
            let several = content.get("examples").and_then(Value::as_object);
            examples.extend(
                several.into_iter().flatten().filter_map(|(_, one)| one.get("value")).cloned(),
            );
        };
        let reference = format!("#{}", pointer(name));
        walk(&self.root["paths"], &mut |object| {
            if object.get("schema").is_some_and(|schema| schema["$ref"] == reference.as_str()) {
                named(object, &mut examples);
            }
        });
        examples.dedup();
        examples
    }
}

fn walk(value: &Value, look: &mut dyn FnMut(&Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            look(object);
            object.values().for_each(|value| walk(value, look));
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, look)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
