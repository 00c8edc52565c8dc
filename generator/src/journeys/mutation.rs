//! Documents broken at random, always in the same way: the whole pipeline, from texts to files, never panics and never
//! hangs, and neither does what renders its findings.
//!
//! `SPECWRIGHT_ROUNDS` sets how many; the slow tier runs thousands, with `SPECWRIGHT_SEED` for another order. The document
//! at hand is kept in a file until its round is over, so that even an overflowing stack leaves it behind.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::corpus;
use super::document::{json, value};
use crate::diagnostic::Diagnostics;
use crate::load::{LoadOptions, Memory, load_memory};
use crate::source::{Decimal, FileId, Literal};
use crate::{Config, Format, generate_texts};

/// Larger documents would only make a round slower.
const LONGEST: u64 = 64 << 10;
/// What no document of that size may take, however slow the machine is.
const PATIENCE: Duration = Duration::from_secs(60);
/// Aliases may spell more values than a text has room for.
const MOST_VALUES: usize = 100_000;

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
        usize::try_from((self.next() >> 16) % end.max(1) as u64).unwrap_or_default()
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

/// Breaks a text, which may then be no document any more.
fn break_text(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let at = random.below(lines.len());
    match random.below(8) {
        0 => {
            lines.remove(at);
        }
        1 => lines.insert(random.below(lines.len()), lines[at]),
        2 => {
            let other = random.below(lines.len());
            lines.swap(at, other);
        }
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
        5 => return replace_text(text, random),
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
fn replace_text(text: &str, random: &mut Random) -> String {
    let colons: Vec<usize> = text.match_indices(": ").map(|(at, _)| at + 2).collect();
    if colons.is_empty() {
        return text.to_owned();
    }
    let start = *random.one(&colons);
    let end = text[start..].find(['\n', ',', '}', ']']).map_or(text.len(), |length| start + length);
    format!("{}{}{}", &text[..start], random.one(VALUES), &text[end..])
}

/// Breaks the values of a document, which stays one: keys go, come twice or change places, values change their type or
/// their number.
fn break_values(document: &mut Literal, random: &mut Random) {
    let count = paths(document).len();
    let place = random.below(count);
    let other = random.below(count);
    let paths = paths(document);
    let (place, other) = (paths[place].clone(), paths[other].clone());
    match random.below(7) {
        0 => drop(take(document, &place)),
        1 => double(document, &place, random),
        2 => {
            let copy = at(document, &other).clone();
            *at(document, &place) = copy;
        }
        3 => {
            let (one, two) = (at(document, &place).clone(), at(document, &other).clone());
            *at(document, &other) = one;
            // The other place may lie in what has just been replaced.
            if paths_lead(document, &place) {
                *at(document, &place) = two;
            }
        }
        4 => rename(document, &place, &other, random),
        5 => *at(document, &place) = random.one(&strangers()).clone(),
        _ => bend(at(document, &place), random),
    }
}

/// Values that are seldom expected.
fn strangers() -> Vec<Literal> {
    let text = |text: &str| Literal::String(text.to_owned());
    let number = |text: &str| Decimal::parse(text).map(Literal::Number);
    let member = |key: &str, value: Literal| Literal::Object(vec![(key.to_owned(), value)]);
    let mut strangers = vec![
        Literal::Null,
        Literal::Bool(true),
        Literal::Bool(false),
        text(""),
        text("\u{0}\n*/\"\\"),
        text("integer"),
        text("object"),
        text("array"),
        text("null"),
        text("self"),
        text("date-time"),
        text("(?<=a)[b-a]{9999999999}"),
        text("#/components/schemas"),
        Literal::Array(Vec::new()),
        Literal::Array(vec![Literal::Null, text("a"), text("a")]),
        Literal::Object(Vec::new()),
        member("", Literal::Null),
        member("$ref", text("#")),
        member("$ref", text("#/paths")),
        member("type", text("array")),
        member("nullable", Literal::Bool(true)),
        member("enum", Literal::Array(vec![Literal::Null, text("Self"), text("self")])),
    ];
    for digits in [
        "0",
        "-1",
        "0.5",
        "1e999",
        "18446744073709551616",
        "-170141183460469231731687303715884105729",
    ] {
        strangers.extend(number(digits));
    }
    strangers
}

/// Every place of a document but its root, as indices of members and items.
fn paths(document: &Literal) -> Vec<Vec<usize>> {
    fn walk(value: &Literal, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
        found.push(path.clone());
        for (index, item) in children(value).into_iter().enumerate() {
            path.push(index);
            walk(item, path, found);
            path.pop();
        }
    }
    let mut found = Vec::new();
    walk(document, &mut Vec::new(), &mut found);
    // A document without members has only its root to be broken.
    if found.len() > 1 {
        found.remove(0);
    }
    found
}

fn children(value: &Literal) -> Vec<&Literal> {
    match value {
        Literal::Array(items) => items.iter().collect(),
        Literal::Object(members) => members.iter().map(|(_, value)| value).collect(),
        Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => Vec::new(),
    }
}

fn child(value: &mut Literal, index: usize) -> Option<&mut Literal> {
    match value {
        Literal::Array(items) => items.get_mut(index),
        Literal::Object(members) => members.get_mut(index).map(|(_, value)| value),
        Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => None,
    }
}

fn at<'v>(mut value: &'v mut Literal, path: &[usize]) -> &'v mut Literal {
    for index in path {
        value = child(value, *index).expect("paths are of this document");
    }
    value
}

