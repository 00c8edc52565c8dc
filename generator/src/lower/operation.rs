//! Operations, webhooks and callbacks.

use super::{Lowering, body, parameter, path, security};
use crate::config::OperationFilter;
use crate::description::{self, Id, PathItem};
use crate::diagnostic::{Diagnostic, codes::lowering as codes};
use crate::ir::{
    Docs, Operation, OperationKind, Origin, PathTemplate, Response, Server, ServerVariable, Status,
};
use crate::source::{At, Location};

/// What the parts of an operation are named after: its index, among operations or webhooks.
pub(super) enum Owner {
    Operation(usize),
    Webhook(usize),
}

impl Owner {
    pub(super) fn part(&self, hint: &str) -> Origin {
        let hint = hint.to_owned();
        match self {
            Self::Operation(operation) => Origin::Operation { operation: *operation, hint },
            Self::Webhook(webhook) => Origin::Webhook { webhook: *webhook, hint },
        }
    }
}

/// Lowers every operation, sorted by path and method, then the webhooks, then the callbacks.
pub(super) fn lower_all(lowering: &mut Lowering<'_>) {
    let description = lowering.description;
    let mut callbacks: Vec<(usize, &description::Operation)> = Vec::new();
    for (at, item, operation) in sorted(lowering, &description.paths) {
        if !is_wanted(lowering, &at.value, operation) {
            continue;
        }
        // What is read as if it started with a slash has been complained of.
        let slash = if at.value.starts_with('/') { "" } else { "/" };
        let template = match path::parse(&format!("{slash}{}", at.value)) {
            Ok(template) => template,
            Err(problem) => {
                leave_out(lowering, operation, &at.value, at.location, problem);
                continue;
            }
        };
        let owner = Owner::Operation(lowering.api.operations.len());
        if let Some(lowered) =
            lower(lowering, &owner, template, OperationKind::Path, item, operation)
        {
            callbacks.push((lowering.api.operations.len(), operation));
            lowering.api.operations.push(lowered);
        }
    }
    for (at, item, operation) in sorted(lowering, &description.webhooks) {
        let name = PathTemplate { text: at.value.clone(), parts: Vec::new() };
        push_webhook(lowering, name, OperationKind::Webhook, item, operation);
    }
    for (index, operation) in callbacks {
        lower_callbacks(lowering, index, operation);
    }
}

/// Whether the configuration asks for the operation.
fn is_wanted(lowering: &Lowering<'_>, path: &str, operation: &description::Operation) -> bool {
    let config = lowering.config;
    let id = operation.operation_id.as_ref().map(|id| id.value.as_str());
    let selects =
        |filter: &OperationFilter| filter.matches(id, &operation.tags, &operation.method, path);
    (config.include.is_empty() || config.include.iter().any(selects))
        && !config.exclude.iter().any(selects)
}

type Found<'d> = (&'d At<String>, &'d PathItem, &'d description::Operation);

/// Every operation of some path items, in an order that the order of keys does not change.
fn sorted<'d>(lowering: &Lowering<'d>, items: &'d [(At<String>, Id<PathItem>)]) -> Vec<Found<'d>> {
    let description = lowering.description;
    let mut found = Vec::new();
    for (at, id) in items {
        if let Some((_, item)) = description.path_items.resolve(*id) {
            found.extend(item.operations.iter().map(|operation| (at, item, operation)));
        }
    }
    found.sort_by(|(a, _, one), (b, _, other)| {
        (&a.value, &one.method).cmp(&(&b.value, &other.method))
    });
    found
}

fn lower_callbacks(lowering: &mut Lowering<'_>, index: usize, operation: &description::Operation) {
    let description = lowering.description;
    for (name, id) in &operation.callbacks {
        let Some((_, callback)) = description.callbacks.resolve(*id) else { continue };
        for (expression, item, request) in sorted(lowering, &callback.requests) {
            let template = PathTemplate { text: name.value.clone(), parts: Vec::new() };
            let kind = OperationKind::Callback {
                operation: index,
                name: name.value.clone(),
                expression: expression.value.clone(),
            };
            push_webhook(lowering, template, kind, item, request);
        }
    }
}

fn push_webhook(
    lowering: &mut Lowering<'_>,
    name: PathTemplate,
    kind: OperationKind,
    item: &PathItem,
    operation: &description::Operation,
) {
    let owner = Owner::Webhook(lowering.api.webhooks.len());
    if let Some(lowered) = lower(lowering, &owner, name, kind, item, operation) {
        lowering.api.webhooks.push(lowered);
    }
}

