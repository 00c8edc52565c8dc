//! The gateway over loopback sockets, called by the generated client as a tenant would.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fibre_gateway::client::Client;
use fibre_gateway::models::{
    Error, ErrorCode, ProvideServiceOrderAmendment, ServiceOrder, ServiceOrderAmendment,
    ServiceOrderAmendmentRequest, ServiceOrderAmendmentStatus, ServiceOrderCancellationRequest,
    ServiceOrderStatus, ServiceOrderUpdateType, TenantAccessTokenRequest,
};
use fibre_gateway::operations::{
    GetTenantAccessTokenError, GetTenantAccessTokenRequest, GetTenantAccessTokenSuccess,
    HandleAmendOrderError, HandleAmendOrderRequest, HandleAmendOrderSuccess,
    HandleCancelOrderRequest, HandleCancelOrderSuccess, HandleGetOrderError, HandleGetOrderRequest,
    HandleGetOrderSuccess,
};
use fibre_gateway::runtime::client::{CallOptions, ClientError};
use fibre_gateway::runtime::http::{HeaderName, HeaderValue};
use fibre_gateway::runtime::server::Listen;
use fibre_gateway_example::{Tokens, server};

const TENANT: (&str, &str) = ("example-tenant", "not-a-real-secret");
const OTHER: (&str, &str) = ("other-tenant", "not-a-real-secret-either");
const HOUR: Duration = Duration::from_secs(3600);

/// A gateway on a free port, that ends with the test's runtime; gives its URL.
async fn gateway(lifetime: Duration) -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = server(Tokens::new(lifetime, None));
    tokio::spawn(Listen::on(listener).serve(server));
    format!("http://{address}/v1")
}

/// A tenant that fetches its tokens from the gateway.
fn tenant(url: &str, (id, secret): (&str, &str)) -> Client {
    let built = Client::builder(url);
    built
        .oauth2_client_credentials("/auth/tenant/access-token", id, secret)
        .build()
        .expect("a client")
}

fn bearer(url: &str, token: &str) -> Client {
    Client::builder(url).bearer(token).build().expect("a client")
}

/// The same client, telling the stub supplier what to do.
fn told(client: &Client, name: &'static str, value: &'static str) -> Client {
    let (name, value) = (HeaderName::from_static(name), HeaderValue::from_static(value));
    client.with(CallOptions::new().header(name, value))
}

fn amendment(order_id: u64) -> HandleAmendOrderRequest {
    let mut asked = ProvideServiceOrderAmendment::new(order_id);
    asked.notes = Some("Ring twice".to_owned());
    HandleAmendOrderRequest::new("c", "r", ServiceOrderAmendmentRequest::Provide(asked))
}

async fn amend(client: &Client, order_id: u64) -> ServiceOrderAmendment {
    let reply = client.handle_amend_order(&amendment(order_id)).await.expect("an amendment");
    let HandleAmendOrderSuccess::Created(made) = reply.value;
    made
}

async fn order(client: &Client, id: u64) -> ServiceOrder {
    let request = HandleGetOrderRequest::new("c", "r", id.to_string());
    let HandleGetOrderSuccess::Ok(order) =
        client.handle_get_order(&request).await.expect("an order").value;
    order
}

async fn refusal(client: &Client, request: &HandleAmendOrderRequest) -> HandleAmendOrderError {
    match client.handle_amend_order(request).await {
        Err(ClientError::Api(refusal)) => refusal.value,
        other => panic!("{other:?}"),
    }
}

async fn invalid(client: &Client, request: &HandleAmendOrderRequest) -> Vec<String> {
    let error = refusal(client, request).await;
    let HandleAmendOrderError::UnprocessableEntity(error) = error else { panic!("{error:?}") };
    assert_eq!(error.code, ErrorCode::InvalidRequest);
    assert_eq!(error.uuid.len(), 36);
    error.messages
}

