//! Patterns as ECMA-262 means them, in a form that the runtime matches. A leaf: it knows texts only.
//!
//! In: a pattern of the document. Out: a run of character classes or a list of words where it is no more than that, else a
//! regular expression in which `\d`, `\w`, `\s`, `\b` and `.` mean what they mean in ECMA-262 and nothing depends on the
//! syntax of one language. What cannot be had without backtracking is refused by name.

mod find;
mod parse;
mod set;
mod write;

use set::Set;

/// How the runtime matches a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Form {
    /// Classes one after the other from the start; `open` where anything may follow.
    Run { classes: Vec<Class>, open: bool },
    /// One of several words, and nothing else.
    Words(Vec<String>),
    /// A regular expression for Rust.
    Regex(String),
    /// Every text matches.
    Always,
}

/// Characters, and how often one of them may stand in a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Class {
    pub(crate) members: Members,
    pub(crate) min: u32,
    /// `None` is as often as one likes.
    pub(crate) max: Option<u32>,
}

/// Which characters a class has.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Members {
    /// These, of ASCII: `0-9A-Za-z_`.
    Of(String),
    /// All but these of ASCII.
    Not(String),
    /// All but the ends of lines.
    Any,
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no pattern.
    Invalid(String),
    /// It is one, and cannot be matched here.
    Unsupported(&'static str),
}

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq)]
enum Node {
    Set(Set),
    Start,
    End,
    /// `\b`, or `\B`.
    Boundary {
        inside: bool,
    },
    Concat(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        lazy: bool,
    },
}

/// Translates a pattern.
pub(crate) fn translate(source: &str) -> Result<Form, Refusal> {
    let node = parse::parse(source)?;
    if is_everywhere(&node) {
        return Ok(Form::Always);
    }
    Ok(words(&node)
        .map(Form::Words)
        .or_else(|| run(&node))
        .unwrap_or_else(|| Form::Regex(write::regex(&node))))
}

/// Whether a pattern is found in a text; `None` where the pattern cannot be used, or takes too long.
pub(crate) fn is_found(source: &str, text: &str) -> Option<bool> {
    find::is_found(&parse::parse(source).ok()?, text)
}

/// Whether the pattern is found in every text, being found in nothing at all.
fn is_everywhere(node: &Node) -> bool {
    match node {
        Node::Set(_) | Node::End | Node::Boundary { .. } => false,
        // Every text has a start.
        Node::Start => true,
        Node::Concat(parts) => parts.iter().all(is_everywhere),
        Node::Alternatives(branches) => branches.iter().any(is_everywhere),
        Node::Repeat { node, min, .. } => *min == 0 || is_everywhere(node),
    }
}

/// The words a pattern lists, if that is all it does.
fn words(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Alternatives(branches) => {
            branches.iter().map(words).collect::<Option<Vec<_>>>().map(|words| words.concat())
        }
        Node::Concat(parts) => {
            let inner = parts.strip_prefix(&[Node::Start])?.strip_suffix(&[Node::End])?;
            match inner {
                [Node::Alternatives(branches)] => branches.iter().map(word).collect(),
                parts => word(&Node::Concat(parts.to_vec())).map(|word| vec![word]),
            }
        }
        Node::Set(_) | Node::Start | Node::End | Node::Boundary { .. } | Node::Repeat { .. } => {
            None
        }
    }
}

fn word(node: &Node) -> Option<String> {
    match node {
        Node::Set(set) => set.only().map(String::from),
        Node::Concat(parts) => parts.iter().map(word).collect(),
        Node::Start
        | Node::End
        | Node::Boundary { .. }
        | Node::Alternatives(_)
        | Node::Repeat { .. } => None,
    }
}

