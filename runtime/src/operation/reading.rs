//! Requests and answers to values: what the wire tables read from.

use std::cell::OnceCell;
use std::fmt;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::codec::{self, Codec, Forms, Source};
use super::stream::Payload;
use super::{MediaType, OperationMeta, Place, ReplyMeta, percent};
use crate::check::{Check, Class, Location, Violations};
use crate::param::{self, Form, Pairs, Problem, Text};
use crate::wire::Wire;

/// A request that can be read; `wire_operation!` implements it.
pub trait ReadRequest: Sized {
    /// Reads every parameter and the body; `None` where any is wrong, and why stands in what was read from.
    fn read(from: &mut Reading<'_>) -> Option<Self>;

    /// Whether a body of a media type is handed on as it comes.
    fn streams(media_type: &str) -> bool;
}

/// An answer that can be read; `wire_operation!` implements it.
pub trait ReadReply: Sized {
    /// What the document declares of it, in the order of its variants.
    const META: &'static [ReplyMeta];

    /// Reads an answer of a status it knows; `None` for any other.
    fn read(from: &Raw) -> Result<Option<Self>, Undecodable>;

    /// Whether a body of a status and media type is handed on as it comes; `None` for a status it does not know.
    fn streams(status: u16, media_type: &str) -> Option<bool> {
        let declared = Self::META.iter().find(|declared| declared.status.covers(status))?;
        Some(declared.streams.iter().any(|streams| streams(media_type)))
    }
}

/// A body of one of several media types; `wire_body!` implements it.
pub trait ReadBody: Sized {
    /// Reads a body by its media type; `None` where there is none, and why is noted.
    fn read(from: &Source<'_>, found: &mut Violations) -> Option<Self>;

    /// Whether a body of a media type is handed on as it comes.
    fn streams(media_type: &str) -> bool;

    /// Some value, to stand where one could not be read.
    fn stand_in() -> Option<Self>;
}

/// An answer as it came.
#[derive(Clone)]
#[non_exhaustive]
pub struct Raw {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; empty where it is a stream, which the reply has.
    pub body: Bytes,
    /// The id that the server gave the request, from whatever header the client looks in.
    pub(crate) id: Option<HeaderValue>,
    pub(crate) stream: Option<Payload>,
    /// Whether the values of the body are checked as they are read.
    pub(crate) judged: bool,
}

/// Neither values of headers nor the body are shown: both may hold secrets.
impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Raw")
            .field("status", &self.status)
            .field("headers", &HeaderNames(&self.headers))
            .field("body", &self.body.len())
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// The names of headers, for `Debug`: their values may be secrets.
pub(crate) struct HeaderNames<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for HeaderNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys().map(http::HeaderName::as_str)).finish()
    }
}

/// What of an answer did not decode.
#[derive(Clone, Debug)]
pub struct Undecodable(pub Violations);

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer does not decode")
    }
}

impl Raw {
    /// The id that the server gave the request: its `X-Request-ID`, or the header that the client was told of.
    pub fn request_id(&self) -> Option<&str> {
        self.id.as_ref()?.to_str().ok()
    }

    /// The media type; empty where there is none.
    pub fn media_type(&self) -> &str {
        self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Reads a body of a declared media type. One that says it is of another is not taken for it, whatever its bytes.
    pub fn body<C: Codec<T>, T>(
        &self,
        declared: &'static str,
        forms: Forms<'_>,
    ) -> Result<T, Undecodable> {
        let mut found = Violations::default();
        let said = self.media_type();
        if !said.is_empty() && !declared.is_empty() && !fits(declared, said) {
            found.report(Class::Malformed, "content", format!("the media type {declared}"));
            return Err(Undecodable(found));
        }
        let whole = || Payload::Whole(self.body.clone());
        let payload = self.stream.clone().unwrap_or_else(whole);
        let source = Source { media_type: said, payload, checked: false, judged: self.judged };
        match C::read(&source, forms, &mut found) {
            Some(value) if found.is_empty() => Ok(value),
            Some(_) | None => Err(Undecodable(found)),
        }
    }

    /// Reads a body as the answer that has it.
    pub fn answer<C: Codec<T>, T, A>(
        &self,
        declared: &'static str,
        forms: Forms<'_>,
        variant: fn(T) -> A,
    ) -> Result<Option<A>, Undecodable> {
        self.body::<C, T>(declared, forms).map(|body| Some(variant(body)))
    }

    /// Reads a header that must be there.
    pub fn required<T: Wire + Check>(
        &self,
        name: &'static str,
        form: Form,
    ) -> Result<T, Undecodable> {
        let mut found = Violations::default();
        let value = self.optional(name, form)?;
        value.ok_or_else(|| {
            missing(&mut found, form.place, name);
            Undecodable(found)
        })
    }

    /// Reads a header that may be there.
    pub fn optional<T: Wire + Check>(
        &self,
        name: &'static str,
        form: Form,
    ) -> Result<Option<T>, Undecodable> {
        let mut found = Violations::default();
        let text = header_text(&self.headers, name, form);
        typed(&mut found, form.place, name, text).ok_or(Undecodable(found))
    }
}

/// A request while it is read. Everything wrong with it is noted, something stands in for it, and reading goes on.
#[derive(Debug)]
pub struct Reading<'a> {
    meta: &'static OperationMeta,
    headers: &'a HeaderMap,
    raw_query: &'a str,
    path: &'a [(&'static str, String)],
    query: OnceCell<Pairs<'a>>,
    cookies: OnceCell<Pairs<'a>>,
    body: Payload,
    names: &'a [(&'static str, &'static str)],
    found: Violations,
    /// The parts that something stands in for.
    stand_ins: Vec<(Location, &'static str)>,
}

