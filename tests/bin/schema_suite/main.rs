//! JSON-Schema-Test-Suite, run through generated types and their checks.
//!
//! `cargo run --release -p specwright-tests --bin schema_suite [READING]` turns every group of the required tests of
//! draft2020-12 (as OpenAPI 3.1) and draft4 (as 3.0) into a component, generates and compiles one crate for each draft, and
//! runs the tests in it: a value is valid where it decodes and its checks find nothing. That is done in two readings: as
//! authors mean their schemas, which is the default, and by the letter, with the options for it. Prints a table per
//! keyword; every miss must stand in `tests/schema_suite.tsv` with its reason, and a pass that stands there fails as well.

mod document;
mod judge;

use std::path::Path;
use std::process::{Command, ExitCode};

use specwright_tests::{corpus, root};

/// The drafts, and the version of OpenAPI that uses each.
const DRAFTS: &[(&str, &str)] = &[("draft2020-12", "3.1.0"), ("draft4", "3.0.3")];

/// A way to read schemas, and the options that make it.
const READINGS: &[(&str, &[&str])] =
    &[("default", &[]), ("letter", &["--set", "implied-types=false", "--set", "union=\"reject\""])];

fn main() -> ExitCode {
    let Some(suite) = corpus().map(|folder| folder.join("json-schema-test-suite")) else {
        println!("no corpus: set SPECWRIGHT_CORPUS; nothing was run");
        return ExitCode::SUCCESS;
    };
    let wanted = std::env::args().nth(1);
    let mut results = Vec::new();
    for (reading, options) in READINGS {
        if wanted.as_deref().is_some_and(|wanted| wanted != *reading) {
            continue;
        }
        for (draft, version) in DRAFTS {
            let work = root().join("target/schema-suite").join(reading).join(draft);
            std::fs::create_dir_all(&work).expect("a folder to work in");
            let mut groups = document::groups(&suite.join("tests").join(draft));
            let mut outcomes = generate(&work, version, options, &mut groups);
            outcomes.extend(run(&work, draft, &groups));
            results.extend(outcomes.into_iter().map(|outcome| (*reading, outcome)));
        }
    }
    judge::judge(&results, &root().join("tests/schema_suite.tsv"), wanted.is_none())
}

/// Generates the crate, leaving out the groups that the generator refuses until it takes the rest.
fn generate(
    work: &Path,
    version: &str,
    options: &[&str],
    groups: &mut Vec<document::Group>,
) -> Vec<judge::Outcome> {
    let mut refused = Vec::new();
    loop {
        let document = work.join("openapi.json");
        std::fs::write(&document, document::openapi(version, groups).to_string())
            .expect("a document");
        let output = Command::new(env!("CARGO"))
            .current_dir(root())
            .args(["run", "--quiet", "--package", "specwright"])
            .args((!cfg!(debug_assertions)).then_some("--release"))
            .args(["--", "generate"])
            .arg(&document)
            .arg("--out")
            .arg(work.join("suite"))
            .args(["--package", "suite", "--no-config", "--format", "json", "--force", "--runtime"])
            .arg(format!("path:{}", root().join("runtime").display()))
            .args(["--no-server", "--no-client"])
            .args(options)
            .output()
            .expect("cargo runs");
        if output.status.success() {
            return refused;
        }
        let talk = String::from_utf8_lossy(&output.stderr).into_owned();
        let wrong = document::refused_in(&talk);
        assert!(!wrong.is_empty(), "generation fails for no group:\n{talk}");
        for (name, why) in wrong {
            let at =
                groups.iter().position(|group| group.name == name).expect("a group of that name");
            let group = groups.remove(at);
            refused.extend(group.outcomes(|_| format!("refused: {why}")));
        }
    }
}

/// Compiles the crate with a runner for its types, and runs every test of every group.
fn run(work: &Path, draft: &str, groups: &[document::Group]) -> Vec<judge::Outcome> {
    let runner = work.join("runner");
    std::fs::create_dir_all(runner.join("src")).expect("a folder for the runner");
    let runtime = root().join("runtime");
    let manifest = format!(
        "[package]\nname = \"runner\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         suite = {{ path = \"../suite\" }}\nspecwright-runtime = {{ path = {:?} }}\nserde_json = \"1\"\n",
        runtime.display()
    );
    std::fs::write(runner.join("Cargo.toml"), manifest).expect("a manifest");
    std::fs::write(runner.join("src/main.rs"), document::runner(groups)).expect("a runner");
    std::fs::write(runner.join("tests.json"), document::tests(groups).to_string()).expect("tests");
    let output = Command::new(env!("CARGO"))
        .current_dir(&runner)
        .args(["run", "--quiet", "--", "tests.json"])
        .output()
        .expect("cargo runs");
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "the runner for {draft} fails:\n{talk}");
    judge::outcomes(&String::from_utf8_lossy(&output.stdout), groups)
}
