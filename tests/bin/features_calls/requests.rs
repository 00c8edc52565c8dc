//! Requests for the operations that have no rows.
#![allow(clippy::wildcard_imports, reason = "this calls every operation there is")]

use features::models::{
    Base64Body, FormBody, MultipartStyledBody, Order2, OrderChange, OtherThing, Router, Site,
    SubscribeBody, Thing, Update,
};
use features::operations::*;
use specwright_runtime::base64::Base64;
use specwright_runtime::operation::{ByteStream, Items};
use specwright_runtime::patch::Patch;

use super::judge::Judge;

pub(crate) async fn send(judge: &mut Judge) {
    security(judge).await;
    bodies(judge).await;
    answers(judge).await;
    pages(judge).await;
}

async fn security(judge: &mut Judge) {
    judge.call(&InheritedRequest {}).await;
    judge.call(&ByKeyInHeaderRequest {}).await;
    judge.call(&ByKeyInQueryRequest {}).await;
    judge.call(&ByKeyInCookieRequest {}).await;
    judge.call(&ByBasicRequest {}).await;
    judge.call(&ByBearerRequest {}).await;
    judge.call(&ByDigestRequest {}).await;
    judge.call(&ByOauth2Request {}).await;
    judge.call(&ByOauth2TwoScopesRequest {}).await;
    judge.call(&ByOpenIdRequest {}).await;
    judge.call(&ByMutualTlsRequest {}).await;
    judge.call(&EitherRequest {}).await;
    judge.call(&BothRequest {}).await;
    judge.call(&EitherBothRequest {}).await;
    judge.call(&PerhapsRequest {}).await;
    judge.call(&ScopesInChoiceRequest {}).await;
    judge.call(&AnonymousRequest {}).await;
    judge.call(&AnonymousTooRequest {}).await;
}

async fn bodies(judge: &mut Judge) {
    let order = || Order2::new("FTTP");
    for body in [
        SeveralBody::Json(order()),
        SeveralBody::VndExampleOrderJson(order()),
        SeveralBody::Form(order()),
        SeveralBody::Text("a,b\n".to_owned()),
        SeveralBody::Bytes(ByteStream::from(&b"\x00\xff"[..])),
    ] {
        judge.call(&SeveralRequest::new(body)).await;
    }
    let form = FormBody {
        quantity: 2,
        express: Some(true),
        wanted: "2026-01-02".parse().ok(),
        labels: Some(vec!["a b".to_owned(), "c&d".to_owned()]),
        site: Some(Site { floor: Some(-1), ..Site::new("123") }),
        ..FormBody::new("a=b")
    };
    judge.call(&FormRequest::new(form)).await;
    let styled = MultipartStyledBody {
        ports: Some(vec![1, 2]),
        site: Some(Site::new("123")),
        ..MultipartStyledBody::default()
    };
    judge.call(&MultipartStyledRequest::new(styled)).await;
    let data = Base64::from(b"\x00\xff".to_vec());
    judge.call(&Base64Request::new(Base64Body::new(data))).await;
    let change = OrderChange { hazards: Patch::Value("dog".to_owned()), ..OrderChange::default() };
    judge.call(&JsonMergeRequest::new(change)).await;
    judge.call(&BytesRequest::new(ByteStream::from(&b"\x00\xff"[..]))).await;
    judge.call(&WhateverRequest::new(ByteStream::from("text").of("text/plain"))).await;
    judge.call(&TakePictureRequest::new(ByteStream::from("PNG").of("image/png"))).await;
    judge.call(&UploadRequest::new("a file.txt", ByteStream::from("text"))).await;
    let subscription = SubscribeBody::new("https://example.com/hook?a=b");
    judge.call(&SubscribeRequest::new(subscription.clone())).await;
    let secret = Some("secret".into());
    judge.call(&SubscribeRequest::new(SubscribeBody { secret, ..subscription })).await;
    for thing in [Thing::Router(Router::new(4)), Thing::Other(OtherThing::new("SPLITTER"))] {
        judge.call(&CreateThingRequest::new(thing)).await;
    }
    let updates =
        || -> Items<Update> { vec![Update::new(1, "NEW"), Update::new(2, "HELD")].into() };
    judge.call(&LinesRequest::new(updates())).await;
    judge.call(&SequenceRequest::new(updates())).await;
    judge
        .call(&MixedPrefixedRequest::new(
            ByteStream::from("--x--").of("multipart/mixed; boundary=x"),
        ))
        .await;
}

async fn answers(judge: &mut Judge) {
    for answer in [200, 599] {
        judge.call(&StatusesRequest::new(answer)).await;
        judge.call(&RangesRequest::new(answer)).await;
        judge.call(&OnlyDefaultRequest::new(answer)).await;
        judge.call(&UnusualRequest::new(answer)).await;
        judge.call(&ScalarsRequest::new(answer)).await;
    }
    judge.call(&HeadersRequest {}).await;
    judge.call(&NegotiatedRequest {}).await;
    judge.call(&FileRequest {}).await;
    judge.call(&PictureRequest {}).await;
    judge.call(&ElsewhereRequest {}).await;
    judge.call(&NothingRequest {}).await;
    judge.call(&EventsRequest::default()).await;
    judge.call(&EventsRequest { last_event_id: Some("7".to_owned()) }).await;
    judge.call(&EventKindsRequest {}).await;
    for count in [0, 3, 1000] {
        judge.call(&NdjsonRequest { count }).await;
    }
    judge.call(&MixedRequest {}).await;
    judge.call(&DownloadRequest::new("a file/ü.txt")).await;
}

async fn pages(judge: &mut Judge) {
    judge.call(&ListByCursorRequest::default()).await;
    let cursor = Some("behind=3&more".to_owned());
    judge.call(&ListByCursorRequest { cursor, limit: Some(100) }).await;
    judge.call(&ListByOffsetRequest::default()).await;
    judge.call(&ListByOffsetRequest { offset: 6, limit: Some(3) }).await;
    judge.call(&ListByNumberRequest { page: Some(2), limit: None }).await;
    judge.call(&ListByLinkRequest { after: Some(3), limit: Some(1) }).await;
    judge.call(&ListByAddressRequest { after: Some(0), limit: Some(1) }).await;
}
