//! Values on their way: JSON by lines, JSON text sequences and server-sent events, an item at a time.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::Frame;

use super::framing::Framing;
use super::stream::{lock, poll_data};
use super::{Body, BoxError, StreamError};
use crate::check::Check;
use crate::wire::Wire;

/// The longest item that is read, in bytes.
const LONGEST: usize = 2 << 20;

/// Items that are read and written one by one.
///
/// A clone is the same stream: what one of them takes the others do not get.
pub struct Items<T>(Arc<Mutex<Origin<T>>>);

/// Where items come from.
enum Origin<T> {
    Wire(Incoming),
    Made(Pin<Box<dyn Stream<Item = Result<T, BoxError>> + Send>>),
}

/// Items while they are taken out of bytes.
struct Incoming {
    body: Body,
    buffer: BytesMut,
    framing: Framing,
    checked: bool,
    ended: bool,
    taken: usize,
}

impl<T: Send + 'static> Items<T> {
    /// Items as they are made.
    pub fn new(items: impl Stream<Item = T> + Send + 'static) -> Self {
        Self::fallible(Sound(Box::pin(items)))
    }

    /// Items whose making may fail, which breaks off the body that they stand in.
    pub fn fallible<E: Into<BoxError> + 'static>(
        items: impl Stream<Item = Result<T, E>> + Send + 'static,
    ) -> Self {
        Self(Arc::new(Mutex::new(Origin::Made(Box::pin(Boxed(Box::pin(items)))))))
    }
}

impl<T: Wire + Check> Items<T> {
    pub(crate) fn read(body: Body, framing: Framing, checked: bool) -> Self {
        let buffer = BytesMut::new();
        let incoming = Incoming { body, buffer, framing, checked, ended: false, taken: 0 };
        Self(Arc::new(Mutex::new(Origin::Wire(incoming))))
    }

    /// The next item; `None` at the end, and after an error.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// All items, up to a number of them.
    pub async fn all(mut self, most: usize) -> Result<Vec<T>, StreamError> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            if all.len() == most {
                return Err(StreamError::TooLong);
            }
            all.push(item?);
        }
        Ok(all)
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<Option<Result<T, StreamError>>> {
        match &mut *lock(&self.0) {
            Origin::Wire(incoming) => incoming.poll(cx),
            Origin::Made(items) => items
                .as_mut()
                .poll_next(cx)
                .map(|item| item.map(|item| item.map_err(StreamError::Broken))),
        }
    }
}

impl Incoming {
    fn poll<T: Wire + Check>(
        &mut self,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<T, StreamError>>> {
        loop {
            if let Some(record) = self.framing.split(&mut self.buffer, self.ended) {
                let Some(item) = self.framing.read(&record, self.checked) else { continue };
                self.taken += 1;
                return Poll::Ready(Some(
                    item.map_err(|found| self.end(StreamError::Item(self.taken - 1, found))),
                ));
            }
            if self.ended {
                return Poll::Ready(None);
            }
            if self.buffer.len() > LONGEST {
                return Poll::Ready(Some(Err(self.end(StreamError::TooLong))));
            }
            match ready!(poll_data(&mut self.body, cx)) {
                Some(Ok(data)) => self.buffer.extend_from_slice(&data),
                Some(Err(error)) => {
                    return Poll::Ready(Some(Err(self.end(StreamError::Broken(error)))));
                }
                None => self.ended = true,
            }
        }
    }

    /// Nothing comes after an error.
    fn end(&mut self, error: StreamError) -> StreamError {
        self.ended = true;
        self.buffer.clear();
        self.body = Body::empty();
        error
    }
}

impl<T: Wire + Check> Stream for Items<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<T: Unpin + Send + 'static> From<Vec<T>> for Items<T> {
    fn from(items: Vec<T>) -> Self {
        Self::new(Listed(items.into_iter()))
    }
}

impl<T: Unpin + Send + 'static> FromIterator<T> for Items<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        items.into_iter().collect::<Vec<T>>().into()
    }
}

impl<T> Clone for Items<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Items(..)")
    }
}

/// A stream is equal to itself alone.
impl<T> PartialEq for Items<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// Items as a body.
pub(crate) struct Outgoing<T>(pub(crate) Items<T>, pub(crate) Framing);

impl<T: Wire + Check> http_body::Body for Outgoing<T> {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Ready(match ready!(self.0.poll(cx)) {
            Some(Ok(item)) => Some(Ok(Frame::data(self.1.write(&item)))),
            Some(Err(error)) => Some(Err(error.into())),
            None => None,
        })
    }
}

/// Items that are there already.
struct Listed<T>(std::vec::IntoIter<T>);

impl<T: Unpin> Stream for Listed<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.0.next())
    }
}

/// Items whose making cannot fail.
struct Sound<T>(Pin<Box<dyn Stream<Item = T> + Send>>);

impl<T> Stream for Sound<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|item| item.map(Ok))
    }
}

/// Items with errors of any kind.
struct Boxed<T, E>(Pin<Box<dyn Stream<Item = Result<T, E>> + Send>>);

impl<T, E: Into<BoxError>> Stream for Boxed<T, E> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|item| item.map(|item| item.map_err(Into::into)))
    }
}
