//! The generated client against the generated server: the same calls in process and over a loopback socket.

use fibre_gateway::client::Client;
use fibre_gateway::models::{
    EngineerTasks, ErrorCode, ProvideServiceOrderAmendment, ServiceCharacteristic,
    ServiceOrderAmendmentRequest, ServiceOrderCancellationRequest,
};
use fibre_gateway::operations::{
    HandleAmendOrderError, HandleAmendOrderRequest, HandleAmendOrderSuccess,
    HandleCancelOrderRequest, HandleGetOrderRequest, HandleGetOrderSuccess,
};
use hyper_util::client::legacy;
use hyper_util::rt::TokioExecutor;
use specwright_runtime::client::{Body, ClientError, InProcess, Retry, Transport};
use specwright_runtime::server::Listen;

use super::app;

/// A client of a server in this process.
fn in_process(token: &str) -> Client {
    let built = Client::builder("http://gateway/v1").transport(InProcess(app::server()));
    built.bearer(token).build().expect("a client")
}

/// A client of a server behind a socket; the server ends with the test's runtime.
/// A server on a port: its base URL.
async fn served() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(Listen::on(listener).serve(app::server()));
    format!("http://{address}/v1")
}

async fn over_a_socket(token: &str) -> Client {
    Client::builder(served().await).bearer(token).build().expect("a client")
}

/// The same over a client of hyper's own, with nothing but the pool and the protocol.
async fn over_hyper(token: &str) -> Client {
    let built = Client::builder(served().await).transport(hyper());
    built.bearer(token).build().expect("a client")
}

fn hyper() -> impl Transport {
    InProcess(legacy::Client::builder(TokioExecutor::new()).build_http::<Body>())
}

async fn clients(token: &str) -> [Client; 3] {
    [in_process(token), over_a_socket(token).await, over_hyper(token).await]
}

fn amend(
    order_id: u64,
    change: impl FnOnce(&mut ProvideServiceOrderAmendment),
) -> HandleAmendOrderRequest {
    let mut amendment = ProvideServiceOrderAmendment::new(order_id);
    change(&mut amendment);
    let body = ServiceOrderAmendmentRequest::Provide(amendment);
    HandleAmendOrderRequest::new("conversation-1", "request-1", body)
}

async fn refused(client: &Client, request: &HandleAmendOrderRequest) -> HandleAmendOrderError {
    match client.handle_amend_order(request).await {
        Err(ClientError::Api(refusal)) => refusal.value,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_good_amendment_comes_back_typed() {
    for client in clients("good").await {
        let request = amend(123, |amendment| {
            amendment.supplier = Some("DUMMY_SUPPLIER".to_owned());
            amendment.engineer_tasks = Some(vec![EngineerTasks::TestSingleDevice]);
            amendment.service_characteristics =
                Some(vec![ServiceCharacteristic::new("LINE_PROFILE", "1G1G")]);
        });
        let reply = client.handle_amend_order(&request).await.expect("a good request");
        assert_eq!(reply.status, 201);
        let HandleAmendOrderSuccess::Created(made) = reply.value;
        assert_eq!((made.id, made.order_id), (1, 123));
        assert_eq!(made.supplier.as_deref(), Some("DUMMY_SUPPLIER"));
        assert_eq!(made.engineer_tasks, Some(vec![EngineerTasks::TestSingleDevice]));
        assert_eq!(made.supplier_reference.as_deref(), Some("provide"));
    }
}

#[tokio::test]
async fn faults_come_back_in_the_documents_error_all_at_once() {
    for client in clients("good").await {
        let request = amend(123, |amendment| {
            amendment.supplier = Some("has space!".to_owned());
            amendment.service_characteristics = Some(Vec::new());
            amendment.hazards = Some(String::new());
        });
        let HandleAmendOrderError::UnprocessableEntity(error) = refused(&client, &request).await
        else {
            panic!("invalid data is 422");
        };
        assert_eq!(error.code, ErrorCode::InvalidRequest);
        for place in ["/supplier", "/serviceCharacteristics", "/hazards"] {
            assert!(
                error.messages.iter().any(|message| message.contains(place)),
                "{place}: {:?}",
                error.messages
            );
        }
    }
}

#[tokio::test]
async fn declared_and_unexpected_failures_are_told_apart() {
    for client in clients("good").await {
        let error = refused(&client, &amend(503, |_| {})).await;
        assert_eq!(error, HandleAmendOrderError::ServiceUnavailable);
        for unexpected in [500, 501] {
            let error = refused(&client, &amend(unexpected, |_| {})).await;
            let HandleAmendOrderError::InternalServerError(error) = error else {
                panic!("{error:?}")
            };
            assert_eq!(error.code, ErrorCode::GatewayFault);
            assert!(!error.messages.concat().contains("secret"), "{:?}", error.messages);
        }
    }
}

#[tokio::test]
async fn who_may_not_call_is_told_so() {
    for client in clients("poor").await {
        let error = refused(&client, &amend(1, |_| {})).await;
        assert_eq!(error, HandleAmendOrderError::Forbidden);
    }
    for client in clients("yesterdays").await {
        let error = refused(&client, &amend(1, |_| {})).await;
        assert!(matches!(error, HandleAmendOrderError::Unauthorized(_)), "{error:?}");
    }
}

#[tokio::test]
async fn the_neighbours_answer_too() {
    for client in clients("good").await {
        let request = HandleGetOrderRequest::new("conversation-1", "request-1", "1/2");
        let reply = client.handle_get_order(&request).await.expect("an order");
        let HandleGetOrderSuccess::Ok(order) = reply.value;
        assert_eq!(order.supplier_order_number.as_deref(), Some("1/2"));

        let body = ServiceOrderCancellationRequest::new(7, "NO_LONGER_REQUIRED");
        let request = HandleCancelOrderRequest::new("conversation-1", "request-1", body);
        assert_eq!(client.handle_cancel_order(&request).await.expect("a cancellation").status, 201);
    }
}

#[tokio::test]
async fn hyper_too_says_where_nobody_listens() {
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = nobody.local_addr().expect("an address");
    drop(nobody);
    let built = Client::builder(format!("http://{address}/v1")).transport(hyper());
    let client = built.bearer("good").retry(Retry::none()).build().expect("a client");
    match client.handle_amend_order(&amend(123, |_| {})).await {
        Err(ClientError::Transport(error)) => assert!(error.is_connect(), "{error:?}"),
        other => panic!("{other:?}"),
    }
}
