//! Sets of characters.

use super::Members;

/// A set of code points: ranges in order, apart from each other.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub(super) struct Set {
    ranges: Vec<(u32, u32)>,
}

const LAST: u32 = 0x0010_FFFF;

impl Set {
    pub(super) fn of(ranges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut sorted: Vec<(u32, u32)> = ranges.into_iter().collect();
        sorted.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::with_capacity(sorted.len());
        for (first, last) in sorted {
            match ranges.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                _ => ranges.push((first, last)),
            }
        }
        Self { ranges }
    }

    pub(super) fn char(char: char) -> Self {
        Self { ranges: vec![(char.into(), char.into())] }
    }

    pub(super) fn digits() -> Self {
        Self::of([(0x30, 0x39)])
    }

    pub(super) fn word() -> Self {
        Self::of([(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)])
    }

    /// `WhiteSpace` and `LineTerminator` of ECMA-262.
    pub(super) fn space() -> Self {
        Self::of([
            (0x09, 0x0D),
            (0x20, 0x20),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ])
    }

    /// What `.` matches: all but the ends of lines.
    pub(super) fn dot() -> Self {
        Self::of([(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)]).complement()
    }

    pub(super) fn complement(&self) -> Self {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for &(first, last) in &self.ranges {
            if first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        Self { ranges }
    }

    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.ranges.iter().any(|a| other.ranges.iter().any(|b| a.0 <= b.1 && b.0 <= a.1))
    }

    /// The only character, where there is one.
    pub(super) fn only(&self) -> Option<char> {
        match self.ranges.as_slice() {
            [(first, last)] if first == last => char::from_u32(*first),
            _ => None,
        }
    }

    /// The set in the words of the runtime, where it has some.
    pub(super) fn members(&self) -> Option<Members> {
        if *self == Self::dot() {
            return Some(Members::Any);
        }
        if self.ranges.iter().all(|(_, last)| *last < 0x80) {
            return Some(Members::Of(spelled(&self.ranges)));
        }
        let others = self.complement();
        others
            .ranges
            .iter()
            .all(|(_, last)| *last < 0x80)
            .then(|| Members::Not(spelled(&others.ranges)))
    }
}

/// Ranges of ASCII as in a pattern, `-` placed where it means itself.
fn spelled(ranges: &[(u32, u32)]) -> String {
    let mut text = String::new();
    let (mut dash_first, mut dash_last) = (String::new(), "");
    for &(first, last) in ranges {
        let ends = [first, last].map(|code| char::from_u32(code).expect("ASCII is characters"));
        if ends == ['-', '-'] {
            dash_last = "-";
        } else if ends[0] == '-' {
            dash_first = format!("--{}", ends[1]);
        } else if first == last {
            text.push(ends[0]);
        } else {
            text.extend([ends[0], '-', ends[1]]);
        }
    }
    dash_first + &text + dash_last
}
