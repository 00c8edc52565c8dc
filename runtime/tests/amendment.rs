//! Types as the generator writes them, for the amendment of the gateway: what they decode, refuse and say.

#![cfg(all(feature = "chrono", feature = "uuid", feature = "regex"))]
#![allow(missing_docs, reason = "what is tested is told by the tests")]

use std::collections::BTreeMap;

use specwright_runtime::check::{Check, Class, Violations};
use specwright_runtime::patch::Patch;
use specwright_runtime::pattern::{Class as Chars, Pattern};
use specwright_runtime::wire::{self, Wire, wire_enum, wire_object, wire_union, wire_values};
use specwright_runtime::{chrono, serde_json};

#[derive(Clone, Debug, PartialEq)]
pub struct ServiceCharacteristic {
    pub name: String,
    pub value: String,
}

wire_object!(ServiceCharacteristic {
    name: "name" required,
    value: "value" required,
});

impl Check for ServiceCharacteristic {
    fn check(&self, found: &mut Violations) {
        found.at("name").length(&self.name, 1..=50);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    pub name: String,
    pub email: Option<String>,
    pub phone_number: String,
}

wire_object!(Contact {
    name: "name" required,
    email: "email" optional,
    phone_number: "phoneNumber" required,
});

impl Check for Contact {}

wire_enum! {
    pub enum EngineerTasks {
        InstallRouter = "INSTALL_ROUTER",
        TestSingleDevice = "TEST_SINGLE_DEVICE",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Provide {
    pub order_id: u64,
    pub supplier: Option<String>,
    pub service_characteristics: Option<Vec<ServiceCharacteristic>>,
    pub primary_contact: Option<Contact>,
    pub appointment_reservation_id: Option<f64>,
    pub requested_completion_date: Option<chrono::NaiveDate>,
    pub engineer_tasks: Option<Vec<EngineerTasks>>,
    pub hazards: Option<String>,
}

wire_object!(Provide {
    order_id: "orderId" required,
    supplier: "supplier" optional,
    service_characteristics: "serviceCharacteristics" optional,
    primary_contact: "primaryContact" optional,
    appointment_reservation_id: "appointmentReservationId" optional,
    requested_completion_date: "requestedCompletionDate" optional,
    engineer_tasks: "engineerTasks" optional,
    hazards: "hazards" optional,
});

impl Check for Provide {
    fn check(&self, found: &mut Violations) {
        static SUPPLIER: Pattern = Pattern::run(r"^\w{1,20}$", &[Chars::of("0-9A-Z_a-z", 1, 20)]);
        found.at("supplier").pattern(&self.supplier, &SUPPLIER);
        found
            .at("serviceCharacteristics")
            .min_items(&self.service_characteristics, 1)
            .nested(&self.service_characteristics);
        found.at("primaryContact").nested(&self.primary_contact);
        found.at("appointmentReservationId").range(&self.appointment_reservation_id, 1..);
        found.at("hazards").length(&self.hazards, 1..=1000);
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Cease {
    pub order_id: u64,
    pub supplier: Option<String>,
    pub requested_completion_date: Option<chrono::NaiveDate>,
    pub reason: Option<String>,
}

wire_object!(Cease {
    order_id: "orderId" required,
    supplier: "supplier" optional,
    requested_completion_date: "requestedCompletionDate" optional,
    reason: "reason" optional,
});

impl Check for Cease {}

#[derive(Clone, Debug, PartialEq)]
pub enum Amendment {
    Provide(Provide),
    Cease(Box<Cease>),
}

wire_union!(Amendment { Provide, Cease });

const FULL: &str = r#"{
  "orderId": 123.0,
  "supplier": "DUMMY_SUPPLIER",
  "serviceCharacteristics": [{"name": "LINE_PROFILE", "value": "1G1G"}],
  "primaryContact": {"name": "John Smith", "email": "john@smith.com", "phoneNumber": "01234 567890"},
  "appointmentReservationId": 345,
  "requestedCompletionDate": "2022-01-10",
  "engineerTasks": ["TEST_SINGLE_DEVICE"],
  "hazards": "string"
}"#;

fn decode<T: Wire>(text: &str) -> Result<T, String> {
    wire::from_json(text.as_bytes()).map_err(|error| error.to_string())
}

fn written<T: Wire>(value: &T) -> String {
    String::from_utf8(wire::to_json(value)).expect("JSON is UTF-8")
}

fn explained<T: Wire + Check>(text: &str) -> Vec<String> {
    let mut found = Violations::new();
    wire::explain::<T>(text.as_bytes(), &mut found);
    found
        .iter()
        .map(|v| format!("{:?} {} {} ({})", v.class, v.pointer, v.keyword, v.expected))
        .collect()
}

#[test]
fn a_full_amendment_goes_both_ways() {
    let amendment: Amendment = decode(FULL).expect("it is valid");
    let Amendment::Provide(provide) = &amendment else { panic!("{amendment:?}") };
    assert_eq!(provide.order_id, 123);
    let mut found = Violations::new();
    amendment.check(&mut found);
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(
        written(&amendment),
        concat!(
            r#"{"orderId":123,"supplier":"DUMMY_SUPPLIER","#,
            r#""serviceCharacteristics":[{"name":"LINE_PROFILE","value":"1G1G"}],"#,
            r#""primaryContact":{"name":"John Smith","email":"john@smith.com","phoneNumber":"01234 567890"},"#,
            r#""appointmentReservationId":345,"requestedCompletionDate":"2022-01-10","#,
            r#""engineerTasks":["TEST_SINGLE_DEVICE"],"hazards":"string"}"#,
        ),
    );
    let value: serde_json::Value = serde_json::from_str(FULL).expect("JSON");
    assert_eq!(serde_json::from_value::<Amendment>(value).expect("by way of serde"), amendment);
}

#[test]
fn evidence_decides_before_trial_does() {
    let name = |text: &str| match decode::<Amendment>(text) {
        Ok(Amendment::Provide(_)) => "Provide".to_owned(),
        Ok(Amendment::Cease(_)) => "Cease".to_owned(),
        Err(error) => error,
    };
    for (text, expected) in [
        (r#"{"orderId": 1}"#, "Provide"),
        (r#"{"orderId": 1, "reason": "MOVED"}"#, "Cease"),
        (r#"{"reason": "MOVED", "orderId": 1}"#, "Cease"),
        (r#"{"orderId": 1, "unheard": true}"#, "Provide"),
        // Plainly a provide amendment: its fault does not make it another one.
        (
            r#"{"orderId": 1, "engineerTasks": ["NEW_TASK"]}"#,
            "not Provide: expected one of INSTALL_ROUTER, TEST_SINGLE_DEVICE at line 1 column 44",
        ),
        // The branch that violates nothing wins among those with equal evidence.
        (r#"{"orderId": 1, "supplier": "not ok"}"#, "Cease"),
        (
            r#"{"orderId": 1.5}"#,
            "not Provide: expected an integer of 64 bits, not negative at line 1 column 15; \
             not Cease: expected an integer of 64 bits, not negative at line 1 column 15",
        ),
        (
            r#"{"notes": "x"}"#,
            "not Provide: member `orderId` is required at line 1 column 14; not Cease: member `orderId` is required at line 1 column 14",
        ),
        ("[]", "expected an object"),
        ("{", "EOF while parsing an object at line 1 column 1"),
        (
            r#"{"orderId": 1, "orderId": 2}"#,
            "not Provide: member `orderId` is given twice at line 1 column 24; not Cease: member `orderId` is given twice at line 1 column 24",
        ),
    ] {
        assert_eq!(name(text), expected, "{text}");
    }
}

#[test]
fn every_fault_is_found_in_one_walk() {
    let text = r#"{"supplier": "no spaces!", "serviceCharacteristics": [{"name": ""}], "engineerTasks": ["X", 1], "primaryContact": 5,
        "appointmentReservationId": 0.5, "requestedCompletionDate": "2022-02-30", "hazards": null}"#;
    assert_eq!(
        explained::<Amendment>(text),
        [
            "Missing /orderId required (required)",
            "Missing /serviceCharacteristics/0/value required (required)",
            "Malformed /primaryContact type (an object)",
            "Invalid /requestedCompletionDate format (a date such as 2022-01-10)",
            "Invalid /engineerTasks/0 enum (one of INSTALL_ROUTER, TEST_SINGLE_DEVICE)",
            "Malformed /engineerTasks/1 type (one of INSTALL_ROUTER, TEST_SINGLE_DEVICE)",
            "Malformed /hazards type (a string)",
            r"Invalid /supplier pattern (text that matches ^\w{1,20}$)",
            "Invalid /serviceCharacteristics/0/name minLength (at least 1 character)",
            "Invalid /appointmentReservationId minimum (at least 1)",
        ],
    );
    assert_eq!(explained::<Amendment>("{\"orderId\": }"), ["Malformed  json (JSON)"]);
    assert_eq!(explained::<Amendment>("[]"), ["Malformed  type (an object)"]);
    assert_eq!(
        explained::<Amendment>(r#"{"orderId": 1, "orderId": 1}"#),
        ["Malformed /orderId json (a member that is given once)"]
    );
}

#[derive(Clone, Debug, PartialEq)]
pub struct Kinds {
    pub always: i32,
    pub null: Option<String>,
    pub patch: Patch<f64>,
    pub count: u8,
    pub r#type: Status,
    pub others: BTreeMap<String, Code>,
}

wire_object!(Kinds {
    always: "always" required,
    null: "null" nullable,
    patch: "patch" patch,
    count: "count" default(10),
    r#type: "type" required,
    ..others,
});

impl Check for Kinds {}

wire_enum! {
    pub enum Status {
        Pending = "PENDING",
        ..Unknown
    }
}

wire_values! {
    pub enum Code {
        One = 1,
        Minus = -2.5,
        Yes = true,
        Nothing,
        Text = "text",
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    pub tag: String,
}

wire_object!(closed Closed {
    tag: "tag" required,
});

impl Check for Closed {}

#[derive(Clone, Debug, PartialEq)]
pub enum Tagged {
    Closed(Closed),
    Kinds(Box<Kinds>),
    Text(String),
    Number(i64),
    Numbers(Vec<Tagged>),
}

wire_union!(Tagged by "tag" else Kinds {
    Closed = "a" "b",
    Kinds,
    Text,
    Number,
    Numbers,
});

#[test]
fn presence_is_kept_on_the_wire() {
    for text in [
        r#"{"always":1,"null":null,"count":10,"type":"PENDING"}"#,
        r#"{"always":1,"null":"x","patch":null,"count":3,"type":"NEW"}"#,
        r#"{"always":1,"null":"x","patch":1.5,"count":3,"type":"NEW","b":1,"c":-2.5,"d":true,"e":null,"f":"text"}"#,
    ] {
        assert_eq!(written(&decode::<Kinds>(text).expect(text)), text);
    }
    let kinds: Kinds = decode(r#"{"always":1,"null":null,"type":"PENDING"}"#).expect("defaults");
    assert_eq!(kinds.count, 10);
    for (text, error) in [
        (r#"{"always":1,"type":"PENDING"}"#, "member `null` is required at line 1 column 29"),
        (
            r#"{"always":null,"null":null,"type":"PENDING"}"#,
            "expected an integer of 32 bits at line 1 column 14",
        ),
        (
            r#"{"always":2147483648,"null":null,"type":""}"#,
            "expected an integer of 32 bits at line 1 column 20",
        ),
        (
            r#"{"always":1,"null":null,"type":"","x":2}"#,
            "expected one of 1, -2.5, true, null, text at line 1 column 40",
        ),
    ] {
        assert_eq!(decode::<Kinds>(text), Err(error.to_owned()));
    }
}

#[test]
fn tags_and_types_decide() {
    let kind = |text: &str| match decode::<Tagged>(text) {
        Ok(Tagged::Closed(_)) => "closed".to_owned(),
        Ok(Tagged::Kinds(_)) => "kinds".to_owned(),
        Ok(Tagged::Text(_)) => "text".to_owned(),
        Ok(Tagged::Number(_)) => "number".to_owned(),
        Ok(Tagged::Numbers(items)) => format!("{} items", items.len()),
        Err(error) => error,
    };
    for (text, expected) in [
        (r#"{"tag": "a"}"#, "closed"),
        (r#"{"tag": "b"}"#, "closed"),
        (
            r#"{"tag": "a", "more": 1}"#,
            "no member but the described ones, got `more` at line 1 column 19",
        ),
        (r#"{"always":1,"null":null,"type":"T"}"#, "kinds"),
        (r#""words""#, "text"),
        ("12.0", "number"),
        (r#"[1, "two", [], {"tag": "a"}]"#, "4 items"),
        ("true", "expected an object or a string or an integer of 64 bits or an array"),
    ] {
        assert_eq!(kind(text), expected, "{text}");
    }
    let nested: Tagged = decode(r#"[[["deep", {"tag":"b"}]]]"#).expect("nested unions");
    assert_eq!(written(&nested), r#"[[["deep",{"tag":"b"}]]]"#);
    assert_eq!(
        explained::<Tagged>(r#"[[{"tag":"b","x":1}], {"tag":"c"}]"#),
        [
            "Invalid /0/0/x additionalProperties (no such member)",
            "Missing /1/always required (required)",
            "Missing /1/null required (required)",
            "Missing /1/type required (required)",
            "Invalid /1/tag enum (one of 1, -2.5, true, null, text)",
        ]
    );
}

#[test]
fn a_wrong_class_is_the_gravest() {
    let mut found = Violations::new();
    wire::explain::<Amendment>(br#"{"supplier": 1}"#, &mut found);
    assert_eq!(found.gravest(), Some(Class::Malformed));
    assert_eq!(found.len(), 2);
}

mod of_one {
    use specwright_runtime::check::{Check, Violations};
    use specwright_runtime::wire::{Wire, wire_object, wire_union};

    #[derive(Clone, Debug, PartialEq)]
    struct Provide {
        id: i64,
        hazards: Option<String>,
    }

    wire_object!(Provide {
        id: "id" required,
        hazards: "hazards" optional,
    });

    impl Check for Provide {}

    #[derive(Clone, Debug, PartialEq)]
    struct Cease {
        id: i64,
        reason: String,
    }

    wire_object!(closed Cease {
        id: "id" required,
        reason: "reason" required,
    });

    impl Check for Cease {}

    #[derive(Clone, Debug, PartialEq)]
    enum Change {
        Provide(Provide),
        Cease(Cease),
    }

    wire_union!(Change of one {
        Provide,
        Cease,
    });

    #[test]
    fn a_value_that_fits_several_branches_is_refused() {
        let alone = Change::from_json(br#"{"id": 1, "hazards": "dog"}"#).expect("fits one");
        assert_eq!(alone, Change::Provide(Provide { id: 1, hazards: Some("dog".to_owned()) }));
        let both = br#"{"id": 1, "reason": "moved"}"#;
        let error = Change::from_json(both).expect_err("fits both");
        assert!(error.to_string().contains("one of Provide, Cease, not several"), "{error}");
        let mut found = Violations::new();
        let mut value = serde_json::from_slice(both).expect("JSON");
        Change::mend(&mut value, &mut found);
        assert_eq!(found.len(), 1);
    }
}