fn paths_lead(value: &Literal, path: &[usize]) -> bool {
    let mut value = Some(value);
    for index in path {
        value = value.and_then(|value| children(value).get(*index).copied());
    }
    value.is_some()
}

fn take(document: &mut Literal, path: &[usize]) -> Option<Literal> {
    let (last, holder) = path.split_last()?;
    match at(document, holder) {
        Literal::Array(items) => Some(items.remove(*last)),
        Literal::Object(members) => Some(members.remove(*last).1),
        Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => None,
    }
}

fn double(document: &mut Literal, path: &[usize], random: &mut Random) {
    let Some((last, holder)) = path.split_last() else { return };
    match at(document, holder) {
        Literal::Array(items) => items.push(items[*last].clone()),
        Literal::Object(members) => {
            let (key, value) = members[*last].clone();
            let to = random.below(members.len() + 1);
            // Every other one under a name that only nearly is the same.
            let key = if random.below(2) == 0 { key } else { format!("{key}_") };
            members.insert(to, (key, value));
        }
        Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => {}
    }
}

/// Gives a member the key of another one, or an odd one.
fn rename(document: &mut Literal, path: &[usize], other: &[usize], random: &mut Random) {
    const ODD: &[&str] = &[
        "",
        "self",
        "r#type",
        "a\nb",
        "名",
        "1",
        "$ref",
        "x-a",
        "{id}",
        "/{id}/{id}",
        "2XX",
        "\u{0}",
    ];
    let key = |document: &mut Literal, path: &[usize]| {
        let (last, holder) = path.split_last()?;
        match at(document, holder) {
            Literal::Object(members) => members.get(*last).map(|(key, _)| key.clone()),
            Literal::Array(_)
            | Literal::Null
            | Literal::Bool(_)
            | Literal::Number(_)
            | Literal::String(_) => None,
        }
    };
    let found = key(document, other).filter(|_| random.below(2) == 0);
    let new = found.unwrap_or_else(|| (*random.one(ODD)).to_owned());
    let Some((last, holder)) = path.split_last() else { return };
    if let Literal::Object(members) = at(document, holder) {
        members[*last].0 = new;
    }
}

/// Changes a value a little, or wraps it.
fn bend(value: &mut Literal, random: &mut Random) {
    let old = std::mem::replace(value, Literal::Null);
    *value = match old {
        Literal::Bool(flag) => Literal::Bool(!flag),
        Literal::Number(_) => Decimal::parse(random.one::<&str>(&["0", "1", "1e30", "-5"]))
            .map_or(Literal::Null, Literal::Number),
        Literal::String(mut text) => {
            let cut = text.floor_char_boundary(random.below(text.len() + 1));
            match random.below(3) {
                0 => text.truncate(cut),
                1 => text
                    .insert(cut, *random.one(&['#', '/', '{', '}', '%', '~', '"', '\n', 'é', ' '])),
                _ => text.push_str(&text.clone()),
            }
            Literal::String(text)
        }
        old @ (Literal::Null | Literal::Array(_) | Literal::Object(_)) => match random.below(3) {
            0 => Literal::Array(vec![old]),
            1 => {
                Literal::Object(vec![("allOf".to_owned(), Literal::Array(vec![old.clone(), old]))])
            }
            _ => Literal::Object(vec![("items".to_owned(), old)]),
        },
    };
}

