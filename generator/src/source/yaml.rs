//! YAML events to a tree: YAML 1.2's core schema, anchors, aliases and merge keys.
//!
//! An alias is one value that stands for another, so a file of aliases to aliases stays as small as its text.

use std::collections::{BTreeMap, BTreeSet};

use granit_parser::{Event, Options, Parser, ScalarStyle, Tag};

use super::tree::{Builder, Complaint, Fault, RawKind, Stop, Tree};
use super::{Span, TreeLimits};

/// Characters of a key; YAML's own 1024 are too few for some paths.
const LONGEST_KEY: usize = 16 * 1024;

/// Reads one YAML document. What is wrong with it is among the tree's complaints; all before that is in the tree.
pub(super) fn parse(text: &str, limits: &TreeLimits) -> Tree {
    let mut options = Options::default();
    options.emit_unresolved_aliases = true;
    options.set_emit_comments(false);
    // The tree's own limit speaks first, and names itself: the parser looks ahead for as long as a key may be.
    options.simple_key_max_lookahead = LONGEST_KEY;
    options.flow_nesting_limit = limits.depth + LONGEST_KEY;
    options.block_nesting_limit = limits.depth + LONGEST_KEY;
    let parser = Parser::new_from_str_with_options(text, options);
    let mut reader = Reader {
        text,
        out: Builder::new(text, limits),
        anchors: BTreeMap::new(),
        merges: Vec::new(),
        documents: 0,
    };
    for event in parser {
        let step = match event {
            Ok((event, span)) => reader.event(event, &span),
            Err(error) => Err(reader.syntax_error(&error)),
        };
        if step.is_err() {
            break;
        }
    }
    reader.finish()
}

