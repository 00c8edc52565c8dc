//! References: what a `$ref` leads to.
//!
//! A reference is read as the kind of object that its place asks for, wherever it leads: the section of `components` it
//! names only serves to notice a reference to the wrong kind.

use super::catalogue::Object;
use super::{Reader, Referable};
use crate::description::Reference;
use crate::diagnostic::{Code, Diagnostic, codes::reading as codes};
use crate::source::{Broken, FileId, Location, Node, Target};

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
        let target = match self.resolve(at, text) {
            Ok(target) => target,
            Err(broken) => {
                let extra =
                    matches!(object, Object::Example | Object::Link | Object::SecurityScheme);
                // `load` has warned of a file that nothing is generated from.
                if !(extra && matches!(broken, Broken::File)) {
                    let code = if extra { &codes::UNREAD_EXTRA } else { &codes::BROKEN_REFERENCE };
                    self.report_broken(at, text, broken, code);
                }
                return None;
            }
        };
        if target.location == (Location { file: FileId(0), node: 0 }) {
            let message = format!("`{text}` leads to the whole description");
            self.report(
                Diagnostic::new(&codes::WRONG_KIND, at.location(), message)
                    .label(format!("{} is wanted here", object.name()))
                    .help(format!("refer to one of `#/components/{section}`")),
            );
            return None;
        }
        let Some(other) = self.sources.section(target.location).filter(|other| *other != section)
        else {
            return Some(self.sources.node(target.location));
        };
        let holder = self.sources.parent(at.location());
        self.report(
            Diagnostic::new(
                &codes::WRONG_KIND,
                holder,
                format!("`{text}` does not lead to {}", object.name()),
            )
            .label(format!("{} is wanted here", object.name()))
            .related_key(target.location, format!("this is one of the `{other}`"))
            .help(format!("refer to one of `#/components/{section}`")),
        );
        None
    }

    /// Where a reference leads.
    pub(super) fn resolve(&mut self, at: Node<'a>, text: &str) -> Result<Target, Broken> {
        self.sources.resolve(at.location(), text)
    }

    fn report_broken(&mut self, at: Node<'a>, text: &str, broken: Broken, code: &'static Code) {
        let location = at.location();
        let diagnostic = match broken {
            // `load` has said why the file is not there.
            Broken::File if self.load_failed => return,
            Broken::File => Diagnostic::new(
                code,
                location,
                format!("`{}` leads to no file that was read", text.escape_debug()),
            )
            .help("correct the path; it is relative to the file that holds the reference"),
            Broken::Malformed => Diagnostic::new(
                code,
                location,
                format!("`{text}` is not a valid reference"),
            )
            .help("in a JSON pointer `~` is written `~0` and `/` within a name `~1`"),
            Broken::Anchor(name) => Diagnostic::new(
                code,
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
                    code,
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
