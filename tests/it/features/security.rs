//! Alternatives, combinations and strangers: who is let in by which of several schemes.

use specwright_runtime::http::{Request, header};
use specwright_runtime::operation::Body;
use specwright_runtime::server::Service as _;

use super::app::{self, App};

async fn answer(path: &str, headers: &[(&str, &str)]) -> String {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).expect("a request");
    let Ok(answer) = app::server(App::default()).call(request).await;
    let status = answer.status().as_u16();
    let challenges = answer.headers().get_all(header::WWW_AUTHENTICATE).iter().count();
    let body = answer.into_body().read(1 << 20).await.expect("a body").expect("a short one");
    let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    let Some(schemes) = body["schemes"].as_array() else {
        return format!("{status} {challenges} challenges");
    };
    let schemes: Vec<_> = schemes.iter().filter_map(|scheme| scheme.as_str()).collect();
    format!("{status} {}", schemes.join(" + ")).trim_end().to_owned()
}

#[tokio::test]
async fn every_alternative_is_tried() {
    let bearer = |token: &str| format!("Bearer {token}");
    let (good, bad, poor, broken) =
        (bearer("good"), bearer("bad"), bearer("poor"), bearer("broken"));
    let basic = "Basic dXNlcjpnb29k"; // user:good
    let key = |key| ("X-Api-Key", key);
    let token = |token| ("Authorization", token);
    for (path, headers, expected) in [
        ("/either", vec![token(&*good)], "200 bearer"),
        ("/either", vec![key("good")], "200 key_in_header"),
        ("/either", vec![token(&bad), key("good")], "200 key_in_header"),
        ("/either", vec![token(&poor), key("good")], "200 key_in_header"),
        ("/either", vec![token(&broken), key("good")], "200 key_in_header"),
        ("/either", vec![token(&good), key("bad")], "200 bearer"),
        ("/either", vec![token(&bad), key("bad")], "401 2 challenges"),
        ("/either", vec![token(&bad), key("poor")], "403 0 challenges"),
        ("/either", vec![], "401 2 challenges"),
        ("/both", vec![token(&good), key("good")], "200 bearer + key_in_header"),
        ("/both", vec![token(&good)], "401 2 challenges"),
        ("/both", vec![token(&good), key("bad")], "401 2 challenges"),
        ("/both", vec![token(&poor), key("good")], "403 0 challenges"),
        ("/either-both?api_key=good", vec![token(basic)], "200 basic + key_in_query"),
        ("/either-both", vec![token(basic)], "401 3 challenges"),
        ("/either-both?api_key=bad", vec![token(&good)], "200 oauth2 orders.read"),
        ("/perhaps", vec![], "200"),
        ("/perhaps", vec![token(&good)], "200 bearer"),
        ("/perhaps", vec![token(&bad)], "401 1 challenges"),
        ("/scopes-in-choice", vec![token(&good)], "200 oauth2 orders.write"),
    ] {
        assert_eq!(answer(path, &headers).await, expected, "{path} {headers:?}");
    }
}
