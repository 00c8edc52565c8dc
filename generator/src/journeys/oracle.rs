//! Another reader as a witness: what `openapiv3` makes of a 3.0 document of the corpus, we must make of it as well.
//!
//! What is written in YAML it gets as the JSON that we take it for.

#[cfg(test)]
use std::path::PathBuf;

use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};

use super::corpus;
use super::document::{json, value};
use crate::description::Description;
use crate::diagnostic::Diagnostics;
use crate::load::{LoadOptions, load};
use crate::read::read;
use crate::source::FileId;

/// Larger documents are none of the corpus.
const MOST_VALUES: usize = 1_000_000;

/// Paths, methods, identifiers, and how many parameters and responses each operation has.
fn operations_here(description: &Description) -> Vec<String> {
    let mut found = Vec::new();
    for (path, item) in &description.paths {
        let Some((_, item)) = description.path_items.resolve(*item) else { continue };
        for operation in &item.operations {
            let id = operation.operation_id.as_ref().map_or("", |id| id.value.as_str());
            let (parameters, responses) = (operation.parameters.len(), operation.responses.len());
            let body = operation.request_body.is_some();
            let method = operation.method.to_lowercase();
            let path = &path.value;
            found.push(format!("{method} {path} {id} {parameters} {responses} {body}"));
        }
    }
    found.sort();
    found
}

fn operations_there(document: &OpenAPI) -> Vec<String> {
    let mut found = Vec::new();
    for (path, item) in &document.paths.paths {
        let ReferenceOr::Item(item) = item else { continue };
        for (method, operation) in item.iter() {
            let id = operation.operation_id.as_deref().unwrap_or_default();
            let responses = operation.responses.responses.len()
                + usize::from(operation.responses.default.is_some());
            let parameters = operation.parameters.len();
            let body = operation.request_body.is_some();
            found.push(format!("{method} {path} {id} {parameters} {responses} {body}"));
        }
    }
    found.sort();
    found
}

/// Names of schemas, with the properties and required members of those that are plain objects.
fn schemas_here(description: &Description) -> Vec<String> {
    let schemas = description.components.schemas.iter();
    schemas
        .map(|(name, id)| {
            let schema = description.schema(*id);
            let properties: Vec<&str> =
                schema.properties.iter().map(|(name, _)| name.value.as_str()).collect();
            let required: Vec<&str> =
                schema.required.iter().map(|name| name.value.as_str()).collect();
            format!("{} {properties:?} {required:?}", name.value)
        })
        .collect()
}

/// The same from there; `None` for a schema whose kind `openapiv3` does not take for an object.
fn schemas_there(document: &OpenAPI) -> Vec<(String, Option<String>)> {
    let components = document.components.iter().flat_map(|components| &components.schemas);
    components
        .map(|(name, schema)| {
            let object = match schema {
                ReferenceOr::Item(schema) => {
                    if let SchemaKind::Type(Type::Object(object)) = &schema.schema_kind {
                        Some(object)
                    } else {
                        None
                    }
                }
                ReferenceOr::Reference { .. } => None,
            };
            let outline = object.map(|object| {
                let properties: Vec<&str> = object.properties.keys().map(String::as_str).collect();
                format!("{name} {properties:?} {:?}", object.required)
            });
            (name.clone(), outline)
        })
        .collect()
}

fn documents() -> Vec<PathBuf> {
    let Some(corpus) = corpus("the oracle") else { return Vec::new() };
    let entries = std::fs::read_dir(corpus.join("dev")).expect("documents").flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.retain(|path| path.is_file());
    found.sort();
    found
}

#[test]
fn documents_say_the_same_to_openapiv3() {
    let (mut compared, mut yaml) = (0, 0);
    for path in documents() {
        let mut found = Diagnostics::default();
        let sources = load(&path, &LoadOptions::default(), &mut found).expect("it is there");
        let Some(description) = read(&sources, &mut found).filter(|_| !found.has_errors()) else {
            continue;
        };
        let is_yaml = path.extension().is_some_and(|extension| extension != "json");
        let text = if is_yaml {
            let document =
                sources.root(FileId(0)).and_then(|root| value(root, &mut { MOST_VALUES }));
            document.map(|document| json(&document)).unwrap_or_default()
        } else {
            sources.file(FileId(0)).text().to_owned()
        };
        let Ok(document) = serde_json::from_str::<OpenAPI>(&text) else { continue };
        if !document.openapi.starts_with("3.0") {
            continue;
        }
        (compared, yaml) = (compared + 1, yaml + usize::from(is_yaml));
        let name = path.display();
        assert_eq!(operations_here(&description), operations_there(&document), "{name}");
        let (here, there) = (schemas_here(&description), schemas_there(&document));
        assert_eq!(here.len(), there.len(), "{name}");
        for (here, (schema, there)) in here.iter().zip(there) {
            assert!(here.starts_with(&format!("{schema} ")), "{name}: {here} for {schema}");
            if let Some(there) = there {
                assert_eq!(*here, there, "{name}");
            }
        }
    }
    println!("{compared} documents say the same, {yaml} of them in YAML");
}
