//! The values of one file in an arena, in document order, and the builder that both syntaxes share.
//!
//! A value is a few numbers: what it is, its parent, the bytes it covers, and its text where that is not simply a slice of
//! the file. Children follow their parent, so a subtree is a range and dropping a tree needs no recursion.

use super::{Span, TreeLimits};

/// What a value is, with what the cursor hides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RawKind {
    Null,
    True,
    False,
    Number,
    String,
    Array,
    Object,
    /// Stands for another value of the tree, made earlier and complete.
    Alias,
    /// No value: a place of a complaint.
    Mark,
}

/// Text: a slice of the file, or of the tree's own pool where escapes or folding changed it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text {
    pub(super) start: u32,
    pub(super) length: u32,
    pub(super) pooled: bool,
}

#[derive(Clone, Copy, Debug)]
struct Raw {
    kind: RawKind,
    plain: bool,
    pooled: bool,
    /// Not a member of what the cursor shows: a second member of the same key, a merge key, a mark.
    hidden: bool,
    parent: u32,
    key: u32,
    span: Span,
    /// Scalars: start and length of the text. Arrays and objects: one past the subtree. Aliases: the target.
    first: u32,
    second: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct RawKey {
    pub(super) span: Span,
    pub(super) text: Text,
}

const NONE: u32 = u32::MAX;

/// What kind of thing is wrong with the syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Syntax,
    DuplicateKey,
    Alias,
    Merge,
    Tag,
    Limit,
}

/// Something wrong with the syntax, at a value or mark of the tree.
#[derive(Debug)]
pub(crate) struct Complaint {
    pub(crate) fault: Fault,
    pub(crate) node: u32,
    pub(crate) on_key: bool,
    pub(crate) related: Option<(u32, &'static str)>,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// The values of one file.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    raws: Vec<Raw>,
    keys: Vec<RawKey>,
    pool: String,
    /// The members of large objects, sorted by key.
    sorted: std::collections::BTreeMap<u32, Vec<u32>>,
    pub(crate) complaints: Vec<Complaint>,
    /// Whether any key starts with `$` and is not `$ref`: then values may name themselves.
    pub(super) has_identifiers: bool,
}

impl Tree {
    pub(crate) fn is_empty(&self) -> bool {
        self.raws.first().is_none_or(|raw| raw.kind == RawKind::Mark)
    }

    /// How many values and marks there are.
    pub(crate) fn values(&self) -> usize {
        self.raws.len()
    }

    fn raw(&self, node: u32) -> &Raw {
        &self.raws[node as usize]
    }

    pub(super) fn kind(&self, node: u32) -> RawKind {
        self.raw(node).kind
    }

    pub(super) fn is_hidden(&self, node: u32) -> bool {
        self.raw(node).hidden
    }

    pub(super) fn is_mark(&self, node: u32) -> bool {
        self.kind(node) == RawKind::Mark
    }

    /// The value itself, or what an alias stands for. Targets are complete before aliases to them, so chains end.
    pub(super) fn followed(&self, mut node: u32) -> u32 {
        while self.kind(node) == RawKind::Alias {
            node = self.raw(node).first;
        }
        node
    }

    pub(super) fn parent(&self, node: u32) -> Option<u32> {
        let parent = self.raw(node).parent;
        (parent != NONE).then_some(parent)
    }

    pub(super) fn span(&self, node: u32) -> Span {
        self.raw(node).span
    }

    pub(super) fn key_span(&self, node: u32) -> Option<Span> {
        self.keys.get(self.raw(node).key as usize).map(|key| key.span)
    }

    pub(super) fn key_text<'t>(&'t self, source: &'t str, node: u32) -> Option<&'t str> {
        let key = self.keys.get(self.raw(node).key as usize)?;
        Some(self.slice(source, key.text))
    }

