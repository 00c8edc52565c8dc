//! Where a type would contain itself by value: the fields that need a `Box`.
//!
//! Only edges inside a strongly connected component are boxed, and of those only what closes a circle in a walk that
//! starts at the first item. A chain of items that contain each other by value is broken too before it gets so long that
//! rustc gives up on it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::TypeId;

/// What contains what by value: for each item the positions (of a field or variant) and the items held there.
pub(super) type Graph = BTreeMap<TypeId, Vec<(usize, Vec<TypeId>)>>;

/// rustc refuses to look at drop glue that is nested deeper than its recursion limit of 128.
const LONGEST_CHAIN: usize = 100;

/// The positions to box: owner and position.
pub(super) fn compute(graph: &Graph) -> BTreeSet<(TypeId, usize)> {
    let mut boxed = BTreeSet::new();
    let mut depth: BTreeMap<TypeId, usize> = BTreeMap::new();
    let mut open: BTreeSet<TypeId> = BTreeSet::new();
    for &root in graph.keys() {
        walk(graph, root, &mut boxed, &mut depth, &mut open);
    }
    boxed
}

/// A depth-first walk without recursion. An edge back to an item that is still open closes a circle.
fn walk(
    graph: &Graph,
    root: TypeId,
    boxed: &mut BTreeSet<(TypeId, usize)>,
    depth: &mut BTreeMap<TypeId, usize>,
    open: &mut BTreeSet<TypeId>,
) {
    let mut stack = vec![(root, edges(graph, root), 0)];
    if depth.contains_key(&root) {
        return;
    }
    open.insert(root);
    while let Some((owner, edges_of, next)) = stack.last_mut() {
        let owner = *owner;
        let Some(&(position, target)) = edges_of.get(*next) else {
            depth.insert(owner, finish(graph, owner, boxed, depth));
            open.remove(&owner);
            stack.pop();
            continue;
        };
        *next += 1;
        if open.contains(&target) {
            boxed.insert((owner, position));
        } else if !depth.contains_key(&target) {
            open.insert(target);
            stack.push((target, edges(graph, target), 0));
        }
    }
}

fn edges(graph: &Graph, owner: TypeId) -> Vec<(usize, TypeId)> {
    let held = graph.get(&owner).into_iter().flatten();
    held.flat_map(|(position, targets)| targets.iter().map(|&target| (*position, target))).collect()
}

/// How deep an item nests by value, once all it holds is known; what would make it too deep is boxed.
fn finish(
    graph: &Graph,
    owner: TypeId,
    boxed: &mut BTreeSet<(TypeId, usize)>,
    depth: &BTreeMap<TypeId, usize>,
) -> usize {
    let mut deepest = 0;
    for (position, target) in edges(graph, owner) {
        let below = depth.get(&target).copied().unwrap_or(0);
        if below >= LONGEST_CHAIN {
            boxed.insert((owner, position));
        }
        if !boxed.contains(&(owner, position)) {
            deepest = deepest.max(below);
        }
    }
    deepest + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(u32, usize, u32)]) -> Graph {
        let mut graph = Graph::new();
        for &(owner, position, target) in edges {
            graph.entry(TypeId(target)).or_default();
            graph.entry(TypeId(owner)).or_default().push((position, vec![TypeId(target)]));
        }
        graph
    }

    #[test]
    fn only_what_closes_a_circle_is_boxed() {
        for (edges, boxed) in [
            (&[(0, 0, 1), (1, 0, 2), (0, 1, 2)][..], &[][..]),
            (&[(0, 0, 0)], &[(0, 0)]),
            (&[(0, 0, 1), (1, 3, 0)], &[(1, 3)]),
            (&[(0, 0, 1), (1, 0, 0), (1, 1, 1), (2, 0, 0)], &[(1, 0), (1, 1)]),
        ] {
            let found: Vec<_> =
                compute(&graph(edges)).into_iter().map(|(id, at)| (id.0, at)).collect();
            assert_eq!(found, boxed, "{edges:?}");
        }
    }

    #[test]
    fn a_long_chain_is_broken() {
        let edges: Vec<_> = (0..250).map(|index| (index, 0, index + 1)).collect();
        assert_eq!(compute(&graph(&edges)).len(), 2);
    }
}
