//! Routing: from a path to the operations behind it.
//!
//! Templates may have literals and several parameters in one segment (`/{id}:amend`, `/{file}.{ext}`), and a query that a
//! request must have (`/orders?view=all`). Literal segments come before templates, and a template that lacks the method
//! makes way for the next. Behind `#` nothing is ever sent, so nothing is looked for.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::operation::{OperationMeta, percent};

/// The operations of an API by path.
#[derive(Debug)]
pub struct Router {
    operations: &'static [&'static OperationMeta],
    /// Paths without a parameter, which most requests name to the letter.
    plain: BTreeMap<String, Vec<End>>,
    root: Node,
}

/// What a method and path lead to.
#[derive(Debug)]
pub enum Route {
    /// An operation, and the raw text of its path parameters.
    Found(&'static OperationMeta, Vec<(&'static str, String)>),
    /// A path with other methods, in the form of an `Allow` header.
    OtherMethods(String),
    /// No path.
    NotFound,
}

#[derive(Debug, Default)]
struct Node {
    literals: BTreeMap<String, Node>,
    /// The most literal text first.
    patterns: Vec<(Pattern, Node)>,
    ends: Vec<End>,
}

/// Where the template of an operation ends.
#[derive(Clone, Copy, Debug)]
struct End {
    operation: &'static OperationMeta,
    /// How many parameters stand in the base path, which are no operation's.
    skip: usize,
    /// What a request's query must hold.
    query: &'static str,
}

/// A segment with parameters: the literals before, between and after them.
#[derive(Debug, PartialEq, Eq)]
struct Pattern(Vec<String>);

impl Router {
    /// Reads the templates of all operations; `bases` are the paths that each of them is served below: `/v1`, or an empty
    /// one for the root. A base may be a template too.
    pub fn new<'b>(
        operations: &'static [&'static OperationMeta],
        bases: impl Fn(&'static OperationMeta) -> &'b [&'b str],
    ) -> Self {
        let mut router = Self { operations, plain: BTreeMap::new(), root: Node::default() };
        for operation in operations {
            for base in bases(operation) {
                router.add(base.trim_end_matches('/'), operation);
            }
        }
        router.root.sort();
        router.plain.values_mut().for_each(|ends| most_asked_first(ends));
        router
    }

    /// The same operations below one other base path.
    #[must_use]
    pub fn mounted_at(&self, base: &str) -> Self {
        Self::new(self.operations, |_| std::slice::from_ref(&base))
    }

    fn add(&mut self, base: &str, operation: &'static OperationMeta) {
        let (path, query) = path_and_query(operation.path);
        let end = End { operation, skip: names(base).count(), query };
        let whole = format!("{base}{path}");
        let mut node = &mut self.root;
        for segment in segments(&whole) {
            node = node.child(segment);
        }
        node.ends.push(end);
        if !whole.contains('{') {
            self.plain.entry(whole).or_default().push(end);
        }
    }

    /// The operation behind a method and path, if any; a query may stand behind the path.
    pub fn operation(&self, method: &http::Method, path: &str) -> Option<&'static OperationMeta> {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        match self.find(method.as_str(), path, query) {
            Route::Found(operation, _) => Some(operation),
            Route::OtherMethods(_) | Route::NotFound => None,
        }
    }

    /// Finds what is behind a method, path and query.
    pub fn find(&self, method: &str, path: &str, query: &str) -> Route {
        let plain = self.plain.get(path).and_then(|ends| hit(ends, method, query));
        if let Some(end) = plain {
            return Route::Found(end.operation, Vec::new());
        }
        let segments: Vec<&str> = segments(path).collect();
        let mut allowed = BTreeSet::new();
        let mut found = None;
        self.root.visit(&segments, &mut Vec::new(), &mut |ends, values| {
            if let Some(end) = hit(ends, method, query) {
                let values = values.iter().skip(end.skip).map(|value| (*value).to_owned());
                found = Some((end.operation, names(end.operation.path).zip(values).collect()));
                return true;
            }
            let here = ends.iter().filter(|end| asks_for(end.query, query));
            allowed.extend(here.map(|end| end.operation.method));
            false
        });
        match found {
            Some((operation, values)) => Route::Found(operation, values),
            None if allowed.is_empty() => Route::NotFound,
            None => {
                if allowed.contains("GET") {
                    allowed.insert("HEAD");
                }
                allowed.insert("OPTIONS");
                Route::OtherMethods(allowed.into_iter().collect::<Vec<_>>().join(", "))
            }
        }
    }
}

/// The end that takes a method, `HEAD` where nothing but `GET` does.
fn hit<'e>(ends: &'e [End], method: &str, query: &str) -> Option<&'e End> {
    let with = |method: &str| {
        let here = |end: &&End| end.operation.method == method && asks_for(end.query, query);
        ends.iter().find(here)
    };
    with(method).or_else(|| if method == "HEAD" { with("GET") } else { None })
}

