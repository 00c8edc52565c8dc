//! The small grammars of keys: status codes, media types, header names, path templates.

use std::borrow::Cow;

use super::Reader;
use crate::diagnostic::{Diagnostic, codes::reading as codes};
use crate::source::{At, Key};

/// Whether every character may stand in a token of HTTP (RFC 9110, section 5.6.2).
fn is_token(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(allowed)
}

/// Whether a text is a media type or range with parameters (RFC 9110, section 8.3.1).
fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let Some((main, sub)) = essence.trim().split_once('/') else {
        return false;
    };
    let visible = parameters.chars().all(|letter| !letter.is_control());
    is_token(main) && is_token(sub) && visible
}

/// The key of a response as the standard spells it; `None` where it is none.
fn status(text: &str) -> Option<Cow<'_, str>> {
    let bytes = text.as_bytes();
    let number = bytes.len() == 3 && (b'1'..=b'5').contains(&bytes[0]);
    match bytes {
        b"default" => Some(Cow::Borrowed(text)),
        [first, b'x', b'x'] if number => Some(Cow::Owned(format!("{}XX", *first as char))),
        [_, b'X', b'X'] | [_, b'0'..=b'9', b'0'..=b'9'] if number => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

impl Reader<'_> {
    /// The key of a response; `None` where it is no status, which is said.
    pub(super) fn status_key(&mut self, key: Key<'_>) -> Option<At<String>> {
        let location = key.location;
        let Some(status) = status(key.text) else {
            let message = format!("`{}` is no status code", key.text.escape_debug());
            self.report(
                Diagnostic::new(&codes::STATUS_KEY, location, message)
                    .on_key()
                    .help("a status is 100 to 599, a range such as `4XX`, or `default`"),
            );
            return None;
        };
        if status != key.text {
            let message = format!("the range `{}` is spelled `{status}`", key.text);
            self.report(
                Diagnostic::new(&codes::STATUS_RANGE, location, message)
                    .on_key()
                    .help("write the X in capitals"),
            );
        }
        Some(At { value: status.into_owned(), location })
    }

    /// The key of `content`; a lone `*`, as some tools write it, is the range of everything.
    /// `None` where it is none, which is said.
    pub(super) fn media_type_key(&mut self, key: Key<'_>) -> Option<At<String>> {
        let location = key.location;
        if is_media_type(key.text) {
            return Some(At { value: key.text.to_owned(), location });
        }
        if key.text == "*" {
            let message = "the range of all media types is spelled `*/*`";
            let code = &codes::MEDIA_RANGE;
            self.report(Diagnostic::new(code, location, message).on_key().help("write `*/*`"));
            return Some(At { value: "*/*".to_owned(), location });
        }
        let message = format!("`{}` is no media type", key.text.escape_debug());
        // Punctuation that hangs on at its end was not meant.
        let meant = key.text.trim_end_matches([':', ';', ',', '.', ' ']);
        if is_media_type(meant) {
            self.report(
                Diagnostic::new(&codes::UNUSABLE_MEDIA_TYPE, location, message)
                    .on_key()
                    .label(format!("read as `{meant}`"))
                    .help(format!("write `{meant}`")),
            );
            return Some(At { value: meant.to_owned(), location });
        }
        let help = "a media type is `type/subtype`, as in `application/json`";
        // A name of another form can be left out; anything else may be anything, even an attack.
        let odd = key.text.split('/').all(is_token);
        let diagnostic = if odd {
            Diagnostic::new(&codes::UNUSABLE_MEDIA_TYPE, location, message).label("left out")
        } else {
            Diagnostic::new(&codes::MEDIA_TYPE, location, message)
        };
        self.report(diagnostic.on_key().help(help));
        None
    }

    /// Whether a name can be a header's; where it cannot, it is said, and the header is to be left out.
    pub(super) fn header_name(&mut self, name: &At<String>, on_key: bool) -> bool {
        if is_token(&name.value) {
            return true;
        }
        let message = format!("`{}` cannot be the name of a header", name.value.escape_debug());
        let diagnostic = Diagnostic::new(&codes::HEADER_NAME, name.location, message)
            .label("left out")
            .help("header names are letters, digits and a few signs such as `-`");
        self.report(if on_key { diagnostic.on_key() } else { diagnostic });
        false
    }

    pub(super) fn check_path(&mut self, key: Key<'_>) {
        let text = key.text;
        let shown = text.escape_debug();
        let colon = text.split('/').find_map(|segment| segment.strip_prefix(':'));
        let wrong = if text.contains(|letter: char| letter.is_control()) {
            Some((
                &codes::PATH_TEMPLATE,
                format!("the path `{shown}` holds a control character"),
                "remove it",
            ))
        } else if let Some(name) = colon.filter(|name| !name.is_empty()) {
            Some((
                &codes::COLON_PARAMETER,
                format!("`:{}` is no parameter, but text of the path", name.escape_debug()),
                "write a parameter in braces, `{name}`, and describe it with `in: path`",
            ))
        } else if !text.starts_with('/') {
            Some((
                &codes::PATH_WITHOUT_SLASH,
                format!("the path `{shown}` does not start with `/`"),
                "add the `/`",
            ))
        } else {
            None
        };
        if let Some((code, message, help)) = wrong {
            self.report(Diagnostic::new(code, key.location, message).on_key().help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_follow_their_grammars() {
        for (text, known) in [
            ("200", Some("200")),
            ("4XX", Some("4XX")),
            ("4xx", Some("4XX")),
            ("default", Some("default")),
            ("099", None),
            ("600", None),
            ("20", None),
            ("2x0", None),
            ("OK", None),
            ("XX", None),
        ] {
            assert_eq!(status(text).as_deref(), known, "{text}");
        }
        for (text, good) in [
            ("application/json", true),
            ("application/json; charset=utf-8", true),
            ("*/*", true),
            ("application/vnd.github.v3+json", true),
            ("multipart/form-data;boundary=\"a b\"", true),
            (";", false),
            ("json", false),
            ("application/json\ninjected", false),
        ] {
            assert_eq!(is_media_type(text), good, "{text}");
        }
    }
}
