//! The amendment endpoint as a team would write it by hand: axum, serde derive, and a check of its own.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde::{Deserialize, Serialize};

pub(crate) fn router() -> Router {
    Router::new().route("/v1/service-order-amendments", post(amend))
}

#[derive(Deserialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "a box would be one more allocation")]
enum Amendment {
    Provide(Provide),
    Modify(Modify),
    Cease(Cease),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Provide {
    order_id: u64,
    supplier: Option<String>,
    service_characteristics: Option<Vec<Characteristic>>,
    primary_contact: Option<Contact>,
    secondary_contact: Option<Contact>,
    appointment_reservation_id: Option<u64>,
    requested_completion_date: Option<String>,
    engineer_tasks: Option<Vec<String>>,
    hazards: Option<String>,
    on_site_restrictions: Option<String>,
    notes: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Modify {
    order_id: u64,
    supplier: Option<String>,
    primary_contact: Option<Contact>,
    notes: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Cease {
    order_id: u64,
    supplier: Option<String>,
    notes: Option<String>,
}

#[derive(Deserialize, Serialize)]
struct Characteristic {
    name: String,
    value: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Contact {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    phone_number: String,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct Amended {
    id: u64,
    status: &'static str,
    order_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    supplier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_characteristics: Option<Vec<Characteristic>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary_contact: Option<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secondary_contact: Option<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    appointment_reservation_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requested_completion_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    engineer_tasks: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hazards: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on_site_restrictions: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<String>,
}

#[derive(Serialize)]
struct Error {
    uuid: String,
    code: &'static str,
    messages: Vec<String>,
}

async fn amend(headers: HeaderMap, body: Bytes) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text(AUTHORIZATION.as_str()).and_then(|said| said.strip_prefix("Bearer ")) != Some("good") {
        return refuse(StatusCode::UNAUTHORIZED, "NOT_AUTHORISED", Vec::new());
    }
    if text(CONTENT_TYPE.as_str()) != Some("application/json") {
        return StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response();
    }
    let mut faults = Vec::new();
    let ids: Vec<String> = ["x-request-id", "x-conversation-id"]
        .into_iter()
        .filter_map(|name| {
            let id = text(name).filter(|id| !id.is_empty()).map(str::to_owned);
            if id.is_none() {
                faults.push(format!("header {name}: required"));
            }
            id
        })
        .collect();
    let amendment: Amendment = match serde_json::from_slice(&body) {
        Ok(amendment) => amendment,
        Err(error) => {
            faults.push(error.to_string());
            return refuse(StatusCode::BAD_REQUEST, "MALFORMED_REQUEST", faults);
        }
    };
    amendment.check(&mut faults);
    if !faults.is_empty() {
        let (status, code) = if ids.len() == 2 {
            (StatusCode::UNPROCESSABLE_ENTITY, "INVALID_REQUEST")
        } else {
            (StatusCode::BAD_REQUEST, "MALFORMED_REQUEST")
        };
        return refuse(status, code, faults);
    }
    (StatusCode::CREATED, [(CONTENT_TYPE, "application/json")], json(&amendment.done()))
        .into_response()
}

fn refuse(status: StatusCode, code: &'static str, messages: Vec<String>) -> Response {
    let error = Error { uuid: format!("{:032x}", fastrand::u128(..)), code, messages };
    (status, [(CONTENT_TYPE, "application/json")], json(&error)).into_response()
}

fn json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_default()
}

impl Amendment {
    fn check(&self, faults: &mut Vec<String>) {
        match self {
            Self::Provide(asked) => {
                word("/supplier", asked.supplier.as_deref(), faults);
                if asked.service_characteristics.as_ref().is_some_and(Vec::is_empty) {
                    faults.push("/serviceCharacteristics: at least 1 item".to_owned());
                }
                for one in asked.service_characteristics.iter().flatten() {
                    length("/serviceCharacteristics/name", Some(&one.name), 50, faults);
                    length("/serviceCharacteristics/value", Some(&one.value), 255, faults);
                }
                for contact in [&asked.primary_contact, &asked.secondary_contact] {
                    contact_is_right(contact.as_ref(), faults);
                }
                if asked.appointment_reservation_id == Some(0) {
                    faults.push("/appointmentReservationId: at least 1".to_owned());
                }
                if asked.requested_completion_date.as_deref().is_some_and(|date| !is_date(date)) {
                    faults.push("/requestedCompletionDate: a date".to_owned());
                }
                length("/hazards", asked.hazards.as_deref(), 1000, faults);
                length("/onSiteRestrictions", asked.on_site_restrictions.as_deref(), 1000, faults);
                length("/notes", asked.notes.as_deref(), 1000, faults);
            }
            Self::Modify(asked) => {
                word("/supplier", asked.supplier.as_deref(), faults);
                contact_is_right(asked.primary_contact.as_ref(), faults);
                length("/notes", asked.notes.as_deref(), 1000, faults);
            }
            Self::Cease(asked) => {
                word("/supplier", asked.supplier.as_deref(), faults);
                length("/notes", asked.notes.as_deref(), 1000, faults);
            }
        }
    }

    fn done(self) -> Amended {
        let base = Amended { id: 1, status: "PENDING", ..Amended::default() };
        match self {
            Self::Provide(asked) => Amended {
                order_id: asked.order_id,
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
                ..base
            },
            Self::Modify(asked) => Amended {
                order_id: asked.order_id,
                supplier: asked.supplier,
                primary_contact: asked.primary_contact,
                notes: asked.notes,
                ..base
            },
            Self::Cease(asked) => Amended {
                order_id: asked.order_id,
                supplier: asked.supplier,
                notes: asked.notes,
                ..base
            },
        }
    }
}

fn contact_is_right(contact: Option<&Contact>, faults: &mut Vec<String>) {
    let Some(contact) = contact else { return };
    length("/contact/name", Some(&contact.name), 100, faults);
    length("/contact/phoneNumber", Some(&contact.phone_number), 30, faults);
    if contact.email.as_ref().is_some_and(|email| !email.contains('@') || email.len() > 254) {
        faults.push("/contact/email: an address".to_owned());
    }
}

fn word(place: &str, text: Option<&str>, faults: &mut Vec<String>) {
    let fits = |text: &str| {
        (1..=20).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    if text.is_some_and(|text| !fits(text)) {
        faults.push(format!("{place}: text that matches ^\\w{{1,20}}$"));
    }
}

fn length(place: &str, text: Option<&str>, most: usize, faults: &mut Vec<String>) {
    if text.is_some_and(|text| text.is_empty() || text.chars().count() > most) {
        faults.push(format!("{place}: 1 to {most} characters"));
    }
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    matches!(&parts[..], [year, month, day] if year.len() == 4
        && month.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
        && day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)))
}
