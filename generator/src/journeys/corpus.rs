//! Real documents, where the corpus is at hand: what validators call valid reads without an error, every other error is a
//! defect that a table explains, and what is broken is said to be broken in the right place.

#[cfg(test)]
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::corpus;
use crate::Config;
use crate::diagnostic::render::{Format, RenderOptions, render};
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::{LoadOptions, load};
use crate::lower::lower;
use crate::passes::plan;
use crate::read::read;
use crate::source::{FileId, Sources};

/// Documents of the table of broken ones that end otherwise than it says, and why that is right.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "oai32-additional-op-conflict.yaml",
        "at the method itself, which is two levels below `/paths`",
    ),
    (
        "oai32-encoding-and-item-encoding.yaml",
        "at the media type, as the table says; but that is two lines below the line it gives",
    ),
    (
        "ogen-path-dup-by-param-name.json",
        "a warning: real documents have such paths, and clients can call both",
    ),
    (
        "path-param-undeclared.yaml",
        "a warning, as good by the table's own word: the parameter is taken for a string",
    ),
    (
        "oai32-header-name.yaml",
        "a warning: the header is left out, and the rest is generated without guessing",
    ),
    ("oapi-codegen-header-name-quote.yaml", "a warning, for the same reason"),
];

/// What a broken document may take; nothing is made fast in a debug build, and other tests run beside.
const MOST_TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 2 });

/// The longest text that is planned, and not only read; errors are found in reading alone.
const MOST_PLANNED: usize = 256 << 10;

/// What is said of a document up to the plan, and how long that takes.
fn lint(path: &Path, root: Option<PathBuf>) -> (Diagnostics, Sources, Duration) {
    let start = Instant::now();
    let mut found = Diagnostics::default();
    let options = LoadOptions { root, ..LoadOptions::default() };
    let sources = load(path, &options, &mut found).expect("the corpus is there");
    let description = read(&sources, &mut found);
    let short = sources.file(FileId(0)).text().len() < MOST_PLANNED;
    if let Some(description) = description.filter(|_| short) {
        let config = Config::for_document(path);
        let api = lower(&description, &sources, &config, &mut found);
        let _plan = plan(api, &config, &mut found);
    }
    (found, sources, start.elapsed())
}

/// File and code of every expected error, from the table beside the cases.
fn expected_errors() -> BTreeSet<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/corpus-errors.tsv");
    let text = std::fs::read_to_string(path).expect("the table of expected errors");
    let rows = text.lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?.to_owned(), columns.next()?.to_owned()))
    })
    .collect()
}

#[test]
fn real_documents_have_the_errors_that_are_known_and_no_others() {
    let Some(corpus) = corpus("real documents") else { return };
    let table = std::fs::read_to_string(corpus.join("FEATURES.tsv")).expect("the table");
    let mut rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().expect("a header");
    let column = |name: &str| header.iter().position(|found| *found == name).expect("a column");
    let verdicts = [column("redocly"), column("openapi_spec_validator")];
    let show = std::env::var("SPECWRIGHT_CODE").unwrap_or_default();
    let expected = expected_errors();
    let (mut met, mut wrong) = (BTreeSet::new(), String::new());
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let path = corpus.join(row[1]);
        // A document of several files may use all of its folder.
        let folder = corpus.join(row[1].split('/').take(2).collect::<Vec<_>>().join("/"));
        let (found, sources, took) = lint(&path, folder.is_dir().then_some(folder));
        let valid = verdicts.iter().any(|verdict| row[*verdict] == "valid");
        for diagnostic in found.iter() {
            *counts.entry(diagnostic.code.name).or_default() += 1;
            let error = diagnostic.code.severity == Severity::Error;
            let key = (row[1].to_owned(), diagnostic.code.name.to_owned());
            let known = !valid && expected.contains(&key);
            met.extend(known.then_some(key));
            if error && !known || diagnostic.code.name == show {
                let mut one = Diagnostics::default();
                one.push(diagnostic.clone());
                let text = render(&one, &sources, Format::Human, &RenderOptions::default());
                writeln!(wrong, "{} (valid: {valid})\n{text}", row[1]).expect("text");
            }
        }
        assert!(took < Duration::from_secs(60), "{} took {took:?}", row[1]);
    }
    println!("{counts:#?}");
    assert!(wrong.is_empty(), "{wrong}");
    let gone: Vec<_> = expected.difference(&met).collect();
    assert!(gone.is_empty(), "these errors are no longer found: {gone:#?}");
}

#[test]
fn broken_documents_end_as_their_table_says() {
    let Some(corpus) = corpus("broken documents") else { return };
    let table = std::fs::read_to_string(corpus.join("invalid/INDEX.tsv")).expect("the table");
    let (mut placed, mut hits, mut wrong) = (0, 0, String::new());
    for row in table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
        let (found, sources, took) = lint(&corpus.join("invalid").join(row[0]), None);
        let gravest = found.iter().map(|found| found.code.severity).max();
        let class = match row[1] {
            "error" => gravest == Some(Severity::Error),
            "warning" => gravest >= Some(Severity::Warning),
            _ => true,
        };
        let labels: Vec<(String, usize)> = found
            .iter()
            .flat_map(|found| found.primary.iter().chain(&found.related))
            .map(|label| {
                let line = sources.place(label.location, label.on_key).line;
                (sources.pointer(label.location), line)
            })
            .collect();
        let line: Option<usize> = row[3].parse().ok();
        let pointer = row[2].replace("\\n", "\n");
        let hit = labels.iter().any(|(found, _)| *found == pointer)
            && line.is_none_or(|line| labels.iter().any(|(_, found)| line.abs_diff(*found) <= 1));
        if !row[2].is_empty() && row[1] != "ok-but-bounded" {
            placed += 1;
            hits += usize::from(hit);
        }
        let hit = hit || row[2].is_empty() || row[1] == "ok-but-bounded";
        let otherwise = OTHERWISE.iter().any(|(file, _)| *file == row[0]);
        let slow = took > MOST_TIME;
        if (class && hit) == otherwise || slow {
            writeln!(wrong, "{} ({took:?}): wanted {row:?}, found {labels:?}", row[0])
                .expect("text");
            wrong.push_str(&render(&found, &sources, Format::Short, &RenderOptions::default()));
        }
    }
    println!("places: {hits} of {placed}, and {} otherwise with a reason", OTHERWISE.len());
    assert!(wrong.is_empty(), "{wrong}");
}
