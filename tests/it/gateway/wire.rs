//! Every row of `tests/wire/amendment.yaml`, sent to the generated server over a loopback socket.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;
use specwright_runtime::server::IntoRouter as _;
use specwright_tests::root;

use super::app;
use super::wire_case::{self, Case, Expect};

/// What came back.
struct Answer {
    status: u16,
    /// In lower case.
    head: String,
    body: Vec<u8>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_answers_every_row_of_the_table() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let serving =
        tokio::spawn(async move { axum::serve(listener, app::server().into_router()).await });

    let text =
        std::fs::read_to_string(root().join("tests/wire/amendment.yaml")).expect("the table");
    let cases = wire_case::read(&text);
    assert!(cases.len() >= 100, "only {} rows", cases.len());
    let judged = tokio::task::spawn_blocking(move || {
        cases.iter().filter_map(|case| judge(address, case)).collect::<Vec<_>>()
    });
    let wrong = judged.await.expect("the judge does not panic");
    serving.abort();
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// What is wrong with the answer to a case.
fn judge(address: SocketAddr, case: &Case) -> Option<String> {
    let answer = match send(address, &case.request) {
        Ok(answer) => answer,
        Err(error) => return Some(format!("{}: {error}", case.name)),
    };
    let complaint = complain(&answer, &case.expect)?;
    let body = String::from_utf8_lossy(&answer.body).chars().take(400).collect::<String>();
    Some(format!("{}: {complaint}\n    {} {body}", case.name, answer.status))
}

fn send(address: SocketAddr, request: &[u8]) -> std::io::Result<Answer> {
    let mut socket = TcpStream::connect(address)?;
    socket.set_read_timeout(Some(std::time::Duration::from_secs(10)))?;
    // A server that refuses a body may stop reading it, so a broken pipe is no failure yet.
    socket.write_all(request).ok();
    let mut received = Vec::new();
    let read = socket.read_to_end(&mut received);
    let end = received.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(end) = end else { return read.and(Err(std::io::Error::other("no answer"))) };
    let head = String::from_utf8_lossy(&received[..end]).to_lowercase();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok());
    let status = status.ok_or_else(|| std::io::Error::other("no status"))?;
    Ok(Answer { status, head, body: received[end + 4..].to_vec() })
}

fn complain(answer: &Answer, expect: &Expect) -> Option<String> {
    if answer.status != expect.status {
        return Some(format!("expected {}", expect.status));
    }
    for (name, value) in &expect.headers {
        let start = format!("{}:", name.to_lowercase());
        let found = answer.head.lines().find_map(|line| line.strip_prefix(start.as_str()));
        if !found.is_some_and(|found| found.contains(&value.to_lowercase())) {
            return Some(format!("header {name} should say {value}, has {found:?}"));
        }
    }
    let text = String::from_utf8_lossy(&answer.body);
    if let Some(silent) = &expect.silent_on
        && text.contains(silent.as_str())
    {
        return Some(format!("it says {silent}"));
    }
    if expect.code.as_deref() == Some("none") {
        return (!answer.body.is_empty()).then(|| "there should be no body".to_owned());
    }
    let body: Value = serde_json::from_slice(&answer.body).unwrap_or(Value::Null);
    for (pointer, value) in &expect.body {
        if body.pointer(pointer) != Some(value) {
            return Some(format!("{pointer} should be {value}"));
        }
    }
    if let Some(code) = &expect.code {
        if body["code"] != code.as_str() {
            return Some(format!("code should be {code}"));
        }
        if !body["uuid"].is_string() {
            return Some("there should be a uuid".to_owned());
        }
    }
    complain_of_messages(&body, expect)
}

fn complain_of_messages(body: &Value, expect: &Expect) -> Option<String> {
    let messages: Vec<_> =
        body["messages"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if let Some(most) = expect.messages_at_most
        && messages.len() > most
    {
        return Some(format!("more than {most} messages"));
    }
    let names = expect.messages_name.as_ref()?;
    // The first word is the place; what stands behind it names the keyword, which the message says in words.
    let place = |name: &String| name.split(' ').next().unwrap_or_default().to_owned();
    let places: Vec<_> = names.iter().map(place).collect();
    let missing = places
        .iter()
        .find(|place| !messages.iter().any(|message| message.contains(place.as_str())));
    if let Some(missing) = missing {
        return Some(format!("no message names {missing}"));
    }
    let other = messages
        .iter()
        .find(|message| !places.iter().any(|place| message.contains(place.as_str())));
    other.map(|other| format!("nobody expected: {other}"))
}
