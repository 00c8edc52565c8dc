//! Which module of the generator may import which: the table of ARCHITECTURE.md.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use specwright_tests::{files, root};

/// Module, what it may import beside itself, and why.
const LAYERS: &[(&str, &[&str], &str)] = &[
    ("source", &[], "a leaf: text, trees, places"),
    ("diagnostic", &["source"], "a finding is a code, a place and words"),
    ("config", &["diagnostic", "source"], "options are read like documents"),
    ("load", &["source", "diagnostic"], "the only stage that reads files"),
    ("pattern", &[], "a leaf: regular expressions as text"),
    ("description", &["source"], "the specification's words, no versions"),
    ("read", &["description", "source", "diagnostic"], "the only place with a version number"),
    ("ir", &["source"], "what Rust is told; it needs locations and literals only"),
    (
        "lower",
        &["description", "ir", "diagnostic", "config", "source", "pattern"],
        "structure only",
    ),
    (
        "passes",
        &["ir", "diagnostic", "config", "source", "pattern"],
        "questions about the IR; no OpenAPI words, no tokens",
    ),
    ("output", &[], "text and files; it knows nothing of what they say"),
    (
        "backend",
        &["ir", "passes", "output", "config", "source", "pattern"],
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
    ("syn::", &["output/"], "only the formatter parses Rust"),
    ("prettyplease::", &["output/format"], "only the formatter prints Rust"),
    ("clap::", &["cli/", "main.rs"], "build.rs users do without it"),
    ("granit_parser::", &["source/"], "one reader of YAML"),
];

/// The files of modules that are compiled for tests only, which may reach for what they need.
fn test_modules(source: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for path in files(source, "rs") {
        let text = std::fs::read_to_string(&path).expect("a source file");
        let folder = match path.file_stem().and_then(|stem| stem.to_str()) {
            Some("mod" | "lib") => path.parent().expect("a folder").to_owned(),
            _ => path.with_extension(""),
        };
        for behind in text.split("#[cfg(test)]").skip(1) {
            let line = behind.trim_start().lines().next().unwrap_or_default();
            if let Some(name) = line.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
                found.insert(folder.join(name));
                found.insert(folder.join(name).with_extension("rs"));
            }
        }
    }
    found
}

/// Every file of the generator that ends up in the library: its path below `src`, and its code without tests.
fn sources() -> Vec<(String, String)> {
    let source = root().join("generator/src");
    let tests = test_modules(&source);
    let shipped = |path: &PathBuf| !path.ancestors().any(|above| tests.contains(above));
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a source file");
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
        let relative = path.strip_prefix(&source).expect("a file below the folder");
        (relative.to_string_lossy().into_owned(), code.collect::<Vec<_>>().join("\n"))
    };
    files(&source, "rs").into_iter().filter(shipped).map(read).collect()
}

/// Whether a line uses a path: not as the end of a longer name, as `heck::` is of `check::`.
fn uses(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_' || letter == ':')
    })
}

/// The modules that a file of the generator imports from, by scanning for `crate::`.
fn imports(text: &str) -> impl Iterator<Item = &str> {
    text.lines().flat_map(|line| {
        line.match_indices("crate::").map(move |(at, found)| {
            let rest = &line[at + found.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
    })
}

#[test]
fn modules_import_what_the_table_allows() {
    let table: BTreeMap<_, _> =
        LAYERS.iter().map(|(name, may, why)| (*name, (*may, *why))).collect();
    let mut broken = Vec::new();
    for (path, code) in sources() {
        let module = path.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let Some((may, why)) = table.get(module) else { continue };
        for import in
            imports(&code).filter(|import| table.contains_key(import) && *import != module)
        {
            if !may.contains(&import) {
                broken.push(format!("{path} imports `{import}`: `{module}` is {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn crates_are_used_where_they_belong() {
    let mut broken = Vec::new();
    for (path, code) in sources() {
        for (name, places, why) in RESERVED {
            let used = code.lines().any(|line| uses(line, name));
            if used && !places.iter().any(|place| path.starts_with(place)) {
                broken.push(format!("{path} uses `{name}`: {why}"));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}
