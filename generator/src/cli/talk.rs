//! What is said on standard error, and in which colors.

use std::io::{IsTerminal, Write, stderr, stdout};

use specwright::{Findings, Format};

/// When to use colors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// Where talk goes, and how much of it there is.
#[derive(Debug)]
pub(crate) struct Talk {
    quiet: bool,
    color: Color,
}

impl Talk {
    pub(crate) fn new(quiet: bool, color: Color) -> Self {
        Self { quiet, color }
    }

    /// Something good to know.
    pub(crate) fn note(&self, text: &str) {
        if !self.quiet {
            say(&mut stderr(), &format!("{text}\n"));
        }
    }

    /// What went wrong; said even when quiet.
    pub(crate) fn error(&self, text: &str) {
        let (start, end) =
            if self.colors(stderr().is_terminal()) { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        for line in text.lines() {
            say(&mut stderr(), &format!("{start}error{end}: {line}\n"));
        }
    }

    /// What was found in a document, as talk: only errors when quiet.
    pub(crate) fn findings(&self, findings: &Findings, format: Format) {
        if !self.quiet || findings.verdict().is_err() {
            say(&mut stderr(), &findings.render(format, self.colors(stderr().is_terminal())));
        }
    }

    /// A result; it is said even when quiet.
    #[allow(clippy::unused_self, reason = "callers need not know that results have no choices")]
    pub(crate) fn result(&self, text: &str) {
        say(&mut stdout(), text);
    }

    /// Whether results are shown in colors.
    pub(crate) fn colored_results(&self) -> bool {
        self.colors(stdout().is_terminal())
    }

    fn colors(&self, terminal: bool) -> bool {
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                terminal && !refused && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
            }
        }
    }
}

/// A reader that went away is no fault of ours. Tests are run for their exit codes.
fn say(to: &mut dyn Write, text: &str) {
    if cfg!(test) {
        return;
    }
    drop(to.write_all(text.as_bytes()).and_then(|()| to.flush()));
}

/// `1 warning`, `2 warnings`.
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// `0 errors, 1 warning, 2 notes`.
pub(crate) fn sentence(counts: specwright::FindingCounts) -> String {
    let parts = [
        count(counts.errors + counts.denied, "error"),
        count(counts.warnings, "warning"),
        count(counts.notes, "note"),
    ];
    parts.join(", ")
}
