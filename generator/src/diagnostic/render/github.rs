//! Workflow commands: `::error file=…,line=…::message`, which GitHub shows beside the lines of a change.

use std::fmt::Write;

use super::super::{Diagnostic, Severity};
use crate::source::Sources;

pub(super) fn write(shown: &[(&Diagnostic, Severity)], sources: &Sources) -> String {
    let mut out = String::new();
    for (found, severity) in shown {
        let command = match severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut text = found.message.clone();
        let notes = found.notes.iter().map(|note| format!("\nnote: {note}"));
        text.extend(notes.chain(found.help.iter().map(|help| format!("\nhelp: {help}"))));
        let place = found.primary.as_ref().map_or_else(String::new, |label| {
            let at = sources.place(label.location, label.on_key);
            let file = property(sources.file(label.location.file).name());
            format!("file={file},line={},col={},", at.line, at.column)
        });
        let (title, text) = (property(found.code.name), data(&text));
        let _ = writeln!(out, "::{command} {place}title={title}::{text}");
    }
    out
}

/// What ends a message or a line must be escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What ends a property must be escaped as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