    pub(super) fn text<'t>(&'t self, source: &'t str, node: u32) -> &'t str {
        let raw = self.raw(node);
        match raw.kind {
            RawKind::Array | RawKind::Object | RawKind::Alias | RawKind::Mark => "",
            RawKind::Null | RawKind::True | RawKind::False | RawKind::Number | RawKind::String => {
                self.slice(
                    source,
                    Text { start: raw.first, length: raw.second, pooled: raw.pooled },
                )
            }
        }
    }

    fn slice<'t>(&'t self, source: &'t str, text: Text) -> &'t str {
        let from = if text.pooled { &self.pool } else { source };
        &from[text.start as usize..(text.start + text.length) as usize]
    }

    /// The children of an array or object, hidden ones too.
    pub(super) fn children(&self, node: u32) -> impl Iterator<Item = u32> {
        self.children_until(node, self.raw(node).first)
    }

    pub(super) fn length(&self) -> u32 {
        u32::try_from(self.raws.len()).expect("files are bounded below 4 GiB")
    }

    /// The children of a value that is still open, as far as they are made.
    pub(super) fn children_until(&self, node: u32, end: u32) -> impl Iterator<Item = u32> {
        let within = move |child: &u32| *child < end;
        let first = Some(node + 1).filter(within);
        std::iter::successors(first, move |child| Some(self.after(*child)).filter(within))
    }

    fn after(&self, node: u32) -> u32 {
        match self.kind(node) {
            RawKind::Array | RawKind::Object => self.raw(node).first,
            RawKind::Null
            | RawKind::True
            | RawKind::False
            | RawKind::Number
            | RawKind::String
            | RawKind::Alias
            | RawKind::Mark => node + 1,
        }
    }

    /// The member of an object, as stored: an alias is not followed.
    pub(super) fn member(&self, source: &str, object: u32, key: &str) -> Option<u32> {
        match self.sorted.get(&object) {
            Some(sorted) => {
                let name = |child: &u32| self.key_text(source, *child).unwrap_or("");
                let at = sorted.binary_search_by(|child| name(child).cmp(key)).ok()?;
                Some(sorted[at])
            }
            None => self.children(object).find(|child| self.has_key(source, *child, key)),
        }
    }

    /// Whether a value is the member of that key. Lengths mostly tell, and are at hand.
    fn has_key(&self, source: &str, node: u32, key: &str) -> bool {
        let raw = self.raw(node);
        let Some(RawKey { text, .. }) = self.keys.get(raw.key as usize) else { return false };
        if text.length as usize != key.len() || raw.hidden {
            return false;
        }
        let from = if text.pooled { &self.pool } else { source };
        let range = text.start as usize..(text.start + text.length) as usize;
        from.as_bytes().get(range) == Some(key.as_bytes())
    }

    /// The index of an item among its parent's.
    pub(super) fn position(&self, node: u32) -> usize {
        let parent = self.raw(node).parent;
        self.children(parent).take_while(|child| *child != node).count()
    }
}

/// Makes a tree from what a parser finds, in order.
pub(super) struct Builder<'t> {
    source: &'t str,
    limits: TreeLimits,
    tree: Tree,
    open: Vec<u32>,
    key: Option<RawKey>,
    /// The members of the object that has just ended; kept for its allocation.
    members: Vec<u32>,
}

/// The builder has complained and takes nothing more; the parser should end.
#[derive(Debug)]
pub(super) struct Stop;

impl<'t> Builder<'t> {
    pub(super) fn new(source: &'t str, limits: &TreeLimits) -> Self {
        /// What is never used is never touched, and given back in the end.
        const BYTES_A_VALUE: usize = 24;
        let mut tree = Tree::default();
        tree.raws.reserve(source.len() / BYTES_A_VALUE);
        tree.keys.reserve(source.len() / BYTES_A_VALUE);
        let (open, members) = (Vec::new(), Vec::new());
        Self { source, limits: *limits, tree, open, key: None, members }
    }

