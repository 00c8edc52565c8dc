//! TOML to [`Config`], with a place for every complaint and all complaints in one run.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use super::options::Options;
use crate::suggest::closest;

/// A value of the file and where it stands.
pub(crate) type Value<'a> = Spanned<DeValue<'a>>;

/// Reads a whole file.
pub(super) fn config(text: &str, path: &Path) -> Result<Config, Vec<String>> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut reader = Reader { text, file: Some(path), folder, problems: Vec::new() };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        reader.problem(error.span().map(|span| span.start), error.message(), None);
    }
    let mut config = Config { file: Some(path.to_owned()), ..Config::default() };
    if reader.problems.is_empty() {
        reader.options(&mut config, table.get_ref());
    }
    reader.finish(config)
}

/// Sets one option from a value in TOML.
pub(super) fn set(config: &mut Config, name: &str, value: &str) -> Result<(), Vec<String>> {
    let parsed = match DeValue::parse(value) {
        Ok(parsed) => parsed,
        Err(error) => {
            let message = format!("`{name}`: {}", error.message());
            return Err(vec![message]);
        }
    };
    set_value(config, name, &parsed)
}

/// Sets one option to a text.
pub(super) fn set_str(config: &mut Config, name: &str, text: &str) -> Result<(), Vec<String>> {
    set_value(config, name, &Spanned::new(0..0, DeValue::String(Cow::Borrowed(text))))
}

fn set_value(config: &mut Config, name: &str, value: &Value<'_>) -> Result<(), Vec<String>> {
    let mut reader = Reader { text: "", file: None, folder: Path::new(""), problems: Vec::new() };
    reader.option(config, name, None, value);
    reader.finish(())
}

/// What reading needs to know beside the value, and what it has found wrong so far.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    text: &'a str,
    file: Option<&'a Path>,
    /// What paths are relative to.
    folder: &'a Path,
    problems: Vec<String>,
}

impl Reader<'_> {
    fn finish<T>(self, value: T) -> Result<T, Vec<String>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }

    /// Reads every entry of a table as an option.
    pub(super) fn options<T: Options>(&mut self, into: &mut T, table: &DeTable<'_>) {
        for (key, value) in in_order(table) {
            self.option(into, key.get_ref(), Some(key.span().start), value);
        }
    }

    fn option<T: Options>(
        &mut self,
        into: &mut T,
        name: &str,
        at: Option<usize>,
        value: &Value<'_>,
    ) {
        let found = !name.contains('_') && into.set(&name.replace('-', "_"), value, self);
        if !found {
            let names: Vec<_> = T::DOCS.iter().map(super::OptionDocs::name).collect();
            let help = match closest(name, names.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}", names.join(", ")),
            };
            self.problem(at, &format!("there is no option `{name}`"), Some(&help));
        }
    }

    /// The value as a text, or a complaint.
    pub(super) fn text<'v>(&mut self, value: &'v Value<'_>) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(value, "a text in quotes");
        }
        text
    }

    /// The value as a table, its entries in the order of the file.
    pub(super) fn table<'v, 't>(&mut self, value: &'v Value<'t>) -> Option<Vec<Entry<'v, 't>>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(value, "a table");
        }
        table.map(in_order)
    }

    /// A path of the file, as seen from the current folder, with `a/..` taken out.
    pub(super) fn path(&self, written: &str) -> PathBuf {
        let mut path = PathBuf::new();
        for component in self.folder.join(written).components() {
            let back = component == Component::ParentDir
                && matches!(path.components().next_back(), Some(Component::Normal(_)));
            if back {
                path.pop();
            } else if component != Component::CurDir {
                path.push(component);
            }
        }
        if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
    }

    pub(super) fn wrong_type(&mut self, value: &Value<'_>, expected: &str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "an integer",
            DeValue::Float(_) => "a float",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.wrong(value, &format!("expected {expected}, found {found}"), None);
    }

    pub(super) fn not_one_of(&mut self, value: &Value<'_>, text: &str, expected: &[&str]) {
        let help = match closest(text, expected.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("one of `{}`", expected.join("`, `")),
        };
        self.wrong(value, &format!("`{text}` is not a value of this option"), Some(&help));
    }

    /// A complaint about a value.
    pub(super) fn wrong(&mut self, value: &Value<'_>, message: &str, help: Option<&str>) {
        self.problem(Some(value.span().start), message, help);
    }

    /// A complaint about a key.
    pub(super) fn wrong_key(
        &mut self,
        key: &Spanned<Cow<'_, str>>,
        message: &str,
        help: Option<&str>,
    ) {
        self.problem(Some(key.span().start), message, help);
    }

    fn problem(&mut self, at: Option<usize>, message: &str, help: Option<&str>) {
        let place = self.place(at).map(|place| format!("{place}: ")).unwrap_or_default();
        let help = help.map(|help| format!(" ({help})")).unwrap_or_default();
        self.problems.push(format!("{place}{message}{help}"));
    }

    /// `specwright.toml:3:1`, where there is a file.
    pub(super) fn place(&self, at: Option<usize>) -> Option<String> {
        let file = self.file?.display();
        let Some(before) = at.and_then(|at| self.text.get(..at)) else {
            return Some(file.to_string());
        };
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Some(format!("{file}:{line}:{column}"))
    }
}

/// A key of a table and its value.
pub(super) type Entry<'v, 't> = (&'v Spanned<Cow<'t, str>>, &'v Value<'t>);

/// TOML tables are sorted once parsed; spans know the order of the file.
fn in_order<'v, 't>(table: &'v DeTable<'t>) -> Vec<Entry<'v, 't>> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}
