//! Servers that misbehave, on real sockets.
#![allow(
    clippy::match_wildcard_for_single_variants,
    clippy::wildcard_enum_match_arm,
    reason = "the enum may grow"
)]

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use specwright_runtime::client::{ClientError, Retry, Timeouts};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::amendment;
use super::sample::{Client, GetOrderRequest};

/// Answers each connection with the next of the scripts, the last one for ever; `None` never answers.
async fn scripted(scripts: &'static [Option<&'static str>]) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let at = counted.fetch_add(1, Ordering::SeqCst).min(scripts.len() - 1);
            tokio::spawn(answer(stream, scripts[at]));
        }
    });
    (address, count)
}

async fn answer(mut stream: TcpStream, script: Option<&'static str>) {
    let mut buffer = [0; 4096];
    let _ = stream.read(&mut buffer).await;
    match script {
        Some(text) => {
            let _ = stream.write_all(text.replace('\n', "\r\n").as_bytes()).await;
        }
        None => tokio::time::sleep(Duration::from_secs(60)).await,
    }
}

fn client(address: SocketAddr) -> Client {
    let timeouts = Timeouts {
        attempt: Duration::from_millis(300),
        call: Duration::from_secs(3),
        ..Timeouts::default()
    };
    let mut retry = Retry::default();
    retry.base = Duration::from_millis(1);
    let builder = Client::builder(format!("http://{address}")).bearer("good");
    builder.timeouts(timeouts).retry(retry).build().expect("a client")
}

fn get() -> GetOrderRequest {
    GetOrderRequest { id: 7, limit: 1, tags: None }
}

const GOOD: &str = "HTTP/1.1 200 OK\ncontent-type: application/json\ncontent-length: 13\nconnection: close\n\n{\"orderId\":7}";
const BUSY: &str = "HTTP/1.1 503 Busy\nretry-after: 0\ncontent-length: 0\nconnection: close\n\n";

#[tokio::test]
async fn each_fault_is_its_own_error() {
    let kind = |error: &ClientError<_>| match error {
        ClientError::Api(_) => "api",
        ClientError::Undocumented(_) => "undocumented",
        ClientError::Decode(_) => "decode",
        ClientError::Transport(_) => "transport",
        ClientError::Timeout(_) => "timeout",
        _ => "other",
    };
    for (scripts, expected, attempts) in [
        (&[Some("HTTP/1.1 200 OK\ncontent-length: 1\nconnection: close\n\n{")][..], "decode", 1),
        (&[Some("HTTP/1.1 200 OK\ncontent-length: 99\nconnection: close\n\n{}")], "transport", 3),
        (&[Some("garbage\n\n")], "transport", 3),
        (&[Some("")], "transport", 3),
        (&[None], "timeout", 3),
        (&[Some(BUSY)], "api", 3),
        (&[Some("HTTP/1.1 404 No\ncontent-length: 2\nconnection: close\n\n[]")], "decode", 1),
    ] {
        let (address, count) = scripted(scripts).await;
        let error = client(address).get_order(&get()).await.expect_err(expected);
        assert_eq!(kind(&error), expected, "{error} {error:?}");
        assert_eq!(count.load(Ordering::SeqCst), attempts, "{expected}");
    }
}

#[tokio::test]
async fn what_passes_is_tried_again_where_that_is_safe() {
    let (address, count) = scripted(&[Some(BUSY), Some(BUSY), Some(GOOD)]).await;
    let reply = client(address).get_order(&get()).await.expect("the third answer");
    assert_eq!((reply.status.as_u16(), count.load(Ordering::SeqCst)), (200, 3));

    let (address, count) = scripted(&[Some(BUSY)]).await;
    let error = client(address).amend_order(&amendment(7)).await.expect_err("503 is not declared");
    assert!(matches!(error, ClientError::Undocumented(_)) && error.is_retryable());
    assert_eq!(count.load(Ordering::SeqCst), 1, "a POST may have been heard");
}

#[tokio::test]
async fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let error = client(address).amend_order(&amendment(7)).await.expect_err("refused");
    let ClientError::Transport(transport) = &error else { panic!("{error:?}") };
    assert!(transport.is_connect() && error.is_retryable());
}

#[tokio::test]
async fn what_did_not_decode_is_pointed_at() {
    let answer = "HTTP/1.1 200 OK\ncontent-length: 15\nconnection: close\n\n{\"orderId\":\"x\"}";
    let (address, _) = scripted(Box::leak(Box::new([Some(answer)]))).await;
    let Err(ClientError::Decode(undecoded)) = client(address).get_order(&get()).await else {
        panic!("a wrong type")
    };
    assert_eq!((undecoded.pointer(), undecoded.status.as_u16()), ("/orderId", 200));
    assert_eq!(undecoded.body, r#"{"orderId":"x"}"#.as_bytes());
}
