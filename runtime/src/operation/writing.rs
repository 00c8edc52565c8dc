//! Values to requests and answers: what the wire tables write to.
#![allow(clippy::wildcard_enum_match_arm, reason = "an array is the one exception")]

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde_json::Value;

use super::codec::{Codec, Forms};
use super::percent::{self, Keep};
use super::stream::Payload;
use super::{BoxError, Place, Written};
use crate::param::{self, Form};
use crate::wire::{self, Wire};

/// A request that can be written; `wire_operation!` implements it.
pub trait WriteRequest {
    /// Writes every parameter and the body; what cannot be written is noted.
    fn put(&self, to: &mut Parts);

    /// Writes every parameter and the body.
    fn write(&self, to: &mut Parts) -> Result<(), Unwritable> {
        self.put(to);
        to.fault.take().map_or(Ok(()), Err)
    }
}

/// An answer that can be written; `wire_operation!` implements it.
pub trait WriteReply {
    /// Writes status, headers and body; what cannot be written is noted.
    fn put(&self, to: &mut Head);

    /// Writes status, headers and body.
    fn write(&self, to: &mut Head) -> Result<(), Unwritable> {
        self.put(to);
        to.fault.take().map_or(Ok(()), Err)
    }
}

/// A body of one of several media types; `wire_body!` implements it.
pub trait WriteBody {
    /// The media types it may have.
    const MEDIA_TYPES: &'static [&'static str];

    /// The body, and its media type.
    fn write(&self) -> Result<Written, Unwritable>;
}

/// A value that cannot stand where it should: a header with a line break, an object where text is needed.
#[derive(Clone, Debug)]
pub struct Unwritable {
    place: String,
    source: Arc<dyn std::error::Error + Send + Sync>,
}

impl Unwritable {
    /// Of a place, and why.
    pub fn new(place: impl Into<String>, source: impl Into<BoxError>) -> Self {
        Self { place: place.into(), source: Arc::from(source.into()) }
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot be written", self.place)
    }
}

impl std::error::Error for Unwritable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

/// A request while it is written.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    pub(crate) path: Vec<(&'static str, String)>,
    pub(crate) query: String,
    pub(crate) cookies: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Payload>,
    /// The first thing that could not be written.
    fault: Option<Unwritable>,
}

impl Parts {
    /// Writes a parameter.
    pub fn put<T: Wire>(&mut self, name: &'static str, form: Form, value: &T) {
        let done = self.put_tree(name, form, wire::to_value(value));
        note(&mut self.fault, done);
    }

    /// Writes a parameter that may be absent.
    pub fn put_given<T: Wire>(&mut self, name: &'static str, form: Form, value: &T) {
        if !value.is_absent() {
            self.put(name, form, value);
        }
    }

    fn put_tree(&mut self, name: &'static str, form: Form, tree: Value) -> Result<(), Unwritable> {
        let unwritable =
            |error| Unwritable::new(format!("{} `{name}`", form.place.as_str()), error);
        match form.place {
            Place::Path => {
                let text = param::path(form, name, &tree);
                // An empty segment would be another path, and a dot segment would be taken out on the way.
                if text.is_empty() || text == "." || text == ".." {
                    return Err(unwritable("the path would lose its place".into()));
                }
                self.path.push((name, text));
            }
            Place::Query => param::query(form, name, &tree, &mut self.query),
            Place::Cookie => param::cookie(form, name, &tree, &mut self.cookies),
            Place::Header => {
                let value = header_value(param::header(form, tree)).map_err(unwritable)?;
                self.headers.append(header_name(name).map_err(unwritable)?, value);
            }
        }
        Ok(())
    }

    /// Writes the whole query, which may be percent-encoded already.
    pub fn put_query_string<C: Codec<T>, T>(&mut self, value: &T) {
        let Some(written) = note(&mut self.fault, C::write(value, &[])) else { return };
        let bytes = written.payload.whole().map_or(&[][..], Bytes::as_ref);
        let keep = if C::ENCODED { Keep::All } else { Keep::Unreserved };
        self.query.clear();
        percent::encode(&String::from_utf8_lossy(bytes), keep, &mut self.query);
    }

    /// Writes the body.
    pub fn put_body<C: Codec<T>, T>(
        &mut self,
        media_type: &'static str,
        value: &T,
        forms: Forms<'_>,
    ) {
        let written = body::<C, T>(media_type, value, forms);
        if let Some((content_type, payload)) = note(&mut self.fault, written) {
            self.headers.insert(CONTENT_TYPE, content_type);
            self.body = Some(payload);
        }
    }

