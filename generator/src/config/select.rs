//! Selectors: how a configuration names schemas, properties, parameters and operations.

use super::options::Setting;
use super::read::{Reader, Value};
use super::setting::quoted;

/// What a selector is held against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    /// Where it is written: `#/components/schemas/Contact`, or `schemas/contact.yaml#/properties/phone` in another file.
    pub(crate) source: &'a str,
    /// What it is called: a component or operation id, then the properties or parameter down to it, with `/` between
    /// them: `Contact`, `Contact/phone`, `handleGetOrder/id`. Items of arrays and branches are their position's hint.
    pub(crate) path: &'a str,
}

/// A pattern of targets. See the documentation of the option `types`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Selector {
    text: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    /// Against the source: the file, empty for the entry document, and the segments of the pointer.
    Pointer { file: String, segments: Vec<String> },
    /// Against the path: one name stands for the whole of it, several for its end.
    Names(Vec<String>),
}

impl Selector {
    /// Understands a selector; the error says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let kind = if let Some((file, pointer)) = text.split_once('#') {
            let segments = match pointer.strip_prefix('/') {
                Some(rest) => segments(rest),
                None if pointer.is_empty() => Vec::new(),
                None => return Err("a JSON pointer starts with `#/`"),
            };
            Kind::Pointer { file: file.strip_prefix("./").unwrap_or(file).to_owned(), segments }
        } else if let Some(pointer) = text.strip_prefix('/') {
            Kind::Pointer { file: String::new(), segments: segments(pointer) }
        } else if text.is_empty() || text.split('/').any(str::is_empty) {
            return Err("a selector is a name, names with `/` between them, or a JSON pointer");
        } else {
            Kind::Names(segments(text))
        };
        Ok(Self { text: text.to_owned(), kind })
    }

    /// As written.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn matches(&self, target: &Target<'_>) -> bool {
        match &self.kind {
            Kind::Pointer { file, segments: wanted } => {
                let (source, pointer) =
                    target.source.split_once('#').unwrap_or((target.source, ""));
                let pointer = pointer.strip_prefix('/').map(segments).unwrap_or_default();
                glob(file, source) && all_match(wanted, &pointer)
            }
            Kind::Names(wanted) => {
                let path = segments(target.path);
                if let [name] = wanted.as_slice() {
                    return path.len() == 1 && glob(name, &path[0]);
                }
                (0..path.len()).any(|start| all_match(wanted, &path[start..]))
            }
        }
    }

    /// Whether it can only mean one thing.
    fn is_exact(&self) -> bool {
        !self.text.contains('*')
    }
}

fn segments(text: &str) -> Vec<String> {
    text.split('/').map(str::to_owned).collect()
}

/// Segment by segment; `**` stands for any number of them.
fn all_match(wanted: &[String], found: &[String]) -> bool {
    match wanted.split_first() {
        None => found.is_empty(),
        Some((first, rest)) if first == "**" => {
            (0..=found.len()).any(|skipped| all_match(rest, &found[skipped..]))
        }
        Some((first, rest)) => match found.split_first() {
            Some((name, others)) => glob(first, name) && all_match(rest, others),
            None => false,
        },
    }
}

