//! What becomes of a call when the server, or the way to it, is at fault: on real sockets.
#![allow(clippy::wildcard_enum_match_arm, reason = "the enum may grow")]

use std::fmt::Debug;
use std::time::{Duration, Instant};

use specwright_runtime::client::{ClientError, Phase, Reqwest, Retry, Timeouts};
use tokio::net::TcpListener;

use super::amendment;
use super::sample::{Client, GetOrderRequest};
use super::scripted::Act::{self, Flood, Hang, Reset, Say};
use super::scripted::Scripted;

/// What is called: an operation that may be repeated, or one that may not.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Get,
    Post,
}
use Call::{Get, Post};

/// A script for each attempt, the last one for ever, and what the call ends in: `kind`, the status and the beginning of
/// the body that are kept, the number of attempts.
struct Row(Call, &'static [&'static [Act]], &'static str, Option<u16>, Option<&'static str>, usize);

const OK: &str =
    "HTTP/1.1 200 OK\ncontent-type: application/json\nx-request-id: r7\nconnection: close\n";
const GOOD: &[Act] = &[Say(OK), Say("content-length: 13\n\n{\"orderId\":7}")];
const BUSY: &[Act] =
    &[Say("HTTP/1.1 503 Busy\nretry-after: 0\ncontent-length: 4\nconnection: close\n\nbusy")];
const BARE_BUSY: &[Act] = &[Say("HTTP/1.1 503 Busy\ncontent-length: 0\nconnection: close\n\n")];
const MANY: &[Act] = &[Say(
    "HTTP/1.1 429 Slow down\nretry-after: Thu, 01 Jan 1970 00:00:01 GMT\ncontent-length: 0\nconnection: close\n\n",
)];
const LATER: &[Act] =
    &[Say("HTTP/1.1 503 Busy\nretry-after: 60\ncontent-length: 0\nconnection: close\n\n")];