    /// Text that is at `start` in the file where it stands there unchanged, else pooled.
    pub(super) fn text(&mut self, start: u32, value: &str) -> Text {
        let length = u32::try_from(value.len()).expect("files are bounded below 4 GiB");
        let at = start as usize;
        if self.source.as_bytes().get(at..at + value.len()) == Some(value.as_bytes()) {
            return Text { start, length, pooled: false };
        }
        let start =
            u32::try_from(self.tree.pool.len()).expect("pooled text is shorter than the file");
        self.tree.pool.push_str(value);
        Text { start, length, pooled: true }
    }

    /// The key of the next value.
    pub(super) fn key(&mut self, span: Span, text: Text) {
        let from = if text.pooled { self.tree.pool.as_bytes() } else { self.source.as_bytes() };
        let key = &from[text.start as usize..(text.start + text.length) as usize];
        self.tree.has_identifiers |= key.first() == Some(&b'$') && key != b"$ref";
        self.key = Some(RawKey { span, text });
    }

    pub(super) fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// What the innermost open value is.
    pub(super) fn inside(&self) -> Option<RawKind> {
        self.open.last().map(|node| self.tree.kind(*node))
    }

    /// The number of the innermost open value.
    pub(super) fn innermost(&self) -> u32 {
        self.open.last().copied().expect("asked only inside a value")
    }

    pub(super) fn is_open(&self, node: u32) -> bool {
        self.open.contains(&node)
    }

    pub(super) fn key_of(&self, node: u32) -> Option<RawKey> {
        self.tree.keys.get(self.tree.raw(node).key as usize).copied()
    }

    pub(super) fn tree(&self) -> &Tree {
        &self.tree
    }

    fn push(&mut self, kind: RawKind, span: Span) -> Result<u32, Stop> {
        let node = u32::try_from(self.tree.raws.len()).expect("files are bounded below 4 GiB");
        if self.tree.raws.len() >= self.limits.values {
            let message = format!("the file holds more than {} values", self.limits.values);
            return Err(self.limit(span, message, "values"));
        }
        let parent = self.open.last().copied().unwrap_or(NONE);
        let key = match self.key.take() {
            Some(key) => {
                self.tree.keys.push(key);
                u32::try_from(self.tree.keys.len() - 1).expect("fewer keys than bytes")
            }
            None => NONE,
        };
        self.tree.raws.push(Raw {
            kind,
            plain: false,
            pooled: false,
            hidden: false,
            parent,
            key,
            span,
            first: 0,
            second: 0,
        });
        Ok(node)
    }

    pub(super) fn scalar(
        &mut self,
        kind: RawKind,
        plain: bool,
        span: Span,
        text: Text,
    ) -> Result<u32, Stop> {
        let node = self.push(kind, span)?;
        let raw = &mut self.tree.raws[node as usize];
        (raw.plain, raw.pooled, raw.first, raw.second) =
            (plain, text.pooled, text.start, text.length);
        Ok(node)
    }

    pub(super) fn alias(&mut self, span: Span, target: u32) -> Result<u32, Stop> {
        let node = self.push(RawKind::Alias, span)?;
        self.tree.raws[node as usize].first = target;
        Ok(node)
    }

    pub(super) fn begin(&mut self, kind: RawKind, span: Span) -> Result<u32, Stop> {
        if self.open.len() >= self.limits.depth {
            let message = format!("values are nested more than {} levels deep", self.limits.depth);
            return Err(self.limit(span, message, "depth"));
        }
        let node = self.push(kind, span)?;
        self.tree.raws[node as usize].first = node + 1;
        self.open.push(node);
        Ok(node)
    }

    /// Ends the innermost open value, whose last byte is before `end`.
    pub(super) fn end(&mut self, end: u32) -> u32 {
        let node = self.open.pop().expect("parsers end what they began");
        let past = u32::try_from(self.tree.raws.len()).expect("files are bounded below 4 GiB");
        let raw = &mut self.tree.raws[node as usize];
        raw.first = past;
        raw.span.end = end.max(raw.span.start);
        if raw.kind == RawKind::Object {
            self.find_duplicates(node);
        }
        node
    }

