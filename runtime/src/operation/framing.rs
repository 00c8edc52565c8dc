//! Where one item of a stream ends and the next begins.

use bytes::{Bytes, BytesMut};
use serde::de::Deserializer;
use serde::ser::{SerializeMap as _, Serializer};
use serde_json::{Map, Value};

use crate::check::{Check, Violations};
use crate::wire::table::{Renamed, Row, Words};
use crate::wire::{self, Members, Shape, Wire};

/// How items are put one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// One JSON text a line.
    Lines,
    /// RFC 7464: each JSON text behind a record separator.
    Sequence,
    /// Server-sent events; where `json` is set, their data is JSON text.
    Events { json: bool },
}

const SEPARATOR: u8 = 0x1E;

impl Framing {
    /// Takes one record out of what has come; `None` where more must come first.
    pub(crate) fn split(self, buffer: &mut BytesMut, ended: bool) -> Option<Bytes> {
        let (end, gap) = match self {
            Self::Lines => (buffer.iter().position(|byte| *byte == b'\n'), 1),
            Self::Sequence => {
                let start = buffer.iter().take_while(|byte| **byte == SEPARATOR).count();
                let _ = buffer.split_to(start);
                (buffer.iter().position(|byte| *byte == SEPARATOR), 1)
            }
            Self::Events { .. } => blank_line(buffer),
        };
        match end {
            Some(end) => {
                let record = buffer.split_to(end).freeze();
                let _ = buffer.split_to(gap.min(buffer.len()));
                Some(record)
            }
            // An event that is not ended by a blank line is none.
            None if ended && !buffer.is_empty() && !matches!(self, Self::Events { .. }) => {
                Some(buffer.split().freeze())
            }
            None => None,
        }
    }

    /// Reads a record; `None` where it holds no item.
    pub(crate) fn read<T: Wire + Check>(
        self,
        record: &Bytes,
        checked: bool,
    ) -> Option<Result<T, Violations>> {
        let mut found = Violations::default();
        let value: Option<T> = match self {
            Self::Lines | Self::Sequence => {
                if record.iter().all(u8::is_ascii_whitespace) {
                    return None;
                }
                let value = wire::from_json(record).ok();
                if value.is_none() {
                    wire::explain::<T>(record, &mut found);
                }
                value
            }
            Self::Events { json } => {
                let mut event = event(record, json)?;
                let value = wire::from_value(&event).ok();
                if value.is_none() {
                    wire::explain_value::<T>(&mut event, &mut found, 0);
                }
                value
            }
        };
        if let (true, Some(value)) = (checked, &value) {
            value.check(&mut found);
        }
        Some(match value {
            Some(value) if found.is_empty() => Ok(value),
            Some(_) | None => Err(found),
        })
    }

    /// The record of an item.
    pub(crate) fn write<T: Wire>(self, item: &T) -> Bytes {
        let mut out = Vec::new();
        match self {
            Self::Lines => out.extend(wire::to_json(item)),
            Self::Sequence => {
                out.push(SEPARATOR);
                out.extend(wire::to_json(item));
            }
            Self::Events { json } => {
                write_event(&wire::to_value(item), json, &mut out);
            }
        }
        out.push(b'\n');
        out.into()
    }
}

/// Where the first blank line begins, and the length of it with the line's end before it.
fn blank_line(buffer: &[u8]) -> (Option<usize>, usize) {
    let ends = |at: usize| match buffer.get(at..) {
        Some([b'\r', b'\n', ..]) => Some(2),
        // What may be half of one end is waited for.
        Some([b'\r', _, ..] | [b'\n', ..]) => Some(1),
        Some(_) | None => None,
    };
    // A blank line at the start ends an event without lines.
    if let Some(length) = ends(0) {
        return (Some(0), length);
    }
    for at in 0..buffer.len() {
        if let Some(first) = ends(at)
            && let Some(second) = ends(at + first)
        {
            return (Some(at), first + second);
        }
    }
    (None, 0)
}

/// The members of an event, as the HTML standard reads them (§9.2.6); `None` for one without data.
fn event(record: &[u8], json: bool) -> Option<Value> {
    let text = String::from_utf8_lossy(record);
    let text =
        text.strip_prefix('\u{FEFF}').unwrap_or(&text).replace("\r\n", "\n").replace('\r', "\n");
    let mut event = Map::new();
    let mut data: Option<String> = None;
    for line in text.split('\n') {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match &mut data {
                Some(data) => data.extend(["\n", value]),
                None => data = Some(value.to_owned()),
            },
            "event" => drop(event.insert("event".to_owned(), value.into())),
            "id" if !value.contains('\0') => drop(event.insert("id".to_owned(), value.into())),
            "retry" => {
                if let Ok(number) = value.parse::<u64>() {
                    event.insert("retry".to_owned(), number.into());
                }
            }
            _ => {}
        }
    }
    let data = data?;
    let parsed = if json { serde_json::from_str(&data).ok() } else { None };
    event.insert("data".to_owned(), parsed.unwrap_or(Value::String(data)));
    Some(Value::Object(event))
}

