//! Whether a value came back as it went in.

use std::collections::BTreeSet;

use serde_json::Value;

/// What schemas say of names.
pub(crate) struct Names {
    described: BTreeSet<String>,
    defaulted: BTreeSet<String>,
}

impl Names {
    /// The names in a schema, and in all that it refers to.
    pub(crate) fn of(root: &Value, schema: &Value) -> Self {
        let mut names = Self { described: BTreeSet::new(), defaulted: BTreeSet::new() };
        let mut met: BTreeSet<&str> = BTreeSet::new();
        let mut left = vec![schema];
        while let Some(value) = left.pop() {
            let Value::Object(object) = value else {
                left.extend(value.as_array().into_iter().flatten());
                continue;
            };
            if let Some(reference) = object.get("$ref").and_then(Value::as_str)
                && met.insert(reference)
            {
                left.extend(root.pointer(reference.trim_start_matches('#')));
            }
            for (name, schema) in
                object.get("properties").and_then(Value::as_object).into_iter().flatten()
            {
                names.described.insert(name.clone());
                let may_have_default =
                    ["default", "$ref", "allOf"].iter().any(|key| schema.get(*key).is_some());
                if may_have_default {
                    names.defaulted.insert(name.clone());
                }
            }
            left.extend(object.values());
        }
        names
    }
}

/// Where a value and what became of it differ. Members that no schema names may be dropped, and those with a default
/// added.
pub(crate) fn difference(went: &Value, came: &Value, names: &Names) -> Option<String> {
    match (went, came) {
        (Value::Object(a), Value::Object(b)) => {
            let lost = a
                .iter()
                .find(|(name, _)| !b.contains_key(*name) && names.described.contains(*name));
            if let Some((name, value)) = lost {
                return Some(format!("/{name}: lost {value}"));
            }
            let added = b
                .iter()
                .find(|(name, _)| !a.contains_key(*name) && !names.defaulted.contains(*name));
            if let Some((name, value)) = added {
                return Some(format!("/{name}: added {value}"));
            }
            let mut both = a.iter().filter_map(|(name, a)| Some((name, a, b.get(name)?)));
            both.find_map(|(name, a, b)| {
                difference(a, b, names).map(|rest| format!("/{name}{rest}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let mut both = a.iter().zip(b).enumerate();
            both.find_map(|(at, (a, b))| difference(a, b, names).map(|rest| format!("/{at}{rest}")))
        }
        (Value::Number(a), Value::Number(b)) => {
            let same = a == b || a.as_f64() == b.as_f64() || near(a.as_f64(), b.as_f64());
            (!same).then(|| format!(": {a} became {b}"))
        }
        (Value::String(a), Value::String(b)) => {
            (a != b && plain(a) != plain(b)).then(|| format!(": {a:?} became {b:?}"))
        }
        _ => (went != came).then(|| format!(": {went} became {came}")),
    }
}

/// Numbers of the format `float` have seven digits.
fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= a.abs() * 1e-6,
        _ => false,
    }
}

/// Dates with times and UUIDs are written in one of the forms that they have.
fn plain(text: &str) -> String {
    let lower = text.to_lowercase();
    let Some((date, time)) = lower.split_once('t').filter(|_| text.len() >= 19) else {
        return lower;
    };
    let (time, offset) = match time.find(['z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, ""),
    };
    let time =
        if time.contains('.') { time.trim_end_matches('0').trim_end_matches('.') } else { time };
    let offset = if matches!(offset, "+00:00" | "-00:00") { "z" } else { offset };
    format!("{date}t{time}{offset}")
}
