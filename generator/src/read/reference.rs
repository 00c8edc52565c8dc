//! References: what a `$ref` leads to.
//!
//! A reference is read as the kind of object that its place asks for, wherever it leads: the section of `components` it
//! names only serves to notice a reference to the wrong kind.

use super::catalogue::Object;
use super::{Reader, Referable};
use crate::description::Reference;
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{FileId, Location, Node, Sources, percent_decode};

/// Why a reference leads nowhere.
#[derive(Clone, Debug)]
pub(super) enum Broken {
    /// `load` has said why the file is not there.
    File,
    /// The pointer is no pointer.
    Malformed,
    /// There is nothing of that name: the last value on the way, and the token that failed.
    Missing(Location, String),
    /// No `$anchor` of that name.
    Anchor(String),
}

impl<'a> Reader<'a> {
    /// The Reference Object at a node, if it is one.
    pub(super) fn reference<T: Referable>(&mut self, node: Node<'a>) -> Option<Reference<T>> {
        let (key, value) = node.entry("$ref")?;
        self.check_keywords(node, Object::Reference);
        let mut reference = Reference {
            location: value.location(),
            text: value.text().to_owned(),
            target: None,
            summary: self.text(node, "summary"),
            description: self.text(node, "description"),
        };
        let Some(text) = value.as_str() else {
            self.wrong_type(value, "a string");
            return Some(reference);
        };
        if let Some(target) = self.target(value, text, T::SECTION, T::OBJECT) {
            let _ = key;
            reference.target = Some(self.object::<T>(target));
        }
        Some(reference)
    }

    /// The value that a reference leads to, complained of where there is none or it is of another kind.
    pub(super) fn target(
        &mut self,
        at: Node<'a>,
        text: &str,
        section: &str,
        object: Object,
    ) -> Option<Node<'a>> {
        match self.resolve(at.location().file, text) {
            Ok(location) => {
                let pointer = self.sources.pointer(location);
                let mut tokens = pointer.split('/').skip(1);
                let other = match (tokens.next(), tokens.next(), tokens.next(), tokens.next()) {
                    (Some("components"), Some(other), Some(_), None) if other != section => other,
                    _ => return Some(self.sources.node(location)),
                };
                self.report(
                    Diagnostic::new(
                        &codes::WRONG_KIND,
                        at.location(),
                        format!("`{text}` does not lead to {}", object.name()),
                    )
                    .label(format!("{} is wanted here", object.name()))
                    .related_key(location, format!("this is one of the `{other}`"))
                    .help(format!("refer to one of `#/components/{section}`")),
                );
                None
            }
            Err(broken) => {
                self.report_broken(at, text, broken);
                None
            }
        }
    }

    /// Where a reference in a file leads.
    pub(super) fn resolve(&mut self, base: FileId, text: &str) -> Result<Location, Broken> {
        let key = (base, text.to_owned());
        if let Some(known) = self.targets.get(&key) {
            return known.clone();
        }
        let found = self.look_up(base, text);
        self.targets.insert(key, found.clone());
        found
    }

    fn look_up(&self, base: FileId, text: &str) -> Result<Location, Broken> {
        let (file, fragment) = text.split_once('#').unwrap_or((text, ""));
        let file = self.sources.resolve(base, file).ok_or(Broken::File)?;
        let root = self.sources.root(file).ok_or(Broken::File)?;
        let fragment = percent_decode(fragment);
        if fragment.is_empty() {
            return Ok(root.location());
        }
        if !fragment.starts_with('/') {
            return Err(Broken::Anchor(fragment));
        }
        let malformed = fragment.split('~').skip(1).any(|rest| !rest.starts_with(['0', '1']));
        if malformed {
            return Err(Broken::Malformed);
        }
        Sources::at_pointer(root, &fragment)
            .map(Node::location)
            .map_err(|(last, token)| Broken::Missing(last.location(), token))
    }

    fn report_broken(&mut self, at: Node<'a>, text: &str, broken: Broken) {
        let location = at.location();
        let diagnostic = match broken {
            Broken::File => return,
            Broken::Malformed => Diagnostic::new(
                &codes::BROKEN_REFERENCE,
                location,
                format!("`{text}` is not a valid reference"),
            )
            .help("in a JSON pointer `~` is written `~0` and `/` within a name `~1`"),
            Broken::Anchor(name) => Diagnostic::new(
                &codes::BROKEN_REFERENCE,
                location,
                format!("there is no `$anchor` named `{name}`"),
            )
            .help("a pointer starts with `#/`; a plain name needs an `$anchor` in the schema it means"),
            Broken::Missing(last, token) => {
                let node = self.sources.node(last);
                let names: Vec<&str> = node.entries().map(|(key, _)| key.text).collect();
                let near = super::fields::nearest(&token, names.into_iter());
                let help = near.map_or_else(
                    || "add what it refers to, or correct the reference".to_owned(),
                    |name| format!("did you mean `{name}`?"),
                );
                Diagnostic::new(
                    &codes::BROKEN_REFERENCE,
                    location,
                    format!("`{text}` leads nowhere"),
                )
                .label(format!("there is no `{token}` there"))
                .help(help)
            }
        };
        self.report(diagnostic);
    }
}
