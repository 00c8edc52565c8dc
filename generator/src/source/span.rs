//! Bytes to lines and columns, and what of a file a location covers.

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

impl File {
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let starts = breaks.map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX));
            std::iter::once(0).chain(starts).collect()
        })
    }

    /// The line and column of a byte.
    pub(crate) fn place(&self, at: u32) -> Place {
        let line = self.lines().partition_point(|start| *start <= at);
        let start = self.lines()[line - 1] as usize;
        let end = (at as usize).min(self.text.len());
        let before = self.text.get(start..end).unwrap_or("");
        Place { line, column: before.chars().count() + 1 }
    }

    /// The text of a line, counted from 1, without its break; empty beyond the end.
    pub(crate) fn line(&self, line: usize) -> &str {
        let Some(start) = line.checked_sub(1).and_then(|index| self.lines().get(index)) else {
            return "";
        };
        let rest = &self.text[*start as usize..];
        rest.split('\n').next().unwrap_or("").trim_end_matches('\r')
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
