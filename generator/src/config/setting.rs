//! How values of common types are read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use toml::de::DeValue;

use super::options::{Options, Setting};
use super::read::{Reader, Value};
use super::{DiagnosticName, Limits, PackageName, StatusCode, Statuses};
use crate::diagnostic::codes;
use crate::suggest::closest;

/// Text that cannot be taken for anything beside it.
pub(super) fn quoted(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}")
}

impl Setting for bool {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let read = value.get_ref().as_bool();
        if read.is_none() {
            reader.wrong_type(value, "`true` or `false`");
        }
        read
    }

    fn show(&self, into: &mut String) {
        into.push_str(if *self { "true" } else { "false" });
    }
}

impl Setting for String {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.text(value).map(str::to_owned)
    }

    fn show(&self, into: &mut String) {
        into.push_str(&quoted(self));
    }
}

impl Setting for PathBuf {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value)?;
        if text.is_empty() {
            reader.wrong(value, "a path cannot be empty", None);
            return None;
        }
        Some(reader.path(text))
    }

    fn show(&self, _into: &mut String) {}
}

impl Setting for usize {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let Some(integer) = value.get_ref().as_integer() else {
            reader.wrong_type(value, "an integer");
            return None;
        };
        let read = Self::from_str_radix(integer.as_str(), integer.radix()).ok();
        if read.is_none() {
            reader.wrong(value, &format!("{integer} is out of range"), None);
        }
        read
    }

    fn show(&self, into: &mut String) {
        into.push_str(&self.to_string());
    }
}

impl<T: Setting> Setting for Option<T> {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        T::read(value, reader).map(Some)
    }

    fn show(&self, into: &mut String) {
        if let Some(value) = self {
            value.show(into);
        }
    }
}

impl<T: Setting> Setting for Vec<T> {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let DeValue::Array(items) = value.get_ref() else {
            reader.wrong_type(value, "a list in brackets");
            return None;
        };
        // All items are read before any failure counts, so that each has its complaint.
        let read: Vec<_> = items.iter().map(|item| T::read(item, reader)).collect();
        read.into_iter().collect()
    }

    fn show(&self, into: &mut String) {
        into.push('[');
        for item in self {
            item.show(into);
            into.push(',');
        }
        into.push(']');
    }
}

impl<T: Setting> Setting for BTreeMap<String, T> {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let entries = reader.table(value)?;
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key.get_ref().clone().into_owned(), T::read(value, reader)?);
        }
        Some(map)
    }

    fn show(&self, into: &mut String) {
        for (key, value) in self {
            into.push_str(&quoted(key));
            into.push('=');
            value.show(into);
            into.push(',');
        }
    }
}

/// A table of options inside the file.
macro_rules! section {
    ($($Type:ty),*) => {$(
        impl Setting for $Type {
            fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
                let Some(table) = value.get_ref().as_table() else {
                    reader.wrong_type(value, "a table");
                    return None;
                };
                let mut section = Self::default();
                reader.options(&mut section, table);
                Some(section)
            }

            fn show(&self, into: &mut String) {
                self.show_all(into);
            }
        }
    )*};
}
section!(Limits, Statuses);

impl Setting for StatusCode {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let code = usize::read(value, reader)?;
        let fits = u16::try_from(code).ok().filter(|code| (400..600).contains(code));
        if fits.is_none() {
            reader.wrong(value, &format!("{code} is no status of a refusal"), Some("400 to 599"));
        }
        fits.map(Self)
    }

    fn show(&self, into: &mut String) {
        into.push_str(&self.0.to_string());
    }
}

impl Setting for PackageName {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value)?;
        let fits = text.starts_with(|first: char| first.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        if !fits {
            let help = "letters, digits, `-` and `_`, a letter first";
            reader.wrong(value, &format!("`{text}` cannot be the name of a package"), Some(help));
            return None;
        }
        Some(Self(text.to_owned()))
    }

    fn show(&self, into: &mut String) {
        into.push_str(&self.0);
    }
}

impl Setting for DiagnosticName {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value)?;
        let names = || codes::all().map(|code| code.name).chain(["warnings"]);
        if names().any(|name| name == text) {
            return Some(Self(text.to_owned()));
        }
        let help = closest(text, names()).map(|near| format!("did you mean `{near}`?"));
        reader.wrong(
            value,
            &format!("there is no finding with the code `{text}`"),
            help.as_deref(),
        );
        None
    }

    fn show(&self, into: &mut String) {
        into.push_str(&self.0);
    }
}
