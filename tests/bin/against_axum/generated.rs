//! The same endpoint over the generated server.

use fibre_gateway::models::{
    ServiceOrderAmendment, ServiceOrderAmendmentRequest, ServiceOrderAmendmentStatus,
};
use fibre_gateway::operations::{
    GetTenantAccessTokenError, GetTenantAccessTokenRequest, GetTenantAccessTokenSuccess,
    HandleAmendOrderError, HandleAmendOrderRequest, HandleAmendOrderSuccess,
    HandleCancelOrderError, HandleCancelOrderRequest, HandleCancelOrderSuccess,
    HandleGetOrderError, HandleGetOrderRequest, HandleGetOrderSuccess,
};
use fibre_gateway::runtime::server::{AuthError, Context, Failure};
use fibre_gateway::server::{GatewayApi, GatewayAuth, GatewayServer};

pub(crate) struct App;

pub(crate) struct Tokens;

pub(crate) fn server() -> GatewayServer<App> {
    GatewayServer::new(App, Tokens)
}

impl GatewayAuth for Tokens {
    type Oauth2 = ();

    async fn oauth2(
        &self,
        token: &str,
        _: &'static [&'static str],
        _: &Context,
    ) -> Result<(), AuthError> {
        if token == "good" { Ok(()) } else { Err(AuthError::Unauthenticated) }
    }
}

impl GatewayApi for App {
    type Auth = Tokens;

    async fn handle_amend_order(
        &self,
        _: &Context,
        (): (),
        request: HandleAmendOrderRequest,
    ) -> Result<HandleAmendOrderSuccess, Failure<HandleAmendOrderError>> {
        let new = |order_id| {
            ServiceOrderAmendment::new(1, order_id, ServiceOrderAmendmentStatus::Pending)
        };
        Ok(HandleAmendOrderSuccess::Created(match request.body {
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
                ..new(asked.order_id)
            },
            ServiceOrderAmendmentRequest::Modify(asked) => ServiceOrderAmendment {
                supplier: asked.supplier,
                primary_contact: asked.primary_contact,
                notes: asked.notes,
                ..new(asked.order_id)
            },
            ServiceOrderAmendmentRequest::Cease(asked) => ServiceOrderAmendment {
                supplier: asked.supplier,
                notes: asked.notes,
                ..new(asked.order_id)
            },
        }))
    }

    async fn handle_cancel_order(
        &self,
        _: &Context,
        (): (),
        _: HandleCancelOrderRequest,
    ) -> Result<HandleCancelOrderSuccess, Failure<HandleCancelOrderError>> {
        Err(HandleCancelOrderError::ServiceUnavailable)?
    }

    async fn handle_get_order(
        &self,
        _: &Context,
        (): (),
        _: HandleGetOrderRequest,
    ) -> Result<HandleGetOrderSuccess, Failure<HandleGetOrderError>> {
        Err(HandleGetOrderError::ServiceUnavailable)?
    }

    async fn get_tenant_access_token(
        &self,
        _: &Context,
        _: GetTenantAccessTokenRequest,
    ) -> Result<GetTenantAccessTokenSuccess, Failure<GetTenantAccessTokenError>> {
        Err(Failure::unexpected("tokens are not measured"))
    }
}
