//! Whether a value came back as it went in.

use serde_json::Value;

/// The schemas that speak of a value: one, and all that it leads to without a step into the value.
#[derive(Clone)]
pub(crate) struct Place<'a> {
    root: &'a Value,
    schemas: Vec<&'a Value>,
}

impl<'a> Place<'a> {
    pub(crate) fn of(root: &'a Value, schema: &'a Value) -> Self {
        Self::of_all(root, vec![schema])
    }

    fn of_all(root: &'a Value, mut left: Vec<&'a Value>) -> Self {
        let mut schemas: Vec<&Value> = Vec::new();
        while let Some(schema) = left.pop() {
            if schemas.iter().any(|known| std::ptr::eq(*known, schema)) {
                continue;
            }
            schemas.push(schema);
            if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
                left.extend(root.pointer(reference.trim_start_matches('#')));
            }
            for keyword in ["allOf", "oneOf", "anyOf"] {
                left.extend(schema.get(keyword).and_then(Value::as_array).into_iter().flatten());
            }
            left.extend(["if", "then", "else"].iter().filter_map(|keyword| schema.get(*keyword)));
            let dependent = schema.get("dependentSchemas").and_then(Value::as_object);
            left.extend(dependent.into_iter().flatten().map(|(_, schema)| schema));
        }
        Self { root, schemas }
    }

    /// What speaks of a member by its name; `None` where nothing does.
    fn named(&self, name: &str) -> Option<Self> {
        let found: Vec<_> =
            self.schemas.iter().filter_map(|schema| schema.get("properties")?.get(name)).collect();
        (!found.is_empty()).then(|| Self::of_all(self.root, found))
    }

    /// What speaks of members or items without names.
    fn unnamed(&self) -> Self {
        const KEYWORDS: [&str; 4] =
            ["additionalProperties", "items", "unevaluatedProperties", "prefixItems"];
        let mut found = Vec::new();
        for schema in &self.schemas {
            for inner in KEYWORDS.iter().filter_map(|keyword| schema.get(*keyword)) {
                match inner.as_array() {
                    Some(several) => found.extend(several),
                    None => found.push(inner),
                }
            }
            let patterns = schema.get("patternProperties").and_then(Value::as_object);
            found.extend(patterns.into_iter().flatten().map(|(_, schema)| schema));
        }
        Self::of_all(self.root, found)
    }

    fn has_default(&self) -> bool {
        self.schemas.iter().any(|schema| schema.get("default").is_some())
    }
}

/// Where a value and what became of it differ. Members that no schema names may be dropped, and those with a default
/// added.
pub(crate) fn difference(went: &Value, came: &Value, place: &Place<'_>) -> Option<String> {
    match (went, came) {
        (Value::Object(a), Value::Object(b)) => {
            let lost =
                a.iter().find(|(name, _)| !b.contains_key(*name) && place.named(name).is_some());
            if let Some((name, value)) = lost {
                return Some(format!("/{name}: lost {value}"));
            }
            let may_be_added =
                |name: &str| place.named(name).is_some_and(|member| member.has_default());
            let added = b.iter().find(|(name, _)| !a.contains_key(*name) && !may_be_added(name));
            if let Some((name, value)) = added {
                return Some(format!("/{name}: added {value}"));
            }
            let mut both = a.iter().filter_map(|(name, a)| Some((name, a, b.get(name)?)));
            both.find_map(|(name, a, b)| {
                let place = place.named(name).unwrap_or_else(|| place.unnamed());
                difference(a, b, &place).map(|rest| format!("/{name}{rest}"))
            })
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            let place = place.unnamed();
            let mut both = a.iter().zip(b).enumerate();
            both.find_map(|(at, (a, b))| {
                difference(a, b, &place).map(|rest| format!("/{at}{rest}"))
            })
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
