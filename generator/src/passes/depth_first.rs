//! A walk through a graph without recursion: documents nest deeper than stacks.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What a walk comes upon.
pub(super) enum Step<N, E> {
    /// An edge, from its node, that leads to one that is still open: it closes a circle.
    Closes(N, E),
    /// A node, with all that it leads to.
    Done(N),
}

/// Walks from each root to all that it leads to, and to each node once.
pub(super) fn walk<N: Copy + Ord, E>(
    roots: impl IntoIterator<Item = N>,
    edges: impl Fn(N) -> Vec<(E, N)>,
    mut meet: impl FnMut(Step<N, E>),
) {
    // Of each node that was come to, whether it is open.
    let mut open: BTreeMap<N, bool> = BTreeMap::new();
    for root in roots {
        let mut stack = Vec::new();
        if let Entry::Vacant(new) = open.entry(root) {
            new.insert(true);
            stack.push((root, edges(root).into_iter()));
        }
        while let Some((node, left)) = stack.last_mut() {
            let node = *node;
            let Some((edge, target)) = left.next() else {
                meet(Step::Done(node));
                open.insert(node, false);
                stack.pop();
                continue;
            };
            match open.entry(target) {
                Entry::Occupied(known) if *known.get() => meet(Step::Closes(node, edge)),
                Entry::Occupied(_) => {}
                Entry::Vacant(new) => {
                    new.insert(true);
                    stack.push((target, edges(target).into_iter()));
                }
            }
        }
    }
}
