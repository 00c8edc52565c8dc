//! What an operation may know of its request beyond its parameters.

use http::{Extensions, HeaderMap, Method, Uri};

use crate::operation::OperationMeta;

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

    /// What layers and the HTTP library attached: the peer's address, a connection's certificate.
    pub fn extensions(&self) -> &Extensions {
        &self.head.extensions
    }
}
