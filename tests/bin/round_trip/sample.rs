//! Values made of schemas: most of them valid, and ways to break them.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// How deep values are made before only what is required is.
const DEEP: usize = 3;
const DEEPEST: usize = 8;
/// How many schemas may be followed into each other at one place.
const LONGEST: usize = 200;

pub(crate) struct Sampler<'a> {
    root: &'a Value,
    rng: Rng,
    /// How many schemas are being followed.
    open: usize,
}

impl<'a> Sampler<'a> {
    /// The same seed and name give the same values.
    pub(crate) fn new(root: &'a Value, seed: u64, name: &str) -> Self {
        let salt =
            name.bytes().fold(seed, |salt, byte| salt.wrapping_mul(31).wrapping_add(byte.into()));
        Self { root, rng: Rng::with_seed(salt), open: 0 }
    }

    /// A value of a component.
    pub(crate) fn value(&mut self, name: &str) -> Value {
        let schema = &self.root["components"]["schemas"][name];
        self.of(schema, 0)
    }

    fn of(&mut self, schema: &Value, depth: usize) -> Value {
        if depth > DEEPEST || self.open > LONGEST {
            return Value::Null;
        }
        self.open += 1;
        let value = self.described(schema, depth);
        self.open -= 1;
        value
    }

    fn described(&mut self, schema: &Value, depth: usize) -> Value {
        let Some(keywords) = schema.as_object() else {
            return if schema == &Value::Bool(false) { Value::Null } else { self.anything(depth) };
        };
        if let Some(constant) = keywords.get("const") {
            return constant.clone();
        }
        if let Some(values) =
            keywords.get("enum").and_then(Value::as_array).filter(|values| !values.is_empty())
        {
            return values[self.rng.usize(..values.len())].clone();
        }
        let shown = keywords.get("example").or_else(|| keywords.get("default"));
        if let Some(shown) = shown.filter(|_| self.rng.u8(..4) == 0) {
            return shown.clone();
        }
        let mut value = self.own(keywords, depth);
        if let Some(target) = keywords.get("$ref").and_then(Value::as_str) {
            let root = self.root;
            let target = root.pointer(&target[target.find('#').map_or(0, |at| at + 1)..]);
            let of_target = target.map_or(Value::Null, |target| self.of(target, depth));
            join(&mut value, of_target);
        }
        for part in keywords.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let part = self.of(part, depth);
            join(&mut value, part);
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branches) =
                keywords.get(keyword).and_then(Value::as_array).filter(|list| !list.is_empty())
            {
                let branch = &branches[self.rng.usize(..branches.len())];
                let branch = self.of(branch, depth);
                join(&mut value, branch);
            }
        }
        self.follow(keywords, &mut value, depth);
        value.unwrap_or_else(|| self.anything(depth))
    }

    /// Where a discriminator was rewritten to conditions, the one that holds is followed.
    fn follow(&mut self, keywords: &Map<String, Value>, value: &mut Option<Value>, depth: usize) {
        let conditions = keywords.get("allOf").and_then(Value::as_array).into_iter().flatten();
        for condition in conditions.filter(|part| part.get("if").is_some()) {
            let properties = condition["if"]["properties"].as_object();
            let holds = properties.into_iter().flatten().all(|(name, schema)| {
                let given = value.as_ref().and_then(|value| value.get(name));
                given.is_some_and(|given| {
                    schema["enum"].as_array().is_some_and(|list| list.contains(given))
                })
            });
            if holds {
                let tag = value.clone();
                let then = self.of(&condition["then"], depth);
                join(value, then);
                if let (Some(Value::Object(members)), Some(Value::Object(tags))) =
                    (value.as_mut(), tag)
                {
                    let names = properties.into_iter().flatten().map(|(name, _)| name);
                    for name in names {
                        if let Some(tag) = tags.get(name) {
                            members.insert(name.clone(), tag.clone());
                        }
                    }
                }
                return;
            }
        }
    }

    /// What the schema's own keywords describe; `None` where they describe nothing.
    fn own(&mut self, keywords: &Map<String, Value>, depth: usize) -> Option<Value> {
        let types: Vec<&str> = match keywords.get("type") {
            Some(Value::String(ty)) => vec![ty],
            Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).collect(),
            _ if keywords.contains_key("properties") => vec!["object"],
            _ => return None,
        };
        let ty = *types.get(self.rng.usize(..types.len().max(1)))?;
        Some(match ty {
            "null" => Value::Null,
            "boolean" => self.rng.bool().into(),
            "integer" | "number" => self.number(keywords, ty == "integer"),
            "string" => self.text(keywords).into(),
            "array" => self.array(keywords, depth),
            _ => self.object(keywords, depth),
        })
    }

    fn number(&mut self, keywords: &Map<String, Value>, whole: bool) -> Value {
        let bound = |names: [&str; 2]| names.iter().find_map(|name| keywords.get(*name)?.as_f64());
        let low = bound(["minimum", "exclusiveMinimum"]).unwrap_or(0.0);
        let high = bound(["maximum", "exclusiveMaximum"]).unwrap_or(low + 1000.0).min(low + 1e6);
        let step = keywords.get("multipleOf").and_then(Value::as_f64);
        let number = match self.rng.u8(..6) {
            0 => low,
            1 => high,
            _ => low + self.rng.f64() * (high - low),
        };
        let number = step.map_or(number, |step| (number / step).round() * step);
        #[allow(clippy::cast_possible_truncation, reason = "bounded above")]
        if whole || self.rng.bool() {
            json!(number.round() as i64)
        } else {
            json!((number * 100.0).round() / 100.0)
        }
    }

    fn text(&mut self, keywords: &Map<String, Value>) -> String {
        let size = |name: &str| {
            keywords.get(name).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok())
        };
        let (min, max) = (size("minLength").unwrap_or(0), size("maxLength").unwrap_or(200));
        if let Some(pattern) = keywords.get("pattern").and_then(Value::as_str) {
            return super::text::matching(pattern, &mut self.rng);
        }
        let format = keywords.get("format").and_then(Value::as_str).unwrap_or_default();
        let of_format = match format {
            "date" => "2024-02-29",
            "date-time" => *self
                .rng
                .choice(&["2024-02-29T12:30:00Z", "2023-01-01T00:00:00.250+02:00"])
                .unwrap_or(&""),
            "time" => "12:30:00Z",
            "duration" => "P1DT2H",
            "uuid" => "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
            "email" | "idn-email" => "someone@example.com",
            "uri" | "url" | "iri" => "https://example.com/a?b=c",
            "uri-reference" => "/a/b",
            "hostname" => "example.com",
            "ipv4" => "192.0.2.1",
            "ipv6" => "2001:db8::1",
            "byte" => "aGVsbG8=",
            _ => "",
        };
        if !of_format.is_empty() {
            return of_format.to_owned();
        }
        let letters = ["a", "Z", "0", " ", "-", "é", "\u{1F600}", "\"", "\\", "_"];
        let length = min.max(self.rng.usize(..12)).min(max);
        (0..length).map(|_| *self.rng.choice(&letters).unwrap_or(&"a")).collect()
    }

    fn array(&mut self, keywords: &Map<String, Value>, depth: usize) -> Value {
        let size = |name: &str| {
            keywords.get(name).and_then(Value::as_u64).and_then(|size| usize::try_from(size).ok())
        };
        let least = size("minItems").unwrap_or(0).min(50);
        let more = if depth > DEEP { 0 } else { self.rng.usize(..3) };
        let length = (least + more).min(size("maxItems").unwrap_or(usize::MAX));
        let first = keywords.get("prefixItems").and_then(Value::as_array);
        let mut items: Vec<Value> = Vec::new();
        for at in 0..length.max(first.map_or(0, Vec::len)) {
            let schema = first.and_then(|first| first.get(at)).or_else(|| keywords.get("items"));
            let item = match schema {
                Some(schema) => self.of(schema, depth + 1),
                None => self.anything(depth + 1),
            };
            if keywords.get("uniqueItems") != Some(&Value::Bool(true)) || !items.contains(&item) {
                items.push(item);
            }
        }
        items.into()
    }

    fn object(&mut self, keywords: &Map<String, Value>, depth: usize) -> Value {
        let required: Vec<&str> = keywords
            .get("required")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let mut members = Map::new();
        for (name, schema) in
            keywords.get("properties").and_then(Value::as_object).into_iter().flatten()
        {
            let wanted = required.contains(&name.as_str()) || depth <= DEEP && self.rng.u8(..3) > 0;
            if wanted {
                members.insert(name.clone(), self.of(schema, depth + 1));
            }
        }
        for name in required {
            if !members.contains_key(name) {
                members.insert(name.to_owned(), self.anything(depth + 1));
            }
        }
        let rest = keywords.get("additionalProperties");
        if let Some(rest) = rest.filter(|rest| **rest != Value::Bool(false) && depth <= DEEP) {
            for name in ["extra", "other-name"].into_iter().take(self.rng.usize(..3)) {
                let value = self.of(rest, depth + 1);
                members.entry(name).or_insert(value);
            }
        }
        members.into()
    }

    fn anything(&mut self, depth: usize) -> Value {
        match self.rng.u8(..if depth > DEEP { 5 } else { 7 }) {
            0 => Value::Null,
            1 => true.into(),
            2 => 17.into(),
            3 => json!(0.5),
            4 => "text".into(),
            5 => json!([1, "a"]),
            _ => json!({ "a": 1 }),
        }
    }

    /// The value with one thing changed somewhere.
    pub(crate) fn broken(&mut self, mut value: Value) -> Value {
        let places = count(&value);
        let at = self.rng.usize(..places);
        let mut left = at;
        let rng = &mut self.rng;
        change(&mut value, &mut left, rng);
        value
    }
}

