//! From page to page: nothing here knows what the pages hold.

use std::collections::BTreeSet;
use std::sync::Arc;

use http::{HeaderName, HeaderValue};
use serde_json::value::RawValue;

use super::super::core::{Core, Destination, Streams};
use super::super::error::Outcome;
use super::super::target;
use super::paging::{Paging, Spot, Step};
use super::{Astray, link};
use crate::operation::{BoxFuture, OperationMeta, Parts, Place, Raw, SchemeKind, percent};

/// A request whose answers are pages, and what is known of those that came.
pub(super) struct Walk {
    core: Core,
    meta: &'static OperationMeta,
    paging: &'static Paging,
    /// Of the page that is due.
    parts: Parts,
    /// The pages that have come.
    taken: usize,
    pub(super) most: usize,
    /// Cursors and addresses that were asked for.
    seen: BTreeSet<String>,
}

impl Walk {
    pub(super) fn new(
        core: &Core,
        meta: &'static OperationMeta,
        paging: &'static Paging,
        parts: Parts,
    ) -> Self {
        let seen = BTreeSet::new();
        let mut walk =
            Self { core: core.clone(), meta, paging, parts, taken: 0, most: paging.most, seen };
        let asked = match paging.step {
            Step::Cursor { parameter, .. } => walk.given(parameter),
            Step::Link { .. } => Some(walk.address()),
            Step::Offset { .. } | Step::Page { .. } => None,
        };
        walk.seen.extend(asked);
        walk
    }

    /// Asks for the page that is due.
    pub(super) fn call(self) -> BoxFuture<'static, (Self, Outcome)> {
        let whole: Streams = |_, _| false;
        Box::pin(async move {
            let write = |parts: &mut Parts| {
                parts.clone_from(&self.parts);
                Ok(())
            };
            let answer = self.core.send(self.meta, &write, whole).await;
            (self, answer)
        })
    }

    /// Turns to the page behind an answer; false where there is none.
    pub(super) fn turn(&mut self, answer: &Raw) -> Result<bool, Astray> {
        self.taken += 1;
        let more = self.paging.more.map(|spot| truth(answer, spot)).transpose()?.flatten();
        if more == Some(false) {
            return Ok(false);
        }
        let turned = match self.paging.step {
            Step::Cursor { parameter, next } => match text(answer, next)? {
                Some(cursor) => {
                    self.remember(&cursor)?;
                    self.put(parameter, &cursor)?;
                    true
                }
                None => false,
            },
            Step::Offset { parameter, first } => {
                let count = self.count(answer)?;
                count > 0 && self.advance(parameter, first, count, answer)?
            }
            Step::Page { parameter, first } => {
                self.count(answer)? > 0 && self.advance(parameter, first, 1, answer)?
            }
            Step::Link { next } => match address(answer, next)? {
                Some(address) => {
                    self.follow(&address)?;
                    true
                }
                None => false,
            },
        };
        let counts = matches!(self.paging.step, Step::Offset { .. } | Step::Page { .. });
        // Without a word of where they are, pages that there are said to be would be lost.
        if !turned && more == Some(true) && !counts {
            return Err(Astray::Unreadable);
        }
        if turned && self.taken >= self.most { Err(Astray::TooMany(self.most)) } else { Ok(turned) }
    }

    /// Counts on, unless that leads beyond the total.
    fn advance(
        &mut self,
        parameter: &'static str,
        first: i64,
        by: i64,
        answer: &Raw,
    ) -> Result<bool, Astray> {
        let current = match self.given(parameter) {
            Some(given) => given.parse().map_err(|_| Astray::Unreadable)?,
            None => first,
        };
        let next = i64::checked_add(current, by).ok_or(Astray::Unreadable)?;
        let total = self.paging.total.map(|spot| number(answer, spot)).transpose()?.flatten();
        if total.is_some_and(|total| next.saturating_sub(first) >= total) {
            return Ok(false);
        }
        self.put(parameter, &next.to_string())?;
        Ok(true)
    }

    /// How many items an answer holds.
    fn count(&self, answer: &Raw) -> Result<i64, Astray> {
        let Some(list) = at(&answer.body, self.paging.items) else { return Ok(0) };
        if list.get() == "null" {
            return Ok(0);
        }
        let items: Vec<&RawValue> =
            serde_json::from_str(list.get()).map_err(|_| Astray::Unreadable)?;
        i64::try_from(items.len()).map_err(|_| Astray::Unreadable)
    }

    /// Goes to an address, with what the headers of the request say, and not elsewhere: it would tell others our
    /// credentials.
    fn follow(&mut self, address: &str) -> Result<(), Astray> {
        let here = self.address();
        let mut there = link::resolve(&here, address);
        let origin = link::origin(&there);
        if origin.is_none() || origin != link::origin(&here) {
            return Err(Astray::OtherOrigin(origin.unwrap_or_default()));
        }
        for need in self.meta.security.iter().copied().flatten() {
            if let SchemeKind::ApiKey(Place::Query, name) = need.kind {
                there = link::without(&there, name);
            }
        }
        self.remember(&there)?;
        self.parts.query.clear();
        self.core = self.core.to(Destination::Address(Arc::from(there)));
        Ok(())
    }

    /// The URL of the page that is due.
    fn address(&self) -> String {
        self.core.target(self.meta, &self.parts)
    }

    /// What asked for one page must not ask for another.
    fn remember(&mut self, asked: &str) -> Result<(), Astray> {
        let is_new = self.seen.insert(asked.to_owned());
        is_new.then_some(()).ok_or(Astray::Repeated)
    }

    /// What the request says in a parameter.
    fn given(&self, parameter: &'static str) -> Option<String> {
        if self.paging.place == Place::Header {
            let value = self.parts.headers.get(parameter)?;
            return value.to_str().ok().map(str::to_owned);
        }
        let (_, pair) = link::pairs(&self.parts.query).find(|(name, _)| name == parameter)?;
        let (_, value) = pair.split_once('=')?;
        Some(percent::decode(value, true)?.into_owned())
    }

    /// Says something else in a parameter.
    fn put(&mut self, parameter: &'static str, value: &str) -> Result<(), Astray> {
        if self.paging.place == Place::Header {
            let name: HeaderName = parameter.parse().map_err(|_| Astray::Unreadable)?;
            let value = HeaderValue::from_str(value).map_err(|_| Astray::Unreadable)?;
            self.parts.headers.insert(name, value);
            return Ok(());
        }
        let others = link::pairs(&self.parts.query).filter(|(name, _)| name != parameter);
        let mut query = others.map(|(_, pair)| pair).collect::<Vec<_>>().join("&");
        target::put_pair(&mut query, parameter, value);
        self.parts.query = query;
        Ok(())
    }
}

