//! What was found in a document, as the door shows it.

use std::fmt;
use std::path::PathBuf;

use crate::Error;
use crate::config::{Config, DiagnosticName};
use crate::diagnostic::render::{self, Counts, Policy, RenderOptions};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

/// How many findings are shown to people where the configuration does not say.
const SHOWN: usize = 50;

/// Everything that is to be said of a document, with the text it is about.
#[derive(Debug)]
pub struct Findings {
    diagnostics: Diagnostics,
    sources: Sources,
    policy: Policy,
    /// The most that are shown to people.
    most: usize,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// With the lines of the document, for people.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON document, as [`findings_schema`](crate::findings_schema) describes it.
    Json,
    /// Annotations of GitHub's workflows.
    Github,
}

/// How many findings there are of each kind. What is denied counts as its severity as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FindingCounts {
    /// The document is wrong.
    pub errors: usize,
    /// The document is odd, or something in it is lost.
    pub warnings: usize,
    /// Worth knowing.
    pub notes: usize,
    /// Errors only because the configuration denies them.
    pub denied: usize,
}

impl Findings {
    pub(crate) fn new(diagnostics: Diagnostics, sources: Sources, config: &Config) -> Self {
        let names = |list: &[DiagnosticName]| list.iter().map(|name| name.0.clone()).collect();
        let policy = Policy { deny: names(&config.deny), allow: names(&config.allow) };
        Self { diagnostics, sources, policy, most: config.limits.findings.unwrap_or(SHOWN) }
    }

    pub(crate) fn sources(&self) -> &Sources {
        &self.sources
    }

    /// How many there are.
    pub fn counts(&self) -> FindingCounts {
        let Counts { errors, denied, warnings, notes } =
            Counts::of(&self.diagnostics, &self.policy);
        FindingCounts { errors, warnings, notes, denied }
    }

    /// Whether they let the output be written.
    ///
    /// # Errors
    /// [`Error::Document`] where there is an error, or a finding that is denied.
    pub fn verdict(&self) -> Result<(), Error> {
        match self.counts() {
            FindingCounts { errors: 0, denied: 0, .. } => Ok(()),
            FindingCounts { errors, denied, .. } => Err(Error::Document { errors, denied }),
        }
    }

    /// All of them as text; empty where there are none.
    pub fn render(&self, format: Format, color: bool) -> String {
        let format = match format {
            Format::Human => render::Format::Human,
            Format::Short => render::Format::Short,
            Format::Json => render::Format::Json,
            Format::Github => render::Format::Github,
        };
        let options = RenderOptions { most: Some(self.most), color, policy: self.policy.clone() };
        render::render(&self.diagnostics, &self.sources, format, &options)
    }

    /// One by one, in the order of finding.
    pub fn iter(&self) -> impl Iterator<Item = Finding<'_>> {
        self.diagnostics.iter().filter_map(|diagnostic| {
            let severity = self.policy.severity(diagnostic.code)?;
            Some(Finding { diagnostic, severity, sources: &self.sources })
        })
    }

    /// Every file of the description that was read, as seen from the current folder.
    pub fn inputs(&self) -> impl Iterator<Item = PathBuf> + '_ {
        self.sources.files().map(|(_, file)| PathBuf::from(file.name()))
    }
}

/// One thing to be said of a document. Displays as one line, with its place.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    diagnostic: &'a Diagnostic,
    severity: Severity,
    sources: &'a Sources,
}

impl<'a> Finding<'a> {
    /// The code that `allow`, `deny` and `specwright explain` know it by.
    pub fn code(&self) -> &'a str {
        self.diagnostic.code.name
    }

    /// What it says, without its place.
    pub fn message(&self) -> &'a str {
        &self.diagnostic.message
    }

    /// What to do about it.
    pub fn help(&self) -> Option<&'a str> {
        self.diagnostic.help.as_deref()
    }

    /// Whether it keeps the output from being written: the document is wrong, or the configuration denies it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether the document is odd, or something in it is lost.
    pub fn is_warning(&self) -> bool {
        self.severity == Severity::Warning
    }
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(render::line(self.diagnostic, self.severity, self.sources).trim_end())
    }
}
