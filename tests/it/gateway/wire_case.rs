//! Rows of `tests/wire/amendment.yaml`, which says how they are written; this is how they are read.

#![allow(clippy::wildcard_enum_match_arm, reason = "YAML has more kinds of values than a row uses")]

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

/// A request, and what is expected of its answer.
pub(crate) struct Case {
    pub(crate) name: String,
    /// What goes over the socket.
    pub(crate) request: Vec<u8>,
    pub(crate) expect: Expect,
}

/// What a row says of the answer.
pub(crate) struct Expect {
    pub(crate) status: u16,
    pub(crate) code: Option<String>,
    pub(crate) messages_name: Option<Vec<String>>,
    pub(crate) messages_at_most: Option<usize>,
    pub(crate) body: BTreeMap<String, serde_json::Value>,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) silent_on: Option<String>,
}

const DEFAULT_HEADERS: &[(&str, &str)] = &[
    ("X-Request-ID", "request-1"),
    ("X-Conversation-ID", "conversation-1"),
    ("Authorization", "Bearer good"),
    ("Content-Type", "application/json"),
    ("Accept", "application/json"),
];

/// Reads every row.
pub(crate) fn read(text: &str) -> Vec<Case> {
    let rows: Vec<Mapping> = serde_yaml::from_str(text).expect("a list of rows");
    rows.iter().map(case).collect()
}

fn case(row: &Mapping) -> Case {
    known(row, &["name", "request", "expect"]);
    let nothing = Mapping::new();
    let request = row.get("request").and_then(Value::as_mapping).unwrap_or(&nothing);
    let expect = row["expect"].as_mapping().expect("`expect` is a mapping");
    Case { name: text(&row["name"]), request: bytes_of(request), expect: expected(expect) }
}

/// A word that is misspelt would leave its test out.
fn known(row: &Mapping, keys: &[&str]) {
    for key in row.keys() {
        let key = key.as_str().expect("a key is text");
        assert!(keys.contains(&key), "`{key}` is none of {keys:?}");
    }
}

fn bytes_of(request: &Mapping) -> Vec<u8> {
    known(request, &["method", "path", "headers", "body"]);
    let or = |key: &str, default: &str| request.get(key).map_or_else(|| default.to_owned(), text);
    let method = or("method", "POST");
    let path = or("path", "/v1/service-order-amendments");
    let body = match request.get("body") {
        None => br#"{"orderId": 123}"#.to_vec(),
        Some(Value::Null) => Vec::new(),
        Some(Value::Sequence(pieces)) => pieces.iter().flat_map(piece).collect(),
        Some(one) => piece(one),
    };
    let mut bytes = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n")
        .into_bytes();
    if request.get("body") != Some(&Value::Null) {
        bytes.extend(format!("Content-Length: {}\r\n", body.len()).bytes());
    }
    let nothing = Mapping::new();
    let own = request.get("headers").and_then(Value::as_mapping).unwrap_or(&nothing);
    for (name, value) in DEFAULT_HEADERS {
        if !own.keys().any(|key| text(key).eq_ignore_ascii_case(name)) {
            header(&mut bytes, name, value.as_bytes());
        }
    }
    for (name, value) in own {
        match value {
            Value::Null => {}
            Value::Sequence(lines) => {
                for line in lines {
                    header(&mut bytes, &text(name), &piece(line));
                }
            }
            one => header(&mut bytes, &text(name), &piece(one)),
        }
    }
    bytes.extend(b"\r\n");
    bytes.extend(body);
    bytes
}

fn header(bytes: &mut Vec<u8>, name: &str, value: &[u8]) {
    bytes.extend(name.bytes());
    bytes.extend(b": ");
    bytes.extend(value);
    bytes.extend(b"\r\n");
}

/// Text, `{repeat, times}` or `{hex}`.
fn piece(value: &Value) -> Vec<u8> {
    let Some(made) = value.as_mapping() else { return text(value).into_bytes() };
    if let Some(hex) = made.get("hex") {
        let hex = text(hex);
        let pairs = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).expect("ASCII"));
        return pairs.map(|pair| u8::from_str_radix(pair, 16).expect("hex")).collect();
    }
    let times = made["times"].as_u64().expect("a number of times");
    text(&made["repeat"]).repeat(usize::try_from(times).expect("not that many")).into_bytes()
}

fn expected(expect: &Mapping) -> Expect {
    known(
        expect,
        &["status", "code", "messages_name", "messages_at_most", "body", "headers", "silent_on"],
    );
    let pairs = |key: &str| -> Vec<(String, Value)> {
        let mapping = expect.get(key).and_then(Value::as_mapping);
        mapping.into_iter().flatten().map(|(key, value)| (text(key), value.clone())).collect()
    };
    let json = |value: &Value| serde_json::to_value(value).expect("JSON");
    let names = expect.get("messages_name").and_then(Value::as_sequence);
    Expect {
        status: expect["status"]
            .as_u64()
            .and_then(|status| u16::try_from(status).ok())
            .expect("a status"),
        code: expect.get("code").map(text),
        messages_name: names.map(|names| names.iter().map(text).collect()),
        messages_at_most: expect
            .get("messages_at_most")
            .and_then(Value::as_u64)
            .and_then(|most| usize::try_from(most).ok()),
        body: pairs("body").iter().map(|(pointer, value)| (pointer.clone(), json(value))).collect(),
        headers: pairs("headers").iter().map(|(name, value)| (name.clone(), text(value))).collect(),
        silent_on: expect.get("silent_on").map(text),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        other => panic!("{other:?} is no text"),
    }
}
