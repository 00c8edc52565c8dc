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

/// Prints the table per keyword and what differs from the known misses; fails where anything does. `all`: every reading
/// was run.
pub(crate) fn judge(outcomes: &[(&str, Outcome)], misses: &Path, all: bool) -> ExitCode {
    print_table(outcomes);
    let known = std::fs::read_to_string(misses).unwrap_or_default();
    let rows = known.lines().skip(1).filter_map(|line| line.rsplit_once('\t'));
    let known: BTreeSet<&str> = rows.map(|(key, _reason)| key).collect();
    let mut met = BTreeSet::new();
    let mut differs = false;
    for (reading, outcome) in outcomes {
        let key = format!("{reading}\t{}", outcome.key());
        let is_known = known.get(key.as_str());
        met.extend(is_known);
        if outcome.passed == is_known.is_some() {
            differs = true;
            println!(
                "{}: {key}\t({})",
                if outcome.passed { "passes now" } else { "fails" },
                outcome.got
            );
        }
    }
    for gone in known.difference(&met).filter(|_| all) {
        differs = true;
        println!("there is no such test: {gone}");
    }
    if differs { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Passed and all, by draft and reading.
type Counts<'a> = BTreeMap<(&'a str, &'a str), (usize, usize)>;

/// A line for each keyword, as the readme has it.
fn print_table(outcomes: &[(&str, Outcome)]) {
    let mut table: BTreeMap<&str, Counts<'_>> = BTreeMap::new();
    let mut sums = Counts::new();
    for (reading, outcome) in outcomes {
        let column = (outcome.draft.as_str(), *reading);
        let row = table.entry(&outcome.keyword).or_default();
        for count in [row.entry(column).or_default(), sums.entry(column).or_default()] {
            count.0 += usize::from(outcome.passed);
            count.1 += 1;
        }
    }
    let heads: Vec<String> =
        sums.keys().map(|(draft, reading)| format!("{draft}, {reading}")).collect();
    println!("| keyword | {} |\n| --- |{}", heads.join(" | "), " ---: |".repeat(heads.len()));
    let all = std::iter::once(("all", &sums));
    for (keyword, row) in table.iter().map(|(keyword, row)| (*keyword, row)).chain(all) {
        let cell =
            |column| row.get(column).map_or(String::new(), |(passed, of)| format!("{passed}/{of}"));
        let cells: Vec<String> = sums.keys().map(cell).collect();
        println!("| {keyword} | {} |", cells.join(" | "));
    }
    println!();
}
