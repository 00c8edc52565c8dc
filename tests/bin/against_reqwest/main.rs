//! The generated client of the amendment endpoint against the same call written by hand with reqwest and serde derive.
//!
//! `cargo run --release -p specwright-tests --features load --bin against_reqwest [-- ROUNDS [ROWS]]` prints a row for each
//! kind of answer, or those whose name has `ROWS` in it: calls a second of both, the ratio, and the allocations of a call.
//! Both call over one client of reqwest, one connection, and a server that knows its answer by heart, so that what is
//! measured is the caller; in short rounds that take turns, and the ratio is the middle one of all rounds'.

mod by_hand;
#[path = "../turns.rs"]
mod turns;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use by_hand::{Amended, Amendment, Characteristic, Contact, Error, Provide, Task};
use fibre_gateway::client::Client;
use fibre_gateway::models;
use fibre_gateway::operations::{
    HandleAmendOrderError, HandleAmendOrderRequest, HandleAmendOrderSuccess,
};
use fibre_gateway::runtime::chrono::NaiveDate;
use fibre_gateway::runtime::client::{ClientError, Reqwest};
use tokio::runtime::Runtime;
use turns::{allocations, row, turns};

const TAKEN: &str = r#"{"id":1,"status":"PENDING","orderId":123,"supplier":"DUMMY_SUPPLIER","serviceCharacteristics":[{"name":"LINE_PROFILE","value":"1G1G"}],"primaryContact":{"name":"John Smith","email":"john@smith.com","phoneNumber":"01234 567890"},"secondaryContact":{"name":"John Smith","email":"john@smith.com","phoneNumber":"01234 567890"},"appointmentReservationId":345,"requestedCompletionDate":"2022-01-10","engineerTasks":["TEST_SINGLE_DEVICE"],"hazards":"string","onSiteRestrictions":"string","notes":"Lorem ipsum dolor sit amet..."}"#;
const REFUSED: &str = r#"{"uuid":"f7a0c9","code":"MALFORMED_REQUEST","messages":["header X-Request-ID: required","/supplier: text that matches ^\\w{1,20}$","/serviceCharacteristics: at least 1 item"]}"#;

/// A kind of answer.
struct Kind {
    name: &'static str,
    status: &'static str,
    body: &'static str,
}

const KINDS: [Kind; 2] = [
    Kind { name: "taken", status: "201 Created", body: TAKEN },
    Kind { name: "refused", status: "400 Bad Request", body: REFUSED },
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let rounds = arguments.next().map_or(40, |text| text.parse().expect("a number of rounds"));
    let rows = arguments.next().unwrap_or_default();
    turns::headline(["by hand", "generated"]);
    for kind in KINDS.iter().filter(|kind| kind.name.contains(&rows)) {
        compare(kind, rounds);
    }
}

fn compare(kind: &Kind, rounds: usize) {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let base = format!("http://{}/v1", listen(kind));
    // The first of the runtime's own brings along what the others need for TLS.
    drop(Reqwest::new(Duration::from_secs(5)).expect("a transport"));
    let http = reqwest::Client::builder().build().expect("a client");
    let ours = Client::builder(&*base).transport(Reqwest::from(http.clone())).bearer("good");
    let ours = Generated { client: ours.build().expect("a client"), request: request() };
    let hand = ByHand {
        client: by_hand::Client { http, base, token: "good".to_owned() },
        amendment: amendment(),
    };
    let counts = [
        allocations(|| hand.call(&runtime, kind, 1)),
        allocations(|| ours.call(&runtime, kind, 1)),
    ];
    let pairs = turns(
        rounds,
        |count| hand.call(&runtime, kind, count),
        |count| ours.call(&runtime, kind, count),
    );
    row(kind.name, &pairs, Some(counts));
}

struct ByHand {
    client: by_hand::Client,
    amendment: Amendment,
}

