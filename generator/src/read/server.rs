//! The Server and Server Variable Objects.

use super::Reader;
use super::catalogue::Object;
use crate::description::{Server, ServerVariable};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Kind, Node};

impl<'a> Reader<'a> {
    pub(super) fn servers(&mut self, node: Node<'a>) -> Vec<Server> {
        let items = self.list(node, "servers");
        items.into_iter().filter_map(|server| self.server(server)).collect()
    }

    pub(super) fn server(&mut self, node: Node<'a>) -> Option<Server> {
        if !self.is_object(node, Object::Server) {
            return None;
        }
        let url = self.wanted(node, "url", Object::Server);
        let mut variables = Vec::new();
        let mut whole = true;
        for (key, variable) in self.members(node, "variables") {
            match self.server_variable(variable) {
                Some(variable) => variables.push((key.text.to_owned(), variable)),
                None => whole = false,
            }
        }
        let url = url.filter(|_| whole)?.value;
        Some(Server {
            location: node.location(),
            url,
            name: self.text(node, "name"),
            description: self.text(node, "description"),
            variables,
        })
    }

    /// A member without which the server is left out: whoever calls the API names one anyway.
    fn wanted(&mut self, node: Node<'a>, key: &str, object: Object) -> Option<At<String>> {
        if node.get(key).is_none_or(|value| value.kind() == Kind::Null) {
            let message = format!("{} should have `{key}`", object.name());
            self.report(
                Diagnostic::new(&codes::OMITTED_KEYWORD, node.location(), message)
                    .label("the server is left out")
                    .help(format!("add `{key}`")),
            );
            return None;
        }
        self.text_at(node, key)
    }

    fn server_variable(&mut self, node: Node<'a>) -> Option<ServerVariable> {
        if !self.is_object(node, Object::ServerVariable) {
            return None;
        }
        let default = self.wanted(node, "default", Object::ServerVariable)?;
        let values: Vec<String> =
            self.texts(node, "enum").into_iter().map(|value| value.value).collect();
        if !values.is_empty() && !values.contains(&default.value) {
            let message = format!("the default `{}` is not one of `enum`", default.value);
            self.report(
                Diagnostic::new(&codes::SERVER_DEFAULT, default.location, message)
                    .help("add it to `enum`, or take another default"),
            );
        }
        let description = self.text(node, "description");
        Some(ServerVariable { default: default.value, values, description })
    }
}
