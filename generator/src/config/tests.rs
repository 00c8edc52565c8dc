//! What users write, and what they are told.

use super::*;

fn parse(text: &str) -> Result<Config, Vec<String>> {
    let parsed = Config::parse(text, Path::new("api/specwright.toml"));
    parsed.map_err(|error| {
        let crate::Error::Config { problems } = error else {
            panic!("a configuration ends in its own error, not {error}");
        };
        problems
    })
}

#[test]
fn every_documented_example_is_read() {
    for docs in Config::DOCS {
        let text = if docs.example.contains(" = ") {
            format!("[{}]\n{}", docs.name(), docs.example)
        } else {
            format!("{} = {}", docs.name(), docs.example)
        };
        parse(&text).unwrap_or_else(|problems| panic!("{}: {problems:?}", docs.field));
        assert!(!docs.docs.is_empty(), "{} has no documentation", docs.field);
    }
}

#[test]
fn paths_are_relative_to_the_file() {
    let config = parse("document = 'a/b.yaml'\nout = '../out'\nruntime = 'path:../runtime'")
        .expect("it is right");
    assert_eq!(config.document.as_deref(), Some(Path::new("api/a/b.yaml")));
    assert_eq!(config.out.as_deref(), Some(Path::new("out")));
    assert_eq!(config.runtime, RuntimeSource::Path("runtime".into()));
}

#[test]
fn selectors_are_found_in_tables() {
    let config =
        parse("[types]\n'*/orderId' = 'u64'\nContact = 'crate::Contact'").expect("it is right");
    let target = Target { source: "#/x", path: "Amendment/orderId" };
    let (rule, ty) = config.types.find(&target).expect("the rule fits");
    assert_eq!(ty.0, "u64");
    assert_eq!(
        config.types.iter().nth(rule).and_then(|rule| rule.place.clone()).as_deref(),
        Some("api/specwright.toml:2:1")
    );
}

#[test]
fn what_is_wrong_has_a_place_and_a_way_out() {
    for (text, expected) in [
        (
            "documnet = 'x'",
            "api/specwright.toml:1:1: there is no option `documnet` (did you mean `document`?)",
        ),
        (
            "\nallow_outside = true",
            "api/specwright.toml:2:1: there is no option `allow_outside` (did you mean `allow-outside`?)",
        ),
        ("server = 'yes'", "api/specwright.toml:1:10: expected `true` or `false`, found a text"),
        (
            "layout = 'crat'",
            "api/specwright.toml:1:10: `crat` is not a value of this option (did you mean `crate`?)",
        ),
        (
            "layout = 'x'",
            "api/specwright.toml:1:10: `x` is not a value of this option (one of `crate`, `module`, `single`)",
        ),
        (
            "runtime = 'path:'",
            "api/specwright.toml:1:11: `path:` is not a value of this option (one of `vendor`, `path:DIR`, `git:URL`, `version`)",
        ),
        (
            "[types]\n'*/id' = 'u 64'",
            "api/specwright.toml:2:10: `u 64` is not a Rust type that can be named here",
        ),
        (
            "[types]\n'a//b' = 'u64'",
            "api/specwright.toml:2:1: `a//b` is not a selector (a selector is a name, names with `/` between them, or a JSON pointer)",
        ),
        (
            "[names]\nContact = 'type'",
            "api/specwright.toml:2:11: `type` is not a name that Rust allows",
        ),
        (
            "[limits]\ndepht = 3",
            "api/specwright.toml:2:1: there is no option `depht` (did you mean `depth`?)",
        ),
        (
            "deny = ['warning']",
            "api/specwright.toml:1:9: there is no finding with the code `warning` (did you mean `warnings`?)",
        ),
        (
            "include = ['create order']",
            "api/specwright.toml:1:12: `create order` names no operation (an operation is named by its id, as `tag:NAME`, or as `METHOD /path`)",
        ),
        (
            "package = '1x'",
            "api/specwright.toml:1:11: `1x` cannot be the name of a package (letters, digits, `-` and `_`, a letter first)",
        ),
    ] {
        assert_eq!(parse(text).expect_err(text), [expected], "{text}");
    }
}

#[test]
fn all_that_is_wrong_is_told_at_once_in_the_order_of_the_file() {
    let problems = parse("zebra = 1\nserver = 2\nclient = 3").expect_err("nothing is right");
    let lines: Vec<_> =
        problems.iter().map(|problem| &problem["api/specwright.toml:".len()..][..1]).collect();
    assert_eq!(lines, ["1", "2", "3"]);
    let problems = parse("document = ").expect_err("it is no TOML");
    assert!(problems[0].starts_with("api/specwright.toml:1:1"), "{problems:?}");
}

#[test]
fn options_can_be_set_without_a_file() {
    let mut config = Config::for_document("a.yaml");
    config.set_str("runtime", "version").expect("it is a value");
    config.set("server", "false").expect("it is a value");
    assert_eq!((config.runtime.clone(), config.server), (RuntimeSource::Version, false));
    let error = config.set("sever", "true").expect_err("there is no such option");
    assert!(error.to_string().contains("did you mean `server`?"), "{error}");
}

#[test]
fn machines_do_not_change_the_canonical_text() {
    let here = parse("document = 'a.yaml'\nruntime = 'path:x'").expect("it is right");
    let there =
        Config::parse("document = 'a.yaml'\nruntime = 'path:x'", Path::new("/elsewhere/s.toml"));
    assert_eq!(here.canonical(), there.expect("it is right").canonical());
    assert_ne!(here.canonical(), parse("server = false").expect("it is right").canonical());
}
