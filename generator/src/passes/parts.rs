//! Multipart bodies: which are taken apart, and which of their parts are files.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, codes::lowering as codes};
use crate::ir::{Api, Codec, Content, Origin, Part, Shape, TypeId};

/// Whether the parts of a body of this type are known by name or place. Which branch of a union or which position of a
/// tuple a file belongs to is not to be told without a look into it.
pub(super) fn are_known(api: &Api, ty: TypeId) -> bool {
    match api.ty(api.resolve(ty)).shape {
        Shape::Object(_) | Shape::Map { .. } | Shape::Array { .. } => true,
        Shape::Any
        | Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number { .. }
        | Shape::String { .. }
        | Shape::Enumeration(_)
        | Shape::Tuple { .. }
        | Shape::Union(_)
        | Shape::Alias(_) => false,
    }
}

/// The types of parts that are files: what is binary, and what nothing is said of.
pub(super) fn files(api: &Api) -> BTreeSet<TypeId> {
    let mut files = BTreeSet::new();
    for (content, parts) in multiparts(api) {
        let Some(body) = content.ty.filter(|&ty| are_known(api, ty)) else { continue };
        let body = api.resolve(body);
        for ty in api.parts(body) {
            let part = api.resolve(ty);
            let items = api.ty(part).shape.as_list().map(|items| api.resolve(items));
            let name = api.ty(body).shape.as_object().and_then(|object| {
                object.fields.iter().find(|field| field.ty == ty).map(|field| &*field.name)
            });
            let encoding = parts.iter().find(|part| part.name == name.unwrap_or_default());
            files.extend([Some(part), items].into_iter().flatten().filter(|&ty| {
                is_file(api, ty, encoding.map_or(&[][..], |part| &part.content_types))
            }));
        }
    }
    files
}

fn is_file(api: &Api, ty: TypeId, content_types: &[String]) -> bool {
    let def = api.ty(ty);
    match &def.shape {
        Shape::String { format } => format.as_deref() == Some("binary"),
        Shape::Any => {
            let is_json = |content_type: &String| content_type.contains("json");
            matches!(def.origin, Origin::Part { .. }) && !content_types.iter().any(is_json)
        }
        Shape::Never
        | Shape::Null
        | Shape::Boolean
        | Shape::Integer { .. }
        | Shape::Number { .. }
        | Shape::Enumeration(_)
        | Shape::Array { .. }
        | Shape::Tuple { .. }
        | Shape::Map { .. }
        | Shape::Object(_)
        | Shape::Union(_)
        | Shape::Alias(_) => false,
    }
}

/// Says which bodies are not taken apart.
pub(super) fn warn_of_unknown(api: &Api, found: &mut Diagnostics) {
    let mut told = BTreeSet::new();
    for (content, _) in multiparts(api) {
        let Some(opaque) = content.ty.filter(|&ty| !are_known(api, ty)) else { continue };
        if told.insert(content.location) {
            let message = format!("the schema of `{}` is not used", content.media_type);
            let is_union = api.ty(api.resolve(opaque)).shape.as_union().is_some();
            let why = if is_union {
                "which parts it has depends on the branch"
            } else {
                "it is no object and no list"
            };
            let note = format!("{why}, so the body is given and taken as a stream of bytes");
            found.push(
                Diagnostic::new(&codes::OPAQUE_MEDIA_TYPE, content.location, message)
                    .on_key()
                    .note(note),
            );
        }
    }
}

/// Says which constraints of files are not checked.
pub(super) fn warn_of_unchecked(api: &Api, found: &mut Diagnostics) {
    for id in files(api) {
        for constraint in &api.ty(id).constraints {
            let message = "a file in a part is not held against this";
            found.push(
                Diagnostic::new(&codes::UNCHECKED_KEYWORD, constraint.location, message)
                    .on_key()
                    .help("check it where the file is used"),
            );
        }
    }
}

fn multiparts(api: &Api) -> Vec<(&Content, &[Part])> {
    let mut found = Vec::new();
    for operation in api.operations.iter().chain(&api.webhooks) {
        for content in operation.contents() {
            if let Codec::Multipart(parts) = &content.codec {
                found.push((content, &**parts));
            }
        }
    }
    found
}
