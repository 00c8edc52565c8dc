//! reqwest as a transport.

use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::{fmt, future};

use bytes::Bytes;
use futures_core::Stream;
use http::uri::Authority;
use http::{Request, Response, Uri};
use http_body::{Frame, SizeHint};
use reqwest::Url;
use reqwest::redirect::Policy;

use super::{Transport, TransportError};
use crate::operation::stream::poll_data;
use crate::operation::{Body, BoxError, BoxFuture};

/// A client of reqwest: the default transport, or one of your own making, with its proxies and certificates.
#[derive(Clone)]
pub struct Reqwest {
    client: reqwest::Client,
    /// Where the first request went: most clients call one server, whose name then need not be parsed for each call.
    first: OnceLock<Origin>,
}

/// A server as requests name it, and as reqwest wants it said.
#[derive(Clone)]
struct Origin {
    authority: Authority,
    /// Without path and query: there may be a key in them.
    url: Url,
}

impl Reqwest {
    /// With TLS by rustls, certificates of the platform, and no redirects followed.
    pub fn new(connect_timeout: Duration) -> Result<Self, BoxError> {
        // Fails where another is installed already, which is then the one to use.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(Policy::none())
            .build()?;
        Ok(Self::from(client))
    }

    fn prepared(&self, request: Request<Body>) -> Result<reqwest::Request, BoxError> {
        let (head, body) = request.into_parts();
        let body = match body.into_bytes() {
            Ok(bytes) => reqwest::Body::from(bytes),
            Err(body) => reqwest::Body::wrap_stream(Pieces(body)),
        };
        // These are handed on in no other way.
        if !head.extensions.is_empty() {
            let request = reqwest::Request::try_from(Request::from_parts(head, body));
            return Ok(request.map_err(reqwest::Error::without_url)?);
        }
        let mut prepared = reqwest::Request::new(head.method, self.url(&head.uri)?);
        *prepared.headers_mut() = head.headers;
        *prepared.version_mut() = head.version;
        *prepared.body_mut() = Some(body);
        Ok(prepared)
    }

    fn url(&self, uri: &Uri) -> Result<Url, BoxError> {
        if let Some(first) = self.first.get().filter(|first| first.is_of(uri)) {
            let mut url = first.url.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            return Ok(url);
        }
        let url = Url::parse(&uri.to_string())?;
        if let Some(authority) = uri.authority() {
            self.first.get_or_init(|| Origin::new(authority.clone(), url.clone()));
        }
        Ok(url)
    }
}

impl Origin {
    fn new(authority: Authority, mut url: Url) -> Self {
        url.set_path("");
        url.set_query(None);
        Self { authority, url }
    }

    fn is_of(&self, uri: &Uri) -> bool {
        // Authorities are equal to others in capitals, of which the user's name may not be one.
        uri.authority().map(Authority::as_str) == Some(self.authority.as_str())
            && uri.scheme_str() == Some(self.url.scheme())
    }
}

/// The address may name a user and password: it is not told.
impl fmt::Debug for Reqwest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reqwest").field(&self.client).finish()
    }
}

/// A client that is built already. One that follows redirects hides declared answers of 3xx.
impl From<reqwest::Client> for Reqwest {
    fn from(client: reqwest::Client) -> Self {
        Self { client, first: OnceLock::new() }
    }
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        // What needs no waiting is done here: the future would hold every form that the request takes.
        match self.prepared(request) {
            Ok(request) => {
                let answer = self.client.execute(request);
                Box::pin(async { Ok(received(answer.await.map_err(failed)?)) })
            }
            Err(error) => Box::pin(future::ready(Err(TransportError::new(error)))),
        }
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

/// The answer in our own words. Its body is taken as a stream of pieces, which is in one box less than the body that
/// reqwest would make of it.
fn received(mut answer: reqwest::Response) -> Response<Body> {
    let mut head = Response::new(());
    *head.status_mut() = answer.status();
    *head.version_mut() = answer.version();
    std::mem::swap(head.headers_mut(), answer.headers_mut());
    std::mem::swap(head.extensions_mut(), answer.extensions_mut());
    let left = answer.content_length();
    head.map(|()| Body::boxed(Arriving { pieces: answer.bytes_stream(), left }))
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
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// What is put behind a known origin has to come out as if all of it were parsed.
    #[test]
    fn urls_are_those_that_parsing_gives() {
        let client = Reqwest::new(Duration::from_secs(1)).expect("a transport");
        for text in [
            "http://host:81/v1/first?key=1",
            "http://host:81",
            "http://host:81/",
            "http://host:81/v1/orders?",
            "http://host:81/?a=%20b&c='d'",
            "http://host:81//other/x",
            "http://host:81/a/../b/./c/%2e%2e/d",
            "http://host:81/../..",
            "http://host:81/a%2Fb;c=1@d:e",
            "http://HOST:81/a",
            "http://host/a",
            "https://host:81/a",
            "http://user:word@host:81/a",
            "http://host:81/last",
            "http://[::1]:81/a",
        ] {
            let uri: Uri = text.parse().expect("a target");
            let expected = Url::parse(&uri.to_string()).expect("a URL");
            assert_eq!(client.url(&uri).expect("a URL"), expected, "{text}");
        }
    }
}
