//! From request to answer: the order of things, panics caught, spans kept.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::{ALLOW, CONTENT_LENGTH};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body as _;
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};

use super::{Call, Reason, Refusal, RefusalBody, Route, Router};
use crate::operation::{Body, BoxFuture, OperationMeta, RequestBody};

/// An answer on its way out.
pub type Answer = Response<Body>;

/// What a call comes to.
pub type Outcome = Result<Answer, Refusal>;

/// What a server does with a request.
pub type Served = BoxFuture<'static, Result<Answer, std::convert::Infallible>>;

/// A generated server: which operations there are, and how each is called.
pub trait Dispatch: Send + Sync + 'static {
    /// The operations by path.
    fn router(&self) -> &'static Router;

    /// Calls an operation.
    fn call<'a>(&'a self, call: &'a Call) -> BoxFuture<'a, Outcome>;

    /// The body that the document gives a refusal.
    fn refuse(&self, refusal: &Refusal) -> Option<RefusalBody>;

    /// The statuses that refusals have by their reason, in operations that declare them.
    fn statuses(&self) -> &'static [(Reason, u16)] {
        &[]
    }
}

/// Limits and choices of a server.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The longest body, in bytes.
    pub most_bytes: usize,
    /// How many violations one answer lists.
    pub most_violations: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { most_bytes: 2 << 20, most_violations: 32 }
    }
}

/// A generated server with its options; cheap to clone.
#[derive(Debug)]
pub struct Host<D> {
    dispatch: Arc<D>,
    options: Options,
    /// Where paths are other than the description has them.
    mounted: Option<Arc<Router>>,
    /// Operations that are listened for at a path of the server's choice.
    moved: Vec<(&'static OperationMeta, String)>,
}

impl<D> Clone for Host<D> {
    fn clone(&self) -> Self {
        Self {
            dispatch: Arc::clone(&self.dispatch),
            options: self.options.clone(),
            mounted: self.mounted.clone(),
            moved: self.moved.clone(),
        }
    }
}

impl<D: Dispatch> Host<D> {
    /// Serves with the default options.
    pub fn new(dispatch: D) -> Self {
        Self {
            dispatch: Arc::new(dispatch),
            options: Options::default(),
            mounted: None,
            moved: Vec::new(),
        }
    }

    /// Serves with other options.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// Serves every operation below one base path, instead of those that the description's servers have.
    #[must_use]
    pub fn mounted_at(self, base: &str) -> Self {
        let mounted = Some(Arc::new(self.dispatch.router().mounted_at(base)));
        Self { mounted, ..self }
    }

    /// Listens for an operation at another path than its own.
    #[must_use]
    pub fn at(mut self, operation: &'static OperationMeta, path: String) -> Self {
        let same = |(known, at): &&(&OperationMeta, String)| {
            known.method == operation.method && *at == path && known.id != operation.id
        };
        if let Some((first, _)) = self.moved.iter().find(same) {
            tracing::warn!(
                first = first.id,
                never = operation.id,
                "one path and method of two operations: all calls reach the first"
            );
        }
        self.moved.push((operation, path));
        self
    }

    /// Serves one request.
    pub fn serve<B: RequestBody>(&self, request: Request<B>) -> Served {
        let host = self.clone();
        let request = request.map(Body::stream);
        Box::pin(async move { Ok(host.answer(request).await) })
    }

    async fn answer(&self, request: Request<Body>) -> Answer {
        let is_head = request.method() == Method::HEAD;
        let route = self.route(&request);
        let operation = match &route {
            Route::Found(operation, _) => Some(*operation),
            Route::OtherMethods(_) | Route::NotFound => None,
        };
        let span = span(&request, operation);
        let presented = Call::presented(request.headers());
        let outcome = match route {
            Route::Found(operation, path) => {
                let call = Call::new(operation, path, request, self.options.clone());
                CatchPanic(self.dispatch.call(&call)).instrument(span.clone()).await
            }
            Route::OtherMethods(allow) if request.method() == Method::OPTIONS => {
                Ok(options(&allow))
            }
            Route::OtherMethods(allow) => Err(Refusal::other_methods(allow)),
            Route::NotFound => Err(Refusal::new(Reason::NotFound)),
        };
        let mut answer =
            outcome.unwrap_or_else(|refusal| self.refuse(refusal, operation, presented, &span));
        span.record("http.response.status_code", answer.status().as_u16());
        if let Some(operation) = operation {
            answer.extensions_mut().insert(operation);
        }
        if is_head { without_body(answer) } else { answer }
    }

    fn route(&self, request: &Request<Body>) -> Route {
        let (method, uri) = (request.method().as_str(), request.uri());
        let path = uri.path();
        let mut here = self.moved.iter().filter(|(_, at)| at == path).map(|(moved, _)| *moved);
        let first = here.clone().next();
        match (here.find(|moved| moved.method == method), first) {
            (Some(operation), _) => Route::Found(operation, Vec::new()),
            (None, Some(other)) => Route::OtherMethods(format!("{}, OPTIONS", other.method)),
            (None, None) => {
                let router = self.mounted.as_deref().unwrap_or_else(|| self.dispatch.router());
                router.find(method, path, uri.query().unwrap_or_default())
            }
        }
    }

    fn refuse(
        &self,
        mut refusal: Refusal,
        operation: Option<&'static OperationMeta>,
        presented: bool,
        span: &Span,
    ) -> Answer {
        refusal.settle(operation, presented, self.dispatch.statuses());
        span.in_scope(|| match refusal.failure() {
            Some(source) => tracing::error!(id = refusal.id(), error = %source, "request failed"),
            None => {
                tracing::debug!(id = refusal.id(), reason = ?refusal.reason(), "request refused");
            }
        });
        // A body is the team's code too, where it wrote the rejections itself.
        let body =
            catch_unwind(AssertUnwindSafe(|| self.dispatch.refuse(&refusal))).unwrap_or_default();
        refusal.answer(body)
    }
}

/// Names of OpenTelemetry's HTTP conventions; the template of the path, never the path.
fn span(request: &Request<Body>, operation: Option<&'static OperationMeta>) -> Span {
    info_span!(
        "request",
        http.request.method = request.method().as_str(),
        http.route = operation.map(|operation| operation.path),
        operation.id = operation.map(|operation| operation.id),
        http.response.status_code = Empty,
    )
}

fn options(allow: &str) -> Answer {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = StatusCode::NO_CONTENT;
    if let Ok(allow) = HeaderValue::from_str(allow) {
        answer.headers_mut().insert(ALLOW, allow);
    }
    answer
}

/// RFC 9110 §9.3.2: what GET would have answered, without the body.
fn without_body(mut answer: Answer) -> Answer {
    if let Some(length) = answer.body().size_hint().exact() {
        answer.headers_mut().entry(CONTENT_LENGTH).or_insert_with(|| length.into());
    }
    *answer.body_mut() = Body::empty();
    answer
}

/// Turns a panic of the team's code into a failure.
struct CatchPanic<'a>(BoxFuture<'a, Outcome>);

impl Future for CatchPanic<'_> {
    type Output = Outcome;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(cx))) {
            Ok(poll) => poll,
            Err(panic) => Poll::Ready(Err(Refusal::unexpected(panic_text(&*panic).into()))),
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", text.unwrap_or("of an unknown kind"))
}
