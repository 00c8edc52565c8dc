//! Where a client's tokens come from, and what becomes of a call when they do not come or are not believed.
#![allow(clippy::wildcard_enum_match_arm, reason = "the enum may grow")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use specwright_runtime::client::{
    Body, BoxFuture, ClientCredentials, ClientError, Reqwest, Retry, Timeouts, TokenEndpoint,
    Transport, TransportError,
};
use specwright_runtime::http::{Request, Response};

use super::amendment;
use super::sample::{Client, GetOrderRequest};
use super::scripted::Act::{self, Hang, Reset, Say};
use super::scripted::Scripted;

/// What the token endpoint does, what the API does, and what the call ends in: `kind`, the status, what RFC 6749 §5.2
/// calls the refusal, whether it may pass, and how many requests each got.
struct Row {
    tokens: &'static [&'static [Act]],
    api: &'static [&'static [Act]],
    ends: (&'static str, Option<u16>, Option<&'static str>, bool),
    requests: (usize, usize),
}

const OK: &str =
    "HTTP/1.1 200 OK\ncontent-type: application/json\nconnection: close\ncontent-length: ";
const TOKEN: &[Act] = &[Say(OK), Say("40\n\n{\"access_token\":\"t0\",\"expires_in\":3600}\n")];
const OTHER: &[Act] = &[Say(OK), Say("40\n\n{\"access_token\":\"t1\",\"expires_in\":3600}\n")];
const FLEETING: &[Act] = &[Say(OK), Say("37\n\n{\"access_token\":\"t0\",\"expires_in\":0}\n")];
const MAC: &[Act] = &[Say(OK), Say("39\n\n{\"access_token\":\"t\",\"token_type\":\"mac\"}")];
const GOOD: &[Act] = &[Say(OK), Say("13\n\n{\"orderId\":7}")];
const DENIED: &[Act] = &[Say("HTTP/1.1 401 No\nconnection: close\ncontent-length: 2\n\nno")];
const BUSY: &[Act] =
    &[Say("HTTP/1.1 503 Busy\nretry-after: 0\nconnection: close\ncontent-length: 0\n\n")];
const BAD_CLIENT: &[Act] = &[
    Say("HTTP/1.1 400 Bad\ncontent-type: application/json\nconnection: close\n"),
    Say("content-length: 26\n\n{\"error\":\"invalid_client\"}"),
];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    Row { tokens: &[TOKEN], api: &[GOOD], ends: ("ok", Some(200), None, false), requests: (1, 1) },
    // The API does not believe a token: once, another is tried.
    Row { tokens: &[TOKEN, OTHER], api: &[DENIED, GOOD], ends: ("ok", Some(200), None, false), requests: (2, 2) },
    Row { tokens: &[TOKEN, OTHER], api: &[DENIED], ends: ("decode", Some(401), None, false), requests: (2, 2) },
    Row { tokens: &[TOKEN], api: &[DENIED], ends: ("decode", Some(401), None, false), requests: (2, 1) },
    Row { tokens: &[FLEETING, OTHER], api: &[DENIED, GOOD], ends: ("ok", Some(200), None, false), requests: (2, 2) },
    Row { tokens: &[TOKEN, BAD_CLIENT], api: &[DENIED], ends: ("auth", Some(400), Some("invalid_client"), false), requests: (2, 1) },
    // There is no token. The API hears nothing of it.
    Row { tokens: &[BAD_CLIENT], api: &[GOOD], ends: ("auth", Some(400), Some("invalid_client"), false), requests: (1, 0) },
    Row { tokens: &[DENIED], api: &[GOOD], ends: ("auth", Some(401), None, false), requests: (1, 0) },
    Row { tokens: &[&[Say(OK), Say("6\n\n<html>")]], api: &[GOOD], ends: ("auth", Some(200), None, false), requests: (1, 0) },
    Row { tokens: &[&[Say(OK), Say("2\n\n{}")]], api: &[GOOD], ends: ("auth", Some(200), None, false), requests: (1, 0) },
    Row { tokens: &[MAC], api: &[GOOD], ends: ("auth", Some(200), None, false), requests: (1, 0) },
    Row { tokens: &[BUSY], api: &[GOOD], ends: ("auth", Some(503), None, true), requests: (3, 0) },
    Row { tokens: &[BUSY, TOKEN], api: &[GOOD], ends: ("ok", Some(200), None, false), requests: (2, 1) },
    Row { tokens: &[&[Reset]], api: &[GOOD], ends: ("auth", None, None, true), requests: (3, 0) },
    Row { tokens: &[&[Hang]], api: &[GOOD], ends: ("auth", None, None, true), requests: (3, 0) },
    Row { tokens: &[&[Hang], TOKEN], api: &[GOOD], ends: ("ok", Some(200), None, false), requests: (2, 1) },
];

