//! Media types: what a body says it is, and what a caller will take.

use http::HeaderMap;
use http::header::ACCEPT;

/// A media type without its parameters: `application/json`, `image/*`.
#[derive(Clone, Copy, Debug)]
pub struct MediaType<'a> {
    kind: &'a str,
    subtype: &'a str,
}

impl<'a> MediaType<'a> {
    /// Reads a media type, parameters left aside.
    pub fn parse(text: &'a str) -> Option<Self> {
        let essence = text.split(';').next().unwrap_or_default().trim();
        let (kind, subtype) = essence.split_once('/')?;
        let is_token = |text: &str| !text.is_empty() && text.bytes().all(is_token_byte);
        (is_token(kind) && is_token(subtype)).then_some(Self { kind, subtype })
    }

    /// Whether this one, which may be a range (`*/*`, `image/*`), covers the other.
    pub fn covers(self, other: MediaType<'_>) -> bool {
        (self.kind == "*" || self.kind.eq_ignore_ascii_case(other.kind))
            && (self.subtype == "*" || self.subtype.eq_ignore_ascii_case(other.subtype))
    }

    /// `application/json` and any type that ends in `+json`.
    pub fn is_json(self) -> bool {
        let subtype = self.subtype;
        let suffix = subtype.len().checked_sub("+json".len()).and_then(|at| subtype.get(at..));
        subtype.eq_ignore_ascii_case("json")
            || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json"))
    }

    /// `text/plain` and its kin.
    pub(crate) fn is_text(self) -> bool {
        self.kind.eq_ignore_ascii_case("text")
    }

    fn precision(self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }
}

/// RFC 9110 §5.6.2.
fn is_token_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'!' | b'#'..=b'\'' | b'*' | b'+' | b'-' | b'.' | b'^'..=b'`' | b'|' | b'~')
}

/// What a caller takes, by its `Accept` headers.
///
/// RFC 9110 §12.5.1: the most precise range that covers a type gives its weight, and weight 0 refuses it. What of a header
/// cannot be read is left aside; where nothing can, or there is none, everything is taken.
#[derive(Clone, Copy, Debug)]
pub struct Accept<'a>(&'a HeaderMap);

impl<'a> Accept<'a> {
    /// Of the headers of a request.
    pub fn of(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// Whether a media type is taken.
    pub fn takes(self, offer: &str) -> bool {
        self.weight(offer) > 0
    }

    /// The offered media type that is taken most willingly, of equal ones the first.
    pub fn best<'o, O>(self, offers: O) -> Option<&'o str>
    where
        O: IntoIterator<Item = &'o str, IntoIter: Clone>,
    {
        let offers = offers.into_iter();
        if let Some(best) = self.plain(offers.clone()) {
            return Some(best);
        }
        let mut best = (0, None);
        for offer in offers {
            let weight = self.weight(offer);
            if weight > best.0 {
                best = (weight, Some(offer));
            }
        }
        best.1
    }

    /// The best where it is plain to see, as it most often is: nothing is said, or one type that is offered to the letter.
    fn plain<'o>(self, mut offers: impl Iterator<Item = &'o str>) -> Option<&'o str> {
        let mut lines = self.0.get_all(ACCEPT).iter();
        let Some(line) = lines.next() else { return offers.next() };
        if lines.next().is_some() {
            return None;
        }
        if line == "*/*" {
            return offers.next();
        }
        offers.find(|offer| *offer == line)
    }

    /// The weight of an offered type, in thousandths.
    fn weight(self, offer: &str) -> u16 {
        let Some(essence) = MediaType::parse(offer) else { return 1000 };
        let mut best: Option<(u8, u16)> = None;
        let mut is_read = false;
        for element in self.elements() {
            let Some(range) = MediaType::parse(element) else { continue };
            is_read = true;
            // An offered range (`image/*`) is taken wherever the two can meet.
            if !range.covers(essence) && !essence.covers(range) {
                continue;
            }
            let Some(shared) = shared_parameters(element, offer) else { continue };
            let precision = range.precision() + shared;
            if best.is_none_or(|(known, _)| precision > known) {
                best = Some((precision, quality(element)));
            }
        }
        if is_read { best.map_or(0, |(_, quality)| quality) } else { 1000 }
    }

    fn elements(self) -> impl Iterator<Item = &'a str> {
        let lines = self.0.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok());
        lines.flat_map(elements)
    }
}

