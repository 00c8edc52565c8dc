//! Refusals: why a request does not reach the team's code, and what the document lets us say of it.

use std::fmt;

use bytes::Bytes;
use http::header::{ALLOW, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use http::{HeaderValue, Response, StatusCode};

use super::{Answer, auth};
use crate::check::{Class, Violation, Violations};
use crate::operation::{Body, BoxError, OperationMeta, Status, StreamError};
use crate::param;
use crate::wire::{self, Wire};

/// Why a request is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not readable as what it should be.
    Malformed,
    /// Something required is not there.
    Missing,
    /// Readable, and against a constraint.
    Invalid,
    /// No credentials, or none that hold.
    Unauthenticated,
    /// Credentials that do not allow this.
    Forbidden,
    /// No such path.
    NotFound,
    /// A path, but not with this method.
    MethodNotAllowed,
    /// No media type that the caller would take.
    NotAcceptable,
    /// A body beyond the limit.
    TooLarge,
    /// A body in a media type that is not declared.
    UnsupportedMediaType,
    /// A failure that nobody foresaw.
    Unexpected,
    /// An operation that is declared and not yet served.
    NotImplemented,
    /// More calls at once than the server takes.
    Overloaded,
    /// A body that did not come in time.
    TooSlow,
}

/// A request that is refused, and everything a body may say of it. Never holds what was submitted.
#[derive(Debug)]
pub struct Refusal {
    reason: Reason,
    operation: Option<&'static OperationMeta>,
    status: u16,
    declared: Option<Status>,
    violations: Vec<Violation>,
    allow: Option<String>,
    presented: bool,
    source: Option<BoxError>,
    id: u128,
}

