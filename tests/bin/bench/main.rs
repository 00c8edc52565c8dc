//! What generating costs, and what compiling what was generated costs.
//!
//! `cargo run --release -p specwright-tests --bin bench [-- OPTION… DOCUMENT…]` prints one table: wall clock, CPU and peak
//! memory of each step, and the Rust that came of it. A document is a path, or the name of one of the corpus; by default
//! a few large ones. Everything made stays in `target/bench`.
//!
//! Options: `--rounds N` (each command that often; the cheapest round counts; default 3), `--check` (`cargo check` of the
//! output as well, its dependencies built: client only, server only, both), `--linear` (the document cut to 1/8, 1/4, 1/2 and
//! 1/1 of its operations, and how cost grows), `--against 'CMD'` (a peer's command for the shell, with `{document}` and
//! `{out}` in it, in the same run, and its cost in units of ours).

mod cut;
mod measure;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use measure::{Cost, cheapest};
use specwright_tests::{corpus, files, root, roots};

/// What is run where nothing is named.
const USUAL: [&str; 4] = ["adyen-checkoutservice", "box", "stripe", "kubernetes"];

/// What the arguments ask for.
struct Wanted {
    rounds: usize,
    check: bool,
    linear: bool,
    against: Option<String>,
    documents: Vec<String>,
}

impl Wanted {
    fn from_arguments() -> Self {
        let mut wanted =
            Self { rounds: 3, check: false, linear: false, against: None, documents: Vec::new() };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().expect("an option has a value");
            match argument.as_str() {
                "--rounds" => wanted.rounds = value().parse().expect("a number of rounds"),
                "--check" => wanted.check = true,
                "--linear" => wanted.linear = true,
                "--against" => wanted.against = Some(value()),
                _ => wanted.documents.push(argument),
            }
        }
        wanted
    }
}

fn main() {
    if measure::is_child() {
        return measure::run_child();
    }
    let wanted = Wanted::from_arguments();
    let documents = documents(&wanted.documents);
    if documents.is_empty() {
        println!("no documents: name some, or set SPECWRIGHT_CORPUS; nothing was run");
        return;
    }
    let bench = Bench { specwright: build_command(), work: root().join("target/bench"), wanted };
    fs::create_dir_all(&bench.work).expect("a folder for what is made");
    println!(
        "{:<22} {:<24} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "document", "step", "wall s", "CPU s", "peak MB", "lines", "KB"
    );
    for (name, document) in documents {
        bench.document(&name, &document);
        if bench.wanted.linear {
            bench.growth(&name, &document);
        }
    }
}

/// The documents of the arguments, each with a name that can be a folder's.
fn documents(named: &[String]) -> Vec<(String, PathBuf)> {
    let known = corpus().map(|corpus| roots(&corpus)).unwrap_or_default();
    let usual = || USUAL.map(String::from).to_vec();
    let wanted = if named.is_empty() { usual() } else { named.to_vec() };
    let found = wanted.into_iter().filter_map(|word| {
        let path = PathBuf::from(&word);
        if path.is_file() {
            let stem = path.file_stem()?.to_string_lossy().to_lowercase();
            return Some((stem.replace(|c: char| !c.is_ascii_alphanumeric(), "-"), path));
        }
        let row = known.iter().find(|(name, _)| *name == word).cloned();
        if row.is_none() {
            println!("{word}: no such document");
        }
        row
    });
    found.collect()
}

/// Builds the command in release; it stands beside this program's own profile.
fn build_command() -> PathBuf {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root()).args(["build", "--release", "--quiet", "--package", "specwright"]);
    let built = cargo.status().expect("cargo runs");
    assert!(built.success(), "the command does not build");
    let own = std::env::current_exe().expect("a program knows where it is");
    let target = own.ancestors().nth(2).expect("programs stand in a profile of the target folder");
    target.join("release/specwright")
}

/// Rust that was made.
#[derive(Clone, Copy)]
struct Size {
    lines: usize,
    bytes: usize,
}

impl Size {
    fn of(folder: &Path) -> Self {
        let texts =
            files(folder, "rs").into_iter().filter_map(|path| fs::read_to_string(path).ok());
        let sizes = texts.map(|text| (text.lines().count(), text.len()));
        let (lines, bytes) = sizes.fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
        Self { lines, bytes }
    }
}

struct Bench {
    specwright: PathBuf,
    work: PathBuf,
    wanted: Wanted,
}

impl Bench {
    fn document(&self, name: &str, document: &Path) {
        let out = self.work.join(name);
        let rounds = self.wanted.rounds;
        let clear = || drop(fs::remove_dir_all(&out));
        row(name, "lint: read and plan", cheapest(rounds, &mut self.lint(document), || ()), None);
        let cost = cheapest(rounds, &mut self.generate("generate", name, document, &out), clear);
        let size = Size::of(&out);
        row(name, "generate", cost, Some(size));
        let mut again = self.generate("generate", name, document, &out);
        row(name, "generate, unchanged", cheapest(rounds, &mut again, || ()), None);
        let mut check = self.generate("check", name, document, &out);
        row(name, "check, unchanged", cheapest(rounds, &mut check, || ()), None);
        if let Some(command) = &self.wanted.against {
            self.peer(name, document, command, (cost, size));
        }
        if self.wanted.check {
            self.compile(name, &out);
        }
    }

