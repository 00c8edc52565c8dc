//! One JSON document for programs; its schema is `findings.schema.json`.

use serde_json::{Value, json};

use super::super::{Diagnostic, Label, Severity};
use super::severity_name;
use crate::source::Sources;

/// The number of the shape; it changes when a member is taken away or changes its meaning.
const SHAPE: u32 = 1;

pub(super) fn write(shown: &[(&Diagnostic, Severity)], sources: &Sources) -> String {
    let list: Vec<Value> =
        shown.iter().map(|(found, severity)| one(found, *severity, sources)).collect();
    let document = json!({ "version": SHAPE, "diagnostics": list });
    format!("{document:#}\n")
}

fn one(found: &Diagnostic, severity: Severity, sources: &Sources) -> Value {
    json!({
        "code": found.code.name,
        "severity": severity_name(severity),
        "message": found.message,
        "place": found.primary.as_ref().map(|label| place(label, sources)),
        "related": found.related.iter().map(|label| place(label, sources)).collect::<Vec<_>>(),
        "notes": found.notes,
        "help": found.help,
    })
}

fn place(label: &Label, sources: &Sources) -> Value {
    let file = sources.file(label.location.file);
    let span = sources.span(label.location, label.on_key);
    let (start, end) = (file.place(span.start), file.place(span.end));
    json!({
        "file": file.name(),
        "pointer": sources.pointer(label.location),
        "label": label.text,
        "start": { "line": start.line, "column": start.column, "byte": span.start },
        "end": { "line": end.line, "column": end.column, "byte": span.end },
    })
}