#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Nothing comes, or not all of it.
    Row(Get, &[&[]], "transport", None, None, 3),
    Row(Get, &[&[Reset]], "transport", None, None, 3),
    Row(Post, &[&[Reset]], "transport", None, None, 1),
    Row(Get, &[&[Say(OK), Reset]], "transport", None, None, 3),
    Row(Get, &[&[Say(OK), Say("content-length: 99\n\n{\"order"), Reset]], "transport", Some(200), None, 3),
    Row(Get, &[&[Say(OK), Say("content-length: 99\n\n{\"order")]], "transport", Some(200), Some("{\"order"), 3),
    Row(Post, &[&[Say(OK), Say("content-length: 99\n\n{\"order")]], "transport", Some(200), Some("{\"order"), 1),
    Row(Get, &[&[Say(OK), Say("transfer-encoding: chunked\n\n7\n{\"order\n")]], "transport", Some(200), Some("{\"order"), 3),
    Row(Get, &[&[Reset], GOOD], "ok", Some(200), None, 2),
    // It comes too late.
    Row(Get, &[&[Hang]], "attempt", None, None, 3),
    Row(Post, &[&[Hang]], "attempt", None, None, 1),
    Row(Get, &[&[Say(OK), Say("content-length: 99\n\n{\"order"), Hang]], "attempt", Some(200), Some("{\"order"), 3),
    Row(Get, &[&[Hang], GOOD], "ok", Some(200), None, 2),
    // It is not HTTP, or not the length it says.
    Row(Get, &[&[Say("garbage\n\n")]], "transport", None, None, 3),
    Row(Get, &[&[Say(OK), Say("content-length: -1\n\n{}")]], "transport", None, None, 3),
    Row(Get, &[&[Say(OK), Say("content-length: 5\n\n{\"orderId\":7}")]], "decode", Some(200), Some("{\"ord"), 1),
    // It is not what the document declares.
    Row(Get, &[&[Say(OK), Say("content-length: 6\n\n<html>")]], "decode", Some(200), Some("<html>"), 1),
    Row(Get, &[&[Say(OK), Say("content-length: 0\n\n")]], "decode", Some(200), Some(""), 1),
    Row(Get, &[&[Say(OK), Say("content-length: 2\n\n[]")]], "decode", Some(200), Some("[]"), 1),
    Row(Get, &[&[Say("HTTP/1.1 200 OK\ncontent-type: text/html\ncontent-length: 13\n\n{\"orderId\":7}")]], "decode", Some(200), Some("{\"orderId\":7}"), 1),
    Row(Get, &[&[Say("HTTP/1.1 200 OK\ncontent-type: application/hal+json\ncontent-length: 13\n\n{\"orderId\":7}")]], "ok", Some(200), None, 1),
    Row(Get, &[&[Say("HTTP/1.1 200 OK\ncontent-length: 13\n\n{\"orderId\":7}")]], "ok", Some(200), None, 1),
    Row(Get, &[&[Say("HTTP/1.1 404 No\ncontent-length: 2\nconnection: close\n\n[]")]], "decode", Some(404), Some("[]"), 1),
    Row(Post, &[&[Say("HTTP/1.1 299 Odd\ncontent-length: 3\nconnection: close\n\nodd")]], "undocumented", Some(299), Some("odd"), 1),
    // It is more than this client reads.
    Row(Get, &[&[Say(OK), Say("content-length: 100000000\n\n"), Flood(3_000_000)]], "decode", Some(200), Some("xxxx"), 1),
    Row(Get, &[&[Say(OK), Say("\n"), Flood(3_000_000)]], "decode", Some(200), Some("xxxx"), 1),
    // It passes.
    Row(Get, &[BUSY], "api", Some(503), None, 3),
    Row(Get, &[BUSY, BARE_BUSY, GOOD], "ok", Some(200), None, 3),
    Row(Get, &[MANY, GOOD], "ok", Some(200), None, 2),
    Row(Get, &[&[Say("HTTP/1.1 500 No\ncontent-length: 0\nconnection: close\n\n")]], "api", Some(500), None, 1),
    Row(Post, &[BUSY], "undocumented", Some(503), Some("busy"), 1),
    // To wait that long would be longer than the call may take: what is known now is told now.
    Row(Get, &[LATER], "api", Some(503), None, 1),
];

/// Attempts of half a second, calls of four.
fn client(server: &Scripted, transport: &Reqwest) -> Client {
    let timeouts = Timeouts {
        attempt: Duration::from_millis(500),
        call: Duration::from_secs(4),
        ..Timeouts::default()
    };
    let builder = Client::builder(server.url()).bearer("good").transport(transport.clone());
    let builder = builder.most_bytes(1_000_000);
    let builder = builder.timeouts(timeouts).retry(Retry::default().base(Duration::from_millis(1)));
    builder.build().expect("a client")
}

fn get() -> GetOrderRequest {
    GetOrderRequest { id: 7, limit: 1, tags: None }
}

/// How a call ended, in the words of the table.
fn told<T: Debug, E: Debug>(
    outcome: Result<T, ClientError<E>>,
) -> (&'static str, Option<u16>, Option<Vec<u8>>) {
    let Err(error) = outcome else { return ("ok", Some(200), None) };
    let kind = match &error {
        ClientError::Api(_) => "api",
        ClientError::Undocumented(_) => "undocumented",
        ClientError::Decode(_) => "decode",
        ClientError::Transport(_) => "transport",
        ClientError::Timeout(elapsed) if elapsed.phase() == Phase::Attempt => "attempt",
        ClientError::Timeout(_) => "call",
        ClientError::Auth(_) => "auth",
        _ => "other",
    };
    let status = error.status().map(|status| status.as_u16());
    (kind, status, error.body().map(|body| body.to_vec()))
}

/// To make a transport is to read all certificates of the platform, which takes its time.
fn transport() -> Reqwest {
    Reqwest::new(Duration::from_secs(5)).expect("a transport")
}

