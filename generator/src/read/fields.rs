//! Members of objects, by the type they should have: what is of another type is named, and read where it is clear.

use super::Reader;
use super::catalogue::Object;
use super::dialect::View;
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Key, Kind, Node};

impl<'a> Reader<'a> {
    /// Whether a node is an object, its keywords checked; complains where it is not.
    pub(super) fn is_object(&mut self, node: Node<'a>, object: Object) -> bool {
        if !node.is_object() {
            self.wrong_type(node, &format!("{} (an object)", object.name()));
            return false;
        }
        self.check_keywords(node, object);
        true
    }

    /// Speaks of each member that is unknown, of another version, or not used.
    pub(super) fn check_keywords(&mut self, node: Node<'a>, object: Object) {
        for (key, _) in node.entries() {
            match object.keyword(key.text) {
                Some(keyword) => match self.dialect.view(keyword) {
                    View::Known => {}
                    View::Foreign(when) => self.report_foreign(key, object, &when),
                    View::Unused(reason) => {
                        let message = format!("`{}` is not used", key.text);
                        let diagnostic =
                            Diagnostic::new(&codes::UNUSED_KEYWORD, key.location, message);
                        self.report(diagnostic.on_key().note(reason));
                    }
                },
                None if object.is_open() || key.text.starts_with("x-") => {}
                None => self.report_unknown(key, object),
            }
        }
    }

    fn report_foreign(&mut self, key: Key<'a>, object: Object, when: &str) {
        let help = match key.text {
            "nullable" => "add `\"null\"` to `type` instead",
            "const" => "write an `enum` of one value, or raise the version in `openapi`",
            _ => "raise the version in `openapi`, or spell it the way of this version",
        };
        let message = format!(
            "`{}` does not belong to {} of OpenAPI {}",
            key.text,
            object.name(),
            self.dialect.version.name()
        );
        self.report(
            Diagnostic::new(&codes::OTHER_VERSION, key.location, message)
                .on_key()
                .label(when)
                .note("it is read all the same")
                .help(help),
        );
    }

    fn report_unknown(&mut self, key: Key<'a>, object: Object) {
        let message = format!("{} has no member `{}`", object.name(), key.text);
        let names = object.keywords().iter().map(|keyword| keyword.name);
        let in_schema = matches!(object, Object::Parameter | Object::Header | Object::MediaType)
            && Object::Schema.keyword(key.text).is_some();
        let help = match nearest(key.text, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None if in_schema => "it belongs to a schema: move it under `schema`".to_owned(),
            None => "remove it, or start its name with `x-`".to_owned(),
        };
        let code = &codes::UNKNOWN_KEYWORD;
        self.report(Diagnostic::new(code, key.location, message).on_key().help(help));
    }

    pub(super) fn wrong_type(&mut self, node: Node<'a>, wanted: &str) {
        let message = format!("{} stands where {wanted} is wanted", node.kind().described());
        self.report(
            Diagnostic::new(&codes::WRONG_TYPE, node.location(), message)
                .help(format!("write {wanted}")),
        );
    }

    fn loose_type(&mut self, node: Node<'a>, wanted: &str) {
        let message = format!("{} stands where {wanted} is wanted", node.kind().described());
        self.report(
            Diagnostic::new(&codes::LOOSE_TYPE, node.location(), message)
                .label("read as if it were one")
                .help("put it in quotes".to_owned()),
        );
    }

    /// A text member. A number or boolean is read as it is written; `null` is nothing.
    pub(super) fn text_at(&mut self, node: Node<'a>, key: &str) -> Option<At<String>> {
        self.text_of(node.get(key)?)
    }

    pub(super) fn text_of(&mut self, value: Node<'a>) -> Option<At<String>> {
        match value.kind() {
            Kind::String => {}
            Kind::Number | Kind::Bool => self.loose_type(value, "a string"),
            Kind::Null => return None,
            Kind::Array | Kind::Object => {
                self.wrong_type(value, "a string");
                return None;
            }
        }
        Some(At { value: value.text().to_owned(), location: value.location() })
    }

    /// A text member that code does not hang on, so that it may be left out.
    pub(super) fn text(&mut self, node: Node<'a>, key: &str) -> Option<String> {
        self.words(node.get(key)?)
    }

    pub(super) fn words(&mut self, value: Node<'a>) -> Option<String> {
        if matches!(value.kind(), Kind::Array | Kind::Object) {
            let message = format!("{} stands where a string is wanted", value.kind().described());
            self.report(
                Diagnostic::new(&codes::IGNORED_VALUE, value.location(), message)
                    .label("ignored")
                    .help("write a string, or remove the member"),
            );
            return None;
        }
        self.text_of(value).map(|at| at.value)
    }

