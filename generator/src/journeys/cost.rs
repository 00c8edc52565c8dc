//! What reading costs: time against the bare parsers in the same run, memory against the size of the file.
//!
//! It measures only where `SPECWRIGHT_COST` is set, since other tests beside it would disturb it:
//! `SPECWRIGHT_COST=1 cargo test --release -p specwright --lib cost -- --nocapture`.

#[cfg(test)]
use std::path::Path;
use std::time::{Duration, Instant};

use super::corpus;
use crate::diagnostic::Diagnostics;
use crate::load::{LoadOptions, load};
use crate::read::read;

const DOCUMENTS: &[&str] =
    &["openai.yaml", "stripe.json", "kubernetes.json", "github-api-github.json"];
/// Names the document that a child process is to read, and what it says then.
const ONE: &str = "SPECWRIGHT_COST_OF";
const GROWN: &str = "grown by ";

const ROUNDS: usize = 25;
const MOST_TIME: f64 = 2.5;
const MOST_MEMORY: f64 = 15.0;

#[test]
fn reading_costs_little_more_than_parsing() {
    if std::env::var_os("SPECWRIGHT_COST").is_none() {
        println!("the cost of reading: left out, as SPECWRIGHT_COST is not set");
        return;
    }
    let Some(folder) = corpus("the cost of reading").map(|corpus| corpus.join("dev")) else {
        return;
    };
    let mut costly = Vec::new();
    for document in DOCUMENTS {
        let path = folder.join(document);
        let text = std::fs::read_to_string(&path).expect("a document of the corpus");
        let memory = peak_of(&path) / size_of(&text);
        // Turn by turn, so that whatever else the machine does slows both.
        let (mut bare, mut ours) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            bare = bare.min(took(|| parse(&path)));
            ours = ours.min(took(|| read_all(&path)));
        }
        let time = ours.as_secs_f64() / bare.as_secs_f64();
        let size = text.len();
        println!(
            "{document}: {size} bytes, bare {bare:?}, read {ours:?} ({time:.2}), peak {memory:.1} times the file"
        );
        if time > MOST_TIME || memory > MOST_MEMORY {
            costly.push(*document);
        }
    }
    assert!(costly.is_empty(), "{costly:?}");
}

fn read_all(path: &Path) {
    let mut found = Diagnostics::default();
    let sources = load(path, &LoadOptions::default(), &mut found).expect("it is there");
    std::hint::black_box(read(&sources, &mut found));
}

fn size_of(text: &str) -> f64 {
    f64::from(u32::try_from(text.len()).expect("documents of the corpus are small"))
}

/// What any reader of the file must do at least.
fn parse(path: &Path) {
    let text = std::fs::read_to_string(path).expect("a document of the corpus");
    if path.extension().is_some_and(|extension| extension == "json") {
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        std::hint::black_box(value);
    } else {
        let parser = granit_parser::Parser::new_from_str(&text);
        std::hint::black_box(parser.flatten().count());
    }
}

fn took(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

/// Bytes by which a process grows at most that does nothing else: what this one has freed would be used again.
fn peak_of(path: &Path) -> f64 {
    let this = std::env::current_exe().expect("a test is a program");
    let child = std::process::Command::new(this)
        .args(["journeys::cost::peak_of_one_document", "--exact", "--nocapture"])
        .env(ONE, path)
        .output()
        .expect("a test can be run");
    let text = String::from_utf8_lossy(&child.stdout).into_owned();
    let number = text.lines().find_map(|line| line.split_once(GROWN)?.1.trim().parse::<f64>().ok());
    number.expect("the child says by how much it grew")
}

#[test]
fn peak_of_one_document() {
    let Some(path) = std::env::var_os(ONE) else {
        println!("the memory of reading: left out, as it is asked for by the test of the cost");
        return;
    };
    // Nothing where the system does not tell (proc(5)).
    let kilobytes = |name: &str| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok()).unwrap_or(0.0)
    };
    let before = kilobytes("VmRSS");
    read_all(Path::new(&path));
    println!("{GROWN}{}", (kilobytes("VmHWM") - before) * 1024.0);
}
