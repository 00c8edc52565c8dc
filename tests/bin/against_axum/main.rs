//! The amendment endpoint of the generated server against the same endpoint written by hand with axum and serde derive.
//!
//! `cargo run --release -p specwright-tests --features load --bin against_axum [-- ROUNDS [ROWS]]` prints a row for each way
//! to call and each kind of request, or those whose name has `ROWS` in it: requests a second of both, the ratio, and the
//! allocations of a request. Over loopback each is served as its users would: by `axum::serve` and by `Listen`. Both run
//! in one process, in short rounds that take turns, and the ratio is the middle one of all rounds': what else the machine
//! does then falls on both.

mod by_hand;
mod generated;
#[path = "../turns.rs"]
mod turns;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use axum::body::Body;
use bytes::Bytes;
use fibre_gateway::runtime::server::Listen;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use tower_service::Service;
use turns::{allocations, row, turns};

const VALID: &str = include_str!("../amendment.json");
const FAULTY: &str = r#"{"orderId": 123, "supplier": "no supplier", "serviceCharacteristics": []}"#;

/// A kind of request and the status it is answered with.
struct Kind {
    name: &'static str,
    request_id: bool,
    body: &'static str,
    status: u16,
}

const KINDS: [Kind; 2] = [
    Kind { name: "valid", request_id: true, body: VALID, status: 201 },
    Kind { name: "three violations", request_id: false, body: FAULTY, status: 400 },
];

impl Kind {
    fn request(&self) -> Request<Body> {
        let mut request = Request::post("/v1/service-order-amendments")
            .header("authorization", "Bearer good")
            .header("x-conversation-id", "conversation-1")
            .header("content-type", "application/json")
            .header("accept", "application/json");
        if self.request_id {
            request = request.header("x-request-id", "request-1");
        }
        let body = Body::from(Bytes::from_static(self.body.as_bytes()));
        request.body(body).expect("a request")
    }

    fn bytes(&self) -> Vec<u8> {
        let id = if self.request_id { "X-Request-ID: request-1\r\n" } else { "" };
        format!(
            "POST /v1/service-order-amendments HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\n\
             X-Conversation-ID: conversation-1\r\n{id}Content-Type: application/json\r\nAccept: application/json\r\n\
             Content-Length: {}\r\n\r\n{}",
            self.body.len(),
            self.body
        )
        .into_bytes()
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments.next().map_or(40, |text| text.parse().expect("a number of rounds"));
    let rows = arguments.next().unwrap_or_default();
    turns::headline(["by hand", "generated"]);
    for kind in &KINDS {
        let name = format!("in process, {}", kind.name);
        if name.contains(&rows) {
            in_process(&name, kind, rounds);
        }
    }
    for kind in &KINDS {
        let name = format!("loopback, {}", kind.name);
        if name.contains(&rows) {
            over_loopback(&name, kind, rounds);
        }
    }
}

fn in_process(name: &str, kind: &Kind, rounds: usize) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let (mut hand, mut ours) = (by_hand::router(), generated::server());
    let counts = [
        allocations(|| runtime.block_on(one(&mut hand, kind))),
        allocations(|| runtime.block_on(one(&mut ours, kind))),
    ];
    let pairs = turns(
        rounds,
        |count| runtime.block_on(many(&mut hand, kind, count)),
        |count| runtime.block_on(many(&mut ours, kind, count)),
    );
    row(name, &pairs, Some(counts));
}

fn over_loopback(name: &str, kind: &Kind, rounds: usize) {
    let bytes = kind.bytes();
    let mut to_hand = connect(listen(|on| async { axum::serve(on, by_hand::router()).await }));
    let mut to_ours = connect(listen(|on| Listen::on(on).serve(generated::server())));
    let pairs = turns(
        rounds,
        |count| (0..count).for_each(|_| over(&mut to_hand, &bytes, kind.status)),
        |count| (0..count).for_each(|_| over(&mut to_ours, &bytes, kind.status)),
    );
    row(name, &pairs, None);
}

async fn many<S, B>(service: &mut S, kind: &Kind, count: u32)
where
    S: Service<Request<Body>, Response = Response<B>, Error = std::convert::Infallible>,
    B: http_body::Body<Error: std::fmt::Debug>,
{
    for _ in 0..count {
        one(service, kind).await;
    }
}

/// One request to a service in this process, its answer read to the end.
async fn one<S, B>(service: &mut S, kind: &Kind)
where
    S: Service<Request<Body>, Response = Response<B>, Error = std::convert::Infallible>,
    B: http_body::Body<Error: std::fmt::Debug>,
{
    let Ok(answer) = service.call(kind.request()).await;
    assert_eq!(answer.status(), kind.status);
    let body = answer.into_body().collect().await.expect("a body").to_bytes();
    assert!(!body.is_empty());
}

/// Serves on a thread of its own for as long as the process lives.
fn listen<F>(serve: impl FnOnce(tokio::net::TcpListener) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = std::io::Result<()>>,
{
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    listener.set_nonblocking(true).expect("a socket");
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            serve(tokio::net::TcpListener::from_std(listener).expect("a listener")).await
        })
    });
    address
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("a connection");
    stream.set_nodelay(true).expect("a socket");
    stream
}

/// One request over a connection that stays open, its answer read to the end.
fn over(stream: &mut TcpStream, request: &[u8], status: u16) {
    stream.write_all(request).expect("a connection");
    let mut answer = Vec::with_capacity(2048);
    let mut piece = [0; 4096];
    loop {
        let length = stream.read(&mut piece).expect("an answer");
        assert!(length > 0, "the server went away");
        answer.extend_from_slice(&piece[..length]);
        if is_whole(&answer) {
            break;
        }
    }
    assert!(answer.starts_with(format!("HTTP/1.1 {status}").as_bytes()));
}

fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let head = String::from_utf8_lossy(&answer[..end]).to_ascii_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    answer.len() >= end + 4 + length.unwrap_or(0_usize)
}
