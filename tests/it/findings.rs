//! Findings as JSON are what their published schema says.

use serde_json::Value;
use specwright::{Config, Format, findings_schema, lint};
use specwright_tests::{files, root};

#[test]
fn findings_satisfy_their_schema() {
    let schema: Value = serde_json::from_str(findings_schema()).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let mut seen = 0;
    // Cases of several files are read as the one file they stand in, so these have more to say.
    for path in files(&root().join("tests/cases"), "yaml") {
        let findings = lint(&Config::for_document(&path)).expect("a case can be read");
        let text = findings.render(Format::Json, false);
        let document: Value = serde_json::from_str(&text).expect("findings are JSON");
        let wrong: Vec<String> =
            validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{}: {wrong:?}", path.display());
        seen += document["diagnostics"].as_array().map_or(0, Vec::len);
    }
    assert!(seen > 50, "only {seen} findings were looked at");
    assert!(!validator.is_valid(&serde_json::json!({"version": 1})), "the schema refuses nothing");
}
