//! The same input gives the same bytes: from YAML or JSON, and with keys in any order but that of fields.

use serde_yaml::Value;
use specwright::Config;
use specwright_tests::{Scratch, root};

/// Path and text of everything generated for a document, `generated.toml` with its hashes aside.
fn generated(scratch: &Scratch, file: &str, text: &str) -> Vec<(String, String)> {
    scratch.write(file, text);
    let mut config = Config::for_document(scratch.path().join(file));
    config.set_str("package", "same").expect("a package's name");
    let generation = specwright::generate(&config).expect("a document that can be read");
    let findings = generation.findings().render(specwright::Format::Human, false);
    let files = generation
        .files()
        .filter(|(path, _)| *path != "generated.toml" && !path.starts_with("runtime/"));
    let files: Vec<_> = files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    assert!(files.len() > 5, "{findings}");
    files
}

/// A document with most that there is. The members of YAML's mappings keep their order.
fn document() -> Value {
    let path = root().join("tests/it/determinism.json");
    serde_yaml::from_str(&std::fs::read_to_string(path).expect("the document"))
        .expect("JSON is YAML")
}

fn json(document: &Value) -> String {
    serde_json::to_string(document).expect("JSON")
}

/// Turns round the order of the members of the object at a path of keys.
fn turn_round(document: &mut Value, path: &[&str]) {
    let object = path.iter().fold(document, |value, key| &mut value[*key]);
    let object = object.as_mapping_mut().expect("an object");
    let members: Vec<_> = std::mem::take(object).into_iter().collect();
    *object = members.into_iter().rev().collect();
}

#[test]
fn yaml_and_json_of_one_document_give_the_same_bytes() {
    let scratch = Scratch::new("yaml-and-json");
    let document = document();
    let yaml = serde_yaml::to_string(&document).expect("YAML");
    let from_json = generated(&scratch, "openapi.json", &json(&document));
    let from_yaml = generated(&scratch, "openapi.yaml", &yaml);
    for (json, yaml) in from_json.iter().zip(&from_yaml) {
        // Docs name the file that a part comes from where it is not the entry document; there is only that one here.
        assert_eq!(json, yaml);
    }
    assert_eq!(from_json.len(), from_yaml.len());
}

#[test]
fn the_order_of_components_and_paths_does_not_matter() {
    let scratch = Scratch::new("order");
    let mut document = document();
    let before = generated(&scratch, "openapi.json", &json(&document));
    let schemas = ["components", "schemas"];
    let parameters = ["components", "parameters"];
    for path in [&[][..], &["paths"], &["info"], &["components"], &schemas, &parameters] {
        turn_round(&mut document, path);
    }
    let after = generated(&scratch, "openapi.json", &json(&document));
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before.0, after.0);
        assert!(before.1 == after.1, "{} differs:\n{}\n---\n{}", before.0, before.1, after.1);
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let scratch = Scratch::new("two-runs");
    let text = json(&document());
    assert_eq!(
        generated(&scratch, "openapi.json", &text),
        generated(&scratch, "openapi.json", &text)
    );
}
