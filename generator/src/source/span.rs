//! Bytes to lines and columns, and what of a file a location covers.

use std::ops::Range;

use super::{File, Location, Sources};

/// Bytes of a file's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// Where lines and characters are in a text. Whole documents stand on one line, so no question may cost a line.
#[derive(Debug)]
pub(super) struct Grid {
    /// Where each line starts.
    lines: Vec<u32>,
    /// How many characters there are before each block.
    characters: Vec<u32>,
}

/// The bytes after which characters are counted anew.
const BLOCK: usize = 1024;

impl Grid {
    fn of(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
        let lines = std::iter::once(0).chain(starts).collect();
        let mut total = 0;
        let mut characters = vec![total];
        for block in text.as_bytes().chunks(BLOCK) {
            total += starting(block);
            characters.push(total);
        }
        Self { lines, characters }
    }
}

/// How many characters of UTF-8 start in some bytes.
fn starting(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl File {
    fn grid(&self) -> &Grid {
        self.grid.get_or_init(|| Grid::of(&self.text))
    }

    /// How many characters there are before a byte.
    fn characters(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let block = at / BLOCK;
        let rest = &self.text.as_bytes()[block * BLOCK..at];
        (self.grid().characters[block] + starting(rest)) as usize
    }

    /// The line and column of a byte.
    pub(crate) fn place(&self, at: u32) -> Place {
        let lines = &self.grid().lines;
        let line = lines.partition_point(|start| *start <= at);
        let before = self.characters(at as usize) - self.characters(lines[line - 1] as usize);
        Place { line, column: before + 1 }
    }

    /// Where a line, counted from 1, starts and ends, its break left out; beyond the end, nothing.
    pub(crate) fn line(&self, line: usize) -> Range<usize> {
        let lines = &self.grid().lines;
        let Some(start) = line.checked_sub(1).and_then(|index| lines.get(index)) else {
            return self.text.len()..self.text.len();
        };
        let start = *start as usize;
        let end = lines.get(line).map_or(self.text.len(), |next| *next as usize - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    /// The characters of a line.
    pub(crate) fn width(&self, line: usize) -> usize {
        let Range { start, end } = self.line(line);
        self.characters(end) - self.characters(start)
    }
}

impl Sources {
    /// What a location covers: its key where `on_key` and it has one, else its value.
    pub(crate) fn span(&self, location: Location, on_key: bool) -> Span {
        let tree = self.file(location.file).tree();
        match tree.key_span(location.node) {
            Some(span) if on_key => span,
            _ => tree.span(location.node),
        }
    }

    /// Where a location starts.
    pub(crate) fn place(&self, location: Location, on_key: bool) -> Place {
        self.file(location.file).place(self.span(location, on_key).start)
    }
}

#[cfg(test)]
mod tests {
    use crate::source::{Sources, TreeLimits};

    #[test]
    fn places_are_those_that_counting_gives() {
        let text = format!("é: {}ü\r\nb: '€{}'\n", "aé".repeat(2000), "x".repeat(3000));
        let mut sources = Sources::default();
        let id = sources.add("a.yaml", text.clone(), &TreeLimits::default());
        let file = sources.file(id);
        let (mut line, mut column) = (1, 1);
        for (at, char) in text.char_indices() {
            let place = file.place(u32::try_from(at).expect("a short text"));
            assert_eq!((place.line, place.column), (line, column), "{at}");
            (line, column) = if char == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        assert_eq!((file.width(1), file.width(2), file.width(4)), (4004, 3006, 0));
        assert_eq!(&text[file.line(2)][..4], "b: '");
    }
}
