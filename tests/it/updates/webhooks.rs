//! Webhooks and callbacks of the feature documents: the sender and the receiver that are made of them.

use std::sync::{Arc, Mutex};

use features::client::WebhookSender;
use features::models::{OrderUpdate, OrderUpdateStatus, OutageBody};
use features::operations::{
    ON_CONFIRM, ON_ORDER_UPDATE, OnConfirmError, OnConfirmRequest, OnConfirmSuccess,
    OnOrderUpdateError, OnOrderUpdateRequest, OnOrderUpdateSuccess, OrderUpdateError,
    OrderUpdateRequest, OrderUpdateSuccess, OutageError, OutageRequest, OutageSuccess, webhooks,
};
use features::server::{FeaturesWebhooks, FeaturesWebhooksServer};
use specwright_runtime::client::ClientError;
use specwright_runtime::http::StatusCode;
use specwright_runtime::server::{Context, Failure, IntoRouter as _};

/// Says what it was told.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Vec<String>>>);

impl Receiver {
    fn hear(&self, what: String) {
        self.0.lock().expect("nobody panics").push(what);
    }
}

impl FeaturesWebhooks for Receiver {
    async fn order_update(
        &self,
        cx: &Context,
        request: OrderUpdateRequest,
    ) -> Result<OrderUpdateSuccess, Failure<OrderUpdateError>> {
        self.hear(format!("{} {}", cx.uri(), request.body.status));
        Ok(OrderUpdateSuccess::NoContent)
    }

    async fn outage(
        &self,
        _: &Context,
        request: OutageRequest,
    ) -> Result<OutageSuccess, Failure<OutageError>> {
        self.hear(request.body.exchange);
        Ok(OutageSuccess::Successful { status: StatusCode::ACCEPTED })
    }

    async fn on_order_update(
        &self,
        _: &Context,
        request: OnOrderUpdateRequest,
    ) -> Result<OnOrderUpdateSuccess, Failure<OnOrderUpdateError>> {
        self.hear(request.x_signature);
        Err(OnOrderUpdateError::Gone)?
    }

    async fn on_confirm(
        &self,
        _: &Context,
        request: OnConfirmRequest,
    ) -> Result<OnConfirmSuccess, Failure<OnConfirmError>> {
        Ok(OnConfirmSuccess::Ok(request.challenge))
    }
}

fn order_update(status: OrderUpdateStatus) -> OrderUpdate {
    let at = "2026-01-02T03:04:05Z".parse().expect("a moment");
    OrderUpdate::new(at, 7, status)
}

#[tokio::test]
async fn what_is_sent_is_received() {
    let receiver = Receiver::default();
    let server = FeaturesWebhooksServer::new(receiver.clone())
        .at(&ON_ORDER_UPDATE, "/told/here")
        .at(&ON_CONFIRM, "/told/here/confirm");
    let address = super::listen(server.into_router()).await;
    let base = format!("http://{address}");
    let sender: WebhookSender = WebhookSender::builder().build().expect("a sender");

    let request = OrderUpdateRequest::new(order_update(OrderUpdateStatus::Held));
    let reply = sender.order_update(&format!("{base}/orderUpdate?key=1"), &request).await;
    assert_eq!(reply.expect("a reply").status, 204);

    let unknown = OrderUpdateStatus::Unknown("IN_ORBIT".to_owned());
    let request = OrderUpdateRequest::new(order_update(unknown));
    sender.order_update(&format!("{base}/orderUpdate"), &request).await.expect("a reply");

    let request = OutageRequest::new(OutageBody::new("Ardnamurchan", false));
    let reply = sender.outage(&format!("{base}/outage"), &request).await.expect("a reply");
    assert_eq!(reply.status, 202);

    let heard = receiver.0.lock().expect("nobody panics").clone();
    assert_eq!(heard, ["/orderUpdate?key=1 HELD", "/orderUpdate IN_ORBIT", "Ardnamurchan"]);
}

#[tokio::test]
async fn a_callback_goes_where_the_request_said() {
    let receiver = Receiver::default();
    let server = FeaturesWebhooksServer::new(receiver.clone())
        .at(&ON_ORDER_UPDATE, "/told/here")
        .at(&ON_CONFIRM, "/told/here/confirm");
    let address = super::listen(server.into_router()).await;
    let url = format!("http://{address}/told/here");
    let sender: WebhookSender = WebhookSender::builder().build().expect("a sender");

    let request = OnOrderUpdateRequest::new("signed", order_update(OrderUpdateStatus::Completed));
    match sender.on_order_update(&url, &request).await {
        Err(ClientError::Api(refusal)) => assert_eq!(refusal.value, OnOrderUpdateError::Gone),
        other => panic!("{other:?}"),
    }
    let confirm = format!("{url}/confirm");
    let reply = sender.on_confirm(&confirm, &OnConfirmRequest::new("challenge")).await;
    let OnConfirmSuccess::Ok(echoed) = reply.expect("a reply").value;
    assert_eq!(echoed, "challenge");

    // Too short: the receiver checks what it is told, as any server does.
    let refused = sender.on_confirm(&confirm, &OnConfirmRequest::new("no")).await;
    assert_eq!(refused.expect_err("a refusal").status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    let elsewhere = sender.on_confirm("no address", &OnConfirmRequest::new("challenge")).await;
    assert!(matches!(elsewhere, Err(ClientError::Build(_))), "{elsewhere:?}");
    assert_eq!(webhooks().len(), 4);
}
