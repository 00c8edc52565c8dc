//! `uniqueItems`: no two items are equal as JSON.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::wire::Wire;

/// The longest list that is compared item by item.
const SHORT: usize = 16;

pub(super) fn all_differ<T: Wire>(items: &[T]) -> bool {
    if items.len() < 2 {
        return true;
    }
    let values: Vec<Value> = items.iter().map(crate::wire::to_value).collect();
    if values.len() <= SHORT {
        return values
            .iter()
            .enumerate()
            .all(|(at, value)| !values[..at].iter().any(|earlier| same(earlier, value)));
    }
    let mut seen = BTreeSet::new();
    values.iter().all(|value| seen.insert(canonical(value)))
}

/// Equal as JSON, in which `1` and `1.0` are one number.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// Text that is equal for equal values.
fn canonical(value: &Value) -> String {
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => format!("{float:.0}"),
            _ => number.to_string(),
        },
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(members) => {
            let mut members: Vec<String> = members
                .iter()
                .map(|(key, value)| format!("{}:{}", Value::from(key.as_str()), canonical(value)))
                .collect();
            members.sort_unstable();
            format!("{{{}}}", members.join(","))
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.to_string(),
    }
}
