//! The same API in every version: documents of the corpus, respelled as a later version has it, give the same `Api`.
//!
//! Where a keyword of 3.0 has no spelling in 3.1 (`nullable` without a `type`), it stays as it is.

use std::path::{Path, PathBuf};

use super::corpus;
use super::document::{json, value};
use crate::Config;
use crate::diagnostic::Diagnostics;
use crate::load::{LoadOptions, Memory, load, load_memory};
use crate::lower::lower;
use crate::read::read;
use crate::source::{FileId, Literal};

/// Longer documents would only make the run longer.
const LONGEST: u64 = 192 << 10;
const MOST_VALUES: usize = 1_000_000;
const VERSION: &str = "openapi";

/// What the keys of an object are.
#[derive(Clone, Copy)]
enum Keys {
    Keywords,
    SchemaKeywords,
    /// Names the author chose, of objects of the standard.
    Names,
    /// The same of schemas.
    SchemaNames,
}

/// A document of 3.0 as 3.1 spells it.
fn respell(value: &mut Literal, keys: Keys) {
    match value {
        Literal::Array(items) => items.iter_mut().for_each(|item| respell(item, keys)),
        Literal::Object(members) => {
            if matches!(keys, Keys::SchemaKeywords) {
                respell_schema(members);
            }
            for (key, value) in members {
                if let Some(below) = below(keys, key) {
                    respell(value, below);
                }
            }
        }
        Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => {}
    }
}

/// What the keys of a member's value are; `None` where it is data.
fn below(keys: Keys, key: &str) -> Option<Keys> {
    match keys {
        Keys::Names => Some(Keys::Keywords),
        Keys::SchemaNames => Some(Keys::SchemaKeywords),
        Keys::SchemaKeywords => match key {
            "properties" | "patternProperties" => Some(Keys::SchemaNames),
            "items" | "additionalProperties" | "not" | "allOf" | "anyOf" | "oneOf" => {
                Some(Keys::SchemaKeywords)
            }
            _ => None,
        },
        Keys::Keywords => match key {
            "schema" => Some(Keys::SchemaKeywords),
            "schemas" => Some(Keys::SchemaNames),
            "example" | "examples" | "links" | "securitySchemes" | "security" => None,
            "paths" | "responses" | "requestBodies" | "callbacks" | "content" | "headers"
            | "encoding" | "parameters" => Some(Keys::Names),
            extension if extension.starts_with("x-") => None,
            _ => Some(Keys::Keywords),
        },
    }
}

type Members = Vec<(String, Literal)>;

fn take(members: &mut Members, key: &str) -> Option<Literal> {
    let at = members.iter().position(|(known, _)| known == key)?;
    Some(members.remove(at).1)
}

fn get<'m>(members: &'m mut Members, key: &str) -> Option<&'m mut Literal> {
    members.iter_mut().find(|(known, _)| known == key).map(|(_, value)| value)
}

fn respell_schema(members: &mut Members) {
    let text = |text: &str| Literal::String(text.to_owned());
    if get(members, "$ref").is_some() {
        // 3.0 has the rest ignored, so 3.1 must not see it.
        let counts = ["$ref", "nullable", "description", "title", "deprecated"];
        members.retain(|(key, _)| counts.contains(&key.as_str()) || key.starts_with("x-"));
        return;
    }
    if let Some(Literal::String(kind)) = get(members, "type").cloned() {
        if take(members, "nullable") == Some(Literal::Bool(true)) {
            if let Some(types) = get(members, "type") {
                *types = Literal::Array(vec![text(&kind), text("null")]);
            }
            if let Some(Literal::Array(values)) = get(members, "enum")
                && !values.contains(&Literal::Null)
            {
                values.push(Literal::Null);
            }
        }
        if kind == "string" && get(members, "format") == Some(&mut text("byte")) {
            take(members, "format");
            members.push(("contentEncoding".to_owned(), text("base64")));
        }
    }
    for (open, closed) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        if let Some(Literal::Bool(exclusive)) = get(members, open).cloned() {
            take(members, open);
            if let Some(bound) = exclusive.then(|| take(members, closed)).flatten() {
                members.push((open.to_owned(), bound));
            }
        }
    }
    if let Some(example) = take(members, "example") {
        members.push(("examples".to_owned(), Literal::Array(vec![example])));
    }
}

/// The `Api` of a document as text, locations left out; `None` where there are errors.
fn api(document: &Literal) -> Option<String> {
    let files = Memory::from([("openapi.json".to_owned(), json(document))]);
    let mut found = Diagnostics::default();
    let sources = load_memory("openapi.json", &files, &LoadOptions::default(), &mut found);
    let sources = sources.expect("it is in memory");
    let description = read(&sources, &mut found).filter(|_| !found.has_errors())?;
    let api = lower(&description, &sources, &Config::default(), &mut found);
    let mut text = String::new();
    for part in format!("{api:#?}").split("node: ") {
        text.push_str(part.trim_start_matches(|digit: char| digit.is_ascii_digit()));
    }
    Some(text)
}

fn with_version(document: &Literal, version: &str) -> Literal {
    let mut document = document.clone();
    if let Literal::Object(members) = &mut document
        && let Some(old) = get(members, VERSION)
    {
        *old = Literal::String(version.to_owned());
    }
    document
}

fn document(path: &Path) -> Option<(String, Literal)> {
    let mut found = Diagnostics::default();
    let sources = load(path, &LoadOptions::default(), &mut found).expect("it is there");
    let root = sources.root(FileId(0))?;
    let version = root.get(VERSION)?.text().to_owned();
    Some((version, value(root, &mut { MOST_VALUES })?))
}

fn documents() -> Vec<PathBuf> {
    let corpus = corpus("versions of real documents").map(|corpus| corpus.join("dev"));
    let entries =
        corpus.iter().flat_map(|dev| std::fs::read_dir(dev).expect("documents")).flatten();
    let is_short = |entry: &std::fs::DirEntry| {
        entry.metadata().is_ok_and(|data| data.is_file() && data.len() < LONGEST)
    };
    let mut found: Vec<PathBuf> = entries.filter(is_short).map(|entry| entry.path()).collect();
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/versions");
    found.extend(std::fs::read_dir(cases).expect("cases").flatten().map(|entry| entry.path()));
    found.retain(|path| path.extension().is_some_and(|ending| ending != "snap"));
    found.sort();
    found
}

/// The first line in which two texts differ.
fn difference<'t>(one: &'t str, other: &'t str) -> Option<(&'t str, &'t str)> {
    one.lines().zip(other.lines()).find(|(one, other)| one != other)
}

#[test]
fn every_version_gives_the_same_api() {
    let (mut compared, mut respelled) = (0, 0);
    let mut wrong = Vec::new();
    for path in documents() {
        let Some((version, original)) = document(&path) else { continue };
        let Some(expected) = api(&original) else { continue };
        let mut newer = original.clone();
        if version.starts_with("3.0") {
            respell(&mut newer, Keys::Keywords);
            respelled += usize::from(newer != original);
        }
        let later: &[&str] = if version.starts_with("3.2") { &[] } else { &["3.1.1", "3.2.0"] };
        for later in later {
            compared += 1;
            let found = api(&with_version(&newer, later));
            if found.as_ref() != Some(&expected) {
                let lines = found.as_ref().map(|found| difference(&expected, found));
                wrong.push(format!("{} as {later}: {lines:?}", path.display()));
            }
        }
    }
    println!("{compared} comparisons, {respelled} documents respelled");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(compared > 2, "only {compared} comparisons");
}