/// The elements of a list; a comma in quotes is part of one.
fn elements(line: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    line.split(move |char| {
        quoted ^= char == '"';
        char == ',' && !quoted
    })
}

/// How many parameters of a range the offer has as well; `None` where it has one with another value. One that it lacks
/// is left aside: `application/json;charset=utf-8` asks for what `application/json` offers.
fn shared_parameters(range: &str, offer: &str) -> Option<u8> {
    let mut shared = 0;
    for (name, value) in parameters(range).take_while(|(name, _)| !name.eq_ignore_ascii_case("q")) {
        let own = parameters(offer).find(|(known, _)| known.eq_ignore_ascii_case(name));
        match own {
            Some((_, own)) if own.eq_ignore_ascii_case(value) => shared += 1,
            Some(_) => return None,
            None => {}
        }
    }
    Some(shared)
}

fn parameters(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = text.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
}

fn quality(element: &str) -> u16 {
    let value = parameters(element).find(|(name, _)| name.eq_ignore_ascii_case("q"));
    let Some((_, value)) = value else { return 1000 };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    let thousandths =
        digits.fold(0, |sum, digit| sum * 10 + u16::from(digit.saturating_sub(b'0').min(9)));
    if whole == "0" { thousandths } else { 1000 }
}

#[cfg(test)]
mod tests {
    use http::header::ACCEPT;
    use http::{HeaderMap, HeaderValue};

    use super::{Accept, MediaType};

    fn headers(lines: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines.split('|').filter(|line| !line.is_empty()) {
            headers.append(ACCEPT, HeaderValue::from_str(line).expect("a header"));
        }
        headers
    }

    #[test]
    fn weighs_what_is_accepted() {
        let json = "application/json";
        for (accept, offered, expected) in [
            ("", json, true),
            ("*/*", json, true),
            ("application/*", json, true),
            ("Application/JSON", json, true),
            ("application/json;charset=utf-8", json, true),
            ("text/html, application/json;q=0.1", json, true),
            ("text/html | application/json;q=0.1", json, true),
            ("*/*;q=0", json, false),
            ("*/*, application/json;q=0", json, false),
            ("*/*, application/json;q=0.000", json, false),
            ("*/*;q=0, application/json", json, true),
            ("application/problem+json", json, false),
            ("text/plain", json, false),
            ("image/png", "image/*", true),
            ("nothing", json, true),
            ("nothing, text/plain", json, false),
            ("text/plain;note=\"a, application/json\"", json, false),
            ("application/json;version=2", "application/json;version=1", false),
            ("application/json;version=1", "application/json;version=1", true),
            (
                "application/json, application/json;version=1;q=0",
                "application/json;version=1",
                false,
            ),
        ] {
            assert_eq!(Accept::of(&headers(accept)).takes(offered), expected, "{accept}");
        }
    }

    #[test]
    fn chooses_what_is_taken_most_willingly() {
        let offers = ["application/json", "text/csv", "image/*"];
        for (accept, expected) in [
            ("", Some("application/json")),
            ("*/*", Some("application/json")),
            ("text/csv, application/json", Some("application/json")),
            ("text/csv, application/json;q=0.9", Some("text/csv")),
            ("text/*;q=0.5, */*;q=0.1", Some("text/csv")),
            ("image/png", Some("image/*")),
            ("application/json;q=0, */*;q=0.1", Some("text/csv")),
            ("audio/ogg", None),
        ] {
            assert_eq!(Accept::of(&headers(accept)).best(offers), expected, "{accept}");
        }
    }

    #[test]
    fn knows_json() {
        for (text, expected) in [
            ("application/json; charset=utf-8", true),
            ("application/vnd.api+JSON", true),
            ("text/json", true),
            ("application/jsonp", false),
            ("application/é+json", false),
        ] {
            assert_eq!(MediaType::parse(text).is_some_and(MediaType::is_json), expected, "{text}");
        }
    }
}
