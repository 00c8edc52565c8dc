//! Types, values and rules as a reader would say them.

use crate::backend::operations::words as style_words;
use crate::ir::{Place, Status, TypeId, WireForm};
use crate::passes::checks::{Limit, Rule};
use crate::passes::{Plan, Presence, RustType, Scalar};
use crate::source::Literal;

/// A type as Rust spells it, without paths.
pub(super) fn ty(plan: &Plan, rust: &RustType) -> String {
    match rust {
        RustType::Scalar(scalar) => self::scalar(*scalar).to_owned(),
        RustType::Item(id) => plan.item(*id).name.clone(),
        RustType::Option(inner) => format!("Option<{}>", ty(plan, inner)),
        RustType::Vec(inner) => format!("Vec<{}>", ty(plan, inner)),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", ty(plan, inner)),
        RustType::Boxed(inner) => format!("Box<{}>", ty(plan, inner)),
        RustType::Patch(inner) => format!("Patch<{}>", ty(plan, inner)),
        RustType::Tuple(items) => {
            let items: Vec<String> = items.iter().map(|item| ty(plan, item)).collect();
            format!("({})", items.join(", "))
        }
        RustType::Json => "Value".to_owned(),
        RustType::Foreign(path) => path.clone(),
    }
}

fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Unit => "()",
        Scalar::Bool => "bool",
        Scalar::I8 => "i8",
        Scalar::I16 => "i16",
        Scalar::I32 => "i32",
        Scalar::I64 => "i64",
        Scalar::U8 => "u8",
        Scalar::U16 => "u16",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::F32 => "f32",
        Scalar::F64 => "f64",
        Scalar::String => "String",
        Scalar::Base64 => "Base64",
        Scalar::Bytes => "Bytes",
        Scalar::File => "File",
        Scalar::Date => "NaiveDate",
        Scalar::DateTime => "DateTime<FixedOffset>",
        Scalar::Uuid => "Uuid",
        Scalar::Secret => "Secret",
    }
}

/// `required`, `optional`, `default 20`, …
pub(super) fn presence(presence: &Presence) -> String {
    match presence {
        Presence::Required => "required".to_owned(),
        Presence::Optional => "optional".to_owned(),
        Presence::Nullable => "required nullable".to_owned(),
        Presence::Patch => "optional nullable".to_owned(),
        Presence::Default(value) => format!("default {}", literal(value)),
    }
}

/// A value as JSON.
pub(super) fn literal(value: &Literal) -> String {
    match value {
        Literal::Null => "null".to_owned(),
        Literal::Bool(value) => value.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::String(text) => serde_json::Value::from(text.as_str()).to_string(),
        Literal::Array(items) => {
            let items: Vec<String> = items.iter().map(literal).collect();
            format!("[{}]", items.join(","))
        }
        Literal::Object(members) => {
            let member = |(name, value): &(String, Literal)| {
                format!("{}:{}", serde_json::Value::from(name.as_str()), literal(value))
            };
            let members: Vec<String> = members.iter().map(member).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// `201`, `4XX`, `default`
pub(super) fn status(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(range) => format!("{range}XX"),
        Status::Default => "default".to_owned(),
    }
}

/// Where a parameter stands and what is unusual of its form: `query, pipe_delimited array`.
pub(super) fn form(plan: &Plan, place: Place, form: &WireForm, ty: TypeId) -> String {
    let place_word = match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::QueryString => "querystring",
    };
    let words = style_words(plan, place, form, Some(ty));
    if words.is_empty() {
        place_word.to_owned()
    } else {
        format!("{place_word}[{}]", words.join(" "))
    }
}

/// What a value must satisfy, with a space before each rule.
pub(super) fn rules(rules: &[Rule]) -> String {
    rules.iter().map(rule).collect()
}

fn rule(rule: &Rule) -> String {
    let range = |min: Option<u64>, max: Option<u64>| {
        format!("{}..{}", min.unwrap_or(0), max.map(|max| max.to_string()).unwrap_or_default())
    };
    match rule {
        Rule::Length { min, max } => format!(" length({})", range(*min, *max)),
        Rule::Pattern(pattern) => format!(" pattern({})", line(&pattern.source)),
        Rule::Format(format) => format!(" format({format})"),
        Rule::Range { low, high } => {
            format!(" range({}..{})", limit(low.as_ref()), limit(high.as_ref()))
        }
        Rule::MultipleOf { digits, scale } => format!(" multiple_of({digits}e-{scale})"),
        Rule::MinItems(min) => format!(" min_items({min})"),
        Rule::MaxItems(max) => format!(" max_items({max})"),
        Rule::Unique => " unique".to_owned(),
        Rule::MinProperties(min) => format!(" min_properties({min})"),
        Rule::MaxProperties(max) => format!(" max_properties({max})"),
        Rule::Has(name) => format!(" has({name:?})"),
        Rule::Depends(name, other) => format!(" depends({name:?}, {other:?})"),
        Rule::HasAny { sets, exclusive } => {
            format!(" {}({sets:?})", if *exclusive { "has_one" } else { "has_any" })
        }
        Rule::FitsWith(name, _) => format!(" fits_with({name:?}, another type)"),
        Rule::Never => " never".to_owned(),
        Rule::Fits(_) => " fits(another type)".to_owned(),
        Rule::Json(inner) => rules(inner),
        // The type that stands there has lines of its own.
        Rule::Nested => String::new(),
        Rule::Each(inner) => within("each", inner),
        Rule::EachValue(inner) => within("each_value", inner),
        Rule::EachKey(inner) => within("each_key", inner),
        Rule::Matching(pattern, inner) => {
            within(&format!("each_matching {}", line(&pattern.source)), inner)
        }
        Rule::Unmatched(_, inner) => within("each_unmatched", inner),
        Rule::Item(index, inner) => within(&format!("item_{index}"), inner),
        Rule::After(index, inner) => within(&format!("items_from_{index}"), inner),
        Rule::Element(index, inner) => within(&format!("element_{index}"), inner),
        Rule::Among { values, allowed } => {
            let name = if *allowed { "one_of" } else { "none_of" };
            let values: Vec<String> = values.iter().map(literal).collect();
            format!(" {name}({})", values.join(", "))
        }
        Rule::Not(_) => " not(another type)".to_owned(),
        Rule::Contains { min, max, .. } => format!(" contains({})", range(Some(*min), *max)),
        Rule::If { .. } => " conditional".to_owned(),
    }
}

/// A pattern on one line.
fn line(pattern: &str) -> String {
    pattern.replace(['\n', '\r'], " ")
}

fn within(name: &str, inner: &[Rule]) -> String {
    let inner = rules(inner);
    if inner.is_empty() { inner } else { format!(" {name}({})", inner.trim()) }
}

/// A bound; exclusive ones are in brackets turned outward.
fn limit(limit: Option<&Limit>) -> String {
    limit
        .map(|limit| format!("{}{}", if limit.exclusive { "!" } else { "" }, limit.value))
        .unwrap_or_default()
}
