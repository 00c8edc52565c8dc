//! The table of codes, a file for each stage that finds things. A code, once released, keeps its name.

use super::Code;

pub(crate) mod lowering;
pub(crate) mod planning;
pub(crate) mod reading;

/// Every code, for `explain`, `--deny` and the documentation.
pub(crate) fn all() -> impl Iterator<Item = &'static Code> {
    [reading::ALL, lowering::ALL, planning::ALL].into_iter().flatten().copied()
}

/// Declares the codes of one stage and the list of them.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident, $summary:literal, $explanation:literal;)*) => {
        $(
            $(#[$doc])*
            pub(crate) static $name: $crate::diagnostic::Code = $crate::diagnostic::Code {
                name: $text,
                severity: $crate::diagnostic::Severity::$severity,
                summary: $summary,
                explanation: $explanation,
            };
        )*
        pub(crate) static ALL: &[&$crate::diagnostic::Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;
