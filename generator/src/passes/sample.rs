//! Values made up to show what a type accepts.

use crate::ir::{Api, Shape, TypeId, Union};
use crate::source::Literal;

/// How deep values are made up.
const DEEPEST: usize = 5;

/// JSON text of a value that fits all the variants of a group.
pub(super) fn witness(api: &Api, union: &Union, group: &[usize]) -> Option<String> {
    let mut members: Vec<(String, Literal)> = Vec::new();
    let mut scalar = None;
    for &index in group {
        let ty = union.variants[index].ty;
        let Some(object) = api.ty(api.resolve(ty)).shape.as_object() else {
            scalar = Some(value(api, ty, DEEPEST)?);
            continue;
        };
        for field in object.fields.iter().filter(|field| field.required) {
            if !members.iter().any(|(name, _)| *name == field.name) {
                members.push((field.name.clone(), value(api, field.ty, DEEPEST)?));
            }
        }
        scalar = scalar.or(Some(Literal::Object(Vec::new())));
    }
    let literal = if members.is_empty() { scalar? } else { Literal::Object(members) };
    Some(json(&literal))
}

/// A value of a type: an example where there is one.
fn value(api: &Api, id: TypeId, depth: usize) -> Option<Literal> {
    let example = api.chain(id).flat_map(|def| &def.examples).next();
    if let Some(example) = example {
        return Some(example.value.clone());
    }
    let below = depth.checked_sub(1)?;
    let literal = match &api.ty(api.resolve(id)).shape {
        Shape::Any | Shape::Null => Literal::Null,
        Shape::Boolean => Literal::Bool(true),
        Shape::Integer { .. } | Shape::Number { .. } => {
            Literal::Number(crate::source::Decimal::parse("1")?)
        }
        Shape::String { .. } => Literal::String("…".to_owned()),
        Shape::Enumeration(of) => of.values.first()?.value.clone(),
        Shape::Array { .. } | Shape::Tuple { .. } => Literal::Array(Vec::new()),
        Shape::Map { .. } => Literal::Object(Vec::new()),
        Shape::Object(object) => {
            let required = object.fields.iter().filter(|field| field.required);
            let members =
                required.map(|field| Some((field.name.clone(), value(api, field.ty, below)?)));
            Literal::Object(members.collect::<Option<_>>()?)
        }
        Shape::Union(union) => value(api, union.variants.first()?.ty, below)?,
        Shape::Never | Shape::Alias(_) => return None,
    };
    Some(literal)
}

/// A literal as JSON, on one line.
fn json(literal: &Literal) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::String(value) => text(value),
        Literal::Array(items) => {
            let items: Vec<String> = items.iter().map(json).collect();
            format!("[{}]", items.join(", "))
        }
        Literal::Object(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|(name, value)| format!("{}: {}", text(name), json(value)))
                .collect();
            format!("{{{}}}", members.join(", "))
        }
    }
}
