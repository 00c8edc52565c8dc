//! Bytes on their way: bodies that are handed on as they come, in either direction.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::Body as _;

use super::{Body, BoxError, RequestBody};
use crate::check::Violations;

/// A body that can be cloned: bytes that are there, or a stream that only one of the clones can take.
#[derive(Clone, Debug)]
pub(crate) enum Payload {
    Whole(Bytes),
    Stream(Arc<Mutex<Option<Body>>>),
}

impl Default for Payload {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl Payload {
    pub(crate) fn stream(body: Body) -> Self {
        match body.into_bytes() {
            Ok(bytes) => Self::Whole(bytes),
            Err(body) => Self::Stream(Arc::new(Mutex::new(Some(body)))),
        }
    }

    /// The body; `None` where another has taken it.
    pub(crate) fn take(&self) -> Option<Body> {
        match self {
            Self::Whole(bytes) => Some(Body::from(bytes.clone())),
            Self::Stream(stream) => lock(stream).take(),
        }
    }

    /// The body, where no clone is to have it later.
    pub(crate) fn into_body(self) -> Option<Body> {
        match self {
            Self::Whole(bytes) => Some(Body::from(bytes)),
            Self::Stream(stream) => lock(&stream).take(),
        }
    }

    /// The bytes, where they are there.
    pub(crate) fn whole(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Stream(_) => None,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Whole(bytes) => bytes.is_empty(),
            Self::Stream(stream) => {
                lock(stream).as_ref().is_none_or(http_body::Body::is_end_stream)
            }
        }
    }

    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, BoxError>>> {
        match self {
            Self::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Self::Stream(stream) => match lock(stream).as_mut() {
                Some(body) => poll_data(body, cx),
                None => Poll::Ready(Some(Err("the stream went elsewhere".into()))),
            },
        }
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next bytes of a body; trailers are left aside.
pub(crate) fn poll_data(
    body: &mut Body,
    cx: &mut Context<'_>,
) -> Poll<Option<Result<Bytes, BoxError>>> {
    loop {
        match Pin::new(&mut *body).poll_frame(cx) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(None) => return Poll::Ready(None),
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(error))),
            Poll::Ready(Some(Ok(frame))) => {
                if let Ok(data) = frame.into_data() {
                    return Poll::Ready(Some(Ok(data)));
                }
            }
        }
    }
}

/// Bytes that are read and written as they come, with the media type that they have or shall have.
///
/// A clone is the same stream: what one of them takes the others do not get.
#[derive(Clone)]
pub struct ByteStream {
    pub(crate) media_type: Option<String>,
    pub(crate) payload: Payload,
}

impl ByteStream {
    /// The body of any library, or what its stream can be made into.
    pub fn new<B: RequestBody>(body: B) -> Self {
        Self { media_type: None, payload: Payload::stream(Body::stream(body)) }
    }

    /// The same bytes with a media type, where the description leaves a choice: `image/*`.
    #[must_use]
    pub fn of(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }

    /// The media type that they came with, or that they are to have.
    pub fn media_type(&self) -> Option<&str> {
        self.media_type.as_deref()
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        let data = poll_fn(|cx| self.payload.poll_data(cx)).await?;
        Some(data.map_err(StreamError::Broken))
    }

    /// All of it, up to a number of bytes.
    pub async fn read(self, most: usize) -> Result<Bytes, StreamError> {
        let body = self.payload.into_body().ok_or_else(|| StreamError::Broken("taken".into()))?;
        body.read(most).await.map_err(StreamError::Broken)?.ok_or(StreamError::TooLong)
    }

    /// As a body for any library.
    pub fn into_body(self) -> Body {
        self.payload.into_body().unwrap_or(Body::empty())
    }
}

impl<T: Into<Bytes>> From<T> for ByteStream {
    fn from(bytes: T) -> Self {
        Self { media_type: None, payload: Payload::Whole(bytes.into()) }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.payload.whole().map(Bytes::len);
        f.debug_struct("ByteStream")
            .field("media_type", &self.media_type)
            .field("length", &length)
            .finish_non_exhaustive()
    }
}

/// Bytes that are there are compared, and a stream is equal to itself alone.
impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.payload, &other.payload) {
            (Payload::Whole(one), Payload::Whole(other)) => one == other,
            (Payload::Stream(one), Payload::Stream(other)) => Arc::ptr_eq(one, other),
            (Payload::Whole(_), Payload::Stream(_)) | (Payload::Stream(_), Payload::Whole(_)) => {
                false
            }
        };
        same && self.media_type == other.media_type
    }
}

/// Why a stream ends before its time. On servers, `?` refuses the request for the last two.
#[derive(Debug)]
pub enum StreamError {
    /// The connection broke, or whoever makes the stream failed.
    Broken(BoxError),
    /// More bytes than are read at once.
    TooLong,
    /// An item that is not what the document says: which one, counted from 0, and all that is wrong with it.
    Item(usize, Violations),
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(_) => f.write_str("the stream broke"),
            Self::TooLong => f.write_str("the stream holds more than is read at once"),
            Self::Item(at, _) => write!(f, "item {at} of the stream is not what it should be"),
        }
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Broken(source) => Some(&**source),
            Self::TooLong | Self::Item(..) => None,
        }
    }
}
