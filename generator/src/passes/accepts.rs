//! Whether a value of the document is a value of a type, by shape and by constraints, as far as can be said here.
//!
//! `true` is a promise: generated code reads the value, and its checks find nothing wrong. Where that cannot be promised
//! the answer is `false`.

use std::net::{Ipv4Addr, Ipv6Addr};

use crate::ir::{Api, Constraint, Enumeration, Object, Rest, Shape, TypeId};
use crate::pattern;
use crate::source::{Decimal, Literal};

/// How deep values are looked into.
const DEEPEST: usize = 16;

pub(super) fn accepts(api: &Api, ty: TypeId, value: &Literal) -> bool {
    accepts_within(api, ty, value, DEEPEST)
}

fn accepts_within(api: &Api, ty: TypeId, value: &Literal, depth: usize) -> bool {
    if depth == 0 {
        return false;
    }
    if *value == Literal::Null && api.is_nullable(ty) {
        return true;
    }
    let mut constraints = api.chain(ty).flat_map(|def| &def.constraints);
    if !constraints.all(|constraint| holds(&constraint.value, value)) {
        return false;
    }
    let within = |ty: TypeId, value: &Literal| accepts_within(api, ty, value, depth - 1);
    match (&api.ty(api.resolve(ty)).shape, value) {
        (Shape::Any, _) | (Shape::Null, Literal::Null) | (Shape::Boolean, Literal::Bool(_)) => true,
        (Shape::Integer { .. }, Literal::Number(number)) => number.is_integer(),
        (Shape::Number { .. }, Literal::Number(number)) => number.as_f64().is_finite(),
        (Shape::String { format }, Literal::String(text)) => {
            format.as_deref().is_none_or(|format| is_of_format(format, text))
        }
        (Shape::Enumeration(of), value) => lists(of, value),
        (Shape::Array { items }, Literal::Array(values)) => {
            values.iter().all(|value| within(*items, value))
        }
        (Shape::Tuple { items, rest }, Literal::Array(values)) => {
            values.iter().enumerate().all(|(index, value)| {
                let item = items.get(index).or(rest.as_ref());
                item.is_some_and(|item| within(*item, value))
            })
        }
        (Shape::Map { values }, Literal::Object(members)) => {
            members.iter().all(|(_, value)| within(*values, value))
        }
        (Shape::Object(object), Literal::Object(members)) => {
            let has_default = |ty| {
                let mut defaults = api.chain(ty).filter_map(|def| def.default.as_ref());
                defaults
                    .any(|default| matches!(default.value, Literal::Array(_) | Literal::Object(_)))
            };
            is_object(object, members, &within, &has_default)
        }
        (Shape::Union(union), value) => {
            // More than one may be one too many.
            union.variants.iter().filter(|variant| within(variant.ty, value)).count() == 1
        }
        _ => false,
    }
}

fn is_object(
    object: &Object,
    members: &[(String, Literal)],
    within: &dyn Fn(TypeId, &Literal) -> bool,
    has_default: &dyn Fn(TypeId) -> bool,
) -> bool {
    let has = |name: &String| members.iter().any(|(known, _)| known == name);
    let all_there = object.fields.iter().all(|field| !field.required || has(&field.name));
    let each_fits = members.iter().all(|(name, value)| {
        let field = object.fields.iter().find(|field| field.name == *name);
        match (field, object.rest) {
            (Some(field), _) => within(field.ty, value),
            (None, Rest::Ignored | Rest::Denied) => false,
            (None, Rest::Kept(ty)) => within(ty, value),
        }
    });
    // One that is itself read from a default could lead back here for ever.
    let no_more_defaults =
        object.fields.iter().all(|field| has(&field.name) || !has_default(field.ty));
    all_there && no_more_defaults && object.patterns.is_empty() && each_fits
}

fn lists(of: &Enumeration, value: &Literal) -> bool {
    let text = matches!(value, Literal::String(_));
    of.open && text || of.values.iter().any(|known| known.value == *value)
}

