//! Calls every operation of the gateway with its generated client, for a judge of requests to look at.
//!
//! `gateway_calls URL` sends each operation valid requests, from the least to everything its type can say, then asks for
//! each failure that it declares by the header `Prefer: code=N`, which Prism understands. It prints a line a call and exits
//! with 1 where an answer was not the one asked for, or carries violations that Prism found in it.

use std::fmt::Debug;
use std::process::ExitCode;

use fibre_gateway::client::Client;
use fibre_gateway::models::{
    CeaseServiceOrderAmendment, Contact, EngineerTasks, ModifyServiceCharacteristic,
    ModifyServiceCharacteristicAction, ModifyServiceOrderAmendment, ProvideServiceOrderAmendment,
    ServiceCharacteristic, ServiceOrderAmendmentRequest, ServiceOrderCancellationRequest,
    TenantAccessTokenRequest,
};
use fibre_gateway::operations::{
    GET_TENANT_ACCESS_TOKEN, GetTenantAccessTokenRequest, HANDLE_AMEND_ORDER, HANDLE_CANCEL_ORDER,
    HANDLE_GET_ORDER, HandleAmendOrderRequest, HandleCancelOrderRequest, HandleGetOrderRequest,
};
use fibre_gateway::runtime::client::{CallOptions, ClientError, Reply, Retry};
use fibre_gateway::runtime::http::{HeaderName, HeaderValue};
use fibre_gateway::runtime::operation::{OperationMeta, Status};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let Some(url) = std::env::args().nth(1) else {
        eprintln!("usage: gateway_calls URL");
        return ExitCode::from(2);
    };
    let built = Client::builder(url).bearer("token").retry(Retry::none()).build();
    let client = match built {
        Ok(client) => client,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let mut wrong = 0;
    for body in amendments() {
        let request = HandleAmendOrderRequest::new("c", "r", body);
        for (asked, client) in asking(&client, &HANDLE_AMEND_ORDER) {
            let outcome = client.handle_amend_order(&request).await;
            wrong += judge(&HANDLE_AMEND_ORDER, asked, &outcome);
        }
    }
    for body in cancellations() {
        let request = HandleCancelOrderRequest::new("c", "r", body);
        for (asked, client) in asking(&client, &HANDLE_CANCEL_ORDER) {
            let outcome = client.handle_cancel_order(&request).await;
            wrong += judge(&HANDLE_CANCEL_ORDER, asked, &outcome);
        }
    }
    for id in ["123", "A/1 ü?#", "%2F"] {
        let request = HandleGetOrderRequest::new("c", "r", id);
        for (asked, client) in asking(&client, &HANDLE_GET_ORDER) {
            let outcome = client.handle_get_order(&request).await;
            wrong += judge(&HANDLE_GET_ORDER, asked, &outcome);
        }
    }
    for body in credentials() {
        let request = GetTenantAccessTokenRequest::new(body);
        for (asked, client) in asking(&client, &GET_TENANT_ACCESS_TOKEN) {
            let outcome = client.get_tenant_access_token(&request).await;
            wrong += judge(&GET_TENANT_ACCESS_TOKEN, asked, &outcome);
        }
    }
    println!("{wrong} wrong");
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The client as it is, then one for each failure of an operation that asks for it.
fn asking<'a>(
    client: &'a Client,
    meta: &'static OperationMeta,
) -> impl Iterator<Item = (Option<u16>, Client)> + use<'a> {
    let failures = meta.statuses().filter_map(|status| match status {
        Status::Code(code @ 400..) => Some(code),
        Status::Code(_) | Status::Range(_) | Status::Default => None,
    });
    let asks = |code: u16| {
        let value = HeaderValue::from_str(&format!("code={code}")).expect("digits are a header");
        let options = CallOptions::new().header(HeaderName::from_static("prefer"), value);
        (Some(code), client.with(options))
    };
    std::iter::once((None, client.clone())).chain(failures.map(asks))
}

