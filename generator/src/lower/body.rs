//! Bodies: media types, and how each is put into bytes.

use std::collections::BTreeMap;

use super::Lowering;
use super::operation::Owner;
use super::parameter;
use super::terms::{Term, Terms};
use crate::description::{self, Description, Encoding, Id, MediaType, SchemaId, SchemaType};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::ir::{Body, Codec, Content, Origin, Part, Shape, TypeId, WireForm};
use crate::source::{At, Location};

/// Lowers a request body; `None` where it has no content.
pub(super) fn lower(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    id: Id<description::RequestBody>,
) -> Option<Body> {
    let description = lowering.description;
    let (_, body) = description.request_bodies.resolve(id)?;
    let contents = contents(lowering, owner, "body", body.location, &body.content);
    if contents.is_empty() {
        return None;
    }
    Some(Body {
        location: body.location,
        docs: body.description.clone(),
        required: body.required,
        contents,
    })
}

/// The bodies and responses that are components, by where they stand.
pub(super) fn components(description: &Description) -> BTreeMap<Location, String> {
    let components = &description.components;
    let responses = components.responses.iter().filter_map(|(key, id)| {
        let (_, response) = description.responses.resolve(*id)?;
        Some((response.location, key.value.clone()))
    });
    let bodies = components.request_bodies.iter().filter_map(|(key, id)| {
        let (_, body) = description.request_bodies.resolve(*id)?;
        Some((body.location, key.value.clone()))
    });
    responses.chain(bodies).collect()
}

/// Lowers the content of the body at a place, one for each media type. What is written in a component is called after it.
pub(super) fn contents(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    hint: &str,
    location: Location,
    content: &[(At<String>, Id<MediaType>)],
) -> Vec<Content> {
    let description = lowering.description;
    let component = lowering.bodies.get(&location).cloned();
    let mut contents = Vec::new();
    for (media_type, id) in content {
        let Some((_, object)) = description.media_types.resolve(*id) else { continue };
        let codec = codec(lowering, owner, &media_type.value, Some(object));
        let schema = match codec {
            Codec::Binary => None,
            Codec::JsonLines | Codec::JsonSequence | Codec::EventStream => {
                object.item_schema.or_else(|| item_of(lowering, object.schema?))
            }
            Codec::Json | Codec::Form(_) | Codec::Multipart(_) | Codec::Text | Codec::Xml => {
                object.schema
            }
        };
        note_opaque(lowering, media_type, &codec, object);
        warn_of_unchecked(lowering, &codec, object);
        // Contents of one body may differ, and then each has its own name.
        let which = if content.len() == 1 { "" } else { word(&codec) };
        let origin = |of: &str| match &component {
            Some(key) => Origin::Elsewhere(format!("{key} {which} body{of}")),
            None => owner.part(format!("{hint} {which}{of}").trim_end()),
        };
        let ty = schema.map(|schema| lowering.type_of(&Terms::whole(schema), origin("")));
        let items = object.item_schema.filter(|_| matches!(codec, Codec::Multipart(_)));
        let listed = items.map(|items| list_of(lowering, items, origin(""), origin(" item")));
        let ty = listed.or(ty);
        let examples = object
            .examples
            .iter()
            .filter_map(|(_, example)| description.examples.resolve(*example))
            .filter_map(|(_, example)| example.value.clone())
            .collect();
        contents.push(Content {
            location: object.location,
            media_type: media_type.value.clone(),
            codec,
            ty,
            examples,
        });
    }
    contents
}

/// The item of a stream that is described as a whole, as it was before 3.2: of a list its items, else what is said itself.
fn item_of(lowering: &Lowering<'_>, schema: SchemaId) -> Option<SchemaId> {
    let description = lowering.description;
    let list = lowering
        .json_types(Term::Whole(schema))
        .is_some_and(|types| types == [SchemaType::Array].into());
    let items = description.schema(schema).items;
    if list && items.is_some() { items } else { Some(schema) }
}

/// The list of all parts of a body that describes each.
fn list_of(
    lowering: &mut Lowering<'_>,
    items: SchemaId,
    of_list: Origin,
    of_item: Origin,
) -> TypeId {
    let location = lowering.description.schema(items).location;
    let source = lowering.source_of(location);
    let items = lowering.type_of(&Terms::whole(items), of_item);
    let id = lowering.push_type(location, of_list, source);
    lowering.ty(id).shape = Shape::Array { items };
    id
}

/// What a codec is called in the name of a type.
fn word(codec: &Codec) -> &'static str {
    match codec {
        Codec::Json => "json",
        Codec::Form(_) => "form",
        Codec::Multipart(_) => "multipart",
        Codec::Text => "text",
        Codec::Binary => "bytes",
        Codec::Xml => "xml",
        Codec::JsonLines | Codec::JsonSequence => "item",
        Codec::EventStream => "event",
    }
}

