//! The one function behind every method: credentials, attempts, time.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, AUTHORIZATION, COOKIE, HeaderValue};
use http::{HeaderMap, HeaderName, Method, Request, StatusCode};
use tokio::time::{sleep, timeout};
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};

use super::credentials::Credentials;
use super::error::Fault;
use super::retry::{Budget, is_transient};
use super::{
    BuildError, ClientError, Phase, Reply, Retry, Transport, TransportError, Undecoded, builder,
};
use crate::operation::{
    Body, OperationMeta, Parts, Raw, ReadReply, Undecodable, Unwritable, WriteRequest, percent,
};
use crate::secret::Secret;

/// How long things may take.
#[derive(Clone, Debug)]
pub struct Timeouts {
    /// To connect; kept by the transport.
    pub connect: Duration,
    /// One attempt, from the request to the end of its answer.
    pub attempt: Duration,
    /// The whole call: attempts, waits and tokens.
    pub call: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            attempt: Duration::from_secs(30),
            call: Duration::from_secs(60),
        }
    }
}

/// What differs for some calls; what is not set stays as the client was built.
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    pub(crate) base: Option<String>,
    pub(crate) timeouts: Option<Timeouts>,
    pub(crate) retry: Option<Retry>,
    pub(crate) headers: HeaderMap,
}

impl CallOptions {
    /// As the client was built.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long things may take.
    #[must_use]
    pub fn timeouts(self, timeouts: Timeouts) -> Self {
        Self { timeouts: Some(timeouts), ..self }
    }

    /// When to try again.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry: Some(retry), ..self }
    }

    /// A further header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.append(name, value);
        self
    }

    /// A token for these calls.
    pub fn bearer(self, token: &Secret) -> Result<Self, BuildError> {
        let value = HeaderValue::try_from(format!("Bearer {}", token.expose()));
        let mut value = value.map_err(|error| BuildError::new("token", error))?;
        value.set_sensitive(true);
        Ok(self.header(AUTHORIZATION, value))
    }

    /// Another base URL.
    pub fn base(self, base: &str) -> Result<Self, BuildError> {
        Ok(Self { base: Some(builder::checked(base)?), ..self })
    }
}

pub(crate) struct Inner {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Credentials,
    pub(crate) headers: HeaderMap,
    pub(crate) most_bytes: usize,
    pub(crate) budget: Budget,
}

/// What every generated client stands on; cheap to clone.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
    base: Arc<str>,
    /// The whole address of calls, where it is not made of the base and an operation's path.
    address: Option<Arc<str>>,
    timeouts: Timeouts,
    retry: Retry,
    headers: HeaderMap,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base", &self.base)
            .field("timeouts", &self.timeouts)
            .finish_non_exhaustive()
    }
}

impl Core {
    pub(crate) fn new(inner: Inner, options: CallOptions) -> Self {
        let bare = Self {
            headers: inner.headers.clone(),
            inner: Arc::new(inner),
            base: Arc::from(""),
            address: None,
            timeouts: Timeouts::default(),
            retry: Retry::default(),
        };
        bare.with(options)
    }

