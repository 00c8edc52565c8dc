//! A call's attempts: credentials, time, and whether and when there is another.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use http::{Method, Request, StatusCode, Uri};
use tokio::time::{Instant, sleep, timeout_at};
use tracing::{Instrument as _, Span};

use super::core::{Core, Destination, Streams, Written};
use super::credentials::Said;
use super::error::{Elapsed, Fault, Outcome, Phase};
use super::retry::is_transient;
use super::{receive, span, target};
use crate::operation::{Body, OperationMeta, Parts, Unwritable};

impl Core {
    /// Sends a request until there is an answer that stands, or no more time or budget.
    pub(super) async fn attempts(
        &self,
        meta: &'static OperationMeta,
        method: &Method,
        written: Written<'_>,
        streams: Streams,
    ) -> Outcome {
        let mut call = Call::new(self, meta, method, written, streams)?;
        let span = call.span.clone();
        let outcome = call.run().instrument(span).await;
        span::record(&call.span, &outcome);
        outcome
    }
}

/// A call under way.
struct Call<'a> {
    core: &'a Core,
    meta: &'static OperationMeta,
    method: &'a Method,
    written: Written<'a>,
    /// The request, until it is sent.
    parts: Option<Parts>,
    streams: Streams,
    /// Whether the body can be sent more than once.
    whole: bool,
    repeatable: bool,
    deadline: Instant,
    span: Span,
    /// How often the request has left.
    sent: u32,
    /// Whether other credentials were tried already.
    replayed: bool,
}

impl<'a> Call<'a> {
    fn new(
        core: &'a Core,
        meta: &'static OperationMeta,
        method: &'a Method,
        written: Written<'a>,
        streams: Streams,
    ) -> Result<Self, Fault> {
        let parts = written()?;
        let (Destination::Base(at) | Destination::Address(at)) = &core.to;
        // A stream is gone once it was sent.
        let whole = parts.body.as_ref().is_none_or(|body| body.whole().is_some());
        Ok(Self {
            core,
            meta,
            method,
            written,
            streams,
            whole,
            repeatable: whole && core.settings.retry.is_repeatable(method, &parts.headers),
            parts: Some(parts),
            deadline: Instant::now() + core.settings.timeouts.call,
            span: span::of(meta, at),
            sent: 0,
            replayed: false,
        })
    }

    async fn run(&mut self) -> Outcome {
        let retry = &self.core.settings.retry;
        let mut attempt = 1;
        loop {
            let outcome = self.attempt().await;
            let Some(wait) = self.wait(&outcome, attempt) else { return outcome };
            // Waiting beyond the end of the call would only lose what is known now.
            let left = self.deadline.saturating_duration_since(Instant::now());
            let over = attempt >= retry.most_attempts || wait >= left;
            if over || !self.core.inner.budget.spend() {
                return outcome;
            }
            tracing::debug!(attempt, ?wait, "trying again");
            sleep(wait).await;
            attempt += 1;
        }
    }

    /// How long to wait before another attempt; `None` where this outcome stands.
    fn wait(&self, outcome: &Outcome, attempt: u32) -> Option<Duration> {
        let retry = &self.core.settings.retry;
        let (again, headers) = match outcome {
            Ok(raw) if is_transient(raw.status) => (self.repeatable, Some(&raw.headers)),
            Ok(_) => {
                self.core.inner.budget.earn();
                (false, None)
            }
            Err(Fault::TooLong(answer)) => {
                (self.repeatable && is_transient(answer.status), Some(&answer.headers))
            }
            Err(Fault::Transport(error)) => {
                (self.repeatable || self.whole && error.is_connect(), None)
            }
            Err(Fault::Timeout(_)) => (self.repeatable, None),
            // The request itself has not left, so that nothing is repeated but the request for a token.
            Err(Fault::Auth(failure)) => {
                (failure.is_retryable(), failure.answer().map(|answer| &answer.headers))
            }
            Err(Fault::Build(_)) => (false, None),
        };
        again.then(|| retry.wait(attempt, headers))
    }

    /// One attempt. A token may have been revoked before its time: where the API does not believe what we said and there
    /// is something else to say, that is tried once.
    async fn attempt(&mut self) -> Outcome {
        let said = self.credentials(None).await?;
        let outcome = self.exchange(&said).await;
        let denied = matches!(&outcome, Ok(raw) if raw.status == StatusCode::UNAUTHORIZED);
        if denied && self.whole && !said.is_empty() && !std::mem::replace(&mut self.replayed, true)
        {
            let others = self.credentials(Some(&said)).await?;
            if others != said {
                return self.exchange(&others).await;
            }
        }
        outcome
    }

    async fn credentials(&self, refused: Option<&[Said<'_>]>) -> Result<Vec<Said<'a>>, Fault> {
        let core = self.core;
        let mut got = pin!(core.inner.credentials.get(self.meta, refused));
        // What is at hand needs no clock.
        if let Poll::Ready(got) = poll_fn(|cx| Poll::Ready(got.as_mut().poll(cx))).await {
            return got.map_err(Fault::Auth);
        }
        match timeout_at(self.deadline, got).await {
            Ok(got) => got.map_err(Fault::Auth),
            Err(_) => Err(Fault::Timeout(Elapsed { phase: Phase::Call, answer: None })),
        }
    }

    async fn exchange(&mut self, said: &[Said<'_>]) -> Outcome {
        if self.sent > 0 {
            self.span.record("http.request.resend_count", self.sent);
        }
        self.sent += 1;
        let request = self.request(said)?;
        let Self { core, deadline, streams, .. } = *self;
        let limit = Instant::now() + core.settings.timeouts.attempt;
        // Here, so that the request does not stand in what is awaited; and that is pinned, so that it is not moved.
        let answer = core.inner.transport.send(request);
        let mut so_far = None;
        let outcome = {
            let exchange = pin!(async {
                let answer = answer.await.map_err(Fault::Transport)?;
                let (most, id_header) = (core.inner.most_bytes, &core.inner.id_header);
                receive::read(answer, streams, most, id_header, &mut so_far).await
            });
            timeout_at(limit.min(deadline), exchange).await
        };
        outcome.unwrap_or_else(|_| {
            let phase = if limit < deadline { Phase::Attempt } else { Phase::Call };
            Err(Fault::Timeout(Elapsed { phase, answer: so_far }))
        })
    }

    fn request(&mut self, said: &[Said<'_>]) -> Result<Request<Body>, Fault> {
        let mut parts = self.parts.take().map_or_else(self.written, Ok)?;
        let mut key = String::new();
        for said in said {
            said.put(&mut parts, &mut key)?;
        }
        let mut target = self.core.target(self.meta, &parts);
        target::put_query(&mut target, &key);
        let gone = || Fault::Build(Unwritable::new("the body", "its stream was sent already"));
        let body = parts.body.unwrap_or_default().into_body().ok_or_else(gone)?;
        let mut request = Request::new(body);
        // What cannot be a target is not repeated: a key may stand in it.
        *request.uri_mut() = Uri::try_from(target)
            .map_err(|error| Fault::Build(Unwritable::new("the request's target", error)))?;
        request.method_mut().clone_from(self.method);
        *request.headers_mut() = parts.headers;
        request.extensions_mut().extend(self.core.settings.extensions.clone());
        Ok(request)
    }
}
