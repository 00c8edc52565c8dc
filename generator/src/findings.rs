//! What was found in a document, as the door shows it.

use std::fmt;
use std::path::PathBuf;

use crate::Error;
use crate::config::{Config, DiagnosticName};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// Everything that is to be said of a document, with the text it is about.
#[derive(Debug)]
pub struct Findings {
    diagnostics: Diagnostics,

    deny: Vec<DiagnosticName>,
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
    /// JSON, an object a line.
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
    /// Findings that the configuration denies; errors are not counted here.
    pub denied: usize,
}

impl Findings {
    /// What the configuration allows is dropped, but for errors.
    pub(crate) fn new(diagnostics: Diagnostics, config: &Config) -> Self {
        let allowed = |diagnostic: &Diagnostic| {
            diagnostic.code.severity != Severity::Error && names(&config.allow, diagnostic)
        };
        let mut kept = Diagnostics::default();
        for diagnostic in diagnostics {
            if !allowed(&diagnostic) {
                kept.push(diagnostic);
            }
        }
        Self { diagnostics: kept, deny: config.deny.clone() }
    }

    /// How many there are.
    pub fn counts(&self) -> FindingCounts {
        let mut counts = FindingCounts::default();
        for finding in self.iter() {
            counts.denied += usize::from(finding.is_denied());
            match finding.diagnostic.code.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Note => counts.notes += 1,
            }
        }
        counts
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
        let _ = (format, color);
        String::new()
    }

    /// One by one, in the order of finding.
    pub fn iter(&self) -> impl Iterator<Item = Finding<'_>> {
        self.diagnostics.iter().map(|diagnostic| Finding { diagnostic, findings: self })
    }

    /// Every file of the description that was read, as seen from the current folder.
    pub fn inputs(&self) -> impl Iterator<Item = PathBuf> {
        std::iter::empty()
    }
}

/// One thing to be said of a document. Displays as one line, with its place.
#[derive(Clone, Copy, Debug)]
pub struct Finding<'a> {
    diagnostic: &'a Diagnostic,
    findings: &'a Findings,
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

    /// Whether the document is wrong.
    pub fn is_error(&self) -> bool {
        self.diagnostic.code.severity == Severity::Error
    }

    /// Whether the document is odd, or something in it is lost.
    pub fn is_warning(&self) -> bool {
        self.diagnostic.code.severity == Severity::Warning
    }

    /// Whether the configuration denies it.
    pub fn is_denied(&self) -> bool {
        !self.is_error() && names(&self.findings.deny, self.diagnostic)
    }
}

impl fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostic.message)
    }
}

/// Whether a list of codes names the finding.
fn names(list: &[DiagnosticName], diagnostic: &Diagnostic) -> bool {
    let is_warning = diagnostic.code.severity == Severity::Warning;
    list.iter().any(|name| name.0 == diagnostic.code.name || is_warning && name.0 == "warnings")
}
