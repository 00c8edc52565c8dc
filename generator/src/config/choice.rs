//! Options with a few named values.

use std::path::PathBuf;

use super::options::Setting;
use super::read::{Reader, Value};

/// Declares an enum that is spelled by name in the file.
macro_rules! choices {
    ($(#[doc = $about:literal])* $Type:ident { $($(#[doc = $doc:literal])* $Variant:ident = $text:literal,)* }) => {
        $(#[doc = $about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $Type { $($(#[doc = $doc])* $Variant,)* }

        impl Setting for $Type {
            fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
                match reader.text(value)? {
                    $($text => Some(Self::$Variant),)*
                    other => {
                        let expected: &[&str] = &[$($text),*];
                        reader.not_one_of(value, other, expected);
                        None
                    }
                }
            }

            fn show(&self, into: &mut String) {
                into.push_str(match self { $(Self::$Variant => $text,)* });
            }
        }
    };
}

choices! {
    /// The shape of the output.
    Layout {
        /// A package: manifest, readme, listing, `src/`.
        Crate = "crate",
        /// The modules alone, with `mod.rs` at the top.
        Module = "module",
        /// One file without inner attributes.
        Single = "single",
    }
}

choices! {
    /// The order of fields and variants.
    Order {
        Document = "document",
        Name = "name",
    }
}

choices! {
    /// What becomes of a value that fits several branches of a union.
    UnionPolicy {
        First = "first",
        Reject = "reject",
    }
}

choices! {
    /// Which operations share a trait.
    Groups {
        One = "one",
        Tag = "tag",
    }
}

/// Where generated code finds its runtime.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RuntimeSource {
    /// Written beside the output.
    Vendor,
    Path(PathBuf),
    Git {
        url: String,
        revision: Option<String>,
    },
    /// From the registry, in the generator's own version.
    Version,
}

impl Setting for RuntimeSource {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value)?;
        match text.split_once(':') {
            None if text == "vendor" => Some(Self::Vendor),
            None if text == "version" => Some(Self::Version),
            Some(("path", folder)) if !folder.is_empty() => Some(Self::Path(reader.path(folder))),
            Some(("git", url)) if !url.is_empty() => {
                let (url, revision) = match url.split_once('#') {
                    Some((url, revision)) => (url, Some(revision.to_owned())),
                    None => (url, None),
                };
                Some(Self::Git { url: url.to_owned(), revision })
            }
            _ => {
                reader.not_one_of(value, text, &["vendor", "path:DIR", "git:URL", "version"]);
                None
            }
        }
    }

    fn show(&self, into: &mut String) {
        match self {
            Self::Vendor => into.push_str("vendor"),
            Self::Path(_) => into.push_str("path"),
            Self::Version => into.push_str("version"),
            Self::Git { url, revision } => {
                into.push_str("git:");
                into.push_str(url);
                if let Some(revision) = revision {
                    into.push('#');
                    into.push_str(revision);
                }
            }
        }
    }
}
