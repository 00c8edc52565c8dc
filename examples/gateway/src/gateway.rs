//! The generated trait over the orders: what each operation does, and how its failures are said.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use fibre_gateway::models::{
    Error, ErrorCode, ModifyServiceCharacteristic, ServiceCharacteristic, ServiceOrderAmendment,
    ServiceOrderAmendmentRequest, ServiceOrderAmendmentStatus, ServiceOrderCancellation,
    TenantAccessToken,
};
use fibre_gateway::operations::{
    GetTenantAccessTokenError, GetTenantAccessTokenRequest, GetTenantAccessTokenSuccess,
    HandleAmendOrderError, HandleAmendOrderRequest, HandleAmendOrderSuccess,
    HandleCancelOrderError, HandleCancelOrderRequest, HandleCancelOrderSuccess,
    HandleGetOrderError, HandleGetOrderRequest, HandleGetOrderSuccess,
};
use fibre_gateway::runtime::base64::Base64;
use fibre_gateway::runtime::secret::Secret;
use fibre_gateway::runtime::server::{Context, Failure};
use fibre_gateway::server::GatewayApi;
use uuid::Uuid;

use crate::orders::{Tenant, Time};
use crate::supplier::scenario;
use crate::tokens::{Caller, Tokens};

/// The gateway: what every tenant has, in memory.
pub struct Gateway {
    tokens: Tokens,
    tenants: Mutex<BTreeMap<&'static str, Tenant>>,
}

impl Gateway {
    /// A gateway that issues tokens; each tenant finds its sample orders.
    pub fn new(tokens: Tokens) -> Self {
        Self { tokens, tenants: Mutex::default() }
    }

    /// Does something with what a tenant has, as of now.
    fn with<T>(&self, caller: Caller, what: impl FnOnce(&mut Tenant, Time) -> T) -> T {
        let now = DateTime::<Utc>::from(SystemTime::now()).fixed_offset();
        let mut tenants = self.tenants.lock().unwrap_or_else(PoisonError::into_inner);
        what(tenants.entry(caller.tenant).or_insert_with(|| Tenant::new(now)), now)
    }
}

impl GatewayApi for Gateway {
    type Auth = Tokens;

    async fn get_tenant_access_token(
        &self,
        cx: &Context,
        request: GetTenantAccessTokenRequest,
    ) -> Result<GetTenantAccessTokenSuccess, Failure<GetTenantAccessTokenError>> {
        let asked = request.body;
        let in_body = asked.client_id.zip(asked.client_secret.map(Secret::into_exposed));
        let (id, secret) = basic(cx).or(in_body).unwrap_or_default();
        let token = self
            .tokens
            .issue(&id, &secret, asked.scope.as_deref())
            .map_err(|reason| GetTenantAccessTokenError::BadRequest(malformed(reason)))?;
        let token = TenantAccessToken::new(token, self.tokens.seconds(), "Bearer");
        Ok(GetTenantAccessTokenSuccess::Ok(token))
    }

    async fn handle_amend_order(
        &self,
        cx: &Context,
        caller: Caller,
        request: HandleAmendOrderRequest,
    ) -> Result<HandleAmendOrderSuccess, Failure<HandleAmendOrderError>> {
        let scenario = scenario(cx, "AMENDMENT")
            .map_err(|reason| HandleAmendOrderError::BadRequest(malformed(reason)))?;
        let asked = amendment(request.body);
        let made = self
            .with(caller, |tenant, now| tenant.amend(asked, scenario, now))
            .map_err(|reasons| HandleAmendOrderError::UnprocessableEntity(invalid(reasons)))?;
        Ok(HandleAmendOrderSuccess::Created(made))
    }

    async fn handle_cancel_order(
        &self,
        cx: &Context,
        caller: Caller,
        request: HandleCancelOrderRequest,
    ) -> Result<HandleCancelOrderSuccess, Failure<HandleCancelOrderError>> {
        let scenario = scenario(cx, "CANCELLATION")
            .map_err(|reason| HandleCancelOrderError::BadRequest(malformed(reason)))?;
        let asked = request.body;
        let asked = ServiceOrderCancellation {
            id: 0,
            supplier_reference: None,
            status: ServiceOrderAmendmentStatus::Pending,
            supplier: asked.supplier,
            order_id: asked.order_id,
            reason_code: asked.reason_code,
            text: asked.text,
        };
        let made = self
            .with(caller, |tenant, now| tenant.cancel(asked, scenario, now))
            .map_err(|reasons| HandleCancelOrderError::UnprocessableEntity(invalid(reasons)))?;
        Ok(HandleCancelOrderSuccess::Created(made))
    }

