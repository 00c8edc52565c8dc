//! What leads from page to page on the wire: parameters in headers, keys in queries, and what cannot be read.

#![cfg(feature = "client")]
#![allow(missing_docs, reason = "what is tested is told by the tests")]

use http::{Response, StatusCode};
use specwright_runtime::bytes::Bytes;
use specwright_runtime::client::{
    Astray, Builder, Core, PageError, PageItems, Paging, Recorded, Spot,
};
use specwright_runtime::http;
use specwright_runtime::operation::wire_operation;

wire_operation! {
    /// Lists numbers.
    pub static LIST: "list" "GET" "/numbers" {
        security: [[api_key "key" query "key"]],
    }

    pub struct ListRequest {
        pub position: Option<i64> = header "X-Position" optional,
        pub page: Option<i64> = query "page" optional,
        pub tags: Option<Vec<String>> = query "tags" [array] optional,
    }

    pub enum ListSuccess {
        Ok(Vec<i64> = json) = 200,
    }

    pub enum ListError {}
}

/// The numbers, and what was asked for.
fn list(
    request: &ListRequest,
    paging: &'static Paging,
    answers: impl IntoIterator<Item = Response<Bytes>>,
) -> (PageItems<ListRequest, i64>, Recorded) {
    let recorded = answers.into_iter().fold(Recorded::new(), Recorded::answer);
    let builder: Builder<Core> = Builder::new("http://host").api_key("key", "secret");
    let core = builder.transport(recorded.clone()).build().expect("a client");
    (core.pages(request, paging, |ListSuccess::Ok(page)| Some(page)).items(), recorded)
}

fn answer(headers: &[(&'static str, &'static str)], body: &'static str) -> Response<Bytes> {
    let mut answer = Response::builder().status(StatusCode::OK);
    answer = answer.header("Content-Type", "application/json");
    for (name, value) in headers {
        answer = answer.header(*name, *value);
    }
    answer.body(Bytes::from_static(body.as_bytes())).expect("an answer")
}

fn targets(recorded: &Recorded) -> Vec<String> {
    recorded.requests().iter().map(|request| request.uri().to_string()).collect()
}

#[tokio::test]
async fn a_parameter_may_be_a_header() {
    const PAGING: Paging = Paging::cursor("X-Position", Spot::Body("/last")).in_header();
    let answers = [answer(&[], "[3, 5]"), answer(&[], "[8]"), answer(&[], "[]")];
    let request = ListRequest { position: Some(1), page: None, tags: None };
    let (items, recorded) = list(&request, &PAGING, answers);
    assert_eq!(items.all().await.expect("numbers"), [3, 5, 8]);
    let asked: Vec<_> = recorded
        .requests()
        .iter()
        .map(|request| request.headers()["x-position"].to_str().expect("text").to_owned())
        .collect();
    assert_eq!(asked, ["1", "5", "8"]);
}

#[tokio::test]
async fn other_parameters_stay_as_they_are() {
    const PAGING: Paging = Paging::page("page", 0).total(Spot::Header("X-Pages"));
    let pages = [("X-Pages", "2")];
    let answers = [answer(&pages, "[1]"), answer(&pages, "[2]")];
    let tags = Some(vec!["a&b".to_owned(), "page=7".to_owned()]);
    let request = ListRequest { position: None, page: None, tags };
    let (items, recorded) = list(&request, &PAGING, answers);
    assert_eq!(items.all().await.expect("numbers"), [1, 2]);
    let expected = [
        "http://host/numbers?tags=a%26b&tags=page%3D7&key=secret",
        "http://host/numbers?tags=a%26b&tags=page%3D7&page=1&key=secret",
    ];
    assert_eq!(targets(&recorded), expected);
}

#[tokio::test]
async fn a_key_that_the_server_repeats_is_said_once() {
    const PAGING: Paging = Paging::link(Spot::Header("X-Next"));
    let next = [("X-Next", "/numbers?key=secret&after=1")];
    let answers = [answer(&next, "[1]"), answer(&[], "[2]")];
    let (items, recorded) = list(&ListRequest::default(), &PAGING, answers);
    assert_eq!(items.all().await.expect("numbers"), [1, 2]);
    assert_eq!(targets(&recorded)[1], "http://host/numbers?after=1&key=secret");
}

#[tokio::test]
async fn what_cannot_be_read_is_no_end() {
    const CURSOR: Paging = Paging::cursor("page", Spot::Header("X-Next"));
    const MORE: Paging = CURSOR.more(Spot::Header("X-More"));
    const LAST: Paging = Paging::cursor("page", Spot::Body(""));
    const TOTAL: Paging = Paging::page("page", 1).total(Spot::Header("X-Total"));
    for (paging, headers) in [
        // There are more, and it is not said where.
        (&MORE, &[("X-More", "true")][..]),
        (&MORE, &[("X-More", "perhaps"), ("X-Next", "2")]),
        (&CURSOR, &[("X-Next", "\u{e9}")]),
        // A list is no cursor.
        (&LAST, &[]),
        (&TOTAL, &[("X-Total", "some")]),
    ] {
        let (mut items, _) = list(&ListRequest::default(), paging, [answer(headers, "[1]")]);
        assert_eq!(items.next().await.expect("an item").expect("a number"), 1);
        let error = items.next().await.expect("an error").expect_err("an error");
        assert!(matches!(error, PageError::Astray(Astray::Unreadable)), "{headers:?}: {error}");
        assert!(items.next().await.is_none());
    }
    let (items, _) = list(
        &ListRequest::default(),
        &MORE,
        [answer(&[("X-More", "false"), ("X-Next", "2")], "[1]")],
    );
    assert_eq!(items.all().await.expect("numbers"), [1]);
}
