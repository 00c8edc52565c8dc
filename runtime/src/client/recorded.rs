//! A transport for tests: it keeps every request, and answers as it was told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Request, Response, StatusCode};

use super::{Transport, TransportError};
use crate::operation::{Body, BoxFuture};

/// Keeps requests, and gives each the next of the answers it was told; clones share both.
#[derive(Clone, Debug, Default)]
pub struct Recorded(Arc<Mutex<Record>>);

#[derive(Debug, Default)]
struct Record {
    requests: Vec<Request<Bytes>>,
    answers: VecDeque<Response<Bytes>>,
}

impl Recorded {
    /// Without an answer yet: calls fail as they do without a server.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an answer of JSON, or without a body where the text is empty.
    #[must_use]
    pub fn json(self, status: StatusCode, text: impl Into<String>) -> Self {
        let text = text.into();
        let mut answer = Response::new(Bytes::from(text));
        *answer.status_mut() = status;
        if !answer.body().is_empty() {
            let json = HeaderValue::from_static("application/json");
            answer.headers_mut().insert(CONTENT_TYPE, json);
        }
        self.answer(answer)
    }

    /// Adds an answer.
    #[must_use]
    pub fn answer(self, answer: Response<Bytes>) -> Self {
        self.record().answers.push_back(answer);
        self
    }

    /// The requests that came, in their order.
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.record().requests.clone()
    }

    fn record(&self) -> MutexGuard<'_, Record> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Recorded {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = body.read(usize::MAX).await.map_err(TransportError::boxed)?;
            let mut record = self.record();
            record.requests.push(Request::from_parts(head, body.unwrap_or_default()));
            let answer = record.answers.pop_front();
            answer
                .map(|answer| answer.map(Body::from))
                .ok_or_else(|| TransportError::new("there is no recorded answer left"))
        })
    }
}
