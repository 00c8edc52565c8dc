//! The client against the server, in process and over a socket.

use specwright_runtime::client::{CallOptions, ClientError};
use specwright_runtime::http::{Method, StatusCode};
use specwright_runtime::secret::Secret;

use super::sample::{
    AmendOrderError, AmendOrderSuccess, Client, GetOrderError, GetOrderRequest, GetOrderSuccess,
    GrantType, TokenCallRequest, TokenRequest, TokenSuccess, route,
};
use super::{amendment, client, listen, server};

#[tokio::test]
async fn in_process() {
    let client = Client::in_process(server());
    let refused = client.amend_order(&amendment(7)).await.expect_err("no token");
    assert_eq!(refused.status(), Some(StatusCode::UNAUTHORIZED));
    let options = CallOptions::new().bearer(&Secret::new("good")).expect("a token");
    exercise(&client.with(options)).await;
}

#[tokio::test]
async fn over_a_socket() {
    exercise(&client(listen().await)).await;
}

async fn exercise(client: &Client) {
    let request = amendment(7);
    let reply = client.amend_order(&request).await.expect("an amendment");
    assert_eq!(reply.status, StatusCode::CREATED);
    assert_eq!(reply.value, AmendOrderSuccess::Created(request.body));

    let Err(ClientError::Api(refusal)) = client.amend_order(&amendment(404)).await else {
        panic!("a declared refusal")
    };
    let AmendOrderError::UnprocessableEntity(error) = refusal.value else { panic!("422") };
    assert_eq!(error.code, "NO_SUCH_ORDER");

    let tags = Some(vec!["a b".to_owned(), "c,d".to_owned()]);
    let request = GetOrderRequest { id: 7, limit: 3, tags: tags.clone() };
    let reply = client.get_order(&request).await.expect("an order");
    let GetOrderSuccess::Ok { x_total, body } = reply.value;
    assert_eq!((x_total, body.order_id, body.tasks), (Some(3), 7, tags));

    let gone = client
        .get_order(&GetOrderRequest { id: 410, limit: 3, tags: None })
        .await
        .expect_err("gone");
    let ClientError::Api(gone) = gone else { panic!("a declared refusal: {gone}") };
    assert!(matches!(gone.value, GetOrderError::ClientError { status: StatusCode::GONE, .. }));

    let body =
        TokenRequest { grant_type: GrantType::ClientCredentials, scope: Some("a b&c".to_owned()) };
    let reply = client.token(&TokenCallRequest { body }).await.expect("a token");
    let TokenSuccess::Ok(token) = reply.value;
    assert_eq!(token.access_token, "a b&c");

    let broken = super::AmendOrderRequest { x_request_id: "a\nb".to_owned(), ..amendment(7) };
    let error = client.amend_order(&broken).await.expect_err("a header with a line break");
    assert!(matches!(error, ClientError::Build(_)) && !error.is_retryable());
}

#[tokio::test]
async fn tokens_are_fetched_and_kept() {
    let address = listen().await;
    let client = Client::builder(format!("http://{address}/"))
        .oauth2_client_credentials("/auth/tenant/access-token", "id", "hidden")
        .build()
        .expect("a client");
    assert!(!format!("{client:?}").contains("hidden"));
    // The token endpoint of the sample gives the scope as the token: only an operation without scopes gets a good one.
    let request = GetOrderRequest { id: 7, limit: 3, tags: None };
    client.get_order(&request).await.expect("an order");
    let refused = client.amend_order(&amendment(7)).await.expect_err("another token");
    assert_eq!(refused.status(), Some(StatusCode::UNAUTHORIZED));
}

#[test]
fn routes_are_public() {
    let found = |method, path| route(&method, path).map(|operation| operation.id);
    assert_eq!(found(Method::GET, "/service-orders/7"), Some("getOrder"));
    assert_eq!(found(Method::PUT, "/service-orders/7"), None);
}
