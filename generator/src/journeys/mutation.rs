//! Documents broken at random, always in the same way: reading and rendering never panic and never hang.
//!
//! `SPECWRIGHT_ROUNDS` sets how many; the slow tier runs thousands, with `SPECWRIGHT_SEED` for another order.

#[cfg(test)]
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::diagnostic::Diagnostics;
use crate::diagnostic::render::{Format, RenderOptions, render};
use crate::load::{LoadOptions, Memory, load_memory};
use crate::read::read;

/// Larger documents would only make a round slower.
const LONGEST: u64 = 64 << 10;

/// A generator of numbers that is the same on every machine (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// A number below `end`, which is above zero.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or_default()
    }

    fn one<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        &list[self.below(list.len())]
    }
}

const VALUES: &[&str] = &[
    "null",
    "true",
    "[]",
    "{}",
    "-1",
    "1e999",
    ".nan",
    "\"\"",
    "\"#/\"",
    "{\"$ref\": \"#\"}",
    "[[[]]]",
    "{\"$ref\": \"#/components/schemas\"}",
    "&a [*a]",
    "*b",
    "!!x y",
    "\"\\ud800\"",
    "'",
    "|",
    "? :",
];

fn mutate(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let at = random.below(lines.len());
    match random.below(8) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(random.below(lines.len()), lines[at]),
        2 => lines.swap(at, random.below(text.lines().count())),
        3 => {
            let end = (at + random.below(20)).min(lines.len());
            lines.drain(at..end);
        }
        4 => {
            let end = (at + random.below(20)).min(lines.len());
            let block: Vec<&str> = lines[at..end].to_vec();
            let to = random.below(lines.len());
            lines.splice(to..to, block);
        }
        5 => return replace_value(text, random),
        6 => {
            let cut = text.floor_char_boundary(random.below(text.len()));
            return text[..cut].to_owned();
        }
        _ => {
            let mut bytes = text.as_bytes().to_vec();
            let at = random.below(bytes.len());
            let byte = random.next().to_le_bytes()[0];
            if let Some(found) = bytes.get_mut(at) {
                *found = byte;
            }
            return String::from_utf8_lossy(&bytes).into_owned();
        }
    }
    lines.join("\n")
}

/// Puts a value of another type after some colon.
fn replace_value(text: &str, random: &mut Random) -> String {
    let colons: Vec<usize> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
    if colons.is_empty() {
        return text.to_owned();
    }
    let start = *random.one(&colons);
    let end = text[start..].find(['\n', ',', '}', ']']).map_or(text.len(), |length| start + length);
    format!("{}{}{}", &text[..start], random.one(VALUES), &text[end..])
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = std::env::var_os("SPECWRIGHT_CORPUS").map(PathBuf::from);
    let dev = corpus.unwrap_or_else(|| root.join("../../shared/corpus")).join("dev");
    let mut found: Vec<PathBuf> = std::fs::read_dir(dev)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.metadata().is_ok_and(|data| data.is_file() && data.len() < LONGEST))
        .map(|entry| entry.path())
        .collect();
    found.push(root.join("../specs/gateway/openapi.yaml"));
    found.sort();
    found
}

#[test]
fn broken_at_random_a_document_is_still_read_to_the_end() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let rounds = number("SPECWRIGHT_ROUNDS").unwrap_or(300);
    let mut random = Random(number("SPECWRIGHT_SEED").unwrap_or(1) | 1);
    let documents = documents();
    for round in 0..rounds {
        let path = random.one(&documents);
        let mut text = std::fs::read_to_string(path).expect("a document");
        for _ in 0..=random.below(3) {
            text = mutate(&text, &mut random);
        }
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let start = Instant::now();
        let mut found = Diagnostics::default();
        let files = Memory::from([(name.clone(), text)]);
        let sources = load_memory(&name, &files, &LoadOptions::default(), &mut found);
        let sources = sources.expect("it is in memory");
        let _description = read(&sources, &mut found);
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            let options = RenderOptions { most: None, ..RenderOptions::default() };
            std::hint::black_box(render(&found, &sources, format, &options));
        }
        let took = start.elapsed();
        assert!(took < Duration::from_secs(20), "round {round} with {name} took {took:?}");
    }
}
