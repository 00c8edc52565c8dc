//! The gateway that the wire cases speak to: it says what it understood, and fails where it is told to.

use fibre_gateway::models::{
    Error, ErrorCode, ServiceOrder, ServiceOrderAmendment, ServiceOrderAmendmentRequest,
    ServiceOrderAmendmentStatus, ServiceOrderCancellation, ServiceOrderStatus, TenantAccessToken,
};
use fibre_gateway::operations::{
    GetTenantAccessTokenError, GetTenantAccessTokenRequest, GetTenantAccessTokenSuccess,
    HandleAmendOrderError, HandleAmendOrderRequest, HandleAmendOrderSuccess,
    HandleCancelOrderError, HandleCancelOrderRequest, HandleCancelOrderSuccess,
    HandleGetOrderError, HandleGetOrderRequest, HandleGetOrderSuccess,
};
use fibre_gateway::server::{GatewayApi, GatewayAuth, GatewayServer};
use specwright_runtime::server::{AuthError, Context, Failure};

pub(crate) struct App;

pub(crate) struct Tokens;

/// Who a token belongs to.
pub(crate) struct Caller;

/// The server under test.
pub(crate) fn server() -> GatewayServer<App> {
    GatewayServer::new(App, Tokens)
}

impl GatewayAuth for Tokens {
    type Oauth2 = Caller;

    async fn oauth2(
        &self,
        token: &str,
        scopes: &'static [&'static str],
        _cx: &Context,
    ) -> Result<Caller, AuthError> {
        assert_eq!(scopes, ["com.fibregateway.prod/tenant.all.all"]);
        match token {
            "good" => Ok(Caller),
            "poor" => Err(AuthError::Forbidden),
            _ => Err(AuthError::Unauthenticated),
        }
    }
}

impl GatewayApi for App {
    type Auth = Tokens;

    async fn handle_amend_order(
        &self,
        _cx: &Context,
        _caller: Caller,
        request: HandleAmendOrderRequest,
    ) -> Result<HandleAmendOrderSuccess, Failure<HandleAmendOrderError>> {
        let amendment = echo(request.body);
        match amendment.order_id {
            500 => Err(std::io::Error::other("secret detail"))?,
            501 => panic!("as the case asks"),
            503 => Err(HandleAmendOrderError::ServiceUnavailable)?,
            504 => {
                let messages = vec!["orderId names no order in flight".to_owned()];
                let error =
                    Error { uuid: "1".to_owned(), code: ErrorCode::InvalidRequest, messages };
                Err(HandleAmendOrderError::UnprocessableEntity(error))?
            }
            _ => Ok(HandleAmendOrderSuccess::Created(amendment)),
        }
    }

    async fn handle_cancel_order(
        &self,
        _cx: &Context,
        _caller: Caller,
        request: HandleCancelOrderRequest,
    ) -> Result<HandleCancelOrderSuccess, Failure<HandleCancelOrderError>> {
        let asked = request.body;
        Ok(HandleCancelOrderSuccess::Created(ServiceOrderCancellation {
            id: 1,
            supplier_reference: None,
            status: ServiceOrderAmendmentStatus::Pending,
            supplier: asked.supplier,
            order_id: asked.order_id,
            reason_code: asked.reason_code,
            text: asked.text,
        }))
    }

    async fn handle_get_order(
        &self,
        _cx: &Context,
        _caller: Caller,
        request: HandleGetOrderRequest,
    ) -> Result<HandleGetOrderSuccess, Failure<HandleGetOrderError>> {
        let mut order = ServiceOrder::new(1, ServiceOrderStatus::Acknowledged);
        order.supplier_order_number = Some(request.id);
        Ok(HandleGetOrderSuccess::Ok(order))
    }

    async fn get_tenant_access_token(
        &self,
        _cx: &Context,
        _request: GetTenantAccessTokenRequest,
    ) -> Result<GetTenantAccessTokenSuccess, Failure<GetTenantAccessTokenError>> {
        let token = TenantAccessToken::new("good", 3600, "Bearer");
        Ok(GetTenantAccessTokenSuccess::Ok(token))
    }
}

/// The amendment as asked for, with the branch it was understood as.
fn echo(request: ServiceOrderAmendmentRequest) -> ServiceOrderAmendment {
    let status = ServiceOrderAmendmentStatus::Pending;
    match request {
        ServiceOrderAmendmentRequest::Provide(asked) => ServiceOrderAmendment {
            supplier_reference: Some("provide".to_owned()),
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
            ..ServiceOrderAmendment::new(1, asked.order_id, status)
        },
        ServiceOrderAmendmentRequest::Modify(asked) => ServiceOrderAmendment {
            supplier_reference: Some("modify".to_owned()),
            supplier: asked.supplier,
            primary_contact: asked.primary_contact,
            secondary_contact: asked.secondary_contact,
            appointment_reservation_id: asked.appointment_reservation_id,
            requested_completion_date: asked.requested_completion_date,
            hazards: asked.hazards,
            on_site_restrictions: asked.on_site_restrictions,
            notes: asked.notes,
            ..ServiceOrderAmendment::new(1, asked.order_id, status)
        },
        ServiceOrderAmendmentRequest::Cease(asked) => ServiceOrderAmendment {
            supplier_reference: Some("cease".to_owned()),
            supplier: asked.supplier,
            requested_completion_date: asked.requested_completion_date,
            service_characteristics: asked.service_characteristics,
            notes: asked.notes,
            ..ServiceOrderAmendment::new(1, asked.order_id, status)
        },
    }
}
