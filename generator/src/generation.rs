//! What generating gives: findings and files, and what can be done with them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::config::Config;
use crate::error::count;
use crate::output::write::{self, Difference};
use crate::output::{File, listing, unified};
use crate::{Error, Findings, pipeline};

/// What became of a document. Nothing is written until it is asked for.
#[derive(Debug)]
pub struct Generation {
    findings: Findings,
    files: Vec<File>,
    counts: pipeline::Counts,
}

/// What differs between the output and what is on disk.
#[derive(Debug)]
pub struct Drift {
    differences: Vec<Difference>,
}

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// It is not there.
    Missing,
    /// It has another content.
    Changed,
    /// It is there and is no longer made.
    Removed,
}

/// Runs the whole pipeline and writes nothing.
///
/// What is wrong with the document is among the findings, and then there are no files.
///
/// # Errors
/// The document or a template cannot be read, or the configuration names no document.
///
/// ```no_run
/// let config = specwright::Config::read("specwright.toml")?;
/// let generation = specwright::generate(&config)?;
/// for (path, text) in generation.files() {
///     println!("{path}: {} lines", text.lines().count());
/// }
/// # Ok::<(), specwright::Error>(())
/// ```
pub fn generate(config: &Config) -> Result<Generation, Error> {
    pipeline::run(config, None).map(Generation::of)
}

/// As [`generate`], of texts in memory by name; the configuration's document is one of those names. Reads no file but
/// templates, where the configuration names some.
///
/// # Errors
/// As [`generate`].
///
/// ```
/// let texts = [(
///     "openapi.yaml".to_owned(),
///     "{openapi: 3.1.0, info: {title: Pets, version: '1'}, components: {schemas: {Pet: {type: object}}}}".to_owned(),
/// )];
/// let config = specwright::Config::for_document("openapi.yaml");
/// let generation = specwright::generate_texts(&config, &texts.into())?;
/// assert!(generation.files().any(|(path, _)| path == "src/lib.rs"));
/// # Ok::<(), specwright::Error>(())
/// ```
pub fn generate_texts(
    config: &Config,
    texts: &BTreeMap<String, String>,
) -> Result<Generation, Error> {
    pipeline::run(config, Some(texts)).map(Generation::of)
}

/// Runs the pipeline for what it finds.
///
/// # Errors
/// As [`generate`].
pub fn lint(config: &Config) -> Result<Findings, Error> {
    pipeline::plan(config, None).map(|(findings, _)| findings)
}

/// What a comparison with the output folder found.
#[derive(Debug)]
pub struct Checked {
    findings: Findings,
    files: usize,
    drift: Result<Drift, Error>,
}

/// Compares what would be generated with what is there. What this very generator made of the same, and nobody touched since,
/// is not generated again for it.
///
/// # Errors
/// As [`generate`].
pub fn check(config: &Config) -> Result<Checked, Error> {
    let out = config.out_or_error()?;
    let (findings, plan) = pipeline::plan(config, None)?;
    if let Some(files) = pipeline::untouched(config, &findings, out) {
        return Ok(Checked { findings, files, drift: Ok(Drift { differences: Vec::new() }) });
    }
    let generation = pipeline::make(config, findings, plan).map(Generation::of)?;
    let (drift, files) = (generation.compare(out), generation.files.len());
    Ok(Checked { findings: generation.findings, files, drift })
}

impl Checked {
    /// What there is to say of the document.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// How many files there should be.
    pub fn files(&self) -> usize {
        self.files
    }

    /// What differs.
    ///
    /// # Errors
    /// The document has errors, and there is nothing to compare; a file cannot be read.
    pub fn drift(self) -> Result<Drift, Error> {
        self.drift
    }
}

impl Config {
    /// Reads `specwright.toml`.
    ///
    /// # Errors
    /// The file cannot be read; otherwise as [`Config::parse`].
    pub fn read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        Self::parse(&write::read_text(path)?, path)
    }
}

impl Generation {
    fn of(run: pipeline::Run) -> Self {
        let pipeline::Run { findings, files, counts } = run;
        Self { findings, files, counts }
    }

    /// What there is to say of the document.
    pub fn findings(&self) -> &Findings {
        &self.findings
    }

