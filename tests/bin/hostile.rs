//! The slow tier over broken documents: the command ends on each within two seconds and one gibibyte, by itself.
//!
//! `cargo run --release -p specwright-tests --bin hostile` prints a line a document, and exits with 1 where one took
//! longer, was killed or aborted. Documents come from `invalid/` of `SPECWRIGHT_CORPUS` or `../shared/corpus`. Memory is
//! bounded by `ulimit -v` of the shell.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use specwright_tests::{Scratch, build_command, corpus, files};

const MOST_TIME: Duration = Duration::from_secs(2);
/// What `ulimit` counts is kibibytes.
const MOST_MEMORY: u32 = 1 << 20;

fn main() {
    let Some(corpus) = corpus() else {
        println!("no corpus: set SPECWRIGHT_CORPUS; nothing was run");
        return;
    };
    let specwright = build_command();
    let scratch = Scratch::new("hostile");
    let mut failed = 0;
    let folder = corpus.join("invalid");
    for document in ["yaml", "json"].into_iter().flat_map(|ending| files(&folder, ending)) {
        for command in ["lint", "generate"] {
            let (ended, took) = run(&specwright, command, &document, scratch.path());
            let good = ended && took <= MOST_TIME;
            failed += i32::from(!good);
            let verdict = if good { "ok" } else { "FAILED" };
            println!("{verdict}: {command} {} in {took:?}", document.display());
        }
    }
    println!("{failed} failed");
    std::process::exit(i32::from(failed > 0));
}

/// Whether the command came to an end of its own, and how long it took.
fn run(specwright: &Path, command: &str, document: &Path, scratch: &Path) -> (bool, Duration) {
    let started = Instant::now();
    let bounded = format!("ulimit -v {MOST_MEMORY}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.current_dir(scratch).args(["-c", &bounded]).arg(specwright).arg(command).arg(document);
    if command == "generate" {
        shell.args(["--out", "made", "--no-config", "--force"]);
    }
    let status = shell.stdout(Stdio::null()).stderr(Stdio::null()).status();
    let code = status.ok().and_then(|status| status.code());
    // All is well, findings, the document is wrong; a panic is 101, an abort has no code.
    (matches!(code, Some(0 | 1 | 3)), started.elapsed())
}
