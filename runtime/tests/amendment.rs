//! Types as the generator writes them, for the amendment of the gateway: what they decode, refuse and say.

#![cfg(all(feature = "chrono", feature = "uuid", feature = "regex"))]
#![allow(missing_docs, reason = "what is tested is told by the tests")]

use specwright_runtime::check::{Check, Class, Violations};
use specwright_runtime::patch::Patch;
use specwright_runtime::pattern::{Class as Chars, Pattern};
use specwright_runtime::wire::{self, Wire, wire_enum, wire_object, wire_union, wire_values};
use specwright_runtime::{chrono, serde_json};

wire_object! {
    pub struct ServiceCharacteristic {
        pub name: String = "name" required [length(1..=50)],
        pub value: String = "value" required,
    }
    new(name: impl Into<String>, value: impl Into<String>);
}

wire_object! {
    pub struct Contact {
        pub name: String = "name" required,
        pub email: Option<String> = "email" optional,
        pub phone_number: String = "phoneNumber" required,
    }
    new(name: impl Into<String>, phone_number: impl Into<String>);
}

wire_enum! {
    pub enum EngineerTasks {
        InstallRouter = "INSTALL_ROUTER",
        TestSingleDevice = "TEST_SINGLE_DEVICE",
    }
}

wire_object! {
    pub struct Provide {
        pub order_id: u64 = "orderId" required,
        pub supplier: Option<String> = "supplier" optional [pattern(&SUPPLIER)],
        pub service_characteristics: Option<Vec<ServiceCharacteristic>> = "serviceCharacteristics" optional [min_items(1) nested],
        pub primary_contact: Option<Contact> = "primaryContact" optional [nested],
        pub appointment_reservation_id: Option<f64> = "appointmentReservationId" optional [range(1..)],
        pub requested_completion_date: Option<chrono::NaiveDate> = "requestedCompletionDate" optional,
        pub engineer_tasks: Option<Vec<EngineerTasks>> = "engineerTasks" optional,
        pub hazards: Option<String> = "hazards" optional [length(1..=1000)],
    }
    static SUPPLIER: Pattern = Pattern::run(r"^\w{1,20}$", &[Chars::of("0-9A-Z_a-z", 1, 20)]);
    new(order_id: u64);
}

wire_object! {
    pub struct Cease {
        pub order_id: u64 = "orderId" required,
        pub supplier: Option<String> = "supplier" optional,
        pub requested_completion_date: Option<chrono::NaiveDate> = "requestedCompletionDate" optional,
        pub reason: Option<String> = "reason" optional,
    }
    new(order_id: u64);
}

wire_union! {
    pub enum Amendment {
        Provide(Provide),
        Cease(Box<Cease>),
    }
}

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

