//! What a call gives: a reply, or one of a few kinds of error.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::check::{Violation, Violations};
use crate::operation::{BoxError, HeaderNames, Operation, Raw, Unwritable};

/// What calling an operation with a request gives: a declared success, or whatever else came of it.
pub type Answer<Q> = Result<Reply<<Q as Operation>::Success>, ClientError<<Q as Operation>::Error>>;

/// An answer with its value.
#[derive(Clone)]
pub struct Reply<T> {
    /// The answer as the document declares it.
    pub value: T,
    /// Its status.
    pub status: StatusCode,
    /// Its headers, declared or not.
    pub headers: HeaderMap,
    id: Option<HeaderValue>,
}

impl<T> Reply<T> {
    pub(crate) fn of(value: T, raw: Raw) -> Self {
        Self { value, status: raw.status, headers: raw.headers, id: raw.id }
    }

    /// The id that the server gave the request: its `X-Request-ID`, or the header that the client was told of.
    pub fn request_id(&self) -> Option<&str> {
        text(self.id.as_ref())
    }
}

/// Values of headers may be secrets: names only.
impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("value", &self.value)
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("id", &self.id)
            .finish()
    }
}

/// Why a call gave no success. Each keeps what came back; what is shown of it holds no secrets.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClientError<E> {
    /// A refusal that the document declares.
    Api(Box<Reply<E>>),
    /// An answer of a status that the document does not declare.
    Undocumented(Box<Raw>),
    /// An answer that is not what the document declares for its status, or longer than this client reads.
    Decode(Box<Undecoded>),
    /// The connection failed; what came before stands in it.
    Transport(TransportError),
    /// Time ran out; what came before stands in it.
    Timeout(Elapsed),
    /// No credentials could be had.
    Auth(AuthFailure),
    /// The request cannot be put on the wire.
    Build(Unwritable),
}

impl<E> ClientError<E> {
    /// The refusal that the document declares, where it is one.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(reply) => Some(&reply.value),
            Self::Undocumented(_)
            | Self::Decode(_)
            | Self::Transport(_)
            | Self::Timeout(_)
            | Self::Auth(_)
            | Self::Build(_) => None,
        }
    }

    /// The status of the answer, where there was one; of `Auth` the token endpoint's.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(reply) => Some(reply.status),
            Self::Decode(undecoded) => Some(undecoded.status),
            Self::Undocumented(_)
            | Self::Transport(_)
            | Self::Timeout(_)
            | Self::Auth(_)
            | Self::Build(_) => self.raw().map(|raw| raw.status),
        }
    }

    /// The headers of the answer, where there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(reply) => Some(&reply.headers),
            Self::Decode(undecoded) => Some(&undecoded.headers),
            Self::Undocumented(_)
            | Self::Transport(_)
            | Self::Timeout(_)
            | Self::Auth(_)
            | Self::Build(_) => self.raw().map(|raw| &raw.headers),
        }
    }

    /// The body of the answer, or as much of it as came and is kept; of a declared refusal there is the value.
    pub fn body(&self) -> Option<&Bytes> {
        match self {
            Self::Decode(undecoded) => Some(&undecoded.body),
            Self::Api(_)
            | Self::Undocumented(_)
            | Self::Transport(_)
            | Self::Timeout(_)
            | Self::Auth(_)
            | Self::Build(_) => self.raw().map(|raw| &raw.body),
        }
    }

    /// The id that the server gave the request, where an answer holds one.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(reply) => reply.request_id(),
            Self::Decode(undecoded) => undecoded.request_id(),
            Self::Undocumented(_)
            | Self::Transport(_)
            | Self::Timeout(_)
            | Self::Auth(_)
            | Self::Build(_) => self.raw().and_then(Raw::request_id),
        }
    }

    /// An answer that was not read any further, or not to its end.
    fn raw(&self) -> Option<&Raw> {
        match self {
            Self::Undocumented(raw) => Some(raw),
            Self::Transport(error) => error.answer(),
            Self::Timeout(elapsed) => elapsed.answer(),
            Self::Auth(failure) => failure.answer(),
            Self::Api(_) | Self::Decode(_) | Self::Build(_) => None,
        }
    }

    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(_) | Self::Timeout(_) => true,
            Self::Build(_) => false,
            Self::Auth(failure) => failure.is_retryable(),
            Self::Api(_) | Self::Undocumented(_) | Self::Decode(_) => {
                self.status().is_some_and(super::retry::is_transient)
            }
        }
    }
}

