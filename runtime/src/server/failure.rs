//! What an operation's code may fail with.

use crate::operation::{BoxError, Operation};

/// A failure of an operation: one that the document declares, or one that nobody foresaw.
///
/// `?` turns an operation's error into the first and any other error into the second, which is logged and answered with
/// the declared 500, its source untold.
#[derive(Debug)]
pub enum Failure<E> {
    /// An answer that the document declares.
    Declared(E),
    /// Anything else.
    Unexpected(BoxError),
}

impl<E> Failure<E> {
    /// A failure that the document does not declare; takes what `?` cannot: boxed errors, texts.
    pub fn unexpected(source: impl Into<BoxError>) -> Self {
        Self::Unexpected(source.into())
    }
}

/// A blanket for every foreign error; generated code adds the one for the operation's own, which is no `Error`.
impl<E, X: std::error::Error + Send + Sync + 'static> From<X> for Failure<E> {
    fn from(source: X) -> Self {
        Self::Unexpected(Box::new(source))
    }
}

/// Lets `?` take errors that are not `std::error::Error`: boxed ones, texts.
pub trait OrUnexpected<T> {
    /// The value, or an unexpected failure.
    fn or_unexpected<E>(self) -> Result<T, Failure<E>>;
}

impl<T, X: Into<BoxError>> OrUnexpected<T> for Result<T, X> {
    fn or_unexpected<E>(self) -> Result<T, Failure<E>> {
        self.map_err(Failure::unexpected)
    }
}

/// A future of what becomes of a request; `async fn`s of a `Result` of the operation's types are such.
pub trait Serving<Q: Operation>:
    Future<Output = Result<Q::Success, Failure<Q::Error>>> + Send
{
}

impl<Q: Operation, F> Serving<Q> for F where
    F: Future<Output = Result<Q::Success, Failure<Q::Error>>> + Send
{
}
