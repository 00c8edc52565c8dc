//! The values of the rows, as requests.
#![allow(clippy::wildcard_imports, reason = "this calls every operation there is")]

use features::operations::*;
use serde_json::Value;
use specwright_runtime::wire::{self, Wire};
use specwright_tests::root;

use super::judge::Judge;
use super::spared;
use operations::noted_operations;

#[path = "../../it/features/operations.rs"]
#[allow(unused_imports, unused_macros, reason = "the others have no rows")]
mod operations;

/// Sends the value of each row that stands for a good request.
pub(crate) async fn send(judge: &mut Judge) {
    let text = std::fs::read_to_string(root().join("tests/wire/features.yaml")).expect("the rows");
    let rows: Vec<Value> = serde_yaml::from_str(&text).expect("a list of rows");
    for row in rows {
        let text = |key: &str| row.get(key).and_then(Value::as_str).unwrap_or_default();
        let (op, line) = (text("op"), text("wire"));
        let good = row.get("refused").is_none() && row.get("read_only").is_none();
        let Some(value) = row.get("value").filter(|_| good) else { continue };
        if judge.wants(op) && spared::is_sent(op, value) {
            one(judge, op, &format!(" {line}"), value).await;
        }
    }
}

fn field<T: Wire>(value: &Value, name: &str) -> T {
    let member = value.get(name.trim_start_matches("r#")).cloned().unwrap_or_default();
    wire::from_value(&member).unwrap_or_else(|_| panic!("{name} does not decode"))
}

macro_rules! one {
    ($($id:literal $method:ident $request:ident $success:ident $error:ident [$($field:ident)*] |$given:ident| $answer:expr;)*) => {
        async fn one(judge: &mut Judge, op: &str, about: &str, value: &Value) {
            match op {
                $($id => {
                    let request = $request { $($field: field(value, stringify!($field))),* };
                    judge.call_about(about, &request).await;
                })*
                other => panic!("no operation `{other}` is noted"),
            }
        }
    };
}
noted_operations!(one);