async fn judge(row: &Row, transport: Reqwest) -> Result<(), String> {
    let Row(call, scripts, kind, status, body, attempts) = row;
    let server = Scripted::start(scripts).await;
    let client = client(&server, &transport);
    let start = Instant::now();
    let found = match call {
        Get => told(client.get_order(&get()).await),
        Post => told(client.amend_order(&amendment(7)).await),
    };
    let took = start.elapsed();
    let kept = found.2.as_deref().unwrap_or_default();
    let as_told = (found.0, found.1, server.connections()) == (*kind, *status, *attempts)
        && body.is_none_or(|body| kept.starts_with(body.as_bytes()) && kept.len() <= 1_000_000)
        && took < Duration::from_secs(5);
    let shown = String::from_utf8_lossy(&kept[..kept.len().min(20)]).into_owned();
    as_told.then_some(()).ok_or_else(|| {
        format!(
            "{call:?} {scripts:?}: {found:?}, {shown:?}, {} attempts",
            server.connections(),
            found = (found.0, found.1)
        )
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_fault_is_its_own_error() {
    let transport = transport();
    let mut wrong = Vec::new();
    // A few at once: most of the time is spent on waiting.
    for rows in ROWS.chunks(6) {
        let rows: Vec<_> =
            rows.iter().map(|row| tokio::spawn(judge(row, transport.clone()))).collect();
        for row in rows {
            wrong.extend(row.await.expect("no panic").err());
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

#[tokio::test]
async fn the_whole_call_has_its_time() {
    let server = Scripted::start(&[&[Hang]]).await;
    let timeouts = Timeouts { call: Duration::from_millis(250), ..Timeouts::default() };
    let built = Client::builder(server.url()).bearer("good").timeouts(timeouts).build();
    let start = Instant::now();
    let error = built.expect("a client").get_order(&get()).await.expect_err("nothing comes");
    let ClientError::Timeout(elapsed) = &error else { panic!("{error:?}") };
    assert!(elapsed.phase() == Phase::Call && error.is_retryable());
    assert!(start.elapsed() < Duration::from_secs(2) && server.connections() == 1);
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let error = super::client(address).amend_order(&amendment(7)).await.expect_err("refused");
    let ClientError::Transport(transport) = &error else { panic!("{error:?}") };
    assert!(transport.is_connect() && error.is_retryable() && error.status().is_none());
}

#[tokio::test]
async fn what_did_not_decode_is_pointed_at() {
    let server =
        Scripted::start(&[&[Say(OK), Say("content-length: 15\n\n{\"orderId\":\"x\"}")]]).await;
    let error = client(&server, &transport()).get_order(&get()).await.expect_err("a wrong type");
    assert_eq!(error.request_id(), Some("r7"));
    let ClientError::Decode(undecoded) = error else { panic!("a wrong type") };
    assert_eq!((undecoded.pointer(), undecoded.status.as_u16()), ("/orderId", 200));
    assert_eq!(undecoded.body, r#"{"orderId":"x"}"#.as_bytes());
    assert_eq!(
        undecoded.to_string(),
        "the API's 200 answer does not decode: /orderId: an integer of 64 bits, not negative"
    );
}

#[tokio::test]
async fn a_post_is_repeated_where_the_api_knows_it_again() {
    let server = Scripted::start(&[BUSY]).await;
    let header = "idempotency-key".parse().expect("a name");
    let retry = Retry::default().base(Duration::from_millis(1)).idempotency_header(header);
    let built = Client::builder(server.url()).bearer("good").retry(retry).build();
    let error = built.expect("a client").amend_order(&amendment(7)).await.expect_err("busy");
    assert_eq!(
        (error.status().map(|status| status.as_u16()), server.connections()),
        (Some(503), 3)
    );
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .filter_map(|request| request.lines().find(|line| line.starts_with("idempotency-key: ")))
        .collect();
    assert_eq!(keys.len(), 3);
    assert!(keys[0].len() > 40 && keys[0] == keys[1] && keys[1] == keys[2], "{keys:?}");
}