    /// A text member that must be there.
    pub(super) fn required_text(
        &mut self,
        node: Node<'a>,
        key: &str,
        object: Object,
    ) -> Option<At<String>> {
        if node.get(key).is_none_or(|value| value.kind() == Kind::Null) {
            self.missing(node, key, object);
            return None;
        }
        self.text_at(node, key)
    }

    pub(super) fn missing(&mut self, node: Node<'a>, key: &str, object: Object) {
        let message = format!("{} needs `{key}`", object.name());
        self.report(
            Diagnostic::new(&codes::MISSING_KEYWORD, node.location(), message)
                .help(format!("add `{key}`")),
        );
    }

    /// Speaks of a member that the specification requires, but that can be done without.
    pub(super) fn omitted(&mut self, node: Node<'a>, key: &str, object: Object) {
        let message = format!("{} should have `{key}`", object.name());
        self.report(
            Diagnostic::new(&codes::OMITTED_KEYWORD, node.location(), message)
                .help(format!("add `{key}`")),
        );
    }

    /// A boolean; `"true"` in quotes is read with a warning.
    pub(super) fn boolean(&mut self, value: Node<'a>) -> Option<bool> {
        match (value.kind(), value.text()) {
            (Kind::Bool, _) => value.as_bool(),
            (Kind::String, text @ ("true" | "false")) => {
                let message = "a string stands where a boolean is wanted";
                self.report(
                    Diagnostic::new(&codes::LOOSE_TYPE, value.location(), message)
                        .label("read as if it were one")
                        .help("remove the quotes"),
                );
                Some(text == "true")
            }
            (Kind::Null, _) => None,
            (Kind::Number | Kind::String | Kind::Array | Kind::Object, _) => {
                self.wrong_type(value, "a boolean");
                None
            }
        }
    }

    /// A boolean member, if it is there.
    pub(super) fn maybe_flag(&mut self, node: Node<'a>, key: &str) -> Option<bool> {
        self.boolean(node.get(key)?)
    }

    pub(super) fn flag(&mut self, node: Node<'a>, key: &str) -> bool {
        self.maybe_flag(node, key).unwrap_or(false)
    }

    /// The members of an object under a key, extensions left out; empty where it is missing.
    pub(super) fn members(&mut self, node: Node<'a>, key: &str) -> Vec<(Key<'a>, Node<'a>)> {
        match node.get(key) {
            Some(value) => self.members_of(value),
            None => Vec::new(),
        }
    }

    pub(super) fn members_of(&mut self, value: Node<'a>) -> Vec<(Key<'a>, Node<'a>)> {
        match value.kind() {
            Kind::Object => value.entries().collect(),
            Kind::Null => Vec::new(),
            Kind::Bool | Kind::Number | Kind::String | Kind::Array => {
                self.wrong_type(value, "an object");
                Vec::new()
            }
        }
    }

    /// The items of an array under a key; empty where it is missing.
    pub(super) fn list(&mut self, node: Node<'a>, key: &str) -> Vec<Node<'a>> {
        match node.get(key) {
            Some(value) if value.kind() == Kind::Array => value.items().collect(),
            Some(value) if value.kind() != Kind::Null => {
                self.wrong_type(value, "an array");
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The texts of an array under a key.
    pub(super) fn texts(&mut self, node: Node<'a>, key: &str) -> Vec<At<String>> {
        let items = self.list(node, key);
        items.into_iter().filter_map(|item| self.text_of(item)).collect()
    }
}

/// A key with its place.
pub(super) fn name(key: Key<'_>) -> At<String> {
    At { value: key.text.to_owned(), location: key.location }
}

/// The name that was probably meant, if one is near.
pub(super) fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (wrong.chars().count() / 3).clamp(1, 3);
    names
        .map(|name| (distance(&wrong.to_lowercase(), &name.to_lowercase(), limit), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters differ (Levenshtein), as far as that is at most `limit`.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let b: Vec<char> = b.chars().collect();
    if a.chars().count().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, right) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(left != *right);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_names_are_recognized() {
        let names = ["exclusiveMinimum", "description", "items", "type", "additionalProperties"];
        for (wrong, meant) in [
            ("descripton", Some("description")),
            ("additionalproperties", Some("additionalProperties")),
            ("item", Some("items")),
            ("typ", Some("type")),
            ("pet", None),
            ("optional", None),
        ] {
            assert_eq!(nearest(wrong, names.into_iter()), meant, "{wrong}");
        }
    }
}
