//! One line each, as compilers write for editors.

use std::fmt::Write;

use super::super::{Diagnostic, Severity};
use super::severity_name;
use crate::source::Sources;

pub(super) fn write(out: &mut String, found: &Diagnostic, severity: Severity, sources: &Sources) {
    if let Some(label) = &found.primary {
        let file = sources.file(label.location.file).name();
        let at = sources.place(label.location, label.on_key);
        let _ = write!(out, "{file}:{}:{}: ", at.line, at.column);
    }
    let message = found.message.replace(['\n', '\r'], " ");
    let _ = writeln!(out, "{}[{}]: {message}", severity_name(severity), found.code.name);
}