/// Whether a text fits a pattern in which `*` stands for any characters.
fn glob(pattern: &str, text: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut rest) = text.strip_prefix(head) else {
        return false;
    };
    let mut pieces: Vec<&str> = tail.split('*').collect();
    let last = pieces.pop().unwrap_or("");
    // The earliest place for each piece leaves the most room for the ones after it.
    for piece in pieces {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// A selector with what it says.
#[derive(Clone, Debug)]
pub(crate) struct Rule<T> {
    pub(crate) selector: Selector,
    pub(crate) value: T,
    /// `specwright.toml:12:1`, for findings about the rule itself.
    pub(crate) place: Option<String>,
}

/// Rules, the ones that go first in front.
#[derive(Clone, Debug)]
pub(crate) struct Rules<T> {
    rules: Vec<Rule<T>>,
}

impl<T> Default for Rules<T> {
    fn default() -> Self {
        Self { rules: Vec::new() }
    }
}

impl<T> Rules<T> {
    /// What is said of the target; the number of the rule comes with it, so that unused ones can be told.
    pub(crate) fn find(&self, target: &Target<'_>) -> Option<(usize, &T)> {
        self.rules
            .iter()
            .position(|rule| rule.selector.matches(target))
            .map(|at| (at, &self.rules[at].value))
    }

    /// What is said of a member of what a path leads to.
    pub(crate) fn find_member(
        &self,
        source: &str,
        path: &str,
        member: &str,
    ) -> Option<(usize, &T)> {
        if self.rules.is_empty() {
            return None;
        }
        self.find(&Target { source, path: &format!("{path}/{member}") })
    }

    /// What every rule says of the target, for options that add up.
    pub(crate) fn all<'a>(&'a self, target: Target<'a>) -> impl Iterator<Item = (usize, &'a T)> {
        self.rules
            .iter()
            .enumerate()
            .filter(move |(_, rule)| rule.selector.matches(&target))
            .map(|(at, rule)| (at, &rule.value))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Every rule, at its number.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Rule<T>> {
        self.rules.iter()
    }

    /// Adds a rule: exact ones stand before globs, later ones before earlier.
    pub(crate) fn add(&mut self, selector: Selector, value: T, place: Option<String>) {
        let at = if selector.is_exact() {
            0
        } else {
            self.rules.iter().take_while(|rule| rule.selector.is_exact()).count()
        };
        self.rules.insert(at, Rule { selector, value, place });
    }
}

impl<T: Setting> Setting for Rules<T> {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let mut rules = Self::default();
        for (key, value) in reader.table(value)? {
            match Selector::parse(key.get_ref()) {
                Ok(selector) => {
                    if let Some(read) = T::read(value, reader) {
                        rules.add(selector, read, reader.place(Some(key.span().start)));
                    }
                }
                Err(problem) => {
                    let message = format!("`{}` is not a selector", key.get_ref());
                    reader.wrong_key(key, &message, Some(problem));
                }
            }
        }
        Some(rules)
    }

    fn show(&self, into: &mut String) {
        for rule in &self.rules {
            into.push_str(&quoted(&rule.selector.text));
            into.push('=');
            rule.value.show(into);
            into.push(',');
        }
    }
}

/// A pattern of operations. See the documentation of the option `include`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OperationFilter {
    Id(String),
    Tag(String),
    Route {
        /// `*` for any.
        method: String,
        path: String,
    },
}

impl std::fmt::Display for OperationFilter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Id(id) => f.write_str(id),
            Self::Tag(tag) => write!(f, "tag:{tag}"),
            Self::Route { method, path } => write!(f, "{method} {path}"),
        }
    }
}

impl OperationFilter {
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if let Some(tag) = text.strip_prefix("tag:") {
            return Ok(Self::Tag(tag.trim().to_owned()));
        }
        if text.starts_with('/') {
            return Ok(Self::Route { method: "*".to_owned(), path: text.to_owned() });
        }
        match text.split_once(char::is_whitespace) {
            Some((method, path)) if path.trim_start().starts_with('/') => Ok(Self::Route {
                method: method.to_ascii_uppercase(),
                path: path.trim_start().to_owned(),
            }),
            Some(_) => Err("an operation is named by its id, as `tag:NAME`, or as `METHOD /path`"),
            None if text.is_empty() => Err("the name of an operation cannot be empty"),
            None => Ok(Self::Id(text.to_owned())),
        }
    }

    /// Whether it can only mean one operation.
    pub(crate) fn is_exact(&self) -> bool {
        match self {
            Self::Id(id) => !id.contains('*'),
            Self::Tag(_) => false,
            Self::Route { method, path } => !method.contains('*') && !path.contains('*'),
        }
    }

    /// `path` is the template as written.
    pub(crate) fn matches(
        &self,
        id: Option<&str>,
        tags: &[String],
        method: &str,
        path: &str,
    ) -> bool {
        match self {
            Self::Id(wanted) => id.is_some_and(|id| glob(wanted, id)),
            Self::Tag(wanted) => tags.iter().any(|tag| glob(wanted, tag)),
            Self::Route { method: wanted, path: template } => {
                glob(wanted, &method.to_ascii_uppercase()) && glob(template, path)
            }
        }
    }
}

