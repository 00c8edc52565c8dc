//! JSON pointers (RFC 6901) of locations, and back.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{FileId, Location, Node, Sources, folder};

/// One token of a pointer, escaped.
pub(crate) fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) {
        let mut escaped = String::with_capacity(token.len() + 1);
        push_escaped(&mut escaped, token);
        Cow::Owned(escaped)
    } else {
        Cow::Borrowed(token)
    }
}

fn push_escaped(pointer: &mut String, mut token: &str) {
    while let Some(at) = token.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
        let escaped = if token.as_bytes()[at] == b'~' { "~0" } else { "~1" };
        pointer.extend([&token[..at], escaped]);
        token = &token[at + 1..];
    }
    pointer.push_str(token);
}

/// One token of a pointer as the key it means; `None` where `~` is followed by neither 0 nor 1.
pub(crate) fn unescape(token: &str) -> Option<Cow<'_, str>> {
    if !token.contains('~') {
        return Some(Cow::Borrowed(token));
    }
    let valid = token.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    valid.then(|| Cow::Owned(token.replace("~1", "/").replace("~0", "~")))
}

impl Sources {
    /// The JSON pointer of a location within its file: empty for the root.
    pub(crate) fn pointer(&self, location: Location) -> String {
        let mut pointer = String::new();
        self.push_pointer(&mut pointer, location);
        pointer
    }

    fn push_pointer(&self, pointer: &mut String, location: Location) {
        let (tree, text) = (self.file(location.file).tree(), self.file(location.file).text());
        let mut tokens: Vec<Cow<'_, str>> = Vec::with_capacity(16);
        let mut node = location.node;
        while let Some(parent) = tree.parent(node) {
            if !tree.is_mark(node) {
                tokens.push(match tree.key_text(text, node) {
                    Some(key) => Cow::Borrowed(key),
                    None => Cow::Owned(tree.position(node).to_string()),
                });
            }
            node = parent;
        }
        pointer.reserve(tokens.iter().map(|token| token.len() + 1).sum());
        for token in tokens.iter().rev() {
            pointer.push('/');
            push_escaped(pointer, token);
        }
    }

    /// The value that holds a value; the root holds itself.
    pub(crate) fn parent(&self, location: Location) -> Location {
        let parent = self.file(location.file).tree().parent(location.node);
        Location { node: parent.unwrap_or(location.node), ..location }
    }

    /// The name of a component's section, where the location is a component of its file.
    pub(crate) fn section(&self, location: Location) -> Option<&str> {
        let file = self.file(location.file);
        let (tree, text) = (file.tree(), file.text());
        let section = tree.parent(location.node)?;
        let components = tree.parent(section).filter(|node| tree.parent(*node) == Some(0))?;
        (tree.key_text(text, components) == Some("components"))
            .then(|| tree.key_text(text, section))
            .flatten()
    }

    /// How a reference from the entry file spells a location: `#/components/schemas/Contact`, or
    /// `schemas/contact.yaml#/Contact`.
    pub(crate) fn reference(&self, location: Location) -> String {
        if location.file == FileId(0) {
            let mut reference = String::from("#");
            self.push_pointer(&mut reference, location);
            return reference;
        }
        let pointer = self.pointer(location);
        let root = folder(self.file(FileId(0)).name());
        let name = self.file(location.file).name();
        let short = name.strip_prefix(root).map_or(name, |rest| rest.trim_start_matches('/'));
        if pointer.is_empty() { short.to_owned() } else { format!("{short}#{pointer}") }
    }

    /// The value that a JSON pointer leads to, or the last value on the way and the token that leads nowhere.
    pub(crate) fn at_pointer<'a>(
        from: Node<'a>,
        pointer: &str,
    ) -> Result<Node<'a>, (Node<'a>, String)> {
        let mut node = from;
        for token in pointer.split('/').skip(1) {
            let next = unescape(token).and_then(|key| node.child(&key));
            node = next.ok_or_else(|| (node, token.to_owned()))?;
        }
        Ok(node)
    }
}

/// Spells references to many places: each begins as that to what holds it does, which is spelled once.
#[derive(Debug, Default)]
pub(crate) struct References(BTreeMap<Location, String>);

impl References {
    /// The same as [`Sources::reference`].
    pub(crate) fn to(&mut self, sources: &Sources, location: Location) -> String {
        let file = sources.file(location.file);
        let (tree, text) = (file.tree(), file.text());
        let holder = tree.parent(location.node).filter(|_| !tree.is_mark(location.node));
        let Some(holder) = holder else { return sources.reference(location) };
        let holder = Location { node: holder, ..location };
        let start = self.0.entry(holder).or_insert_with(|| {
            let mut start = sources.reference(holder);
            let is_whole_file = holder.file != FileId(0) && sources.pointer(holder).is_empty();
            start.push_str(if is_whole_file { "#/" } else { "/" });
            start
        });
        let token = match tree.key_text(text, location.node) {
            Some(key) => escape(key),
            None => Cow::Owned(tree.position(location.node).to_string()),
        };
        [start.as_str(), &token].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::TreeLimits;

    #[test]
    fn references_into_other_files_name_them() {
        let mut sources = Sources::default();
        for name in ["api/openapi.yaml", "api/schemas/x.yaml"] {
            sources.add(name, "a: {b: [1, &mark {c: 2}]}\n".to_owned(), &TreeLimits::default());
        }
        let mut references = References::default();
        for (file, start) in [(0, "#"), (1, "schemas/x.yaml#")] {
            let root = sources.root(FileId(file)).expect("a value");
            for pointer in ["/a", "/a/b", "/a/b/0", "/a/b/1", "/a/b/1/c"] {
                let at = Sources::at_pointer(root, pointer).expect(pointer).location();
                assert_eq!(references.to(&sources, at), format!("{start}{pointer}"));
                assert_eq!(references.to(&sources, at), sources.reference(at));
            }
            assert_eq!(
                references.to(&sources, root.location()),
                sources.reference(root.location())
            );
        }
    }

    #[test]
    fn pointers_lead_there_and_back() {
        let mut sources = Sources::default();
        let text = "{\"a/b\": [1, {\"~\": {\"\": true}}]}".to_owned();
        let file = sources.add("x.json", text, &TreeLimits::default());
        let root = sources.root(file).expect("a value");
        let mut references = References::default();
        for pointer in ["", "/a~1b", "/a~1b/0", "/a~1b/1/~0", "/a~1b/1/~0/"] {
            let node = Sources::at_pointer(root, pointer).expect(pointer);
            assert_eq!(sources.pointer(node.location()), pointer);
            assert_eq!(references.to(&sources, node.location()), format!("#{pointer}"));
        }
        for wrong in ["/a", "/a~1b/2", "/a~1b/01", "/a~1b/-", "/~2"] {
            assert!(Sources::at_pointer(root, wrong).is_err(), "{wrong}");
        }
    }
}
