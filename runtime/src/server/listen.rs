//! Serving connections: a listener, any service, and limits that strangers cannot hold it up against.
//!
//! In: TCP connections. Out: HTTP/1.1, each connection a task of its own. What a request may take once its head has come
//! is the service's to say; here it is how long heads and answers may take, and how many connections there are.

use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower_service::Service;

use super::progress::Progress;
use super::{BoxError, BoxFuture};

/// Serves a generated server, or any other tower service, on a TCP listener, as HTTP/1.1.
///
/// ```no_run
/// # use std::convert::Infallible;
/// # use specwright_runtime::server::{Answer, Host, Listen};
/// # async fn main_of<S>(server: S, interrupted: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()>
/// # where
/// #     S: specwright_runtime::server::Service<http::Request<hyper::body::Incoming>, Response = Answer, Error = Infallible>
/// #         + Clone + Send + 'static,
/// #     S::Future: Send,
/// # {
/// let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
/// Listen::on(listener).until(interrupted).serve(server).await
/// # }
/// ```
#[must_use = "nothing listens before `serve`"]
pub struct Listen {
    listener: TcpListener,
    limits: ConnectionLimits,
    until: BoxFuture<'static, ()>,
}

/// What connections may take.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ConnectionLimits {
    /// How many are open at once; others wait until one is closed. The process must be allowed as many open files.
    /// Default: 16,384.
    pub most: usize,
    /// For how long one may be open without the whole head of a request, whether it is idle or slow; it is closed after
    /// that. A proxy in front should give up idle connections sooner. Default: 30 seconds.
    pub head_within: Duration,
    /// The longest head, in bytes; refused with 431. At least 8 KiB. Default: 64 KiB.
    pub most_head_bytes: usize,
    /// For how long a client may take nothing of an answer that is ready for it; the connection is closed after that.
    /// Default: 30 seconds.
    pub taken_within: Duration,
}

impl Default for ConnectionLimits {
    fn default() -> Self {
        Self {
            most: 16_384,
            head_within: Duration::from_secs(30),
            most_head_bytes: 64 << 10,
            taken_within: Duration::from_secs(30),
        }
    }
}

impl Listen {
    /// On a listener, within the default limits, for ever.
    pub fn on(listener: TcpListener) -> Self {
        let until = Box::pin(std::future::pending());
        Self { listener, limits: ConnectionLimits::default(), until }
    }

    /// Within other limits.
    pub fn with_limits(self, limits: ConnectionLimits) -> Self {
        Self { limits, ..self }
    }

    /// Until something happens: no connections are taken after that, and those that are idle are closed.
    pub fn until(self, end: impl Future<Output = ()> + Send + 'static) -> Self {
        Self { until: Box::pin(end), ..self }
    }

    /// Serves. Comes back when it was told to end and every answer under way has been sent. Who is at the other end of a
    /// connection stands in the extensions of its requests, as a `SocketAddr`.
    pub async fn serve<S, B>(mut self, service: S) -> io::Result<()>
    where
        S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible, Future: Send>
            + Clone
            + Send
            + 'static,
        B: http_body::Body<Data: Send, Error: Into<BoxError>> + Send + 'static,
    {
        let most =
            u32::try_from(self.limits.most.clamp(1, Semaphore::MAX_PERMITS)).unwrap_or(u32::MAX);
        let room = Arc::new(Semaphore::new(most as usize));
        let (ending, ended) = watch::channel(());
        while let Some(accepted) = unless(self.until.as_mut(), accept(&self.listener, &room)).await
        {
            let (stream, peer, place) = accepted?;
            let (service, limits, ended) = (service.clone(), self.limits.clone(), ended.clone());
            tokio::spawn(async move {
                connection(stream, peer, service, &limits, ended).await;
                drop(place);
            });
        }
        drop((self.listener, ending));
        // Every place is free again when the last connection is closed.
        let _ = room.acquire_many(most).await;
        Ok(())
    }
}

/// The next connection, once there is a place for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(room).acquire_owned().await.map_err(io::Error::other)?;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // Answers are written whole: to wait for more would only delay them.
                let _ = stream.set_nodelay(true);
                return Ok((stream, peer, place));
            }
            Err(error) if is_of_connection(&error) => {}
            // Files or memory have run out, which passes when connections are closed.
            Err(error) => {
                tracing::warn!(%error, "no connection can be taken");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

/// Whether a connection failed before it was taken, which says nothing of the next.
fn is_of_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// Serves one connection to its end.
async fn connection<S, B>(
    stream: TcpStream,
    peer: SocketAddr,
    service: S,
    limits: &ConnectionLimits,
    mut ended: watch::Receiver<()>,
) where
    S: Service<Request<Incoming>, Response = Response<B>, Error = Infallible, Future: Send> + Clone,
    B: http_body::Body<Error: Into<BoxError>> + 'static,
{
    let answers = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(peer);
        let mut service = service.clone();
        async move {
            poll_fn(|cx| service.poll_ready(cx)).await?;
            service.call(request).await
        }
    });
    let mut protocol = http1::Builder::new();
    // Below this hyper would panic.
    protocol.max_buf_size(limits.most_head_bytes.max(8 << 10));
    protocol.timer(TokioTimer::new()).header_read_timeout(limits.head_within);
    let io = TokioIo::new(Progress::new(stream, limits.taken_within));
    let mut served = pin!(protocol.serve_connection(io, answers));
    let end = async {
        // An error is that nobody is left to say it.
        let _ = ended.changed().await;
    };
    let outcome = if let Some(outcome) = unless(pin!(end), served.as_mut()).await {
        outcome
    } else {
        served.as_mut().graceful_shutdown();
        served.await
    };
    if let Err(error) = outcome {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// What a future gives, unless an end comes first.
async fn unless<T>(
    mut end: Pin<&mut (impl Future<Output = ()> + ?Sized)>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|cx| match end.as_mut().poll(cx) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => future.as_mut().poll(cx).map(Some),
    })
    .await
}
