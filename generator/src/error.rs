//! What can go wrong outside a document.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why nothing was generated, written or compared.
///
/// ```
/// let mut config = specwright::Config::for_document("openapi.yaml");
/// let error = config.set("sever", "true").unwrap_err();
/// assert_eq!(error.to_string(), "there is no option `sever` (did you mean `server`?)");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// `specwright.toml` or an option set elsewhere is wrong. Each text starts with its place, `file:line:column:`.
    #[non_exhaustive]
    Config {
        /// At least one.
        problems: Vec<String>,
    },
    /// A file could not be read.
    #[non_exhaustive]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file could not be written, or removed.
    #[non_exhaustive]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The document has errors, or findings that the configuration denies; they are among the findings.
    #[non_exhaustive]
    Document {
        /// How many findings are errors.
        errors: usize,
        /// How many are denied.
        denied: usize,
    },
    /// Files stand where output would go and were not written by the generator.
    #[non_exhaustive]
    NotOwned {
        /// At least one.
        paths: Vec<PathBuf>,
    },
    /// Files that the generator wrote have been changed by hand since.
    #[non_exhaustive]
    Edited {
        /// At least one.
        paths: Vec<PathBuf>,
    },
}

impl Error {
    /// An [`Error::Config`] of one problem.
    pub fn config(problem: impl Into<String>) -> Self {
        Self::Config { problems: vec![problem.into()] }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Config { problems } => f.write_str(&problems.join("\n")),
            Self::Read { path, source } => write!(f, "cannot read {}: {source}", path.display()),
            Self::Write { path, source } => write!(f, "cannot write {}: {source}", path.display()),
            Self::Document { errors: 0, denied } => {
                write!(
                    f,
                    "the document has {} that the configuration denies",
                    count(*denied, "finding")
                )
            }
            Self::Document { errors, .. } => {
                write!(f, "the document has {}", count(*errors, "error"))
            }
            Self::NotOwned { paths } => {
                write!(f, "not written by specwright, so left alone: {}", list(paths))?;
                f.write_str(" (move what is yours, or choose another folder with `out`)")
            }
            Self::Edited { paths } => {
                write!(f, "changed by hand since specwright wrote it: {}", list(paths))?;
                f.write_str(" (keep the change elsewhere, then run again with --force)")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            Self::Config { .. }
            | Self::Document { .. }
            | Self::NotOwned { .. }
            | Self::Edited { .. } => None,
        }
    }
}

/// `1 error`, `2 errors`.
pub(crate) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// The first few paths.
fn list(paths: &[PathBuf]) -> String {
    const SHOWN: usize = 5;
    let text = paths
        .iter()
        .take(SHOWN)
        .map(|path| path.display().to_string())
        .collect::<Vec<_>>()
        .join(", ");
    if paths.len() > SHOWN {
        return format!("{text} and {} more", paths.len() - SHOWN);
    }
    text
}
