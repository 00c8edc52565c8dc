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

/// A set of characters, and how often one of them may stand in a row; or a text.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    /// What it is to the letter; empty where it is a set.
    text: &'static str,
    /// A bit for each character of ASCII, lower half first.
    ascii: [u64; 2],
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
        Self { text: "", ascii: bits(set.as_bytes()), others: false, lines: true, min, max }
    }

    /// A text to the letter.
    pub const fn text(text: &'static str) -> Self {
        Self { text, ..Self::of("", 0, 0) }
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
        Self { text: "", ascii: all_but(set.as_bytes()), others: true, lines: true, min, max }
    }

    /// All characters but the ends of lines, as `.` in a pattern.
    pub const fn any(min: usize, max: usize) -> Self {
        Self { text: "", ascii: all_but(b"\n\r"), others: true, lines: false, min, max }
    }

    fn has(self, char: char) -> bool {
        match u8::try_from(char) {
            Ok(byte) if byte.is_ascii() => self.has_ascii(byte),
            Ok(_) | Err(_) => {
                self.others && (self.lines || !matches!(char, '\u{2028}' | '\u{2029}'))
            }
        }
    }

    fn has_ascii(self, byte: u8) -> bool {
        self.ascii[usize::from(byte >> 6 & 1)] >> (byte & 63) & 1 == 1
    }

    /// Takes as many characters as it may from the start of the text; whether they are enough.
    fn take(self, rest: &mut &str) -> bool {
        if !self.text.is_empty() {
            let after = rest.strip_prefix(self.text);
            *rest = after.unwrap_or(rest);
            return after.is_some();
        }
        let in_class = |byte: &u8| byte.is_ascii() && self.has_ascii(*byte);
        // Nearly every text is of ASCII, where bytes are characters.
        let mut count = rest.bytes().take(self.max).take_while(in_class).count();
        let mut chars = rest[count..].chars();
        *rest = chars.as_str();
        while count < self.max && chars.next().is_some_and(|char| self.has(char)) {
            *rest = chars.as_str();
            count += 1;
        }
        count >= self.min
    }
}

const fn all_but(set: &[u8]) -> [u64; 2] {
    let [low, high] = bits(set);
    [!low, !high]
}

const fn bits(set: &[u8]) -> [u64; 2] {
    let mut bits = [0; 2];
    let mut at = 0;
    while at < set.len() {
        let first = set[at];
        let ranged = at + 2 < set.len() && set[at + 1] == b'-';
        let last = if ranged { set[at + 2] } else { first };
        let mut byte = first;
        while byte <= last && byte < 128 {
            bits[(byte >> 6) as usize] |= 1_u64 << (byte & 63);
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