impl<'a> Reading<'a> {
    #[cfg(feature = "server")]
    pub(crate) fn new(
        meta: &'static OperationMeta,
        head: &'a http::request::Parts,
        path: &'a [(&'static str, String)],
        body: Payload,
        most_violations: usize,
    ) -> Self {
        Self {
            meta,
            headers: &head.headers,
            raw_query: head.uri.query().unwrap_or_default(),
            path,
            query: OnceCell::new(),
            cookies: OnceCell::new(),
            body,
            names: &[],
            found: Violations::with_cap(most_violations),
            stand_ins: Vec::new(),
        }
    }

    /// Reads and checks the whole request; else everything that is wrong with it.
    #[cfg(feature = "server")]
    pub(crate) fn read<T: ReadRequest + Check>(mut self) -> Result<T, Violations> {
        let Some(request) = T::read(&mut self) else { return Err(self.found) };
        let mut more = self.found.of_the_same();
        request.check(&mut more);
        let Self { mut found, stand_ins, .. } = self;
        found.absorb(more, |violation| {
            let is_part =
                |part: &(Location, &str)| part.0 == violation.location && part.1 == violation.name;
            !stand_ins.iter().any(is_part)
        });
        if found.is_empty() { Ok(request) } else { Err(found) }
    }

    /// Says which parameters there are, by place and name: exploded objects take every other name.
    pub fn parameters(&mut self, names: &'a [(&'static str, &'static str)]) {
        self.names = names;
    }

    /// Reads a parameter that must be there.
    pub fn required<T: Wire + Check>(&mut self, name: &'static str, form: Form) -> Option<T> {
        let text = self.text(name, form);
        match typed(&mut self.found, form.place, name, text) {
            Some(Some(value)) => return Some(value),
            Some(None) => missing(&mut self.found, form.place, name),
            None => {}
        }
        self.stand_ins.push((form.place.location(), name));
        codec::stand_in()
    }

    /// Reads a parameter that may be there.
    pub fn optional<T: Wire + Check>(
        &mut self,
        name: &'static str,
        form: Form,
    ) -> Option<Option<T>> {
        let text = self.text(name, form);
        let value = typed(&mut self.found, form.place, name, text);
        Some(value.unwrap_or_else(|| {
            self.stand_ins.push((form.place.location(), name));
            None
        }))
    }

    fn text(&self, name: &str, form: Form) -> Result<Option<Text>, Problem> {
        match form.place {
            Place::Path => match self.path.iter().find(|(known, _)| *known == name) {
                Some((_, raw)) => param::path_param(form, name, raw),
                None => Ok(None),
            },
            Place::Query => {
                let pairs = self.query.get_or_init(|| Pairs::query(self.raw_query));
                param::query_param(form, name, pairs, &self.others(form.place, name))
            }
            Place::Cookie => {
                let lines =
                    self.headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
                let pairs = self.cookies.get_or_init(|| Pairs::cookies(lines));
                param::cookie_param(form, name, pairs, &self.others(form.place, name))
            }
            Place::Header => header_text(self.headers, name, form),
        }
    }

    fn others(&self, place: Place, name: &str) -> Vec<&'static str> {
        let others =
            self.names.iter().filter(|(at, other)| *at == place.as_str() && *other != name);
        others.map(|(_, other)| *other).collect()
    }

    /// Reads the whole query, which must be there.
    pub fn query_string<C: Codec<T>, T>(&mut self) -> Option<T> {
        if self.raw_query.is_empty() {
            missing(&mut self.found, Place::Query, "");
            self.stand_ins.push((Location::Query, ""));
            return C::stand_in();
        }
        self.optional_query_string::<C, T>().flatten()
    }

    /// Reads the whole query, which may be empty.
    pub fn optional_query_string<C: Codec<T>, T>(&mut self) -> Option<Option<T>> {
        if self.raw_query.is_empty() {
            return Some(None);
        }
        let raw = self.raw_query;
        let text = if C::ENCODED { Some(raw.into()) } else { percent::decode(raw, false) };
        let value = self.found.within(Location::Query, "", |found| {
            let Some(text) = text else {
                found.report(Class::Malformed, "style", Problem::Escape.expected());
                return None;
            };
            let payload = Payload::Whole(Bytes::copy_from_slice(text.as_bytes()));
            let source = Source { media_type: "", payload, checked: true, judged: false };
            C::read(&source, &[], found)
        });
        if value.is_none() {
            self.stand_ins.push((Location::Query, ""));
            return C::stand_in().map(Some);
        }
        Some(value)
    }

    /// The media type of the body; where a request says none, the one the operation declares.
    pub fn media_type(&self) -> &'a str {
        let said = self.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        said.or_else(|| self.meta.consumes.first().copied()).unwrap_or_default()
    }

    /// Reads a body that must be there.
    pub fn body<C: Codec<T>, T>(&mut self, forms: Forms<'_>) -> Option<T> {
        let value = if self.body.is_empty() && !self.headers.contains_key(CONTENT_TYPE) {
            self.found.report(Class::Missing, "required", "required");
            None
        } else {
            let payload = self.body.clone();
            let source =
                Source { media_type: self.media_type(), payload, checked: true, judged: false };
            C::read(&source, forms, &mut self.found)
        };
        value.or_else(|| {
            self.stand_ins.push((Location::Body, ""));
            C::stand_in()
        })
    }

    /// Reads a body that may be there.
    pub fn optional_body<C: Codec<T>, T>(&mut self, forms: Forms<'_>) -> Option<Option<T>> {
        if self.body.is_empty() {
            return Some(None);
        }
        self.body::<C, T>(forms).map(Some)
    }
}

