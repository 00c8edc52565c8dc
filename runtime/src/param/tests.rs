//! The standard's own style table, in both directions.
#![allow(clippy::wildcard_enum_match_arm, reason = "a test")]

use serde_json::{Value, json};

use super::*;

/// Reads back by the type of what was written, as a generated type would.
fn read_like(model: &Value, text: &Text) -> Value {
    match model {
        Value::String(_) => read::<String>(text).map(Value::from).expect("a text"),
        Value::Array(_) => {
            read::<Vec<String>>(text).map(|items| json!(items)).expect("a list of texts")
        }
        _ => read::<std::collections::BTreeMap<String, String>>(text)
            .map(|all| json!(all))
            .expect("texts by name"),
    }
}

fn shaped(form: Form, value: &Value) -> Form {
    match value {
        Value::Array(_) => form.array(),
        Value::Object(_) => form.object(),
        _ => form,
    }
}

/// Empty, string, array and object of the standard's table.
fn values() -> [Value; 4] {
    [
        json!(""),
        json!("blue"),
        json!(["blue", "black", "brown"]),
        json!({"R": "100", "G": "200", "B": "150"}),
    ]
}

#[test]
fn paths() {
    let path_form = Form::path();
    // serde_json keeps members sorted: B, G, R.
    for (form, expected) in [
        (
            path_form.matrix(),
            [";color", ";color=blue", ";color=blue,black,brown", ";color=B,150,G,200,R,100"],
        ),
        (
            path_form.matrix().exploded(),
            [";color", ";color=blue", ";color=blue;color=black;color=brown", ";B=150;G=200;R=100"],
        ),
        (path_form.label(), [".", ".blue", ".blue,black,brown", ".B,150,G,200,R,100"]),
        (path_form.label().exploded(), [".", ".blue", ".blue.black.brown", ".B=150.G=200.R=100"]),
        (path_form, ["", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
        (path_form.exploded(), ["", "blue", "blue,black,brown", "B=150,G=200,R=100"]),
    ] {
        for (value, wire) in values().iter().zip(expected) {
            let form = shaped(form, value);
            assert_eq!(path(form, "color", value), wire, "{form:?}");
            let text = path_param(form, "color", wire).expect(wire).expect("there");
            assert_eq!(read_like(value, &text), *value, "{form:?} {wire}");
        }
    }
}

#[test]
fn queries() {
    let query_form = Form::query();
    for (form, expected) in [
        (
            query_form.joined(),
            ["color=", "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"],
        ),
        (
            query_form,
            ["color=", "color=blue", "color=blue&color=black&color=brown", "B=150&G=200&R=100"],
        ),
        (
            query_form.space_delimited(),
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=B%20150%20G%20200%20R%20100",
            ],
        ),
        (
            query_form.pipe_delimited(),
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=B%7C150%7CG%7C200%7CR%7C100",
            ],
        ),
        (
            query_form.deep_object(),
            ["", "", "", "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100"],
        ),
    ] {
        for (value, wire) in values().iter().zip(expected) {
            let form = shaped(form, value);
            if form.style == Style::DeepObject && !value.is_object() {
                continue;
            }
            let mut out = String::new();
            query(form, "color", value, &mut out);
            assert_eq!(out, wire, "{form:?}");
            let text = query_param(form, "color", &Pairs::query(wire), &["other"])
                .expect(wire)
                .expect("there");
            assert_eq!(read_like(value, &text), *value, "{form:?} {wire}");
        }
    }
}

#[test]
fn headers_and_cookies() {
    for (form, expected) in [
        (Form::header(), ["", "blue", "blue,black,brown", "B,150,G,200,R,100"]),
        (Form::header().exploded(), ["", "blue", "blue,black,brown", "B=150,G=200,R=100"]),
    ] {
        for (value, wire) in values().iter().zip(expected) {
            let form = shaped(form, value);
            assert_eq!(header(form, value.clone()), wire);
            let text = header_param(form, &[wire]).expect(wire).expect("there");
            assert_eq!(read_like(value, &text), *value, "{wire}");
        }
    }
    for (form, expected) in [
        (
            Form::cookie().raw_cookie(),
            ["color=", "color=blue", "color=blue; color=black; color=brown", "B=150; G=200; R=100"],
        ),
        (
            Form::cookie().raw_cookie().joined(),
            ["color=", "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"],
        ),
        (
            Form::cookie().joined(),
            ["color=", "color=blue", "color=blue,black,brown", "color=B,150,G,200,R,100"],
        ),
    ] {
        for (value, wire) in values().iter().zip(expected) {
            let form = shaped(form, value);
            let mut out = String::new();
            cookie(form, "color", value, &mut out);
            assert_eq!(out, wire);
            let text = cookie_param(form, "color", &Pairs::cookies([wire].into_iter()), &[])
                .expect(wire)
                .expect("there");
            assert_eq!(read_like(value, &text), *value, "{wire}");
        }
    }
}

