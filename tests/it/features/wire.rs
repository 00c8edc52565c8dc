//! Every row of `tests/wire/features.yaml`: what the server reads of a request, that the client writes the same one, and that
//! it meets the server's refusals as the document declares them.

#![allow(clippy::wildcard_enum_match_arm, reason = "YAML has more kinds of values than a row uses")]

use std::sync::{Arc, Mutex};

use features::client::Client;
use features::operations::*;
use serde_json::Value;
use specwright_runtime::bytes::Bytes;
use specwright_runtime::client::{ClientError, Transport, TransportError};
use specwright_runtime::http::{HeaderValue, Request, Response};
use specwright_runtime::operation::{Body, BoxFuture};
use specwright_runtime::server::Service as _;
use specwright_runtime::wire::{self, Wire};
use specwright_tests::root;

use super::app::{self, App};
use super::operations::noted_operations;

/// A row: a request, and the value that it stands for or the status that refuses it.
struct Row {
    op: String,
    /// `GET /path`
    line: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    value: Option<Value>,
    refused: Option<u16>,
    /// What a message of the refusal says.
    says: Vec<String>,
    /// The client writes the value in another way.
    read_only: bool,
}

fn rows() -> Vec<Row> {
    let text = std::fs::read_to_string(root().join("tests/wire/features.yaml")).expect("the rows");
    let rows: Vec<Value> = serde_yaml::from_str(&text).expect("a list of rows");
    rows.iter().map(row).collect()
}

const KEYS: &[&str] = &["op", "wire", "headers", "body", "value", "refused", "says", "read_only"];

