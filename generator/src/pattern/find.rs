//! Looks for a pattern in a text, by going back: names in documents are short.

use super::{Node, Set};

/// How many steps are taken before giving up.
const MOST_STEPS: usize = 100_000;

/// Whether the pattern is found anywhere; `None` where that takes too long.
pub(super) fn is_found(node: &Node, text: &str) -> Option<bool> {
    let mut search = Search { text: text.chars().collect(), steps: 0 };
    let found = (0..=search.text.len()).any(|start| search.at(node, start, &mut |_, _| true));
    (search.steps < MOST_STEPS).then_some(found)
}

struct Search {
    text: Vec<char>,
    steps: usize,
}

/// What is to be matched from a position on.
type Next<'a> = &'a mut dyn FnMut(&mut Search, usize) -> bool;

impl Search {
    /// Whether the node matches from `at` on, and what comes next matches behind it.
    fn at(&mut self, node: &Node, at: usize, next: Next<'_>) -> bool {
        self.steps += 1;
        if self.steps >= MOST_STEPS {
            return false;
        }
        match node {
            Node::Set(set) => self.is_in(set, at) && next(self, at + 1),
            Node::Start => at == 0 && next(self, at),
            Node::End => at == self.text.len() && next(self, at),
            Node::Boundary { inside } => self.is_boundary(at) != *inside && next(self, at),
            Node::Concat(parts) => self.sequence(parts, at, next),
            Node::Alternatives(branches) => {
                branches.iter().any(|branch| self.at(branch, at, &mut *next))
            }
            Node::Repeat { node, min, max, .. } => {
                self.repeat(node, (*min, max.unwrap_or(u32::MAX)), at, next)
            }
        }
    }

    fn sequence(&mut self, parts: &[Node], at: usize, next: Next<'_>) -> bool {
        let Some((first, rest)) = parts.split_first() else { return next(self, at) };
        self.at(first, at, &mut |search, at| search.sequence(rest, at, &mut *next))
    }

    fn repeat(&mut self, node: &Node, (min, max): (u32, u32), at: usize, next: Next<'_>) -> bool {
        let once_more = max > 0
            && self.at(node, at, &mut |search, end| {
                // What matches nothing would match it for ever.
                let moved = end > at || min > 0;
                moved && search.repeat(node, (min.saturating_sub(1), max - 1), end, &mut *next)
            });
        once_more || min == 0 && next(self, at)
    }

    fn is_in(&self, set: &Set, at: usize) -> bool {
        let has = |char: &char| {
            let code = u32::from(*char);
            set.ranges().iter().any(|(first, last)| (*first..=*last).contains(&code))
        };
        self.text.get(at).is_some_and(has)
    }

    fn is_boundary(&self, at: usize) -> bool {
        let word = Set::word();
        let before = at > 0 && self.is_in(&word, at - 1);
        before != self.is_in(&word, at)
    }
}

#[cfg(test)]
mod tests {
    use crate::pattern::is_found;

    #[test]
    fn patterns_are_found_anywhere_unless_anchored() {
        for (source, text, found) in [
            ("f.o", "xfoox", true),
            ("f.o", "fo", false),
            ("^x-", "x-internal", true),
            ("^x-", "max-x-", false),
            (r"^\d{2,3}$", "123", true),
            (r"^\d{2,3}$", "1234", false),
            ("^(a|bc)*$", "abcbc", true),
            ("^(a|bc)*$", "abcb", false),
            (r"\bfoo\B", "a foot", true),
            (r"\bfoo\B", "a foo", false),
            ("^(a*)*$", "b", false),
            ("[^/]+/", "é/", true),
        ] {
            assert_eq!(is_found(source, text), Some(found), "{source} in {text}");
        }
        assert_eq!(is_found("^(?!a)", "b"), None);
        assert_eq!(is_found("^((a+)+)+$", &format!("{}b", "a".repeat(60))), None);
    }
}
