//! A document's schemas in plain JSON Schema: what OpenAPI adds to it, or our reading, is spelled out.
//!
//! `nullable` and boolean bounds of 3.0, discriminators, ranges of integer formats, and the type of schemas that name
//! none. Every rewriting keeps the places of properties and items, as references lead to them.

use serde_json::{Map, Value, json};

use crate::bundle;

/// The document to judge by.
pub(crate) fn judged(root: &Value) -> Value {
    let old = root["openapi"].as_str().is_some_and(|version| version.starts_with("3.0"));
    let mut judged = root.clone();
    if let Some(paths) = judged.get_mut("paths") {
        rewrite_within(paths, old);
    }
    if let Some(files) = judged.get_mut(bundle::FILES) {
        rewrite_within(files, old);
    }
    if let Some(components) = judged["components"].as_object_mut() {
        components.values_mut().for_each(|part| rewrite_within(part, old));
    }
    judged
}

/// Rewrites every schema below; only schemas have the keywords that matter.
fn rewrite_within(value: &mut Value, old: bool) {
    match value {
        Value::Object(object) => {
            for (key, member) in object.iter_mut() {
                if !matches!(key.as_str(), "example" | "examples" | "default" | "enum" | "const")
                    || member.get("type").is_some()
                {
                    rewrite_within(member, old);
                }
            }
            let schema = std::mem::take(object);
            *value = Value::Object(rewritten(schema, old));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rewrite_within(item, old)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn rewritten(mut schema: Map<String, Value>, old: bool) -> Map<String, Value> {
    if old && schema.get("$ref").is_some_and(Value::is_string) {
        // Authors mean it, whatever 3.0 says of what stands beside a reference.
        let nullable_too = schema.get("nullable") == Some(&Value::Bool(true));
        schema.retain(|key, _| key == "$ref");
        return if nullable_too { nullable(schema) } else { schema };
    }
    if old {
        exclusive(&mut schema, "exclusiveMinimum", "minimum");
        exclusive(&mut schema, "exclusiveMaximum", "maximum");
    }
    // Members of a map of schemas may have any name.
    let is_schema = |schema: &Map<String, Value>| {
        schema.get("type").is_some_and(|ty| ty.is_string() || ty.is_array())
    };
    imply_type(&mut schema);
    if is_schema(&schema) {
        bound_integers(&mut schema);
    }
    // Bytes, whichever way that is said.
    if schema.get("contentEncoding").is_some_and(|encoding| encoding == "base64") {
        schema.insert("format".to_owned(), "byte".into());
    }
    discriminate(&mut schema);
    // An empty list is no list to us.
    if schema.get("enum").and_then(Value::as_array).is_some_and(Vec::is_empty) {
        schema.remove("enum");
    }
    if looks_around(&schema) {
        schema.remove("pattern");
    }
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        schema.remove("nullable");
        return nullable(schema);
    }
    schema
}

/// Patterns that look ahead or behind are not matched, which a finding says.
fn looks_around(schema: &Map<String, Value>) -> bool {
    let pattern = schema.get("pattern").and_then(Value::as_str).unwrap_or_default();
    ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|group| pattern.contains(group))
}

fn exclusive(schema: &mut Map<String, Value>, flag: &str, bound: &str) {
    match schema.get(flag) {
        Some(Value::Bool(true)) => {
            if let Some(limit) = schema.remove(bound) {
                schema.insert(flag.to_owned(), limit);
            } else {
                schema.remove(flag);
            }
        }
        Some(Value::Bool(false)) => drop(schema.remove(flag)),
        _ => {}
    }
}

/// The type that the keywords speak of, as `implied-types` takes it.
fn imply_type(schema: &mut Map<String, Value>) {
    let has = |names: &[&str]| names.iter().any(|name| schema.contains_key(*name));
    let is_list = |name: &str| schema.get(name).is_some_and(Value::is_array);
    if has(&["type", "enum", "const", "$ref"]) {
        return;
    }
    let object = is_list("required")
        || schema.get("properties").is_some_and(Value::is_object) && !has(&["schema", "content"])
        || schema.contains_key("additionalProperties") && !has(&["in"]);
    let number = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
        .iter()
        .any(|name| schema.get(*name).is_some_and(Value::is_number));
    let text = ["minLength", "maxLength"]
        .iter()
        .any(|name| schema.get(*name).is_some_and(Value::is_number))
        || schema.get("pattern").is_some_and(Value::is_string)
        || schema.get("format").is_some_and(Value::is_string);
    let array = schema
        .get("items")
        .is_some_and(|items| items.get("type").is_some() || items.get("$ref").is_some());
    let composed = has(&["allOf", "oneOf", "anyOf"]);
    let ty = if object {
        "object"
    } else if composed {
        return;
    } else if array {
        "array"
    } else if number {
        "number"
    } else if text {
        "string"
    } else {
        return;
    };
    schema.insert("type".to_owned(), ty.into());
}

/// Integers have the bits that their format or Rust gives them.
fn bound_integers(schema: &mut Map<String, Value>) {
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let is = |name: &str| {
        let types = schema["type"].as_array();
        types.is_some_and(|types| types.iter().any(|ty| ty == name)) || schema["type"] == name
    };
    let whole = is("number") && format.starts_with("int");
    if !whole && !is("integer") {
        return;
    }
    let (low, high) = match format {
        "int8" => (json!(i8::MIN), json!(i8::MAX)),
        "int16" => (json!(i16::MIN), json!(i16::MAX)),
        "int32" => (json!(i32::MIN), json!(i32::MAX)),
        "uint8" => (json!(0), json!(u8::MAX)),
        "uint16" => (json!(0), json!(u16::MAX)),
        "uint32" => (json!(0), json!(u32::MAX)),
        "uint64" | "uint" => (json!(0), json!(u64::MAX)),
        _ => (json!(i64::MIN), json!(i64::MAX)),
    };
    let whole = whole.then(|| json!({ "multipleOf": 1 }));
    let bounds = json!({ "minimum": low, "maximum": high });
    let mut all = vec![bounds];
    all.extend(whole);
    // Beside whatever stands there.
    let known = schema.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(known) = known {
        known.extend(all);
    }
}

/// The value of the property selects the branch, and nothing else does.
fn discriminate(schema: &mut Map<String, Value>) {
    let Some(property) =
        schema.get("discriminator").and_then(|found| found["propertyName"].as_str())
    else {
        return;
    };
    let property = property.to_owned();
    let Some(keyword) =
        ["oneOf", "anyOf"].into_iter().find(|keyword| schema.contains_key(*keyword))
    else {
        return;
    };
    let references: Vec<String> = schema[keyword]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|branch| branch["$ref"].as_str().map(str::to_owned))
        .collect();
    let null = json!({ "type": "null" });
    let branches = schema[keyword].as_array().map_or(&[][..], Vec::as_slice);
    let nullable = branches.contains(&null);
    if branches.len() != references.len() + usize::from(nullable) {
        return;
    }
    let mut selects: Vec<(String, String)> = Vec::new();
    let mapping = schema["discriminator"]["mapping"].as_object();
    for (value, target) in mapping.into_iter().flatten() {
        let target = target.as_str().unwrap_or_default();
        let full = full_name(target);
        if references.contains(&full) {
            selects.push((value.clone(), full));
        }
    }
    for reference in references {
        if !selects.iter().any(|(_, known)| *known == reference) {
            let name = reference.rsplit('/').next().unwrap_or_default().to_owned();
            selects.push((name, reference));
        }
    }
    schema.remove(keyword);
    let values: Vec<Value> = selects.iter().flat_map(|(value, _)| spellings(value)).collect();
    let known = json!({ "required": [property], "properties": { &property: { "enum": values } } });
    let mut all = vec![json!({ "type": "object" })];
    all.push(match schema["discriminator"].get("defaultMapping").and_then(Value::as_str) {
        Some(target) => json!({ "if": known, "else": { "$ref": full_name(target) } }),
        None => known,
    });
    for (value, reference) in &selects {
        let fits = json!({ "required": [property], "properties": { &property: { "enum": spellings(value) } } });
        all.push(json!({ "if": fits, "then": { "$ref": reference } }));
    }
    if nullable {
        all = vec![json!({ "anyOf": [{ "allOf": all }, null] })];
    }
    let known = schema.entry("allOf").or_insert_with(|| json!([]));
    if let Value::Array(known) = known {
        known.extend(all);
    }
}

/// A value of a mapping as text, and as what else the property may be: a boolean, a number.
fn spellings(value: &str) -> Vec<Value> {
    let other = serde_json::from_str(value).ok().filter(|other: &Value| !other.is_object());
    [Some(value.into()), other].into_iter().flatten().collect()
}

/// A target of a mapping as a reference; components may go by their names.
fn full_name(target: &str) -> String {
    if target.contains('#') { target.to_owned() } else { format!("#/components/schemas/{target}") }
}

fn nullable(mut schema: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    if let Some(Value::String(ty)) = schema.get("type") {
        let types = json!([ty, "null"]);
        schema.insert("type".to_owned(), types);
        return schema;
    }
    let mut either = Map::new();
    either.insert("anyOf".to_owned(), json!([schema, { "type": "null" }]));
    either
}
