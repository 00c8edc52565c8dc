//! One call of an operation, from the request it came with to the answer it goes with.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use http::{Response, StatusCode};
use http_body::Body as _;

use super::share::{Share, Taken};
use super::{Answer, AnswerChecks, Context, Failure, Options, Reason, Refusal};
use crate::check::{Check, Class, Violations};
use crate::operation::stream::Payload;
use crate::operation::{
    Body, BoxError, Head, OperationMeta, Raw, ReadReply, ReadRequest, Reading, Undecodable,
    WriteReply, is_media_type,
};

/// A request that was found to call an operation.
#[derive(Debug)]
pub struct Call {
    context: Context,
    path: Vec<(&'static str, String)>,
    /// Behind a lock, as a stream of bytes is not `Sync` and the call is borrowed over the team's code.
    body: Mutex<Body>,
    options: Options,
    share: Share,
}

impl Call {
    pub(crate) fn new(
        operation: &'static OperationMeta,
        path: Vec<(&'static str, String)>,
        request: http::Request<Body>,
        options: Options,
        taken: Taken,
    ) -> Self {
        let (head, body) = request.into_parts();
        let share = Share::new(taken, options.most_bytes_together);
        Self { context: Context { operation, head }, path, body: Mutex::new(body), options, share }
    }

    pub(crate) fn context_mut(&mut self) -> &mut Context {
        &mut self.context
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
        if meta.produces().next().is_some() && self.context.preferred().is_none() {
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
        match in_time(self.options.body_within, self.whole(body)).await {
            None => Err(Refusal::new(Reason::TooSlow)),
            Some(Ok(outcome)) => outcome.map(Payload::Whole).map_err(Refusal::new),
            Some(Err(_)) => {
                let mut found = Violations::default();
                found.report(Class::Malformed, "type", "a whole body");
                Err(Refusal::violations_of(found))
            }
        }
    }

    /// Reads a body within the limits of each and of all together.
    async fn whole(&self, body: Body) -> Result<Result<Bytes, Reason>, BoxError> {
        let most = self.options.most_bytes;
        let said = self.context.header(CONTENT_LENGTH.as_str());
        let said = said.and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
        if said.max(body.size_hint().lower()) > most as u64 {
            return Ok(Err(Reason::TooLarge));
        }
        body.read_while(|length| match length {
            length if length > most => Err(Reason::TooLarge),
            length if !self.share.grow(length) => Err(Reason::Overloaded),
            _ => Ok(()),
        })
        .await
    }

    /// The answer of what the operation's code gave.
    pub fn answer<T, E>(&self, outcome: Result<T, Failure<E>>) -> Result<Answer, Refusal>
    where
        T: WriteReply + ReadReply,
        E: WriteReply + ReadReply,
    {
        let head = match outcome {
            Ok(success) => self.written(&success)?,
            Err(Failure::Declared(error)) => self.written(&error)?,
            Err(Failure::Unexpected(source)) => return Err(Refusal::failed(source)),
        };
        Ok(finish(head))
    }

    fn written<T: WriteReply + ReadReply>(&self, reply: &T) -> Result<Head, Refusal> {
        let mut head = Head::default();
        reply.write(&mut head).map_err(|source| Refusal::unexpected(BoxError::from(source)))?;
        let checks = self.options.answers;
        if checks != AnswerChecks::Unchecked
            && let Err(faults) = judge::<T>(&head)
        {
            if checks == AnswerChecks::Refused {
                return Err(Refusal::unexpected(faults.into()));
            }
            tracing::error!(operation.id = self.operation().id, %faults, "the answer is not as declared");
        }
        Ok(head)
    }
}

/// Reads an answer as its caller will, and checks it against its schema; a stream is left to its caller.
fn judge<T: ReadReply>(head: &Head) -> Result<(), String> {
    let Some(body) = head.body.whole() else { return Ok(()) };
    let raw = Raw {
        status: head.status,
        headers: head.headers.clone(),
        body: body.clone(),
        id: None,
        stream: None,
        judged: true,
    };
    match T::read(&raw) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(format!("the answer has the status {} of another", head.status)),
        Err(Undecodable(found)) => {
            let faults: Vec<String> = found.iter().map(ToString::to_string).collect();
            Err(format!("the answer is not as declared: {}", faults.join("; ")))
        }
    }
}

/// What a future gives in time; without tokio, whenever it does.
async fn in_time<T>(within: Option<Duration>, future: impl Future<Output = T>) -> Option<T> {
    let Some(within) = within.filter(|_| tokio::runtime::Handle::try_current().is_ok()) else {
        return Some(future.await);
    };
    tokio::time::timeout(within, future).await.ok()
}

fn finish(head: Head) -> Answer {
    // RFC 9110 §6.4.1: these never have a body.
    let bare = matches!(head.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
        || head.status.is_informational();
    let mut answer = Response::new(if bare {
        Body::empty()
    } else {
        head.body.into_body().unwrap_or(Body::empty())
    });
    *answer.status_mut() = head.status;
    *answer.headers_mut() = head.headers;
    answer
}
