//! Servers as routers of axum.

use std::convert::Infallible;

use axum::Router;
use axum::extract::Request;
use tower_service::Service;

use super::Answer;

/// Gives an `axum::Router` of any generated server.
pub trait IntoRouter {
    /// The server as the fallback of a router, to be merged, nested or layered. `Router::nest` takes its path off before
    /// the server is called, so a nested server is one that is `mounted_at("")`.
    fn into_router(self) -> Router;
}

impl<S> IntoRouter for S
where
    S: Service<Request, Response = Answer, Error = Infallible> + Clone + Send + Sync + 'static,
    S::Future: Send,
{
    fn into_router(self) -> Router {
        Router::new().fallback_service(self)
    }
}
