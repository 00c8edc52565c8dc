//! Answers, read to their end or to a limit, and what is kept of those that end too soon.

use bytes::{Bytes, BytesMut};
use http::{HeaderName, Response};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use super::TransportError;
use super::core::Streams;
use super::error::{Fault, Outcome, Undecoded};
use crate::check::{Class, Violations};
use crate::operation::stream::Payload;
use crate::operation::{Body, BoxError, Raw};

/// What is kept of the body of an answer that cannot be read, in bytes.
const KEPT: usize = 64 << 10;

/// How the reading of a body ends.
enum End {
    Whole,
    TooLong,
    Broken(BoxError),
}

/// Reads an answer. What has come of it stands in `so_far` while more is awaited, so that it outlives a timeout.
pub(crate) fn read(
    answer: Response<Body>,
    streams: Streams,
    most: usize,
    id_header: &HeaderName,
    so_far: &mut Option<Box<Raw>>,
) -> impl Future<Output = Outcome> {
    let (head, body) = answer.into_parts();
    let id = head.headers.get(id_header).cloned();
    let (status, headers) = (head.status, head.headers);
    let raw = Raw { status, headers, body: Bytes::new(), id, stream: None, judged: false };
    // The future holds no more than it needs: it is moved.
    finish(Box::new(raw), body, streams, most, so_far)
}

async fn finish(
    mut raw: Box<Raw>,
    body: Body,
    streams: Streams,
    most: usize,
    so_far: &mut Option<Box<Raw>>,
) -> Outcome {
    if streams(raw.status.as_u16(), raw.media_type()) {
        raw.stream = Some(Payload::stream(body));
        return Ok(raw);
    }
    let raw = so_far.insert(raw);
    let end = collect(body, most, &mut raw.body).await;
    let mut raw = so_far.take().expect("it was put there above");
    match end {
        End::Whole => return Ok(raw),
        End::TooLong | End::Broken(_) if raw.body.len() > KEPT => {
            raw.body = Bytes::copy_from_slice(&raw.body[..KEPT]);
        }
        End::TooLong | End::Broken(_) => {}
    }
    match end {
        End::Broken(error) => {
            let mut error = TransportError::boxed(error);
            error.answer = Some(raw);
            Err(Fault::Transport(error))
        }
        End::Whole | End::TooLong => {
            let mut violations = Violations::default();
            violations.report(Class::Malformed, "length", format!("at most {most} bytes"));
            Err(Fault::TooLong(Box::new(Undecoded::of(*raw, violations))))
        }
    }
}

/// Reads into `whole`, which holds the first piece alone while others are awaited: most bodies are one piece, which then
/// need not be copied.
async fn collect(mut body: Body, most: usize, whole: &mut Bytes) -> End {
    // What says of itself that it is too long is read no further than it is kept.
    let too_long = body.size_hint().lower() > most as u64;
    let most = if too_long { most.min(KEPT) } else { most };
    let mut rest = BytesMut::new();
    let end = loop {
        if body.is_end_stream() {
            break End::Whole;
        }
        let data = match body.frame().await {
            None => break End::Whole,
            Some(Err(error)) => break End::Broken(error),
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
        };
        if whole.is_empty() && data.len() <= most {
            *whole = data;
            continue;
        }
        if rest.is_empty() {
            rest.extend_from_slice(whole);
        }
        let room = most - rest.len();
        rest.extend_from_slice(&data[..data.len().min(room)]);
        if data.len() > room {
            break End::TooLong;
        }
    };
    if !rest.is_empty() {
        *whole = rest.freeze();
    }
    end
}