wire_object! {
    pub struct Kinds {
        pub always: i32 = "always" required,
        pub null: Option<String> = "null" nullable,
        pub patch: Patch<f64> = "patch" patch,
        pub count: u8 = "count" default(10),
        pub sort: Option<String> = "sort" default(Some(String::from("new"))),
        pub r#type: Status = "type" required,
        ..others: Code,
    }
    new(always: i32, null: Option<String>, r#type: Status);
}

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

wire_values! {
    pub enum Speed {
        Slow = 1,
        Fast = 10.5,
        ..Unknown,
    }
}

wire_object! {
    pub closed struct Closed {
        pub tag: String = "tag" required,
    }
    new(tag: impl Into<String>);
}

wire_union! {
    pub enum Tagged by "tag" else Kinds {
        Closed(Closed) = "a" "b",
        Kinds(Box<Kinds>),
        Text(String),
        Number(i64),
        Numbers(Vec<Tagged>),
    }
}

#[test]
fn presence_is_kept_on_the_wire() {
    for text in [
        r#"{"always":1,"null":null,"count":10,"sort":"new","type":"PENDING"}"#,
        r#"{"always":1,"null":"x","patch":null,"count":3,"sort":null,"type":"NEW"}"#,
        r#"{"always":1,"null":"x","patch":1.5,"count":3,"sort":"old","type":"NEW","b":1,"c":-2.5,"d":true,"e":null,"f":"text"}"#,
    ] {
        assert_eq!(written(&decode::<Kinds>(text).expect(text)), text);
    }
    let kinds: Kinds = decode(r#"{"always":1,"null":null,"type":"PENDING"}"#).expect("defaults");
    assert_eq!((kinds.count, kinds.sort.as_deref()), (10, Some("new")));
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
fn numbers_that_are_not_listed_are_kept_and_refused() {
    for (text, speed) in [("1.0", Speed::Slow), ("7", Speed::Unknown(serde_json::json!(7)))] {
        assert_eq!(decode::<Speed>(text), Ok(speed), "{text}");
    }
    assert_eq!(written(&Speed::Unknown(serde_json::json!(7))), "7");
    assert_eq!(decode::<Speed>(r#""fast""#), Err("expected one of 1, 10.5".to_owned()));
    let mut found = Violations::new();
    Speed::Unknown(serde_json::json!(7)).check(&mut found);
    assert_eq!(found.into_vec()[0].keyword, "enum");
}

mod undescribed_tags {
    use super::{decode, explained, written};
    use specwright_runtime::wire::{wire_object, wire_union};

    wire_object! {
        pub struct Open {
            pub name: Option<String> = optional,
        }
    }

    wire_object! {
        pub closed struct Narrow {
            pub size: i64 = required,
        }
        new(size: i64);
    }

    wire_object! {
        pub struct Perhaps {
            pub kind: Option<String> = optional,
        }
    }

    wire_union! {
        pub enum Letter by "kind" else Perhaps {
            Open(Open) = "open",
            Perhaps(Perhaps) = "perhaps",
        }
    }

    wire_union! {
        pub enum Parcel by "kind" {
            Open(Open) = "open",
            Narrow(Narrow) = "narrow" "thin",
            Perhaps(Box<Perhaps>) = "perhaps",
        }
    }

    #[test]
    fn the_union_reads_and_writes_what_its_branches_do_not_describe() {
        for (text, expected) in [
            (r#"{"kind":"open","name":"x"}"#, r#"{"kind":"open","name":"x"}"#),
            (r#"{"size":3,"kind":"thin"}"#, r#"{"kind":"narrow","size":3}"#),
            (r#"{"kind":"perhaps"}"#, r#"{"kind":"perhaps"}"#),
        ] {
            assert_eq!(written(&decode::<Parcel>(text).expect(text)), expected);
        }
        for text in [r#"{"kind":"open"}"#, "{}"] {
            assert_eq!(written(&decode::<Letter>(text).expect(text)), text, "absence says it");
        }
        assert_eq!(written(&Parcel::Open(Open::default())), r#"{"kind":"open"}"#);
        assert_eq!(written(&Parcel::Narrow(Narrow::new(3))), r#"{"kind":"narrow","size":3}"#);
        assert_eq!(written(&Parcel::Perhaps(Box::default())), r#"{"kind":"perhaps"}"#);
        assert_eq!(
            explained::<Parcel>(r#"{"kind":"narrow","size":"x","more":1}"#),
            [
                "Malformed /size type (an integer of 64 bits)",
                "Invalid /more additionalProperties (no such member)",
            ]
        );
    }
}

#[test]
fn a_wrong_class_is_the_gravest() {
    let mut found = Violations::new();
    wire::explain::<Amendment>(br#"{"supplier": 1}"#, &mut found);
    assert_eq!(found.gravest(), Some(Class::Malformed));
    assert_eq!(found.len(), 2);
}

mod of_one {
    use specwright_runtime::check::Violations;
    use specwright_runtime::wire::{Wire, wire_object, wire_union};

    wire_object! {
        pub struct Provide {
            pub id: i64 = "id" required,
            pub hazards: Option<String> = "hazards" optional,
        }
        new(id: i64);
    }

    wire_object! {
        pub closed struct Cease {
            pub id: i64 = "id" required,
            pub reason: String = "reason" required,
        }
        new(id: i64, reason: impl Into<String>);
    }

    wire_union! {
        pub enum Change of one {
            Provide(Provide),
            Cease(Cease),
        }
    }

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
