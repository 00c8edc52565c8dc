//! The Operation Object.

use super::Reader;
use super::catalogue::Object;
use super::fields::name;
use crate::description::{Id, Operation, Parameter};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::Node;

impl<'a> Reader<'a> {
    pub(super) fn operation(&mut self, node: Node<'a>, method: &str) -> Option<Operation> {
        if !self.is_object(node, Object::Operation) {
            return None;
        }
        let mut responses = Vec::new();
        for (key, response) in self.members(node, "responses") {
            if key.text.starts_with("x-") {
                continue;
            }
            // Read even under a wrong key, for what is wrong with it.
            let id = self.object(response);
            if let Some(status) = self.status_key(key) {
                responses.push((status, id));
            }
        }
        let callbacks = self.members(node, "callbacks");
        let callbacks = callbacks.into_iter().filter(|(key, _)| !key.text.starts_with("x-"));
        let extensions = self.extensions(node);
        self.check_body(node, method);
        Some(Operation {
            location: node.location(),
            method: method.to_owned(),
            operation_id: self.text_at(node, "operationId"),
            tags: self.texts(node, "tags").into_iter().map(|tag| tag.value).collect(),
            summary: self.text(node, "summary"),
            description: self.text(node, "description"),
            parameters: self.parameters(node),
            request_body: node.get("requestBody").map(|body| self.object(body)),
            responses,
            callbacks: callbacks.map(|(key, item)| (name(key), self.object(item))).collect(),
            deprecated: self.flag(node, "deprecated"),
            security: self.security(node),
            servers: self.servers(node),
            extensions: extensions.into_iter().map(|(key, value)| (key.value, value)).collect(),
        })
    }

    /// RFC 9110 gives the body of these methods no meaning, and 3.0 has it ignored.
    fn check_body(&mut self, node: Node<'a>, method: &str) {
        let Some((key, _)) = node.entry("requestBody") else { return };
        if matches!(method, "GET" | "HEAD" | "DELETE" | "TRACE") {
            let message = format!("HTTP gives the body of a `{method}` request no meaning");
            self.report(
                Diagnostic::new(&codes::UNEXPECTED_BODY, key.location, message)
                    .on_key()
                    .label("sent and read all the same, but what is between may drop it")
                    .help("use parameters, or another method"),
            );
        }
    }

    pub(super) fn parameters(&mut self, node: Node<'a>) -> Vec<Id<Parameter>> {
        let items = self.list(node, "parameters");
        items.into_iter().map(|parameter| self.object(parameter)).collect()
    }
}
