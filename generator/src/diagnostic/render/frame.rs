//! Frames as rustc draws them: the line, what of it is meant, other places, notes, help.

use std::fmt::Write;

use super::super::{Diagnostic, Label, Severity};
use super::severity_name;
use crate::source::{FileId, Sources};

/// The longest part of a line that is shown.
const WIDTH: usize = 140;
/// Tabs and other control characters would shift the carets.
const BLANK: char = ' ';

pub(super) fn write(
    out: &mut String,
    found: &Diagnostic,
    severity: Severity,
    sources: &Sources,
    color: bool,
) {
    let paint = Paint { color };
    let title = format!("{}[{}]", severity_name(severity), found.code.name);
    let title = paint.severity(severity, &title);
    let message = paint.bold(&format!(": {}", found.message));
    let _ = writeln!(out, "{title}{message}");
    let labels: Vec<&Label> = found.primary.iter().chain(&found.related).collect();
    let width = labels.iter().map(|label| line_number(label, sources).to_string().len()).max();
    let width = width.unwrap_or(1);
    let mut file: Option<FileId> = None;
    for (index, group) in by_line(&labels, sources).iter().enumerate() {
        let arrow = if index == 0 { "-->" } else { ":::" };
        let same = file == Some(group[0].location.file);
        let arrow = if same { None } else { Some(arrow) };
        place(out, group, sources, &paint, width, arrow, index == 0);
        file = Some(group[0].location.file);
    }
    let mut say = |name: &str, text: &str| {
        for (index, line) in text.lines().enumerate() {
            let head = if index == 0 { format!("{name}: ") } else { " ".repeat(name.len() + 2) };
            let bar = paint.dim("=");
            let _ = writeln!(out, "{:width$} {bar} {head}{line}", "");
        }
    };
    for note in &found.notes {
        say("note", note);
    }
    if let Some(help) = &found.help {
        say("help", help);
    }
    out.push('\n');
}

fn line_number(label: &Label, sources: &Sources) -> usize {
    sources.place(label.location, label.on_key).line
}

/// Labels of one line together, so that it is drawn once; lines that are too long to show as a whole stay apart.
fn by_line<'l>(labels: &[&'l Label], sources: &Sources) -> Vec<Vec<&'l Label>> {
    let mut groups: Vec<Vec<&Label>> = Vec::new();
    for label in labels {
        let line = line_number(label, sources);
        let file = sources.file(label.location.file);
        let known = groups.iter_mut().find(|group| {
            group[0].location.file == label.location.file
                && line_number(group[0], sources) == line
                && file.width(line) <= WIDTH
        });
        match known {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    groups
}

/// A line and what is said of it; the first label of the first group is the primary one.
fn place(
    out: &mut String,
    labels: &[&Label],
    sources: &Sources,
    paint: &Paint,
    width: usize,
    arrow: Option<&str>,
    primary: bool,
) {
    let file = sources.file(labels[0].location.file);
    let at = sources.place(labels[0].location, labels[0].on_key);
    let bar = paint.dim("|");
    if let Some(arrow) = arrow {
        let arrow = paint.dim(arrow);
        let _ = writeln!(out, "{:width$}{arrow} {}:{}:{}", "", file.name(), at.line, at.column);
        let _ = writeln!(out, "{:width$} {bar}", "");
    } else {
        let dots = paint.dim("...");
        let _ = writeln!(out, "{dots}");
    }
    let length = file.width(at.line);
    let from = (at.column - 1).saturating_sub(WIDTH / 2);
    let from = if length > WIDTH { from } else { 0 };
    let to = (from + WIDTH).min(length);
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < length { "…" } else { "" });
    let line = file.line(at.line);
    // Counted from the place, not from the start of the line: that may be as far away as the start of the file.
    let start = (sources.span(labels[0].location, labels[0].on_key).start as usize).min(line.end);
    let text = |range| file.text().get(range).unwrap_or("").chars();
    let lead = text(line.start..start).rev().take(at.column - 1 - from);
    let first = start - lead.map(char::len_utf8).sum::<usize>();
    let shown = text(first..line.end).take(to - from);
    let shown: String = shown.map(|c| if c.is_control() { BLANK } else { c }).collect();
    let number = paint.dim(&format!("{:>width$}", at.line));
    let _ = writeln!(out, "{number} {bar} {before}{}{after}", shown.trim_end());
    for (index, label) in labels.iter().enumerate() {
        let column = sources.place(label.location, label.on_key).column - 1;
        let span = sources.span(label.location, label.on_key);
        let covered = file.text().get(span.start as usize..span.end as usize).unwrap_or("");
        // Of a value over several lines its first is enough.
        let room = (to + 1).saturating_sub(column).max(1);
        let covered = covered.lines().next().unwrap_or("").trim_end().chars().take(room);
        let covered = covered.count().max(1);
        let indent = column - from + before.chars().count();
        let is_primary = primary && index == 0;
        let sign = if is_primary { "^" } else { "-" };
        let carets = paint.mark(is_primary, &sign.repeat(covered));
        let text = if label.text.is_empty() { String::new() } else { format!(" {}", label.text) };
        let _ = writeln!(out, "{:width$} {bar} {}{carets}{text}", "", " ".repeat(indent));
    }
}

/// Colours of a terminal, where they are wanted.
struct Paint {
    color: bool,
}

impl Paint {
    fn wrap(&self, code: &str, text: &str) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn severity(&self, severity: Severity, text: &str) -> String {
        match severity {
            Severity::Error => self.wrap("1;31", text),
            Severity::Warning => self.wrap("1;33", text),
            Severity::Note => self.wrap("1;36", text),
        }
    }

    fn bold(&self, text: &str) -> String {
        self.wrap("1", text)
    }

    fn dim(&self, text: &str) -> String {
        self.wrap("1;34", text)
    }

    fn mark(&self, primary: bool, text: &str) -> String {
        self.wrap(if primary { "1;31" } else { "1;34" }, text)
    }
}