impl ByHand {
    fn call(&self, runtime: &Runtime, kind: &Kind, count: u32) {
        runtime.block_on(async {
            for _ in 0..count {
                let answer = self.client.amend("request-1", "conversation-1", &self.amendment);
                match answer.await {
                    Ok(Amended { id: 1, .. }) => assert_eq!(kind.body, TAKEN),
                    Err(Error::BadRequest(refusal)) => assert_eq!(refusal.messages.len(), 3),
                    _ => panic!("another answer"),
                }
            }
        });
    }
}

struct Generated {
    client: Client,
    request: HandleAmendOrderRequest,
}

impl Generated {
    fn call(&self, runtime: &Runtime, kind: &Kind, count: u32) {
        runtime.block_on(async {
            for _ in 0..count {
                match self.client.handle_amend_order(&self.request).await {
                    Ok(reply) => {
                        let HandleAmendOrderSuccess::Created(amended) = &reply.value;
                        assert_eq!((amended.id, kind.body), (1, TAKEN));
                    }
                    Err(ClientError::Api(refusal)) => {
                        let HandleAmendOrderError::BadRequest(error) = &refusal.value else {
                            panic!("another answer")
                        };
                        assert_eq!(error.messages.len(), 3);
                    }
                    Err(error) => panic!("{error}"),
                }
            }
        });
    }
}

fn amendment() -> Amendment {
    let contact = || Contact {
        name: "John Smith".to_owned(),
        email: Some("john@smith.com".to_owned()),
        phone_number: "01234 567890".to_owned(),
    };
    Amendment::Provide(Provide {
        order_id: 123,
        supplier: Some("DUMMY_SUPPLIER".to_owned()),
        service_characteristics: Some(vec![Characteristic {
            name: "LINE_PROFILE".to_owned(),
            value: "1G1G".to_owned(),
        }]),
        primary_contact: Some(contact()),
        secondary_contact: Some(contact()),
        appointment_reservation_id: Some(345),
        requested_completion_date: Some("2022-01-10".to_owned()),
        engineer_tasks: Some(vec![Task::TestSingleDevice]),
        hazards: Some("string".to_owned()),
        on_site_restrictions: Some("string".to_owned()),
        notes: Some("Lorem ipsum dolor sit amet...".to_owned()),
    })
}

fn request() -> HandleAmendOrderRequest {
    let mut contact = models::Contact::new("John Smith", "01234 567890");
    contact.email = Some("john@smith.com".to_owned());
    let mut asked = models::ProvideServiceOrderAmendment::new(123);
    asked.supplier = Some("DUMMY_SUPPLIER".to_owned());
    asked.service_characteristics =
        Some(vec![models::ServiceCharacteristic::new("LINE_PROFILE", "1G1G")]);
    asked.primary_contact = Some(contact.clone());
    asked.secondary_contact = Some(contact);
    asked.appointment_reservation_id = Some(345);
    asked.requested_completion_date = NaiveDate::from_ymd_opt(2022, 1, 10);
    asked.engineer_tasks = Some(vec![models::EngineerTasks::TestSingleDevice]);
    asked.hazards = Some("string".to_owned());
    asked.on_site_restrictions = Some("string".to_owned());
    asked.notes = Some("Lorem ipsum dolor sit amet...".to_owned());
    let body = models::ServiceOrderAmendmentRequest::Provide(asked);
    HandleAmendOrderRequest::new("conversation-1", "request-1", body)
}

/// Answers every request on a port with the same bytes, for as long as the process lives.
fn listen(kind: &Kind) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let answer = format!(
        "HTTP/1.1 {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}",
        kind.status,
        kind.body.len(),
        kind.body
    );
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, answer) = (stream.expect("a connection"), answer.clone());
            std::thread::spawn(move || serve(stream, answer.as_bytes()));
        }
    });
    address
}

fn serve(mut stream: TcpStream, answer: &[u8]) {
    stream.set_nodelay(true).expect("a socket");
    let (mut request, mut piece) = (Vec::with_capacity(4096), [0; 4096]);
    while let Ok(length @ 1..) = stream.read(&mut piece) {
        request.extend_from_slice(&piece[..length]);
        // The body is an object, and the last thing of the request.
        if request.ends_with(b"\"}") {
            request.clear();
            if stream.write_all(answer).is_err() {
                return;
            }
        }
    }
}
