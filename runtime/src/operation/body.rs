//! Bodies: bytes that are there, or a stream of them.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::BodyExt;
use http_body_util::combinators::UnsyncBoxBody;

/// Any error that can cross threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A future that can cross threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A body of a request or an answer.
#[derive(Debug)]
pub struct Body(Inner);

#[derive(Debug)]
enum Inner {
    Whole(Option<Bytes>),
    Stream(UnsyncBoxBody<Bytes, BoxError>),
}

impl Body {
    /// No bytes.
    pub const fn empty() -> Self {
        Self(Inner::Whole(None))
    }

    /// A body of any library.
    pub fn stream<B: RequestBody>(body: B) -> Self {
        Self::boxed(body.map_frame(|frame| frame.map_data(Into::into)).map_err(Into::into))
    }

    /// A body of pieces and errors that are ours already.
    pub(crate) fn boxed<B>(body: B) -> Self
    where
        B: http_body::Body<Data = Bytes, Error = BoxError> + Send + 'static,
    {
        Self(Inner::Stream(UnsyncBoxBody::new(body)))
    }

    /// Reads all of it; `Ok(None)` where it is longer than `most`.
    pub async fn read(self, most: usize) -> Result<Option<Bytes>, BoxError> {
        if self.size_hint().lower() > most as u64 {
            return Ok(None);
        }
        let admit = |length| if length <= most { Ok(()) } else { Err(()) };
        Ok(self.read_while(admit).await?.ok())
    }

    /// Reads all of it, as long as the length that has come is admitted; else why it is not.
    pub(crate) async fn read_while<E>(
        self,
        admit: impl Fn(usize) -> Result<(), E>,
    ) -> Result<Result<Bytes, E>, BoxError> {
        match self.0 {
            Inner::Whole(bytes) => {
                let bytes = bytes.unwrap_or_default();
                Ok(admit(bytes.len()).map(|()| bytes))
            }
            Inner::Stream(stream) => read_stream(stream, admit).await,
        }
    }

    /// The bytes alone, where they are there already; else the body again.
    pub(crate) fn into_bytes(self) -> Result<Bytes, Self> {
        match self.0 {
            Inner::Whole(bytes) => Ok(bytes.unwrap_or_default()),
            stream @ Inner::Stream(_) => Err(Self(stream)),
        }
    }

    /// The bytes, where they are there already.
    pub fn bytes(&self) -> Option<Bytes> {
        match &self.0 {
            Inner::Whole(bytes) => Some(bytes.clone().unwrap_or_default()),
            Inner::Stream(_) => None,
        }
    }
}

async fn read_stream<E>(
    mut stream: UnsyncBoxBody<Bytes, BoxError>,
    admit: impl Fn(usize) -> Result<(), E>,
) -> Result<Result<Bytes, E>, BoxError> {
    // Most bodies are one piece, which need not be copied.
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while !stream.is_end_stream()
        && let Some(frame) = stream.frame().await
    {
        let Ok(data) = frame?.into_data() else { continue };
        if let Err(why) = admit(first.len() + rest.len() + data.len()) {
            return Ok(Err(why));
        }
        if first.is_empty() && rest.is_empty() {
            first = data;
        } else {
            if rest.is_empty() {
                rest.extend_from_slice(&std::mem::take(&mut first));
            }
            rest.extend_from_slice(&data);
        }
    }
    Ok(Ok(if rest.is_empty() { first } else { rest.freeze() }))
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Whole((!bytes.is_empty()).then_some(bytes)))
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Inner::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Inner::Stream(stream) => Pin::new(stream).poll_frame(cx),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.0 {
            Inner::Whole(bytes) => bytes.is_none(),
            Inner::Stream(stream) => stream.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.0 {
            Inner::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            Inner::Stream(stream) => stream.size_hint(),
        }
    }
}

/// Bodies of any HTTP library: hyper's, axum's, our own.
pub trait RequestBody:
    http_body::Body<Data: Into<Bytes> + Send, Error: Into<BoxError>> + Send + 'static
{
}

impl<B> RequestBody for B where
    B: http_body::Body<Data: Into<Bytes> + Send, Error: Into<BoxError>> + Send + 'static
{
}
