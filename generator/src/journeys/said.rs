//! A document for each code of reading: what it takes to have it said.

use crate::diagnostic::codes::reading;
use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Limits, LoadOptions, Memory, load_memory};
#[cfg(test)]
use crate::read::read;

/// What every document starts with, unless it is a whole one.
const HEAD: &str = "openapi: 3.2.0\ninfo: {title: T, version: '1'}\n";

/// A schema, a parameter or a response in the middle of what they need around them.
fn schema(text: &str) -> String {
    format!("paths: {{}}\ncomponents: {{schemas: {{A: {text}}}}}")
}

fn parameter(text: &str) -> String {
    format!("paths: {{}}\ncomponents: {{parameters: {{P: {text}}}}}")
}

fn response(text: &str) -> String {
    format!("paths: {{}}\ncomponents: {{responses: {{R: {text}}}}}")
}

fn operations(text: &str) -> String {
    format!("paths: {{/a: {text}}}")
}

/// Code, and a document or what follows the head.
#[allow(clippy::too_many_lines, reason = "a table")]
fn documents() -> Vec<(&'static str, String)> {
    let deep = "[".repeat(40) + &"]".repeat(40);
    let big = "a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n\
        c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n\
        e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n\
        g: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\n";
    let two = "get: {responses: {'200': {}}}";
    vec![
        ("syntax", "paths: [".to_owned()),
        ("duplicate-key", "paths: {}\npaths: {}".to_owned()),
        ("yaml-alias", "paths: *nowhere".to_owned()),
        ("yaml-merge", "paths: {<<: 1}".to_owned()),
        ("yaml-tag", "paths: !mine {}".to_owned()),
        ("limit", format!("paths: {{}}\nx-deep: {deep}")),
        ("missing-file", schema("{$ref: nowhere.yaml}")),
        ("remote-reference", schema("{$ref: 'https://example.org/a'}")),
        ("outside-reference", schema("{$ref: ../a.yaml}")),
        ("version", "swagger: '2.0'".to_owned()),
        ("wrong-type", "paths: 1".to_owned()),
        ("loose-type", schema("{type: string, default: 1}")),
        ("missing-keyword", parameter("{in: query, schema: {}}")),
        ("omitted-keyword", "openapi: 3.1.0\npaths: {}".to_owned()),
        ("unknown-keyword", schema("{tipe: string}")),
        ("other-version", schema("{nullable: true}")),
        ("unused-keyword", schema("{$vocabulary: {}}")),
        ("broken-reference", schema("{$ref: '#/components/schemas/B'}")),
        (
            "wrong-kind",
            parameter(
                "{$ref: '#/components/schemas/A'}, Q: {in: query, name: q, schema: {}}}, schemas: {A: {}",
            ),
        ),
        ("large-value", format!("{big}{}", schema("{example: *g}"))),
        ("not-a-number", schema("{minimum: .nan}")),
        ("unknown-value", schema("{type: text}")),
        (
            "ignored-sibling",
            format!(
                "openapi: 3.0.3\n{}",
                schema("{$ref: '#/components/schemas/B', minLength: 1}, B: {}")
            ),
        ),
        ("ignored-value", schema("{minLength: -1}")),
        ("component-name", schema("{}, 'a b': {}")),
        (
            "server-default",
            "paths: {}\nservers: [{url: '{a}', variables: {a: {default: x, enum: [y]}}}]"
                .to_owned(),
        ),
        ("optional-path-parameter", parameter("{in: path, name: p, schema: {}}")),
        ("schema-and-content", parameter("{in: query, name: p, schema: {}, content: {a/b: {}}}")),
        ("no-schema", parameter("{in: query, name: p}")),
        ("several-media-types", parameter("{in: query, name: p, content: {a/b: {}, c/d: {}}}")),
        ("style", parameter("{in: header, name: p, schema: {}, style: matrix}")),
        (
            "templated-url",
            "paths: {}\ncomponents: {securitySchemes: {S: {type: oauth2, flows: {clientCredentials: {tokenUrl: '{a}'}}}}}"
                .to_owned(),
        ),
        ("unknown-scheme", "paths: {}\nsecurity: [{nobody: []}]".to_owned()),
        (
            "dynamic-reference",
            schema(
                "{$id: 'x:a', $dynamicAnchor: n}, B: {$id: 'x:b', $dynamicAnchor: n}, C: {$dynamicRef: '#n'}",
            ),
        ),
        ("same-path", format!("paths: {{/a: {{{two}}}, /%61: {{{two}}}}}")),
        ("hidden-path", format!("paths: {{'/{{a}}': {{{two}}}, '/{{b}}': {{{two}}}}}")),
        (
            "repeated-parameter",
            operations(
                "{parameters: [{in: query, name: p, schema: {}}, {in: query, name: p, schema: {}}]}",
            ),
        ),
        (
            "query-string",
            operations(
                "{get: {parameters: [{in: query, name: p, schema: {}}, {in: querystring, name: q, content: {a/b: {}}}]}}",
            ),
        ),
        ("endless-schema", schema("{$ref: '#/components/schemas/A'}")),
        ("endless-reference", parameter("{$ref: '#/components/parameters/P'}")),
        ("own-branch", schema("{allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}")),
        ("status-key", operations("{get: {responses: {'99': {}}}}")),
        ("status-range", operations("{get: {responses: {4xx: {}}}}")),
        ("media-type", response("{content: {;: {}}}")),
        ("media-range", response("{content: {'*': {}}}")),
        ("unusable-media-type", response("{content: {a/b/c: {}}}")),
        ("header-name", response("{headers: {'a b': {schema: {}}}}")),
        ("same-header", response("{headers: {A: {schema: {}}, a: {schema: {}}}}")),
        ("path-template", "paths: {\"/a\\n\": {}}".to_owned()),
        ("path-without-slash", "paths: {a: {}}".to_owned()),
        ("colon-parameter", "paths: {/a/:b: {}}".to_owned()),
        ("parameter-name", parameter("{in: path, name: '{p}', required: true, schema: {}}")),
        ("encoding-conflict", response("{content: {a/b: {encoding: {}, itemEncoding: {}}}}")),
        ("additional-method", operations("{additionalOperations: {GET: {}}}")),
        ("unread-extra", "paths: {}\ncomponents: {examples: {A: {$ref: nowhere.json}}}".to_owned()),
        ("enum-mismatch", schema("{type: integer, enum: [a, 1]}")),
        ("default-mismatch", schema("{type: integer, default: a}")),
        ("contradicting-bounds", schema("{minLength: 2, maxLength: 1}")),
        ("stray-keyword", schema("{type: integer, maxLength: 2}")),
        ("repeated-value", schema("{enum: [a, a]}")),
        ("unexpected-body", operations("{get: {requestBody: {content: {}}}}")),
        ("stray-discriminator", schema("{type: string, discriminator: {propertyName: a}}")),
        ("large-number", schema("{maximum: 1e999}")),
        ("unknown-default", schema("{discriminator: {propertyName: a, defaultMapping: Nobody}}")),
    ]
}

