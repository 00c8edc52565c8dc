//! Operations of the feature documents that the wire rows speak of: each notes what it read, and is called with it.

/// Hands every operation of the rows to a macro: its id, its method, its types, what it reads, and what it answers with.
macro_rules! noted_operations {
    ($macro:ident) => {
        $macro! {
            "cookieForm" cookie_form CookieFormRequest CookieFormSuccess CookieFormError
                [label] |request| CookieFormSuccess::Ok(BTreeMap::new());
            "cookieFormNotExploded" cookie_form_not_exploded CookieFormNotExplodedRequest CookieFormNotExplodedSuccess CookieFormNotExplodedError
                [label ports slot] |request| CookieFormNotExplodedSuccess::Ok(BTreeMap::new());
            "cookieJson" cookie_json CookieJsonRequest CookieJsonSuccess CookieJsonError
                [slot] |request| CookieJsonSuccess::Ok(BTreeMap::new());
            "everywhere" everywhere EverywhereRequest EverywhereSuccess EverywhereError
                [id query_id header_id cookie_id x_request_id] |request| EverywhereSuccess::Ok(BTreeMap::new());
            "headerChecked" header_checked HeaderCheckedRequest HeaderCheckedSuccess HeaderCheckedError
                [x_request_id x_attempt x_kind] |request| HeaderCheckedSuccess::Ok(BTreeMap::new());
            "headerJson" header_json HeaderJsonRequest HeaderJsonSuccess HeaderJsonError
                [x_slot] |request| HeaderJsonSuccess::Ok(BTreeMap::new());
            "headerSimple" header_simple HeaderSimpleRequest HeaderSimpleSuccess HeaderSimpleError
                [x_label x_ports x_slot] |request| HeaderSimpleSuccess::Ok(BTreeMap::new());
            "headerSimpleExploded" header_simple_exploded HeaderSimpleExplodedRequest HeaderSimpleExplodedSuccess HeaderSimpleExplodedError
                [x_label x_ports x_slot] |request| HeaderSimpleExplodedSuccess::Ok(BTreeMap::new());
            "nowhere" nowhere NowhereRequest NowhereSuccess NowhereError
                [id x_request_id] |request| NowhereSuccess::Ok(BTreeMap::new());
            "pathDefault" path_default PathDefaultRequest PathDefaultSuccess PathDefaultError
                [number label kind] |request| PathDefaultSuccess::Ok(BTreeMap::new());
            "pathJson" path_json PathJsonRequest PathJsonSuccess PathJsonError
                [slot] |request| PathJsonSuccess::Ok(BTreeMap::new());
            "pathLabel" path_label PathLabelRequest PathLabelSuccess PathLabelError
                [label ports slot] |request| PathLabelSuccess::Ok(BTreeMap::new());
            "pathLabelExploded" path_label_exploded PathLabelExplodedRequest PathLabelExplodedSuccess PathLabelExplodedError
                [label ports slot] |request| PathLabelExplodedSuccess::Ok(BTreeMap::new());
            "pathMatrix" path_matrix PathMatrixRequest PathMatrixSuccess PathMatrixError
                [label ports slot] |request| PathMatrixSuccess::Ok(BTreeMap::new());
            "pathMatrixExploded" path_matrix_exploded PathMatrixExplodedRequest PathMatrixExplodedSuccess PathMatrixExplodedError
                [label ports slot] |request| PathMatrixExplodedSuccess::Ok(BTreeMap::new());
            "pathSimple" path_simple PathSimpleRequest PathSimpleSuccess PathSimpleError
                [label ports slot] |request| PathSimpleSuccess::Ok(BTreeMap::new());
            "pathSimpleExploded" path_simple_exploded PathSimpleExplodedRequest PathSimpleExplodedSuccess PathSimpleExplodedError
                [label ports slot] |request| PathSimpleExplodedSuccess::Ok(BTreeMap::new());
            "queryChecked" query_checked QueryCheckedRequest QueryCheckedSuccess QueryCheckedError
                [supplier limit labels] |request| QueryCheckedSuccess::Ok(BTreeMap::new());
            "queryDeep" query_deep QueryDeepRequest QueryDeepSuccess QueryDeepError
                [slot] |request| QueryDeepSuccess::Ok(BTreeMap::new());
            "queryDefaults" query_defaults QueryDefaultsRequest QueryDefaultsSuccess QueryDefaultsError
                [page exact kind sizes floor order] |request| QueryDefaultsSuccess::Ok(BTreeMap::new());
            "queryForm" query_form QueryFormRequest QueryFormSuccess QueryFormError
                [label ports slot] |request| QueryFormSuccess::Ok(BTreeMap::new());
            "queryFormNotExploded" query_form_not_exploded QueryFormNotExplodedRequest QueryFormNotExplodedSuccess QueryFormNotExplodedError
                [label ports slot] |request| QueryFormNotExplodedSuccess::Ok(BTreeMap::new());
            "queryJson" query_json QueryJsonRequest QueryJsonSuccess QueryJsonError
                [ports slot] |request| QueryJsonSuccess::Ok(BTreeMap::new());
            "queryOddNames" query_odd_names QueryOddNamesRequest QueryOddNamesSuccess QueryOddNamesError
                [filter_kind a_b r#type groesse] |request| QueryOddNamesSuccess::Ok(BTreeMap::new());
            "queryPipe" query_pipe QueryPipeRequest QueryPipeSuccess QueryPipeError
                [ports slot] |request| QueryPipeSuccess::Ok(BTreeMap::new());
            "queryReserved" query_reserved QueryReservedRequest QueryReservedSuccess QueryReservedError
                [label] |request| QueryReservedSuccess::Ok(BTreeMap::new());
            "querySpace" query_space QuerySpaceRequest QuerySpaceSuccess QuerySpaceError
                [ports slot] |request| QuerySpaceSuccess::Ok(BTreeMap::new());
            "queryTypes" query_types QueryTypesRequest QueryTypesSuccess QueryTypesError
                [text number whole small truth day moment identifier kind either] |request| QueryTypesSuccess::Ok(BTreeMap::new());
            "cookies" cookies CookiesRequest CookiesSuccess CookiesError
                [theme ports] |request| CookiesSuccess::NoContent;
            "reserved" reserved ReservedRequest ReservedSuccess ReservedError
                [path] |request| ReservedSuccess::Ok(String::new());
            "copyOrders" copy_orders CopyOrdersRequest CopyOrdersSuccess CopyOrdersError
                [destination] |request| CopyOrdersSuccess::Created;
            "listOrders" list_orders ListOrdersRequest ListOrdersSuccess ListOrdersError
                [search] |request| ListOrdersSuccess::Ok(Vec::new());
            "listOrdersByJson" list_orders_by_json ListOrdersByJsonRequest ListOrdersByJsonSuccess ListOrdersByJsonError
                [search] |request| ListOrdersByJsonSuccess::Ok(Vec::new());
            "form" form FormRequest FormSuccess FormError [body] |request| FormSuccess::Ok(BTreeMap::new());
            "multipart" multipart MultipartRequest MultipartSuccess MultipartError
                [body] |request| MultipartSuccess::Ok(BTreeMap::new());
            "multipartStyled" multipart_styled MultipartStyledRequest MultipartStyledSuccess MultipartStyledError
                [body] |request| MultipartStyledSuccess::Ok(BTreeMap::new());
            "multipartUpload" multipart_upload MultipartUploadRequest MultipartUploadSuccess MultipartUploadError
                [body] |request| MultipartUploadSuccess::NoContent;
            "xml" xml XmlRequest XmlSuccess XmlError [body] |request| XmlSuccess::Ok(request.body.clone());
            "xmlNested" xml_nested XmlNestedRequest XmlNestedSuccess XmlNestedError
                [body] |request| XmlNestedSuccess::Ok(BTreeMap::new());
            "jsonObject" json_object JsonObjectRequest JsonObjectSuccess JsonObjectError
                [body] |request| JsonObjectSuccess::Ok(request.body.clone());
            "jsonMerge" json_merge JsonMergeRequest JsonMergeSuccess JsonMergeError
                [body] |request| JsonMergeSuccess::Ok(request.body.clone());
            "jsonOptional" json_optional JsonOptionalRequest JsonOptionalSuccess JsonOptionalError
                [body] |request| request.body.clone().map_or(JsonOptionalSuccess::NoContent, JsonOptionalSuccess::Ok);
            "jsonList" json_list JsonListRequest JsonListSuccess JsonListError
                [body] |request| JsonListSuccess::Ok(Vec::new());
            "jsonText" json_text JsonTextRequest JsonTextSuccess JsonTextError
                [body] |request| JsonTextSuccess::Ok(None);
            "jsonAnything" json_anything JsonAnythingRequest JsonAnythingSuccess JsonAnythingError
                [body] |request| JsonAnythingSuccess::Ok(Value::Null);
            "text" text TextRequest TextSuccess TextError [body] |request| TextSuccess::Ok(String::new());
            "searchOrders" search_orders SearchOrdersRequest SearchOrdersSuccess SearchOrdersError
                [body] |request| SearchOrdersSuccess::Ok(Vec::new());
            "base64" base64 Base64Request Base64Success Base64Error
                [body] |request| Base64Success::Ok(request.body.clone());
        }
    };
}
pub(super) use noted_operations;

/// Hands every other operation to a macro; none of them is served here.
macro_rules! other_operations {
    ($macro:ident) => {
        $macro! {
            anonymous AnonymousRequest AnonymousSuccess AnonymousError;
            anonymous_too AnonymousTooRequest AnonymousTooSuccess AnonymousTooError;
            by_basic ByBasicRequest ByBasicSuccess ByBasicError Who;
            by_bearer ByBearerRequest ByBearerSuccess ByBearerError Who;
            by_digest ByDigestRequest ByDigestSuccess ByDigestError Who;
            by_key_in_cookie ByKeyInCookieRequest ByKeyInCookieSuccess ByKeyInCookieError Who;
            by_key_in_header ByKeyInHeaderRequest ByKeyInHeaderSuccess ByKeyInHeaderError Who;
            by_key_in_query ByKeyInQueryRequest ByKeyInQuerySuccess ByKeyInQueryError Who;
            by_mutual_tls ByMutualTlsRequest ByMutualTlsSuccess ByMutualTlsError Who;
            by_oauth2 ByOauth2Request ByOauth2Success ByOauth2Error Who;
            by_oauth2_two_scopes ByOauth2TwoScopesRequest ByOauth2TwoScopesSuccess ByOauth2TwoScopesError Who;
            by_open_id ByOpenIdRequest ByOpenIdSuccess ByOpenIdError Who;
            bytes BytesRequest BytesSuccess BytesError;
            create_thing CreateThingRequest CreateThingSuccess CreateThingError Who;
            elsewhere ElsewhereRequest ElsewhereSuccess ElsewhereError;
            file FileRequest FileSuccess FileError;
            headers HeadersRequest HeadersSuccess HeadersError;
            inherited InheritedRequest InheritedSuccess InheritedError;
            list_by_address ListByAddressRequest ListByAddressSuccess ListByAddressError;
            list_by_cursor ListByCursorRequest ListByCursorSuccess ListByCursorError;
            list_by_link ListByLinkRequest ListByLinkSuccess ListByLinkError;
            list_by_number ListByNumberRequest ListByNumberSuccess ListByNumberError;
            list_by_offset ListByOffsetRequest ListByOffsetSuccess ListByOffsetError;
            mixed MixedRequest MixedSuccess MixedError;
            mixed_prefixed MixedPrefixedRequest MixedPrefixedSuccess MixedPrefixedError;
            negotiated NegotiatedRequest NegotiatedSuccess NegotiatedError;
            nothing NothingRequest NothingSuccess NothingError;
            only_default OnlyDefaultRequest OnlyDefaultSuccess OnlyDefaultError;
            picture PictureRequest PictureSuccess PictureError;
            ranges RangesRequest RangesSuccess RangesError;
            scalars ScalarsRequest ScalarsSuccess ScalarsError;
            several SeveralRequest SeveralSuccess SeveralError;
            statuses StatusesRequest StatusesSuccess StatusesError;
            subscribe SubscribeRequest SubscribeSuccess SubscribeError;
            unusual UnusualRequest UnusualSuccess UnusualError;
            whatever WhateverRequest WhateverSuccess WhateverError;
        }
    };
}
pub(super) use other_operations;
