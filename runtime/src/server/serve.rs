//! From request to answer: the order of things, panics caught, spans kept.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use http::header::{ALLOW, CONTENT_LENGTH};
use http::{HeaderValue, Method, Request, Response, StatusCode};
use http_body::Body as _;
use tracing::field::Empty;
use tracing::{Instrument as _, Span, info_span};

use super::share::Taken;
use super::{Call, Hooks, Options, Reason, Refusal, RefusalBody, Route, Router};
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

/// A generated server with its options; cheap to clone.
#[derive(Debug)]
pub struct Host<D>(Arc<Hosted<D>>);

struct Hosted<D> {
    dispatch: Arc<D>,
    options: Options,
    hooks: Option<Arc<dyn Hooks>>,
    /// How many calls are worked on.
    calls: AtomicUsize,
    /// What their bodies take.
    taken: Taken,
    /// Where paths are other than the description has them.
    mounted: Option<Arc<Router>>,
    /// Operations that are listened for at a path of the server's choice.
    moved: Vec<(&'static OperationMeta, String)>,
}

impl<D> std::fmt::Debug for Hosted<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hosted").field("options", &self.options).finish_non_exhaustive()
    }
}

impl<D> Clone for Host<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D: Dispatch> Host<D> {
    /// Serves with the default options.
    pub fn new(dispatch: D) -> Self {
        Self(Arc::new(Hosted {
            dispatch: Arc::new(dispatch),
            options: Options::default(),
            hooks: None,
            calls: AtomicUsize::new(0),
            taken: Taken::default(),
            mounted: None,
            moved: Vec::new(),
        }))
    }

    /// What is hosted, to be changed before it is served.
    fn changed(self, change: impl FnOnce(&mut Hosted<D>)) -> Self {
        let mut hosted = Arc::try_unwrap(self.0).unwrap_or_else(|shared| Hosted {
            dispatch: Arc::clone(&shared.dispatch),
            options: shared.options.clone(),
            hooks: shared.hooks.clone(),
            calls: AtomicUsize::new(0),
            taken: Taken::default(),
            mounted: shared.mounted.clone(),
            moved: shared.moved.clone(),
        });
        change(&mut hosted);
        Self(Arc::new(hosted))
    }

    /// Serves with other options.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        self.changed(|hosted| hosted.options = options)
    }

    /// Runs something around every operation.
    #[must_use]
    pub fn with_hooks(self, hooks: impl Hooks) -> Self {
        self.changed(|hosted| hosted.hooks = Some(Arc::new(hooks)))
    }

    /// Serves every operation below one base path, instead of those that the description's servers have.
    #[must_use]
    pub fn mounted_at(self, base: &str) -> Self {
        let mounted = Some(Arc::new(self.0.dispatch.router().mounted_at(base)));
        self.changed(|hosted| hosted.mounted = mounted)
    }

    /// Listens for an operation at another path than its own.
    #[must_use]
    pub fn at(self, operation: &'static OperationMeta, path: String) -> Self {
        let same = |(known, at): &&(&OperationMeta, String)| {
            known.method == operation.method && *at == path && known.id != operation.id
        };
        if let Some((first, _)) = self.0.moved.iter().find(same) {
            tracing::warn!(
                first = first.id,
                never = operation.id,
                "one path and method of two operations: all calls reach the first"
            );
        }
        self.changed(|hosted| hosted.moved.push((operation, path)))
    }

    /// Serves one request.
    pub fn serve<B: RequestBody>(&self, request: Request<B>) -> Served {
        let host = Arc::clone(&self.0);
        let request = request.map(Body::stream);
        let answer = match host.route(&request) {
            Route::Found(operation, path) => {
                let span = span(&request, Some(operation));
                // In a box of its own, as futures that hand it on would hold it once more each.
                let (options, taken) = (host.options.clone(), Arc::clone(&host.taken));
                let call = Box::new(Call::new(operation, path, request, options, taken));
                return Box::pin(called(host, call, span.clone()).instrument(span));
            }
            Route::OtherMethods(allow) if request.method() == Method::OPTIONS => {
                host.uncalled(&request, Ok(options(&allow)))
            }
            Route::OtherMethods(allow) => {
                host.uncalled(&request, Err(Refusal::other_methods(allow)))
            }
            Route::NotFound => host.uncalled(&request, Err(Refusal::new(Reason::NotFound))),
        };
        Box::pin(std::future::ready(Ok(answer)))
    }
}

/// Calls an operation, with whatever runs around it.
async fn called<D: Dispatch>(
    host: Arc<Hosted<D>>,
    mut call: Box<Call>,
    span: Span,
) -> Result<Answer, std::convert::Infallible> {
    let outcome = match host.begin() {
        Some(_begun) => {
            let before = match &host.hooks {
                Some(hooks) => {
                    let cx = call.context_mut();
                    CatchPanic(Box::pin(async { hooks.before(cx).await }), broken).await
                }
                None => Ok(None),
            };
            match before {
                Ok(Some(answer)) => Ok(answer),
                Ok(None) => CatchPanic(host.dispatch.call(&call), broken).await,
                Err(refusal) => Err(refusal),
            }
        }
        None => Err(Refusal::new(Reason::Overloaded)),
    };
    let operation = call.operation();
    let mut answer = outcome.unwrap_or_else(|refusal| {
        let presented = Call::presented(call.context().headers());
        host.refuse(refusal, Some(operation), presented, &span)
    });
    answer.extensions_mut().insert(operation);
    if let Some(hooks) = &host.hooks {
        let after = Box::pin(async { hooks.after(call.context(), &mut answer).await });
        CatchPanic(after, |panic| tracing::error!(panic, "a hook failed")).await;
    }
    span.record("http.response.status_code", answer.status().as_u16());
    let is_head = *call.context().method() == Method::HEAD;
    Ok(if is_head { without_body(answer) } else { answer })
}

impl<D: Dispatch> Hosted<D> {
    /// Answers where there is no operation.
    fn uncalled(&self, request: &Request<Body>, outcome: Outcome) -> Answer {
        let span = span(request, None);
        let answer = outcome.unwrap_or_else(|refusal| self.refuse(refusal, None, false, &span));
        span.record("http.response.status_code", answer.status().as_u16());
        if request.method() == Method::HEAD { without_body(answer) } else { answer }
    }

    /// Counts a call until what is given is dropped; `None` where there are as many as may be.
    fn begin(&self) -> Option<Begun<'_>> {
        let before = self.calls.fetch_add(1, Ordering::Relaxed);
        let begun = Begun(&self.calls);
        self.options.most_calls.is_none_or(|most| before < most).then_some(begun)
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

/// A call that is worked on.
struct Begun<'a>(&'a AtomicUsize);

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
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

/// Turns a panic of the team's code into what is made of its text.
struct CatchPanic<'a, T>(BoxFuture<'a, T>, fn(String) -> T);

impl<T> Future for CatchPanic<'_, T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match catch_unwind(AssertUnwindSafe(|| self.0.as_mut().poll(cx))) {
            Ok(poll) => poll,
            Err(panic) => Poll::Ready((self.1)(panic_text(&*panic))),
        }
    }
}

fn broken<T>(panic: String) -> Result<T, Refusal> {
    Err(Refusal::unexpected(panic.into()))
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    format!("panic: {}", text.unwrap_or("of an unknown kind"))
}
