//! Answers that are pages: every way that one leads to the next, where one leads astray, and what is never asked for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::extract::Request;
use axum::response::{IntoResponse as _, Response};
use features::client::Client;
use features::models::Row;
use features::operations::*;
use specwright_runtime::bytes::Bytes;
use specwright_runtime::client::{Astray, ClientError, PageError, Recorded};
use specwright_runtime::http::{self, StatusCode};
use specwright_runtime::server::IntoRouter as _;

/// In process, and over a socket.
async fn clients() -> [Client; 2] {
    let socket = over_socket(features_echo::server("good").into_router()).await;
    [Client::in_process(features_echo::server("in-process")), socket]
}

async fn over_socket(router: axum::Router) -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    Client::builder(format!("http://{address}")).build().expect("a client")
}

/// A client of answers that are told, and the record of what it asked.
fn told(answers: impl IntoIterator<Item = http::Response<Bytes>>) -> (Client, Recorded) {
    let recorded = answers.into_iter().fold(Recorded::new(), Recorded::answer);
    let client = Client::builder("https://host/v1").transport(recorded.clone());
    (client.build().expect("a client"), recorded)
}

fn json(text: impl Into<Bytes>) -> http::Response<Bytes> {
    let answer = http::Response::builder().header("Content-Type", "application/json");
    answer.body(text.into()).expect("an answer")
}

/// Rows with a link to the next.
fn linked(link: &str) -> http::Response<Bytes> {
    let mut answer = json("[{\"number\": 1}]");
    answer.headers_mut().insert("link", link.parse().expect("a header"));
    answer
}

fn targets(recorded: &Recorded) -> Vec<String> {
    recorded.requests().iter().map(|request| request.uri().to_string()).collect()
}

fn numbers(rows: &[Row]) -> Vec<i64> {
    rows.iter().map(|row| row.number).collect()
}

#[tokio::test]
async fn all_rows_come_by_every_style() {
    for client in clients().await {
        for limit in [None, Some(1), Some(7), Some(100)] {
            let cursor = ListByCursorRequest { limit, ..ListByCursorRequest::default() };
            let offset = ListByOffsetRequest { limit, ..ListByOffsetRequest::default() };
            let number = ListByNumberRequest { limit, ..ListByNumberRequest::default() };
            let link = ListByLinkRequest { limit, ..ListByLinkRequest::default() };
            let address = ListByAddressRequest { limit, ..ListByAddressRequest::default() };
            for rows in [
                client.list_by_cursor_pages(&cursor).items().all().await.expect("rows"),
                client.list_by_offset_pages(&offset).items().all().await.expect("rows"),
                client.list_by_number_pages(&number).items().all().await.expect("rows"),
                client.list_by_link_pages(&link).items().all().await.expect("rows"),
                client.list_by_address_pages(&address).items().all().await.expect("rows"),
            ] {
                assert_eq!(numbers(&rows), [1, 2, 3, 4, 5, 6, 7], "{limit:?}");
            }
        }
    }
}