fn codes_of(text: &str) -> Vec<&'static Code> {
    let whole = text.starts_with("openapi") || text.starts_with("swagger");
    let text = if whole { text.to_owned() } else { format!("{HEAD}{text}\n") };
    let mut found = Diagnostics::default();
    let files = Memory::from([("a.yaml".to_owned(), text)]);
    let limits = Limits { depth: 30, ..Limits::default() };
    let options = LoadOptions { limits, ..LoadOptions::default() };
    let sources = load_memory("a.yaml", &files, &options, &mut found).expect("it is in memory");
    let _description = read(&sources, &mut found);
    found.iter().map(|found| found.code).collect()
}

#[test]
fn every_code_is_said_of_its_document() {
    let documents = documents();
    let mut silent = Vec::new();
    for (code, text) in &documents {
        let names: Vec<&str> = codes_of(text).iter().map(|code| code.name).collect();
        if !names.contains(code) {
            silent.push(format!("{code}: {names:?}"));
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
    for code in reading::ALL {
        // UTF-16 is no text, so it cannot stand in the table.
        let shown = documents.iter().any(|(name, _)| *name == code.name) || code.name == "not-utf8";
        assert!(shown, "{} has no document", code.name);
    }
}

#[test]
fn errors_say_what_to_do() {
    for (_, text) in documents() {
        let text = format!("{HEAD}{text}\n");
        let mut found = Diagnostics::default();
        let files = Memory::from([("a.yaml".to_owned(), text)]);
        let sources = load_memory("a.yaml", &files, &LoadOptions::default(), &mut found);
        let _description = read(&sources.expect("it is in memory"), &mut found);
        for one in found.iter() {
            let note = one.code.severity == Severity::Note;
            assert!(note || one.help.is_some(), "{}: {}", one.code.name, one.message);
            assert!(!one.message.ends_with('.'), "{}", one.message);
        }
    }
}
