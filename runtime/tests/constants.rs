//! Members that can have but one value: written, looked for, and held by no field.

#![allow(missing_docs, reason = "nothing here is for others")]

use specwright_runtime::check::Violations;
use specwright_runtime::wire::{explain, from_json, to_json, wire_object};

wire_object! {
    /// A token.
    pub closed struct Token {
        const "type" = "bearer",
        const "live" = true,
        pub value: String = required [length(1..)],
    }
    new(value: impl Into<String>);
}

wire_object! {
    pub struct Mark {
        const "mark" = "here",
    }
}

/// What is wrong with a text, as `place keyword expected`.
fn faults(text: &str) -> Vec<String> {
    assert!(from_json::<Token>(text.as_bytes()).is_err(), "{text}");
    let mut found = Violations::new();
    explain::<Token>(text.as_bytes(), &mut found);
    let told = |one: &specwright_runtime::check::Violation| {
        format!("{} {} {}", one.pointer, one.keyword, one.expected)
    };
    found.iter().map(told).collect()
}

#[test]
fn they_are_written_first() {
    assert_eq!(to_json(&Token::new("x")), br#"{"type":"bearer","live":true,"value":"x"}"#);
    assert_eq!(to_json(&Mark::default()), br#"{"mark":"here"}"#);
}

#[test]
fn they_are_read_wherever_they_stand() {
    let text = br#"{"value":"x","live":true,"type":"bearer"}"#;
    assert_eq!(from_json::<Token>(text).ok(), Some(Token::new("x")));
    assert_eq!(from_json::<Mark>(br#"{"more":1,"mark":"here"}"#).ok(), Some(Mark::default()));
}

#[test]
fn another_value_is_refused_at_its_place() {
    let cases: [(&str, &[&str]); 5] = [
        (r#"{"type":"basic","live":true,"value":"x"}"#, &["/type enum one of bearer"]),
        (
            r#"{"type":7,"live":false,"value":"x"}"#,
            &["/type type one of bearer", "/live enum one of true"],
        ),
        (r#"{"live":true,"value":"x"}"#, &["/type required required"]),
        (
            r#"{"type":"bearer","live":true,"value":"x","more":1}"#,
            &["/more additionalProperties no such member"],
        ),
        // What is wrong besides is told too.
        (
            r#"{"type":"bearer","live":null,"value":7}"#,
            &["/live type one of true", "/value type a string"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(faults(text), expected, "{text}");
    }
}

#[test]
fn one_that_is_given_twice_is_refused() {
    let text = br#"{"type":"bearer","live":true,"live":true,"value":"x"}"#;
    let error = from_json::<Token>(text).expect_err("a member is given twice");
    assert!(error.to_string().contains("`live` is given twice"), "{error}");
}