#[tokio::test]
async fn reading_starts_where_the_request_says() {
    for client in clients().await {
        let cursor = ListByCursorRequest { cursor: Some("behind=5".to_owned()), limit: Some(1) };
        let rows = client.list_by_cursor_pages(&cursor).items().all().await.expect("rows");
        assert_eq!(numbers(&rows), [6, 7]);
        let offset = ListByOffsetRequest { offset: 4, limit: Some(2) };
        let rows = client.list_by_offset_pages(&offset).items().all().await.expect("rows");
        assert_eq!(numbers(&rows), [5, 6, 7]);
        let number = ListByNumberRequest { page: Some(3), limit: Some(2) };
        let rows = client.list_by_number_pages(&number).items().all().await.expect("rows");
        assert_eq!(numbers(&rows), [5, 6, 7]);
        let link = ListByLinkRequest { after: Some(7), limit: None };
        let mut pages = client.list_by_link_pages(&link);
        let none = pages.next().await.expect("a page").expect("a good one");
        assert_eq!(
            (none.status, none.value),
            (StatusCode::NO_CONTENT, ListByLinkSuccess::NoContent)
        );
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn pages_are_whole_answers() {
    for client in clients().await {
        let mut pages = client.list_by_offset_pages(&ListByOffsetRequest::default());
        let mut lengths = Vec::new();
        while let Some(page) = pages.next().await {
            let ListByOffsetSuccess::Ok { x_total_count, body } = page.expect("a page").value;
            lengths.push((x_total_count, body.len()));
        }
        assert_eq!(lengths, [(7, 3), (7, 3), (7, 1)]);
    }
}

#[tokio::test]
async fn what_is_asked_for_is_the_first_request_with_another_parameter() {
    let page = |next: &str| json(format!("{{\"rows\": [], \"paging\": {{\"next\": {next}}}}}"));
    let (client, recorded) = told([page("\"a&b=c ü\""), page("\"\"")]);
    let request = ListByCursorRequest { cursor: None, limit: Some(5) };
    client.list_by_cursor_pages(&request).items().all().await.expect("no rows");
    let expected = [
        "https://host/v1/pages/cursor?limit=5",
        "https://host/v1/pages/cursor?limit=5&cursor=a%26b%3Dc%20%C3%BC",
    ];
    assert_eq!(targets(&recorded), expected);
}

#[tokio::test]
async fn links_are_followed_as_they_are() {
    let client = Client::builder("https://host/v1").api_key("keyInQuery", "key");
    let recorded = Recorded::new()
        .answer(linked("<https://host:443/elsewhere?page=2&x=%2F>; rel=next"))
        .answer(linked("<next>; rel=next"))
        .answer(linked("<?last>; rel=\"next last\""))
        .answer(linked("<?first>; rel=first"));
    let client: Client = client.transport(recorded.clone()).build().expect("a client");
    let request = ListByLinkRequest { after: None, limit: Some(1) };
    let rows = client.list_by_link_pages(&request).items().all().await.expect("rows");
    assert_eq!(rows.len(), 4);
    let expected = [
        "https://host/v1/pages/link?limit=1",
        "https://host:443/elsewhere?page=2&x=%2F",
        "https://host:443/next",
        "https://host:443/next?last",
    ];
    assert_eq!(targets(&recorded), expected);
}

#[tokio::test]
async fn a_page_that_was_read_is_not_read_again() {
    let page = |next: &str| {
        json(format!("{{\"rows\": [{{\"number\": 1}}], \"paging\": {{\"next\": \"{next}\"}}}}"))
    };
    for (first, answers) in [
        (None, vec![page("a"), page("b"), page("a")]),
        (Some("a".to_owned()), vec![page("b"), page("c"), page("a")]),
    ] {
        let (client, recorded) = told(answers);
        let request = ListByCursorRequest { cursor: first, limit: None };
        let mut rows = client.list_by_cursor_pages(&request).items();
        // What leads astray takes nothing from the page that does.
        for _ in 0..3 {
            rows.next().await.expect("a row").expect("a good one");
        }
        let astray = rows.next().await.expect("an error").expect_err("an error");
        assert!(matches!(astray, PageError::Astray(Astray::Repeated)), "{astray}");
        assert!(rows.next().await.is_none());
        assert_eq!(recorded.requests().len(), 3);
    }
    let (client, recorded) = told([linked("<?after=1>; rel=next"), linked("<?after=1>; rel=next")]);
    let rows = client.list_by_link_pages(&ListByLinkRequest::default()).items().all().await;
    assert!(matches!(rows, Err(PageError::Astray(Astray::Repeated))), "{rows:?}");
    assert_eq!(recorded.requests().len(), 2);
}

#[tokio::test]
async fn nobody_else_is_asked() {
    for (next, origin) in [
        ("https://other/v1/pages/link", "https://other:443"),
        ("//host.example/x", "https://host.example:443"),
        ("http://host/v1/pages/link", "http://host:80"),
        ("https://host:8443/", "https://host:8443"),
        ("https://user:word@host/", ""),
        ("javascript:alert(1)", ""),
    ] {
        let (client, recorded) = told([linked(&format!("<{next}>; rel=next")), linked("")]);
        let link = client.list_by_link_pages(&ListByLinkRequest::default()).items().all().await;
        match link {
            Err(PageError::Astray(Astray::OtherOrigin(named))) => assert_eq!(named, origin),
            other => panic!("{next}: {other:?}"),
        }
        assert_eq!(recorded.requests().len(), 1, "{next}");
        let (client, recorded) = told([json(format!("{{\"rows\": [], \"next\": \"{next}\"}}"))]);
        let address = client.list_by_address_pages(&ListByAddressRequest::default());
        let address = address.items().all().await;
        let refused = matches!(address, Err(PageError::Astray(Astray::OtherOrigin(_))));
        assert!(refused, "{next}: {address:?}");
        assert_eq!(recorded.requests().len(), 1, "{next}");
    }
}

#[tokio::test]
async fn pages_without_end_come_to_one() {
    for client in clients().await {
        let request = ListByCursorRequest { cursor: None, limit: Some(2) };
        let few = client.list_by_cursor_pages(&request).most(3).items().all().await;
        assert!(matches!(few, Err(PageError::Astray(Astray::TooMany(3)))), "{few:?}");
        let enough = client.list_by_cursor_pages(&request).most(4).items().all().await;
        assert_eq!(enough.expect("rows").len(), 7);
    }
    // As the configuration says.
    let endless = (0..200).map(|at| linked(&format!("<?after={at}>; rel=next")));
    let (client, recorded) = told(endless);
    let rows = client.list_by_link_pages(&ListByLinkRequest::default()).items().all().await;
    assert!(matches!(rows, Err(PageError::Astray(Astray::TooMany(100)))), "{rows:?}");
    assert_eq!(recorded.requests().len(), 100);
}

#[tokio::test]
async fn what_says_nothing_readable_is_an_error_and_no_end() {
    let page = "{\"found\": {\"rows\": [{\"number\": 1}]}, \"more\": true}";
    // More that cannot be counted to is asked for until there is nothing.
    let (client, _) = told([json(page), json("{}")]);
    let rows = client.list_by_number_pages(&ListByNumberRequest::default()).items().all().await;
    assert_eq!(rows.expect("rows").len(), 1);
    let (client, _) = told([linked("")]);
    let request = ListByOffsetRequest::default();
    let rows = client.list_by_offset_pages(&request).items().all().await;
    assert!(matches!(rows, Err(PageError::Call(ClientError::Decode(_)))), "{rows:?}");
}

#[tokio::test]
async fn an_error_on_page_two_comes_behind_the_rows_of_page_one() {
    for client in clients().await {
        let request = ListByCursorRequest { cursor: Some("worn out".to_owned()), limit: None };
        let refused = client.list_by_cursor_pages(&request).items().all().await;
        match refused {
            Err(PageError::Call(ClientError::Api(refusal))) => {
                assert_eq!(refusal.value, ListByCursorError::Gone);
            }
            other => panic!("{other:?}"),
        }
    }
    let asked = Arc::new(AtomicUsize::new(0));
    let client = over_socket(scripted(Arc::clone(&asked), |asked| match asked {
        0 => "{\"rows\": [{\"number\": 1}, {\"number\": 2}], \"paging\": {\"next\": \"a\"}}"
            .into_response(),
        _ => StatusCode::GONE.into_response(),
    }))
    .await;
    let mut rows = client.list_by_cursor_pages(&ListByCursorRequest::default()).items();
    for number in [1, 2] {
        assert_eq!(rows.next().await.expect("a row").expect("a good one").number, number);
    }
    let error = rows.next().await.expect("an error").expect_err("an error");
    assert!(matches!(error, PageError::Call(ClientError::Api(_))), "{error}");
    assert!(rows.next().await.is_none());
    assert_eq!(asked.load(Ordering::Relaxed), 2);
}

/// A server that answers by how often it was asked.
fn scripted(
    asked: Arc<AtomicUsize>,
    answer: impl Fn(usize) -> Response + Clone + Send + Sync + 'static,
) -> axum::Router {
    axum::Router::new().fallback(move |_: Request| {
        let (asked, answer) = (Arc::clone(&asked), answer.clone());
        async move {
            let mut answer = answer(asked.fetch_add(1, Ordering::Relaxed));
            let json = http::HeaderValue::from_static("application/json");
            answer.headers_mut().insert("content-type", json);
            answer
        }
    })
}

#[tokio::test]
async fn what_is_dropped_asks_for_nothing_more() {
    let asked = Arc::new(AtomicUsize::new(0));
    let rows = |at: usize| {
        format!("{{\"rows\": [{{\"number\": 1}}], \"paging\": {{\"next\": \"{at}\"}}}}")
            .into_response()
    };
    let client = over_socket(scripted(Arc::clone(&asked), rows)).await;
    let pages = client.list_by_cursor_pages(&ListByCursorRequest::default());
    drop(pages);
    assert_eq!(asked.load(Ordering::Relaxed), 0, "nobody wanted a page");
    let mut rows = client.list_by_cursor_pages(&ListByCursorRequest::default()).items();
    for _ in 0..3 {
        rows.next().await.expect("a row").expect("a good one");
    }
    drop(rows);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(asked.load(Ordering::Relaxed), 3, "each page was asked for when it was wanted");
}

#[tokio::test]
async fn a_request_under_way_ends_with_its_stream() {
    /// Counts the requests that are held.
    struct Held(Arc<AtomicUsize>);

    impl Drop for Held {
        fn drop(&mut self) {
            self.0.fetch_sub(1, Ordering::Relaxed);
        }
    }

    let held = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&held);
    let router = axum::Router::new().fallback(move || {
        counted.fetch_add(1, Ordering::Relaxed);
        let held = Held(Arc::clone(&counted));
        async move {
            let _held = held;
            std::future::pending::<StatusCode>().await
        }
    });
    let client = over_socket(router).await;
    let mut rows = client.list_by_cursor_pages(&ListByCursorRequest::default()).items();
    // To stop waiting for an item is no end of its request.
    for _ in 0..2 {
        let waited = tokio::time::timeout(Duration::from_millis(100), rows.next()).await;
        assert!(waited.is_err(), "nobody answers");
        assert_eq!(held.load(Ordering::Relaxed), 1);
    }
    drop(rows);
    for _ in 0..100 {
        if held.load(Ordering::Relaxed) == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the request is still under way");
}
