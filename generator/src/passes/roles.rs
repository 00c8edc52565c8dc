//! Who sends values of each type: what requests and what responses reach.

use crate::ir::{Api, Codec, Content, Header, Operation, TypeId};

use super::plan::Roles;

/// The roles of every type. A type that only checks use has none.
pub(super) fn compute(api: &Api) -> Vec<Roles> {
    let mut roles = vec![Roles::default(); api.types.len()];
    let operations = || api.operations.iter().chain(&api.webhooks);
    let requests = operations().flat_map(request_types).collect();
    spread(api, requests, &mut roles, |roles| &mut roles.request);
    let responses = operations().flat_map(response_types).collect();
    spread(api, responses, &mut roles, |roles| &mut roles.response);
    roles
}

/// The types that an operation's request names.
pub(super) fn request_types(operation: &Operation) -> Vec<TypeId> {
    let parameters = operation.parameters.iter().map(|parameter| parameter.ty);
    let contents = operation.body.iter().flat_map(|body| &body.contents).flat_map(content_types);
    parameters.chain(contents).collect()
}

/// The types that an operation's responses name.
pub(super) fn response_types(operation: &Operation) -> Vec<TypeId> {
    let responses = operation.responses.iter();
    responses
        .flat_map(|response| {
            let headers = response.headers.iter().map(|header| header.ty);
            headers.chain(response.contents.iter().flat_map(content_types)).collect::<Vec<_>>()
        })
        .collect()
}

fn content_types(content: &Content) -> Vec<TypeId> {
    let headers: Vec<&Header> = match &content.codec {
        Codec::Multipart(parts) => parts.iter().flat_map(|part| &part.headers).collect(),
        Codec::Json
        | Codec::Form(_)
        | Codec::Text
        | Codec::Binary
        | Codec::Xml
        | Codec::JsonLines
        | Codec::JsonSequence
        | Codec::EventStream => Vec::new(),
    };
    headers.iter().map(|header| header.ty).chain(content.ty).collect()
}

fn spread(
    api: &Api,
    mut stack: Vec<TypeId>,
    roles: &mut [Roles],
    role: impl Fn(&mut Roles) -> &mut bool,
) {
    while let Some(id) = stack.pop() {
        let seen = role(&mut roles[id.0 as usize]);
        if !std::mem::replace(seen, true) {
            stack.extend(api.parts(id));
        }
    }
}