    async fn handle_get_order(
        &self,
        _cx: &Context,
        caller: Caller,
        request: HandleGetOrderRequest,
    ) -> Result<HandleGetOrderSuccess, Failure<HandleGetOrderError>> {
        // The document has ids as text here and as numbers elsewhere: what is no number names no order.
        let id = request.id.parse().ok();
        let order = id.and_then(|id| self.with(caller, |tenant, now| tenant.order(id, now)));
        let order = order.ok_or_else(|| {
            let messages = vec!["path id: names no order of this tenant".to_owned()];
            HandleGetOrderError::NotFound(error(ErrorCode::NotFound, messages))
        })?;
        Ok(HandleGetOrderSuccess::Ok(order))
    }
}

/// The amendment that a request asks for, before it has a number.
///
/// The three kinds of request share most members; which of them an order takes is for the order to say.
fn amendment(request: ServiceOrderAmendmentRequest) -> ServiceOrderAmendment {
    let blank =
        |order_id| ServiceOrderAmendment::new(0, order_id, ServiceOrderAmendmentStatus::Pending);
    match request {
        ServiceOrderAmendmentRequest::Provide(asked) => ServiceOrderAmendment {
            supplier: asked.supplier,
            service_characteristics: asked.service_characteristics,
            primary_contact: asked.primary_contact,
            secondary_contact: asked.secondary_contact,
            appointment_reservation_id: asked.appointment_reservation_id,
            requested_completion_date: asked.requested_completion_date,
            engineer_tasks: asked.engineer_tasks,
            hazards: asked.hazards,
            on_site_restrictions: asked.on_site_restrictions,
            notes: asked.notes,
            ..blank(asked.order_id)
        },
        ServiceOrderAmendmentRequest::Modify(asked) => ServiceOrderAmendment {
            supplier: asked.supplier,
            service_characteristics: asked.service_characteristics.map(without_actions),
            primary_contact: asked.primary_contact,
            secondary_contact: asked.secondary_contact,
            appointment_reservation_id: asked.appointment_reservation_id,
            requested_completion_date: asked.requested_completion_date,
            hazards: asked.hazards,
            on_site_restrictions: asked.on_site_restrictions,
            notes: asked.notes,
            ..blank(asked.order_id)
        },
        ServiceOrderAmendmentRequest::Cease(asked) => ServiceOrderAmendment {
            supplier: asked.supplier,
            requested_completion_date: asked.requested_completion_date,
            service_characteristics: asked.service_characteristics,
            notes: asked.notes,
            ..blank(asked.order_id)
        },
    }
}

/// The answer's characteristics are those of a provide order, which have no actions.
fn without_actions(asked: Vec<ModifyServiceCharacteristic>) -> Vec<ServiceCharacteristic> {
    let plain = |one: ModifyServiceCharacteristic| ServiceCharacteristic::new(one.name, one.value);
    asked.into_iter().map(plain).collect()
}

/// The client's id and secret of `Authorization: Basic`; the document names this way in prose only.
fn basic(cx: &Context) -> Option<(String, String)> {
    let (scheme, credentials) = cx.header("Authorization")?.split_once(' ')?;
    let text = String::from_utf8(Base64::decode(credentials.trim())?.0).ok()?;
    let (id, secret) = text.split_once(':')?;
    scheme.eq_ignore_ascii_case("Basic").then(|| (id.to_owned(), secret.to_owned()))
}

fn malformed(message: String) -> Error {
    error(ErrorCode::MalformedRequest, vec![message])
}

fn invalid(messages: Vec<String>) -> Error {
    error(ErrorCode::InvalidRequest, messages)
}

/// An error under an id of its own, to be quoted when asking for help.
fn error(code: ErrorCode, messages: Vec<String>) -> Error {
    Error::new(code, messages, Uuid::new_v4())
}