/// Whether a value keeps a constraint; those that need a second type are not judged.
fn holds(constraint: &Constraint, value: &Literal) -> bool {
    match (constraint, value) {
        (Constraint::MinLength(min), Literal::String(text)) => text.chars().count() as u64 >= *min,
        (Constraint::MaxLength(max), Literal::String(text)) => text.chars().count() as u64 <= *max,
        (Constraint::Pattern(source), Literal::String(text)) => {
            pattern::is_found(source, text).unwrap_or(false)
        }
        (Constraint::Format(format), Literal::String(text)) => is_of_format(format, text),
        (Constraint::Minimum(limit), Literal::Number(number)) => number >= limit,
        (Constraint::ExclusiveMinimum(limit), Literal::Number(number)) => number > limit,
        (Constraint::Maximum(limit), Literal::Number(number)) => number <= limit,
        (Constraint::ExclusiveMaximum(limit), Literal::Number(number)) => number < limit,
        (Constraint::MultipleOf(step), Literal::Number(number)) => is_multiple(number, step),
        (Constraint::MinItems(min), Literal::Array(items)) => items.len() as u64 >= *min,
        (Constraint::MaxItems(max), Literal::Array(items)) => items.len() as u64 <= *max,
        (Constraint::UniqueItems, Literal::Array(items)) => {
            items.iter().enumerate().all(|(at, item)| !items[..at].contains(item))
        }
        (Constraint::MinProperties(min), Literal::Object(members)) => members.len() as u64 >= *min,
        (Constraint::MaxProperties(max), Literal::Object(members)) => members.len() as u64 <= *max,
        (Constraint::In(values), value) => values.contains(value),
        (Constraint::NotIn(values), value) => !values.contains(value),
        (Constraint::Contains { .. }, value) => !matches!(value, Literal::Array(_)),
        (
            Constraint::PropertyNames(_)
            | Constraint::DependentRequired(..)
            | Constraint::DependentSchema(..)
            | Constraint::Required(_)
            | Constraint::RequiredAny { .. },
            value,
        ) => !matches!(value, Literal::Object(_)),
        (Constraint::Not(_) | Constraint::If { .. }, _) => false,
        // Of values of another type.
        _ => true,
    }
}

fn is_multiple(number: &Decimal, step: &Decimal) -> bool {
    let (Some((digits, scale)), Some((step, step_scale))) =
        (number.as_fraction(), step.as_fraction())
    else {
        return false;
    };
    let scaled = |digits: i128, by: u32| 10_i128.checked_pow(by)?.checked_mul(digits);
    let widest = scale.max(step_scale);
    match (scaled(digits, widest - scale), scaled(step, widest - step_scale)) {
        (Some(digits), Some(step)) if step != 0 => digits % step == 0,
        _ => false,
    }
}

/// Whether a text is surely of a format; what is not known to be checked is.
fn is_of_format(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        "date-time" => {
            text.split_once('T').is_some_and(|(date, time)| is_date(date) && is_time(time))
        }
        "uuid" => is_shaped(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"),
        "byte" => {
            let letters = text.trim_end_matches('=');
            let of_base64 = |char: char| char.is_ascii_alphanumeric() || "+/".contains(char);
            text.len().is_multiple_of(4)
                && text.len() - letters.len() <= 2
                && letters.chars().all(of_base64)
        }
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "time" => is_time(text),
        "uri-reference" => is_of(text, "-._~:/?#@!$&'()*+,;="),
        "uri" => {
            let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
            scheme.starts_with(|char: char| char.is_ascii_lowercase())
                && is_of(scheme, "")
                && is_of_format("uri-reference", text)
        }
        "hostname" => {
            text.split('.').all(|label| (1..=63).contains(&label.len()) && is_of(label, ""))
        }
        "email" => text.split_once('@').is_some_and(|(name, host)| {
            is_of(name, "") && host.contains('.') && is_of_format("hostname", host)
        }),
        "duration" => false,
        _ => true,
    }
}

/// Whether a text is made of letters and digits of ASCII, and of some more, and is not empty.
fn is_of(text: &str, more: &str) -> bool {
    !text.is_empty() && text.chars().all(|char| char.is_ascii_alphanumeric() || more.contains(char))
}

fn is_date(text: &str) -> bool {
    // A day that every month has.
    is_shaped(text, "dddd-dd-dd")
        && ("01"..="12").contains(&&text[5..7])
        && ("01"..="28").contains(&&text[8..])
}

fn is_time(text: &str) -> bool {
    let Some(time) = text.strip_suffix('Z') else { return false };
    is_shaped(time, "dd:dd:dd") && &time[..2] < "24" && &time[3..5] < "60" && &time[6..] < "60"
}

/// Whether a text has the form of another, in which `d` is any digit and `x` any of base 16.
fn is_shaped(text: &str, form: &str) -> bool {
    let like = |(char, form): (char, char)| match form {
        'd' => char.is_ascii_digit(),
        'x' => char.is_ascii_hexdigit(),
        other => char == other,
    };
    text.len() == form.len() && text.chars().zip(form.chars()).all(like)
}
