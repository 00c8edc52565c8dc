//! One call of an operation, from the request it came with to the answer it goes with.

use std::sync::{Mutex, PoisonError};

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Response, StatusCode};
use http_body::Body as _;

use super::{Answer, Context, Failure, Options, Reason, Refusal};
use crate::check::{Check, Class, Violations};
use crate::operation::stream::Payload;
use crate::operation::{
    Body, BoxError, Head, OperationMeta, ReadRequest, Reading, WriteReply, accepts, is_media_type,
};

/// A request that was found to call an operation.
#[derive(Debug)]
pub struct Call {
    context: Context,
    path: Vec<(&'static str, String)>,
    /// Behind a lock, as a stream of bytes is not `Sync` and the call is borrowed over the team's code.
    body: Mutex<Body>,
    options: Options,
}

impl Call {
    pub(crate) fn new(
        operation: &'static OperationMeta,
        path: Vec<(&'static str, String)>,
        request: http::Request<Body>,
        options: Options,
    ) -> Self {
        let (head, body) = request.into_parts();
        Self { context: Context { operation, head }, path, body: Mutex::new(body), options }
    }

    /// What the operation may know of its request.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The operation that is called.
    pub fn operation(&self) -> &'static OperationMeta {
        self.context.operation
    }

    /// Whether the request came with credentials of its own accord.
    pub(crate) fn presented(head: &http::HeaderMap) -> bool {
        head.contains_key(AUTHORIZATION)
    }

    /// Reads the request: what it accepts, its media type and size, then parameters and body together.
    pub async fn read<T: ReadRequest + Check>(&self) -> Result<T, Refusal> {
        let body = self.open(T::streams).await?;
        let (meta, head) = (self.operation(), &self.context.head);
        let reading = Reading::new(meta, head, &self.path, body, self.options.most_violations);
        reading.read().map_err(Refusal::violations_of)
    }

    async fn open(&self, streams: fn(&str) -> bool) -> Result<Payload, Refusal> {
        let (meta, headers) = (self.operation(), &self.context.head.headers);
        let lines: Vec<&str> =
            headers.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok()).collect();
        if !accepts(&lines.join(","), meta.produces) {
            return Err(Refusal::new(Reason::NotAcceptable));
        }
        let body = std::mem::replace(
            &mut *self.body.lock().unwrap_or_else(PoisonError::into_inner),
            Body::empty(),
        );
        if meta.consumes.is_empty() {
            return Ok(Payload::default());
        }
        let said = headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
        let declared = |said| meta.consumes.iter().any(|declared| is_media_type(declared, said));
        // RFC 9110 §8.3 lets us guess where no type is said; guessing is how a form of a foreign site passes for JSON.
        if !said.map_or(body.is_end_stream(), declared) {
            return Err(Refusal::new(Reason::UnsupportedMediaType));
        }
        if streams(said.or(meta.consumes.first().copied()).unwrap_or_default()) {
            return Ok(Payload::stream(body));
        }
        let length =
            headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
        let most = self.options.most_bytes;
        if length.is_some_and(|length| length > most as u64) {
            return Err(Refusal::new(Reason::TooLarge));
        }
        match body.read(most).await {
            Ok(Some(bytes)) => Ok(Payload::Whole(bytes)),
            Ok(None) => Err(Refusal::new(Reason::TooLarge)),
            Err(_) => {
                let mut found = Violations::default();
                found.report(Class::Malformed, "type", "a whole body");
                Err(Refusal::violations_of(found))
            }
        }
    }

    /// The answer of what the operation's code gave.
    pub fn answer<T: WriteReply, E: WriteReply>(
        &self,
        outcome: Result<T, Failure<E>>,
    ) -> Result<Answer, Refusal> {
        let mut head = Head::default();
        let written = match &outcome {
            Ok(success) => success.write(&mut head),
            Err(Failure::Declared(error)) => error.write(&mut head),
            Err(Failure::Unexpected(_)) => Ok(()),
        };
        match (outcome, written) {
            (Err(Failure::Unexpected(source)), _) => Err(Refusal::failed(source)),
            (_, Err(source)) => Err(Refusal::unexpected(BoxError::from(source))),
            (_, Ok(())) => Ok(finish(head)),
        }
    }
}

fn finish(head: Head) -> Answer {
    // RFC 9110 §6.4.1: these never have a body.
    let bare = matches!(head.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        || head.status.is_informational();
    let mut answer =
        Response::new(if bare { Body::empty() } else { head.body.take().unwrap_or(Body::empty()) });
    *answer.status_mut() = head.status;
    *answer.headers_mut() = head.headers;
    answer
}
