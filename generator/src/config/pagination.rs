//! How operations page: what the table `pagination` says of them.

use super::options::{Options, Setting, options};
use super::read::{Reader, Value};
use super::select::OperationFilter;
use super::setting::quoted;
use crate::source::pointer_token;

options! {
    /// How the pages of an operation follow one another.
    pub(crate) struct Pagination {
        /// What leads to the next page.
        style: Option<PagingStyle> = None, r#""cursor""#;

        /// The parameter, of the query or a header, that says which page is asked for. Not for `link`.
        parameter: Option<String> = None, r#""cursor""#;

        /// Where the items stand in an answer. Default: the body is their list.
        items: Option<Pointer> = None, r#""/orders""#;

        /// Where the next cursor or address stands. Of `link` the default is the header `Link`.
        next: Option<Spot> = None, r#""/paging/next""#;

        /// Where it stands whether there are more pages, as `true` or `false`.
        more: Option<Spot> = None, r#""/paging/more""#;

        /// Where it stands how many there are in all: of `offset` items, of `page` pages. Without it, and without `more`,
        /// pages are asked for until one is empty.
        total: Option<Spot> = None, r#""header:X-Total-Count""#;

        /// What the parameter has for the first page. Default: 0 of `offset`, 1 of `page`.
        first: Option<usize> = None, "0";

        /// The most pages that are read, where the caller says nothing else. Default: 1000.
        most_pages: Option<usize> = None, "100";
    } beside {
        /// `specwright.toml:12:1`, for findings.
        place: Option<String>;
    }
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PagingStyle {
    /// Text that an answer gives and the next request repeats.
    Cursor,
    /// The number of items before the page.
    Offset,
    /// The number of the page.
    Page,
    /// An address that the answer names.
    Link,
}

impl PagingStyle {
    const ALL: [(&'static str, Self); 4] = [
        ("cursor", Self::Cursor),
        ("offset", Self::Offset),
        ("page", Self::Page),
        ("link", Self::Link),
    ];

    /// As the file has it.
    pub(crate) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, style)| *style == self).map_or("", |(name, _)| name)
    }
}

impl Setting for PagingStyle {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value)?;
        let style = Self::ALL.iter().find(|(name, _)| *name == text).map(|(_, style)| *style);
        if style.is_none() {
            reader.not_one_of(value, text, &Self::ALL.map(|(name, _)| name));
        }
        style
    }

    fn show(&self, into: &mut String) {
        into.push_str(self.name());
    }
}

/// A JSON pointer into the body of an answer; empty for all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pointer(pub(crate) String);

impl Pointer {
    /// A pointer, or the name of a member of the body.
    fn of(text: &str) -> Self {
        if text.is_empty() || text.starts_with('/') {
            return Self(text.to_owned());
        }
        Self(format!("/{}", pointer_token(text)))
    }

    /// Its tokens, unescaped.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
    }
}

impl Setting for Pointer {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.text(value).map(Self::of)
    }

    fn show(&self, into: &mut String) {
        into.push_str(&quoted(&self.0));
    }
}

/// Where something stands in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    Body(Pointer),
    Header(String),
}

impl Setting for Spot {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value)?;
        Some(match text.strip_prefix("header:") {
            Some(name) => Self::Header(name.trim().to_owned()),
            None => Self::Body(Pointer::of(text)),
        })
    }

    fn show(&self, into: &mut String) {
        match self {
            Self::Body(pointer) => pointer.show(into),
            Self::Header(_) => into.push_str(&quoted(&self.to_string())),
        }
    }
}

impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Body(pointer) => f.write_str(&pointer.0),
            Self::Header(name) => write!(f, "header:{name}"),
        }
    }
}

/// The operations that have pages, each entry with what it says of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paginations(pub(crate) Vec<(OperationFilter, Pagination)>);

impl Setting for Paginations {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut all = Vec::new();
        for (key, value) in reader.table(value)? {
            let filter = match OperationFilter::parse(key.get_ref()) {
                Ok(filter) => filter,
                Err(problem) => {
                    let message = format!("`{}` names no operation", key.get_ref());
                    reader.wrong_key(key, &message, Some(problem));
                    continue;
                }
            };
            let Some(table) = value.get_ref().as_table() else {
                reader.wrong_type(value, "a table");
                continue;
            };
            let place = reader.place(Some(key.span().start));
            let mut pagination = Pagination { place, ..Pagination::default() };
            reader.options(&mut pagination, table);
            if pagination.style.is_none() && table.contains_key("style") {
                continue;
            }
            if let Some((problem, help)) = misfit(&pagination) {
                reader.wrong_key(key, &problem, help.as_deref());
                continue;
            }
            all.push((filter, pagination));
        }
        Some(Self(all))
    }

    fn show(&self, into: &mut String) {
        for (filter, pagination) in &self.0 {
            into.push_str(&quoted(&filter.to_string()));
            into.push('=');
            pagination.show_all(into);
        }
    }
}

/// What an entry lacks for its style, or has that the style has no use for; and how to mend it.
fn misfit(entry: &Pagination) -> Option<(String, Option<String>)> {
    use PagingStyle::{Cursor, Link, Offset, Page};
    let Some(style) = entry.style else {
        let help = "`cursor`, `offset`, `page` or `link`".to_owned();
        return Some(("`style` is not set".to_owned(), Some(help)));
    };
    if entry.first.is_some_and(|first| i64::try_from(first).is_err()) {
        return Some(("`first` is out of range".to_owned(), None));
    }
    let keys: [(&str, bool, &[PagingStyle], &[PagingStyle]); 4] = [
        ("parameter", entry.parameter.is_some(), &[Cursor, Offset, Page], &[Cursor, Offset, Page]),
        ("next", entry.next.is_some(), &[Cursor], &[Cursor, Link]),
        ("total", entry.total.is_some(), &[], &[Offset, Page]),
        ("first", entry.first.is_some(), &[], &[Offset, Page]),
    ];
    let name = style.name();
    keys.iter().find_map(|(key, is_set, needed, possible)| {
        if !is_set && needed.contains(&style) {
            return Some((format!("style `{name}` needs `{key}`"), None));
        }
        let idle = *is_set && !possible.contains(&style);
        idle.then(|| {
            (format!("style `{name}` has no use for `{key}`"), Some("remove it".to_owned()))
        })
    })
}
