//! How requests leave: any HTTP library, or a server in the same process.

use std::future::poll_fn;

use http::{Request, Response};
use tower_service::Service;

use super::TransportError;
use crate::operation::{Body, BoxError, BoxFuture, RequestBody};

/// Sends one request and gives the answer to it. Does not retry, and does not follow redirects.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    fn send(&self, request: Request<Body>)
    -> BoxFuture<'_, Result<Response<Body>, TransportError>>;
}

/// Any tower service as a transport: a generated server in the same process, a stack of layers, or a client of hyper's own.
#[derive(Clone, Debug)]
pub struct InProcess<S>(pub S);

impl<S, B> Transport for InProcess<S>
where
    S: Service<Request<Body>, Response = Response<B>, Error: Into<BoxError>, Future: Send>
        + Clone
        + Send
        + Sync
        + 'static,
    B: RequestBody,
{
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut service = self.0.clone();
        Box::pin(async move {
            poll_fn(|cx| service.poll_ready(cx)).await.map_err(TransportError::connect)?;
            let answer = service.call(request).await.map_err(TransportError::new)?;
            Ok(answer.map(Body::stream))
        })
    }
}
