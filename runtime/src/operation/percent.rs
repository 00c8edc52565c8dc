//! Percent-encoding, as RFC 3986 has it.

use std::borrow::Cow;

/// What may stand in a component as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// `A-Z a-z 0-9 - . _ ~`
    Unreserved,
    /// These, what the RFC reserves, and percent-encoded triplets.
    Reserved,
    /// Everything: where nothing is percent-encoded at all.
    All,
}

/// Adds `text` to `out`, with everything percent-encoded that may not stand there.
pub(crate) fn encode(text: &str, keep: Keep, out: &mut String) {
    if keep == Keep::All {
        out.push_str(text);
        return;
    }
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let stays = byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_' | b'~')
            || keep == Keep::Reserved
                && (is_reserved(byte) || byte == b'%' && is_triplet(bytes, at));
        if stays {
            out.push(char::from(byte));
        } else {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// What `allowReserved` lets stand: the reserved set without what would end a value or the query.
fn is_reserved(byte: u8) -> bool {
    matches!(
        byte,
        b':' | b'/'
            | b'?'
            | b'['
            | b']'
            | b'@'
            | b'!'
            | b'$'
            | b'\''
            | b'('
            | b')'
            | b'*'
            | b','
            | b';'
            | b'='
    )
}

fn is_triplet(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
}

/// Undoes percent-encoding, and `+` for a space where `plus` is set; `None` for a broken triplet or bytes that are no UTF-8.
pub(crate) fn decode(text: &str, plus: bool) -> Option<Cow<'_, str>> {
    if !text.bytes().any(|byte| byte == b'%' || plus && byte == b'+') {
        return Some(Cow::Borrowed(text));
    }
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => hex(bytes.next()?)? << 4 | hex(bytes.next()?)?,
            b'+' if plus => b' ',
            other => other,
        });
    }
    String::from_utf8(out).ok().map(Cow::Owned)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::{Keep, decode, encode};

    #[test]
    fn encodes_and_decodes() {
        for (text, keep, wire) in [
            ("a b", Keep::Unreserved, "a%20b"),
            ("a/b&c", Keep::Unreserved, "a%2Fb%26c"),
            ("a/b&c", Keep::Reserved, "a/b%26c"),
            ("50%", Keep::Reserved, "50%25"),
            ("%2F", Keep::Reserved, "%2F"),
            ("é~", Keep::Unreserved, "%C3%A9~"),
            ("a b,c", Keep::All, "a b,c"),
        ] {
            let mut out = String::new();
            encode(text, keep, &mut out);
            assert_eq!(out, wire, "{text}");
            if keep == Keep::Unreserved {
                assert_eq!(decode(wire, false).as_deref(), Some(text));
            }
        }
        assert_eq!(decode("a+b", true).as_deref(), Some("a b"));
        assert_eq!(decode("a+b", false).as_deref(), Some("a+b"));
        for broken in ["%", "%4", "%zz", "%ff"] {
            assert_eq!(decode(broken, false), None, "{broken}");
        }
    }
}