impl<E> fmt::Display for ClientError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(reply) => write!(f, "the API answered with {}", reply.status),
            Self::Undocumented(raw) => {
                write!(f, "the API answered with {}, which is not documented", raw.status)
            }
            Self::Decode(undecoded) => write!(f, "{undecoded}"),
            Self::Transport(_) => f.write_str("no whole answer came back"),
            Self::Timeout(elapsed) => write!(f, "{elapsed}"),
            Self::Auth(_) => f.write_str("no credentials could be had"),
            Self::Build(_) => f.write_str("the request cannot be put on the wire"),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for ClientError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Auth(error) => Some(error),
            Self::Build(error) => Some(error),
            Self::Api(_) | Self::Undocumented(_) | Self::Decode(_) | Self::Timeout(_) => None,
        }
    }
}

/// An answer that is not what the document declares for its status, or longer than this client reads.
#[derive(Clone)]
#[non_exhaustive]
pub struct Undecoded {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body; of one that is too long the beginning.
    pub body: Bytes,
    /// Everything that keeps it from decoding.
    pub violations: Violations,
    id: Option<HeaderValue>,
}

impl Undecoded {
    pub(crate) fn of(raw: Raw, violations: Violations) -> Self {
        let Raw { status, headers, body, id, .. } = raw;
        Self { status, headers, body, violations, id }
    }

    /// The JSON pointer to the gravest thing that did not decode; empty for the whole body.
    pub fn pointer(&self) -> &str {
        self.gravest().map_or("", |violation| &violation.pointer)
    }

    /// The id that the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        text(self.id.as_ref())
    }

    fn gravest(&self) -> Option<&Violation> {
        self.violations.iter().min_by_key(|violation| violation.class)
    }
}

impl fmt::Display for Undecoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the API's {} answer does not decode", self.status.as_u16())?;
        self.gravest().map_or(Ok(()), |violation| write!(f, ": {violation}"))
    }
}

/// Neither values of headers nor the body are shown: what was sent may be repeated there.
impl fmt::Debug for Undecoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Undecoded")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &self.body.len())
            .field("violations", &self.violations.iter().as_slice())
            .field("id", &self.id)
            .finish()
    }
}

/// What ran out of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The last attempt.
    Attempt,
    /// The whole call, retries included.
    Call,
}

/// Time that ran out.
#[derive(Clone, Debug)]
pub struct Elapsed {
    pub(crate) phase: Phase,
    pub(crate) answer: Option<Box<Raw>>,
}

impl Elapsed {
    /// Whose time it was.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// What had come of the last attempt's answer.
    pub fn answer(&self) -> Option<&Raw> {
        self.answer.as_deref()
    }
}

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.phase {
            Phase::Attempt => "no whole answer came back in the time of an attempt",
            Phase::Call => "no whole answer came back in the time of the call",
        })
    }
}

/// A request that got no answer, or no whole one.
#[derive(Debug)]
pub struct TransportError {
    source: BoxError,
    connect: bool,
    pub(crate) answer: Option<Box<Raw>>,
}

impl TransportError {
    /// A request that may have reached the server, unless the source says that there was no connection.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self::boxed(source.into())
    }

    /// The same; where a future has to be `Send`, a generic constructor is one that the compiler cannot follow.
    pub(crate) fn boxed(source: BoxError) -> Self {
        let connect = never_connected(&*source);
        Self { source, connect, answer: None }
    }

    /// A request that never left, because there was no connection.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self { source: source.into(), connect: true, answer: None }
    }

    /// Whether there was no connection, so that the request never left.
    pub fn is_connect(&self) -> bool {
        self.connect
    }

    /// What had come of the answer.
    pub fn answer(&self) -> Option<&Raw> {
        self.answer.as_deref()
    }
}