    fn lint(&self, document: &Path) -> Command {
        let mut command = Command::new(&self.specwright);
        command.args(["lint", "--quiet", "--format", "short"]).arg(document);
        command
    }

    fn generate(&self, verb: &str, name: &str, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(&self.specwright);
        command.args([verb, "--quiet", "--no-config"]).arg(document).arg("--out").arg(out);
        command.args(["--package", &format!("bench-{name}")]);
        command.args(["--runtime", &format!("path:{}", root().join("runtime").display())]);
        command
    }

    /// A peer's command on the same document, and its cost in units of ours.
    fn peer(&self, name: &str, document: &Path, command: &str, ours: (Cost, Size)) {
        let out = self.work.join(format!("{name}-peer"));
        let line = command
            .replace("{document}", &document.display().to_string())
            .replace("{out}", &out.display().to_string());
        let mut command = Command::new("sh");
        command.args(["-c", &line]).current_dir(&self.work);
        let cost = cheapest(self.wanted.rounds, &mut command, || drop(fs::remove_dir_all(&out)));
        let size = Size::of(&out);
        row(name, "peer", cost, Some(size));
        println!(
            "{name:<22} {:<24} {:>7.2}x {:>7.2}x {:>7.2}x {:>7.2}x {:>7.2}x",
            "peer to ours",
            ratio(cost.wall, ours.0.wall),
            ratio(cost.cpu, ours.0.cpu),
            ratio(cost.peak, ours.0.peak),
            ratio(count(size.lines), count(ours.1.lines)),
            ratio(count(size.bytes), count(ours.1.bytes)),
        );
    }

    /// `cargo check` of the output once its dependencies are built, which an empty library in its place does first.
    fn compile(&self, name: &str, out: &Path) {
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"{name}\"]\n");
        fs::write(self.work.join("Cargo.toml"), manifest).expect("a manifest");
        let library = out.join("src/lib.rs");
        let text = fs::read_to_string(&library).expect("a package has a library");
        for (step, features) in [
            ("cargo check: client", "client"),
            ("cargo check: server", "server"),
            ("cargo check: both", "client,server"),
        ] {
            let mut cargo = Command::new("cargo");
            cargo.current_dir(&self.work).env("CARGO_TARGET_DIR", self.work.join("target"));
            cargo.env("CARGO_INCREMENTAL", "0");
            cargo.args(["check", "--quiet", "--package", &format!("bench-{name}")]);
            cargo.args(["--no-default-features", "--features", features]);
            fs::write(&library, "").expect("an empty library");
            cheapest(1, &mut cargo, || ());
            fs::write(&library, &text).expect("the library as it was");
            row(name, step, cheapest(1, &mut cargo, || ()), None);
        }
    }

    /// The document cut to parts of its operations, and how cost and output grow with what is left of it.
    fn growth(&self, name: &str, document: &Path) {
        let text = fs::read_to_string(document).expect("a document can be read");
        let Ok(whole) = serde_json::from_str(&text) else {
            println!("{name}: only JSON can be cut");
            return;
        };
        let mut measured = Vec::new();
        for share in [8, 4, 2, 1] {
            let (part, operations) = cut::cut(&whole, share);
            let part = part.to_string();
            let path = self.work.join(format!("{name}-{share}.json"));
            fs::write(&path, &part).expect("the part of a document");
            let out = self.work.join(format!("{name}-{share}"));
            let clear = || drop(fs::remove_dir_all(&out));
            let mut command = self.generate("generate", name, &path, &out);
            let cost = cheapest(self.wanted.rounds, &mut command, clear);
            let size = Size::of(&out);
            row(name, &format!("1/{share}: {operations} operations"), cost, Some(size));
            measured.push((share, count(part.len()), cost.cpu, count(size.lines)));
        }
        let Some((_, bytes, cpu, lines)) = measured.pop() else { return };
        for (share, part, part_cpu, part_lines) in measured {
            println!(
                "{name:<22} growth from 1/{share} to 1/1: document {:.2}x, CPU {:.2} and lines {:.2} times linear in it",
                bytes / part,
                ratio(cpu, part_cpu) / (bytes / part),
                ratio(lines, part_lines) / (bytes / part),
            );
        }
    }
}

fn ratio(theirs: f64, ours: f64) -> f64 {
    if ours > 0.0 { theirs / ours } else { f64::NAN }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

fn row(name: &str, step: &str, cost: Cost, size: Option<Size>) {
    let Cost { wall, cpu, peak } = cost;
    print!("{name:<22} {step:<24} {wall:>8.2} {cpu:>8.2} {peak:>8.1}");
    match size {
        Some(Size { lines, bytes }) => println!(" {lines:>8} {:>8}", bytes / 1000),
        None => println!(),
    }
}
