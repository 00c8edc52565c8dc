//! Diagnostics as text: for people, for terminals of one line, for programs, for GitHub.
//!
//! In: the findings and the sources they speak of. Out: a string; nothing is printed here.

mod frame;
mod github;
mod json;
mod short;

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::Sources;

/// How findings are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// Frames with the line in question.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON document.
    Json,
    /// Workflow commands that GitHub shows beside the changed lines.
    Github,
}

/// What a user set.
#[derive(Clone, Debug)]
pub(crate) struct RenderOptions {
    /// The most findings to show in `Human` and `Short`; the rest is counted. `None` shows all.
    pub(crate) most: Option<usize>,
    pub(crate) color: bool,
    pub(crate) policy: Policy,
}

impl Default for RenderOptions {
    fn default() -> Self {
        Self { most: Some(50), color: false, policy: Policy::default() }
    }
}

/// `--deny` and `--allow`: which findings are errors, and which are not shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Policy {
    /// Names of codes, or `warnings` for all of that severity.
    pub(crate) deny: Vec<String>,
    /// Names of codes, or `warnings`. An error cannot be allowed: nothing could be generated from a guess.
    pub(crate) allow: Vec<String>,
}

impl Policy {
    /// The severity of a finding under this policy; `None` where it is allowed.
    pub(crate) fn severity(&self, code: &Code) -> Option<Severity> {
        let named = |list: &[String]| list.iter().any(|name| name == code.name);
        let warnings = self.deny.iter().any(|name| name == "warnings");
        if code.severity == Severity::Error || named(&self.deny) {
            return Some(Severity::Error);
        }
        let is_warning = code.severity == Severity::Warning;
        if named(&self.allow) || is_warning && self.allow.iter().any(|name| name == "warnings") {
            return None;
        }
        let denied = warnings && is_warning;
        Some(if denied { Severity::Error } else { code.severity })
    }
}

/// How many findings there are of each severity, under a policy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    /// Errors only because the policy denies them: the document itself is not wrong.
    pub(crate) denied: usize,
    pub(crate) warnings: usize,
    pub(crate) notes: usize,
}

impl Counts {
    pub(crate) fn of(diagnostics: &Diagnostics, policy: &Policy) -> Self {
        let mut counts = Self::default();
        for diagnostic in diagnostics.iter() {
            match policy.severity(diagnostic.code) {
                Some(Severity::Error) if diagnostic.code.severity != Severity::Error => {
                    counts.denied += 1;
                }
                Some(Severity::Error) => counts.errors += 1,
                Some(Severity::Warning) => counts.warnings += 1,
                Some(Severity::Note) => counts.notes += 1,
                None => {}
            }
        }
        counts
    }
}

/// The findings as text, ending in a line break unless it is empty.
pub(crate) fn render(
    diagnostics: &Diagnostics,
    sources: &Sources,
    format: Format,
    options: &RenderOptions,
) -> String {
    let shown: Vec<Ranked<'_>> = diagnostics
        .iter()
        .filter_map(|found| Some((found, options.policy.severity(found.code)?)))
        .collect();
    match format {
        Format::Human => limited(&shown, options, |out, found, severity| {
            frame::write(out, found, severity, sources, options.color);
        }),
        Format::Short => limited(&shown, options, |out, found, severity| {
            short::write(out, found, severity, sources);
        }),
        Format::Json => json::write(&shown, sources),
        Format::Github => github::write(&shown, sources),
    }
}

/// One finding as one line.
pub(crate) fn line(found: &Diagnostic, severity: Severity, sources: &Sources) -> String {
    let mut out = String::new();
    short::write(&mut out, found, severity, sources);
    out
}

/// How many findings of a code are shown together, and how many that say the same, where not all can be.
const TOGETHER: usize = 3;

/// Where not all can be shown errors come first, some of each code before more of any, and what says the same again not at
/// all; of the rest there are counts.
fn limited(
    shown: &[Ranked<'_>],
    options: &RenderOptions,
    write: impl Fn(&mut String, &Diagnostic, Severity),
) -> String {
    let most = options.most.unwrap_or(usize::MAX);
    let (told, rest) =
        if shown.len() > most { chosen(shown, most) } else { (shown.to_vec(), Vec::new()) };
    let mut out = String::new();
    for (found, severity) in told {
        write(&mut out, found, severity);
    }
    if !rest.is_empty() {
        let _ = writeln!(out, "... and {} more: {}", rest.len(), counted(&rest));
    }
    out
}

/// A finding and its severity.
type Ranked<'a> = (&'a Diagnostic, Severity);

/// The findings that are shown of too many, and the others.
fn chosen<'a>(all: &[Ranked<'a>], most: usize) -> (Vec<Ranked<'a>>, Vec<Ranked<'a>>) {
    let mut of_code: BTreeMap<&str, usize> = BTreeMap::new();
    let mut alike: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let (mut told, mut rest) = (Vec::new(), Vec::new());
    for &(found, severity) in all {
        let same = alike.entry((found.code.name, &found.message)).or_default();
        *same += 1;
        if *same > TOGETHER {
            rest.push((found, severity));
            continue;
        }
        let count = of_code.entry(found.code.name).or_default();
        told.push(((std::cmp::Reverse(severity), *count / TOGETHER), (found, severity)));
        *count += 1;
    }
    told.sort_by_key(|(turn, _)| *turn);
    let mut told: Vec<Ranked<'a>> = told.into_iter().map(|(_, finding)| finding).collect();
    rest.extend(told.split_off(told.len().min(most)));
    (told, rest)
}

/// `5160 stray-keyword, 14 default-mismatch`
fn counted(findings: &[Ranked<'_>]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (found, _) in findings {
        *counts.entry(found.code.name).or_default() += 1;
    }
    let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let counts: Vec<String> =
        counts.into_iter().map(|(name, count)| format!("{count} {name}")).collect();
    counts.join(", ")
}

fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
