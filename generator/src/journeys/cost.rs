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
const ROUNDS: usize = 9;
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
        let memory = peak_of(|| read_all(&path)) / size_of(&text);
        // Turn by turn, so that whatever else the machine does slows both.
        let (mut bare, mut ours) = (Duration::MAX, Duration::MAX);
        for _ in 0..ROUNDS {
            bare = bare.min(took(|| parse(document, &text)));
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

/// What any reader must do at least.
fn parse(document: &str, text: &str) {
    if Path::new(document).extension().is_some_and(|extension| extension == "json") {
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        std::hint::black_box(value);
    } else {
        let parser = granit_parser::Parser::new_from_str(text);
        std::hint::black_box(parser.flatten().count());
    }
}

fn took(what: impl FnOnce()) -> Duration {
    let start = Instant::now();
    what();
    start.elapsed()
}

/// Bytes by which the process grows at most; nothing where the system does not tell.
fn peak_of(what: impl FnOnce()) -> f64 {
    let kilobytes = |name: &str| {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
        line.and_then(|line| line.split_whitespace().nth(1)?.parse::<f64>().ok()).unwrap_or(0.0)
    };
    // Writing 5 sets the peak back to what is in use now (proc(5)).
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = kilobytes("VmRSS");
    what();
    (kilobytes("VmHWM") - before) * 1024.0
}
