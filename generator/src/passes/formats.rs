//! Formats that are not known, and integers that are too wide for any type.

use std::collections::BTreeSet;

use super::plan::Scalar;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Diagnostics, codes::planning as codes};
use crate::ir::{Api, Constraint, Shape, TypeId};
use crate::source::{Decimal, Location};

/// Formats of numbers that have a type.
const NUMBER_FORMATS: &[&str] = &[
    "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "uint", "float",
    "double",
];

/// Formats of strings that have a type or a check.
const STRING_FORMATS: &[&str] = &[
    "binary",
    "byte",
    "date",
    "date-time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "password",
    "time",
    "uri",
    "uri-reference",
    "uuid",
];

/// An integer without a format: of 64 bits, with a sign unless its bounds leave no room for one.
pub(super) fn bounded_integer(api: &Api, id: TypeId) -> Scalar {
    let (low, high) = bounds(api, id);
    let beyond = high.is_some_and(|high| high > i64::MAX.into());
    if beyond && low.is_some_and(|low| low >= 0) { Scalar::U64 } else { Scalar::I64 }
}

fn bounds(api: &Api, id: TypeId) -> (Option<i128>, Option<i128>) {
    let (mut low, mut high) = (None, None);
    for constraint in &api.ty(id).constraints {
        if let Constraint::Minimum(limit) | Constraint::ExclusiveMinimum(limit) = &constraint.value
        {
            low = Some(whole(limit));
        }
        if let Constraint::Maximum(limit) | Constraint::ExclusiveMaximum(limit) = &constraint.value
        {
            high = Some(whole(limit));
        }
    }
    (low, high)
}

/// A bound as an integer, near enough to see how many bits it takes.
fn whole(limit: &Decimal) -> i128 {
    #[allow(clippy::cast_possible_truncation, reason = "what is too great is the greatest")]
    let near = limit.as_f64() as i128;
    limit.as_i128().unwrap_or(near)
}

/// Tells of each format once, and of each integer.
pub(super) fn warn(api: &Api, needed: &BTreeSet<TypeId>, config: &Config, found: &mut Diagnostics) {
    let formats: Vec<_> = needed.iter().filter_map(|&id| format(api, id, config)).collect();
    for &id in needed {
        if let Shape::Integer { .. } = &api.ty(id).shape {
            warn_of_width(api, id, found);
        }
    }
    // A schema of several types has one format for all of them, which one of them may know.
    let known: BTreeSet<_> =
        formats.iter().filter(|(.., known)| *known).map(|&(at, format, _)| (at, format)).collect();
    let mut told = BTreeSet::new();
    for (location, format, _) in formats {
        if !known.contains(&(location, format)) && told.insert(format) {
            let message = format!("the format `{format}` is not known");
            let help =
                format!("`formats` in the configuration gives it a type: `{format} = \"…\"`");
            found.push(
                Diagnostic::new(&codes::UNKNOWN_FORMAT, location, message)
                    .label("taken as if it were not there")
                    .help(help),
            );
        }
    }
}

/// The format of a type, where it has one, and whether it is known for such types.
fn format<'a>(api: &'a Api, id: TypeId, config: &Config) -> Option<(Location, &'a String, bool)> {
    let def = api.ty(id);
    let (format, known) = if let Shape::Integer { format } | Shape::Number { format } = &def.shape {
        (format.as_ref()?, NUMBER_FORMATS)
    } else if let Shape::String { format } = &def.shape {
        (format.as_ref()?, STRING_FORMATS)
    } else {
        return None;
    };
    let known = known.contains(&format.as_str()) || config.formats.contains_key(format);
    Some((def.location, format, known))
}

fn warn_of_width(api: &Api, id: TypeId, found: &mut Diagnostics) {
    let (low, high) = bounds(api, id);
    let most = if low.is_some_and(|low| low >= 0) { u64::MAX.into() } else { i64::MAX.into() };
    if low.is_some_and(|low| low < i64::MIN.into()) || high.is_some_and(|high| high > most) {
        let message = "the bounds of the integer allow values that 64 bits do not hold";
        found.push(
            Diagnostic::new(&codes::WIDE_INTEGER, api.ty(id).location, message)
                .label("such values are refused")
                .help(
                    "narrow the bounds, or give the schema a type in `types` of the configuration",
                ),
        );
    }
}