impl Setting for OperationFilter {
    fn read(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let text = reader.text(value)?;
        match Self::parse(text) {
            Ok(filter) => Some(filter),
            Err(problem) => {
                reader.wrong(value, &format!("`{text}` names no operation"), Some(problem));
                None
            }
        }
    }

    fn show(&self, into: &mut String) {
        into.push_str(&quoted(self));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn selectors_match_what_they_say() {
        let inline =
            ("#/components/schemas/Order/properties/item/properties/orderId", "Order/item/orderId");
        let property = ("schemas/contact.yaml#/properties/phone", "Contact/phone");
        let component = ("#/components/schemas/Contact", "Contact");
        let parameter = ("#/paths/~1orders~1{id}/get/parameters/0/schema", "getOrder/id");
        for (selector, target, matches) in [
            ("Contact", component, true),
            ("Contact", property, false),
            ("Cont*", component, true),
            ("*", component, true),
            ("*", property, false),
            ("Contact/phone", property, true),
            ("*/phone", property, true),
            ("*/orderId", inline, true),
            ("*/*Id", inline, true),
            ("Order/**/orderId", inline, true),
            ("Order/orderId", inline, false),
            ("getOrder/id", parameter, true),
            ("#/components/schemas/Contact", component, true),
            ("/components/schemas/*", component, true),
            ("#/components/schemas/*", inline, false),
            ("#/components/**/orderId", inline, true),
            ("schemas/contact.yaml#/properties/phone", property, true),
            ("./schemas/*.yaml#/properties/*", property, true),
            ("#/properties/phone", property, false),
        ] {
            let parsed = Selector::parse(selector).expect(selector);
            let target = Target { source: target.0, path: target.1 };
            assert_eq!(parsed.matches(&target), matches, "{selector} against {target:?}");
        }
    }

    #[test]
    fn exact_rules_go_before_globs_and_later_before_earlier() {
        let mut rules = Rules::default();
        for (at, selector) in ["*/id", "Order/id", "*/i*", "Order/id"].into_iter().enumerate() {
            rules.add(Selector::parse(selector).expect(selector), at, None);
        }
        let find = |path| rules.find(&Target { source: "#", path }).map(|(_, value)| *value);
        assert_eq!(find("Order/id"), Some(3));
        assert_eq!(find("Other/id"), Some(2));
        assert_eq!(find("Other"), None);
        let all: Vec<_> =
            rules.all(Target { source: "#", path: "Order/id" }).map(|(_, value)| *value).collect();
        assert_eq!(all, [3, 1, 2, 0]);
    }

    #[test]
    fn operations_are_found_by_id_tag_and_route() {
        let tags = ["Order Management".to_owned()];
        for (filter, matches) in [
            ("createOrder", true),
            ("create*", true),
            ("tag:Order Management", true),
            ("tag:Other", false),
            ("POST /orders", true),
            ("post /ord*", true),
            ("GET /orders", false),
            ("/orders", true),
            ("* /orders", true),
        ] {
            let parsed = OperationFilter::parse(filter).expect(filter);
            assert_eq!(
                parsed.matches(Some("createOrder"), &tags, "POST", "/orders"),
                matches,
                "{filter}"
            );
        }
        assert!(OperationFilter::parse("create order").is_err());
    }

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, text, matches) in [
            ("a*c", "abbc", true),
            ("a*c", "ac", true),
            ("a*bc*c", "abcbcc", true),
            ("a*c", "a", false),
            ("ab*ba", "aba", false),
            ("*", "", true),
            ("a", "ab", false),
        ] {
            assert_eq!(glob(pattern, text), matches, "{pattern} on {text}");
        }
    }
}