#[test]
fn escapes_what_would_be_read_as_something_else() {
    let value = json!(["a,b", "c d", "e&f=g", "é/"]);
    for form in [Form::query(), Form::query().joined(), Form::query().pipe_delimited()] {
        let (form, mut out) = (form.array(), String::new());
        query(form, "a b", &value, &mut out);
        let text = query_param(form, "a b", &Pairs::query(&out), &[])
            .expect("well-formed")
            .expect("there");
        assert_eq!(read_like(&value, &text), value, "{out}");
    }
    for form in [Form::path(), Form::path().matrix().exploded()] {
        let text = path(form.array(), "p", &value);
        let text = path_param(form.array(), "p", &text).expect("well-formed").expect("there");
        assert_eq!(read_like(&value, &text), value);
    }
    let mut out = String::new();
    query(Form::query().reserved(), "q", &json!("/a:b c&d"), &mut out);
    assert_eq!(out, "q=/a:b%20c%26d");
}

#[test]
fn json_as_a_parameter() {
    let (value, form) = (json!({"id": "1", "type": "UPRN"}), Form::query().json());
    let mut out = String::new();
    query(form, "address", &value, &mut out);
    let text =
        query_param(form, "address", &Pairs::query(&out), &[]).expect("JSON").expect("there");
    assert_eq!(text, Text::Json(value));
    assert_eq!(query_param(form, "address", &Pairs::query("address={"), &[]), Err(Problem::Json));
}

#[test]
fn problems_are_told_apart() {
    let (scalar, array, object) =
        (Form::query(), Form::query().joined().array(), Form::query().joined().object());
    for (form, wire, expected) in [
        (scalar, "a=1&a=2", Problem::Repeated),
        (array, "a=1&a=2", Problem::Repeated),
        (scalar, "a=%zz", Problem::Escape),
        (scalar, "a=%ff", Problem::Escape),
        (object, "a=x,1,y", Problem::Form),
        (Form::query().deep_object().object(), "a[b=1", Problem::Form),
    ] {
        assert_eq!(query_param(form, "a", &Pairs::query(wire), &[]), Err(expected), "{wire}");
    }
    assert_eq!(path_param(Form::path().label(), "a", "x"), Err(Problem::Form));
    // What has a delimiter in it is another piece, and no member without its value.
    let exploded = Form::path().label().exploded().object();
    assert_eq!(path_param(exploded, "a", ".row=0.5"), Err(Problem::Form));
    assert_eq!(path_param(Form::path().matrix(), "a", ";b=1"), Err(Problem::Form));
    assert_eq!(header_param(Form::header(), &["1", "2"]), Err(Problem::Repeated));
    assert_eq!(query_param(scalar, "a", &Pairs::query("b=1"), &[]), Ok(None));
}

#[test]
fn types_are_read_from_text() {
    let text = |text: &str| Text::Text(text.to_owned());
    assert_eq!(read::<u64>(&text("123")).ok(), Some(123));
    for wrong in ["", "-1", "1.5", "+1", "007", "1e400", " 1", "NaN", "one"] {
        let error = read::<u64>(&text(wrong)).expect_err(wrong).to_string();
        assert!(error.ends_with("an integer of 64 bits, not negative"), "no echo: {error}");
    }
    let least = i64::MIN.to_string();
    assert_eq!(read::<i64>(&text(&least)).ok(), Some(i64::MIN));
    for beyond in ["-9223372036854775809", "9223372036854775808"] {
        assert!(read::<i64>(&text(beyond)).is_err(), "no float stands in for {beyond}");
    }
    assert_eq!(read::<bool>(&text("true")).ok(), Some(true));
    assert!(read::<bool>(&text("1")).is_err());
    assert_eq!(read::<String>(&text("123")).ok().as_deref(), Some("123"));
    assert_eq!(read::<Value>(&text("12")).ok(), Some(json!(12)));
    assert_eq!(read::<Vec<String>>(&text("one")).ok(), Some(vec!["one".to_owned()]));
}

#[test]
fn forms() {
    let value = json!({"grant_type": "client_credentials", "scope": "a b", "tags": ["x", "y"], "at": {"k": 1}, "none": null});
    let body = form_body(&value, &[]).expect("an object");
    assert_eq!(
        body,
        "at=%7B%22k%22%3A1%7D&grant_type=client_credentials&scope=a%20b&tags=x&tags=y"
    );
    let Ok(Text::Map(members)) = form_text(&body, &[]) else { panic!("a form") };
    assert_eq!(members.len(), 4);
    assert_eq!(
        form_text("a=1+2&b", &[]),
        Ok(Text::Map(vec![
            ("a".to_owned(), Text::Text("1 2".to_owned())),
            ("b".to_owned(), Text::Text(String::new())),
        ]))
    );
    let tags = [(&["tags"][..], Form::query().pipe_delimited().array())];
    let body = form_body(&json!({"tags": ["x", "y"]}), &tags).expect("an object");
    assert_eq!(body, "tags=x%7Cy");
    let list = Text::List(vec![Text::Text("x".to_owned()), Text::Text("y".to_owned())]);
    assert_eq!(form_text(&body, &tags), Ok(Text::Map(vec![("tags".to_owned(), list)])));
}

#[test]
fn blank_is_absence_where_it_may_be() {
    for form in [Form::query(), Form::query().array(), Form::query().joined().array()] {
        for wire in ["a=", "a"] {
            let pairs = Pairs::query(wire);
            assert_eq!(query_param(form.blank(), "a", &pairs, &[]), Ok(None), "{wire}");
            assert_ne!(query_param(form, "a", &pairs, &[]), Ok(None), "{wire}");
        }
    }
}