/// Documents of the corpus where there is one, and our own.
fn documents(longest: u64) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = corpus("mutation of real documents");
    let folders = corpus.into_iter().map(|corpus| corpus.join("dev"));
    let cases = std::fs::read_dir(root.join("tests/cases")).expect("cases").flatten();
    let folders = folders.chain(cases.map(|entry| entry.path()));
    let entries =
        folders.flat_map(|folder| std::fs::read_dir(folder).into_iter().flatten().flatten());
    let is_document = |entry: &std::fs::DirEntry| {
        let path = entry.path();
        let known =
            path.extension().is_some_and(|extension| extension == "json" || extension == "yaml");
        known && entry.metadata().is_ok_and(|data| data.is_file() && data.len() < longest)
    };
    let mut found: Vec<PathBuf> = entries.filter(is_document).map(|entry| entry.path()).collect();
    found.push(root.join("specs/gateway/openapi.yaml"));
    found.sort();
    found
}

/// The values of a document, where it has any.
fn values(name: &str, text: &str) -> Option<Literal> {
    let files = Memory::from([(name.to_owned(), text.to_owned())]);
    let sources = load_memory(name, &files, &LoadOptions::default(), &mut Diagnostics::default());
    let sources = sources.expect("it is in memory");
    value(sources.root(FileId(0))?, &mut { MOST_VALUES })
}

/// A document and what became of it: its name, and its text broken a few times.
fn broken(path: &Path, random: &mut Random) -> (String, String) {
    let mut name = path.file_name().expect("a name").to_string_lossy().into_owned();
    let mut text = std::fs::read_to_string(path).expect("a document");
    let times = random.below(3) + 1;
    // Most broken texts are refused early; what stays a document gets far.
    if random.below(4) > 0
        && let Some(mut document) = values(&name, &text)
    {
        for _ in 0..times {
            break_values(&mut document, random);
        }
        name = format!("{name}.json");
        text = json(&document);
    } else {
        for _ in 0..times {
            text = break_text(&text, random);
        }
    }
    (name, text)
}

/// Generates and renders; whether there were files.
fn run(name: &str, text: String) -> bool {
    let config = Config::for_document(name);
    let generation = generate_texts(&config, &[(name.to_owned(), text)].into());
    let generation = generation.expect("it is in memory");
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        std::hint::black_box(generation.findings().render(format, false));
    }
    generation.files().next().is_some()
}

#[test]
fn broken_at_random_a_document_is_still_worked_through_to_the_end() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let rounds = number("SPECWRIGHT_ROUNDS");
    let mut random = Random(number("SPECWRIGHT_SEED").unwrap_or(1) | 1);
    // The usual run is made with every check on and nothing made fast.
    let documents = documents(if rounds.is_some() { LONGEST } else { LONGEST / 16 });
    let kept = std::env::temp_dir().join(format!("specwright-broken-{}", std::process::id()));
    let mut generated = 0;
    let rounds = rounds.unwrap_or(150);
    for round in 0..rounds {
        let (name, text) = broken(random.one::<PathBuf>(&documents), &mut random);
        std::fs::write(&kept, &text).expect("a temporary file");
        let (tell, told) = channel();
        let worker = thread::spawn({
            let name = name.clone();
            move || tell.send(run(&name, text))
        });
        let what = match told.recv_timeout(PATIENCE) {
            Ok(made) => {
                generated += u64::from(made);
                continue;
            }
            Err(RecvTimeoutError::Timeout) => "does not end",
            Err(RecvTimeoutError::Disconnected) => "panics",
        };
        if what == "panics" {
            drop(worker.join());
        }
        panic!("round {round}: {name} {what}; see {}", kept.display());
    }
    std::fs::remove_file(&kept).expect("it was written");
    println!("{generated} of {rounds} broken documents were still generated from");
    assert!(generated * 10 > rounds, "too few get to the back ends: {generated} of {rounds}");
}
