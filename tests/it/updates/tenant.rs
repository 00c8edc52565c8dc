//! Updates that a tenant takes: what nobody knows yet is taken all the same, and comes out as it went in.

use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use specwright_runtime::server::{AuthError, Context, Failure, IntoRouter as _};
use specwright_runtime::wire;
use tenant_updates::client::Client;
use tenant_updates::models::{OrderStatus, ProblemCode, Update, UpdateType};
use tenant_updates::operations::{HandleKciError, HandleKciRequest, HandleKciSuccess};
use tenant_updates::server::{TenantUpdatesApi, TenantUpdatesAuth, TenantUpdatesServer};

/// Keeps what it is told.
#[derive(Clone, Default)]
struct Tenant(Arc<Mutex<Vec<Update>>>);

struct Tokens;

impl TenantUpdatesAuth for Tokens {
    type Bearer = ();

    async fn bearer(
        &self,
        token: &str,
        _: &'static [&'static str],
        _: &Context,
    ) -> Result<(), AuthError> {
        if token == "good" { Ok(()) } else { Err(AuthError::Unauthenticated) }
    }
}

impl TenantUpdatesApi for Tenant {
    type Auth = Tokens;

    async fn handle_kci(
        &self,
        _: &Context,
        (): (),
        request: HandleKciRequest,
    ) -> Result<HandleKciSuccess, Failure<HandleKciError>> {
        self.0.lock().expect("nobody panics").push(request.body);
        Ok(HandleKciSuccess::NoContent)
    }
}

fn update(more: &Value) -> Value {
    let mut update = json!({"id": "0b8c7a52-46de-4f39-8a2e-6f6f0a3c9d10", "sequenceNumber": 4});
    let members = update.as_object_mut().expect("an object");
    members.extend(more.as_object().expect("an object").clone());
    update
}

/// Sends an update over a socket, and gives what the tenant took it for.
async fn told(more: &Value) -> Update {
    let tenant = Tenant::default();
    let address =
        super::listen(TenantUpdatesServer::new(tenant.clone(), Tokens).into_router()).await;
    let client: Client =
        Client::builder(format!("http://{address}")).bearer("good").build().expect("a client");
    let sent = wire::from_json(update(more).to_string().as_bytes()).expect("what was sent decodes");
    let request = HandleKciRequest::new("conversation-1", "request-1", sent);
    assert_eq!(client.handle_kci(&request).await.expect("it is taken").status, 204);
    let mut taken = tenant.0.lock().expect("nobody panics");
    let update = taken.pop().expect("one update");
    assert_eq!(update, request.body, "both sides see the same");
    update
}

#[tokio::test]
async fn an_update_on_an_order_is_told_by_its_entity() {
    let update = told(&json!({
        "updateType": "INFORMATIONAL", "entityType": "PROVIDE_ORDER",
        "information": {"type": "AMENDED", "code": "ACCESS_ISSUE", "supplierCodes": ["A-17"]},
        "entity": {"id": 123, "status": "IN_PROGRESS", "serviceOrderAmendment": {"id": 234}},
    }))
    .await;
    let Update::ProvideServiceOrder(update) = update else { panic!("{update:?}") };
    assert_eq!(update.entity.status, OrderStatus::InProgress);
    let information = update.information.expect("news");
    assert_eq!(information.code, Some(ProblemCode::AccessIssue));
}

#[tokio::test]
async fn kinds_and_codes_that_nobody_knows_yet_are_taken_as_they_are() {
    let unheard_of = json!({
        "updateType": "CELEBRATION", "entityType": "CEASE_ORDER",
        "information": {"type": "FIREWORKS", "code": "TOO_LOUD", "text": "bang", "invented": true},
        "action": {"type": "DANCE"},
        "error": {"uuid": "1", "code": "SATELLITE_FAULT", "messages": []},
        "entity": {"id": 124, "status": "IN_ORBIT", "invented": {"deep": [1]}},
    });
    let Update::CeaseServiceOrder(update) = told(&unheard_of).await else {
        panic!("the entity is one that is known")
    };
    assert_eq!(update.update_type, UpdateType::Unknown("CELEBRATION".to_owned()));
    assert_eq!(update.entity.status, OrderStatus::Unknown("IN_ORBIT".to_owned()));
    let information = update.information.expect("news");
    assert_eq!(information.code, Some(ProblemCode::Unknown("TOO_LOUD".to_owned())));
    assert_eq!(information.r#type.as_str(), "FIREWORKS");
    assert_eq!(update.error.expect("an error").code.as_str(), "SATELLITE_FAULT");
}

#[tokio::test]
async fn an_entity_that_nobody_knows_yet_is_kept_whole() {
    let entity = json!({"id": 126, "orbit": {"height": 550.5}, "tags": ["a", null]});
    let satellite =
        json!({"updateType": "ERROR", "entityType": "SATELLITE_ORDER", "entity": entity});
    let Update::Other(update) = told(&satellite).await else {
        panic!("no branch knows the entity")
    };
    assert_eq!(update.entity_type, "SATELLITE_ORDER");
    assert_eq!(json!(update.entity), entity);
}
