//! Descriptions in, outlines of plans out: what a document's types, names and operations become.

mod names;
mod operations;
mod outline;
mod schemas;
mod unions;

use std::path::Path;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::{LoadOptions, Memory, load_memory};
use crate::lower::lower;
use crate::read::read;

use super::{Plan, plan};

/// The plan of a document, and the codes of what lowering and planning found.
fn plan_of(text: &str, config: &str) -> (Plan, Vec<&'static str>) {
    let mut found = Diagnostics::default();
    let texts = Memory::from([("openapi.yaml".to_owned(), text.to_owned())]);
    let sources = load_memory("openapi.yaml", &texts, &LoadOptions::default(), &mut found)
        .expect("the document is in memory");
    let description = read(&sources, &mut found).expect("the document is OpenAPI");
    let config =
        Config::parse(config, Path::new("specwright.toml")).expect("the configuration is valid");
    let mut found = Diagnostics::default();
    let api = lower(&description, &sources, &config, &mut found);
    let plan = plan(api, &config, &mut found);
    (plan, found.iter().map(|diagnostic| diagnostic.code.name).collect())
}

/// A document of component schemas alone.
fn of_schemas(schemas: &str) -> String {
    let indented = schemas.replace('\n', "\n    ");
    format!(
        "openapi: 3.1.0\ninfo: {{title: Test, version: '1'}}\ncomponents:\n  schemas:\n    {indented}\n"
    )
}

/// A case: component schemas, the outline of their plan, and the codes of what was found.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case]) {
    for (schemas, expected, codes) in cases {
        let (plan, found) = plan_of(&of_schemas(schemas), "");
        let outline = outline::outline(&plan);
        assert_eq!(outline.trim(), unindented(expected), "\n{schemas}");
        assert_eq!(found, *codes, "\n{schemas}");
    }
}

/// A text without the indentation of its first line.
fn unindented(text: &str) -> String {
    let lines: Vec<&str> = text.lines().skip_while(|line| line.trim().is_empty()).collect();
    let margin = lines.first().map_or(0, |line| line.len() - line.trim_start().len());
    let cut = |line: &&str| line.get(margin..).unwrap_or("").to_owned();
    lines.iter().map(cut).collect::<Vec<_>>().join("\n").trim().to_owned()
}
