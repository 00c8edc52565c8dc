//! Media types: what a body says it is, and what a caller will take.

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
        let is_token = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_graphic() && !b"\"(),/:<=>?@[\\]{}".contains(&byte))
        };
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

    fn precision(self) -> u8 {
        u8::from(self.kind != "*") + u8::from(self.subtype != "*")
    }
}

/// Whether an `Accept` header lets any of the offered types through; a header that cannot be read counts as absent.
///
/// RFC 9110 §12.5.1: the most precise range that covers a type gives its weight, and weight 0 refuses it.
pub fn accepts(accept: &str, offered: &[&str]) -> bool {
    if offered.is_empty() || accept.trim().is_empty() {
        return true;
    }
    let offers = offered.iter().filter_map(|text| MediaType::parse(text));
    offers.into_iter().any(|offer| weight(accept, offer) > 0)
}

/// The weight of one offered type, in thousandths.
fn weight(accept: &str, offer: MediaType<'_>) -> u16 {
    let mut best: Option<(u8, u16)> = None;
    for element in accept.split(',') {
        let Some(range) = MediaType::parse(element) else { continue };
        // An offered range (`image/*`) is taken wherever the two can meet.
        if (range.covers(offer) || offer.covers(range))
            && best.is_none_or(|(precision, _)| range.precision() > precision)
        {
            best = Some((range.precision(), quality(element)));
        }
    }
    best.map_or(0, |(_, quality)| quality)
}

fn quality(element: &str) -> u16 {
    let mut parameters =
        element.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
    let value = parameters
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"))
        .map(|(_, value)| value.trim());
    let Some(value) = value else { return 1000 };
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(3);
    let thousandths =
        digits.fold(0, |sum, digit| sum * 10 + u16::from(digit.saturating_sub(b'0').min(9)));
    if whole == "0" { thousandths } else { 1000 }
}

#[cfg(test)]
mod tests {
    use super::{MediaType, accepts};

    #[test]
    fn weighs_what_is_accepted() {
        let json = &["application/json"][..];
        for (accept, offered, expected) in [
            ("", json, true),
            ("*/*", json, true),
            ("application/*", json, true),
            ("Application/JSON", json, true),
            ("application/json;charset=utf-8", json, true),
            ("text/html, application/json;q=0.1", json, true),
            ("*/*;q=0", json, false),
            ("*/*, application/json;q=0", json, false),
            ("*/*;q=0, application/json", json, true),
            ("application/problem+json", json, false),
            ("text/plain", json, false),
            ("text/plain", &[], true),
            ("image/png", &["image/*"], true),
        ] {
            assert_eq!(accepts(accept, offered), expected, "{accept}");
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
