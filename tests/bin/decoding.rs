//! What decoding the amendment's union costs: against one of its structs alone, and against `serde(untagged)`; and what
//! checking what was decoded adds.
//!
//! `cargo run --release -p specwright-tests --features load --bin decoding [-- ROUNDS]` prints a row for each comparison:
//! how often both are done in a second, what the first costs in units of the second, and the allocations of both. They take
//! turns in short rounds of one process, and the ratio is the middle one of all rounds': what else the machine does then
//! falls on both.

#[path = "turns.rs"]
mod turns;

use std::hint::black_box;

use fibre_gateway::models::{ProvideServiceOrderAmendment, ServiceOrderAmendmentRequest};
use fibre_gateway::runtime::check::{Check as _, Violations};
use fibre_gateway::runtime::wire;
use serde::Deserialize;
use turns::{allocations, headline, row, turns};

/// Bodies that mean each of the union's branches; the first has every member.
const BODIES: [(&str, &str); 3] = [
    ("provide", include_str!("amendment.json")),
    (
        "modify",
        r#"{"orderId": 123, "supplier": "DUMMY_SUPPLIER", "serviceCharacteristics": [{"name": "LINE_PROFILE", "action": "UPDATE", "value": "1G1G"}], "notes": "Lorem ipsum dolor sit amet..."}"#,
    ),
    ("cease", r#"{"orderId": 123, "supplier": "DUMMY_SUPPLIER", "notes": "Lorem ipsum"}"#),
];

/// The union as a team would write it by hand. Its structs refuse what they do not know: the first would else take every
/// value.
#[derive(Deserialize)]
#[serde(untagged)]
#[allow(dead_code, clippy::large_enum_variant, reason = "it is only decoded")]
enum Amendment {
    Provide(Provide),
    Modify(Modify),
    Cease(Cease),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(dead_code, reason = "it is only decoded")]
struct Provide {
    order_id: u64,
    supplier: Option<String>,
    service_characteristics: Option<Vec<Characteristic>>,
    primary_contact: Option<Contact>,
    secondary_contact: Option<Contact>,
    appointment_reservation_id: Option<u64>,
    requested_completion_date: Option<String>,
    engineer_tasks: Option<Vec<Task>>,
    hazards: Option<String>,
    on_site_restrictions: Option<String>,
    notes: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(dead_code, reason = "it is only decoded")]
struct Modify {
    order_id: u64,
    supplier: Option<String>,
    service_characteristics: Option<Vec<Change>>,
    primary_contact: Option<Contact>,
    secondary_contact: Option<Contact>,
    appointment_reservation_id: Option<u64>,
    requested_completion_date: Option<String>,
    hazards: Option<String>,
    on_site_restrictions: Option<String>,
    notes: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(dead_code, reason = "it is only decoded")]
struct Cease {
    order_id: u64,
    supplier: Option<String>,
    notes: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Characteristic {
    name: String,
    value: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "it is only decoded")]
struct Change {
    name: String,
    value: String,
    action: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(dead_code, reason = "it is only decoded")]
struct Contact {
    name: String,
    email: Option<String>,
    phone_number: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(dead_code, reason = "it is only decoded")]
enum Task {
    TestSingleDevice,
    #[serde(other)]
    Other,
}

fn main() {
    let rounds = std::env::args().nth(1).map_or(60, |text| text.parse().expect("a number"));
    headline(["first", "second"]);
    let full = BODIES[0].1.as_bytes();
    compare(
        "the union, over its struct alone",
        rounds,
        || drop(black_box(union(full))),
        || drop(black_box(wire::from_json::<ProvideServiceOrderAmendment>(black_box(full)))),
    );
    compare(
        "its struct alone, over serde derive's",
        rounds,
        || drop(black_box(wire::from_json::<ProvideServiceOrderAmendment>(black_box(full)))),
        || drop(black_box(serde_json::from_slice::<Provide>(black_box(full)))),
    );
    for (name, body) in BODIES {
        let body = body.as_bytes();
        compare(
            &format!("serde(untagged), over the union: {name}"),
            rounds,
            || drop(black_box(serde_json::from_slice::<Amendment>(black_box(body)))),
            || drop(black_box(union(body))),
        );
    }
    let amendment = union(full);
    compare(
        "its check, over decoding it",
        rounds,
        || {
            let mut found = Violations::default();
            black_box(&amendment).check(&mut found);
            assert!(found.is_empty());
        },
        || drop(black_box(union(full))),
    );
}

fn union(body: &[u8]) -> ServiceOrderAmendmentRequest {
    wire::from_json(black_box(body)).expect("a valid body")
}

/// Prints how often two things are done in a second, and how many times the second's cost the first has.
fn compare(name: &str, rounds: usize, mut first: impl FnMut(), mut second: impl FnMut()) {
    let counts = [allocations(&mut first), allocations(&mut second)];
    let pairs = turns(
        rounds,
        |count| (0..count).for_each(|_| first()),
        |count| (0..count).for_each(|_| second()),
    );
    row(name, &pairs, Some(counts));
}
