//! The Server and Server Variable Objects.

use super::Reader;
use super::catalogue::Object;
use crate::description::{Server, ServerVariable};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::Node;

impl<'a> Reader<'a> {
    pub(super) fn servers(&mut self, node: Node<'a>) -> Vec<Server> {
        let items = self.list(node, "servers");
        items.into_iter().filter_map(|server| self.server(server)).collect()
    }

    pub(super) fn server(&mut self, node: Node<'a>) -> Option<Server> {
        if !self.is_object(node, Object::Server) {
            return None;
        }
        let url = self.required_text(node, "url", Object::Server)?.value;
        let mut variables = Vec::new();
        for (key, variable) in self.members(node, "variables") {
            if let Some(variable) = self.server_variable(variable) {
                variables.push((key.text.to_owned(), variable));
            }
        }
        Some(Server {
            location: node.location(),
            url,
            name: self.text(node, "name"),
            description: self.text(node, "description"),
            variables,
        })
    }

    fn server_variable(&mut self, node: Node<'a>) -> Option<ServerVariable> {
        if !self.is_object(node, Object::ServerVariable) {
            return None;
        }
        let default = self.required_text(node, "default", Object::ServerVariable)?;
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
