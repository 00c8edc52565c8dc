//! Round trips of real documents: what another validator says of a value, generated code must say as well.
//!
//! `cargo run --release -p specwright-tests --features judge --bin round_trip [-- --samples N --seed N FILTER…]` takes each
//! document of the corpus, generates its models, and compiles them with a runner that knows each
//! component by name. Examples of the document and sampled values, many of them broken on purpose, are decoded and
//! checked: the verdict must be that of the crate `jsonschema`, and what is valid must encode to what it was. Prints the
//! misses of each document; those that are known stand in `tests/round_trip.tsv` with their reason. Exits with 1 where
//! an example is missed, or more than one sampled value of a hundred is, that the table does not know.

mod bundle;
mod compare;
mod document;
mod rewrite;
mod sample;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};

use serde_json::Value;
use specwright_tests::{corpus, root, roots};

use compare::Place;
use document::Document;

/// A value to be tried.
struct Case {
    /// The component, by its place in the document's list.
    schema: usize,
    value: Value,
    example: bool,
    valid: bool,
}

/// A verdict that differs, or a value that came back as another.
struct Miss {
    schema: String,
    example: bool,
    what: String,
}

struct Wanted {
    samples: usize,
    seed: u64,
    filters: Vec<String>,
}

fn wanted() -> Wanted {
    let mut wanted = Wanted { samples: 24, seed: 1, filters: Vec::new() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|text| text.parse().ok()).expect("a number");
        match argument.as_str() {
            "--samples" => wanted.samples = number(),
            "--seed" => wanted.seed = number() as u64,
            _ => wanted.filters.push(argument),
        }
    }
    wanted
}

/// The judge descends into schemas that refer to themselves.
const STACK: usize = 512 << 20;

fn main() -> ExitCode {
    let running = std::thread::Builder::new().stack_size(STACK).spawn(run_all);
    running.expect("a thread").join().expect("no panic")
}