    pub(super) fn hide(&mut self, node: u32) {
        self.tree.raws[node as usize].hidden = true;
    }

    fn find_duplicates(&mut self, object: u32) {
        /// Up to here comparing all pairs is faster than sorting.
        const HANDFUL: usize = 8;
        /// Up to here looking at each is as fast as searching.
        const FEW: usize = 24;
        let tree = &self.tree;
        let name = |child: &u32| tree.key_text(self.source, *child).unwrap_or("");
        let mut members = std::mem::take(&mut self.members);
        members.clear();
        members.extend(tree.children(object).filter(|child| !tree.is_hidden(*child)));
        let distinct = |(at, member): (usize, &u32)| {
            members[..at].iter().all(|other| name(other) != name(member))
        };
        if members.len() <= HANDFUL && members.iter().enumerate().all(distinct) {
            self.members = members;
            return;
        }
        members.sort_by(|a, b| name(a).cmp(name(b)));
        let mut doubles = Vec::new();
        let mut first = 0;
        for at in 1..members.len() {
            if name(&members[first]) == name(&members[at]) {
                doubles.push((members[first], members[at], name(&members[at]).to_owned()));
            } else {
                first = at;
            }
        }
        for (first, second, name) in &doubles {
            let message = format!("the key `{name}` is given twice in one object");
            self.tree.complaints.push(Complaint {
                fault: Fault::DuplicateKey,
                node: *second,
                on_key: true,
                related: Some((*first, "first given here")),
                message,
                help: Some("remove one of the two, or rename it; they are never merged".to_owned()),
            });
            self.hide(*second);
        }
        if members.len() > FEW {
            members.retain(|member| !self.tree.is_hidden(*member));
            self.tree.sorted.insert(object, members.clone());
        }
        self.members = members;
    }

    /// Complains of a place that is no value, within what is open.
    pub(super) fn fail(&mut self, fault: Fault, span: Span, message: String, help: &str) -> Stop {
        self.key = None;
        let node = u32::try_from(self.tree.raws.len()).expect("files are bounded below 4 GiB");
        let parent = self.open.last().copied().unwrap_or(NONE);
        self.tree.raws.push(Raw {
            kind: RawKind::Mark,
            plain: false,
            pooled: false,
            hidden: true,
            parent,
            key: NONE,
            span,
            first: 0,
            second: 0,
        });
        let help = (!help.is_empty()).then(|| help.to_owned());
        let complaint = Complaint { fault, node, on_key: false, related: None, message, help };
        self.tree.complaints.push(complaint);
        Stop
    }

    /// Complains of an alias, and shows the value that it is about.
    pub(super) fn fail_beside(
        &mut self,
        beside: u32,
        span: Span,
        message: String,
        help: &str,
    ) -> Stop {
        let stop = self.fail(Fault::Alias, span, message, help);
        if let Some(complaint) = self.tree.complaints.last_mut() {
            complaint.related = Some((beside, "the value starts here"));
        }
        stop
    }

    fn limit(&mut self, span: Span, message: String, name: &str) -> Stop {
        let help = format!("the limit `{name}` can be raised in the options");
        self.fail(Fault::Limit, span, message, &help)
    }

    pub(super) fn complain(&mut self, complaint: Complaint) {
        self.tree.complaints.push(complaint);
    }

    /// The tree, with whatever a syntax error left open ended.
    pub(super) fn finish(mut self) -> Tree {
        let end = u32::try_from(self.source.len()).expect("files are bounded below 4 GiB");
        while !self.open.is_empty() {
            self.end(end);
        }
        self.tree.raws.shrink_to_fit();
        self.tree.keys.shrink_to_fit();
        self.tree
    }
}
