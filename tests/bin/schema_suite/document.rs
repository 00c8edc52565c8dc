//! From the suite's groups to a document, and to a runner that knows the types made of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Map, Value, json};
use specwright_tests::files;

use crate::judge::Outcome;

/// One schema of the suite with its tests.
pub(crate) struct Group {
    pub(crate) draft: String,
    pub(crate) keyword: String,
    /// The component's name: the keyword and a number.
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) schema: Value,
    pub(crate) tests: Vec<Test>,
}

/// One value, and whether the schema accepts it.
pub(crate) struct Test {
    pub(crate) description: String,
    pub(crate) data: Value,
    pub(crate) valid: bool,
}

impl Group {
    /// Every test of the group with the outcome that `decide` gives it.
    pub(crate) fn outcomes<T: Into<String>>(
        &self,
        mut decide: impl FnMut(usize) -> T,
    ) -> Vec<Outcome> {
        let one = |(number, test): (usize, &Test)| {
            let wanted = if test.valid { "valid" } else { "invalid" };
            let got = decide(number).into();
            Outcome {
                draft: self.draft.clone(),
                keyword: self.keyword.clone(),
                test: format!("{}: {}", self.description, test.description),
                passed: got == wanted,
                got,
            }
        };
        self.tests.iter().enumerate().map(one).collect()
    }
}

/// Reads the required tests of a draft.
pub(crate) fn groups(folder: &Path) -> Vec<Group> {
    let draft = folder.file_name().expect("a draft's folder").to_string_lossy().into_owned();
    let required = files(folder, "json").into_iter().filter(|path| path.parent() == Some(folder));
    required.flat_map(|path| read(&draft, &path)).collect()
}

fn read(draft: &str, path: &Path) -> Vec<Group> {
    let keyword = path.file_stem().expect("a file name").to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).expect("a file of the suite");
    let file: Vec<Value> = serde_json::from_str(&text).expect("a list of groups");
    let group = |(number, group): (usize, &Value)| Group {
        draft: draft.to_owned(),
        keyword: keyword.clone(),
        name: format!(
            "{}{}{number}",
            keyword[..1].to_uppercase(),
            keyword[1..].replace(['-', '_'], "")
        ),
        description: text_of(group, "description"),
        schema: group["schema"].clone(),
        tests: group["tests"].as_array().expect("tests").iter().map(test).collect(),
    };
    file.iter().enumerate().map(group).collect()
}

fn test(test: &Value) -> Test {
    Test {
        description: text_of(test, "description"),
        data: test["data"].clone(),
        valid: test["valid"].as_bool().expect("a verdict"),
    }
}

fn text_of(value: &Value, key: &str) -> String {
    value[key].as_str().expect("a text").to_owned()
}

/// The document: a component for each group, in which the schema is the only property.
pub(crate) fn openapi(version: &str, groups: &[Group]) -> Value {
    let schemas: Map<String, Value> = groups
        .iter()
        .map(|group| {
            let root = format!("#/components/schemas/{}/properties/value", group.name);
            let mut schema = group.schema.clone();
            rebase(&mut schema, &root);
            (group.name.clone(), json!({ "type": "object", "required": ["value"], "properties": { "value": schema } }))
        })
        .collect();
    json!({ "openapi": version, "info": { "title": "Suite", "version": "1" }, "paths": {}, "components": { "schemas": schemas } })
}

/// Points references at the root of the schema to where it stands in the document, unless it has a name of its own.
fn rebase(schema: &mut Value, root: &str) {
    match schema {
        Value::Object(members) => {
            members.remove("$schema");
            if members.contains_key("$id")
                || members.contains_key("id") && members["id"].is_string()
            {
                return;
            }
            for (key, value) in members.iter_mut() {
                match value {
                    Value::String(text)
                        if key == "$ref" && (text == "#" || text.starts_with("#/")) =>
                    {
                        *text = format!("{root}{}", &text[1..]);
                    }
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
                    Value::Array(_) | Value::Object(_) if key == "const" || key == "enum" => {}
                    Value::Array(_) | Value::Object(_) => rebase(value, root),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rebase(item, root)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The names of the groups that errors among the findings speak of, each with the first of them.
pub(crate) fn refused_in(talk: &str) -> BTreeMap<String, String> {
    let mut refused = BTreeMap::new();
    let report = serde_json::Deserializer::from_str(talk).into_iter::<Value>().next();
    let findings = report.and_then(Result::ok).unwrap_or_default();
    for finding in findings["diagnostics"].as_array().into_iter().flatten() {
        let pointer = finding["place"]["pointer"].as_str().unwrap_or_default();
        let name =
            pointer.strip_prefix("/components/schemas/").and_then(|rest| rest.split('/').next());
        if let (Some("error"), Some(name)) = (finding["severity"].as_str(), name) {
            let said = format!(
                "{}: {}",
                finding["code"].as_str().unwrap_or_default(),
                finding["message"].as_str().unwrap_or_default()
            );
            refused.entry(name.to_owned()).or_insert(said);
        }
    }
    refused
}

/// The runner: one arm for each type.
pub(crate) fn runner(groups: &[Group]) -> String {
    let mut arms = String::new();
    for group in groups {
        writeln!(
            arms,
            "        {:?} => decide::<suite::models::{}>(data),",
            group.name, group.name
        )
        .expect("a string takes text");
    }
    format!(
        "use specwright_runtime::check::{{Check, Violations}};\n\
         use specwright_runtime::wire::{{self, Wire}};\n\n\
         fn decide<T: Wire + Check>(data: &[u8]) -> bool {{\n    \
             let Ok(value) = wire::from_json::<T>(data) else {{ return false }};\n    \
             let mut found = Violations::default();\n    value.check(&mut found);\n    found.is_empty()\n}}\n\n\
         fn one(name: &str, data: &[u8]) -> bool {{\n    match name {{\n{arms}        \
             _ => unreachable!(),\n    }}\n}}\n\n\
         fn main() {{\n    \
             let text = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();\n    \
             let tests: Vec<(String, usize, String)> = serde_json::from_str(&text).unwrap();\n    \
             for (name, number, data) in tests {{\n        \
                 println!(\"{{name}} {{number}} {{}}\", one(&name, data.as_bytes()));\n    }}\n}}\n"
    )
}

/// What the runner reads: name, number and text of every test.
pub(crate) fn tests(groups: &[Group]) -> Value {
    let tests = groups.iter().flat_map(|group| {
        group.tests.iter().enumerate().map(|(number, test)| {
            let data = json!({ "value": test.data }).to_string();
            json!([group.name, number, data])
        })
    });
    Value::Array(tests.collect())
}
