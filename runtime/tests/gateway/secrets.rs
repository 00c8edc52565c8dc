//! What errors, options, clients and spans show: never a secret.

use std::fmt::{self, Debug, Write as _};
use std::sync::{Arc, Mutex};

use specwright_runtime::client::{
    self, CallOptions, ClientCredentials, ClientError, Core, Credential,
};
use specwright_runtime::operation::wire_operation;
use specwright_runtime::secret::Secret;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::sample::Amendment;
use super::scripted::Act::{self, Reset, Say};
use super::scripted::Scripted;

/// What no output may hold, in whatever encoding: the secrets all contain it, and `hunter2:` in base64.
const MARKS: [&str; 3] = ["hunter2", "aHVudGVyMj", "odW50ZXIy"];

wire_operation! {
    pub static KEYED: "keyed" "GET" "/orders/{id}" {
        security: [[
            api_key "query" query "key", api_key "header" header "X-Key",
            api_key "cookie" cookie "session", bearer "oauth2"
        ]],
    }

    pub struct KeyedRequest {
        pub id: u64 = path "id" required,
    }
    new(id: u64);

    pub enum KeyedSuccess {
        Ok(Amendment = json) = 200,
    }

    pub enum KeyedError {}
}

wire_operation! {
    pub static BASIC: "basic" "GET" "/orders/{id}" {
        security: [[basic "basic"]],
    }

    pub struct BasicRequest {
        pub id: u64 = path "id" required,
    }
    new(id: u64);

    pub enum BasicSuccess {
        Ok(Amendment = json) = 200,
    }

    pub enum BasicError {}
}

/// The shown forms of an error and all its sources.
fn shown<T: Debug, E: Debug>(outcome: Result<T, ClientError<E>>) -> String {
    let error = outcome.expect_err("every row fails");
    let mut text = format!("{error:?} {error:#?} {error}");
    let mut next: Option<&dyn std::error::Error> = Some(&error);
    while let Some(error) = next {
        write!(text, " {error} {error:?}").expect("text grows");
        next = error.source();
    }
    text
}

/// Everything that spans and events say.
#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<(String, String)>>>);

impl Visit for Listener {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.lock().expect("no panic").push((field.name().to_owned(), format!("{value:?}")));
    }
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Listener {
    /// The last value of a field.
    fn said(&self, field: &str) -> Option<String> {
        let said = self.0.lock().expect("no panic");
        said.iter().rev().find(|(name, _)| name == field).map(|(_, value)| value.clone())
    }
}

struct Bare(Core);

impl From<Core> for Bare {
    fn from(core: Core) -> Self {
        Self(core)
    }
}

const ANSWERS: &[&[&[Act]]] = &[
    &[&[]],
    &[&[Reset]],
    &[&[Say(
        "HTTP/1.1 503 Busy\nretry-after: 0\nset-cookie: session=hunter2\ncontent-length: 0\nconnection: close\n\n",
    )]],
    &[&[Say(
        "HTTP/1.1 418 hunter2\nset-cookie: session=hunter2\ncontent-length: 7\nconnection: close\n\nhunter2",
    )]],
    &[&[Say(
        "HTTP/1.1 200 OK\nx-echo: hunter2\ncontent-length: 9\nconnection: close\n\n\"hunter2\"",
    )]],
    &[&[Say(
        "HTTP/1.1 200 OK\nx-echo: hunter2\ncontent-length: 900\nconnection: close\n\n\"hunter2\"",
    )]],
    &[&[Say(
        "HTTP/1.1 200 OK\nlocation: /hunter2\ncontent-length: 22\nconnection: close\n\n{\"orderId\": \"hunter2\"}",
    )]],
];

#[tokio::test]
async fn nothing_shown_holds_a_secret() {
    let listener = Listener::default();
    let _listening = tracing::subscriber::set_default(listener.clone());
    let mut text = String::new();
    for answers in ANSWERS {
        let server = Scripted::start(answers).await;
        let builder = client::Builder::<Bare>::new(server.url())
            .api_key("query", "hunter2")
            .api_key("header", "hunter2")
            .api_key("cookie", "hunter2")
            .bearer("hunter2")
            .basic("me", "hunter2")
            .header("x-own", "hunter2")
            .retry(client::Retry::default().base(std::time::Duration::from_millis(1)));
        write!(text, "{builder:?}").expect("text grows");
        let Bare(core) = builder.build().expect("a client");
        write!(text, "{core:?}").expect("text grows");
        text.push_str(&shown(core.call(&KeyedRequest::new(7)).await));
        text.push_str(&shown(core.call(&BasicRequest::new(7)).await));
        assert!(server.requests()[0].contains("hunter2"), "the server itself is told");
    }
    let tokens = Scripted::start(&[&[Say(
        "HTTP/1.1 400 No\ncontent-length: 43\nconnection: close\n\n{\"error\":\"hunter2 !\",\"access_token\":\"hunter2\"}",
    )]]).await;
    let credentials = ClientCredentials::new(tokens.url(), "me", "hunter2").in_body();
    let builder = client::Builder::<Bare>::new("http://127.0.0.1:1").oauth2(credentials.clone());
    let Bare(core) = builder
        .api_key("query", "k")
        .api_key("header", "k")
        .api_key("cookie", "k")
        .build()
        .expect("a client");
    text.push_str(&shown(core.call(&KeyedRequest::new(7)).await));
    let options = CallOptions::new().bearer(&Secret::new("hunter2")).expect("a token");
    let options =
        options.header("x-own".parse().expect("a name"), "hunter2".parse().expect("a value"));
    write!(text, "{options:?} {credentials:?} {:?}", Credential::ApiKey(Secret::new("hunter2")))
        .expect("text grows");
    for wrong in [
        "http://me:hunter2@host",
        "http://host?key=hunter2",
        "hunter2://host",
        "http://host:hunter2",
    ] {
        let error =
            client::Builder::<Bare>::new(wrong).bearer("x").build().err().expect("no base URL");
        write!(text, "{error} {error:?}").expect("text grows");
    }
    write!(text, "{:?}", listener.0).expect("text grows");
    for mark in MARKS {
        let at = text.find(mark);
        assert!(at.is_none(), "{mark}: {}", &text[at.unwrap_or(0).saturating_sub(300)..][..400]);
    }
}

static BUSY_THEN_ODD: [&[Act]; 2] = [ANSWERS[2][0], ANSWERS[3][0]];

#[tokio::test]
async fn spans_speak_opentelemetrys_names() {
    let listener = Listener::default();
    let _listening = tracing::subscriber::set_default(listener.clone());
    let server = Scripted::start(&BUSY_THEN_ODD).await;
    let builder = client::Builder::<Bare>::new(format!("{}/v1", server.url())).bearer("t");
    let retry = client::Retry::default().base(std::time::Duration::from_millis(1));
    let Bare(core) = builder.retry(retry).build().expect("a client");
    let _ = core.call(&KeyedRequest::new(7)).await;
    for (field, expected) in [
        ("otel.name", "GET /orders/{id}"),
        ("otel.kind", "\"client\""),
        ("otel.status_code", "\"ERROR\""),
        ("error.type", "\"418\""),
        ("http.request.method", "\"GET\""),
        ("http.request.resend_count", "1"),
        ("http.response.status_code", "418"),
        ("server.address", "\"127.0.0.1\""),
        ("server.port", &server.address.port().to_string()),
        ("url.template", "\"/orders/{id}\""),
    ] {
        assert_eq!(listener.said(field).as_deref(), Some(expected), "{field}");
    }
}
