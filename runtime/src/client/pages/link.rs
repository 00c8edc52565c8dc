//! Addresses that answers name: the header `Link`, references seen from a URL, and origins.

use std::borrow::Cow;

use http::{HeaderMap, Uri};

use super::super::target;
use crate::operation::percent;

/// The target of the link whose relation is `next`: RFC 8288 §3.
pub(super) fn next<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(name).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| pieces(line, b',')).find_map(|link| {
        let (target, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
        let mut relation = None;
        for parameter in pieces(parameters, b';') {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                // It is about something else than the answer it came with.
                "anchor" => return None,
                // §3.3: of several, the first counts.
                "rel" => relation = relation.or(Some(value)),
                _ => {}
            }
        }
        let mut relations = relation?.split_ascii_whitespace();
        relations.any(|relation| relation.eq_ignore_ascii_case("next")).then(|| target.trim())
    })
}

/// The pieces between separators that stand neither in quotes nor in angle brackets.
fn pieces(text: &str, separator: u8) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (mut quoted, mut bracketed, mut escaped) = (false, false, false);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if std::mem::take(&mut escaped) => {}
                b'\\' if quoted => escaped = true,
                b'"' if !bracketed => quoted = !quoted,
                b'<' if !quoted => bracketed = true,
                b'>' if !quoted => bracketed = false,
                byte if byte == separator && !quoted && !bracketed => {
                    rest = Some(&text[at + 1..]);
                    return Some(&text[..at]);
                }
                _ => {}
            }
        }
        rest = None;
        Some(text)
    })
}

/// A reference, seen from the URL of the request that it answers: RFC 3986 §5.2. What stands behind `#` is never sent.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    let reference = before(reference, '#');
    let has_scheme = reference.split(['/', '?']).next().is_some_and(|first| first.contains(':'));
    if has_scheme {
        return reference.to_owned();
    }
    let base = before(base, '#');
    let path = before(reference, '?');
    if path.is_empty() {
        let base = if reference.is_empty() { base } else { before(base, '?') };
        return format!("{base}{reference}");
    }
    let mut resolved = target::resolve(before(base, '?'), path).into_owned();
    resolved.push_str(&reference[path.len()..]);
    resolved
}

fn before(text: &str, end: char) -> &str {
    text.split(end).next().unwrap_or_default()
}

/// Scheme, host and port of a URL; `None` where it has none, or names a user.
pub(super) fn origin(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
    let scheme = uri.scheme_str()?;
    let port = match (authority.port_u16(), scheme) {
        (Some(port), _) => port,
        (None, "http") => 80,
        (None, "https") => 443,
        (None, _) => return None,
    };
    Some(format!("{scheme}://{}:{port}", authority.host().to_ascii_lowercase()))
}

/// The URL without what its query says of a name, which will be said anew.
pub(super) fn without(url: &str, name: &str) -> String {
    let Some((path, query)) = url.split_once('?') else { return url.to_owned() };
    let others: Vec<&str> =
        pairs(query).filter(|(key, _)| key != name).map(|(_, pair)| pair).collect();
    if others.is_empty() { path.to_owned() } else { format!("{path}?{}", others.join("&")) }
}

/// The names of a query's pairs, and the pairs as they stand there.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (Cow<'_, str>, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let name = before(pair, '=');
        (percent::decode(name, true).unwrap_or(Cow::Borrowed(name)), pair)
    })
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_next_link_is_found_among_others() {
        for (lines, expected) in [
            (&[r#"</a?page=2>; rel="next""#][..], Some("/a?page=2")),
            (&[r#"</a>; rel="prev", </b>; rel="next""#], Some("/b")),
            (&["</a>; rel=prev", "</b>;rel=next"], Some("/b")),
            (&[r#"</a>; title="a, b; rel=next"; rel=last"#], None),
            (&[r#"</a,b;c>; REL="first Next""#], Some("/a,b;c")),
            (&[r#"</a>; title="say \"x\", y"; rel=next"#], Some("/a")),
            (&["</a>; rel=last; rel=next"], None),
            (&[r##"</a>; rel=next; anchor="#part""##], None),
            (&["/a; rel=next", "<", ""], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("link", HeaderValue::from_static(line));
            }
            assert_eq!(next(&headers, "Link"), expected, "{lines:?}");
        }
    }

    #[test]
    fn references_are_seen_from_the_request() {
        let base = "https://host:8443/v1/things?page=1";
        for (reference, expected) in [
            ("https://other/x#part", "https://other/x"),
            ("//other/x", "https://other/x"),
            ("/v1/x?to=http://y/", "https://host:8443/v1/x?to=http://y/"),
            ("?page=2", "https://host:8443/v1/things?page=2"),
            ("things?page=2", "https://host:8443/v1/things?page=2"),
            ("../v2/x", "https://host:8443/v2/x"),
            ("", base),
            ("javascript:x", "javascript:x"),
        ] {
            assert_eq!(resolve(base, reference), expected, "{reference}");
        }
    }

    #[test]
    fn origins_are_compared_by_scheme_host_and_port() {
        for (url, expected) in [
            ("https://Host/a", Some("https://host:443")),
            ("http://host:80?x", Some("http://host:80")),
            ("http://[::1]:81/", Some("http://[::1]:81")),
            ("http://user:word@host/", None),
            ("ftp://host/", None),
            ("javascript:x", None),
            ("/a", None),
        ] {
            assert_eq!(origin(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn what_is_said_anew_is_taken_out() {
        for (url, expected) in [
            ("http://h/a?key=1&page=2", "http://h/a?page=2"),
            ("http://h/a?k%65y=1", "http://h/a"),
            ("http://h/a", "http://h/a"),
        ] {
            assert_eq!(without(url, "key"), expected);
        }
    }
}