/// Says which limits of a body are not checked, as nobody ever holds all of it.
fn warn_of_unchecked(lowering: &mut Lowering<'_>, codec: &Codec, object: &MediaType) {
    let Some(schema) = object.schema else { return };
    let schema = lowering.description.schema(lowering.target(schema));
    let limits = if *codec == Codec::Binary {
        [&schema.min_length, &schema.max_length]
    } else if codec.is_of_items() {
        [&schema.min_items, &schema.max_items]
    } else {
        return;
    };
    let limits = limits.into_iter().flatten().map(|limit| limit.location);
    let unique = schema.unique_items.as_ref().filter(|unique| unique.value);
    for location in limits.chain(unique.map(|unique| unique.location)) {
        let message = "a body that is passed on as it comes is not held against this";
        lowering.report(
            Diagnostic::new(&codes::UNCHECKED_KEYWORD, location, message)
                .on_key()
                .help("check it where the body is used"),
        );
    }
}

/// Says that a schema is not used where its media type has no codec.
fn note_opaque(
    lowering: &mut Lowering<'_>,
    media_type: &At<String>,
    codec: &Codec,
    object: &MediaType,
) {
    let why = match codec {
        Codec::Json
        | Codec::Form(_)
        | Codec::Text
        | Codec::JsonLines
        | Codec::JsonSequence
        | Codec::Multipart(_)
        | Codec::Xml
        | Codec::EventStream => return,
        Codec::Binary => "its content is given and taken as bytes",
    };
    let Some(schema) = object.item_schema.or(object.schema) else { return };
    // What is no media type at all has been said to be none.
    let is_one = media_type.value.contains('/');
    let means_bytes = may_be_text(lowering, schema);
    if is_one && !means_bytes && lowering.opaque.insert(media_type.value.clone()) {
        let message = format!("the schema of `{}` is not used", media_type.value);
        lowering.report(
            Diagnostic::new(&codes::OPAQUE_MEDIA_TYPE, media_type.location, message)
                .on_key()
                .note(why),
        );
    }
}

/// Whether a schema describes text or bytes rather than a JSON structure.
fn may_be_text(lowering: &Lowering<'_>, schema: SchemaId) -> bool {
    let types = lowering.json_types(Term::Whole(schema));
    types.is_none_or(|types| types.contains(&SchemaType::String))
}

/// The codec of a media type.
pub(super) fn codec(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    media_type: &str,
    object: Option<&MediaType>,
) -> Codec {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
    match (kind, subtype) {
        ("text", "event-stream") => Codec::EventStream,
        ("application", "x-www-form-urlencoded") => Codec::Form(forms(lowering, owner, object)),
        ("multipart", _) => Codec::Multipart(parts(lowering, owner, object)),
        (
            _,
            "jsonl" | "x-jsonl" | "x-ndjson" | "ndjson" | "x-jsonlines" | "jsonlines"
            | "json-lines",
        ) => Codec::JsonLines,
        (_, "json" | "x-json") => Codec::Json,
        (_, "xml") => Codec::Xml,
        (_, subtype) if subtype.ends_with("json-seq") => Codec::JsonSequence,
        (_, subtype) if subtype.ends_with("+json") => Codec::Json,
        (_, subtype) if subtype.ends_with("+xml") => Codec::Xml,
        // Whoever takes any type and describes a structure means JSON.
        ("*" | "application", "*") => {
            let schema = object.and_then(|object| object.schema);
            let structured = schema.is_some_and(|schema| !may_be_text(lowering, schema));
            if structured { Codec::Json } else { Codec::Binary }
        }
        ("text", _) => Codec::Text,
        _ => Codec::Binary,
    }
}

/// What `encoding` says of the properties of a form.
fn forms(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    object: Option<&MediaType>,
) -> Vec<(String, WireForm)> {
    let mut forms = Vec::new();
    for (name, encoding) in object.map(|object| &object.encoding).into_iter().flatten() {
        if let Some(form) = form(lowering, owner, encoding) {
            forms.push((name.value.clone(), form));
        }
    }
    forms
}

fn form(lowering: &mut Lowering<'_>, owner: &Owner, encoding: &Encoding) -> Option<WireForm> {
    if let Some(style) = encoding.style {
        return Some(parameter::styled(style.style, style.explode, style.allow_reserved));
    }
    let content_type = encoding.content_type.as_ref()?;
    Some(WireForm::Content(codec(lowering, owner, content_type, None)))
}

/// What `encoding` says of the parts of a multipart body.
fn parts(lowering: &mut Lowering<'_>, owner: &Owner, object: Option<&MediaType>) -> Vec<Part> {
    let mut parts = Vec::new();
    let named = object.into_iter().flat_map(|object| &object.encoding);
    let named = named.map(|(name, encoding)| (&*name.value, encoding));
    // What goes for each part of a list has no name.
    let each = object.and_then(|object| object.item_encoding.as_deref());
    for (name, encoding) in named.chain(each.map(|encoding| ("", encoding))) {
        let listed = encoding.content_type.iter().flat_map(|types| types.split(','));
        let content_types = listed.map(|ty| ty.trim().to_owned()).collect();
        let headers = parameter::headers(lowering, owner, &encoding.headers);
        let style = encoding.style;
        let form =
            style.map(|style| parameter::styled(style.style, style.explode, style.allow_reserved));
        parts.push(Part { name: name.to_owned(), content_types, headers, form });
    }
    parts
}