#[tokio::test]
async fn an_amendment_is_accepted_and_stands_on_the_order() {
    let client = tenant(&gateway(HOUR).await, TENANT);
    assert_eq!(order(&client, 123).await.status, ServiceOrderStatus::Acknowledged);

    let made = amend(&client, 123).await;
    assert_eq!((made.id, made.order_id), (1, 123));
    assert_eq!(made.status, ServiceOrderAmendmentStatus::Accepted);
    assert_eq!(made.notes.as_deref(), Some("Ring twice"));

    let after = order(&client, 123).await;
    assert_eq!(after.status, ServiceOrderStatus::Acknowledged);
    let updates = after.updates.expect("updates");
    assert_eq!(updates.len(), 1);
    assert_eq!(updates[0].update_type, ServiceOrderUpdateType::Informational);
    assert_eq!(updates[0].information.as_ref().expect("what happened").r#type, "AMENDED");
    assert_eq!(updates[0].service_order_amendment, Some(made));
}

#[tokio::test]
async fn the_supplier_does_as_the_scenario_says() {
    let client = tenant(&gateway(HOUR).await, TENANT);

    let rejected = amend(&told(&client, "x-scenario", "AMENDMENT_REJECTED"), 123).await;
    assert_eq!(rejected.status, ServiceOrderAmendmentStatus::Rejected);
    let lost = amend(&told(&client, "x-scenario", "AMENDMENT_UNREACHABLE"), 123).await;
    assert_eq!(lost.status, ServiceOrderAmendmentStatus::FailedToSend);
    let after = order(&client, 123).await;
    assert_eq!(after.status, ServiceOrderStatus::Acknowledged);
    let updates = after.updates.expect("updates");
    assert_eq!(updates[0].action.as_ref().expect("what to do").r#type, "RESUBMIT");
    assert_eq!(updates[1].error.as_ref().expect("why").code, ErrorCode::SupplierFault);
    assert_eq!((updates[0].sequence_number, updates[1].sequence_number), (1, 2));

    let pending = amend(&told(&client, "x-scenario", "AMENDMENT_PENDING"), 124).await;
    assert_eq!(pending.status, ServiceOrderAmendmentStatus::Pending);
    assert_eq!(order(&client, 124).await.status, ServiceOrderStatus::PendingAmendment);
    assert_eq!(amend(&client, 124).await.id, 4, "one amendment does not bar another");

    let error = refusal(&told(&client, "x-scenario", "NO_SUCH"), &amendment(123)).await;
    let HandleAmendOrderError::BadRequest(error) = error else { panic!("{error:?}") };
    assert_eq!(error.code, ErrorCode::MalformedRequest);
}

#[tokio::test]
async fn a_supplier_that_takes_its_time_is_waited_for() {
    let client = tenant(&gateway(HOUR).await, TENANT);
    let made = amend(&told(&client, "x-kci-delay", "1"), 123).await;
    assert_eq!(made.status, ServiceOrderAmendmentStatus::Pending);
    assert_eq!(order(&client, 123).await.status, ServiceOrderStatus::PendingAmendment);

    tokio::time::sleep(Duration::from_millis(1100)).await;
    let after = order(&client, 123).await;
    assert_eq!(after.status, ServiceOrderStatus::Acknowledged);
    let decided = after.updates.expect("updates").remove(0).service_order_amendment;
    let decided = decided.expect("the amendment");
    assert_eq!((decided.id, decided.status), (made.id, ServiceOrderAmendmentStatus::Accepted));
}

#[tokio::test]
async fn what_an_order_does_not_take_is_refused_in_the_documents_words() {
    let client = tenant(&gateway(HOUR).await, TENANT);
    assert_eq!(invalid(&client, &amendment(9)).await, ["/orderId: names no order of this tenant"]);
    for (id, expected) in [
        (126, "/orderId: an unsolicited cease cannot be amended"),
        (127, "/orderId: an order that is HELD cannot be amended"),
        (128, "/orderId: an order that is COMPLETED cannot be amended"),
    ] {
        assert_eq!(invalid(&client, &amendment(id)).await, [expected]);
    }

    let mut for_a_visit = ProvideServiceOrderAmendment::new(125);
    for_a_visit.hazards = Some("A dog".to_owned());
    for_a_visit.engineer_tasks = Some(Vec::new());
    let body = ServiceOrderAmendmentRequest::Provide(for_a_visit);
    assert_eq!(
        invalid(&client, &HandleAmendOrderRequest::new("c", "r", body)).await,
        [
            "/hazards: an order of this kind has none",
            "/engineerTasks: an order of this kind has none"
        ]
    );

    // Requests that never reach the gateway's own code are refused in the same schema.
    let mut wrong = ProvideServiceOrderAmendment::new(123);
    wrong.supplier = Some("no spaces".to_owned());
    let body = ServiceOrderAmendmentRequest::Provide(wrong);
    let messages = invalid(&client, &HandleAmendOrderRequest::new("c", "r", body)).await;
    assert!(messages.len() == 1 && messages[0].starts_with("/supplier"), "{messages:?}");
}

#[tokio::test]
async fn orders_that_are_not_there_are_404() {
    let client = tenant(&gateway(HOUR).await, TENANT);
    for id in ["9", "one", "-1"] {
        let request = HandleGetOrderRequest::new("c", "r", id);
        match client.handle_get_order(&request).await {
            Err(ClientError::Api(refusal)) => {
                let HandleGetOrderError::NotFound(error) = refusal.value else {
                    panic!("{:?}", refusal.value)
                };
                assert_eq!(error.code, ErrorCode::NotFound);
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_cancelled_order_takes_nothing_more() {
    let client = tenant(&gateway(HOUR).await, TENANT);
    let body = ServiceOrderCancellationRequest::new(123, "NO_LONGER_REQUIRED");
    let request = HandleCancelOrderRequest::new("c", "r", body);

    let later = told(&client, "x-kci-delay", "1");
    let HandleCancelOrderSuccess::Created(made) =
        later.handle_cancel_order(&request).await.expect("a cancellation").value;
    assert_eq!((made.id, made.status), (1, ServiceOrderAmendmentStatus::Pending));
    assert_eq!(order(&client, 123).await.status, ServiceOrderStatus::PendingCancellation);
    assert_eq!(
        invalid(&client, &amendment(123)).await,
        ["/orderId: an order that is PENDING_CANCELLATION cannot be amended"]
    );

    tokio::time::sleep(Duration::from_millis(1100)).await;
    assert_eq!(order(&client, 123).await.status, ServiceOrderStatus::Cancelled);
    client.handle_cancel_order(&request).await.expect_err("it is cancelled already");
}

#[tokio::test]
async fn tenants_have_orders_and_numbers_of_their_own() {
    let url = gateway(HOUR).await;
    let (one, two) = (tenant(&url, TENANT), tenant(&url, OTHER));
    assert_eq!([amend(&one, 123).await.id, amend(&one, 124).await.id], [1, 2]);
    assert_eq!(amend(&two, 123).await.id, 1);
    assert_eq!(order(&two, 124).await.updates, Some(Vec::new()));
}

#[tokio::test]
async fn tokens_are_for_who_is_known_and_for_a_while() {
    let url = gateway(HOUR).await;
    let error = refusal(&bearer(&url, "made-up"), &amendment(123)).await;
    let HandleAmendOrderError::Unauthorized(error) = error else { panic!("{error:?}") };
    assert_eq!(error.code, ErrorCode::NotAuthorised);

    let powerless = token(&url, ("tenant-without-scopes", "still-not-a-real-secret")).await;
    let error = refusal(&bearer(&url, &powerless.expect("a token")), &amendment(123)).await;
    assert_eq!(error, HandleAmendOrderError::Forbidden);

    let error = token(&url, (TENANT.0, "guessed")).await.expect_err("no token");
    assert_eq!(error.messages, ["the client is not known by this secret"]);

    let url = gateway(Duration::ZERO).await;
    let expired = token(&url, TENANT).await.expect("a token");
    let error = refusal(&bearer(&url, &expired), &amendment(123)).await;
    assert!(matches!(error, HandleAmendOrderError::Unauthorized(_)), "{error:?}");
}

/// What the token endpoint says to a client that names itself in the body.
async fn token(url: &str, (id, secret): (&str, &str)) -> Result<String, Error> {
    let client = Client::builder(url).build().expect("a client");
    let mut asked = TenantAccessTokenRequest::default();
    (asked.client_id, asked.client_secret) = (Some(id.to_owned()), Some(secret.into()));
    match client.get_tenant_access_token(&GetTenantAccessTokenRequest::new(asked)).await {
        Ok(reply) => {
            let GetTenantAccessTokenSuccess::Ok(token) = reply.value;
            Ok(token.access_token)
        }
        Err(ClientError::Api(refusal)) => match refusal.value {
            GetTenantAccessTokenError::BadRequest(error) => Err(error),
            other @ GetTenantAccessTokenError::ServiceUnavailable => panic!("{other:?}"),
        },
        Err(other) => panic!("{other:?}"),
    }
}

/// Ends with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

#[tokio::test]
async fn the_command_says_where_it_listens_and_how_to_call_it() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fibre-gateway-example"));
    command.args(["--listen", "127.0.0.1:0", "--token", "fixed"]).stdout(Stdio::piped());
    let mut running = Running(command.spawn().expect("the gateway starts"));
    let out = running.0.stdout.take().expect("its output");
    let mut lines = BufReader::new(out).lines().map_while(Result::ok);

    let first = lines.next().expect("a line");
    let url = first.strip_prefix("listening on ").expect("the address first");
    assert_eq!(amend(&bearer(url, "fixed"), 123).await.id, 1);

    let to_paste = lines.next().expect("a second line");
    assert!(to_paste.contains(url) && to_paste.contains("Bearer fixed"), "{to_paste}");
    match Command::new("sh").args(["-c", &to_paste]).output() {
        Ok(done) if done.status.success() => {
            let said = String::from_utf8_lossy(&done.stdout).into_owned();
            assert!(said.starts_with("HTTP/1.1 201"), "{said}");
            assert_eq!(amend(&bearer(url, "fixed"), 123).await.id, 3);
        }
        other => eprintln!("left out, there is no curl: {other:?}"),
    }
}
