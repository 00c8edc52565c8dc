//! Patterns with the meaning that ECMA-262 gives them, as the generator translated them.
//!
//! Most patterns of real descriptions are a run of character classes (`^\w{1,20}$`) or a list of words, and are matched by
//! hand; the rest goes through a regular expression that is compiled at first use.

/// A pattern of a schema.
#[derive(Debug)]
pub struct Pattern {
    source: &'static str,
    matcher: Matcher,
}

#[derive(Debug)]
enum Matcher {
    Run {
        classes: &'static [Class],
        open: bool,
    },
    Words(&'static [&'static str]),
    #[cfg(feature = "regex")]
    Regex(Expression),
}

impl Pattern {
    /// Text that is a run of classes, each as often as it says, from start to end. Where a class may match more or less
    /// often, the next one must have no character in common with it.
    pub const fn run(source: &'static str, classes: &'static [Class]) -> Self {
        Self { source, matcher: Matcher::Run { classes, open: false } }
    }

    /// The same, with anything after it.
    pub const fn run_start(source: &'static str, classes: &'static [Class]) -> Self {
        Self { source, matcher: Matcher::Run { classes, open: true } }
    }

    /// One of several words.
    pub const fn words(source: &'static str, words: &'static [&'static str]) -> Self {
        Self { source, matcher: Matcher::Words(words) }
    }

    /// A regular expression in this language's syntax.
    #[cfg(feature = "regex")]
    pub const fn regex(source: &'static str, expression: &'static str) -> Self {
        let expression = Expression { text: expression, compiled: std::sync::OnceLock::new() };
        Self { source, matcher: Matcher::Regex(expression) }
    }

    /// The pattern as the description has it.
    pub fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the text matches.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.matcher {
            Matcher::Run { classes, open } => {
                let mut rest = text;
                classes.iter().all(|class| class.take(&mut rest)) && (*open || rest.is_empty())
            }
            Matcher::Words(words) => words.contains(&text),
            #[cfg(feature = "regex")]
            Matcher::Regex(expression) => expression.is_match(text),
        }
    }
}

/// A set of characters, and how often one of them may stand in a row.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// A bit for each character of ASCII.
    ascii: u128,
    /// Whether all other characters are in the set.
    others: bool,
    /// Whether the ends of lines beyond ASCII are among them.
    lines: bool,
    min: usize,
    max: usize,
}

impl Class {
    /// A set written as in a pattern, ranges and all: `0-9A-Za-z_`; a `-` of its own stands first or last.
    pub const fn of(set: &str, min: usize, max: usize) -> Self {
        Self { ascii: bits(set.as_bytes()), others: false, lines: true, min, max }
    }

    /// `\d`
    pub const fn digit(min: usize, max: usize) -> Self {
        Self::of("0-9", min, max)
    }

    /// `\w`
    pub const fn word(min: usize, max: usize) -> Self {
        Self::of("0-9A-Z_a-z", min, max)
    }

    /// All characters but those of the set.
    pub const fn not(set: &str, min: usize, max: usize) -> Self {
        Self { ascii: !bits(set.as_bytes()), others: true, lines: true, min, max }
    }

    /// All characters but the ends of lines, as `.` in a pattern.
    pub const fn any(min: usize, max: usize) -> Self {
        Self { ascii: !bits(b"\n\r"), others: true, lines: false, min, max }
    }

    fn has(self, char: char) -> bool {
        match u8::try_from(char) {
            Ok(byte) if byte.is_ascii() => self.ascii >> byte & 1 == 1,
            Ok(_) | Err(_) => {
                self.others && (self.lines || !matches!(char, '\u{2028}' | '\u{2029}'))
            }
        }
    }

    /// Takes as many characters as it may from the start of the text; whether they are enough.
    fn take(self, rest: &mut &str) -> bool {
        let mut count = 0;
        let mut chars = rest.chars();
        while count < self.max {
            let behind = chars.as_str();
            match chars.next() {
                Some(char) if self.has(char) => count += 1,
                Some(_) | None => {
                    *rest = behind;
                    return count >= self.min;
                }
            }
        }
        *rest = chars.as_str();
        count >= self.min
    }
}

const fn bits(set: &[u8]) -> u128 {
    let mut bits = 0;
    let mut at = 0;
    while at < set.len() {
        let first = set[at];
        let ranged = at + 2 < set.len() && set[at + 1] == b'-';
        let last = if ranged { set[at + 2] } else { first };
        let mut byte = first;
        while byte <= last && byte < 128 {
            bits |= 1_u128 << byte;
            byte += 1;
        }
        at += if ranged { 3 } else { 1 };
    }
    bits
}

#[cfg(feature = "regex")]
#[derive(Debug)]
struct Expression {
    text: &'static str,
    compiled: std::sync::OnceLock<Option<regex_lite::Regex>>,
}

#[cfg(feature = "regex")]
impl Expression {
    fn is_match(&self, text: &str) -> bool {
        // The generator gives only what compiles, short of limits of size; past those, nothing can be said of a text.
        self.compiled
            .get_or_init(|| regex_lite::Regex::new(self.text).ok())
            .as_ref()
            .is_none_or(|regex| regex.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static WORD: Pattern = Pattern::run(r"^\w{1,20}$", &[Class::word(1, 20)]);
    static DATE: Pattern = Pattern::run(
        r"^\d{4}-\d{2}$",
        &[Class::of("0-9", 4, 4), Class::of("-", 1, 1), Class::of("0-9", 2, 2)],
    );
    static NOT: Pattern =
        Pattern::run_start("^[^/]+/", &[Class::not("/", 1, usize::MAX), Class::of("/", 1, 1)]);
    static WORDS: Pattern = Pattern::words("^(asc|desc)$", &["asc", "desc"]);

    #[test]
    fn runs_and_words_match_as_their_patterns_do() {
        for (pattern, text, matches) in [
            (&WORD, "DUMMY_SUPPLIER", true),
            (&WORD, "", false),
            (&WORD, "a-b", false),
            (&WORD, "é", false),
            (&WORD, "aaaaaaaaaaaaaaaaaaaa", true),
            (&WORD, "aaaaaaaaaaaaaaaaaaaaa", false),
            (&WORD, "a\n", false),
            (&DATE, "2022-01", true),
            (&DATE, "2022-1", false),
            (&DATE, "20222-01", false),
            (&NOT, "é/x", true),
            (&NOT, "/x", false),
            (&WORDS, "asc", true),
            (&WORDS, "ascending", false),
        ] {
            assert_eq!(pattern.is_match(text), matches, "{} {text:?}", pattern.source());
        }
    }
}