fn header_text(headers: &HeaderMap, name: &str, form: Form) -> Result<Option<Text>, Problem> {
    let mut lines = headers
        .get_all(name)
        .iter()
        .map(|line| std::str::from_utf8(line.as_bytes()).map_err(|_| Problem::Escape));
    let Some(first) = lines.next().transpose()? else { return Ok(None) };
    let Some(second) = lines.next().transpose()? else {
        return param::header_param(form, &[first]);
    };
    let all: Result<Vec<&str>, Problem> =
        [Ok(first), Ok(second)].into_iter().chain(lines).collect();
    param::header_param(form, &all?)
}

fn missing(found: &mut Violations, place: Place, name: &str) {
    found.within(place.location(), name, |found| {
        found.report(Class::Missing, "required", "required");
    });
}

/// Reads the type of a parameter; `None` where it is wrong, and why is noted.
#[allow(clippy::option_option, reason = "wrong, absent and given are three things")]
fn typed<T: Wire + Check>(
    found: &mut Violations,
    place: Place,
    name: &str,
    text: Result<Option<Text>, Problem>,
) -> Option<Option<T>> {
    found.within(place.location(), name, |found| match text {
        Ok(None) => Some(None),
        Ok(Some(text)) => codec::read_tree(text, found).map(Some),
        Err(problem) => {
            found.report(Class::Malformed, "style", problem.expected());
            None
        }
    })
}

/// Whether a body of a media type is read by the entry of a `wire_body!` table that declares another.
pub fn is_media_type(declared: &str, said: &str) -> bool {
    if declared == said {
        return true;
    }
    match (MediaType::parse(declared), MediaType::parse(said)) {
        (Some(declared), Some(said)) => declared.covers(said),
        _ => false,
    }
}

/// Whether an answer may be read as what was declared: as said, JSON where JSON was declared, and what nothing is said of
/// but that it is bytes.
fn fits(declared: &str, said: &str) -> bool {
    if declared == said {
        return true;
    }
    let both = MediaType::parse(declared).zip(MediaType::parse(said));
    both.is_none_or(|(declared, said)| {
        declared.covers(said)
            || declared.is_json() && said.is_json()
            || MediaType::parse("application/octet-stream").is_some_and(|bytes| bytes.covers(said))
    })
}

/// What is no body is not handed on as it comes.
pub fn never(_: &str) -> bool {
    false
}

/// Notes that no entry of a `wire_body!` table declares the media type of a body.
pub fn unknown_media_type<T>(found: &mut Violations) -> Option<T> {
    found.report(Class::Malformed, "content", "a declared media type");
    None
}
