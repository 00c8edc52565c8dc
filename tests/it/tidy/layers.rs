//! Which module of the generator may import which: the table of ARCHITECTURE.md.

use std::collections::BTreeMap;

use specwright_tests::{files, root};

/// Module, what it may import beside itself, and why.
const LAYERS: &[(&str, &[&str], &str)] = &[
    ("source", &[], "a leaf: text, trees, places"),
    ("diagnostic", &["source"], "a finding is a code, a place and words"),
    ("config", &["diagnostic", "source"], "options are read like documents"),
    ("load", &["source", "diagnostic"], "the only stage that reads files"),
    ("description", &["source"], "the specification's words, no versions"),
    ("read", &["description", "source", "diagnostic"], "the only place with a version number"),
    ("ir", &["source"], "what Rust is told; it needs locations and literals only"),
    ("lower", &["description", "ir", "diagnostic", "config", "source"], "structure only"),
    (
        "passes",
        &["ir", "diagnostic", "config", "source"],
        "questions about the IR; no OpenAPI words, no tokens",
    ),
    ("output", &[], "text and files; it knows nothing of what they say"),
    (
        "backend",
        &["ir", "passes", "output", "config", "source"],
        "prints the plan; no description, no diagnostics",
    ),
];

/// A crate, and the only places of the generator that may use it.
const RESERVED: &[(&str, &[&str], &str)] = &[
    (
        "std::fs",
        &["load/files.rs", "output/write.rs", "config/", "config.rs", "cli/"],
        "one place reads, one place writes",
    ),
    ("heck::", &["passes/names"], "names are decided in one place"),
    ("quote::", &["backend/"], "only back ends make tokens"),
    ("syn::", &["output/format"], "only the formatter parses Rust"),
    ("prettyplease::", &["output/format"], "only the formatter prints Rust"),
    ("clap::", &["cli/", "main.rs"], "build.rs users do without it"),
    ("granit_parser::", &["source/"], "one reader of YAML"),
];

/// The modules that a file of the generator imports from, by scanning for `crate::`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| {
        line.match_indices("crate::").map(move |(at, found)| {
            let rest = &line[at + found.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
    })
}

#[test]
fn modules_import_what_the_table_allows() {
    let source = root().join("generator/src");
    let table: BTreeMap<_, _> =
        LAYERS.iter().map(|(name, may, why)| (*name, (*may, *why))).collect();
    let mut broken = Vec::new();
    for path in files(&source, "rs") {
        let relative = path.strip_prefix(&source).expect("a file below the folder");
        let module = relative.components().next().expect("a name").as_os_str().to_string_lossy();
        let module = module.trim_end_matches(".rs");
        let Some((may, why)) = table.get(module) else { continue };
        let text = std::fs::read_to_string(&path).expect("a source file");
        for import in
            imports(&text).filter(|import| table.contains_key(import) && import != &module)
        {
            if !may.contains(&import) {
                broken.push(format!(
                    "{} imports `{import}`: `{module}` is {why}",
                    relative.display()
                ));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn crates_are_used_where_they_belong() {
    let source = root().join("generator/src");
    let mut broken = Vec::new();
    for path in files(&source, "rs") {
        let relative = path
            .strip_prefix(&source)
            .expect("a file below the folder")
            .to_string_lossy()
            .into_owned();
        let text = std::fs::read_to_string(&path).expect("a source file");
        // Tests beside the code may write files of their own.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (name, places, why) in RESERVED {
            let used = code
                .lines()
                .any(|line| !line.trim_start().starts_with("//") && line.contains(name));
            if used && !places.iter().any(|place| relative.starts_with(place)) {
                broken.push(format!("{relative} uses `{name}`: {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}