/// Two values of one thing: members of both.
fn join(value: &mut Option<Value>, other: Value) {
    match (value, other) {
        (Some(Value::Object(members)), Value::Object(others)) => {
            for (name, other) in others {
                members.entry(name).or_insert(other);
            }
        }
        (place, other) => {
            if place.is_none() || !other.is_null() && !matches!(place, Some(Value::Object(_))) {
                *place = Some(other);
            }
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    }
}

fn change(value: &mut Value, left: &mut usize, rng: &mut Rng) -> bool {
    if *left == 0 {
        *value = changed(std::mem::take(value), rng);
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| change(item, left, rng)),
        Value::Object(members) => members.values_mut().any(|member| change(member, left, rng)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

fn changed(value: Value, rng: &mut Rng) -> Value {
    let other = |rng: &mut Rng| match rng.u8(..6) {
        0 => Value::Null,
        1 => false.into(),
        2 => json!(-3),
        3 => "!".into(),
        4 => json!([]),
        _ => json!({}),
    };
    match (value, rng.u8(..3)) {
        (Value::Object(mut members), 0) => {
            let name = members.keys().nth(rng.usize(..members.len().max(1))).cloned();
            if let Some(name) = name {
                members.remove(&name);
            }
            members.into()
        }
        (Value::Object(mut members), 1) => {
            members.insert("unheard-of".to_owned(), json!(1));
            members.into()
        }
        (Value::Array(mut items), 0) => {
            items.pop();
            items.into()
        }
        (Value::Array(mut items), 1) => {
            let again: Vec<Value> = items.clone();
            items.extend(again);
            items.into()
        }
        (Value::String(text), 0) => format!("{text}{text}{text}#").into(),
        (Value::String(_), 1) => "".into(),
        (Value::Number(number), 0) => json!(number.as_f64().unwrap_or(0.0) + 0.5),
        (Value::Number(number), 1) => json!(number.as_f64().unwrap_or(0.0) * -1e7 - 1.0),
        (_, _) => other(rng),
    }
}
