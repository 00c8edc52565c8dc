//! Lists of names and values: queries, forms, cookies.

use std::borrow::Cow;

use serde_json::Value;

use super::{Form, Forms, Problem, Text, each, encode, query_param};
use crate::operation::percent;

/// Names and values as they stand on the wire, the names decoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs<'a>(pub(crate) Vec<(Cow<'a, str>, &'a str)>);

impl<'a> Pairs<'a> {
    /// Of a query or form; names that cannot be decoded stay as they are.
    pub(crate) fn query(text: &'a str) -> Self {
        let pairs = text
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self(
            pairs
                .map(|(name, value)| {
                    (percent::decode(name, true).unwrap_or(Cow::Borrowed(name)), value)
                })
                .collect(),
        )
    }

    /// Of `Cookie` headers.
    pub(crate) fn cookies(headers: impl Iterator<Item = &'a str>) -> Self {
        let pairs =
            headers.flat_map(|text| text.split(';')).filter_map(|pair| pair.trim().split_once('='));
        Self(pairs.map(|(name, value)| (Cow::Borrowed(name), value.trim_matches('"'))).collect())
    }

    pub(crate) fn of<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'a str> + 'b {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| *value)
    }
}

/// Reads a body of `application/x-www-form-urlencoded`; `forms` names the properties that are not encoded as usual.
pub(crate) fn form_text(text: &str, forms: Forms<'_>) -> Result<Text, Problem> {
    let pairs = Pairs::query(text);
    let mut members: Vec<(String, Text)> = Vec::new();
    for (name, form) in each(forms) {
        if let Some(value) = query_param(form, name, &pairs, &[])? {
            members.push((name.to_owned(), value));
        }
    }
    let is_known = |name: &str| {
        let root = name.split_once('[').map_or(name, |(root, _)| root);
        each(forms).any(|(known, _)| known == root || known == name)
    };
    let mut others = Vec::new();
    for (name, value) in pairs.0.iter().filter(|(name, _)| !is_known(name)) {
        let value = percent::decode(value, true).ok_or(Problem::Escape)?;
        others.push((name.clone().into_owned(), Text::Text(value.into_owned())));
    }
    members.extend(Text::gather(others.into_iter()));
    Ok(Text::Map(members))
}

/// Writes a body of `application/x-www-form-urlencoded`.
pub(crate) fn form_body(value: &Value, forms: Forms<'_>) -> Option<String> {
    let mut out = String::new();
    for (name, value) in value.as_object()? {
        let form = match each(forms).find(|(known, _)| known == name) {
            Some((_, form)) => form,
            // An object inside a form has no row in the style table unless the document gives it one: JSON is the default.
            None if value.is_object() => Form::query().json(),
            None => Form::query(),
        };
        if !value.is_null() {
            encode::query(form, name, value, &mut out);
        }
    }
    Some(out)
}
