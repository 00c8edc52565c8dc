//! Which nodes of a graph are alike, however far one follows what they lead to.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Divides groups of nodes until the members of each lead to the same groups, in the same order. In: the group of each
/// node, and what it leads to. Out: the group of each node, circles included.
///
/// The largest piece of a divided group keeps its number and only those who lead to the others are looked at again, so a
/// node is moved at most as often as its group can be halved.
pub(super) fn refine(mut group: Vec<usize>, parts: &[Vec<usize>]) -> Vec<usize> {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); parts.len()];
    for (holder, parts) in parts.iter().enumerate() {
        for &part in parts {
            holders[part].push(holder);
        }
    }
    let mut members: Vec<BTreeSet<usize>> = Vec::new();
    for (node, &of) in group.iter().enumerate() {
        members.resize_with(members.len().max(of + 1), BTreeSet::new);
        members[of].insert(node);
    }
    let mut doubtful: BTreeSet<usize> = (0..parts.len()).collect();
    while !doubtful.is_empty() {
        let mut kinds: BTreeMap<usize, BTreeMap<Vec<usize>, Vec<usize>>> = BTreeMap::new();
        for node in std::mem::take(&mut doubtful) {
            let leads_to = parts[node].iter().map(|&part| group[part]).collect();
            kinds.entry(group[node]).or_default().entry(leads_to).or_default().push(node);
        }
        for (divided, kinds) in kinds {
            for piece in pieces(&members[divided], kinds.into_values().collect()) {
                for &node in &piece {
                    group[node] = members.len();
                    members[divided].remove(&node);
                    doubtful.extend(&holders[node]);
                }
                members.push(piece.into_iter().collect());
            }
        }
    }
    group
}

/// The pieces of a group but for the largest. What is not in doubt is one piece: it leads where it led before.
fn pieces(members: &BTreeSet<usize>, mut kinds: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    let doubted: usize = kinds.iter().map(Vec::len).sum();
    let largest = kinds.iter().map(Vec::len).max().unwrap_or_default();
    let certain = members.len() - doubted;
    if certain >= largest {
        return kinds;
    }
    if certain > 0 {
        let doubted: BTreeSet<usize> = kinds.iter().flatten().copied().collect();
        kinds.push(members.difference(&doubted).copied().collect());
    }
    kinds.sort_by_key(|kind| Reverse(kind.len()));
    kinds.remove(0);
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Groups as lists of their members, by the first of them.
    fn groups(first: &[usize], parts: &[&[usize]]) -> Vec<Vec<usize>> {
        let parts: Vec<Vec<usize>> = parts.iter().map(|parts| parts.to_vec()).collect();
        let mut by_group: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (node, group) in refine(first.to_vec(), &parts).into_iter().enumerate() {
            by_group.entry(group).or_default().push(node);
        }
        let mut groups: Vec<Vec<usize>> = by_group.into_values().collect();
        groups.sort();
        groups
    }

    #[test]
    fn alike_is_what_leads_to_what_is_alike() {
        let none: &[usize] = &[];
        for (first, parts, expected) in [
            (&[0, 0, 1][..], &[none, none, none][..], &[&[0, 1][..], &[2]][..]),
            // Two holders of like things are alike, a holder of another is not.
            (
                &[0, 0, 0, 1, 1, 2],
                &[&[3], &[4], &[5], none, none, none],
                &[&[0, 1], &[2], &[3, 4], &[5]],
            ),
            // The order of what is led to matters.
            (&[0, 0, 1, 2], &[&[2, 3], &[3, 2], none, none], &[&[0], &[1], &[2], &[3]]),
            // Circles of any length that look the same all the way round are one.
            (&[0, 0, 0], &[&[0], &[2], &[1]], &[&[0, 1, 2]]),
            // A difference far away is found: 0 → 1 → 2 → 6 and 3 → 4 → 5 → 7.
            (
                &[0, 0, 0, 0, 0, 0, 1, 2],
                &[&[1], &[2], &[6], &[4], &[5], &[7], none, none],
                &[&[0], &[1], &[2], &[3], &[4], &[5], &[6], &[7]],
            ),
        ] {
            assert_eq!(groups(first, parts), expected, "{first:?} {parts:?}");
        }
    }
}