async fn judge(row: &Row, transport: Reqwest) -> Result<(), String> {
    let (tokens, api) = (Scripted::start(row.tokens).await, Scripted::start(row.api).await);
    let timeouts = Timeouts {
        attempt: Duration::from_millis(500),
        call: Duration::from_secs(4),
        ..Timeouts::default()
    };
    let builder = Client::builder(api.url()).transport(transport).timeouts(timeouts);
    let builder = builder.retry(Retry::default().base(Duration::from_millis(1)));
    let client = builder.oauth2_client_credentials(tokens.url(), "me", "hidden").build();
    let get = GetOrderRequest { id: 7, limit: 1, tags: None };
    let outcome = client.expect("a client").get_order(&get).await;
    let ends = match &outcome {
        Ok(_) => ("ok", Some(200), None, false),
        Err(error) => {
            let status = error.status().map(|status| status.as_u16());
            match error {
                ClientError::Auth(failure) => {
                    ("auth", status, failure.code(), error.is_retryable())
                }
                ClientError::Decode(_) => ("decode", status, None, error.is_retryable()),
                _ => ("other", status, None, error.is_retryable()),
            }
        }
    };
    let requests = (tokens.connections(), api.connections());
    let as_told = ends == row.ends && requests == row.requests;
    as_told
        .then_some(())
        .ok_or_else(|| format!("{:?} {:?}: {ends:?} {requests:?} {outcome:?}", row.tokens, row.api))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_way_to_a_token_ends_as_told() {
    let transport = Reqwest::new(Duration::from_secs(5)).expect("a transport");
    let mut wrong = Vec::new();
    for rows in ROWS.chunks(6) {
        let rows: Vec<_> =
            rows.iter().map(|row| tokio::spawn(judge(row, transport.clone()))).collect();
        for row in rows {
            wrong.extend(row.await.expect("no panic").err());
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// Answers for both in this process; a token lasts as long as it says, and takes its time.
#[derive(Clone, Default)]
struct Counting {
    tokens: Arc<AtomicUsize>,
    calls: Arc<AtomicUsize>,
    /// What the token endpoint says.
    answer: Option<(u16, &'static str)>,
    /// The token that the API believes; any, where there is none.
    believed: Option<&'static str>,
}

impl Transport for Counting {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (status, text) = if request.uri().path() == "/token" {
                let count = self.tokens.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(20)).await;
                let token = format!(r#"{{"access_token":"t{count}","expires_in":3600}}"#);
                self.answer.map_or((200, token), |(status, text)| (status, text.to_owned()))
            } else {
                self.calls.fetch_add(1, Ordering::SeqCst);
                // Some answers come sooner than others.
                tokio::time::sleep(Duration::from_millis(fastrand::u64(..10))).await;
                let said = request.headers().get("authorization").expect("a token");
                let believed = self.believed.is_none_or(|believed| said == believed);
                (if believed { 200 } else { 401 }, r#"{"orderId":7}"#.to_owned())
            };
            let answer = Response::builder().status(status);
            let answer = answer.header("content-type", "application/json");
            answer.body(Body::from(bytes(text))).map_err(TransportError::new)
        })
    }
}

fn bytes(text: String) -> specwright_runtime::bytes::Bytes {
    text.into()
}

/// The outcomes of a thousand calls at once: how many succeeded.
async fn a_thousand(transport: &Counting) -> usize {
    let builder = Client::builder("http://api").transport(transport.clone()).retry(Retry::none());
    let client = builder.oauth2_client_credentials("http://api/token", "me", "hidden").build();
    let client = client.expect("a client");
    let calls: Vec<_> = (0..1000)
        .map(|id| {
            let client = client.clone();
            tokio::spawn(async move {
                client.get_order(&GetOrderRequest { id, limit: 1, tags: None }).await.is_ok()
            })
        })
        .collect();
    let mut succeeded = 0;
    for call in calls {
        succeeded += usize::from(call.await.expect("no panic"));
    }
    succeeded
}

#[tokio::test]
async fn a_thousand_calls_at_once_share_one_token() {
    let transport = Counting::default();
    assert_eq!(a_thousand(&transport).await, 1000);
    assert_eq!(transport.tokens.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_thousand_refused_calls_fetch_one_more() {
    let transport = Counting { believed: Some("Bearer t1"), ..Counting::default() };
    assert_eq!(a_thousand(&transport).await, 1000);
    assert_eq!(transport.tokens.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_thousand_calls_share_one_failure() {
    let transport = Counting { answer: Some((400, "{}")), ..Counting::default() };
    assert_eq!(a_thousand(&transport).await, 0);
    assert_eq!(transport.tokens.load(Ordering::SeqCst), 1);
    assert_eq!(transport.calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn where_tokens_are_had_stands_in_the_description() {
    static ENDPOINTS: &[TokenEndpoint] = &[TokenEndpoint::new("oauth2", "/token")];
    let server = Scripted::start(&[TOKEN, &[Say(OK), Say("16\n\n{\"orderId\": 123}")]]).await;
    let builder = Client::builder(server.url()).token_endpoints(ENDPOINTS);
    let client = builder.client_credentials("me", "hi:dden").build().expect("a client");
    let _ = client.amend_order(&amendment(7)).await;
    let requests = server.requests();
    assert!(requests[0].starts_with("POST /token HTTP/1.1"), "{}", requests[0]);
    assert!(requests[0].contains("authorization: Basic bWU6aGklM0FkZGVu\r\n"), "{}", requests[0]);
    assert!(requests[0].ends_with("grant_type=client_credentials&scope=tenant.all.all"));
    assert!(requests[1].contains("authorization: Bearer t0\r\n"), "{}", requests[1]);

    let nowhere = Client::builder(server.url()).client_credentials("me", "hidden").build();
    let error = nowhere.expect_err("no endpoint is named").to_string();
    assert!(error.contains("the description names none") && !error.contains("hidden"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_its_end_and_kept_where_that_fails() {
    let transport = Counting::default();
    let credentials = ClientCredentials::new("/token", "me", "hidden").parameter("audience", "x");
    let builder = Client::builder("http://api").transport(transport.clone());
    let client = builder.oauth2(credentials).build().expect("a client");
    let get = GetOrderRequest { id: 7, limit: 1, tags: None };
    for (wait, tokens) in [(0, 1), (3500, 1), (80, 2), (3500, 2), (200, 3)] {
        tokio::time::sleep(Duration::from_secs(wait)).await;
        client.get_order(&get).await.expect("an order");
        assert_eq!(transport.tokens.load(Ordering::SeqCst), tokens, "{wait} s later");
    }
}
