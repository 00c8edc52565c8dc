//! The journey of a document, on one page.
//!
//! ```text
//! Path ─load→ Sources ─read→ Description ─lower→ Api ─passes→ Plan ─backend→ Vec<OutputFile> ─output→ Vec<File>
//! ```
//!
//! Every arrow up to the plan also fills in diagnostics; if any of them is an error, or denied, there are no files.
//! Nothing is written here: the caller has the files, and decides.

use std::path::Path;

use crate::config::Config;
use crate::diagnostic::Diagnostics;
use crate::load::{self, LoadOptions, Memory};
use crate::output::listing::{Ingredients, hash};
use crate::output::template::Templates;
use crate::output::{self, File};
use crate::passes::{self, Plan};
use crate::source::Sources;
use crate::{Error, Findings, backend, lower, read};

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
pub(crate) fn run(config: &Config, texts: Option<&Memory>) -> Result<Run, Error> {
    let (findings, plan) = plan(config, texts)?;
    make(config, findings, plan)
}

/// The stages that make something.
pub(crate) fn make(config: &Config, findings: Findings, plan: Option<Plan>) -> Result<Run, Error> {
    let Some(plan) = plan.filter(|_| findings.verdict().is_ok()) else {
        return Ok(Run { findings, files: Vec::new(), counts: Counts::default() });
    };
    let templates = config.templates.as_deref().map(Templates::read).transpose()?;
    let emitted = backend::files(&plan, config, &templates.unwrap_or_default());
    let made_of = ingredients(config, findings.sources());
    let files = output::finish(emitted, &made_of, |path| backend::layout(config, path));
    let counts = Counts { operations: plan.operations.len(), types: plan.items.len() };
    Ok(Run { findings, files, counts })
}

/// The stages that can find something. Each runs on what the one before could make of a faulty document.
pub(crate) fn plan(
    config: &Config,
    texts: Option<&Memory>,
) -> Result<(Findings, Option<Plan>), Error> {
    let mut found = Diagnostics::default();
    let sources = load(config, texts, &mut found)?;
    let plan = read::read(&sources, &mut found).map(|description| {
        let api = lower::lower(&description, &sources, config, &mut found);
        passes::plan(api, config, &mut found)
    });
    Ok((Findings::new(found, sources, config), plan))
}

/// How many files a folder holds, if they are what [`make`] would make. Templates are in no hash, so that it takes making to
/// know.
pub(crate) fn untouched(config: &Config, findings: &Findings, out: &Path) -> Option<usize> {
    let made_of = config.templates.is_none().then(|| ingredients(config, findings.sources()))?;
    findings.verdict().ok().and_then(|()| output::write::untouched(out, &made_of))
}

/// The document of the configuration and what it refers to: from the disk, or from texts by name.
fn load(
    config: &Config,
    texts: Option<&Memory>,
    found: &mut Diagnostics,
) -> Result<Sources, Error> {
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
    let loaded = match texts {
        None => load::load(document, &options, found),
        Some(texts) => load::load_memory(&document.to_string_lossy(), texts, &options, found),
    };
    loaded.map_err(|error| Error::Read { path: error.path.into(), source: error.source })
}

/// What the output is made of. Names of files are left out: they say where on a machine the document is.
fn ingredients(config: &Config, sources: &Sources) -> Ingredients {
    let texts = sources.files().map(|(_, file)| hash(file.text().as_bytes()));
    let texts: Vec<u8> = texts.flat_map(u128::to_be_bytes).collect();
    let way_to_runtime = backend::manifest::way_to_runtime(config).unwrap_or_default();
    Ingredients {
        edition: backend::manifest::EDITION,
        description: hash(&texts),
        config: hash([config.canonical(), way_to_runtime].concat().as_bytes()),
    }
}
