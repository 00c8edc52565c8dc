//! The one function behind every method: a request out, a declared answer or an error back.

use std::fmt;
use std::sync::Arc;

use http::header::{ACCEPT, COOKIE, HeaderValue};
use http::{HeaderName, Method};

use super::credentials::Store;
use super::error::Fault;
use super::options::Settings;
use super::retry::{Budget, key};
use super::{Answer, CallOptions, ClientError, Reply, Transport, Undecoded, target};
use crate::operation::{Operation, OperationMeta, Parts, Raw, ReadReply, WriteRequest};

/// Whether the answer of a status and media type is handed on as it comes.
pub(super) type Streams = fn(u16, &str) -> bool;

/// What all the clones of a client share.
pub(crate) struct Inner {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Store,
    pub(crate) most_bytes: usize,
    pub(crate) id_header: HeaderName,
    pub(crate) budget: Budget,
}

/// What every generated client stands on; cheap to clone.
#[derive(Clone)]
pub struct Core {
    pub(super) inner: Arc<Inner>,
    pub(super) settings: Arc<Settings>,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("base", &self.settings.base)
            .field("timeouts", &self.settings.timeouts)
            .finish_non_exhaustive()
    }
}

impl Core {
    pub(crate) fn new(inner: Inner, settings: Settings) -> Self {
        Self { inner: Arc::new(inner), settings: Arc::new(settings) }
    }

    /// The same client with other options.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        let settings = self.settings.with(options);
        Self { inner: Arc::clone(&self.inner), settings: Arc::new(settings) }
    }

    /// The same client at the server that the description names for an operation, unless the caller chose a base URL for
    /// everything.
    #[must_use]
    pub fn at(&self, server: &str) -> Self {
        let mut settings = Settings::clone(&self.settings);
        if !settings.one_base {
            settings.base = Arc::from(target::server(&settings.base, server));
        }
        Self { inner: Arc::clone(&self.inner), settings: Arc::new(settings) }
    }

    /// Calls an operation.
    pub async fn call<Q>(&self, request: &Q) -> Answer<Q>
    where
        Q: Operation<Success: ReadReply, Error: ReadReply> + WriteRequest,
    {
        let streams: Streams = |status, media_type| {
            let own = Q::Success::streams(status, media_type);
            own.or_else(|| Q::Error::streams(status, media_type)).unwrap_or(false)
        };
        let mut parts = Parts::default();
        request.write(&mut parts).map_err(ClientError::Build)?;
        read(self.send(Q::META, parts, streams).await.map_err(ClientError::from)?)
    }

    /// Calls an operation that has no path of its own, such as a webhook, at an address.
    pub async fn call_at<Q>(&self, url: &str, request: &Q) -> Answer<Q>
    where
        Q: Operation<Success: ReadReply, Error: ReadReply> + WriteRequest,
    {
        let settings =
            Settings { address: Some(Arc::from(url)), ..Settings::clone(&self.settings) };
        let there = Self { inner: Arc::clone(&self.inner), settings: Arc::new(settings) };
        there.call(request).await
    }

    /// Calls an operation and gives the answer as it came, whatever its status.
    pub async fn raw<Q>(&self, request: &Q) -> Result<Raw, ClientError<Q::Error>>
    where
        Q: Operation + WriteRequest,
    {
        let mut parts = Parts::default();
        request.write(&mut parts).map_err(ClientError::Build)?;
        self.send(Q::META, parts, |_, _| false).await.map_err(ClientError::from)
    }

    pub(super) async fn send(
        &self,
        meta: &'static OperationMeta,
        mut parts: Parts,
        streams: Streams,
    ) -> Result<Raw, Fault> {
        let method = Method::from_bytes(meta.method.as_bytes()).unwrap_or(Method::GET);
        self.finish(meta, &method, &mut parts);
        self.attempts(meta, &method, &parts, streams).await
    }

    /// Adds the headers that are the same for each attempt.
    fn finish(&self, meta: &OperationMeta, method: &Method, parts: &mut Parts) {
        for name in self.settings.headers.keys() {
            if !parts.headers.contains_key(name) {
                let values = self.settings.headers.get_all(name).iter().cloned();
                parts.headers.extend(values.map(|value| (name.clone(), value)));
            }
        }
        if let (false, Some(accept)) = (parts.headers.contains_key(ACCEPT), accept(meta)) {
            parts.headers.insert(ACCEPT, accept);
        }
        if let (false, Ok(value)) =
            (parts.cookies.is_empty(), HeaderValue::from_str(&parts.cookies))
        {
            parts.headers.insert(COOKIE, value);
        }
        if let Some(name) = &self.settings.retry.idempotency_header
            && !method.is_idempotent()
        {
            parts.headers.entry(name).or_insert_with(key);
        }
    }
}

/// An answer as what the document declares for its status.
pub(super) fn read<T: ReadReply, E: ReadReply>(raw: Raw) -> Result<Reply<T>, ClientError<E>> {
    let undecoded = |raw, why| Err(ClientError::Decode(Box::new(Undecoded::of(raw, why))));
    match T::read(&raw) {
        Ok(Some(value)) => Ok(Reply::of(value, raw)),
        Err(why) => undecoded(raw, why.0),
        Ok(None) => match E::read(&raw) {
            Ok(Some(value)) => Err(ClientError::Api(Box::new(Reply::of(value, raw)))),
            Ok(None) => Err(ClientError::Undocumented(Box::new(raw))),
            Err(why) => undecoded(raw, why.0),
        },
    }
}

/// What the client can read: the media types of success first.
fn accept(meta: &OperationMeta) -> Option<HeaderValue> {
    if meta.produces.is_empty() {
        return None;
    }
    // Refusals may come in other types, which are as welcome.
    HeaderValue::try_from(format!("{}, */*;q=0.1", meta.produces.join(", "))).ok()
}
