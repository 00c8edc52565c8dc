//! How deep types nest in each other, by value or not: what rustc must go through to compile how the first is read. A struct of
//! many members is deep by itself, as its fields are rows in rows.

use super::depth_first::{Step, walk};
use super::plan::{Item, ItemId, ItemKind, Plan, RustType};

/// How many fields a row of the runtime (`wire/row.rs`) has, before the rest of them is a row in it.
const ROW: usize = 16;

/// The longest chain of items of which each holds the next. What closes a circle in a walk is left out, as rustc does not
/// enter what it has begun.
pub(crate) fn deepest(plan: &Plan) -> usize {
    let (own, held): (Vec<_>, Vec<_>) =
        plan.items.iter().map(|item| (1 + rows(item), held(item))).unzip();
    longest(&own, &held)
}

/// How many rows of fields an item has in its first.
fn rows(item: &Item) -> usize {
    match &item.kind {
        ItemKind::Struct(plan) => plan.fields.len() / ROW,
        ItemKind::Union(_) | ItemKind::Alias(_) | ItemKind::Enum(_) => 0,
    }
}

fn longest(own: &[usize], held: &[Vec<ItemId>]) -> usize {
    let inner = |item: usize| held[item].iter().map(|id| id.0 as usize);
    let mut depth = vec![0; held.len()];
    walk(
        0..held.len(),
        |item| inner(item).map(|inner| ((), inner)).collect(),
        |step| {
            if let Step::Done(item) = step {
                depth[item] = own[item] + inner(item).map(|inner| depth[inner]).max().unwrap_or(0);
            }
        },
    );
    depth.into_iter().max().unwrap_or(0)
}

/// The items that one holds in any way.
fn held(item: &Item) -> Vec<ItemId> {
    let mut into = Vec::new();
    match &item.kind {
        ItemKind::Struct(plan) => {
            plan.fields.iter().for_each(|field| items_of(&field.rust, &mut into));
            plan.rest.iter().for_each(|rest| items_of(&rest.values, &mut into));
        }
        ItemKind::Union(plan) => {
            plan.variants.iter().for_each(|variant| items_of(&variant.payload, &mut into));
        }
        ItemKind::Alias(rust) => items_of(rust, &mut into),
        ItemKind::Enum(_) => {}
    }
    into
}

fn items_of(rust: &RustType, into: &mut Vec<ItemId>) {
    match rust {
        RustType::Item(id) => into.push(*id),
        RustType::Option(inner)
        | RustType::Vec(inner)
        | RustType::Map(inner)
        | RustType::Boxed(inner)
        | RustType::Patch(inner) => items_of(inner, into),
        RustType::Tuple(items) => items.iter().for_each(|item| items_of(item, into)),
        RustType::Scalar(_) | RustType::Json | RustType::Foreign(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_chain_counts_and_circles_end_it() {
        for (own, edges, expected) in [
            ([1; 4], &[][..], 1),
            ([1; 4], &[(0, 1), (1, 2)], 3),
            ([1; 4], &[(0, 0)], 1),
            ([1; 4], &[(2, 1), (1, 0), (0, 2)], 3),
            ([1; 4], &[(0, 3), (0, 1), (1, 2), (2, 3)], 4),
            ([1, 1, 9, 1], &[(0, 1), (1, 2)], 11),
        ] {
            let mut held = vec![Vec::new(); 4];
            for &(outer, inner) in edges {
                held[outer].push(ItemId(inner));
            }
            assert_eq!(longest(&own, &held), expected, "{edges:?}");
        }
    }
}
