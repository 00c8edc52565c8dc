//! What each operation answers: what it read, or what its query asks for.
#![allow(clippy::wildcard_imports, reason = "this serves every operation there is")]

use std::collections::BTreeMap;

use features::models::{
    Caller, Error, HeadersXSlot, MultipartBody, Order, Order2, Order3, SubscribeCreatedBody, Update,
};
use features::operations::*;
use features::runtime::bytes::Bytes;
use features::runtime::http::StatusCode;
use features::runtime::operation::{ByteStream, Items};
use features::runtime::serde_json::{Value, json};
use features::runtime::server::{Context, Failure, Or};
use features::runtime::wire::{Wire, from_value, to_value};
use features::server::FeaturesApi;

use crate::keys::{By, Keys, Schemes as _};
use crate::pages;

/// The server's own code; it keeps nothing.
pub struct Echo;

/// Operations that answer with their parameters by name.
macro_rules! seen {
    ($($name:ident($request:ident { $($field:ident),* }) -> $success:ident | $error:ident;)*) => {
        $(async fn $name(
            &self,
            _cx: &Context,
            request: $request,
        ) -> Result<$success, Failure<$error>> {
            let $request { $($field),* } = request;
            let mut seen = BTreeMap::new();
            $(note(&mut seen, stringify!($field), &$field);)*
            Ok($success::Ok(seen))
        })*
    };
}

fn note<T: Wire>(seen: &mut BTreeMap<String, Value>, name: &str, value: &T) {
    let value = to_value(value);
    if !value.is_null() {
        seen.insert(name.trim_start_matches("r#").to_owned(), value);
    }
}

/// Operations that answer with who called.
macro_rules! callers {
    ($($name:ident($caller:ty, $request:ident) -> $success:ident | $error:ident;)*) => {
        $(async fn $name(
            &self,
            _cx: &Context,
            caller: $caller,
            _request: $request,
        ) -> Result<$success, Failure<$error>> {
            Ok($success::Ok(caller.caller()))
        })*
    };
}

/// Operations that answer with a value of their request.
macro_rules! answers {
    ($($name:ident($request:ident: $type:ident) -> $success:ident | $error:ident { $answer:expr })*) => {
        $(async fn $name(
            &self,
            _cx: &Context,
            $request: $type,
        ) -> Result<$success, Failure<$error>> {
            Ok($answer)
        })*
    };
}

impl FeaturesApi for Echo {
    type Auth = Keys;

