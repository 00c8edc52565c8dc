//! reqwest as a transport.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response};
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
        Box::pin(self.exchange(request))
    }
}

impl Reqwest {
    async fn exchange(&self, request: Request<Body>) -> Result<Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let body = match body.bytes() {
            Some(bytes) => reqwest::Body::from(bytes),
            None => reqwest::Body::wrap_stream(Pieces(body)),
        };
        let request =
            reqwest::Request::try_from(Request::from_parts(head, body)).map_err(failed)?;
        let answer = self.0.execute(request).await.map_err(failed)?;
        Ok(received(answer))
    }
}

/// The bytes of a body, as reqwest takes them.
struct Pieces(Body);

impl Stream for Pieces {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        poll_data(&mut self.0, cx)
    }
}

fn received(answer: reqwest::Response) -> Response<Body> {
    Response::<reqwest::Body>::from(answer).map(Body::stream)
}

/// URLs may hold keys: they are not repeated.
fn failed(error: reqwest::Error) -> TransportError {
    let connect = error.is_connect();
    let error = error.without_url();
    if connect { TransportError::connect(error) } else { TransportError::new(error) }
}