fn lower(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    path: PathTemplate,
    kind: OperationKind,
    item: &PathItem,
    operation: &description::Operation,
) -> Option<Operation> {
    let security = match &operation.security {
        Some(said) => security::requirements(lowering, said),
        None => lowering.api.security.clone(),
    };
    let Some(security) = security else {
        let problem = "no security scheme that it asks for is described";
        leave_out(lowering, operation, &path.text, operation.location, problem);
        return None;
    };
    let parameters = parameter::lower_all(lowering, owner, &path, item, operation);
    let body = operation.request_body.and_then(|body| body::lower(lowering, owner, body));
    let responses = responses(lowering, owner, operation);
    let servers = if operation.servers.is_empty() { &item.servers } else { &operation.servers };
    Some(Operation {
        location: operation.location,
        id: operation.operation_id.as_ref().map(|id| id.value.clone()),
        method: operation.method.clone(),
        path,
        kind,
        tags: operation.tags.clone(),
        docs: Docs {
            title: None,
            text: words(
                operation.summary.as_deref().or(item.summary.as_deref()),
                operation.description.as_deref().or(item.description.as_deref()),
            ),
            deprecated: operation.deprecated,
        },
        parameters,
        body,
        responses,
        security,
        servers: servers.iter().map(server).collect(),
    })
}

/// A summary and what is described at length, unless that starts with the summary.
fn words(summary: Option<&str>, description: Option<&str>) -> Option<String> {
    let summary = summary.map(str::trim).filter(|text| !text.is_empty());
    let description = description.filter(|text| !text.trim().is_empty());
    let (Some(summary), Some(description)) = (summary, description) else {
        return summary.or(description).map(str::to_owned);
    };
    let (short, long) = (summary.to_lowercase(), description.trim_start().to_lowercase());
    if long.starts_with(short.trim_end_matches('.')) {
        return Some(description.to_owned());
    }
    Some(format!("{summary}\n\n{description}"))
}

fn leave_out(
    lowering: &mut Lowering<'_>,
    operation: &description::Operation,
    path: &str,
    location: Location,
    problem: &str,
) {
    let id = operation.operation_id.as_ref().map(|id| format!("`{}`", id.value));
    let name = id.unwrap_or_else(|| format!("`{} {path}`", operation.method));
    let message = format!("{name} is left out: {problem}");
    lowering.report(
        Diagnostic::new(&codes::OPERATION_LEFT_OUT, location, message)
            .on_key()
            .help("mend this place, or exclude the operation in the configuration"),
    );
}

fn responses(
    lowering: &mut Lowering<'_>,
    owner: &Owner,
    operation: &description::Operation,
) -> Vec<Response> {
    let description = lowering.description;
    let mut lowered: Vec<Response> = Vec::new();
    for (key, id) in &operation.responses {
        let Some((_, response)) = description.responses.resolve(*id) else { continue };
        // What is no status was refused when it was read.
        let Some(status) = status(&key.value) else { continue };
        if lowered.iter().any(|known| known.status == status) {
            continue;
        }
        let hint = format!("response {}", key.value);
        lowered.push(Response {
            location: response.location,
            status,
            docs: response.description.clone().or_else(|| response.summary.clone()),
            headers: parameter::headers(lowering, owner, &response.headers),
            contents: body::contents(lowering, owner, &hint, response.location, &response.content),
        });
    }
    let succeeds = |response: &Response| match response.status {
        Status::Code(code) => code < 400,
        Status::Range(class) => class < 4,
        Status::Default => true,
    };
    if !lowered.iter().any(succeeds) {
        let message = "the operation declares no successful response; any 2XX is taken as one";
        lowering.report(
            Diagnostic::new(&codes::NO_SUCCESS, operation.location, message)
                .on_key()
                .help("describe the response of success"),
        );
        lowered.push(Response {
            location: operation.location,
            status: Status::Range(2),
            docs: None,
            headers: Vec::new(),
            contents: Vec::new(),
        });
    }
    lowered
}

fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    if key.len() != 3 || !key.is_ascii() {
        return None;
    }
    let (class, rest) = key.split_at(1);
    let class = class.parse::<u8>().ok().filter(|class| (1..=5).contains(class))?;
    if rest.eq_ignore_ascii_case("xx") {
        return Some(Status::Range(class));
    }
    key.parse().ok().map(Status::Code)
}

pub(super) fn server(server: &description::Server) -> Server {
    Server {
        url: server.url.clone(),
        name: server.name.clone(),
        docs: server.description.clone(),
        variables: server
            .variables
            .iter()
            .map(|(name, variable)| ServerVariable {
                name: name.clone(),
                default: variable.default.clone(),
                values: variable.values.clone(),
                docs: variable.description.clone(),
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_are_codes_ranges_and_default() {
        for (key, status_of_key) in [
            ("201", Some(Status::Code(201))),
            ("4XX", Some(Status::Range(4))),
            ("5xx", Some(Status::Range(5))),
            ("default", Some(Status::Default)),
            ("600", None),
            ("20", None),
            ("XXX", None),
            ("x-200", None),
            ("2é", None),
        ] {
            assert_eq!(status(key), status_of_key, "{key}");
        }
    }
}
