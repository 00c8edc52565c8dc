//! The Components Object.

use super::catalogue::Object;
use super::fields::name;
use super::{Reader, Referable};
use crate::description::{Components, Id};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Key, Node};

impl<'a> Reader<'a> {
    /// Numbers every component; they are read with everything else.
    pub(super) fn read_components(&mut self, root: Node<'a>) {
        let Some(node) = root.get("components") else {
            return;
        };
        if !self.is_object(node, Object::Components) {
            return;
        }
        let schemas = self.components_of(node, "schemas");
        let schemas =
            schemas.into_iter().map(|(key, node)| (name(key), self.schema(node))).collect();
        self.components = Components {
            schemas,
            parameters: self.section(node),
            headers: self.section(node),
            request_bodies: self.section(node),
            responses: self.section(node),
            security_schemes: self.section(node),
            callbacks: self.section(node),
            path_items: self.section(node),
            media_types: self.section(node),
            examples: self.section(node),
            links: self.section(node),
        };
    }

    fn section<T: Referable>(&mut self, node: Node<'a>) -> Vec<(At<String>, Id<T>)> {
        let members = self.components_of(node, T::SECTION);
        members.into_iter().map(|(key, node)| (name(key), self.object::<T>(node))).collect()
    }

    fn components_of(&mut self, node: Node<'a>, section: &str) -> Vec<(Key<'a>, Node<'a>)> {
        let members = self.members(node, section);
        for (key, _) in &members {
            let allowed = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
            if key.text.is_empty() || !key.text.chars().all(allowed) {
                let message = format!(
                    "the component name `{}` holds other characters than letters, digits, `.`, `_` and `-`",
                    key.text.escape_debug()
                );
                self.report(
                    Diagnostic::new(&codes::COMPONENT_NAME, key.location, message)
                        .on_key()
                        .help("rename the component"),
                );
            }
        }
        members
    }
}