    seen! {
        cookie_form(CookieFormRequest { label }) -> CookieFormSuccess | CookieFormError;
        cookie_form_not_exploded(CookieFormNotExplodedRequest { label, ports, slot }) -> CookieFormNotExplodedSuccess | CookieFormNotExplodedError;
        cookie_json(CookieJsonRequest { slot }) -> CookieJsonSuccess | CookieJsonError;
        nowhere(NowhereRequest { id, x_request_id }) -> NowhereSuccess | NowhereError;
        everywhere(EverywhereRequest { id, query_id, header_id, cookie_id, x_request_id }) -> EverywhereSuccess | EverywhereError;
        header_checked(HeaderCheckedRequest { x_request_id, x_attempt, x_kind }) -> HeaderCheckedSuccess | HeaderCheckedError;
        header_json(HeaderJsonRequest { x_slot }) -> HeaderJsonSuccess | HeaderJsonError;
        header_simple(HeaderSimpleRequest { x_label, x_ports, x_slot }) -> HeaderSimpleSuccess | HeaderSimpleError;
        header_simple_exploded(HeaderSimpleExplodedRequest { x_label, x_ports, x_slot }) -> HeaderSimpleExplodedSuccess | HeaderSimpleExplodedError;
        path_default(PathDefaultRequest { number, label, kind }) -> PathDefaultSuccess | PathDefaultError;
        path_json(PathJsonRequest { slot }) -> PathJsonSuccess | PathJsonError;
        path_label_exploded(PathLabelExplodedRequest { label, ports, slot }) -> PathLabelExplodedSuccess | PathLabelExplodedError;
        path_label(PathLabelRequest { label, ports, slot }) -> PathLabelSuccess | PathLabelError;
        path_matrix_exploded(PathMatrixExplodedRequest { label, ports, slot }) -> PathMatrixExplodedSuccess | PathMatrixExplodedError;
        path_matrix(PathMatrixRequest { label, ports, slot }) -> PathMatrixSuccess | PathMatrixError;
        path_simple_exploded(PathSimpleExplodedRequest { label, ports, slot }) -> PathSimpleExplodedSuccess | PathSimpleExplodedError;
        path_simple(PathSimpleRequest { label, ports, slot }) -> PathSimpleSuccess | PathSimpleError;
        query_checked(QueryCheckedRequest { supplier, limit, labels }) -> QueryCheckedSuccess | QueryCheckedError;
        query_deep(QueryDeepRequest { slot }) -> QueryDeepSuccess | QueryDeepError;
        query_defaults(QueryDefaultsRequest { page, exact, kind, sizes, floor, order }) -> QueryDefaultsSuccess | QueryDefaultsError;
        query_form(QueryFormRequest { label, ports, slot }) -> QueryFormSuccess | QueryFormError;
        query_form_not_exploded(QueryFormNotExplodedRequest { label, ports, slot }) -> QueryFormNotExplodedSuccess | QueryFormNotExplodedError;
        query_json(QueryJsonRequest { ports, slot }) -> QueryJsonSuccess | QueryJsonError;
        query_odd_names(QueryOddNamesRequest { filter_kind, a_b, r#type, groesse }) -> QueryOddNamesSuccess | QueryOddNamesError;
        query_pipe(QueryPipeRequest { ports, slot }) -> QueryPipeSuccess | QueryPipeError;
        query_reserved(QueryReservedRequest { label }) -> QueryReservedSuccess | QueryReservedError;
        query_space(QuerySpaceRequest { ports, slot }) -> QuerySpaceSuccess | QuerySpaceError;
        query_types(QueryTypesRequest { text, number, whole, small, truth, day, moment, identifier, kind, either }) -> QueryTypesSuccess | QueryTypesError;
    }

    callers! {
        by_basic(By, ByBasicRequest) -> ByBasicSuccess | ByBasicError;
        by_bearer(By, ByBearerRequest) -> ByBearerSuccess | ByBearerError;
        both((By, By), BothRequest) -> BothSuccess | BothError;
        by_digest(By, ByDigestRequest) -> ByDigestSuccess | ByDigestError;
        either(Or<By, By>, EitherRequest) -> EitherSuccess | EitherError;
        either_both(Or<(By, By), By>, EitherBothRequest) -> EitherBothSuccess | EitherBothError;
        by_key_in_cookie(By, ByKeyInCookieRequest) -> ByKeyInCookieSuccess | ByKeyInCookieError;
        by_key_in_header(By, ByKeyInHeaderRequest) -> ByKeyInHeaderSuccess | ByKeyInHeaderError;
        by_key_in_query(By, ByKeyInQueryRequest) -> ByKeyInQuerySuccess | ByKeyInQueryError;
        by_mutual_tls(By, ByMutualTlsRequest) -> ByMutualTlsSuccess | ByMutualTlsError;
        by_oauth2(By, ByOauth2Request) -> ByOauth2Success | ByOauth2Error;
        by_oauth2_two_scopes(By, ByOauth2TwoScopesRequest) -> ByOauth2TwoScopesSuccess | ByOauth2TwoScopesError;
        by_open_id(By, ByOpenIdRequest) -> ByOpenIdSuccess | ByOpenIdError;
        perhaps(Option<By>, PerhapsRequest) -> PerhapsSuccess | PerhapsError;
        scopes_in_choice(Or<By, By>, ScopesInChoiceRequest) -> ScopesInChoiceSuccess | ScopesInChoiceError;
    }

    /// The order in the form that the caller likes best.
    async fn negotiated(
        &self,
        cx: &Context,
        _request: NegotiatedRequest,
    ) -> Result<NegotiatedSuccess, Failure<NegotiatedError>> {
        let order = order();
        Ok(NegotiatedSuccess::Ok(match cx.preferred() {
            Some("text/plain") => NegotiatedOkBody::Text(format!("order {}", order.id)),
            Some("text/csv") => NegotiatedOkBody::Csv(format!("id\n{}\n", order.id)),
            Some("application/vnd.example.order+json") => {
                NegotiatedOkBody::VndExampleOrderJson(order)
            }
            Some("application/octet-stream") => {
                NegotiatedOkBody::Bytes(Bytes::from_static(b"1").into())
            }
            _ => NegotiatedOkBody::Json(order),
        }))
    }

    answers! {
        base64(request: Base64Request) -> Base64Success | Base64Error {
            Base64Success::Ok(request.body)
        }
        bytes(request: BytesRequest) -> BytesSuccess | BytesError {
            BytesSuccess::Ok(request.body)
        }
        download(request: DownloadRequest) -> DownloadSuccess | DownloadError {
            DownloadSuccess::Ok(request.name.into())
        }
        upload(request: UploadRequest) -> UploadSuccess | UploadError {
            UploadSuccess::Ok(request.body.read(1 << 30).await?.len().try_into().unwrap_or(i64::MAX))
        }
        cookies(_request: CookiesRequest) -> CookiesSuccess | CookiesError {
            CookiesSuccess::NoContent
        }
        only_default(request: OnlyDefaultRequest) -> OnlyDefaultSuccess | OnlyDefaultError {
            OnlyDefaultSuccess::Default {
                status: status(request.answer),
                body: BTreeMap::from([("answer".to_owned(), request.answer.into())]),
            }
        }
        elsewhere(_request: ElsewhereRequest) -> ElsewhereSuccess | ElsewhereError {
            ElsewhereSuccess::SeeOther { location: "/nobody".to_owned() }
        }
        events(_request: EventsRequest) -> EventsSuccess | EventsError {
            EventsSuccess::Ok(events())
        }
        event_kinds(_request: EventKindsRequest) -> EventKindsSuccess | EventKindsError {
            EventKindsSuccess::Ok(events())
        }
        file(_request: FileRequest) -> FileSuccess | FileError {
            FileSuccess::Ok {
                content_disposition: "attachment; filename=\"empty.pdf\"".to_owned(),
                etag: None,
                body: Bytes::from_static(b"%PDF-1.7").into(),
            }
        }
        form(request: FormRequest) -> FormSuccess | FormError {
            FormSuccess::Ok(members(&request.body))
        }
        headers(_request: HeadersRequest) -> HeadersSuccess | HeadersError {
            HeadersSuccess::Created {
                location: "/statuses".to_owned(),
                x_remaining: 1,
                x_tags: Some(vec!["a".to_owned(), "b".to_owned()]),
                x_slot: Some(HeadersXSlot { row: Some(1), side: Some("left".to_owned()) }),
                x_order: Some(order()),
                expires_on: "2022-01-10".parse().ok(),
                body: order(),
            }
        }
        json_merge(request: JsonMergeRequest) -> JsonMergeSuccess | JsonMergeError {
            JsonMergeSuccess::Ok(request.body)
        }
        json_object(request: JsonObjectRequest) -> JsonObjectSuccess | JsonObjectError {
            JsonObjectSuccess::Ok(request.body)
        }
        json_optional(request: JsonOptionalRequest) -> JsonOptionalSuccess | JsonOptionalError {
            request.body.map_or(JsonOptionalSuccess::NoContent, JsonOptionalSuccess::Ok)
        }
        json_anything(request: JsonAnythingRequest) -> JsonAnythingSuccess | JsonAnythingError {
            JsonAnythingSuccess::Ok(request.body)
        }
        json_list(request: JsonListRequest) -> JsonListSuccess | JsonListError {
            JsonListSuccess::Ok(request.body)
        }
        json_text(request: JsonTextRequest) -> JsonTextSuccess | JsonTextError {
            JsonTextSuccess::Ok(request.body)
        }
        lines(request: LinesRequest) -> LinesSuccess | LinesError {
            LinesSuccess::Ok(request.body.all(1000).await?.into())
        }
        ndjson(request: NdjsonRequest) -> NdjsonSuccess | NdjsonError {
            NdjsonSuccess::Ok((1..=request.count).map(|id| Update::new(id, "ACKNOWLEDGED")).collect())
        }
        mixed(_request: MixedRequest) -> MixedSuccess | MixedError {
            MixedSuccess::Ok(vec![Update::new(1, "HELD")])
        }
        mixed_prefixed(_request: MixedPrefixedRequest) -> MixedPrefixedSuccess | MixedPrefixedError {
            MixedPrefixedSuccess::NoContent
        }
        multipart(request: MultipartRequest) -> MultipartSuccess | MultipartError {
            MultipartSuccess::Ok(parts(request.body))
        }
        multipart_styled(request: MultipartStyledRequest) -> MultipartStyledSuccess | MultipartStyledError {
            MultipartStyledSuccess::Ok(members(&request.body))
        }
        multipart_upload(_request: MultipartUploadRequest) -> MultipartUploadSuccess | MultipartUploadError {
            MultipartUploadSuccess::NoContent
        }
        nothing(_request: NothingRequest) -> NothingSuccess | NothingError {
            NothingSuccess::Ok { x_length: 0 }
        }
        copy_orders(_request: CopyOrdersRequest) -> CopyOrdersSuccess | CopyOrdersError {
            CopyOrdersSuccess::Created
        }
        list_by_address(request: ListByAddressRequest) -> ListByAddressSuccess | ListByAddressError {
            pages::by_address(&request)
        }
        list_by_cursor(request: ListByCursorRequest) -> ListByCursorSuccess | ListByCursorError {
            pages::by_cursor(&request)?
        }
        list_by_link(request: ListByLinkRequest) -> ListByLinkSuccess | ListByLinkError {
            pages::by_link(&request)
        }
        list_by_number(request: ListByNumberRequest) -> ListByNumberSuccess | ListByNumberError {
            pages::by_number(&request)
        }
        list_by_offset(request: ListByOffsetRequest) -> ListByOffsetSuccess | ListByOffsetError {
            pages::by_offset(&request)
        }
        list_orders(_request: ListOrdersRequest) -> ListOrdersSuccess | ListOrdersError {
            ListOrdersSuccess::Ok(vec![Order3::new(1)])
        }
        search_orders(_request: SearchOrdersRequest) -> SearchOrdersSuccess | SearchOrdersError {
            SearchOrdersSuccess::Ok(vec![Order3::new(1)])
        }
        list_orders_by_json(_request: ListOrdersByJsonRequest) -> ListOrdersByJsonSuccess | ListOrdersByJsonError {
            ListOrdersByJsonSuccess::Ok(vec![Order3::new(1)])
        }
        picture(_request: PictureRequest) -> PictureSuccess | PictureError {
            PictureSuccess::Ok(ByteStream::from(Bytes::from_static(b"GIF89a")).of("image/gif"))
        }
        take_picture(_request: TakePictureRequest) -> TakePictureSuccess | TakePictureError {
            TakePictureSuccess::NoContent
        }
        ranges(request: RangesRequest) -> RangesSuccess | RangesError {
            match status(request.answer) {
                StatusCode::OK => RangesSuccess::Ok(order()),
                status if status.is_success() => RangesSuccess::Successful { status },
                status if status.is_redirection() => RangesSuccess::Redirection { status },
                status if status == StatusCode::NOT_FOUND => Err(RangesError::NotFound(error()))?,
                status if status.is_client_error() => {
                    Err(RangesError::ClientError { status, body: error() })?
                }
                status => Err(RangesError::Default { status, body: error() })?,
            }
        }
        reserved(request: ReservedRequest) -> ReservedSuccess | ReservedError {
            ReservedSuccess::Ok(request.path)
        }
        scalars(request: ScalarsRequest) -> ScalarsSuccess | ScalarsError {
            match request.answer {
                203 => ScalarsSuccess::NonAuthoritativeInformation(BTreeMap::from([(
                    "one".to_owned(),
                    order(),
                )])),
                400 => Err(ScalarsError::BadRequest(error()))?,
                _ => ScalarsSuccess::Ok(request.answer),
            }
        }
        sequence(request: SequenceRequest) -> SequenceSuccess | SequenceError {
            SequenceSuccess::Ok(request.body.all(1000).await?.into())
        }
        several(request: SeveralRequest) -> SeveralSuccess | SeveralError {
            SeveralSuccess::Ok(match request.body {
                SeveralBody::Json(order)
                | SeveralBody::VndExampleOrderJson(order)
                | SeveralBody::Form(order) => order,
                SeveralBody::Text(_) => Order2::new("a text"),
                SeveralBody::Bytes(_) => Order2::new("bytes"),
            })
        }
        statuses(request: StatusesRequest) -> StatusesSuccess | StatusesError {
            match request.answer {
                202 => StatusesSuccess::Accepted,
                204 => StatusesSuccess::NoContent,
                304 => StatusesSuccess::NotModified,
                400 => Err(StatusesError::BadRequest(error()))?,
                404 => Err(StatusesError::NotFound(error()))?,
                409 => Err(StatusesError::Conflict)?,
                410 => Err(StatusesError::Gone("2022-01-10".parse()?))?,
                503 => Err(StatusesError::ServiceUnavailable)?,
                _ => StatusesSuccess::Ok(order()),
            }
        }
        subscribe(_request: SubscribeRequest) -> SubscribeSuccess | SubscribeError {
            SubscribeSuccess::Created(SubscribeCreatedBody::new(1))
        }
        text(request: TextRequest) -> TextSuccess | TextError {
            TextSuccess::Ok(request.body)
        }
        unusual(request: UnusualRequest) -> UnusualSuccess | UnusualError {
            match request.answer {
                299 => UnusualSuccess::Status299,
                499 => Err(UnusualError::Status499)?,
                _ => UnusualSuccess::MultiStatus(vec![order()]),
            }
        }
        whatever(_request: WhateverRequest) -> WhateverSuccess | WhateverError {
            WhateverSuccess::NoContent
        }
        xml_nested(request: XmlNestedRequest) -> XmlNestedSuccess | XmlNestedError {
            XmlNestedSuccess::Ok(members(&request.body))
        }
        xml(request: XmlRequest) -> XmlSuccess | XmlError {
            XmlSuccess::Ok(request.body)
        }
    }

    async fn inherited(
        &self,
        _cx: &Context,
        _request: InheritedRequest,
    ) -> Result<InheritedSuccess, Failure<InheritedError>> {
        Ok(InheritedSuccess::Ok(Caller::new(Vec::new())))
    }

    async fn anonymous(
        &self,
        _cx: &Context,
        _request: AnonymousRequest,
    ) -> Result<AnonymousSuccess, Failure<AnonymousError>> {
        Ok(AnonymousSuccess::Ok(Caller::new(Vec::new())))
    }

    async fn anonymous_too(
        &self,
        _cx: &Context,
        _request: AnonymousTooRequest,
    ) -> Result<AnonymousTooSuccess, Failure<AnonymousTooError>> {
        Ok(AnonymousTooSuccess::Ok(Caller::new(Vec::new())))
    }

    async fn create_thing(
        &self,
        _cx: &Context,
        _caller: By,
        request: CreateThingRequest,
    ) -> Result<CreateThingSuccess, Failure<CreateThingError>> {
        Ok(CreateThingSuccess::Created(request.body))
    }
}

/// One event, of whatever type says what it may be.
fn events<T: Wire + Unpin + Send + 'static>() -> Items<T> {
    let event = json!({"event": "update", "data": "{\"id\":1,\"status\":\"ACKNOWLEDGED\"}"});
    from_value(&event).into_iter().collect()
}

/// What stands in parts; of files, their lengths.
fn parts(body: MultipartBody) -> BTreeMap<String, Value> {
    let mut seen = members(&body);
    seen.insert("plan".to_owned(), body.plan.content.len().into());
    let photos = body.photos.into_iter().flatten().map(|photo| photo.content.len());
    seen.insert("photos".to_owned(), photos.collect());
    seen
}

fn status(answer: i64) -> StatusCode {
    let code = u16::try_from(answer).ok().and_then(|code| StatusCode::from_u16(code).ok());
    code.unwrap_or(StatusCode::OK)
}

fn order() -> Order {
    Order::new(1, "FTTP")
}

fn error() -> Error {
    Error::new("ASKED_FOR", "the query asks for it")
}

fn members<T: Wire>(value: &T) -> BTreeMap<String, Value> {
    let value = to_value(value);
    let members = value.as_object().into_iter().flatten();
    members.map(|(name, member)| (name.clone(), member.clone())).collect()
}
