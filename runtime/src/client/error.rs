//! What a call gives: a reply, or one of a few kinds of error.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::check::{Violation, Violations};
use crate::operation::{BoxError, Raw, Unwritable};

/// What a call gives: a declared success, or whatever else came of it.
pub type Answer<S, E> = Result<Reply<S>, ClientError<E>>;

/// An answer with its value.
#[derive(Clone, Debug)]
pub struct Reply<T> {
    /// The answer as the document declares it.
    pub value: T,
    /// Its status.
    pub status: StatusCode,
    /// Its headers, declared or not.
    pub headers: HeaderMap,
}

/// Why a call gave no success. No variant shows secrets, and each keeps what came back.
#[derive(Debug)]
#[non_exhaustive]
pub enum ClientError<E> {
    /// A refusal that the document declares.
    Api(Box<Reply<E>>),
    /// An answer of a status that the document does not declare.
    Undocumented(Box<Raw>),
    /// An answer that is not what the document declares for its status.
    Decode(Box<Undecoded>),
    /// Nothing came back.
    Transport(TransportError),
    /// Nothing came back in time.
    Timeout(Phase),
    /// No credentials could be had.
    Auth(AuthFailure),
    /// The request cannot be put on the wire.
    Build(Unwritable),
}

impl<E> ClientError<E> {
    /// The status of the answer, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(reply) => Some(reply.status),
            Self::Undocumented(raw) => Some(raw.status),
            Self::Decode(undecoded) => Some(undecoded.status),
            Self::Auth(failure) => failure.status,
            Self::Transport(_) | Self::Timeout(_) | Self::Build(_) => None,
        }
    }

    /// The headers of the answer, where there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(reply) => Some(&reply.headers),
            Self::Undocumented(raw) => Some(&raw.headers),
            Self::Decode(undecoded) => Some(&undecoded.headers),
            Self::Transport(_) | Self::Timeout(_) | Self::Auth(_) | Self::Build(_) => None,
        }
    }

    /// Whether the same request may succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(_) | Self::Timeout(_) => true,
            Self::Decode(_) | Self::Build(_) => false,
            Self::Api(_) | Self::Undocumented(_) | Self::Auth(_) => {
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
            Self::Transport(_) => f.write_str("nothing came back"),
            Self::Timeout(phase) => write!(f, "nothing came back in time ({phase})"),
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

/// An answer that is not what the document declares for its status.
#[derive(Clone, Debug)]
pub struct Undecoded {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
    /// Everything that keeps it from decoding.
    pub violations: Violations,
}

impl Undecoded {
    /// The JSON pointer to the gravest thing that did not decode; empty for the whole body.
    pub fn pointer(&self) -> &str {
        self.gravest().map_or("", |violation| &violation.pointer)
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

/// What ran out of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The last attempt.
    Attempt,
    /// The whole call, retries included.
    Call,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Attempt => "attempt",
            Self::Call => "call",
        })
    }
}

/// A request that got no answer.
#[derive(Debug)]
pub struct TransportError {
    source: BoxError,
    connect: bool,
}

impl TransportError {
    /// A request that may have reached the server.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self { source: source.into(), connect: false }
    }

    /// The same; where a future has to be `Send`, a generic constructor is one that the compiler cannot follow.
    pub(crate) fn boxed(source: BoxError) -> Self {
        Self { source, connect: false }
    }

    /// A request that never left, because there was no connection.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self { source: source.into(), connect: true }
    }

    /// Whether there was no connection, so that the request never left.
    pub fn is_connect(&self) -> bool {
        self.connect
    }
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

/// Why there is no token.
#[derive(Debug)]
pub struct AuthFailure {
    pub(crate) status: Option<StatusCode>,
    pub(crate) source: BoxError,
}

impl AuthFailure {
    /// Of a token source, for any reason.
    pub fn new(source: impl Into<BoxError>) -> Self {
        Self { status: None, source: source.into() }
    }

    pub(crate) fn boxed(source: BoxError) -> Self {
        Self { status: None, source }
    }

    pub(crate) fn transport(source: TransportError) -> Self {
        Self { status: None, source: Box::new(source) }
    }

    /// The status with which the token endpoint refused, where it did.
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }
}

impl fmt::Display for AuthFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "the token endpoint answered with {status}"),
            None => f.write_str("there is no token"),
        }
    }
}

impl std::error::Error for AuthFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// What can go wrong before an answer is there, whatever the operation.
#[derive(Debug)]
pub(crate) enum Fault {
    Transport(TransportError),
    Timeout(Phase),
    Auth(AuthFailure),
    Build(Unwritable),
}

impl<E> From<Fault> for ClientError<E> {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Transport(error) => Self::Transport(error),
            Fault::Timeout(phase) => Self::Timeout(phase),
            Fault::Auth(failure) => Self::Auth(failure),
            Fault::Build(error) => Self::Build(error),
        }
    }
}
