//! Callers: what operations ask of them, and what a caller is called who may be known in one of several ways.

use std::collections::BTreeSet;

use super::names;
use super::plan::{AlternativesPlan, OperationPlan, SchemePlan};
use crate::ir::{Operation, SchemeUse};

/// What an operation asks of its callers: alternatives, each of them all the schemes that it needs. One that needs none
/// lets strangers through.
pub(crate) type Asked = Vec<Vec<usize>>;

/// What an operation asks for; `None` where nobody is asked who they are.
pub(crate) fn asked(operation: &Operation) -> Option<Asked> {
    let asks = |needs: &Vec<SchemeUse>| needs.iter().map(|need| need.scheme).collect();
    let all: Asked = operation.security.iter().map(asks).collect();
    all.iter().any(|needs| !needs.is_empty()).then_some(all)
}

/// The alternatives of what is asked that ask for something.
pub(crate) fn alternatives(asked: &Asked) -> impl Iterator<Item = &Vec<usize>> {
    asked.iter().filter(|needs| !needs.is_empty())
}

/// Names the callers of the operations that are served, where there are several ways to know them: `KeyOrBearer`. `taken`
/// are the names of all other types, to which these are added.
pub(super) fn plan(
    operations: &[Operation],
    planned: &[OperationPlan],
    schemes: &[SchemePlan],
    taken: &mut BTreeSet<String>,
) -> Vec<AlternativesPlan> {
    let mut found: Vec<AlternativesPlan> = Vec::new();
    for planned in planned.iter().filter(|planned| !planned.stub) {
        let Some(asked) = asked(&operations[planned.index]) else { continue };
        let asked: Asked = alternatives(&asked).cloned().collect();
        if asked.len() < 2 || found.iter().any(|known| known.asked == asked) {
            continue;
        }
        let words = |needs: &Vec<usize>| {
            needs.iter().map(|&scheme| schemes[scheme].ty.as_str()).collect::<Vec<_>>().join("And")
        };
        let stem = asked.iter().map(words).collect::<Vec<_>>().join("Or");
        let name = names::claim_free(&stem, None, "", taken);
        found.push(AlternativesPlan { asked, name });
    }
    found
}
