//! Lines of operations, clients and servers.

use super::Side;
use super::models::deprecated;
use super::words::{form, presence, rules, status, ty};
use crate::backend::operations::{is_data, is_plain, is_value, line, of, security, word};
use crate::ir::{BearerSource, SchemeKind, Status};
use crate::passes::{
    BodyPlan, ContentPlan, OperationPlan, PagesPlan, Plan, Presence, RequestFieldSource,
    ResponsesPlan, SharedReplies, StepPlan,
};

/// Requests, answers and metadata.
pub(super) fn shared(plan: &Plan) -> Vec<String> {
    let sides = [Side::api(plan), Side::webhooks(plan)];
    let listed = sides.iter().filter(|side| !side.operations.is_empty());
    let mut lines: Vec<String> =
        listed.map(|side| format!("fn {}() -> &[&OperationMeta]", side.list)).collect();
    for planned in plan.operations.iter().chain(&plan.webhooks) {
        let operation = of(plan, planned);
        lines.push(format!(
            "static {}: OperationMeta  {:?} {}",
            planned.meta,
            planned.id,
            line(operation)
        ));
        lines.push(format!("struct {}  {}", planned.request, line(operation)));
        for field in &planned.fields {
            let name = &field.field.name;
            match &field.source {
                RequestFieldSource::Parameter { place, form: how, .. } => lines.push(format!(
                    "field {}.{name}: {}  {} {:?} {}{}{}",
                    planned.request,
                    ty(plan, &field.field.rust),
                    form(plan, *place, how, field.field.ty),
                    field.field.wire,
                    presence(&field.field.presence),
                    rules(plan.checks.of(field.field.ty)),
                    deprecated(field.field.docs.deprecated)
                )),
                RequestFieldSource::Body(body) => {
                    let inner = body_type(plan, body);
                    let optional = field.field.presence != Presence::Required;
                    let rust = if optional { format!("Option<{inner}>") } else { inner };
                    let media = media(plan, body);
                    let presence = presence(&field.field.presence);
                    lines.push(format!(
                        "field {}.{name}: {rust}  {media} {presence}",
                        planned.request
                    ));
                    choice(plan, body, &mut lines);
                }
            }
        }
        declared(plan, &planned.success, &mut lines);
        error(plan, &planned.error, &mut lines);
    }
    plan.errors.iter().for_each(|error| declared(plan, error, &mut lines));
    lines
}

fn error(plan: &Plan, replies: &ResponsesPlan, lines: &mut Vec<String>) {
    match &replies.shared {
        Some(SharedReplies::Declared(shared)) => {
            lines.push(format!("type {} = {shared}", replies.name));
        }
        Some(SharedReplies::Runtime(shared)) if replies.variants.is_empty() => {
            lines.push(format!("type {} = {shared}", replies.name));
        }
        Some(SharedReplies::Runtime(_)) | None => declared(plan, replies, lines),
    }
}

fn declared(plan: &Plan, replies: &ResponsesPlan, lines: &mut Vec<String>) {
    lines.push(format!("enum {}", replies.name));
    for variant in &replies.variants {
        let body = variant.body.as_ref().map(|body| body_type(plan, body));
        let payload = if is_plain(variant) {
            body.map(|body| format!("({body})")).unwrap_or_default()
        } else {
            let status = (!matches!(variant.status, Status::Code(_)))
                .then(|| "status: StatusCode".to_owned());
            let headers = variant
                .headers
                .iter()
                .map(|(field, _)| format!("{}: {}", field.name, ty(plan, &field.rust)));
            let fields: Vec<String> = status
                .into_iter()
                .chain(headers)
                .chain(body.map(|body| format!("body: {body}")))
                .collect();
            format!(" {{ {} }}", fields.join(", "))
        };
        let media =
            variant.body.as_ref().map(|body| format!(" {}", media(plan, body))).unwrap_or_default();
        lines.push(format!(
            "variant {}::{}{payload}  {}{media}",
            replies.name,
            variant.name,
            status(variant.status)
        ));
        for (field, how) in &variant.headers {
            lines.push(format!(
                "field {}::{}.{}: {}  {} {:?} {}{}",
                replies.name,
                variant.name,
                field.name,
                ty(plan, &field.rust),
                form(plan, crate::ir::Place::Header, how, field.ty),
                field.wire,
                presence(&field.presence),
                rules(plan.checks.of(field.ty))
            ));
        }
        if let Some(body) = &variant.body {
            choice(plan, body, lines);
        }
    }
}

fn choice(plan: &Plan, body: &BodyPlan, lines: &mut Vec<String>) {
    let Some(choice) = body.choice.as_ref().filter(|choice| choice.declared) else { return };
    let name = &choice.name;
    lines.push(format!("enum {name}"));
    for content in &body.contents {
        let payload = content_type(plan, content);
        lines.push(format!(
            "variant {name}::{}({payload})  {}{}",
            content.variant,
            content.media_type,
            checks(plan, content)
        ));
    }
}

fn body_type(plan: &Plan, body: &BodyPlan) -> String {
    match &body.choice {
        Some(choice) => choice.name.clone(),
        None => content_type(plan, &body.contents[0]),
    }
}

fn content_type(plan: &Plan, content: &ContentPlan) -> String {
    let item = ty(plan, &content.rust);
    match word(plan, content) {
        "bytes" => "Bytes".to_owned(),
        "stream" => "ByteStream".to_owned(),
        "events" | "json_events" if is_data(plan, content) => format!("Items<Event<{item}>>"),
        "lines" | "sequence" | "events" | "json_events" => format!("Items<{item}>"),
        _ => item,
    }
}