fn write_event(event: &Value, json: bool, out: &mut Vec<u8>) {
    for name in ["event", "id", "retry", "data"] {
        let text = match event.get(name) {
            None | Some(Value::Null) => continue,
            Some(value) if name == "data" && json => value.to_string(),
            Some(Value::String(text)) => text.clone(),
            Some(
                value @ (Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)),
            ) => value.to_string(),
        };
        // Only data may have several lines.
        for line in text.split(['\n', '\r']).take(if name == "data" { usize::MAX } else { 1 }) {
            out.extend(format!("{name}: {line}\n").bytes());
        }
    }
}

/// A server-sent event whose data is described, and no more of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<T> {
    /// What it says.
    pub data: T,
    /// What kind of event it is.
    pub event: Option<String>,
    /// What a reader that was cut off names as the last it saw.
    pub id: Option<String>,
    /// How long such a reader waits, in milliseconds.
    pub retry: Option<u64>,
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self { data, event: None, id: None, retry: None }
    }
}

struct EventWords;

impl Words for EventWords {
    const WORDS: &'static str = "data required event optional id optional retry optional";
    const RENAMED: &'static Renamed = &[];
}

impl<T: Wire> Wire for Event<T> {
    type Form = crate::wire::table::Own;

    const SHAPE: Shape = Shape::of_object(|| Members {
        named: <(T, Option<String>, Option<String>, Option<u64>) as Row>::known::<EventWords>(),
        constants: &[],
        closed: false,
        rest: None,
    });

    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut members: Map<String, Value> = serde::Deserialize::deserialize(from)?;
        let data = members.remove("data").unwrap_or_default();
        let data = T::read(data).map_err(serde::de::Error::custom)?;
        let text = |name| members.get(name).and_then(Value::as_str).map(str::to_owned);
        let retry = members.get("retry").and_then(Value::as_u64);
        Ok(Self { data, event: text("event"), id: text("id"), retry })
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut members = to.serialize_map(None)?;
        members.serialize_entry("data", &wire::to_value(&self.data))?;
        for (name, text) in [("event", &self.event), ("id", &self.id)] {
            if let Some(text) = text {
                members.serialize_entry(name, text)?;
            }
        }
        if let Some(retry) = self.retry {
            members.serialize_entry("retry", &retry)?;
        }
        members.end()
    }
}

impl<T: Check> Check for Event<T> {
    fn check(&self, found: &mut Violations) {
        self.data.check(found);
    }
}

#[cfg(test)]
mod tests {
    use super::{BytesMut, Framing, Value};
    use serde_json::json;

    fn all(framing: Framing, pieces: &[&str]) -> Vec<Result<Value, usize>> {
        let mut buffer = BytesMut::new();
        let mut items = Vec::new();
        for (at, piece) in pieces.iter().enumerate() {
            buffer.extend_from_slice(piece.as_bytes());
            while let Some(record) = framing.split(&mut buffer, at + 1 == pieces.len()) {
                items.extend(framing.read::<Value>(&record, true));
            }
        }
        items.into_iter().map(|item| item.map_err(|found| found.len())).collect()
    }

    #[test]
    fn records_are_found_however_they_come() {
        let numbers = [Ok(json!(1)), Ok(json!(2)), Ok(json!(3))];
        assert_eq!(all(Framing::Lines, &["1\n2\r", "\n\n", "3"]), numbers);
        assert_eq!(all(Framing::Sequence, &["\u{1e}1\n\u{1e}", "\u{1e}2\n", "\u{1e}3"]), numbers);
        assert_eq!(all(Framing::Lines, &["1\n{\n"]), [Ok(json!(1)), Err(1)]);
        let events = Framing::Events { json: false };
        for pieces in [
            &[
                "event: a\ndata: 1\ndata:2\nid: 7\n\n: nothing\n\ndata: 3\nretry: 10\n\n",
                "data: cut off\n",
            ][..],
            &[
                "event: a\r\ndata: 1\r\ndata:2\r\nid: 7\r\n\r",
                "\n: nothing\r\n\r\ndata: 3\r\nretry: 10\r\n\r\n",
            ],
            &["event: a\rdata: 1\rdata:2\rid: 7\r\r: nothing\r\rdata: 3\rretry: 10\r\r ", ""],
        ] {
            assert_eq!(
                all(events, pieces),
                [
                    Ok(json!({"event": "a", "data": "1\n2", "id": "7"})),
                    Ok(json!({"data": "3", "retry": 10})),
                ],
                "{pieces:?}"
            );
        }
        let json = Framing::Events { json: true };
        assert_eq!(
            all(json, &["data: {\"a\": 1}\n\ndata: [DONE]\n\n"]),
            [Ok(json!({"data": {"a": 1}})), Ok(json!({"data": "[DONE]"}))]
        );
    }

    #[test]
    fn what_is_written_is_read() {
        let event = json!({"event": "a", "id": "7", "data": {"text": "two\nlines"}});
        for (framing, value) in [
            (Framing::Lines, json!({"a": "b\nc"})),
            (Framing::Sequence, json!([1, 2])),
            (Framing::Events { json: true }, event),
            (Framing::Events { json: false }, json!({"data": "two\nlines", "retry": 5})),
        ] {
            let bytes = framing.write(&value);
            let text = std::str::from_utf8(&bytes).expect("text");
            assert_eq!(all(framing, &[text, text]), [Ok(value.clone()), Ok(value)], "{text}");
        }
    }
}