    /// Writes a body that may be absent.
    pub fn put_given_body<C: Codec<T>, T>(
        &mut self,
        media_type: &'static str,
        value: &Option<T>,
        forms: Forms<'_>,
    ) {
        if let Some(value) = value {
            self.put_body::<C, T>(media_type, value, forms);
        }
    }
}

/// An answer while it is written.
#[derive(Debug, Default)]
pub struct Head {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Payload,
    /// The first thing that could not be written.
    fault: Option<Unwritable>,
}

impl Head {
    /// Sets the status.
    pub fn put_status(&mut self, status: StatusCode) {
        self.status = status;
    }

    /// Sets the status of a declared code.
    pub fn put_code(&mut self, code: u16) {
        self.status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    }

    /// Writes a header.
    pub fn put<T: Wire>(&mut self, name: &'static str, form: Form, value: &T) {
        let done = self.put_tree(name, form, wire::to_value(value));
        note(&mut self.fault, done);
    }

    /// Writes a header that may be absent.
    pub fn put_given<T: Wire>(&mut self, name: &'static str, form: Form, value: &T) {
        if !value.is_absent() {
            self.put(name, form, value);
        }
    }

    fn put_tree(&mut self, name: &'static str, form: Form, tree: Value) -> Result<(), Unwritable> {
        let unwritable = |error| Unwritable::new(format!("header `{name}`"), error);
        // A list of cookies is a list of headers: RFC 6265 §3 forbids to join them.
        let lines = match tree {
            Value::Array(items) if name.eq_ignore_ascii_case("set-cookie") => items,
            tree => vec![tree],
        };
        for line in lines {
            let value = header_value(param::header(form, line)).map_err(unwritable)?;
            self.headers.append(header_name(name).map_err(unwritable)?, value);
        }
        Ok(())
    }

    /// Writes the body.
    pub fn put_body<C: Codec<T>, T>(
        &mut self,
        media_type: &'static str,
        value: &T,
        forms: Forms<'_>,
    ) {
        let written = body::<C, T>(media_type, value, forms);
        if let Some((content_type, payload)) = note(&mut self.fault, written) {
            self.headers.entry(CONTENT_TYPE).or_insert(content_type);
            self.body = payload;
        }
    }
}

/// Keeps the first thing that could not be written: the code of each operation need not look at every step.
fn note<T>(fault: &mut Option<Unwritable>, outcome: Result<T, Unwritable>) -> Option<T> {
    match outcome {
        Ok(value) => Some(value),
        Err(new) => {
            fault.get_or_insert(new);
            None
        }
    }
}

/// A body, and what its `Content-Type` says.
fn body<C: Codec<T>, T>(
    media_type: &'static str,
    value: &T,
    forms: Forms<'_>,
) -> Result<(HeaderValue, Payload), Unwritable> {
    let written = C::write(value, forms)?;
    Ok((content_type(media_type, &written), written.payload))
}

/// Writes a body of one of several media types.
pub fn write_as<C: Codec<T>, T>(
    media_type: &'static str,
    value: &T,
    forms: Forms<'_>,
) -> Result<Written, Unwritable> {
    Ok(C::write(value, forms)?.of(media_type))
}

/// A range (`image/*`) says nothing of what these bytes are.
fn content_type(media_type: &'static str, written: &Written) -> HeaderValue {
    let media_type = written.chosen.unwrap_or(media_type);
    let own = written.media_type.as_deref().and_then(|own| HeaderValue::from_str(own).ok());
    if let Some(own) = own {
        return own;
    }
    if let Some(boundary) = &written.boundary {
        let essence = media_type.split(';').next().unwrap_or_default();
        let essence = if essence.contains('*') { "multipart/form-data" } else { essence };
        let with = HeaderValue::try_from(format!("{essence}; boundary={boundary}"));
        return with.unwrap_or(HeaderValue::from_static("multipart/form-data"));
    }
    let media_type = if media_type.contains('*') { "application/octet-stream" } else { media_type };
    HeaderValue::from_maybe_shared(Bytes::from_static(media_type.as_bytes()))
        .unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

fn header_name(name: &str) -> Result<HeaderName, BoxError> {
    HeaderName::try_from(name).map_err(Into::into)
}

fn header_value(text: String) -> Result<HeaderValue, BoxError> {
    HeaderValue::try_from(text).map_err(Into::into)
}