fn never_connected(source: &(dyn std::error::Error + 'static)) -> bool {
    use std::io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable};
    let kinds = [ConnectionRefused, HostUnreachable, NetworkUnreachable];
    std::iter::successors(Some(source), |error| error.source())
        .filter_map(|error| error.downcast_ref::<std::io::Error>())
        .any(|error| kinds.contains(&error.kind()))
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.connect { "no connection" } else { "the connection failed" })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// Why there are no credentials. Those who wait for one token share the failure to get it.
#[derive(Clone, Debug)]
pub struct AuthFailure(Arc<Failure>);

#[derive(Debug)]
struct Failure {
    code: Option<String>,
    answer: Option<Raw>,
    retryable: bool,
    source: Option<BoxError>,
}

impl AuthFailure {
    /// Of credentials of your own, for any reason that will not pass.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self::of(None, false, Some(source.into()))
    }

    /// The same, for a reason that may pass: the call is tried again as its options allow.
    pub fn passing(source: impl Into<BoxError>) -> Self {
        Self::of(None, true, Some(source.into()))
    }

    fn of(answer: Option<Raw>, retryable: bool, source: Option<BoxError>) -> Self {
        Self(Arc::new(Failure { code: None, answer, retryable, source }))
    }

    pub(crate) fn transport(source: TransportError) -> Self {
        Self::of(source.answer.as_deref().cloned(), true, Some(Box::new(source)))
    }

    /// An answer that holds no token.
    pub(crate) fn unusable(answer: Raw) -> Self {
        let source = "the token endpoint's answer holds no bearer token";
        Self::of(Some(answer), false, Some(source.into()))
    }

    /// A refusal, with the error's name of RFC 6749 §5.2.
    pub(crate) fn refused(answer: Raw, code: Option<String>) -> Self {
        let retryable = super::retry::is_transient(answer.status);
        Self(Arc::new(Failure { code, answer: Some(answer), retryable, source: None }))
    }

    /// The status with which the token endpoint answered, where it did.
    pub fn status(&self) -> Option<StatusCode> {
        self.answer().map(|answer| answer.status)
    }

    /// What the token endpoint answered, where it did.
    pub fn answer(&self) -> Option<&Raw> {
        self.0.answer.as_ref()
    }

    /// What RFC 6749 §5.2 calls the refusal: `invalid_client`, `invalid_scope`.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_deref()
    }

    /// Whether there may be credentials later.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }
}

impl fmt::Display for AuthFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.status(), self.code()) {
            (Some(status), Some(code)) => {
                write!(f, "the token endpoint answered with {status}: {code}")
            }
            (Some(status), None) => write!(f, "the token endpoint answered with {status}"),
            (None, _) => f.write_str("there are no credentials"),
        }
    }
}

impl std::error::Error for AuthFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.source.as_ref()?;
        Some(&**source)
    }
}

/// What comes of a request before the answer is read as its operation's. The box goes through many hands.
pub(crate) type Outcome = Result<Box<Raw>, Fault>;

/// What can go wrong before an answer is there, whatever the operation.
#[derive(Debug)]
pub(crate) enum Fault {
    Transport(TransportError),
    Timeout(Elapsed),
    Auth(AuthFailure),
    Build(Unwritable),
    TooLong(Box<Undecoded>),
}

impl Fault {
    pub(crate) fn status(&self) -> Option<StatusCode> {
        let raw = match self {
            Self::TooLong(undecoded) => return Some(undecoded.status),
            Self::Transport(error) => error.answer(),
            Self::Timeout(elapsed) => elapsed.answer(),
            // The token endpoint's status is not the API's.
            Self::Auth(_) | Self::Build(_) => None,
        };
        raw.map(|raw| raw.status)
    }

    /// In one word, of which there are few.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Transport(error) if error.is_connect() => "connect",
            Self::Transport(_) => "transport",
            Self::Timeout(_) => "timeout",
            Self::Auth(_) => "auth",
            Self::Build(_) => "build",
            Self::TooLong(_) => "decode",
        }
    }
}

impl<E> From<Fault> for ClientError<E> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Transport(error) => Self::Transport(error),
            Fault::Timeout(elapsed) => Self::Timeout(elapsed),
            Fault::Auth(failure) => Self::Auth(failure),
            Fault::Build(error) => Self::Build(error),
            Fault::TooLong(undecoded) => Self::Decode(undecoded),
        }
    }
}

fn text(value: Option<&HeaderValue>) -> Option<&str> {
    value?.to_str().ok()
}
