//! What is said to the author of a description: a code, a place, a sentence, and what to do about it.
//!
//! In: what any stage up to the plan found. Out: a list in order of finding, which the renderers draw.
//! Nothing here decides whether a finding is fatal; that is its code's severity.

pub(crate) mod codes;
pub(crate) mod render;

use crate::source::Location;

/// How much a finding matters. An error keeps all output from being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Severity {
    Note,
    Warning,
    Error,
}

/// One row of the table of codes: what kind of finding there is.
#[derive(Debug)]
pub(crate) struct Code {
    /// Stable, kebab-case: what `--deny`, `--allow` and `explain` take.
    pub(crate) name: &'static str,
    pub(crate) severity: Severity,
    /// One sentence for the list of codes.
    pub(crate) summary: &'static str,
    /// What `specwright explain` prints: why it matters and how to mend it.
    pub(crate) explanation: &'static str,
}

/// A place and what is to be said of it.
#[derive(Clone, Debug)]
pub(crate) struct Label {
    pub(crate) location: Location,
    /// Whether the key is meant rather than the value under it.
    pub(crate) on_key: bool,
    pub(crate) text: String,
}

/// One finding.
#[derive(Clone, Debug)]
pub(crate) struct Diagnostic {
    pub(crate) code: &'static Code,
    /// One sentence, without a full stop, with names in backticks.
    pub(crate) message: String,
    /// `None` only where there is no place: an empty file, an option of the command line.
    pub(crate) primary: Option<Label>,
    pub(crate) related: Vec<Label>,
    pub(crate) notes: Vec<String>,
    /// What to do; always there on errors.
    pub(crate) help: Option<String>,
}

impl Diagnostic {
    pub(crate) fn new(code: &'static Code, location: Location, message: impl Into<String>) -> Self {
        let primary = Some(Label { location, on_key: false, text: String::new() });
        Self { primary, ..Self::of_configuration(code, message) }
    }

    /// Of something in the configuration, which the documents have no place of.
    pub(crate) fn of_configuration(code: &'static Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            primary: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// Points at the key of the place rather than its value.
    pub(crate) fn on_key(mut self) -> Self {
        if let Some(label) = &mut self.primary {
            label.on_key = true;
        }
        self
    }

    /// What stands behind the carets.
    pub(crate) fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = &mut self.primary {
            label.text = text.into();
        }
        self
    }

    pub(crate) fn related(mut self, location: Location, text: impl Into<String>) -> Self {
        self.related.push(Label { location, on_key: false, text: text.into() });
        self
    }

    /// A related place whose key is meant.
    pub(crate) fn related_key(mut self, location: Location, text: impl Into<String>) -> Self {
        self.related.push(Label { location, on_key: true, text: text.into() });
        self
    }

    pub(crate) fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }
}

/// Every finding of a run, in the order they were made.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics {
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.list.iter().any(|diagnostic| diagnostic.code.severity == Severity::Error)
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}
