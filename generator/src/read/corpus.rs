//! Real documents, where the corpus is at hand: what validators call valid reads without an error, what is broken is
//! said to be broken in the right place, and nothing panics or takes long.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::read;
use crate::diagnostic::render::{Format, RenderOptions, render};
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::{LoadOptions, load};
use crate::source::Sources;

fn corpus() -> Option<PathBuf> {
    let named = std::env::var_os("SPECWRIGHT_CORPUS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    named.or(Some(beside)).filter(|folder| folder.is_dir())
}

fn read_file(path: &Path, root: Option<PathBuf>) -> (Diagnostics, Sources, Duration) {
    let start = Instant::now();
    let mut found = Diagnostics::default();
    let options = LoadOptions { root, ..LoadOptions::default() };
    let sources = load(path, &options, &mut found).expect("the corpus is there");
    let _description = read(&sources, &mut found);
    (found, sources, start.elapsed())
}

#[test]
fn documents_that_a_validator_calls_valid_read_without_an_error() {
    let Some(corpus) = corpus() else { return };
    let table = std::fs::read_to_string(corpus.join("FEATURES.tsv")).expect("the table");
    let mut rows = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let header = rows.next().expect("a header");
    let column = |name: &str| header.iter().position(|found| *found == name).expect("a column");
    let verdicts = [column("redocly"), column("openapi_spec_validator")];
    let mut wrong = String::new();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for row in rows {
        let path = corpus.join(row[1]);
        // A document of several files may use all of its folder.
        let folder = row[1].split('/').take(2).collect::<Vec<_>>().join("/");
        let root = path.parent().filter(|parent| !parent.ends_with("dev"));
        let (found, sources, took) = read_file(&path, root.map(|_| corpus.join(folder)));
        for diagnostic in found.iter() {
            *codes.entry(diagnostic.code.name).or_default() += 1;
        }
        let valid = verdicts.iter().any(|verdict| row[*verdict] == "valid");
        if std::env::var_os("SPECWRIGHT_SHOW")
            .is_some_and(|name| row[1].contains(name.to_str().unwrap_or("?")))
        {
            println!("{}", render(&found, &sources, Format::Human, &RenderOptions::default()));
        }
        if found.has_errors() || took > Duration::from_secs(20) {
            let mark = if valid { "VALID" } else { "invalid" };
            writeln!(wrong, "{mark} {} ({took:?})", row[1]).expect("text");
            let mut options = RenderOptions::default();
            options.most = Some(4);
            let errors = render(&found, &sources, Format::Short, &options);
            wrong.push_str(&errors);
        }
    }
    println!("{codes:#?}");
    println!("{wrong}");
}

#[test]
fn broken_documents_end_as_their_table_says() {
    let Some(corpus) = corpus() else { return };
    let table = std::fs::read_to_string(corpus.join("invalid/INDEX.tsv")).expect("the table");
    let mut placed = (0, 0);
    let mut wrong = String::new();
    for row in table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>()) {
        let (found, sources, took) = read_file(&corpus.join("invalid").join(row[0]), None);
        let gravest = found.iter().map(|found| found.code.severity).max();
        let class = match row[1] {
            "error" => gravest == Some(Severity::Error),
            "warning" => gravest >= Some(Severity::Warning),
            _ => true,
        };
        let pointers: Vec<(String, usize)> = found
            .iter()
            .flat_map(|found| found.primary.iter().chain(&found.related))
            .map(|label| {
                let line = sources.place(label.location, label.on_key).line;
                (sources.pointer(label.location), line)
            })
            .collect();
        let line: Option<usize> = row[3].parse().ok();
        let near = |found: usize| line.is_none_or(|line| line.abs_diff(found) <= 1);
        let hit = row[1] == "ok-but-bounded"
            || pointers.iter().any(|(pointer, line)| pointer == row[2] && near(*line));
        placed.1 += 1;
        placed.0 += usize::from(hit);
        if !class || !hit || took > Duration::from_secs(2) {
            writeln!(
                wrong,
                "{} {}: {gravest:?} (class {class}, place {hit}, {took:?}); wanted {} {} {}; {}",
                row[0],
                row[1],
                row[2],
                row[3],
                row[4],
                pointers.iter().take(4).map(|p| format!("{p:?}")).collect::<Vec<_>>().join(" "),
            )
            .expect("text");
            let mut options = RenderOptions::default();
            options.most = Some(4);
            wrong.push_str(&render(&found, &sources, Format::Short, &options));
        }
    }
    println!("{wrong}\nplaces: {} of {}", placed.0, placed.1);
}
