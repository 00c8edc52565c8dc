//! Where a request goes: base URLs, servers of single operations, and the path and query behind them.

use std::borrow::Cow;

use http::Uri;

use super::BuildError;
use crate::operation::{OperationMeta, Parts, percent};

/// A base URL without the slash at its end.
pub(crate) fn base(base: &str) -> Result<String, BuildError> {
    let wrong = |why: &'static str| Err(BuildError::new("base URL", why));
    let uri: Uri =
        base.parse().map_err(|error: http::uri::InvalidUri| BuildError::new("base URL", error))?;
    let known = matches!(uri.scheme_str(), Some("http" | "https"));
    let (true, Some(authority), None) = (known, uri.authority(), uri.query()) else {
        return wrong("it has to be `http://` or `https://`, a host and at most a path");
    };
    if base.contains('#') {
        return wrong("it has to end before `#`");
    }
    // It is shown in logs, and not every transport would send it.
    if authority.as_str().contains('@') {
        return wrong("a user and password are given by `basic`, not in the URL");
    }
    let after_host = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
    if !after_host.is_empty() && authority.port_u16().is_none() {
        return wrong("what stands behind the host is no port");
    }
    Ok(base.trim_end_matches('/').to_owned())
}

/// A server of the description, seen from a base URL.
pub(crate) fn server(base: &str, server: &str) -> String {
    resolve(base, server).trim_end_matches('/').to_owned()
}

/// A URL of the description, which may be relative, seen from a base URL: RFC 3986 §5.2.
pub(crate) fn resolve<'a>(base: &'a str, url: &'a str) -> Cow<'a, str> {
    if url.contains("://") {
        return Cow::Borrowed(url);
    }
    let scheme_end = base.find("://").map_or(0, |at| at + 3);
    let authority_end = base[scheme_end..].find('/').map_or(base.len(), |at| scheme_end + at);
    if let Some(rest) = url.strip_prefix("//") {
        return Cow::Owned(format!("{}//{rest}", &base[..scheme_end.saturating_sub(2)]));
    }
    if url.is_empty() {
        return Cow::Borrowed(base);
    }
    if url.starts_with('/') {
        return Cow::Owned(format!("{}{url}", &base[..authority_end]));
    }
    let mut path: Vec<&str> = base[authority_end..].split('/').skip(1).collect();
    path.pop();
    for segment in url.split('/') {
        match segment {
            "." => {}
            ".." => drop(path.pop()),
            segment => path.push(segment),
        }
    }
    path.insert(0, &base[..authority_end]);
    Cow::Owned(path.join("/"))
}

/// How a written request becomes one to send.
impl Parts {
    /// The base URL and the path, with every parameter in its place.
    pub(crate) fn target(&self, base: &str, meta: &OperationMeta) -> String {
        let length = base.len() + meta.path.len() + self.query.len() + 32;
        let mut target = String::with_capacity(length);
        target.push_str(base);
        // What stands behind `#` is never sent.
        let mut rest = meta.path.split_once('#').map_or(meta.path, |(sent, _)| sent);
        while let Some((before, after)) = rest.split_once('{') {
            target.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = self.path.iter().find(|(known, _)| *known == name);
            target.push_str(value.map_or("", |(_, text)| text));
            rest = after;
        }
        target.push_str(rest);
        target
    }
}

/// Puts a query behind a target, which may have one already.
pub(crate) fn put_query(target: &mut String, query: &str) {
    if !query.is_empty() {
        target.push(if target.contains('?') { '&' } else { '?' });
        target.push_str(query);
    }
}

/// Adds a pair to a query.
pub(crate) fn put_pair(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    percent::encode(name, percent::Keep::Unreserved, query);
    query.push('=');
    percent::encode(value, percent::Keep::Unreserved, query);
}

#[cfg(test)]
mod tests {
    use super::{base, server};

    #[test]
    fn base_urls_lose_the_slash_at_their_end() {
        for (given, expected) in [
            ("https://host", Some("https://host")),
            ("https://host/", Some("https://host")),
            ("https://host/v1/", Some("https://host/v1")),
            ("http://127.0.0.1:80/a/b", Some("http://127.0.0.1:80/a/b")),
            ("http://[::1]:80", Some("http://[::1]:80")),
            ("ftp://host", None),
            ("host/v1", None),
            ("/v1", None),
            ("", None),
            ("https://host/v1?key=1", None),
            ("https://host/v1#top", None),
            ("https://host:https", None),
            ("https://user:hidden@host", None),
        ] {
            assert_eq!(base(given).ok().as_deref(), expected, "{given}");
        }
    }

    #[test]
    fn servers_are_seen_from_the_base_url() {
        for (base, given, expected) in [
            ("https://host/v1", "https://files.example.com/v2/", "https://files.example.com/v2"),
            ("https://host/v1", "//files.example.com", "https://files.example.com"),
            ("https://host/v1", "/v2", "https://host/v2"),
            ("https://host", "/v2/", "https://host/v2"),
            ("https://host/v1", "/", "https://host"),
            ("https://host/a/b", "v2", "https://host/a/v2"),
            ("https://host/a/b", "./v2", "https://host/a/v2"),
            ("https://host/a/b", "../v2", "https://host/v2"),
            ("https://host", "../../v2", "https://host/v2"),
        ] {
            assert_eq!(server(base, given), expected, "{base} {given}");
        }
    }
}
