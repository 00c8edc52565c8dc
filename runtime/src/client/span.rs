//! The span of a call, in the names of OpenTelemetry's conventions for HTTP clients.
//!
//! Routes are templates, so that there are few of them; queries, headers and bodies are not told, for they may hold secrets.

use tracing::field::Empty;
use tracing::{Span, info_span};

use super::error::Outcome;
use crate::operation::OperationMeta;

pub(crate) fn of(meta: &OperationMeta, at: &str) -> Span {
    let span = info_span!(
        "call",
        otel.kind = "client",
        otel.name = format_args!("{} {}", meta.method, meta.path),
        otel.status_code = Empty,
        error.type = Empty,
        http.request.method = meta.method,
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        operation.id = meta.id,
        server.address = Empty,
        server.port = Empty,
        url.template = meta.path,
    );
    if !span.is_disabled() {
        record_server(&span, at);
    }
    span
}

fn record_server(span: &Span, at: &str) {
    let (scheme, rest) = at.split_once("://").unwrap_or(("", at));
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // An address that was handed in may name a user and password.
    let authority = authority.rsplit('@').next().unwrap_or_default();
    // The colons of an IPv6 address stand in brackets.
    let (address, port) = match authority.rsplit_once(':') {
        Some((address, port)) if !port.ends_with(']') => (address, port.parse().ok()),
        _ => (authority, None),
    };
    span.record("server.address", address);
    span.record("server.port", port.unwrap_or(if scheme == "http" { 80_u16 } else { 443 }));
}

/// How it ended: a status, or the kind of error.
pub(crate) fn record(span: &Span, outcome: &Outcome) {
    if span.is_disabled() {
        return;
    }
    let status = match outcome {
        Ok(raw) => Some(raw.status),
        Err(fault) => fault.status(),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    let kind = match outcome {
        Ok(raw) if raw.status.as_u16() < 400 => return,
        Ok(raw) => raw.status.as_str(),
        Err(fault) => fault.kind(),
    };
    span.record("error.type", kind);
    span.record("otel.status_code", "ERROR");
}
