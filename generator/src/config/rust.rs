//! Pieces of Rust that a configuration may name, checked for their form so that whatever is generated parses.

use super::options::Setting;
use super::read::{Reader, Value};

/// A Rust type, as it will stand in the output: `u64`, `rust_decimal::Decimal`, `Vec<(String, u8)>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RustTypeText(pub(crate) String);

/// A Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RustName(pub(crate) String);

/// The path of a trait or type without generics: `Hash`, `my_crate::Marker`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RustPath(pub(crate) String);

/// Makes a setting of a checked text.
macro_rules! checked {
    ($($Type:ident, $check:expr, $what:literal;)*) => {$(
        impl Setting for $Type {
            fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
                let text = reader.text(value)?.trim();
                if !$check(text) {
                    reader.wrong(value, &format!(concat!("`{}` is not ", $what), text), None);
                    return None;
                }
                Some(Self(text.to_owned()))
            }

            fn show(&self, into: &mut String) {
                into.push_str(&self.0);
            }
        }
    )*};
}
checked! {
    RustTypeText, is_type, "a Rust type that can be named here";
    RustName, is_identifier, "a name that Rust allows";
    RustPath, is_path, "the path of a Rust trait";
}

fn is_path(text: &str) -> bool {
    path(text) == Some("")
}

fn is_type(text: &str) -> bool {
    ty(text).map(str::trim_start) == Some("")
}

/// Words that cannot be identifiers, in any edition.
const KEYWORDS: &[&str] = &[
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
];

/// Whether a word cannot be an identifier.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

fn is_identifier(text: &str) -> bool {
    identifier(text) == Some("") && !KEYWORDS.contains(&text)
}

// Each of these takes one thing off the front of the text and gives what is left.

fn identifier(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    if !first.is_ascii_alphabetic() && first != '_' {
        return None;
    }
    Some(text.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

fn segment(text: &str) -> Option<&str> {
    let rest = identifier(text)?;
    let word = &text[..text.len() - rest.len()];
    (!KEYWORDS.contains(&word) || matches!(word, "crate" | "super" | "self")).then_some(rest)
}

fn path(text: &str) -> Option<&str> {
    let mut rest = segment(text.strip_prefix("::").unwrap_or(text))?;
    while let Some(next) = rest.strip_prefix("::") {
        rest = segment(next)?;
    }
    Some(rest)
}

fn ty(text: &str) -> Option<&str> {
    let text = text.trim_start();
    if let Some(inner) = text.strip_prefix('(') {
        return list(inner, ')');
    }
    if let Some(inner) = text.strip_prefix('[') {
        let (length, rest) = ty(inner)?.trim_start().strip_prefix(';')?.split_once(']')?;
        let digits = length.trim();
        let whole = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        return whole.then_some(rest);
    }
    let rest = path(text)?;
    match rest.trim_start().strip_prefix('<') {
        Some(arguments) => list(arguments, '>'),
        None => Some(rest),
    }
}

/// Types with commas between them, up to the closing character.
fn list(text: &str, close: char) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        if let Some(rest) = rest.strip_prefix(close) {
            return Some(rest);
        }
        rest = ty(rest)?.trim_start();
        match rest.strip_prefix(',') {
            Some(next) => rest = next.trim_start(),
            None => return rest.strip_prefix(close),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_from_other_text() {
        for good in [
            "u64",
            "rust_decimal::Decimal",
            "::std::string::String",
            "Vec<u8>",
            "Vec < (String, u8) >",
            "()",
            "[u8; 16]",
            "crate::Money",
            "HashMap<String, Option<Vec<u8>>>",
        ] {
            assert!(is_type(good), "{good}");
        }
        for bad in [
            "", "u 64", "Vec<", "Vec<u8>>", "fn()", "a::", "&str", "1", "u64;", "[u8]", "x!{}",
            "impl X",
        ] {
            assert!(!is_type(bad), "{bad}");
        }
    }

    #[test]
    fn identifiers_are_told_from_keywords() {
        for (text, fits) in [
            ("Contact", true),
            ("_x1", true),
            ("type", false),
            ("_", false),
            ("1x", false),
            ("a-b", false),
        ] {
            assert_eq!(is_identifier(text), fits, "{text}");
        }
    }
}
