//! The root of the entry document.

use super::catalogue::Object;
use super::dialect::Version;
use super::fields::name;
use super::{Dialect, Reader};
use crate::description::{Components, Description, Info, Tag};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{FileId, Kind, Node};

pub(super) fn read(reader: &mut Reader<'_>) -> Option<Description> {
    let root = reader.sources.root(FileId(0))?;
    reader.dialect = Dialect { version: version(reader, root)? };
    reader.check_keywords(root, Object::Root);
    let info = info(reader, root);
    // Components first: the names of schemas and security schemes are asked for everywhere.
    reader.read_components(root);
    let servers = reader.servers(root);
    let mut paths = Vec::new();
    let extension = |key: &str| key.starts_with("x-");
    for (key, item) in reader.members(root, "paths") {
        if !extension(key.text) {
            reader.check_path(key);
            paths.push((name(key), reader.object(item)));
        }
    }
    let webhooks = reader.members(root, "webhooks");
    let webhooks =
        webhooks.into_iter().map(|(key, item)| (name(key), reader.object(item))).collect();
    let security = reader.security(root);
    let tags =
        reader.list(root, "tags").into_iter().filter_map(|tag| read_tag(reader, tag)).collect();
    want_content(reader, root);
    reader.finish_jobs();
    reader.check_paths(&paths);
    reader.check_operations();
    reader.check_endless();
    reader.check_circles();
    Some(Description {
        location: root.location(),
        info,
        servers,
        paths,
        webhooks,
        components: std::mem::take::<Components>(&mut reader.components),
        security,
        tags,
        schemas: std::mem::take(&mut reader.schemas),
        path_items: std::mem::take(&mut reader.path_items.arena),
        parameters: std::mem::take(&mut reader.parameters.arena),
        headers: std::mem::take(&mut reader.headers.arena),
        request_bodies: std::mem::take(&mut reader.request_bodies.arena),
        responses: std::mem::take(&mut reader.responses.arena),
        media_types: std::mem::take(&mut reader.media_types.arena),
        examples: std::mem::take(&mut reader.examples.arena),
        links: std::mem::take(&mut reader.links.arena),
        callbacks: std::mem::take(&mut reader.callbacks.arena),
        security_schemes: std::mem::take(&mut reader.security_schemes.arena),
    })
}

fn version<'a>(reader: &mut Reader<'a>, root: Node<'a>) -> Option<Version> {
    let complaint = |at: Node<'_>, message: String, help: &str| {
        Diagnostic::new(&codes::VERSION, at.location(), message).help(help)
    };
    // What is cut short lacks the rest; what cut it short has been said.
    if reader.load_failed && root.get("openapi").is_none() {
        return None;
    }
    if root.kind() != Kind::Object {
        let message =
            format!("the document is {}, not an OpenAPI description", root.kind().described());
        reader.report(complaint(
            root,
            message,
            "an OpenAPI description is an object that starts with `openapi`",
        ));
        return None;
    }
    if let Some(swagger) = root.get("swagger").filter(|_| root.get("openapi").is_none()) {
        let message = format!("this is a Swagger {} document", swagger.text());
        reader.report(complaint(swagger, message, "convert it to OpenAPI 3 first"));
        return None;
    }
    let Some(value) = root.get("openapi") else {
        reader.report(complaint(
            root,
            "the document has no `openapi` member".to_owned(),
            "start it with `openapi: 3.1.1`, or name the file that does",
        ));
        return None;
    };
    match value.kind() {
        Kind::String => {}
        Kind::Number => {
            reader.text_of(value);
        }
        Kind::Null | Kind::Bool | Kind::Array | Kind::Object => {
            reader.wrong_type(value, "a version in quotes");
            return None;
        }
    }
    let version = Version::parse(value.text());
    if version.is_none() {
        let message = format!("OpenAPI `{}` is not a version that can be read", value.text());
        reader.report(complaint(value, message, "the versions are 3.0, 3.1 and 3.2"));
    }
    version
}

fn info<'a>(reader: &mut Reader<'a>, root: Node<'a>) -> Info {
    let mut read = Info::default();
    let Some(info) = root.get("info") else {
        reader.omitted(root, "info", Object::Root);
        return read;
    };
    if reader.is_object(info, Object::Info) {
        for key in ["title", "version"] {
            if info.get(key).is_none() {
                reader.omitted(info, key, Object::Info);
            }
        }
        read.title = reader.text(info, "title").unwrap_or_default();
        read.version = reader.text(info, "version").unwrap_or_default();
        read.summary = reader.text(info, "summary");
        read.description = reader.text(info, "description");
    }
    read
}

fn want_content<'a>(reader: &mut Reader<'a>, root: Node<'a>) {
    let has = |key: &str| root.get(key).is_some();
    if has("paths") {
        return;
    }
    if !has("components") && !has("webhooks") {
        let message = "the description has neither `paths` nor `components` nor `webhooks`";
        reader.report(
            Diagnostic::new(&codes::MISSING_KEYWORD, root.location(), message).help("add `paths`"),
        );
    } else if reader.dialect.wants_paths() {
        reader.omitted(root, "paths", Object::Root);
    }
}

fn read_tag<'a>(reader: &mut Reader<'a>, tag: Node<'a>) -> Option<Tag> {
    if !reader.is_object(tag, Object::Tag) {
        return None;
    }
    Some(Tag {
        location: tag.location(),
        name: reader.required_text(tag, "name", Object::Tag)?.value,
        summary: reader.text(tag, "summary"),
        description: reader.text(tag, "description"),
        parent: reader.text(tag, "parent"),
    })
}
