//! Names that generated files use without a path, claimed before any name of a document.

/// The prelude of every edition, and the traits that are derived or implemented.
const LANGUAGE: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Display",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "FromStr",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
];

/// What generated files import by its own name; whatever else they use keeps its module before it (`server::Request`).
const IMPORTED: &[&str] =
    &["BTreeMap", "Check", "Infallible", "LazyLock", "Patch", "Violations", "Wire"];

/// Whether a name of the type namespace is taken.
pub(super) fn is_reserved(name: &str) -> bool {
    LANGUAGE.contains(&name) || IMPORTED.contains(&name)
}

/// Methods of the client and the traits that no operation may be called.
pub(super) const METHODS: &[&str] = &[
    "builder",
    "clone",
    "clone_from",
    "core",
    "default",
    "drop",
    "in_process",
    "into",
    "new",
    "with",
];
