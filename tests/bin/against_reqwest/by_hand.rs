//! The call of the amendment endpoint as a team would write it by hand: reqwest and serde derive.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{ACCEPT, CONTENT_TYPE};
use serde::{Deserialize, Serialize};

pub(crate) struct Client {
    pub(crate) http: reqwest::Client,
    pub(crate) base: String,
    pub(crate) token: String,
}

#[derive(Serialize)]
#[serde(untagged)]
#[allow(dead_code, clippy::large_enum_variant, reason = "one kind is measured")]
pub(crate) enum Amendment {
    Provide(Provide),
    Cease(Cease),
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Provide {
    pub(crate) order_id: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) supplier: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) service_characteristics: Option<Vec<Characteristic>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) primary_contact: Option<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) secondary_contact: Option<Contact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) appointment_reservation_id: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) requested_completion_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) engineer_tasks: Option<Vec<Task>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hazards: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) on_site_restrictions: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notes: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Cease {
    pub(crate) order_id: u64,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Task {
    TestSingleDevice,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Characteristic {
    pub(crate) name: String,
    pub(crate) value: String,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Contact {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) email: Option<String>,
    pub(crate) phone_number: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "they are read by whoever calls")]
pub(crate) struct Amended {
    pub(crate) id: u64,
    pub(crate) status: Status,
    pub(crate) order_id: u64,
    pub(crate) supplier_reference: Option<String>,
    pub(crate) supplier: Option<String>,
    pub(crate) service_characteristics: Option<Vec<Characteristic>>,
    pub(crate) primary_contact: Option<Contact>,
    pub(crate) secondary_contact: Option<Contact>,
    pub(crate) appointment_reservation_id: Option<u64>,
    pub(crate) requested_completion_date: Option<String>,
    pub(crate) engineer_tasks: Option<Vec<Task>>,
    pub(crate) hazards: Option<String>,
    pub(crate) on_site_restrictions: Option<String>,
    pub(crate) notes: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum Status {
    Pending,
    Confirmed,
    Rejected,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "they are read by whoever calls")]
pub(crate) struct Refusal {
    pub(crate) uuid: String,
    pub(crate) code: String,
    pub(crate) messages: Vec<String>,
}

#[allow(dead_code, reason = "they are read by whoever calls")]
pub(crate) enum Error {
    BadRequest(Refusal),
    Unauthorized(Refusal),
    Forbidden,
    UnprocessableEntity(Refusal),
    Unavailable,
    Undocumented(StatusCode),
    Transport(reqwest::Error),
    Decode(serde_json::Error),
}

impl Client {
    pub(crate) async fn amend(
        &self,
        request_id: &str,
        conversation_id: &str,
        amendment: &Amendment,
    ) -> Result<Amended, Error> {
        let request = self
            .http
            .post(format!("{}/service-order-amendments", self.base))
            .timeout(Duration::from_secs(30))
            .bearer_auth(&self.token)
            .header("X-Request-ID", request_id)
            .header("X-Conversation-ID", conversation_id)
            .header(ACCEPT, "application/json")
            .header(CONTENT_TYPE, "application/json")
            .body(serde_json::to_vec(amendment).map_err(Error::Decode)?);
        let answer = request.send().await.map_err(Error::Transport)?;
        let status = answer.status();
        let body = answer.bytes().await.map_err(Error::Transport)?;
        let refusal = || serde_json::from_slice(&body).map_err(Error::Decode);
        match status {
            StatusCode::CREATED => serde_json::from_slice(&body).map_err(Error::Decode),
            StatusCode::BAD_REQUEST => Err(Error::BadRequest(refusal()?)),
            StatusCode::UNAUTHORIZED => Err(Error::Unauthorized(refusal()?)),
            StatusCode::FORBIDDEN => Err(Error::Forbidden),
            StatusCode::UNPROCESSABLE_ENTITY => Err(Error::UnprocessableEntity(refusal()?)),
            StatusCode::SERVICE_UNAVAILABLE => Err(Error::Unavailable),
            status => Err(Error::Undocumented(status)),
        }
    }
}