/// Prints what came of a call; 1 where it is not what was asked for.
fn judge<T: Debug, E: Debug>(
    meta: &OperationMeta,
    asked: Option<u16>,
    outcome: &Result<Reply<T>, ClientError<E>>,
) -> usize {
    let headers = match outcome {
        Ok(reply) => Some(&reply.headers),
        Err(error) => error.headers(),
    };
    let violations = headers.and_then(|headers| headers.get("sl-violations"));
    let complaint = match (outcome, asked) {
        (Ok(_), None) => None,
        (Err(ClientError::Api(refusal)), Some(code)) if refusal.status == code => None,
        (Ok(reply), Some(_)) => Some(format!("{:?}", reply.value)),
        (Err(error), _) => Some(format!("{error:?}")),
    };
    let complaint = complaint.or_else(|| violations.map(|found| format!("{found:?}")));
    let asked = asked.map_or("success".to_owned(), |code| code.to_string());
    println!("{} {asked}: {}", meta.id, complaint.as_deref().unwrap_or("as declared"));
    usize::from(complaint.is_some())
}

fn amendments() -> Vec<ServiceOrderAmendmentRequest> {
    let contact =
        || Some(Contact { email: Some("a@b.example".to_owned()), ..Contact::new("A", "0") });
    let day = "2022-01-10".parse().ok();
    let provide = ProvideServiceOrderAmendment {
        supplier: Some("S".repeat(20)),
        service_characteristics: Some(vec![ServiceCharacteristic::new("LINE_PROFILE", "1G1G")]),
        primary_contact: contact(),
        secondary_contact: contact(),
        appointment_reservation_id: Some(1),
        requested_completion_date: day,
        engineer_tasks: Some(vec![
            EngineerTasks::InstallRouter,
            EngineerTasks::Unknown("NEW".to_owned()),
        ]),
        hazards: Some("ß".repeat(1000)),
        on_site_restrictions: Some("none".to_owned()),
        notes: Some("two\nlines".to_owned()),
        ..ProvideServiceOrderAmendment::new(123)
    };
    let action = Some(ModifyServiceCharacteristicAction::Delete);
    let modify = ModifyServiceOrderAmendment {
        supplier: provide.supplier.clone(),
        service_characteristics: Some(vec![ModifyServiceCharacteristic {
            action,
            ..ModifyServiceCharacteristic::new("LINE_PROFILE", "1G1G")
        }]),
        primary_contact: contact(),
        secondary_contact: contact(),
        appointment_reservation_id: Some(345),
        requested_completion_date: day,
        hazards: provide.hazards.clone(),
        on_site_restrictions: provide.on_site_restrictions.clone(),
        notes: provide.notes.clone(),
        ..ModifyServiceOrderAmendment::new(124)
    };
    let cease = CeaseServiceOrderAmendment {
        supplier: provide.supplier.clone(),
        requested_completion_date: day,
        service_characteristics: provide.service_characteristics.clone(),
        notes: provide.notes.clone(),
        ..CeaseServiceOrderAmendment::new(125)
    };
    let least = ProvideServiceOrderAmendment::new(1);
    vec![
        ServiceOrderAmendmentRequest::Provide(least),
        ServiceOrderAmendmentRequest::Provide(provide),
        ServiceOrderAmendmentRequest::Modify(modify),
        ServiceOrderAmendmentRequest::Cease(cease),
    ]
}

fn cancellations() -> Vec<ServiceOrderCancellationRequest> {
    let least = ServiceOrderCancellationRequest::new(1, "OTHER");
    let everything = ServiceOrderCancellationRequest {
        supplier: Some("DUMMY_SUPPLIER".to_owned()),
        text: Some("Moving \"house\" & more".to_owned()),
        ..least.clone()
    };
    vec![least, everything]
}

fn credentials() -> Vec<TenantAccessTokenRequest> {
    let least = TenantAccessTokenRequest::default();
    let everything = TenantAccessTokenRequest {
        scope: Some("a/b c&d=e+f".to_owned()),
        client_id: Some("us er".to_owned()),
        client_secret: Some("p%40ss".into()),
    };
    vec![least, everything]
}
