//! The Response Object.

use super::catalogue::Object;
use super::fields::name;
use super::{Reader, Referable, Table};
use crate::description::{Header, Id, Response};
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Node};

impl Referable for Response {
    const OBJECT: Object = Object::Response;
    const SECTION: &'static str = "responses";

    fn table<'r>(reader: &'r mut Reader<'_>) -> &'r mut Table<Self> {
        &mut reader.responses
    }

    fn read<'a>(reader: &mut Reader<'a>, node: Node<'a>) -> Option<Self> {
        if reader.dialect.wants_description() && node.get("description").is_none() {
            reader.omitted(node, "description", Object::Response);
        }
        let headers = reader.headers(node);
        let links = reader.members(node, "links");
        Some(Self {
            location: node.location(),
            summary: reader.text(node, "summary"),
            description: reader.text(node, "description"),
            headers,
            content: reader.content(node),
            links: links
                .into_iter()
                .map(|(key, node)| (key.text.to_owned(), reader.object(node)))
                .collect(),
        })
    }
}

impl<'a> Reader<'a> {
    /// `headers` of a response or an encoding; names differ by more than case.
    pub(super) fn headers(&mut self, node: Node<'a>) -> Vec<(At<String>, Id<Header>)> {
        let mut headers: Vec<(At<String>, Id<Header>)> = Vec::new();
        for (key, value) in self.members(node, "headers") {
            let header = self.object(value);
            let name = name(key);
            if !self.header_name(&name, true) {
                continue;
            }
            let same = |(other, _): &&(At<String>, _)| other.value.eq_ignore_ascii_case(key.text);
            if let Some((first, _)) = headers.iter().find(same) {
                let message = format!("`{}` and `{}` are the same header", first.value, key.text);
                self.report(
                    Diagnostic::new(&codes::SAME_HEADER, key.location, message)
                        .on_key()
                        .label("this one is ignored")
                        .related_key(first.location, "first given here")
                        .help("remove one of the two"),
                );
                continue;
            }
            headers.push((name, header));
        }
        headers
    }
}
