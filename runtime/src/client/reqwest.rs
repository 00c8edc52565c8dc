//! reqwest as a transport.

use std::future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response};
use http_body::{Frame, SizeHint};
use reqwest::redirect::Policy;

use super::{Transport, TransportError};
use crate::operation::stream::poll_data;
use crate::operation::{Body, BoxError, BoxFuture};

/// A client of reqwest: the default transport, or one of your own making, with its proxies and certificates.
#[derive(Clone, Debug)]
pub struct Reqwest(reqwest::Client);

impl Reqwest {
    /// With TLS by rustls, certificates of the platform, and no redirects followed.
    pub fn new(connect_timeout: Duration) -> Result<Self, BoxError> {
        // Fails where another is installed already, which is then the one to use.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(Policy::none())
            .build()?;
        Ok(Self(client))
    }
}

/// A client that is built already. One that follows redirects hides declared answers of 3xx.
impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        // What needs no waiting is done here: the future would hold every form that the request takes.
        match prepared(request) {
            Ok(request) => {
                let answer = self.0.execute(request);
                Box::pin(async { Ok(received(answer.await.map_err(failed)?)) })
            }
            Err(error) => Box::pin(future::ready(Err(failed(error)))),
        }
    }
}

fn prepared(request: Request<Body>) -> Result<reqwest::Request, reqwest::Error> {
    let (head, body) = request.into_parts();
    let body = match body.into_bytes() {
        Ok(bytes) => reqwest::Body::from(bytes),
        Err(body) => reqwest::Body::wrap_stream(Pieces(body)),
    };
    reqwest::Request::try_from(Request::from_parts(head, body))
}

/// The bytes of a body, as reqwest takes them.
struct Pieces(Body);

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        poll_data(&mut self.0, cx)
    }
}

/// The answer in our own words. Its body is taken as a stream of pieces, which is in one box less than the body that
/// reqwest would make of it.
fn received(mut answer: reqwest::Response) -> Response<Body> {
    let mut head = Response::new(());
    *head.status_mut() = answer.status();
    *head.version_mut() = answer.version();
    std::mem::swap(head.headers_mut(), answer.headers_mut());
    std::mem::swap(head.extensions_mut(), answer.extensions_mut());
    let left = answer.content_length();
    head.map(|()| Body::stream(Arriving { pieces: answer.bytes_stream(), left }))
}

/// What comes of an answer, and how much of it is still to come, where that is known.
struct Arriving<S> {
    pieces: S,
    left: Option<u64>,
}

impl<S> http_body::Body for Arriving<S>
where
    S: Stream<Item = Result<Bytes, reqwest::Error>> + Unpin,
{
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        let piece = ready!(Pin::new(&mut self.pieces).poll_next(cx));
        Poll::Ready(piece.map(|piece| {
            let piece = piece.map_err(reqwest::Error::without_url)?;
            let length = piece.len() as u64;
            self.left = self.left.map(|left| left.saturating_sub(length));
            Ok(Frame::data(piece))
        }))
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// URLs may hold keys: they are not repeated.
fn failed(error: reqwest::Error) -> TransportError {
    let connect = error.is_connect();
    let error = error.without_url();
    if connect { TransportError::connect(error) } else { TransportError::new(error) }
}
