//! What an operation may know of its request beyond its parameters.

use std::net::SocketAddr;

use http::{Extensions, HeaderMap, Method, Uri};

use crate::operation::{Accept, OperationMeta};

/// The request's head and the operation it calls.
#[derive(Debug)]
pub struct Context {
    pub(crate) operation: &'static OperationMeta,
    pub(crate) head: http::request::Parts,
}

impl Context {
    /// The operation.
    pub fn operation(&self) -> &'static OperationMeta {
        self.operation
    }

    /// The method, as it came.
    pub fn method(&self) -> &Method {
        &self.head.method
    }

    /// The target, as it came.
    pub fn uri(&self) -> &Uri {
        &self.head.uri
    }

    /// All headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// A header that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// What layers, hooks and the HTTP library attached: a connection's certificate, an id.
    pub fn extensions(&self) -> &Extensions {
        &self.head.extensions
    }

    /// The same, for hooks to attach something that operations find.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.head.extensions
    }

    /// Who is at the other end of the connection, where the HTTP library attached it: as a `SocketAddr`, or as axum does
    /// where it serves with `into_make_service_with_connect_info::<SocketAddr>()`.
    pub fn peer(&self) -> Option<SocketAddr> {
        #[cfg(feature = "axum")]
        if let Some(info) = self.extensions().get::<axum::extract::ConnectInfo<SocketAddr>>() {
            return Some(info.0);
        }
        self.extensions().get::<SocketAddr>().copied()
    }

    /// What the caller takes, by its `Accept` headers.
    pub fn accept(&self) -> Accept<'_> {
        Accept::of(self.headers())
    }

    /// Of the media types that the operation succeeds with, the one that the caller takes most willingly.
    pub fn preferred(&self) -> Option<&'static str> {
        self.accept().best(self.operation.produces())
    }
}
