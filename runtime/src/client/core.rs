//! The one function behind every method: a request out, a declared answer or an error back.

use std::fmt;
use std::sync::Arc;

use http::header::{ACCEPT, COOKIE, Entry, HeaderValue};
use http::{HeaderName, Method};

use super::credentials::Store;
use super::error::{Fault, Outcome};
use super::options::Settings;
use super::retry::{Budget, key};
use super::{Answer, CallOptions, ClientError, Reply, Transport, Undecoded, target};
use crate::operation::{Operation, OperationMeta, Parts, Raw, ReadReply, Unwritable, WriteRequest};

/// Whether the answer of a status and media type is handed on as it comes.
pub(super) type Streams = fn(u16, &str) -> bool;

/// Writes the parameters and body of a request.
type Write<'a> = &'a (dyn Fn(&mut Parts) -> Result<(), Unwritable> + Sync);

/// A request as it is sent, but for credentials. Most calls are one attempt, so that it is written anew for others rather
/// than kept for them.
pub(super) type Written<'a> = &'a (dyn Fn() -> Result<Parts, Fault> + Sync);

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
    pub(super) to: Destination,
}

/// Where calls go.
#[derive(Clone, Debug)]
pub(super) enum Destination {
    /// To an operation's path below a base URL.
    Base(Arc<str>),
    /// To an address, whatever the operation.
    Address(Arc<str>),
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("to", &self.to)
            .field("timeouts", &self.settings.timeouts)
            .finish_non_exhaustive()
    }
}

impl Core {
    pub(crate) fn new(inner: Inner, settings: Settings, base: String) -> Self {
        let to = Destination::Base(Arc::from(base));
        Self { inner: Arc::new(inner), settings: Arc::new(settings), to }
    }

    /// The same client with other options.
    #[must_use]
    pub fn with(&self, options: CallOptions) -> Self {
        let to = match (&self.to, options.base.as_deref()) {
            (Destination::Base(_), Some(base)) => Destination::Base(Arc::from(base)),
            (to, _) => to.clone(),
        };
        let settings = Arc::new(self.settings.with(options));
        Self { inner: Arc::clone(&self.inner), settings, to }
    }

    /// The same client with calls that go elsewhere.
    pub(super) fn to(&self, to: Destination) -> Self {
        Self { to, ..self.clone() }
    }

    /// The same client at the server that the description names for an operation, unless the caller chose a base URL for
    /// everything.
    #[must_use]
    pub fn at(&self, server: &str) -> Self {
        match &self.to {
            Destination::Base(base) if !self.settings.one_base => {
                self.to(Destination::Base(Arc::from(target::server(base, server))))
            }
            Destination::Base(_) | Destination::Address(_) => self.clone(),
        }
    }

    /// Calls an operation.
    pub async fn call<Q>(&self, request: &Q) -> Answer<Q>
    where
        Q: Operation<Success: ReadReply, Error: ReadReply> + WriteRequest + Sync,
    {
        let streams: Streams = |status, media_type| {
            let own = Q::Success::streams(status, media_type);
            own.or_else(|| Q::Error::streams(status, media_type)).unwrap_or(false)
        };
        let write = |parts: &mut Parts| request.write(parts);
        read(self.send(Q::META, &write, streams).await.map_err(ClientError::from)?)
    }

    /// Calls an operation that has no path of its own, such as a webhook, at an address.
    pub async fn call_at<Q>(&self, url: &str, request: &Q) -> Answer<Q>
    where
        Q: Operation<Success: ReadReply, Error: ReadReply> + WriteRequest + Sync,
    {
        self.to(Destination::Address(Arc::from(url))).call(request).await
    }

    /// Calls an operation and gives the answer as it came, whatever its status.
    pub async fn raw<Q>(&self, request: &Q) -> Result<Raw, ClientError<Q::Error>>
    where
        Q: Operation + WriteRequest + Sync,
    {
        let write = |parts: &mut Parts| request.write(parts);
        let raw = self.send(Q::META, &write, |_, _| false).await.map_err(ClientError::from)?;
        Ok(*raw)
    }

    pub(super) async fn send(
        &self,
        meta: &'static OperationMeta,
        write: Write<'_>,
        streams: Streams,
    ) -> Outcome {
        let method = Method::from_bytes(meta.method.as_bytes()).unwrap_or(Method::GET);
        let named = self.settings.retry.idempotency_header.as_ref();
        // One for all attempts: by it the API knows that they are one call.
        let key = named.filter(|_| !method.is_idempotent()).map(|name| (name, key()));
        let written = || {
            let mut parts = Parts::default();
            write(&mut parts).map_err(Fault::Build)?;
            self.finish(meta, &mut parts);
            if let Some((name, key)) = &key {
                parts.headers.entry(*name).or_insert_with(|| key.clone());
            }
            Ok(parts)
        };
        self.attempts(meta, &method, &written, streams).await
    }

    /// The address of a request, with its parameters.
    pub(super) fn target(&self, meta: &OperationMeta, parts: &Parts) -> String {
        let mut target = match &self.to {
            Destination::Base(base) => parts.target(base, meta),
            Destination::Address(address) => (**address).to_owned(),
        };
        target::put_query(&mut target, &parts.query);
        target
    }

    /// Adds what no parameter says.
    fn finish(&self, meta: &OperationMeta, parts: &mut Parts) {
        for name in self.settings.headers.keys() {
            if !parts.headers.contains_key(name) {
                let values = self.settings.headers.get_all(name).iter().cloned();
                parts.headers.extend(values.map(|value| (name.clone(), value)));
            }
        }
        if let (Entry::Vacant(place), Some(accept)) = (parts.headers.entry(ACCEPT), accept(meta)) {
            place.insert(accept);
        }
        if let (false, Ok(value)) =
            (parts.cookies.is_empty(), HeaderValue::from_str(&parts.cookies))
        {
            parts.headers.insert(COOKIE, value);
        }
    }
}

/// An answer as what the document declares for its status.
pub(super) fn read<T: ReadReply, E: ReadReply>(raw: Box<Raw>) -> Result<Reply<T>, ClientError<E>> {
    let undecoded =
        |raw: Box<Raw>, why| Err(ClientError::Decode(Box::new(Undecoded::of(*raw, why))));
    match T::read(&raw) {
        Ok(Some(value)) => Ok(Reply::of(value, *raw)),
        Err(why) => undecoded(raw, why.0),
        Ok(None) => match E::read(&raw) {
            Ok(Some(value)) => Err(ClientError::Api(Box::new(Reply::of(value, *raw)))),
            Ok(None) => Err(ClientError::Undocumented(raw)),
            Err(why) => undecoded(raw, why.0),
        },
    }
}

/// What the client can read: the media types of success first; refusals may come in others, which are as welcome.
fn accept(meta: &OperationMeta) -> Option<HeaderValue> {
    let mut types = meta.produces();
    let first = types.next()?;
    // Nearly always, and then there is nothing to put together.
    if first == "application/json" && types.all(|other| other == first) {
        return Some(HeaderValue::from_static("application/json, */*;q=0.1"));
    }
    let mut listed = String::new();
    for (at, media_type) in meta.produces().enumerate() {
        if meta.produces().take(at).all(|before| before != media_type) {
            listed.extend([media_type, ", "]);
        }
    }
    HeaderValue::try_from(listed + "*/*;q=0.1").ok()
}
