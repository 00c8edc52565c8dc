//! Values to text, by row of the style table.
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "styles that mean nothing at a place are written as the default"
)]

use serde_json::Value;

use super::{Form, Style};
use crate::operation::percent::{self, Keep};

/// A value as styles see it: one level deep, everything below in JSON.
enum View {
    Scalar(String),
    List(Vec<String>),
    Map(Vec<(String, String)>),
}

fn view(value: &Value, keep: Keep) -> View {
    let text = |value: &Value| {
        let mut out = String::new();
        percent::encode(&scalar(value), keep, &mut out);
        out
    };
    match value {
        Value::Array(items) => View::List(items.iter().map(text).collect()),
        Value::Object(members) => View::Map(
            members.iter().map(|(key, value)| (escaped(key, keep), text(value))).collect(),
        ),
        scalar @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => {
            View::Scalar(text(scalar))
        }
    }
}

fn escaped(text: &str, keep: Keep) -> String {
    let mut out = String::new();
    percent::encode(text, keep, &mut out);
    out
}

/// The text of a scalar; JSON for anything else, which the style table leaves undefined.
pub(crate) fn scalar(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

/// The text that stands for a parameter of the path.
pub(crate) fn path(form: Form, name: &str, value: &Value) -> String {
    let keep = if form.reserved { Keep::Reserved } else { Keep::Unreserved };
    match form.style {
        Style::Json => escaped(&value.to_string(), keep),
        Style::Label => match view(value, keep) {
            View::Scalar(text) => format!(".{text}"),
            View::List(items) if items.is_empty() => String::new(),
            View::Map(members) if members.is_empty() => String::new(),
            view => {
                format!(".{}", joined(view, if form.explode { "." } else { "," }, form.explode))
            }
        },
        Style::Matrix => matrix(form, &escaped(name, keep), view(value, keep)),
        Style::Simple
        | Style::Form
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::DeepObject
        | Style::Cookie => joined(view(value, keep), ",", form.explode),
    }
}

fn matrix(form: Form, name: &str, view: View) -> String {
    let pair = |name: &str, text: &str| {
        if text.is_empty() { format!(";{name}") } else { format!(";{name}={text}") }
    };
    match view {
        View::Scalar(text) => pair(name, &text),
        View::List(items) if form.explode => items.iter().map(|item| pair(name, item)).collect(),
        View::Map(members) if form.explode => {
            members.iter().map(|(key, text)| pair(key, text)).collect()
        }
        View::List(items) if items.is_empty() => String::new(),
        View::Map(members) if members.is_empty() => String::new(),
        view @ (View::List(_) | View::Map(_)) => pair(name, &joined(view, ",", false)),
    }
}

/// Items with a delimiter between; members as `k=v` where exploded, else `k` and `v` in turn.
fn joined(view: View, delimiter: &str, explode: bool) -> String {
    match view {
        View::Scalar(text) => text,
        View::List(items) => items.join(delimiter),
        View::Map(members) => {
            let between = if explode { "=" } else { delimiter };
            members
                .iter()
                .map(|(key, text)| format!("{key}{between}{text}"))
                .collect::<Vec<_>>()
                .join(delimiter)
        }
    }
}

/// The value of a header.
pub(crate) fn header(form: Form, value: Value) -> String {
    match (form.style, value) {
        (Style::Json, value) => value.to_string(),
        // Most headers: nothing is escaped in them.
        (_, Value::String(text)) => text,
        (_, value) => joined(view(&value, Keep::All), ",", form.explode),
    }
}

/// Adds a parameter to a query: `a=1&b=2`.
pub(crate) fn query(form: Form, name: &str, value: &Value, out: &mut String) {
    let keep = if form.reserved { Keep::Reserved } else { Keep::Unreserved };
    pairs(form, name, value, keep, &mut |key, text| {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(key);
        out.push('=');
        out.push_str(text);
    });
}

/// Adds a parameter to a `Cookie` header: `a=1; b=2`.
pub(crate) fn cookie(form: Form, name: &str, value: &Value, out: &mut String) {
    let keep = if form.style == Style::Cookie { Keep::All } else { Keep::Unreserved };
    pairs(form, name, value, keep, &mut |key, text| {
        if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(key);
        out.push('=');
        out.push_str(text);
    });
}

/// Names and values of which nothing is percent-encoded, not even what delimits them.
pub(crate) fn plain_pairs(form: Form, name: &str, value: &Value, add: &mut dyn FnMut(&str, &str)) {
    pairs(form, name, value, Keep::All, &mut |key, text| {
        let text = match form.style {
            Style::SpaceDelimited => text.replace("%20", " "),
            Style::PipeDelimited => text.replace("%7C", "|"),
            _ => text.to_owned(),
        };
        add(&key.replace("%5B", "[").replace("%5D", "]"), &text);
    });
}

/// Names and values of the styles that have both.
fn pairs(form: Form, name: &str, value: &Value, keep: Keep, add: &mut dyn FnMut(&str, &str)) {
    let plain = name;
    let name = &escaped(plain, if keep == Keep::All { keep } else { Keep::Unreserved });
    match form.style {
        Style::Json => add(name, &escaped(&value.to_string(), keep)),
        Style::DeepObject => deep(name, value, keep, add),
        Style::SpaceDelimited if !form.explode => {
            add(name, &joined(view(value, keep), "%20", false));
        }
        Style::PipeDelimited if !form.explode => {
            add(name, &joined(view(value, keep), "%7C", false));
        }
        Style::Form
        | Style::Cookie
        | Style::SpaceDelimited
        | Style::PipeDelimited
        | Style::Simple
        | Style::Label
        | Style::Matrix => match view(value, keep) {
            View::Scalar(text) => add(name, &text),
            View::List(items) if form.explode => {
                for item in &items {
                    add(name, item);
                }
            }
            View::Map(members) if form.explode => {
                for (key, text) in &members {
                    add(key, text);
                }
            }
            view @ (View::List(_) | View::Map(_)) => add(name, &joined(view, ",", false)),
        },
    }
}

/// `name[key]=value`, and further brackets for what is nested; items repeat their name.
fn deep(name: &str, value: &Value, keep: Keep, add: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                deep(&format!("{name}%5B{}%5D", escaped(key, Keep::Unreserved)), value, keep, add);
            }
        }
        Value::Array(items) => {
            for item in items {
                add(name, &escaped(&scalar(item), keep));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            add(name, &escaped(&scalar(value), keep));
        }
    }
}