fn row(row: &Value) -> Row {
    let row = row.as_object().expect("a row is a mapping");
    for key in row.keys() {
        assert!(KEYS.contains(&key.as_str()), "`{key}` is none of {KEYS:?}");
    }
    let text = |key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    let headers = row.get("headers").and_then(Value::as_object).into_iter().flatten();
    let headers = headers.flat_map(|(name, values)| match values {
        Value::Array(lines) => lines.iter().map(|line| (name.clone(), plain(line))).collect(),
        one => vec![(name.clone(), plain(one))],
    });
    let says = row.get("says").and_then(Value::as_array).into_iter().flatten().map(plain);
    Row {
        op: text("op").expect("a row names its operation"),
        line: text("wire").expect("a row has a request line"),
        headers: headers.collect(),
        body: text("body"),
        value: row.get("value").cloned(),
        refused: row
            .get("refused")
            .and_then(Value::as_u64)
            .and_then(|code| u16::try_from(code).ok()),
        says: says.collect(),
        read_only: row.contains_key("read_only"),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[tokio::test]
async fn the_server_reads_every_row() {
    let rows = rows();
    assert!(rows.len() >= 200, "only {} rows", rows.len());
    let app = App::default();
    let mut wrong = Vec::new();
    for row in &rows {
        app.seen();
        let answer = app::server(app.clone()).call(request(row)).await;
        let Ok(answer) = answer;
        let status = answer.status().as_u16();
        let body = answer.into_body().read(1 << 20).await.expect("a body").expect("a short one");
        let body = String::from_utf8_lossy(&body).into_owned();
        let seen = app.seen();
        let complaint = match (&row.value, row.refused) {
            (_, Some(expected)) => (status != expected
                || !row.says.iter().all(|text| body.contains(text.as_str())))
            .then(|| format!("expected {expected} {:?}, got {status} {body}", row.says)),
            (Some(value), None) => {
                let wrong = members(value).any(|(name, member)| seen.get(name) != Some(member));
                (status >= 300 || wrong).then(|| format!("read as {status} {seen} {body}"))
            }
            (None, None) => Some("says neither `value` nor `refused`".to_owned()),
        };
        wrong.extend(complaint.map(|complaint| format!("{} {}: {complaint}", row.op, row.line)));
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn request(row: &Row) -> Request<Body> {
    let (method, target) = row.line.split_once(' ').expect("a method and a target");
    let mut request = Request::builder().method(method).uri(target);
    for (name, value) in &row.headers {
        request = request.header(name.as_str(), value.as_bytes());
    }
    let body = row.body.clone().unwrap_or_default();
    request.body(Body::from(Bytes::from(body))).expect("a request")
}

/// Keeps what was sent, and answers once with what it is told to.
#[derive(Clone, Default)]
struct Wired(Arc<Mutex<Passing>>);

/// What is under way between a client and nobody.
#[derive(Default)]
struct Passing {
    request: Option<Request<Body>>,
    answer: Option<Response<Body>>,
}

impl Wired {
    fn sent(&self) -> Option<Request<Body>> {
        self.0.lock().expect("nobody panics").request.take()
    }

    fn answer(&self, answer: Response<Body>) {
        self.0.lock().expect("nobody panics").answer = Some(answer);
    }
}

impl Transport for Wired {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut passing = self.0.lock().expect("nobody panics");
        passing.request = Some(request);
        let answer = passing.answer.take().unwrap_or_else(|| Response::new(Body::empty()));
        Box::pin(async { Ok(answer) })
    }
}

fn client(wired: &Wired) -> Client {
    Client::builder("http://api").transport(wired.clone()).build().expect("a client")
}

fn field<T: Wire>(value: &Value, name: &str) -> T {
    let member = value.get(name.trim_start_matches("r#")).cloned().unwrap_or_default();
    wire::from_value(&member).unwrap_or_else(|_| panic!("{name} does not decode"))
}

macro_rules! send {
    ($($id:literal $method:ident $request:ident $success:ident $error:ident [$($field:ident)*] |$given:ident| $answer:expr;)*) => {
        /// Calls an operation by its id: the status of the declared refusal, or what came instead.
        async fn send(client: &Client, op: &str, value: &Value) -> Result<u16, String> {
            match op {
                $($id => {
                    let request = $request { $($field: field(value, stringify!($field))),* };
                    match client.$method(&request).await {
                        Err(ClientError::Api(refusal)) => Ok(refusal.status.as_u16()),
                        Err(other) => Err(other.to_string()),
                        Ok(_) => Err("a success".to_owned()),
                    }
                })*
                other => panic!("no operation `{other}` is noted"),
            }
        }
    };
}
noted_operations!(send);

#[tokio::test]
async fn the_client_writes_every_row() {
    let wired = Wired::default();
    let client = client(&wired);
    let mut wrong = Vec::new();
    for row in rows().iter().filter(|row| !row.read_only) {
        let Some(value) = &row.value else { continue };
        // What comes of an empty answer does not matter here.
        send(&client, &row.op, value).await.ok();
        let written = match wired.sent() {
            Some(request) => miswritten(row, request).await,
            None => vec!["nothing was sent".to_owned()],
        };
        wrong.extend(written.into_iter().map(|what| format!("{} {}: {what}", row.op, row.line)));
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// What stands between parts in the rows.
const BOUNDARY: &str = "parts";

/// What a request is otherwise than its row.
async fn miswritten(row: &Row, request: Request<Body>) -> Vec<String> {
    let (head, body) = request.into_parts();
    let mut wrong = Vec::new();
    // A client makes a boundary of its own for each body.
    let content_type = head.headers.get("Content-Type").and_then(|value| value.to_str().ok());
    let boundary = content_type.and_then(|value| value.split_once("boundary="));
    let boundary = boundary.map_or(BOUNDARY, |(_, boundary)| boundary).to_owned();
    let target = head.uri.path_and_query().map_or("", |target| target.as_str());
    let line = format!("{} {target}", head.method);
    if line != row.line {
        wrong.push(format!("written as {line}"));
    }
    for name in ["Content-Type", "Cookie", "X-Label", "X-Ports", "X-Slot", "X-Request-ID"] {
        if head.headers.contains_key(name) && !row.headers.iter().any(|(header, _)| header == name)
        {
            wrong.push(format!("sends {name}"));
        }
    }
    for (name, value) in &row.headers {
        let lines = head.headers.get_all(name).iter().map(HeaderValue::as_bytes);
        let lines: Vec<_> =
            lines.map(|line| String::from_utf8_lossy(line).replace(&boundary, BOUNDARY)).collect();
        if lines != [&**value] {
            wrong.push(format!("{name}: {value} written as {:?}", head.headers.get(name)));
        }
    }
    let bytes = body.read(1 << 20).await.expect("a body").expect("a short one");
    let bytes = String::from_utf8_lossy(&bytes).replace(&boundary, BOUNDARY).into_bytes();
    if bytes != row.body.as_deref().unwrap_or_default().as_bytes() {
        wrong.push(format!("{:?} written as {}", row.body, String::from_utf8_lossy(&bytes)));
    }
    wrong
}

/// A client meets every refusal of the rows as its server says it, whatever the client sent.
#[tokio::test]
async fn the_client_reads_every_refusal() {
    let wired = Wired::default();
    let client = client(&wired);
    let rows = rows();
    let mut wrong = Vec::new();
    for row in &rows {
        // A 404 is of no operation, so no document says what is in it.
        let Some(expected) = row.refused.filter(|status| *status != 404) else { continue };
        let like = rows.iter().find(|other| other.op == row.op && other.value.is_some());
        let value = like.and_then(|other| other.value.as_ref()).cloned().unwrap_or_default();
        let Ok(answer) = app::server(App::default()).call(request(row)).await;
        wired.answer(answer);
        let met = send(&client, &row.op, &value).await;
        if met != Ok(expected) {
            wrong.push(format!("{} {}: met as {met:?}", row.op, row.line));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}