    /// Path below the output folder, and text.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|file| (file.path.as_str(), file.text.as_str()))
    }

    /// How many operations are generated.
    pub fn operations(&self) -> usize {
        self.counts.operations
    }

    /// How many types are generated for schemas.
    pub fn types(&self) -> usize {
        self.counts.types
    }

    /// What differs between the files and a folder.
    ///
    /// # Errors
    /// The document has errors; a file cannot be read.
    pub fn compare(&self, out: &Path) -> Result<Drift, Error> {
        self.findings.verdict()?;
        Ok(Drift { differences: write::compare(out, &self.files)? })
    }

    /// Makes a folder hold the files: writes what differs and removes what is no longer made, all of it or none. Gives
    /// what had differed.
    ///
    /// `force` gives up changes that were made by hand to generated files, and accepts a folder in which others keep
    /// files; it never touches a file that was not generated.
    ///
    /// # Errors
    /// The document has errors; the folder holds files that are not the generator's, or were changed by hand; a file
    /// cannot be read or written. The folder is then as it was.
    pub fn write(&self, out: &Path, force: bool) -> Result<Drift, Error> {
        self.findings.verdict()?;
        Ok(Drift { differences: write::write(out, &self.files, force)? })
    }

    /// Writes the only Rust file of layout `single` where it is to be; false where it is there already.
    ///
    /// # Errors
    /// The document has errors; the layout is another; the file cannot be written.
    pub fn write_single(&self, path: &Path) -> Result<bool, Error> {
        self.findings.verdict()?;
        let is_rust = |file: &&File| Path::new(&file.path).extension().is_some_and(|rs| rs == "rs");
        let mut rust = self.files.iter().filter(is_rust);
        let (Some(file), None) = (rust.next(), rust.next()) else {
            return Err(Error::config("one file is only made with `layout = \"single\"`"));
        };
        write::write_one(path, &file.text)
    }
}

impl Drift {
    /// Whether all is as it should be.
    pub fn is_none(&self) -> bool {
        self.differences.is_empty()
    }

    /// Every file that differs, by path below the output folder.
    pub fn files(&self) -> impl Iterator<Item = (&str, Change)> {
        self.differences.iter().map(|difference| {
            let change = match (&difference.before, &difference.after) {
                (None, _) => Change::Missing,
                (Some(_), Some(_)) => Change::Changed,
                (Some(_), None) => Change::Removed,
            };
            (difference.path.as_str(), change)
        })
    }

    /// A unified diff from what is there to what would be generated. Hashes in `generated.toml` are not part of it.
    pub fn diff(&self) -> String {
        let shown =
            self.differences.iter().filter(|difference| difference.path != listing::LISTING);
        shown
            .map(|difference| {
                let before = difference.before.as_deref().map(String::from_utf8_lossy);
                unified::unified(&difference.path, before.as_deref(), difference.after.as_deref())
            })
            .collect()
    }
}

/// Panics where the output of a configuration is not current, with the diff and the command that mends it: for a test
/// beside generated code.
///
/// With `SPECWRIGHT_UPDATE=1` in the environment it writes the output instead.
///
/// ```no_run
/// # fn wrapped() {
/// specwright::assert_current("specwright.toml");
/// # }
/// ```
///
/// # Panics
/// Where the output differs, and where it cannot be told.
pub fn assert_current(config: impl AsRef<Path>) {
    if let Err(problem) = current(config.as_ref()) {
        panic!("{problem}");
    }
}

fn current(path: &Path) -> Result<(), String> {
    let told = |error: Error| error.to_string();
    let config = Config::read(path).map_err(told)?;
    let out = config.out_or_error().map_err(told)?;
    let with_findings = |findings: &Findings, error: Error| match findings.verdict() {
        Ok(()) => error.to_string(),
        Err(_) => format!("{}\n{error}", findings.render(crate::Format::Human, false)),
    };
    if std::env::var_os("SPECWRIGHT_UPDATE").is_some_and(|value| value == "1") {
        let generation = generate(&config).map_err(told)?;
        let written = generation.write(out, false).map(drop);
        return written.map_err(|error| with_findings(&generation.findings, error));
    }
    let Checked { findings, drift, .. } = check(&config).map_err(told)?;
    let drift = drift.map_err(|error| with_findings(&findings, error))?;
    if drift.is_none() {
        return Ok(());
    }
    let files: Vec<_> = drift.files().map(|(path, _)| path).collect();
    Err(format!(
        "{}\n{} of {} not current: {}\nrun `specwright generate --config {}`",
        drift.diff(),
        count(files.len(), "file"),
        out.display(),
        files.join(", "),
        path.display(),
    ))
}
