//! What runs around operations: hooks, checks of answers, limits of calls and of time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use specwright_runtime::http::{Request, StatusCode};
use specwright_runtime::operation::BoxFuture;
use specwright_runtime::server::{
    Answer, AnswerChecks, Body, Context, Hooks, Options, Reason, Refusal, Service,
};

use super::server;

fn amend(order_id: &str) -> Request<Body> {
    let body = Bytes::from(format!("{{\"orderId\": {order_id}}}"));
    let request = Request::post("/service-order-amendments")
        .header("Authorization", "Bearer good")
        .header("X-Request-ID", "r")
        .header("X-Conversation-ID", "c")
        .header("Content-Type", "application/json");
    request.body(body.into()).expect("a request")
}

async fn status(
    mut server: impl Service<Request<Body>, Response = Answer>,
    request: Request<Body>,
) -> u16 {
    match server.call(request).await {
        Ok(answer) => answer.status().as_u16(),
        Err(_) => unreachable!("a server always answers"),
    }
}

/// Answers, refuses or panics as a header says, and counts what goes out.
struct Watch(&'static AtomicUsize);

impl Hooks for Watch {
    fn before<'a>(&'a self, cx: &'a mut Context) -> BoxFuture<'a, Result<Option<Answer>, Refusal>> {
        Box::pin(async move {
            match cx.header("x-watch") {
                Some("answer") => {
                    let mut answer = Answer::new(Body::empty());
                    *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
                    Ok(Some(answer))
                }
                Some("refuse") => Err(Refusal::new(Reason::Forbidden)),
                Some("panic") => panic!("as it was told"),
                _ => {
                    cx.extensions_mut().insert(7_u8);
                    Ok(None)
                }
            }
        })
    }

    fn after<'a>(&'a self, cx: &'a Context, answer: &'a mut Answer) -> BoxFuture<'a, ()> {
        Box::pin(async move {
            self.0.fetch_add(1, Ordering::Relaxed);
            let seen = usize::from(cx.extensions().get::<u8>().is_some());
            answer.headers_mut().insert("x-seen", seen.into());
            assert!(cx.header("x-watch") != Some("late"), "as it was told");
        })
    }
}

#[tokio::test]
async fn hooks_run_around_every_operation() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let mut server = server().with_hooks(Watch(&CALLS));
    for (watch, order, expected, seen) in [
        ("", "7", 201, "1"),
        ("", "\"x\"", 400, "1"),
        ("answer", "7", 429, "0"),
        ("refuse", "7", 403, "0"),
        ("panic", "7", 500, "0"),
        ("late", "7", 201, "1"),
    ] {
        let mut request = amend(order);
        request.headers_mut().insert("x-watch", watch.parse().expect("a header"));
        let Ok(answer) = server.call(request).await;
        assert_eq!(answer.status().as_u16(), expected, "{watch}");
        assert_eq!(answer.headers()["x-seen"], seen, "{watch}");
    }
    assert_eq!(CALLS.load(Ordering::Relaxed), 6);
    let nowhere = Request::get("/nowhere").body(Body::empty()).expect("a request");
    assert_eq!(status(server, nowhere).await, 404);
    assert_eq!(CALLS.load(Ordering::Relaxed), 6, "there was no operation");
}

#[tokio::test]
async fn answers_are_held_against_their_schema() {
    let answers = |answers| {
        let mut options = Options::default();
        options.answers = answers;
        server().with_options(options)
    };
    // The order 405 is answered with a supplier that its own schema does not allow.
    for (checks, expected) in
        [(AnswerChecks::Unchecked, 201), (AnswerChecks::Logged, 201), (AnswerChecks::Refused, 500)]
    {
        assert_eq!(status(answers(checks), amend("405")).await, expected, "{checks:?}");
        assert_eq!(status(answers(checks), amend("7")).await, 201, "{checks:?}");
        assert_eq!(status(answers(checks), amend("404")).await, 422, "{checks:?}");
    }
}

/// A body that never comes.
struct Never;

impl http_body::Body for Never {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Self::Error>>> {
        std::task::Poll::Pending
    }
}

#[tokio::test]
async fn calls_are_limited_in_number_and_time() {
    tokio::time::pause();
    let mut options = Options::default();
    options.most_calls = Some(1);
    let server = server().with_options(options);
    let slow = tokio::spawn(status(server.clone(), amend("7").map(|_| Body::stream(Never))));
    tokio::task::yield_now().await;
    let mut busy = server.clone();
    let Ok(refused) = busy.call(amend("7")).await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()["retry-after"], "1");
    tokio::time::sleep(Duration::from_secs(31)).await;
    assert_eq!(slow.await.expect("an answer"), 408);
    assert_eq!(status(server, amend("7")).await, 201, "there is room again");
}