    /// The same client with other options.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        let mut headers = self.headers.clone();
        for (name, value) in &options.headers {
            headers.insert(name, value.clone());
        }
        Self {
            inner: Arc::clone(&self.inner),
            base: options.base.map_or_else(|| Arc::clone(&self.base), Arc::from),
            address: self.address.clone(),
            timeouts: options.timeouts.unwrap_or_else(|| self.timeouts.clone()),
            retry: options.retry.unwrap_or_else(|| self.retry.clone()),
            headers,
        }
    }

    /// Calls an operation.
    pub async fn call<Q, T, E>(
        &self,
        meta: &'static OperationMeta,
        request: &Q,
    ) -> Result<Reply<T>, ClientError<E>>
    where
        Q: WriteRequest,
        T: ReadReply,
        E: ReadReply,
    {
        let raw = self.raw(meta, request).await?;
        match T::read(&raw) {
            Ok(Some(value)) => Ok(Reply { value, status: raw.status, headers: raw.headers }),
            Err(why) => Err(undecoded(raw, why)),
            Ok(None) => Err(match E::read(&raw) {
                Ok(Some(value)) => ClientError::Api(Box::new(Reply {
                    value,
                    status: raw.status,
                    headers: raw.headers,
                })),
                Ok(None) => ClientError::Undocumented(Box::new(raw)),
                Err(why) => undecoded(raw, why),
            }),
        }
    }

    /// Calls an operation that has no path of its own, such as a webhook, at an address.
    pub async fn call_at<Q, T, E>(
        &self,
        url: &str,
        meta: &'static OperationMeta,
        request: &Q,
    ) -> Result<Reply<T>, ClientError<E>>
    where
        Q: WriteRequest,
        T: ReadReply,
        E: ReadReply,
    {
        let there = Self { address: Some(Arc::from(url)), ..self.clone() };
        there.call(meta, request).await
    }

    /// Calls an operation and gives the answer as it came, whatever its status.
    pub async fn raw<Q: WriteRequest, E>(
        &self,
        meta: &'static OperationMeta,
        request: &Q,
    ) -> Result<Raw, ClientError<E>> {
        let mut parts = Parts::default();
        request.write(&mut parts).map_err(ClientError::Build)?;
        self.send(meta, parts).await.map_err(ClientError::from)
    }

    async fn send(&self, meta: &'static OperationMeta, mut parts: Parts) -> Result<Raw, Fault> {
        if let Some(accept) = accept(meta) {
            parts.headers.entry(ACCEPT).or_insert(accept);
        }
        for (name, value) in &self.headers {
            parts.headers.entry(name).or_insert_with(|| value.clone());
        }
        parts.finish_headers();
        let span = info_span!(
            "call",
            otel.kind = "client",
            otel.name = format_args!("{} {}", meta.method, meta.path),
            http.request.method = meta.method,
            url.template = meta.path,
            operation.id = meta.id,
            http.response.status_code = Empty,
            http.request.resend_count = Empty,
        );
        let attempts = self.attempts(meta, &parts, &span).instrument(span.clone());
        let outcome =
            timeout(self.timeouts.call, attempts).await.unwrap_or(Err(Fault::Timeout(Phase::Call)));
        if let Ok(raw) = &outcome {
            span.record("http.response.status_code", raw.status.as_u16());
        }
        outcome
    }

    async fn attempts(
        &self,
        meta: &'static OperationMeta,
        parts: &Parts,
        span: &Span,
    ) -> Result<Raw, Fault> {
        let method = Method::from_bytes(meta.method.as_bytes()).unwrap_or(Method::GET);
        let repeatable = self.retry.is_repeatable(&method, &parts.headers);
        let mut attempt = 1;
        let mut replayed = false;
        loop {
            let mut authorized = parts.clone();
            let fetched = self.inner.credentials.apply(meta, &mut authorized, replayed).await?;
            let outcome = self.attempt(meta, &method, authorized).await;
            let wait = match &outcome {
                // A token may have been revoked before its time: once, a fresh one is tried.
                Ok(raw) if raw.status == StatusCode::UNAUTHORIZED && fetched && !replayed => {
                    replayed = true;
                    continue;
                }
                Ok(raw) if is_transient(raw.status) && repeatable => {
                    self.retry.wait(attempt, Some(&raw.headers))
                }
                Err(Fault::Transport(error)) if repeatable || error.is_connect() => {
                    self.retry.wait(attempt, None)
                }
                Err(Fault::Timeout(_)) if repeatable => self.retry.wait(attempt, None),
                Ok(_) => {
                    self.inner.budget.earn();
                    return outcome;
                }
                Err(_) => return outcome,
            };
            if attempt >= self.retry.most_attempts || !self.inner.budget.spend() {
                return outcome;
            }
            tracing::debug!(attempt, ?wait, "trying again");
            sleep(wait).await;
            span.record("http.request.resend_count", attempt);
            attempt += 1;
        }
    }

    async fn attempt(
        &self,
        meta: &OperationMeta,
        method: &Method,
        parts: Parts,
    ) -> Result<Raw, Fault> {
        let target = match &self.address {
            Some(address) => parts.address(address),
            None => format!("{}{}", self.base, parts.target(meta)),
        };
        let request = request(target, method, parts)?;
        let exchange = async {
            let answer = self.inner.transport.send(request).await?;
            let (head, body) = answer.into_parts();
            let body = match body.read(self.inner.most_bytes).await {
                Ok(Some(body)) => body,
                Ok(None) => {
                    return Err(TransportError::new("the answer is longer than this client reads"));
                }
                Err(error) => return Err(TransportError::boxed(error)),
            };
            Ok(Raw { status: head.status, headers: head.headers, body })
        };
        match timeout(self.timeouts.attempt, exchange).await {
            Ok(outcome) => outcome.map_err(Fault::Transport),
            Err(_) => Err(Fault::Timeout(Phase::Attempt)),
        }
    }
}

fn request(target: String, method: &Method, parts: Parts) -> Result<Request<Body>, Fault> {
    let wrong = |error: http::Error| Fault::Build(Unwritable::new("the request's target", error));
    let body = Body::from(parts.body.unwrap_or_default());
    let mut request = Request::builder().method(method).uri(target).body(body).map_err(wrong)?;
    *request.headers_mut() = parts.headers;
    Ok(request)
}

/// What the client can read: the media types of success first.
fn accept(meta: &OperationMeta) -> Option<HeaderValue> {
    if meta.produces.is_empty() {
        return None;
    }
    // Refusals may come in other types, which are as welcome.
    HeaderValue::try_from(format!("{}, */*;q=0.1", meta.produces.join(", "))).ok()
}

fn undecoded<E>(raw: Raw, why: Undecodable) -> ClientError<E> {
    let Raw { status, headers, body } = raw;
    ClientError::Decode(Box::new(Undecoded { status, headers, body, violations: why.0 }))
}

/// How a written request becomes one to send.
impl Parts {
    /// The path, with every parameter in its place.
    pub(crate) fn target(&self, meta: &OperationMeta) -> String {
        let mut target = String::with_capacity(meta.path.len() + 32);
        let mut rest = meta.path;
        while let Some((before, after)) = rest.split_once('{') {
            target.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = self.path.iter().find(|(known, _)| *known == name);
            target.push_str(value.map_or("", |(_, text)| text));
            rest = after;
        }
        target.push_str(rest);
        if !self.query.is_empty() {
            target.push('?');
            target.push_str(&self.query);
        }
        target
    }

    /// An address, with the query behind the one that it may have.
    fn address(&self, address: &str) -> String {
        if self.query.is_empty() {
            return address.to_owned();
        }
        let between = if address.contains('?') { '&' } else { '?' };
        format!("{address}{between}{}", self.query)
    }

    /// Adds to the query what is no parameter of the operation: a key.
    pub(crate) fn put_key(&mut self, name: &str, value: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        percent::encode(name, percent::Keep::Unreserved, &mut self.query);
        self.query.push('=');
        percent::encode(value, percent::Keep::Unreserved, &mut self.query);
    }

    /// The headers, cookies among them.
    pub(crate) fn finish_headers(&mut self) {
        if let (false, Ok(value)) = (self.cookies.is_empty(), HeaderValue::from_str(&self.cookies))
        {
            self.headers.insert(COOKIE, value);
        }
    }
}
