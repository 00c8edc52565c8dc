//! Where a type would contain itself by value: the fields that need a `Box`.
//!
//! Only edges inside a strongly connected component are boxed, and of those only what closes a circle in a walk that
//! starts at the first item. A chain of items that contain each other by value is broken too before it gets so long that
//! rustc gives up on it.

use std::collections::{BTreeMap, BTreeSet};

use super::depth_first::{Step, walk};
use crate::ir::TypeId;

/// What contains what by value: for each item the positions (of a field or variant) and the items held there.
pub(super) type Graph = BTreeMap<TypeId, Vec<(usize, Vec<TypeId>)>>;

/// rustc refuses to look at drop glue that is nested deeper than its recursion limit of 128.
const LONGEST_CHAIN: usize = 100;

/// The positions to box: owner and position.
pub(super) fn compute(graph: &Graph) -> BTreeSet<(TypeId, usize)> {
    let mut boxed = BTreeSet::new();
    let mut depth: BTreeMap<TypeId, usize> = BTreeMap::new();
    walk(
        graph.keys().copied(),
        |owner| edges(graph, owner),
        |step| match step {
            Step::Closes(owner, position) => drop(boxed.insert((owner, position))),
            Step::Done(owner) => {
                let own = finish(graph, owner, &mut boxed, &depth);
                depth.insert(owner, own);
            }
        },
    );
    boxed
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
