//! How deep types nest in each other, by value or not: what rustc must go through to compile how the first is read.

use super::plan::{Item, ItemId, ItemKind, Plan, RustType};

/// The longest chain of items of which each holds the next. What closes a circle in a walk is left out, as rustc does not
/// enter what it has begun.
pub(crate) fn deepest(plan: &Plan) -> usize {
    let held: Vec<Vec<ItemId>> = plan.items.iter().map(held).collect();
    let mut depth: Vec<Option<usize>> = vec![None; held.len()];
    let mut deepest = 0;
    for root in 0..held.len() {
        walk(&held, root, &mut depth);
        deepest = deepest.max(depth[root].unwrap_or(0));
    }
    deepest
}

/// A depth-first walk without recursion. An item that is still open counts for nothing.
fn walk(held: &[Vec<ItemId>], root: usize, depth: &mut [Option<usize>]) {
    let mut stack = Vec::new();
    if depth[root].is_none() {
        depth[root] = Some(0);
        stack.push((root, 0, 0));
    }
    while let Some((item, next, below)) = stack.last_mut() {
        if let Some(inner) = held[*item].get(*next).map(|id| id.0 as usize) {
            *next += 1;
            if let Some(inner) = depth[inner] {
                *below = inner.max(*below);
            } else {
                depth[inner] = Some(0);
                stack.push((inner, 0, 0));
            }
        } else {
            let done = *below + 1;
            depth[*item] = Some(done);
            stack.pop();
            if let Some((_, _, below)) = stack.last_mut() {
                *below = done.max(*below);
            }
        }
    }
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
        for (edges, longest) in [
            (&[][..], 1),
            (&[(0, 1), (1, 2)], 3),
            (&[(0, 0)], 1),
            (&[(2, 1), (1, 0), (0, 2)], 3),
            (&[(0, 3), (0, 1), (1, 2), (2, 3)], 4),
        ] {
            let mut held = vec![Vec::new(); 4];
            for &(outer, inner) in edges {
                held[outer].push(ItemId(inner));
            }
            let mut depth = vec![None; 4];
            (0..4).for_each(|root| walk(&held, root, &mut depth));
            assert_eq!(depth.into_iter().flatten().max(), Some(longest), "{edges:?}");
        }
    }
}
