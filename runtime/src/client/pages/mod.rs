//! Operations whose answers are pages, as streams of pages and of what they hold.
//!
//! In: a request and what generated code says of its pages. Out: one answer after another, each asked for when it is
//! wanted; what is dropped asks for nothing more. How a page leads to the next is decided by `Walk`, which is not generic.

mod link;
mod paging;
mod walk;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

pub use paging::{Paging, Spot};

use super::core::{Core, read};
use super::error::Outcome;
use super::{ClientError, Reply};
use crate::operation::{BoxFuture, Operation, Parts, ReadReply, WriteRequest};
use walk::Walk;

/// What takes the items out of a page.
type Take<Q, T> = fn(<Q as Operation>::Success) -> Option<Vec<T>>;

/// The next page, or why there is none.
type Turned<Q> = Result<Reply<<Q as Operation>::Success>, PageError<<Q as Operation>::Error>>;

/// The pages of an operation, asked for one by one: a stream of replies.
///
/// [`items`](Self::items) makes it a stream of what they hold.
#[must_use = "a page is asked for when it is wanted"]
pub struct Pages<Q: Operation, T> {
    state: State,
    /// What comes when the pages are over.
    last: Option<PageError<Q::Error>>,
    take: Take<Q, T>,
}

/// What is to be done for the next page.
enum State {
    Due(Box<Walk>),
    Asked(BoxFuture<'static, (Walk, Outcome)>),
    Over,
}

impl Core {
    /// The pages that a request leads to; `take` takes the items out of each.
    pub fn pages<Q, T>(
        &self,
        request: &Q,
        paging: &'static Paging,
        take: fn(Q::Success) -> Option<Vec<T>>,
    ) -> Pages<Q, T>
    where
        Q: Operation<Success: ReadReply, Error: ReadReply> + WriteRequest,
    {
        let mut parts = Parts::default();
        match request.write(&mut parts) {
            Ok(()) => {
                let walk = Walk::new(self, Q::META, paging, parts);
                Pages { state: State::Due(Box::new(walk)), last: None, take }
            }
            Err(error) => {
                let last = Some(PageError::Call(ClientError::Build(error)));
                Pages { state: State::Over, last, take }
            }
        }
    }
}

impl<Q: Operation<Success: ReadReply, Error: ReadReply>, T> Pages<Q, T> {
    /// The most pages that are read: one more is an error. Said before the first is asked for; else it is as many as the
    /// generated code says.
    pub fn most(mut self, pages: usize) -> Self {
        if let State::Due(walk) = &mut self.state {
            walk.most = pages;
        }
        self
    }

    /// What the pages hold, one after the other.
    pub fn items(self) -> PageItems<Q, T> {
        PageItems { pages: self, ready: Vec::new().into_iter() }
    }

    /// The next page; `None` behind the last, and after an error.
    pub async fn next(&mut self) -> Option<Turned<Q>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Turned<Q>>> {
        let mut asked = match std::mem::replace(&mut self.state, State::Over) {
            State::Over => return Poll::Ready(self.last.take().map(Err)),
            State::Due(walk) => walk.call(),
            State::Asked(asked) => asked,
        };
        let Poll::Ready((mut walk, answer)) = asked.as_mut().poll(cx) else {
            self.state = State::Asked(asked);
            return Poll::Pending;
        };
        let page = answer.map_err(ClientError::from).and_then(|raw| {
            let turned = walk.turn(&raw);
            let page = read(raw)?;
            // What leads astray from a page takes nothing from the page itself.
            match turned {
                Ok(true) => self.state = State::Due(Box::new(walk)),
                Ok(false) => {}
                Err(astray) => self.last = Some(PageError::Astray(astray)),
            }
            Ok(page)
        });
        Poll::Ready(Some(page.map_err(PageError::Call)))
    }
}

/// Nothing is pinned in place.
impl<Q: Operation, T> Unpin for Pages<Q, T> {}

impl<Q: Operation<Success: ReadReply, Error: ReadReply>, T> Stream for Pages<Q, T> {
    type Item = Turned<Q>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<Q: Operation, T> fmt::Debug for Pages<Q, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({})", Q::META.id)
    }
}

/// What the pages of an operation hold, one after the other.
#[must_use = "a page is asked for when it is wanted"]
pub struct PageItems<Q: Operation, T> {
    pages: Pages<Q, T>,
    /// What is left of the last page that came.
    ready: std::vec::IntoIter<T>,
}

impl<Q: Operation<Success: ReadReply, Error: ReadReply>, T> PageItems<Q, T> {
    /// The next item; `None` behind the last, and after an error.
    pub async fn next(&mut self) -> Option<Result<T, PageError<Q::Error>>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// All items.
    pub async fn all(mut self) -> Result<Vec<T>, PageError<Q::Error>> {
        let mut all = Vec::new();
        while let Some(item) = self.next().await {
            all.push(item?);
        }
        Ok(all)
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, PageError<Q::Error>>>> {
        loop {
            if let Some(item) = self.ready.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(cx)) {
                Some(Ok(page)) => {
                    self.ready = (self.pages.take)(page.value).unwrap_or_default().into_iter();
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Nothing is pinned in place.
impl<Q: Operation, T> Unpin for PageItems<Q, T> {}

impl<Q: Operation<Success: ReadReply, Error: ReadReply>, T> Stream for PageItems<Q, T> {
    type Item = Result<T, PageError<Q::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl<Q: Operation, T> fmt::Debug for PageItems<Q, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PageItems({})", Q::META.id)
    }
}

/// Why there is no further page, though it is not the end.
#[derive(Debug)]
#[non_exhaustive]
pub enum PageError<E> {
    /// The page could not be had.
    Call(ClientError<E>),
    /// The page before does not lead to another, or not to one that is asked for.
    Astray(Astray),
}

/// Where a page leads to, if not to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Astray {
    /// To a page that was read already: its cursor or address is that of one before.
    Repeated,
    /// To another scheme, host or port, which is named where it can be. Credentials are not told to others.
    OtherOrigin(String),
    /// Nowhere: what should say where the next page is cannot be that.
    Unreadable,
    /// Beyond the most pages that are read.
    TooMany(usize),
}

impl fmt::Display for Astray {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated => f.write_str("the page leads to one that was read already"),
            Self::OtherOrigin(origin) => {
                write!(f, "the page leads to another origin, which is not asked: {origin}")
            }
            Self::Unreadable => f.write_str("the page does not say what leads to the next"),
            Self::TooMany(most) => write!(f, "there are more than {most} pages"),
        }
    }
}

impl<E> fmt::Display for PageError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(f),
            Self::Astray(astray) => astray.fmt(f),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for PageError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::Astray(_) => None,
        }
    }
}