/// Whether a query holds every piece that a template asks for.
fn asks_for(asked: &str, query: &str) -> bool {
    let has = |piece: &str| {
        query.split('&').any(|given| given == piece || decoded(given) == decoded(piece))
    };
    asked.is_empty() || asked.split('&').all(has)
}

fn most_asked_first(ends: &mut [End]) {
    ends.sort_by_key(|end| {
        std::cmp::Reverse(end.query.split('&').filter(|piece| !piece.is_empty()).count())
    });
}

/// A template's path, and the query that it asks for.
fn path_and_query(template: &'static str) -> (&'static str, &'static str) {
    let sent = template.split_once('#').map_or(template, |(sent, _)| sent);
    sent.split_once('?').unwrap_or((sent, ""))
}

/// The segments of a path; a slash at the end gives an empty last one.
fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.strip_prefix('/').unwrap_or(path).split('/')
}

/// The names of a template's parameters.
fn names(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

impl Node {
    fn child(&mut self, segment: &str) -> &mut Self {
        let Some(pattern) = Pattern::parse(segment) else {
            return self.literals.entry(decoded(segment).into_owned()).or_default();
        };
        let at =
            self.patterns.iter().position(|(known, _)| *known == pattern).unwrap_or_else(|| {
                self.patterns.push((pattern, Self::default()));
                self.patterns.len() - 1
            });
        &mut self.patterns[at].1
    }

    fn sort(&mut self) {
        most_asked_first(&mut self.ends);
        self.literals.values_mut().for_each(Self::sort);
        self.patterns.sort_by_key(|(pattern, _)| {
            std::cmp::Reverse(pattern.0.iter().map(String::len).sum::<usize>())
        });
        self.patterns.iter_mut().for_each(|(_, node)| node.sort());
    }

    /// Offers every end that fits, the most literal first, until one is taken.
    fn visit<'p>(
        &self,
        segments: &[&'p str],
        values: &mut Vec<&'p str>,
        take: &mut dyn FnMut(&[End], &[&'p str]) -> bool,
    ) -> bool {
        let Some((segment, rest)) = segments.split_first() else {
            return !self.ends.is_empty() && take(&self.ends, values);
        };
        if self.literals.get(&*decoded(segment)).is_some_and(|node| node.visit(rest, values, take))
        {
            return true;
        }
        for (pattern, node) in &self.patterns {
            let before = values.len();
            if pattern.fits(segment, values) && node.visit(rest, values, take) {
                return true;
            }
            values.truncate(before);
        }
        false
    }
}

fn decoded(segment: &str) -> Cow<'_, str> {
    percent::decode(segment, false).unwrap_or(Cow::Borrowed(segment))
}

impl Pattern {
    /// `None` for a literal.
    fn parse(segment: &str) -> Option<Self> {
        let mut literals = Vec::new();
        let mut rest = segment;
        while let Some((before, after)) = rest
            .split_once('{')
            .and_then(|(before, after)| after.split_once('}').map(|(_, after)| (before, after)))
        {
            literals.push(before.to_owned());
            rest = after;
        }
        if literals.is_empty() {
            return None;
        }
        literals.push(rest.to_owned());
        Some(Self(literals))
    }

    fn fits<'p>(&self, segment: &'p str, values: &mut Vec<&'p str>) -> bool {
        let Some((first, rest)) = self.0.split_first() else { return false };
        segment.strip_prefix(first.as_str()).is_some_and(|text| fits(rest, text, values))
    }
}

/// Matches parameters and the literals behind them; each takes as much as it can and never nothing.
fn fits<'p>(literals: &[String], text: &'p str, values: &mut Vec<&'p str>) -> bool {
    let Some((literal, rest)) = literals.split_first() else { return text.is_empty() };
    if rest.is_empty() {
        return text.strip_suffix(literal.as_str()).filter(|value| !value.is_empty()).is_some_and(
            |value| {
                values.push(value);
                true
            },
        );
    }
    let mut end = text.len();
    while let Some(at) = text[..end].rfind(literal.as_str()).filter(|at| *at > 0) {
        values.push(&text[..at]);
        if fits(rest, &text[at + literal.len()..], values) {
            return true;
        }
        values.pop();
        end = at + literal.len() - 1;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Route, Router};
    use crate::operation::OperationMeta;

    const fn operation(method: &'static str, path: &'static str) -> OperationMeta {
        OperationMeta {
            id: path,
            method,
            path,
            tags: &[],
            security: &[],
            consumes: &[],
            success: &[],
            error: &[],
        }
    }

    static OPERATIONS: &[&OperationMeta] = &[
        &operation("GET", "/orders"),
        &operation("POST", "/orders"),
        &operation("GET", "/orders/"),
        &operation("GET", "/orders/{id}"),
        &operation("GET", "/orders/mine"),
        &operation("DELETE", "/orders/{key}"),
        &operation("POST", "/orders/{id}:amend"),
        &operation("GET", "/files/{file}.{ext}"),
        &operation("GET", "/files/v{major}-{minor}"),
        &operation("GET", "/{a}/{b}/x"),
        &operation("GET", "/größe/{a}{b}"),
        &operation("GET", "/"),
        &operation("GET", "/search"),
        &operation("GET", "/search?kind=ship"),
        &operation("GET", "/search?kind=ship&all"),
        &operation("PUT", "/anchor?deep"),
        &operation("POST", "/rpc#first"),
    ];

    fn find(router: &Router, method: &str, path: &str) -> String {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        match router.find(method, path, query) {
            Route::Found(operation, values) => {
                let values: Vec<String> =
                    values.iter().map(|(name, value)| format!("{name}={value}")).collect();
                format!("{} {}", operation.path, values.join(" ")).trim_end().to_owned()
            }
            Route::OtherMethods(allow) => allow,
            Route::NotFound => "none".to_owned(),
        }
    }

    #[test]
    fn finds_operations() {
        let router = Router::new(OPERATIONS, |_| &[""]);
        for (method, path, expected) in [
            ("GET", "/", "/"),
            ("GET", "/orders", "/orders"),
            ("HEAD", "/orders", "/orders"),
            ("GET", "/orders/", "/orders/"),
            ("PUT", "/orders", "GET, HEAD, OPTIONS, POST"),
            ("OPTIONS", "/orders/", "GET, HEAD, OPTIONS"),
            ("GET", "/orders/mine", "/orders/mine"),
            ("GET", "/orders/m%69ne", "/orders/mine"),
            ("DELETE", "/orders/mine", "/orders/{key} key=mine"),
            ("GET", "/orders/7", "/orders/{id} id=7"),
            ("GET", "/orders/a%2Fb", "/orders/{id} id=a%2Fb"),
            ("POST", "/orders/7:amend", "/orders/{id}:amend id=7"),
            ("GET", "/orders/7:amend", "/orders/{id} id=7:amend"),
            ("POST", "/orders/:amend", "DELETE, GET, HEAD, OPTIONS"),
            ("GET", "/files/a.tar.gz", "/files/{file}.{ext} file=a.tar ext=gz"),
            ("GET", "/files/v1-2", "/files/v{major}-{minor} major=1 minor=2"),
            ("GET", "/files/.gz", "none"),
            ("GET", "/p/q/x", "/{a}/{b}/x a=p b=q"),
            ("GET", "/gr%C3%B6%C3%9Fe/xy", "/größe/{a}{b} a=x b=y"),
            ("GET", "/orders/7/", "none"),
            ("GET", "/nothing", "none"),
            ("GET", "//orders", "none"),
            ("GET", "/search?kind=boat", "/search"),
            ("GET", "/search?a=1&kind=%73hip", "/search?kind=ship"),
            ("GET", "/search?kind=ship&all", "/search?kind=ship&all"),
            ("PUT", "/anchor", "none"),
            ("GET", "/anchor?deep", "OPTIONS, PUT"),
            ("POST", "/rpc", "/rpc#first"),
        ] {
            assert_eq!(find(&router, method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn bases_stand_before_every_path() {
        let router = Router::new(OPERATIONS, |operation| match operation.path {
            "/search" => &["/files/v2/"],
            _ => &["/v1", "/{tenant}/v1"],
        });
        for (method, path, expected) in [
            ("GET", "/v1/orders", "/orders"),
            ("GET", "/v1/orders/7", "/orders/{id} id=7"),
            ("GET", "/acme/v1/orders", "/orders"),
            ("GET", "/acme/v1/orders/7", "/orders/{id} id=7"),
            ("GET", "/v1/", "/"),
            ("GET", "/v1", "none"),
            ("GET", "/orders", "none"),
            ("GET", "/v1orders", "none"),
            ("GET", "/files/v2/search", "/search"),
            ("GET", "/v1/search", "none"),
        ] {
            assert_eq!(find(&router, method, path), expected, "{method} {path}");
        }
        let router = router.mounted_at("/api/");
        for (path, expected) in
            [("/api/orders", "/orders"), ("/api/search", "/search"), ("/v1/orders", "none")]
        {
            assert_eq!(find(&router, "GET", path), expected, "{path}");
        }
        assert_eq!(find(&router.mounted_at(""), "GET", "/orders"), "/orders");
    }
}
