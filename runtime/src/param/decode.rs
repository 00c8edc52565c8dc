//! Text to values, by row of the style table.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "styles that mean nothing at a place are read as the default"
)]

use std::borrow::Cow;

use super::{Form, Pairs, Shape, Style, Text};
use crate::operation::percent;

/// Why text does not stand for a value of its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A broken percent-encoded triplet, or bytes that are no UTF-8.
    Escape,
    /// Given more than once, where one value is allowed.
    Repeated,
    /// Not in the form of its style.
    Form,
    /// Not JSON, where JSON is asked for.
    Json,
}

impl Problem {
    /// What was expected instead.
    pub(crate) fn expected(self) -> &'static str {
        match self {
            Self::Escape => "percent-encoded UTF-8",
            Self::Repeated => "a single value",
            Self::Form => "text in the documented style",
            Self::Json => "JSON text",
        }
    }
}

type Read = Result<Option<Text>, Problem>;

/// How the pieces of a text are decoded.
#[derive(Clone, Copy)]
enum Escape {
    Path,
    Query,
    None,
}

impl Escape {
    fn decode(self, text: &str) -> Result<String, Problem> {
        let decoded = match self {
            Self::Path => percent::decode(text, false),
            Self::Query => percent::decode(text, true),
            Self::None => return Ok(text.trim().to_owned()),
        };
        decoded.map(std::borrow::Cow::into_owned).ok_or(Problem::Escape)
    }
}

/// Reads a parameter of the path from what stands in its place.
pub(crate) fn path_param(form: Form, name: &str, raw: &str) -> Read {
    match form.style {
        Style::Label => {
            let rest = raw.strip_prefix('.').ok_or(Problem::Form)?;
            whole(form, rest, if form.explode { "." } else { "," }, Escape::Path).map(Some)
        }
        Style::Matrix => matrix(form, name, raw).map(Some),
        _ => whole(form, raw, ",", Escape::Path).map(Some),
    }
}

fn matrix(form: Form, name: &str, raw: &str) -> Result<Text, Problem> {
    let rest = raw.strip_prefix(';').ok_or(Problem::Form)?;
    let pairs = rest.split(';').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    if form.explode && form.shape == Shape::Object {
        return members(pairs, Escape::Path);
    }
    let mut values = Vec::new();
    for (key, value) in pairs {
        if Escape::Path.decode(key)? != name {
            return Err(Problem::Form);
        }
        values.push(value);
    }
    match values[..] {
        [value] if !(form.explode && form.shape == Shape::Array) => {
            whole(form, value, ",", Escape::Path)
        }
        _ if form.explode && form.shape == Shape::Array => list(values.into_iter(), Escape::Path),
        _ => Err(Problem::Repeated),
    }
}

/// Reads a header from its lines.
pub(crate) fn header_param(form: Form, lines: &[&str]) -> Read {
    match (lines, form.shape) {
        ([], _) => Ok(None),
        ([line], _) => whole(form, line, ",", Escape::None).map(Some),
        // RFC 9110 §5.2: several lines are one list.
        (_, Shape::Array | Shape::Object) => {
            whole(form, &lines.join(","), ",", Escape::None).map(Some)
        }
        (_, Shape::Scalar) => Err(Problem::Repeated),
    }
}

/// Reads a parameter of the query; `others` are the names of the operation's other parameters there.
pub(crate) fn query_param(form: Form, name: &str, pairs: &Pairs<'_>, others: &[&str]) -> Read {
    named(form, name, pairs, others, Escape::Query)
}

/// Reads a value from pairs in which nothing is percent-encoded.
pub(crate) fn plain_param(form: Form, name: &str, pairs: &[(String, String)]) -> Read {
    let delimited: Vec<(&str, String)> = pairs
        .iter()
        .map(|(key, text)| match form.style {
            Style::SpaceDelimited => (&**key, text.replace(' ', "%20")),
            Style::PipeDelimited => (&**key, text.replace('|', "%7C")),
            _ => (&**key, text.clone()),
        })
        .collect();
    let pairs = delimited.iter().map(|(key, text)| (Cow::Borrowed(*key), &**text));
    named(form, name, &Pairs(pairs.collect()), &[], Escape::None)
}

/// Reads a cookie.
pub(crate) fn cookie_param(form: Form, name: &str, pairs: &Pairs<'_>, others: &[&str]) -> Read {
    let escape =
        if matches!(form.style, Style::Cookie | Style::Json) { Escape::None } else { Escape::Path };
    named(form, name, pairs, others, escape)
}