/// The text or number at a spot; `None` where there is none, or it is null or empty.
fn text(answer: &Raw, spot: Spot) -> Result<Option<String>, Astray> {
    let text = match spot {
        Spot::Header(name) => {
            let value = answer.headers.get(name).map(HeaderValue::to_str).transpose();
            value.map_err(|_| Astray::Unreadable)?.map(str::to_owned)
        }
        Spot::Body(pointer) => match at(&answer.body, pointer).map(RawValue::get) {
            None | Some("null") => None,
            Some(json) if json.starts_with('"') => serde_json::from_str(json).ok(),
            Some(json) if json.starts_with(['{', '[']) => return Err(Astray::Unreadable),
            Some(json) => Some(json.to_owned()),
        },
    };
    Ok(text.filter(|text| !text.is_empty()))
}

fn number(answer: &Raw, spot: Spot) -> Result<Option<i64>, Astray> {
    let number = text(answer, spot)?.map(|text| text.trim().parse());
    number.transpose().map_err(|_| Astray::Unreadable)
}

fn truth(answer: &Raw, spot: Spot) -> Result<Option<bool>, Astray> {
    match text(answer, spot)?.as_deref() {
        None => Ok(None),
        Some("true") => Ok(Some(true)),
        Some("false") => Ok(Some(false)),
        Some(_) => Err(Astray::Unreadable),
    }
}

/// The address of the next page.
fn address(answer: &Raw, spot: Spot) -> Result<Option<String>, Astray> {
    match spot {
        Spot::Header(name) if name.eq_ignore_ascii_case("link") => {
            Ok(link::next(&answer.headers, name).map(str::to_owned))
        }
        Spot::Header(_) | Spot::Body(_) => text(answer, spot),
    }
}

/// What a JSON pointer leads to, found without reading what stands beside the way.
fn at<'a>(body: &'a [u8], pointer: &str) -> Option<&'a RawValue> {
    let whole: &RawValue = serde_json::from_slice(body).ok()?;
    pointer.split('/').skip(1).try_fold(whole, |value, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        let text = value.get();
        if text.starts_with('[') {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            return if token == "last" { items.last().copied() } else { None };
        }
        let members: std::collections::BTreeMap<String, &RawValue> =
            serde_json::from_str(text).ok()?;
        members.get(&token).copied()
    })
}

#[cfg(test)]
mod tests {
    use super::at;

    #[test]
    fn pointers_lead_through_objects_and_to_the_last_of_lists() {
        let body = br#" {"a/b": {"~": [ {"id": 1}, {"id": "x"} ]}, "n": null, "e": []} "#;
        for (pointer, expected) in [
            ("/a~1b/~0/last/id", Some("\"x\"")),
            ("/n", Some("null")),
            ("/e/last", None),
            ("/a~1b/~0/0", None),
            ("/n/id", None),
            ("/none", None),
        ] {
            let found = at(body, pointer).map(serde_json::value::RawValue::get);
            assert_eq!(found, expected, "{pointer}");
        }
        assert_eq!(at(b"[1]", "").map(serde_json::value::RawValue::get), Some("[1]"));
        assert!(at(b"no JSON", "").is_none());
    }
}
