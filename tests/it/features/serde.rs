//! The feature `serde`: types of every kind by serde's own traits, outside of bodies.

use features::models::{OtherThing, Router, Thing};
use serde_json::json;

#[test]
fn types_of_every_kind_go_through_serde() {
    let things = vec![Thing::Router(Router::new(4)), Thing::Other(OtherThing::new("LADDER"))];
    let text = serde_json::to_string(&things).expect("things are JSON");
    let value: serde_json::Value = serde_json::from_str(&text).expect("what was written is JSON");
    assert_eq!(value[0], json!({ "kind": "ROUTER", "ports": 4 }));
    let read: Vec<Thing> = serde_json::from_str(&text).expect("what was written is read");
    assert_eq!(read, things);

    let fault = serde_json::from_str::<Thing>(r#"{"kind":"ROUTER"}"#).expect_err("it has no ports");
    assert!(fault.to_string().contains("`ports`"), "{fault}");
}
