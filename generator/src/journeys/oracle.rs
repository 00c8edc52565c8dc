//! Another reader as a witness: what `openapiv3` makes of a 3.0 document of the corpus, we must make of it as well.

#[cfg(test)]
use std::path::{Path, PathBuf};

use openapiv3::{OpenAPI, ReferenceOr, SchemaKind, Type};

use crate::description::Description;
use crate::diagnostic::Diagnostics;
use crate::load::{LoadOptions, load};
use crate::read::read;

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
    let corpus = std::env::var_os("SPECWRIGHT_CORPUS").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = corpus.unwrap_or_else(beside).join("dev");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    found.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    found.sort();
    found
}

#[test]
fn documents_say_the_same_to_openapiv3() {
    let mut compared = 0;
    for path in documents() {
        let text = std::fs::read_to_string(&path).expect("a document");
        let Ok(document) = serde_json::from_str::<OpenAPI>(&text) else { continue };
        if !document.openapi.starts_with("3.0") {
            continue;
        }
        let mut found = Diagnostics::default();
        let sources = load(&path, &LoadOptions::default(), &mut found).expect("it is there");
        let Some(description) = read(&sources, &mut found) else { continue };
        if found.has_errors() {
            continue;
        }
        compared += 1;
        assert_eq!(
            operations_here(&description),
            operations_there(&document),
            "{}",
            path.display()
        );
        let (here, there) = (schemas_here(&description), schemas_there(&document));
        assert_eq!(here.len(), there.len(), "{}", path.display());
        for (here, (name, there)) in here.iter().zip(there) {
            assert!(here.starts_with(&format!("{name} ")), "{}: {here} for {name}", path.display());
            if let Some(there) = there {
                assert_eq!(*here, there, "{}", path.display());
            }
        }
    }
    println!("{compared} documents say the same");
}