fn named(form: Form, name: &str, pairs: &Pairs<'_>, others: &[&str], escape: Escape) -> Read {
    if form.style == Style::DeepObject {
        return deep(name, pairs, escape);
    }
    let is_given = |value: &&str| !(form.blank && value.is_empty());
    match (form.shape, form.explode && form.style != Style::Json) {
        (Shape::Array, true) => {
            let values: Vec<&str> = pairs.of(name).filter(is_given).collect();
            if values.is_empty() { Ok(None) } else { list(values.into_iter(), escape).map(Some) }
        }
        (Shape::Object, true) => {
            let is_other = |key: &str| others.iter().any(|other| is_part_of(key, other));
            let own = pairs.0.iter().filter(|(key, _)| !is_other(key));
            let mut found = Vec::new();
            for (key, value) in own {
                Text::add(&mut found, key, Text::Text(escape.decode(value)?));
            }
            Ok((!found.is_empty()).then_some(Text::Map(found)))
        }
        _ => {
            let mut values = pairs.of(name);
            let Some(value) = values.next().filter(is_given) else { return Ok(None) };
            if values.next().is_some() {
                return Err(Problem::Repeated);
            }
            let value = match form.style {
                Style::SpaceDelimited => value.replace('+', "%20"),
                Style::PipeDelimited => value.replace('|', "%7C").replace("%7c", "%7C"),
                _ => value.to_owned(),
            };
            let delimiter = match form.style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                _ => ",",
            };
            whole(form, &value, delimiter, escape).map(Some)
        }
    }
}

/// `other`, or a member of it: `other[key]`.
fn is_part_of(key: &str, other: &str) -> bool {
    key.strip_prefix(other).is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

/// `name[key][key]=value`
fn deep(name: &str, pairs: &Pairs<'_>, escape: Escape) -> Read {
    let mut root = Vec::new();
    for (key, value) in &pairs.0 {
        let Some(rest) = key.strip_prefix(name).filter(|rest| rest.starts_with('[')) else {
            continue;
        };
        let inside =
            rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or(Problem::Form)?;
        let keys: Vec<&str> = inside.split("][").collect();
        // Nothing bounds the number of brackets but the length of a URL; deeper ones mean nothing.
        if keys.len() > 16 {
            return Err(Problem::Form);
        }
        Text::add_deep(&mut root, &keys, Text::Text(escape.decode(value)?)).ok_or(Problem::Form)?;
    }
    Ok((!root.is_empty()).then_some(Text::Map(root)))
}

/// Reads a value that stands in one text.
fn whole(form: Form, raw: &str, delimiter: &str, escape: Escape) -> Result<Text, Problem> {
    if form.style == Style::Json {
        let text = escape.decode(raw)?;
        return serde_json::from_str(&text).map(Text::Json).map_err(|_| Problem::Json);
    }
    let pieces = raw.split(delimiter);
    match form.shape {
        Shape::Scalar => escape.decode(raw).map(Text::Text),
        Shape::Array if raw.is_empty() => Ok(Text::List(Vec::new())),
        Shape::Object if raw.is_empty() => Ok(Text::Map(Vec::new())),
        Shape::Array => list(pieces, escape),
        Shape::Object if form.explode => {
            let pairs = pieces.map(|pair| pair.split_once('=').ok_or(Problem::Form));
            members(pairs.collect::<Result<Vec<_>, _>>()?.into_iter(), escape)
        }
        Shape::Object => {
            let pieces: Vec<&str> = pieces.collect();
            if pieces.len() % 2 == 1 {
                return Err(Problem::Form);
            }
            members(pieces.chunks_exact(2).map(|pair| (pair[0], pair[1])), escape)
        }
    }
}

fn list<'a>(items: impl Iterator<Item = &'a str>, escape: Escape) -> Result<Text, Problem> {
    items.map(|item| escape.decode(item).map(Text::Text)).collect::<Result<_, _>>().map(Text::List)
}

fn members<'a>(
    pairs: impl Iterator<Item = (&'a str, &'a str)>,
    escape: Escape,
) -> Result<Text, Problem> {
    let mut members = Vec::new();
    for (key, value) in pairs {
        Text::add(&mut members, &escape.decode(key)?, Text::Text(escape.decode(value)?));
    }
    Ok(Text::Map(members))
}