struct Reader<'t> {
    text: &'t str,
    out: Builder<'t>,
    /// By the parser's number of an anchor.
    anchors: BTreeMap<usize, u32>,
    /// For each open mapping, the values of its merge keys.
    merges: Vec<Vec<u32>>,
    documents: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, at: &granit_parser::Span) -> Result<(), Stop> {
        let span = bytes(at);
        match event {
            Event::Scalar(value, style, anchor, tag) => {
                self.scalar(&value, style, anchor, tag.as_deref(), span)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.begin(RawKind::Object, anchor, tag.as_deref(), span)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.begin(RawKind::Array, anchor, tag.as_deref(), span)
            }
            Event::MappingEnd => {
                self.merge()?;
                self.end(span);
                Ok(())
            }
            Event::SequenceEnd => {
                self.end(span);
                Ok(())
            }
            Event::Alias(id) => self.alias(id, span),
            Event::UnresolvedAlias(name) => Err(self.out.fail(
                Fault::Alias,
                span,
                format!("the alias `*{name}` has no anchor before it"),
                "write `&name` at the value it should repeat, above this line",
            )),
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 1 {
                    return Ok(());
                }
                Err(self.out.fail(
                    Fault::Syntax,
                    span,
                    "the file holds a second YAML document".to_owned(),
                    "keep one document a file; `---` starts another one",
                ))
            }
            Event::StreamStart | Event::StreamEnd | Event::DocumentEnd | Event::Anchor(..) | _ => {
                Ok(())
            }
        }
    }

    fn syntax_error(&mut self, error: &granit_parser::ScanError) -> Stop {
        let last = self.text.len();
        let at = error.marker().byte_offset().unwrap_or(last).min(last);
        let tab = if error.info().contains("tab") { self.tab_after(at) } else { None };
        let at = tab.unwrap_or(at);
        let span = Span { start: number(at), end: number(at) };
        let help = if tab.is_some() {
            "YAML is indented with spaces: replace the tab"
        } else {
            "mend the YAML here; what follows was not read"
        };
        self.out.fail(Fault::Syntax, span, format!("not valid YAML: {}", error.info()), help)
    }

    /// The first tab that indents a line, from the line of a place on: the parser names where a scalar starts that one
    /// cuts short.
    fn tab_after(&self, at: usize) -> Option<usize> {
        let mut start = self.text[..at].rfind('\n').map_or(0, |at| at + 1);
        for line in self.text[start..].split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indent].find('\t') {
                return Some(start + tab);
            }
            start += line.len();
        }
        None
    }

    /// Whether the next value is a key.
    fn wants_key(&self) -> bool {
        self.out.inside() == Some(RawKind::Object) && !self.out.has_key()
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Stop> {
        let start = match style {
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => span.start + 1,
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => span.start,
        };
        let text = self.out.text(start, value);
        let plain = style == ScalarStyle::Plain && tag.is_none();
        if self.wants_key() {
            self.out.key(span, text);
            return Ok(());
        }
        let kind = match tag.and_then(Tag::core_suffix) {
            Some("str") => RawKind::String,
            Some(_) => core_schema(value),
            None if plain => core_schema(value),
            None => RawKind::String,
        };
        let node = self.out.scalar(kind, plain, span, text)?;
        self.made(node, anchor, tag);
        Ok(())
    }

    fn begin(
        &mut self,
        kind: RawKind,
        anchor: usize,
        tag: Option<&Tag>,
        span: Span,
    ) -> Result<(), Stop> {
        if self.wants_key() {
            return Err(self.compound_key(span));
        }
        let node = self.out.begin(kind, span)?;
        if kind == RawKind::Object {
            self.merges.push(Vec::new());
        }
        self.made(node, anchor, tag);
        Ok(())
    }

    fn compound_key(&mut self, span: Span) -> Stop {
        self.out.fail(
            Fault::Syntax,
            span,
            "the key of a mapping is itself a mapping or a list".to_owned(),
            "keys are text; quote the key if it starts with `{` or `[`",
        )
    }

    fn made(&mut self, node: u32, anchor: usize, tag: Option<&Tag>) {
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        if let Some(tag) = tag.filter(|tag| tag.core_suffix().is_none()) {
            self.out.complain(Complaint {
                fault: Fault::Tag,
                node,
                on_key: true,
                related: None,
                message: format!("the YAML tag `{}` is not used", tag.original()),
                help: Some("remove the tag; the value is read as if it had none".to_owned()),
            });
        }
        self.note_merge(node);
    }

    fn end(&mut self, span: Span) {
        // A block ends where the next token starts; its own end is the last line that says something.
        let end = self.text[..span.end as usize].trim_end().len();
        self.out.end(number(end));
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(), Stop> {
        let Some(target) = self.anchors.get(&id).copied() else {
            return Ok(());
        };
        if self.out.is_open(target) {
            return Err(self.out.fail_beside(
                target,
                span,
                "an alias stands inside the value it repeats".to_owned(),
                "use `$ref` for a value that contains itself",
            ));
        }
        if self.wants_key() {
            let tree = self.out.tree();
            if matches!(tree.kind(target), RawKind::Array | RawKind::Object) {
                return Err(self.compound_key(span));
            }
            let value = tree.text(self.text, target).to_owned();
            let text = self.out.text(tree.span(target).start, &value);
            self.out.key(span, text);
            return Ok(());
        }
        let node = self.out.alias(span, target)?;
        self.note_merge(node);
        Ok(())
    }

    /// Keeps the value of a `<<` key aside until its mapping ends.
    fn note_merge(&mut self, node: u32) {
        let Some(key) = self.out.key_of(node) else {
            return;
        };
        let plain = &self.text[key.span.start as usize..key.span.end as usize] == "<<";
        if plain {
            self.out.hide(node);
            // The mapping that holds the key: the value itself may have been opened since.
            let depth = self.merges.len();
            let opened = self.out.is_open(node) && self.out.tree().kind(node) == RawKind::Object;
            let holder = depth.checked_sub(if opened { 2 } else { 1 });
            if let Some(values) = holder.and_then(|holder| self.merges.get_mut(holder)) {
                values.push(node);
            }
        }
    }

    /// Adds what the merge keys of the ending mapping bring, where it has no such key itself.
    fn merge(&mut self) -> Result<(), Stop> {
        let values = self.merges.pop().unwrap_or_default();
        if values.is_empty() {
            return Ok(());
        }
        let object = self.out.innermost();
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let past = self.out.tree().length();
        for child in self.out.tree().children_until(object, past) {
            if let Some(key) = self.out.tree().key_text(self.text, child) {
                taken.insert(key.to_owned());
            }
        }
        for value in values {
            let tree = self.out.tree();
            let source = tree.followed(value);
            let maps: Vec<u32> = match tree.kind(source) {
                RawKind::Object => vec![source],
                RawKind::Array => tree.children(source).map(|item| tree.followed(item)).collect(),
                RawKind::Null
                | RawKind::True
                | RawKind::False
                | RawKind::Number
                | RawKind::String
                | RawKind::Alias
                | RawKind::Mark => Vec::new(),
            };
            let wrong = maps.is_empty() && tree.kind(source) != RawKind::Array
                || maps.iter().any(|map| tree.kind(*map) != RawKind::Object);
            if wrong {
                self.out.complain(Complaint {
                    fault: Fault::Merge,
                    node: object,
                    on_key: false,
                    related: None,
                    message: "the merge key `<<` does not hold a mapping".to_owned(),
                    help: Some("give it an alias of a mapping, or a list of such".to_owned()),
                });
            }
            for map in maps {
                self.merge_one(map, &mut taken)?;
            }
        }
        Ok(())
    }

    fn merge_one(&mut self, map: u32, taken: &mut BTreeSet<String>) -> Result<(), Stop> {
        let tree = self.out.tree();
        if tree.kind(map) != RawKind::Object {
            return Ok(());
        }
        let members: Vec<u32> =
            tree.children(map).filter(|member| !tree.is_hidden(*member)).collect();
        for member in members {
            let tree = self.out.tree();
            let Some(key) = tree.key_text(self.text, member) else {
                continue;
            };
            if !taken.insert(key.to_owned()) {
                continue;
            }
            let (target, span) = (tree.followed(member), tree.span(member));
            if let Some(key) = self.out.key_of(member) {
                self.out.key(key.span, key.text);
            }
            self.out.alias(span, target)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Tree {
        let silent = self.out.tree().is_empty() && self.out.tree().complaints.is_empty();
        if silent {
            // The parser has nothing more to say, so the stop it asks for has come.
            let _stop: Stop = self.out.fail(
                Fault::Syntax,
                Span { start: 0, end: 0 },
                "the file holds no document".to_owned(),
                "write a description into it",
            );
        }
        self.out.finish()
    }
}

/// What a plain scalar is under YAML 1.2's core schema.
fn core_schema(value: &str) -> RawKind {
    match value {
        "" | "~" | "null" | "Null" | "NULL" => return RawKind::Null,
        "true" | "True" | "TRUE" => return RawKind::True,
        "false" | "False" | "FALSE" => return RawKind::False,
        _ => {}
    }
    let first = value.as_bytes()[0];
    if !matches!(first, b'+' | b'-' | b'.' | b'0'..=b'9') {
        return RawKind::String;
    }
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    let digits = |rest: Option<&str>, radix: u32| {
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|digit| digit.is_digit(radix)))
    };
    let number = super::Decimal::parse(value).is_some()
        || digits(value.strip_prefix("0x"), 16)
        || digits(value.strip_prefix("0o"), 8)
        || matches!(unsigned, ".inf" | ".Inf" | ".INF")
        || matches!(value, ".nan" | ".NaN" | ".NAN");
    if number { RawKind::Number } else { RawKind::String }
}

fn bytes(span: &granit_parser::Span) -> Span {
    let range = span.byte_range().unwrap_or(0..0);
    Span { start: number(range.start), end: number(range.end.max(range.start)) }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("files are bounded below 4 GiB")
}
