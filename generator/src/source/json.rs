//! JSON text (RFC 8259) to a tree, in one pass and without recursion.
//!
//! It keeps what a value tree of another crate would lose: where each key and value stands, numbers as written, and both
//! members of a doubled key.

use super::tree::{Builder, Fault, RawKind, Stop, Text, Tree};
use super::{Span, TreeLimits};

/// Reads one JSON document. What is wrong with it is among the tree's complaints; all before that is in the tree.
pub(super) fn parse(text: &str, limits: &TreeLimits) -> Tree {
    let mut parser =
        Parser { text, bytes: text.as_bytes(), at: 0, out: Builder::new(text, limits) };
    // A complaint is in the tree already; there is nothing to add to it.
    let _ended: Result<(), Stop> = parser.document();
    parser.out.finish()
}

struct Parser<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    out: Builder<'t>,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    Value,
    /// After `[`: an item or the end.
    FirstItem,
    /// After `{`: a key or the end.
    FirstKey,
    Key,
    CommaOrEnd,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<(), Stop> {
        let mut next = Next::Value;
        loop {
            self.skip_space();
            let Some(byte) = self.bytes.get(self.at).copied() else {
                return self.end_of_text(next);
            };
            next = match (next, byte) {
                (Next::FirstItem, b']') | (Next::FirstKey, b'}') => self.close(),
                (Next::Value | Next::FirstItem, _) => self.value(byte)?,
                (Next::Key | Next::FirstKey, b'"') => self.key()?,
                (Next::Key | Next::FirstKey, _) => {
                    return Err(self.unexpected("a key in double quotes"));
                }
                (Next::CommaOrEnd, _) => match (self.out.inside(), byte) {
                    (Some(RawKind::Array), b']') | (Some(RawKind::Object), b'}') => self.close(),
                    (Some(RawKind::Array), b',') => {
                        self.at += 1;
                        Next::Value
                    }
                    (Some(RawKind::Object), b',') => {
                        self.at += 1;
                        Next::Key
                    }
                    (Some(RawKind::Array), _) => return Err(self.unexpected("`,` or `]`")),
                    (Some(_), _) => return Err(self.unexpected("`,` or `}`")),
                    (None, _) => {
                        let found = self.found();
                        return Err(self.fail(
                            format!("{found} after the end of the document"),
                            "a file holds one document; remove what follows it",
                        ));
                    }
                },
            };
        }
    }

    fn skip_space(&mut self) {
        while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn end_of_text(&mut self, next: Next) -> Result<(), Stop> {
        match (self.out.inside(), next) {
            (None, Next::CommaOrEnd) => Ok(()),
            (None, _) => {
                Err(self.fail("the file is empty".to_owned(), "write a description into it"))
            }
            (Some(RawKind::Array), _) => {
                Err(self.fail("the file ends inside an array".to_owned(), CUT))
            }
            (Some(_), _) => Err(self.fail("the file ends inside an object".to_owned(), CUT)),
        }
    }

    fn span(&self, start: usize) -> Span {
        Span { start: number(start), end: number(self.at) }
    }

    fn close(&mut self) -> Next {
        self.at += 1;
        self.out.end(number(self.at));
        Next::CommaOrEnd
    }

    fn value(&mut self, byte: u8) -> Result<Next, Stop> {
        let start = self.at;
        match byte {
            b'{' | b'[' => {
                self.at += 1;
                let (kind, next) = if byte == b'{' {
                    (RawKind::Object, Next::FirstKey)
                } else {
                    (RawKind::Array, Next::FirstItem)
                };
                self.out.begin(kind, Span { start: number(start), end: number(self.at) })?;
                return Ok(next);
            }
            b'"' => {
                let text = self.string()?;
                self.out.scalar(RawKind::String, false, self.span(start), text)?;
            }
            b'-' | b'0'..=b'9' => {
                if !self.number() {
                    self.at = start;
                    return Err(self.unexpected("a number"));
                }
                let text = self.plain(start);
                self.out.scalar(RawKind::Number, false, self.span(start), text)?;
            }
            _ => {
                let word = self.text[start..]
                    .split(|character: char| !character.is_ascii_alphabetic())
                    .next()
                    .unwrap_or("");
                let kind = match word {
                    "null" => RawKind::Null,
                    "true" => RawKind::True,
                    "false" => RawKind::False,
                    _ => return Err(self.unexpected("a value")),
                };
                self.at += word.len();
                let text = self.plain(start);
                self.out.scalar(kind, false, self.span(start), text)?;
            }
        }
        Ok(Next::CommaOrEnd)
    }

    fn plain(&self, start: usize) -> Text {
        Text { start: number(start), length: number(self.at - start), pooled: false }
    }

    fn key(&mut self) -> Result<Next, Stop> {
        let start = self.at;
        let text = self.string()?;
        let span = self.span(start);
        self.skip_space();
        if self.bytes.get(self.at) != Some(&b':') {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        self.out.key(span, text);
        Ok(Next::Value)
    }

    /// Skips a number; false where the grammar of JSON has no such number.
    fn number(&mut self) -> bool {
        self.skip_if(|byte| byte == b'-');
        let whole = self.digits();
        if whole == 0 || whole > 1 && self.bytes[self.at - whole] == b'0' {
            return false;
        }
        if self.skip_if(|byte| byte == b'.') && self.digits() == 0 {
            return false;
        }
        if self.skip_if(|byte| matches!(byte, b'e' | b'E')) {
            self.skip_if(|byte| matches!(byte, b'+' | b'-'));
            return self.digits() > 0;
        }
        true
    }

    fn skip_if(&mut self, wanted: impl Fn(u8) -> bool) -> bool {
        let found = self.bytes.get(self.at).copied().is_some_and(wanted);
        self.at += usize::from(found);
        found
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.skip_if(|byte| byte.is_ascii_digit()) {}
        self.at - start
    }

    /// Reads a string whose opening quote is here.
    fn string(&mut self) -> Result<Text, Stop> {
        let start = self.at + 1;
        self.at = start;
        self.skip_plain();
        match self.bytes.get(self.at) {
            Some(b'"') => {
                let text = self.plain(start);
                self.at += 1;
                Ok(text)
            }
            Some(b'\\') => self.escaped_string(start),
            Some(_) => Err(self.control_character()),
            None => Err(self.fail("the file ends inside a string".to_owned(), CUT)),
        }
    }

    /// Skips what means itself in a string, eight bytes at a time: most of a description is prose.
    fn skip_plain(&mut self) {
        const ONES: u64 = u64::MAX / 255;
        const HIGHS: u64 = ONES << 7;
        // The highest bit of each byte that is zero (and of some above it, which does no harm: the rest looks closely).
        let zeros = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
        while let Some((eight, _)) = self.bytes[self.at..].split_first_chunk::<8>() {
            let word = u64::from_le_bytes(*eight);
            let quotes = zeros(word ^ (ONES * u64::from(b'"')));
            let escapes = zeros(word ^ (ONES * u64::from(b'\\')));
            let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
            if quotes | escapes | controls != 0 {
                break;
            }
            self.at += 8;
        }
        while self.skip_if(|byte| byte != b'"' && byte != b'\\' && byte >= 0x20) {}
    }

    fn escaped_string(&mut self, start: usize) -> Result<Text, Stop> {
        let mut value = self.text[start..self.at].to_owned();
        loop {
            let run = self.at;
            self.skip_plain();
            value.push_str(&self.text[run..self.at]);
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(self.out.text(number(start), &value));
                }
                Some(b'\\') => {
                    let character = self.escape()?;
                    value.push(character);
                }
                Some(_) => return Err(self.control_character()),
                None => return Err(self.fail("the file ends inside a string".to_owned(), CUT)),
            }
        }
    }

    fn control_character(&mut self) -> Stop {
        let code = self.bytes[self.at];
        self.fail(
            format!("a string holds the control character U+{code:04X}"),
            "JSON wants it escaped, as `\\n` or `\\u0000`",
        )
    }

    fn escape(&mut self) -> Result<char, Stop> {
        let simple = match self.bytes.get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => {
                return Err(self.fail(
                    "a string holds an unknown escape".to_owned(),
                    "write `\\\\` for a backslash",
                ));
            }
        };
        self.at += 2;
        Ok(simple)
    }

    fn unicode_escape(&mut self) -> Result<char, Stop> {
        let unit = |at: usize| {
            let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
            digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then_some(())?;
            u32::from_str_radix(digits, 16).ok()
        };
        let character = match unit(self.at) {
            Some(high @ 0xD800..=0xDBFF) => match unit(self.at + 6) {
                Some(low @ 0xDC00..=0xDFFF) => {
                    char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                        .map(|character| (character, 12))
                }
                _ => None,
            },
            Some(code) => char::from_u32(code).map(|character| (character, 6)),
            None => None,
        };
        match character {
            Some((character, length)) => {
                self.at += length;
                Ok(character)
            }
            None => Err(self.fail(
                "a `\\u` escape stands for no character".to_owned(),
                "write four hexadecimal digits, and both halves of a surrogate pair",
            )),
        }
    }

    fn found(&self) -> String {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(character) if character.is_control() => format!("U+{:04X}", character as u32),
            Some(character) => format!("`{character}`"),
            None => "the end of the file".to_owned(),
        }
    }

    fn unexpected(&mut self, wanted: &str) -> Stop {
        let found = self.found();
        let help = match self.bytes.get(self.at) {
            Some(b'/' | b'#') => "JSON has no comments: remove it, or name the file `.yaml`",
            Some(b'}' | b']') => "remove the comma before it",
            Some(b'\'') => "JSON wants double quotes",
            _ => "mend the JSON here; what follows was not read",
        };
        self.fail(format!("expected {wanted}, found {found}"), help)
    }

    fn fail(&mut self, message: String, help: &str) -> Stop {
        let start = number(self.at.min(self.text.len()));
        let width = self.text.get(self.at..).and_then(|rest| rest.chars().next());
        let end = start + number(width.map_or(0, char::len_utf8));
        self.out.fail(Fault::Syntax, Span { start, end }, message, help)
    }
}

const CUT: &str = "the file seems to be cut off: fetch or save it again";

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("files are bounded below 4 GiB")
}