/// A body for a refusal: its media type, and its bytes.
pub type RefusalBody = (&'static str, Bytes);

impl Refusal {
    /// A refusal for a reason, in whatever words the document has for it.
    pub fn new(reason: Reason) -> Self {
        let id = fastrand::u128(..);
        Self {
            reason,
            operation: None,
            status: 500,
            declared: None,
            violations: Vec::new(),
            allow: None,
            presented: false,
            source: None,
            id,
        }
    }

    pub(crate) fn unexpected(source: BoxError) -> Self {
        Self { source: Some(source), ..Self::new(Reason::Unexpected) }
    }

    /// A failure of the team's code: where a stream of the request gave it, the request's own.
    pub(crate) fn failed(source: BoxError) -> Self {
        match source.downcast::<StreamError>().map(|error| *error) {
            Ok(StreamError::Item(_, found)) => Self::violations_of(found),
            Ok(StreamError::TooLong) => Self::new(Reason::TooLarge),
            Ok(StreamError::Broken(source)) | Err(source) => Self::unexpected(source),
        }
    }

    pub(crate) fn other_methods(allow: String) -> Self {
        Self { allow: Some(allow), ..Self::new(Reason::MethodNotAllowed) }
    }

    pub(crate) fn violations_of(found: Violations) -> Self {
        let reason = match found.gravest() {
            Some(Class::Malformed) | None => Reason::Malformed,
            Some(Class::Missing) => Reason::Missing,
            Some(Class::Invalid) => Reason::Invalid,
        };
        Self { violations: found.into_vec(), ..Self::new(reason) }
    }

    /// The refusal of an operation that is declared and not yet served.
    pub fn not_implemented() -> Self {
        Self::new(Reason::NotImplemented)
    }

    /// Settles the status: the configured one where the operation declares it, by itself or by range or default; else the
    /// first of the usual ones that it declares.
    pub(crate) fn settle(
        &mut self,
        operation: Option<&'static OperationMeta>,
        presented: bool,
        configured: &[(Reason, u16)],
    ) {
        let preferred: &[u16] = match self.reason {
            Reason::Malformed | Reason::Missing => &[400, 422],
            Reason::Invalid => &[422, 400],
            Reason::Unauthenticated => &[401],
            Reason::Forbidden => &[403],
            Reason::NotFound => &[404],
            Reason::MethodNotAllowed => &[405],
            Reason::NotAcceptable => &[406],
            Reason::TooLarge => &[413],
            Reason::UnsupportedMediaType => &[415],
            Reason::Unexpected => &[500],
            Reason::NotImplemented => &[501],
            Reason::Overloaded => &[503],
            Reason::TooSlow => &[408],
        };
        let exact = |code: &&u16| {
            operation.is_some_and(|operation| operation.declares(Status::Code(**code)))
        };
        self.operation = operation;
        self.presented = presented;
        let declared = |code| operation.and_then(|operation| operation.declared(code));
        let configured = configured.iter().find(|(reason, _)| *reason == self.reason);
        self.status = match configured {
            Some((_, code)) if declared(*code).is_some() => *code,
            Some(_) | None => *preferred.iter().find(exact).unwrap_or(&preferred[0]),
        };
        self.declared = declared(self.status);
    }

    /// Why.
    pub fn reason(&self) -> Reason {
        self.reason
    }

    /// The operation, where one was found.
    pub fn operation(&self) -> Option<&'static OperationMeta> {
        self.operation
    }

    /// The operation's id; empty where none was found.
    pub fn operation_id(&self) -> &'static str {
        self.operation.map_or("", |operation| operation.id)
    }

    /// The status of the answer.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The key of the response that the answer follows, where the operation declares one.
    pub fn declared(&self) -> Option<Status> {
        self.declared
    }

    /// Everything that is wrong with parameters and body.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// What went wrong on our side; for logs, not for answers.
    pub fn failure(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.source.as_deref()
    }

    /// An id to find the refusal by in logs, in the form of a random UUID.
    pub fn id(&self) -> String {
        let id = self.uuid_bits();
        let (a, b, c) = (id >> 96, id >> 80 & 0xffff, id >> 64 & 0xffff);
        format!("{a:08x}-{b:04x}-{c:04x}-{:04x}-{:012x}", id >> 48 & 0xffff, id & 0xffff_ffff_ffff)
    }

    fn uuid_bits(&self) -> u128 {
        // RFC 9562 §5.4: version 4, variant 10.
        self.id & !(0xf000 << 64) & !(0xc000 << 48) | 0x4000 << 64 | 0x8000 << 48
    }

    /// The same id as a UUID.
    #[cfg(feature = "uuid")]
    pub fn uuid(&self) -> uuid::Uuid {
        uuid::Uuid::from_u128(self.uuid_bits())
    }

    /// The status in words: `Bad Request`.
    pub fn title(&self) -> String {
        let status = StatusCode::from_u16(self.status).ok();
        status.and_then(|status| status.canonical_reason()).unwrap_or("Error").to_owned()
    }

    /// The reason as a name: `malformed-request`.
    pub fn code(&self) -> String {
        let code = match self.reason {
            Reason::Malformed => "malformed-request",
            Reason::Missing => "missing-input",
            Reason::Invalid => "invalid-input",
            Reason::Unauthenticated => "unauthenticated",
            Reason::Forbidden => "forbidden",
            Reason::NotFound => "not-found",
            Reason::MethodNotAllowed => "method-not-allowed",
            Reason::NotAcceptable => "not-acceptable",
            Reason::TooLarge => "too-large",
            Reason::UnsupportedMediaType => "unsupported-media-type",
            Reason::Unexpected => "internal-error",
            Reason::NotImplemented => "not-implemented",
            Reason::Overloaded => "overloaded",
            Reason::TooSlow => "too-slow",
        };
        code.to_owned()
    }

    /// A line for each violation, or one that says why.
    pub fn messages(&self) -> Vec<String> {
        if self.violations.is_empty() {
            vec![self.sentence().to_owned()]
        } else {
            self.violations.iter().map(ToString::to_string).collect()
        }
    }

    /// All messages in one text.
    pub fn message(&self) -> String {
        self.messages().join("; ")
    }

    fn sentence(&self) -> &'static str {
        match self.reason {
            Reason::Malformed => "the request is malformed",
            Reason::Missing => "the request lacks what is required",
            Reason::Invalid => "the request is invalid",
            Reason::Unauthenticated => "valid credentials are required",
            Reason::Forbidden => "the credentials do not allow this",
            Reason::NotFound => "there is nothing at this path",
            Reason::MethodNotAllowed => "the path does not take this method",
            Reason::NotAcceptable => "none of the accepted media types can be answered with",
            Reason::TooLarge => "the body is too large",
            Reason::UnsupportedMediaType => "the body's media type is not supported",
            Reason::Unexpected => "the server failed",
            Reason::NotImplemented => "the operation is not served yet",
            Reason::Overloaded => "the server has too much to do",
            Reason::TooSlow => "the body did not come in time",
        }
    }

    /// A body in JSON.
    pub fn json<T: Wire>(&self, media_type: &'static str, body: &T) -> Option<RefusalBody> {
        Some((media_type, wire::to_json(body).into()))
    }

    /// A body in text.
    pub fn text<T: Wire>(&self, media_type: &'static str, body: &T) -> Option<RefusalBody> {
        Some((media_type, param::scalar(&wire::to_value(body)).into()))
    }

    pub(crate) fn answer(self, body: Option<RefusalBody>) -> Answer {
        let mut answer = Response::new(Body::empty());
        *answer.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = answer.headers_mut();
        if let Some(allow) =
            self.allow.as_deref().and_then(|allow| HeaderValue::from_str(allow).ok())
        {
            headers.insert(ALLOW, allow);
        }
        if self.reason == Reason::Unauthenticated {
            for challenge in self.challenges() {
                headers.append(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
            }
        }
        if self.reason == Reason::Overloaded {
            // RFC 9110 §15.6.4: a guess is better than callers who come back at once.
            headers.insert(RETRY_AFTER, HeaderValue::from_static("1"));
        }
        if let Some((media_type, bytes)) = body {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
            *answer.body_mut() = bytes.into();
        }
        answer
    }

    /// RFC 9110 §15.5.2: a 401 says how to authenticate.
    fn challenges(&self) -> Vec<&'static str> {
        let needs = self
            .operation
            .into_iter()
            .flat_map(|operation| operation.security.iter().copied().flatten());
        let mut challenges: Vec<&str> = needs.map(|need| auth::challenge(need.kind)).collect();
        challenges.dedup();
        if self.presented {
            // RFC 6750 §3.1
            let refused = |challenge: &mut &'static str| {
                if *challenge == "Bearer" {
                    *challenge = "Bearer error=\"invalid_token\"";
                }
            };
            challenges.iter_mut().for_each(refused);
        }
        challenges
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sentence())
    }
}
