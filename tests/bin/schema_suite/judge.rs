//! The table of results, held against the table of known misses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use crate::document::Group;

/// What became of one test.
pub(crate) struct Outcome {
    pub(crate) draft: String,
    pub(crate) keyword: String,
    pub(crate) test: String,
    pub(crate) passed: bool,
    pub(crate) got: String,
}

impl Outcome {
    /// How a test is named in the table of misses.
    fn key(&self) -> String {
        format!("{}\t{}\t{}", self.draft, self.keyword, self.test)
    }
}

/// Reads what the runner printed: a name, a number and a verdict a line.
pub(crate) fn outcomes(printed: &str, groups: &[Group]) -> Vec<Outcome> {
    let mut verdicts = BTreeMap::new();
    for line in printed.lines() {
        let mut words = line.split(' ');
        let (name, number, verdict) = (words.next(), words.next(), words.next());
        verdicts.insert(
            (name.unwrap_or_default(), number.unwrap_or_default().to_owned()),
            verdict == Some("true"),
        );
    }
    let outcome = |group: &Group| {
        group.outcomes(|number| match verdicts.get(&(group.name.as_str(), number.to_string())) {
            Some(true) => "valid",
            Some(false) => "invalid",
            None => "not run",
        })
    };
    groups.iter().flat_map(outcome).collect()
}

/// Prints the table per keyword and what differs from the known misses; fails where anything does.
pub(crate) fn judge(outcomes: &[Outcome], misses: &Path) -> ExitCode {
    let mut table: BTreeMap<(&str, &str), (usize, usize)> = BTreeMap::new();
    for outcome in outcomes {
        let row = table.entry((&outcome.draft, &outcome.keyword)).or_default();
        row.0 += usize::from(outcome.passed);
        row.1 += 1;
    }
    println!("| draft | keyword | passed | of |\n| --- | --- | ---: | ---: |");
    for ((draft, keyword), (passed, all)) in &table {
        println!("| {draft} | {keyword} | {passed} | {all} |");
    }
    let passed = outcomes.iter().filter(|outcome| outcome.passed).count();
    println!("\n{passed} of {} pass", outcomes.len());

    let known = std::fs::read_to_string(misses).unwrap_or_default();
    let known: BTreeSet<&str> = known
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit_once('\t'))
        .map(|(key, _reason)| key)
        .collect();
    let mut differs = false;
    for outcome in outcomes {
        let key = outcome.key();
        if outcome.passed == known.contains(key.as_str()) {
            differs = true;
            println!(
                "{}: {key}\t({})",
                if outcome.passed { "passes now" } else { "fails" },
                outcome.got
            );
        }
    }
    if differs { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