fn run_all() -> ExitCode {
    let Some(corpus) = corpus() else {
        println!("no corpus: set SPECWRIGHT_CORPUS; nothing was run");
        return ExitCode::SUCCESS;
    };
    let wanted = wanted();
    let known = known_misses();
    let takes = |name: &str| {
        let fits = |filter: &String| match filter.strip_prefix('=') {
            Some(whole) => name == whole,
            None => name.contains(filter.as_str()),
        };
        wanted.filters.is_empty() || wanted.filters.iter().any(fits)
    };
    let (mut documents, mut values, mut unknown, mut failed) = (0, 0, 0, false);
    for (name, path) in roots(&corpus).into_iter().filter(|(name, _)| takes(name)) {
        match one(&name, &path, &wanted) {
            Err(why) => println!("{name}: left out: {why}"),
            Ok((of, misses)) => {
                let is_known = |miss: &&Miss| known.contains(&(name.clone(), miss.schema.clone()));
                let (expected, new): (Vec<&Miss>, Vec<&Miss>) = misses.iter().partition(is_known);
                println!(
                    "{name}: {of} values, {} missed, {} of them known",
                    misses.len(),
                    expected.len()
                );
                for miss in &new {
                    let kind = if miss.example { "example" } else { "sample" };
                    println!("  {}\t{kind}\t{}", miss.schema, miss.what);
                }
                failed |= new.iter().any(|miss| miss.example);
                documents += 1;
                values += of;
                unknown += new.len();
            }
        }
    }
    println!("\n{documents} documents, {values} values, {unknown} missed that are not known");
    if failed || unknown * 100 > values { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Document and component of each row.
fn known_misses() -> BTreeSet<(String, String)> {
    let table = fs::read_to_string(root().join("tests/round_trip.tsv")).unwrap_or_default();
    let row = |line: &str| {
        let mut cells = line.split('\t');
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    };
    table.lines().skip(1).filter_map(row).collect()
}

/// Tries one document: how many values there were, and the misses.
fn one(name: &str, path: &Path, wanted: &Wanted) -> Result<(usize, Vec<Miss>), String> {
    let document = Document::read(path)?;
    let work = root().join("target/round-trip").join(name);
    fs::create_dir_all(work.join("src")).map_err(|error| error.to_string())?;
    let cases = cases(&document, wanted)?;
    generate(&work, &document)?;
    let answers = run(&work, &document, &cases)?;
    let schemas = &document.root["components"]["schemas"];
    let places: Vec<Place<'_>> =
        document.components.iter().map(|name| Place::of(&document.root, &schemas[name])).collect();
    let mut misses = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let answer = answers.get(&index).ok_or("the runner left out a value")?;
        let what = match (case.valid, answer) {
            (true, Err(why)) => format!("refused though valid: {why}: {}", shown(&case.value)),
            (false, Ok(_)) => format!("accepted though invalid: {}", shown(&case.value)),
            (true, Ok(back)) => {
                match compare::difference(&case.value, back, &places[case.schema]) {
                    Some(difference) => format!("comes back as another: {difference}"),
                    None => continue,
                }
            }
            (false, Err(_)) => continue,
        };
        let schema = document.components[case.schema].clone();
        misses.push(Miss { schema, example: case.example, what });
    }
    Ok((cases.len(), misses))
}

fn shown(value: &Value) -> String {
    const LONGEST: usize = 300;
    value.to_string().chars().take(LONGEST).collect()
}

/// Examples of the document, and sampled values of each component, with the judge's verdict.
fn cases(document: &Document, wanted: &Wanted) -> Result<Vec<Case>, String> {
    let registry = jsonschema::Registry::new()
        .add("urn:document", document.judged.clone())
        .and_then(jsonschema::RegistryBuilder::prepare)
        .map_err(|error| format!("the judge does not read it: {error}"))?;
    let mut cases = Vec::new();
    for (schema, name) in document.components.iter().enumerate() {
        let pointer = document::pointer(name);
        let reference = serde_json::json!({ "$ref": format!("urn:document#{pointer}") });
        let mut options = jsonschema::options();
        for format in UNCHECKED {
            options = options.with_format(*format, |_: &str| true);
        }
        let validator = options
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("byte", is_base64)
            .with_registry(&registry)
            .build(&reference);
        let Ok(validator) = validator else { continue };
        let mut add = |value: Value, example: bool| {
            let valid = validator.is_valid(&value);
            // What a document shows and does not allow is its own affair.
            if valid || !example {
                cases.push(Case { schema, value, example, valid });
            }
        };
        for example in document.examples(name) {
            add(example, true);
        }
        let mut sampler = sample::Sampler::new(&document.judged, wanted.seed, name);
        for round in 0..wanted.samples {
            let value = sampler.value(name);
            add(if round % 2 == 0 { value } else { sampler.broken(value) }, false);
        }
    }
    Ok(cases)
}

/// Formats that have no type and no check here, which a finding says.
const UNCHECKED: &[&str] = &[
    "idn-email",
    "idn-hostname",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "uri-template",
];

/// In either alphabet, padded or not.
fn is_base64(text: &str) -> bool {
    let letters = text.trim_end_matches('=');
    let of_base64 = |char: char| char.is_ascii_alphanumeric() || "+/-_".contains(char);
    text.len() - letters.len() <= 2 && letters.len() % 4 != 1 && letters.chars().all(of_base64)
}

/// Generates the models into the runner.
fn generate(work: &Path, document: &Document) -> Result<(), String> {
    let file = work.join("openapi.json");
    fs::write(&file, document.to_generate().to_string()).map_err(|error| error.to_string())?;
    let output = Command::new(env!("CARGO"))
        .current_dir(root())
        .args(["run", "--quiet", "--package", "specwright"])
        .args((!cfg!(debug_assertions)).then_some("--release"))
        .args(["--", "generate"])
        .arg(&file)
        .arg("--out")
        .arg(work.join("src/api"))
        .args(["--no-config", "--layout", "module", "--no-server", "--no-client", "--force"])
        .args(["--allow", "warnings", "--set", "union=\"reject\""])
        .output()
        .map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let talk = String::from_utf8_lossy(&output.stderr);
    let first = talk.lines().find(|line| line.starts_with("error")).unwrap_or("refused");
    Err(first.to_owned())
}

/// Compiles the models with a runner and tries every value: what came back, or why it was refused.
fn run(
    work: &Path,
    document: &Document,
    cases: &[Case],
) -> Result<BTreeMap<usize, Result<Value, String>>, String> {
    let runtime = root().join("runtime");
    let manifest = format!(
        "[package]\nname = \"round-trip-runner\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         specwright-runtime = {{ path = {:?}, features = [\"bytes\", \"chrono\", \"regex\", \"uuid\"] }}\nserde_json = \"1\"\n\n\
         [profile.dev]\ndebug = false\nincremental = false\n",
        runtime.display()
    );
    let lines: Vec<String> = cases
        .iter()
        .map(|case| format!("{}\t{}", case.schema, serde_json::json!({ "value": case.value })))
        .collect();
    let written = fs::write(work.join("Cargo.toml"), manifest)
        .and_then(|()| fs::write(work.join("src/main.rs"), text::runner(document.components.len())))
        .and_then(|()| fs::write(work.join("values.txt"), lines.join("\n")));
    written.map_err(|error| error.to_string())?;
    let output = Command::new(env!("CARGO"))
        .current_dir(work)
        .args(["run", "--quiet", "--", "values.txt"])
        // One for all documents: the runtime is compiled once.
        .env("CARGO_TARGET_DIR", root().join("target/round-trip/target"))
        .env("RUSTFLAGS", "--cap-lints allow")
        .output()
        .map_err(|error| error.to_string())?;
    let talk = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        let error =
            talk.lines().find(|line| line.starts_with("error") || line.contains("panicked"));
        return Err(format!("the runner fails: {}", error.unwrap_or(&talk)));
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    Ok(printed.lines().enumerate().map(|(index, line)| (index, text::answer(line))).collect())
}
