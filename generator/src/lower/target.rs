//! Where each schema leads that is nothing but a `$ref`, found once for all of them: chains may be long.

use super::terms::says_nothing_itself;
use crate::description::{Description, SchemaId};

/// The end of each schema's chain of plain references.
pub(super) struct Targets {
    /// The first schema that says something; a schema on a circle of references is its own end.
    ends: Vec<SchemaId>,
    /// The last reference before it.
    last: Vec<Option<SchemaId>>,
}

impl Targets {
    pub(super) fn of(description: &Description) -> Self {
        let count = description.schemas.len();
        let mut ends: Vec<Option<SchemaId>> = vec![None; count];
        let mut last = vec![None; count];
        // The start whose walk met a schema first; a walk that meets its own number again has found a circle.
        let mut walks = vec![usize::MAX; count];
        for start in 0..count {
            let mut way: Vec<SchemaId> = Vec::new();
            let mut at = SchemaId::new(start);
            let end = loop {
                if let Some(end) = ends[at.index()] {
                    break (end, last[at.index()]);
                }
                if std::mem::replace(&mut walks[at.index()], start) == start {
                    let circle = way.iter().position(|id| *id == at).unwrap_or(0);
                    for on_circle in way.drain(circle..) {
                        ends[on_circle.index()] = Some(on_circle);
                    }
                    break (at, None);
                }
                let Some(next) = plain_reference(description, at) else {
                    ends[at.index()] = Some(at);
                    break (at, None);
                };
                way.push(at);
                at = next;
            };
            let (end, mut before) = end;
            for id in way.into_iter().rev() {
                before = before.or(Some(id));
                (ends[id.index()], last[id.index()]) = (Some(end), before);
            }
        }
        let ends = ends.into_iter().map(|end| end.expect("every schema has been walked from"));
        Self { ends: ends.collect(), last }
    }

    pub(super) fn end(&self, id: SchemaId) -> SchemaId {
        self.ends[id.index()]
    }

    pub(super) fn last(&self, id: SchemaId) -> Option<SchemaId> {
        self.last[id.index()]
    }
}

/// The target of a schema that is nothing but a `$ref`.
fn plain_reference(description: &Description, id: SchemaId) -> Option<SchemaId> {
    let schema = description.schema(id);
    let target = schema.reference.as_ref()?.target?;
    says_nothing_itself(schema).then_some(target)
}
