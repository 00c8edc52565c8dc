//! ECMA-262's pattern syntax, with what its annex B lets pass.

use super::{Node, Refusal, Set};

/// The deepest nesting of groups that is followed.
const DEEPEST: usize = 100;

pub(super) fn parse(source: &str) -> Result<Node, Refusal> {
    let mut parser = Parser { chars: source.chars().collect(), at: 0, depth: 0 };
    let node = parser.alternatives()?;
    match parser.peek() {
        None => Ok(node),
        Some(_) => Err(invalid("a `)` closes nothing")),
    }
}

struct Parser {
    chars: Vec<char>,
    at: usize,
    depth: usize,
}

fn invalid(why: &str) -> Refusal {
    Refusal::Invalid(why.to_owned())
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn next(&mut self) -> Option<char> {
        let char = self.peek();
        self.at += usize::from(char.is_some());
        char
    }

    fn take(&mut self, text: &str) -> bool {
        let wanted: Vec<char> = text.chars().collect();
        let here = self.chars.get(self.at..).is_some_and(|rest| rest.starts_with(&wanted));
        if here {
            self.at += wanted.len();
        }
        here
    }

    fn alternatives(&mut self) -> Result<Node, Refusal> {
        let mut branches = vec![self.sequence()?];
        while self.take("|") {
            branches.push(self.sequence()?);
        }
        match branches.len() {
            1 => Ok(branches.remove(0)),
            _ => Ok(Node::Alternatives(branches)),
        }
    }

    fn sequence(&mut self) -> Result<Node, Refusal> {
        let mut parts = Vec::new();
        while let Some(char) = self.peek() {
            if matches!(char, '|' | ')') {
                break;
            }
            let term = self.term()?;
            parts.push(self.repeated(term)?);
        }
        match parts.as_slice() {
            [_] => Ok(parts.remove(0)),
            _ => Ok(Node::Concat(parts)),
        }
    }

    fn term(&mut self) -> Result<Node, Refusal> {
        let Some(char) = self.next() else {
            return Err(invalid("it ends too early"));
        };
        Ok(match char {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Set(Set::dot()),
            '(' => self.group()?,
            '[' => Node::Set(self.class()?),
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err(invalid("a repetition has nothing to repeat")),
            '{' if self.counts().is_some() => {
                return Err(invalid("a repetition has nothing to repeat"));
            }
            other => Node::Set(Set::char(other)),
        })
    }

    fn group(&mut self) -> Result<Node, Refusal> {
        if self.take("?") {
            if self.take("=") || self.take("!") {
                return Err(Refusal::Unsupported("look-ahead"));
            }
            if self.take("<=") || self.take("<!") {
                return Err(Refusal::Unsupported("look-behind"));
            }
            if self.take("<") {
                while self.peek().is_some_and(|char| char.is_alphanumeric() || "_$".contains(char))
                {
                    self.at += 1;
                }
                if !self.take(">") {
                    return Err(invalid("the name of a group has no end"));
                }
            } else if !self.take(":") {
                return match self.peek() {
                    Some('i' | 'm' | 's' | '-') => Err(Refusal::Unsupported("a flag inside")),
                    _ => Err(invalid("a group begins with `?` and no known sign")),
                };
            }
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Refusal::Unsupported("so deep a nesting"));
        }
        let inner = self.alternatives()?;
        self.depth -= 1;
        if !self.take(")") {
            return Err(invalid("a `(` is not closed"));
        }
        Ok(inner)
    }

    fn repeated(&mut self, node: Node) -> Result<Node, Refusal> {
        let counts = match self.peek() {
            Some('*') => Some((0, None, 1)),
            Some('+') => Some((1, None, 1)),
            Some('?') => Some((0, Some(1), 1)),
            Some('{') => {
                self.at += 1;
                let counts = self.counts();
                self.at -= 1;
                counts
            }
            Some(_) | None => None,
        };
        let Some((min, max, length)) = counts else {
            return Ok(node);
        };
        self.at += length;
        if max.is_some_and(|max| max < min) {
            return Err(invalid("a repetition has its numbers in the wrong order"));
        }
        if matches!(node, Node::Start | Node::End | Node::Boundary { .. }) {
            return Err(invalid("a repetition has nothing to repeat"));
        }
        let lazy = self.take("?");
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err(invalid("a repetition has nothing to repeat"));
        }
        Ok(Node::Repeat { node: Box::new(node), min, max, lazy })
    }

    /// The numbers after a `{`, and how many characters they take from it on; `None` where the brace means itself.
    fn counts(&self) -> Option<(u32, Option<u32>, usize)> {
        let rest = self.chars.get(self.at..)?;
        let end = rest.iter().position(|char| *char == '}')?;
        let text: String = rest[..end].iter().collect();
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<u32>().unwrap_or(u32::MAX))
        };
        let (min, max) = match text.split_once(',') {
            None => (number(&text)?, Some(number(&text)?)),
            Some((min, "")) => (number(min)?, None),
            Some((min, max)) => (number(min)?, Some(number(max)?)),
        };
        Some((min, max, end + 2))
    }

    fn escape(&mut self) -> Result<Node, Refusal> {
        match self.peek() {
            Some('b') => {
                self.at += 1;
                Ok(Node::Boundary { inside: false })
            }
            Some('B') => {
                self.at += 1;
                Ok(Node::Boundary { inside: true })
            }
            Some('1'..='9' | 'k') => Err(Refusal::Unsupported("a back-reference")),
            Some(_) | None => self.escaped_set().map(Node::Set),
        }
    }

    /// An escape that stands for characters, inside of a class or outside.
    fn escaped_set(&mut self) -> Result<Set, Refusal> {
        let Some(char) = self.next() else {
            return Err(invalid("it ends in a `\\`"));
        };
        Ok(match char {
            'd' => Set::digits(),
            'D' => Set::digits().complement(),
            'w' => Set::word(),
            'W' => Set::word().complement(),
            's' => Set::space(),
            'S' => Set::space().complement(),
            'p' | 'P' if self.peek() == Some('{') => {
                return Err(Refusal::Unsupported("a Unicode property"));
            }
            't' => Set::char('\t'),
            'n' => Set::char('\n'),
            'v' => Set::char('\u{B}'),
            'f' => Set::char('\u{C}'),
            'r' => Set::char('\r'),
            '0' => Set::char('\0'),
            'c' => match self.peek().filter(char::is_ascii_alphabetic) {
                Some(letter) => {
                    self.at += 1;
                    Set::of([(u32::from(letter) % 32, u32::from(letter) % 32)])
                }
                None => Set::char('\\'),
            },
            'x' => self.hex(2).map_or(Ok(Set::char('x')), code_point)?,
            'u' => self.unicode()?,
            other => Set::char(other),
        })
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let text: String = self.chars.get(self.at..self.at + digits)?.iter().collect();
        let code = text
            .bytes()
            .all(|byte| byte.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(&text, 16).ok())??;
        self.at += digits;
        Some(code)
    }

    fn unicode(&mut self) -> Result<Set, Refusal> {
        if self.peek() == Some('{') {
            let rest = &self.chars[self.at + 1..];
            let end = rest.iter().position(|char| *char == '}').unwrap_or(0);
            let text: String = rest[..end].iter().collect();
            if let Ok(code) = u32::from_str_radix(&text, 16) {
                self.at += end + 2;
                return code_point(code);
            }
        }
        let Some(high) = self.hex(4) else {
            return Ok(Set::char('u'));
        };
        if !(0xD800..0xDC00).contains(&high) || !self.take("\\u") {
            return code_point(high);
        }
        match self.hex(4) {
            Some(low @ 0xDC00..=0xDFFF) => {
                code_point(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))
            }
            Some(_) | None => Err(Refusal::Unsupported("half of a surrogate pair")),
        }
    }

    fn class(&mut self) -> Result<Set, Refusal> {
        let negated = self.take("^");
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        loop {
            match self.peek() {
                None => return Err(invalid("a `[` is not closed")),
                Some(']') => {
                    self.at += 1;
                    break;
                }
                Some(_) => {}
            }
            let first = self.class_atom()?;
            let dash = self.peek() == Some('-')
                && self.chars.get(self.at + 1).is_some_and(|char| *char != ']');
            if !dash {
                ranges.extend(first.ranges());
                continue;
            }
            self.at += 1;
            let last = self.class_atom()?;
            match (first.only(), last.only()) {
                (Some(first), Some(last)) if first <= last => {
                    ranges.push((first.into(), last.into()));
                }
                (Some(_), Some(_)) => {
                    return Err(invalid("a range has its ends in the wrong order"));
                }
                // `[\w-.]`: the dash means itself.
                _ => {
                    ranges.extend(first.ranges());
                    ranges.extend(last.ranges());
                    ranges.push(('-'.into(), '-'.into()));
                }
            }
        }
        let set = Set::of(ranges);
        Ok(if negated { set.complement() } else { set })
    }

    fn class_atom(&mut self) -> Result<Set, Refusal> {
        match self.next() {
            Some('\\') if self.take("b") => Ok(Set::char('\u{8}')),
            Some('\\') => self.escaped_set(),
            Some(char) => Ok(Set::char(char)),
            None => Err(invalid("a `[` is not closed")),
        }
    }
}

fn code_point(code: u32) -> Result<Set, Refusal> {
    char::from_u32(code).map(Set::char).ok_or(Refusal::Unsupported("half of a surrogate pair"))
}