fn media(plan: &Plan, body: &BodyPlan) -> String {
    let all: Vec<&str> = body.contents.iter().map(|content| content.media_type.as_str()).collect();
    let checks =
        if body.choice.is_none() { checks(plan, &body.contents[0]) } else { String::new() };
    format!("{}{checks}", all.join(" or "))
}

fn checks(plan: &Plan, content: &ContentPlan) -> String {
    content
        .ty
        .filter(|_| is_value(plan, content))
        .map(|ty| rules(plan.checks.of(ty)))
        .unwrap_or_default()
}

/// The client and its methods.
pub(super) fn client(side: &Side<'_>) -> Vec<String> {
    let (plan, name) = (side.plan, &side.names.client);
    let mut lines = vec![
        format!("struct {name}"),
        format!("fn {name}::in_process(server) -> {name}"),
        format!("fn {name}::with(&self, CallOptions) -> {name}"),
    ];
    if side.is_webhooks() {
        lines.push(format!("fn {name}::builder() -> Builder<{name}>"));
    } else {
        lines.push(format!("fn {name}::builder(base) -> Builder<{name}>"));
        lines.push(format!("fn {name}::core(&self) -> &Core"));
        lines.extend(plan.api.servers.iter().map(|server| format!("server {}", server.url)));
    }
    let address = if side.is_webhooks() { "url, " } else { "" };
    for planned in side.operations {
        lines.push(method(plan, name, address, planned));
        lines.extend(planned.pages.as_ref().map(|pages| pages_method(plan, name, planned, pages)));
    }
    lines
}

fn method(plan: &Plan, on: &str, address: &str, planned: &OperationPlan) -> String {
    let operation = of(plan, planned);
    format!(
        "fn {on}::{}({address}&{}) -> {} | {}  {}{}{}",
        planned.method,
        planned.request,
        planned.success.name,
        planned.error.name,
        line(operation),
        security(plan, operation).replace('`', ""),
        deprecated(operation.docs.deprecated)
    )
}

fn pages_method(plan: &Plan, on: &str, planned: &OperationPlan, pages: &PagesPlan) -> String {
    let step = match &pages.step {
        StepPlan::Cursor { parameter, next } => format!("cursor {parameter:?} {next}"),
        StepPlan::Offset { parameter, first } => format!("offset {parameter:?} from {first}"),
        StepPlan::Page { parameter, first } => format!("page {parameter:?} from {first}"),
        StepPlan::Link { next } => format!("link {next}"),
    };
    let place = if pages.in_header { "header " } else { "" };
    let items = &pages.pointer.0;
    let items = if items.is_empty() { String::new() } else { format!(" items {items}") };
    let more = pages.more.as_ref().map(|spot| format!(" more {spot}")).unwrap_or_default();
    let total = pages.total.as_ref().map(|spot| format!(" total {spot}")).unwrap_or_default();
    format!(
        "fn {on}::{}(&{}) -> Pages<{}>  {} by {place}{step}{items}{more}{total}",
        pages.method,
        planned.request,
        ty(plan, &pages.item),
        line(of(plan, planned)),
    )
}

/// What a team implements, and what it gets.
pub(super) fn server(side: &Side<'_>) -> Vec<String> {
    let (plan, names) = (side.plan, side.names);
    let mut lines = vec![
        format!("trait {}", names.api),
        format!("trait {}", names.rejections),
        format!("struct {}", names.server),
    ];
    if side.is_webhooks() {
        lines.push(format!("fn {}::at(webhook, path) -> Self", names.server));
    } else {
        lines.extend(plan.bases.iter().map(|base| format!("base path {base}/")));
        lines.push(format!("fn {}::mounted_at(base) -> Self", names.server));
        lines.push("fn route(&Method, path) -> Option<&OperationMeta>".to_owned());
    }
    lines.extend(side.groups().map(|(_, name, _)| format!("trait {name}")));
    for planned in side.operations {
        if planned.stub {
            lines.push(format!("stub {:?}  {}", planned.id, line(of(plan, planned))));
            continue;
        }
        let group = side.groups().find(|(at, ..)| *at == planned.group);
        let on = group.map_or(&names.api, |(_, name, _)| name);
        lines.push(method(plan, on, "", planned));
        if !planned.bases.is_empty() && planned.bases != plan.bases {
            let bases: Vec<String> = planned.bases.iter().map(|base| format!("{base}/")).collect();
            lines.push(format!("base path of {:?} {}", planned.id, bases.join(" ")));
        }
    }
    for (scheme, planned) in plan.api.schemes.iter().zip(&plan.schemes) {
        lines.push(format!("scheme {:?} {}", scheme.key, kind(&scheme.kind)));
        let used = side.served().flat_map(|planned| of(plan, planned).security.iter().flatten());
        if used.into_iter().any(|need| plan.api.schemes[need.scheme].key == scheme.key) {
            lines.push(format!("trait {}", names.auth));
            lines.push(format!(
                "fn {}::{}(credentials, scopes) -> {}",
                names.auth, planned.method, planned.ty
            ));
        }
    }
    lines
}

fn kind(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::ApiKey { name, place } => format!("key {name:?} in {place:?}").to_lowercase(),
        SchemeKind::Basic => "basic".to_owned(),
        SchemeKind::OtherHttp(name) => format!("http {name}"),
        SchemeKind::MutualTls => "mutual TLS".to_owned(),
        SchemeKind::Bearer(BearerSource::Unsaid) => "bearer".to_owned(),
        SchemeKind::Bearer(BearerSource::OpenIdConnect { url }) => {
            format!("bearer, OpenID Connect {url}")
        }
        SchemeKind::Bearer(BearerSource::OAuth2 { client_credentials }) => match client_credentials
        {
            Some(endpoint) => format!("bearer, OAuth2 client credentials {}", endpoint.url),
            None => "bearer, OAuth2".to_owned(),
        },
    }
}
