//! Requests on the wire and the answers to them.

use specwright_runtime::bytes::Bytes;
use specwright_runtime::http::{Request, Response};
use specwright_runtime::operation::Body;
use specwright_runtime::server::Service as _;

use super::server;

const HEADERS: &str = "authorization: Bearer good\nx-request-id: r\nx-conversation-id: c";

fn request(line: &str, headers: &str, body: &str) -> Request<Body> {
    let (method, target) = line.split_once(' ').expect("a method and a target");
    let mut request = Request::builder().method(method).uri(target);
    for header in headers.lines() {
        let (name, value) = header.split_once(": ").expect("a name and a value");
        request = request.header(name, value);
    }
    request.body(Body::from(Bytes::copy_from_slice(body.as_bytes()))).expect("a request")
}

async fn ask(line: &str, headers: &str, body: &str) -> (u16, Response<()>, String) {
    let Ok(answer) = server().call(request(line, headers, body)).await;
    let (head, body) = answer.into_parts();
    let body = body.read(usize::MAX).await.expect("a body").expect("no limit");
    (
        head.status.as_u16(),
        Response::from_parts(head, ()),
        String::from_utf8(body.to_vec()).expect("text"),
    )
}

fn json(headers: &str) -> String {
    format!("{headers}\ncontent-type: application/json")
}

const AMEND: &str = "POST /service-order-amendments";

#[tokio::test]
async fn statuses() {
    let json = json(HEADERS);
    let long = format!(r#"{{"orderId":1,"supplier":"{}"}}"#, "x".repeat(2 << 20));
    let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
    for (line, headers, body, status) in [
        (AMEND, json.as_str(), r#"{"orderId":1}"#, 201),
        (AMEND, &json, r#"{"orderId":1.0}"#, 201),
        (AMEND, &json, r#"{"orderId":404}"#, 422),
        (AMEND, &json, r#"{"orderId":500}"#, 500),
        (AMEND, &json, r#"{"orderId":501}"#, 500),
        (AMEND, &json, r#"{"orderId":"1"}"#, 400),
        (AMEND, &json, r#"{"orderId":1,"supplier":""}"#, 422),
        (AMEND, &json, "{}", 400),
        (AMEND, &json, "", 400),
        (AMEND, &json, "null", 400),
        (AMEND, &json, "{", 400),
        (AMEND, &json, r#"{"orderId":1} x"#, 400),
        (AMEND, &json, &deep, 400),
        (AMEND, &json, &long, 413),
        (
            AMEND,
            &format!("{HEADERS}\ncontent-type: Application/JSON; charset=utf-8"),
            r#"{"orderId":1}"#,
            201,
        ),
        (AMEND, &format!("{HEADERS}\ncontent-type: text/json"), r#"{"orderId":1}"#, 415),
        (AMEND, HEADERS, r#"{"orderId":1}"#, 415),
        (AMEND, &format!("{json}\naccept: */*;q=0"), r#"{"orderId":1}"#, 406),
        (
            AMEND,
            &format!("{json}\naccept: text/html, application/*;q=0.1"),
            r#"{"orderId":1}"#,
            201,
        ),
        (AMEND, "content-type: application/json", r#"{"orderId":1}"#, 401),
        (AMEND, "authorization: Basic Z29vZA==", r#"{"orderId":1}"#, 401),
        (AMEND, "authorization: Bearer bad", r#"{"orderId":1}"#, 401),
        (AMEND, "authorization: Bearer weak", r#"{"orderId":1}"#, 403),
        (AMEND, "authorization: Bearer late", r#"{"orderId":1}"#, 500),
        ("GET /service-order-amendments", HEADERS, "", 405),
        ("FOO /service-order-amendments", HEADERS, "", 405),
        ("OPTIONS /service-order-amendments", "", "", 204),
        ("POST /service-order-amendments/", &json, "", 404),
        ("GET /nowhere", HEADERS, "", 404),
        ("GET /service-orders/7", HEADERS, "", 200),
        ("HEAD /service-orders/7", HEADERS, "", 200),
        ("GET /service-orders/%37", HEADERS, "", 200),
        ("GET /service-orders/a%2Fb", HEADERS, "", 400),
        ("GET /service-orders/7?limit=0", HEADERS, "", 422),
        ("GET /service-orders/7?limit=1&limit=2", HEADERS, "", 400),
        ("GET /service-orders/507", HEADERS, "", 507),
        ("GET /service-orders/410", HEADERS, "", 410),
    ] {
        let (got, _, text) = ask(line, headers, body).await;
        assert_eq!(got, status, "{line} {headers} {}\n{text}", body.get(..40).unwrap_or(body));
        assert!(!text.contains("secret detail"), "{text}");
    }
}

#[tokio::test]
async fn everything_wrong_comes_back_at_once() {
    let headers =
        "authorization: Bearer good\nx-conversation-id: c\ncontent-type: application/json";
    let (status, _, text) = ask(AMEND, headers, r#"{"orderId":1,"supplier":"","tasks":[]}"#).await;
    assert_eq!(status, 400, "missing is graver than invalid");
    for part in ["X-Request-ID", "/supplier", "/tasks", "MALFORMED_REQUEST"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let long = format!(
        "authorization: Bearer good\nx-request-id: {}\nx-conversation-id: c\ncontent-type: application/json",
        "x".repeat(51)
    );
    let (status, _, text) = ask(AMEND, &long, r#"{"orderId":"sesame","tasks":[]}"#).await;
    assert_eq!(status, 400, "malformed is graver than invalid");
    for part in ["X-Request-ID", "/orderId", "/tasks"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("sesame"), "submitted values are not repeated: {text}");
}

#[tokio::test]
async fn headers_say_what_to_do() {
    let (_, answer, _) = ask("GET /service-order-amendments", "", "").await;
    assert_eq!(answer.headers()["allow"], "OPTIONS, POST");
    let (_, answer, _) = ask(AMEND, "", "").await;
    assert_eq!(answer.headers()["www-authenticate"], "Bearer");
    assert_eq!(answer.headers()["content-type"], "application/json");
    let (_, answer, _) = ask(AMEND, "authorization: Bearer bad", "").await;
    assert_eq!(answer.headers()["www-authenticate"], "Bearer error=\"invalid_token\"");
    let (_, answer, text) = ask("HEAD /service-orders/7", HEADERS, "").await;
    assert_eq!(
        (text.as_str(), &answer.headers()["x-total"]),
        ("", &"20".parse().expect("a header"))
    );
    assert_eq!(answer.headers()["content-length"], "13");
}

#[tokio::test]
async fn forms() {
    let form = "content-type: application/x-www-form-urlencoded";
    let token = "POST /auth/tenant/access-token";
    for (body, status, part) in [
        ("grant_type=client_credentials&scope=a+b%21", 200, r#""access_token":"a b!""#),
        ("grant_type=client_credentials", 200, "good"),
        ("scope=x", 400, "/grant_type"),
        ("grant_type=password", 400, "/grant_type"),
        ("grant_type=client_credentials&grant_type=client_credentials", 400, "/grant_type"),
        ("grant_type=%zz", 400, "percent"),
        ("", 400, "grant_type"),
    ] {
        let (got, _, text) = ask(token, form, body).await;
        assert_eq!(got, status, "{body} {text}");
        assert!(text.contains(part), "{part} in {text}");
    }
}