/// The run of classes a pattern is, if it is one that can be matched without going back.
fn run(node: &Node) -> Option<Form> {
    let mut parts = Vec::new();
    flatten(node, &mut parts);
    let (first, rest) = parts.split_first()?;
    if **first != Node::Start {
        return None;
    }
    let (rest, open) = match rest.split_last() {
        Some((Node::End, rest)) => (rest, false),
        _ => (rest, true),
    };
    let mut sets: Vec<(&Set, u32, Option<u32>)> = Vec::new();
    for part in rest {
        let (node, min, max) = match part {
            Node::Repeat { node, min, max, .. } => (&**node, *min, *max),
            Node::Set(_)
            | Node::Start
            | Node::End
            | Node::Boundary { .. }
            | Node::Concat(_)
            | Node::Alternatives(_) => (*part, 1, Some(1)),
        };
        let Node::Set(set) = node else {
            return None;
        };
        sets.push((set, min, max));
    }
    for (at, (set, min, max)) in sets.iter().enumerate() {
        if Some(*min) == *max {
            continue;
        }
        // What this class leaves must not be something that it could have left earlier.
        for (next, least, _) in &sets[at + 1..] {
            if set.meets(next) {
                return None;
            }
            if *least > 0 {
                break;
            }
        }
    }
    let classes: Option<Vec<Class>> = sets
        .into_iter()
        .map(|(set, min, max)| set.members().map(|members| Class { members, min, max }))
        .collect();
    classes.map(|classes| Form::Run { classes, open })
}

/// The parts of a sequence, and of sequences in it.
fn flatten<'n>(node: &'n Node, parts: &mut Vec<&'n Node>) {
    if let Node::Concat(inner) = node {
        for part in inner {
            flatten(part, parts);
        }
    } else {
        parts.push(node);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(members: &str, min: u32, max: Option<u32>) -> Class {
        let members = match members.strip_prefix('!') {
            Some(members) => Members::Not(members.into()),
            None if members == "." => Members::Any,
            None => Members::Of(members.into()),
        };
        Class { members, min, max }
    }

    #[test]
    fn runs_and_words_are_recognised() {
        let run = |classes: Vec<Class>, open| Form::Run { classes, open };
        for (source, form) in [
            (r"^\w{1,20}$", run(vec![class("0-9A-Z_a-z", 1, Some(20))], false)),
            (r"^[A-Z_]{5,25}", run(vec![class("A-Z_", 5, Some(25))], true)),
            (r"^[\w-]+$", run(vec![class("0-9A-Z_a-z-", 1, None)], false)),
            (r"^[^/]+$", run(vec![class("!/", 1, None)], false)),
            (r"^.{1,100}$", run(vec![class(".", 1, Some(100))], false)),
            (
                r"^\d{4}-(?:\d{2})$",
                run(
                    vec![
                        class("0-9", 4, Some(4)),
                        class("-", 1, Some(1)),
                        class("0-9", 2, Some(2)),
                    ],
                    false,
                ),
            ),
            (r"^(asc|desc)$", Form::Words(vec!["asc".into(), "desc".into()])),
            (r"^a\.b$|^c$", Form::Words(vec!["a.b".into(), "c".into()])),
            ("^$", Form::Words(vec![String::new()])),
            (".*", Form::Always),
            ("^(a|b*)", Form::Always),
        ] {
            assert_eq!(translate(source), Ok(form), "{source}");
        }
    }

    #[test]
    fn the_rest_means_the_same_in_rust() {
        for (source, regex) in [
            ("a", "a"),
            (r"^a+a$", "^a+a$"),
            (r"\d\D", r"[0-9][^0-9]"),
            (r"a.c", r"a[^\n\r\x{2028}\x{2029}]c"),
            (r"\bfoo\B", r"\bfoo\B"),
            (r"^(?<year>\d+)?x*?$", "^(?:[0-9]+)?x*?$"),
            (r"[a-z]{2,}|\u00e9", r"[a-z]{2,}|é"),
            (r"[]a]", r"[^\x00-\x{10FFFF}]a\]"),
            (r"a{,2}", r"a\{,2\}"),
            (r"\cJ\x41\0\/", r"\nA\x00/"),
            (r"(a|b)*c", "(?:a|b)*c"),
            (r"[^]", r"[\x00-\x{10FFFF}]"),
        ] {
            assert_eq!(translate(source), Ok(Form::Regex(regex.into())), "{source}");
        }
    }

    #[test]
    fn what_cannot_be_had_is_named() {
        for (source, refusal) in [
            (r"^(?!a)b", Refusal::Unsupported("look-ahead")),
            (r"(?<=a)b", Refusal::Unsupported("look-behind")),
            (r"(a)\1", Refusal::Unsupported("a back-reference")),
            (r"\p{L}+", Refusal::Unsupported("a Unicode property")),
        ] {
            assert_eq!(translate(source), Err(refusal), "{source}");
        }
        for source in ["(", "a)", "[a", "*a", "a**", "[z-a]", "a{3,2}", "\\", "(?P<a>b)"] {
            assert!(matches!(translate(source), Err(Refusal::Invalid(_))), "{source}");
        }
    }
}
