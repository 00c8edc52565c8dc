//! Arrays and tuples.

use super::Lowering;
use super::facts::Facts;
use super::terms::{Term, Terms};
use crate::ir::{Shape, TypeId};

/// The shape of the arrays that `facts` describe.
pub(super) fn shape(lowering: &mut Lowering<'_>, id: TypeId, facts: &Facts<'_>) -> Shape {
    if facts.prefix_items.is_empty() {
        let items = part(lowering, id, "item", &facts.items);
        return Shape::Array { items };
    }
    let items = facts
        .prefix_items
        .iter()
        .enumerate()
        .map(|(index, terms)| part(lowering, id, &format!("item {index}"), terms))
        .collect();
    let closed = facts.items.iter().any(|&term| denies_all(lowering, term));
    let rest = (!closed).then(|| part(lowering, id, "item", &facts.items));
    Shape::Tuple { items, rest }
}

fn part(lowering: &mut Lowering<'_>, id: TypeId, hint: &str, terms: &[Term]) -> TypeId {
    match terms.last() {
        Some(last) => lowering.part(id, hint, &Terms { main: last.schema(), all: terms.to_vec() }),
        None => lowering.any(id, hint),
    }
}

fn denies_all(lowering: &Lowering<'_>, term: Term) -> bool {
    lowering.description.schema(lowering.target(term.schema())).boolean == Some(false)
}
