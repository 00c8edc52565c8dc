//! Bytes that travel as base64 text (RFC 4648).

use std::fmt;

/// Bytes, written in base64.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Base64(pub Vec<u8>);

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Base64 {
    /// Reads base64, padded or not, in the standard or the URL-safe alphabet; `None` for anything else.
    pub fn decode(text: &str) -> Option<Self> {
        let digits = text.trim_end_matches('=');
        if text.len() - digits.len() > 2 || digits.len() % 4 == 1 {
            return None;
        }
        let mut bytes = Vec::with_capacity(digits.len() / 4 * 3 + 2);
        let (mut buffer, mut bits) = (0_u32, 0_u32);
        for digit in digits.bytes() {
            let value = match digit {
                b'A'..=b'Z' => digit - b'A',
                b'a'..=b'z' => digit - b'a' + 26,
                b'0'..=b'9' => digit - b'0' + 52,
                b'+' | b'-' => 62,
                b'/' | b'_' => 63,
                _ => return None,
            };
            buffer = buffer << 6 | u32::from(value);
            bits += 6;
            if bits >= 8 {
                bits -= 8;
                let [.., byte] = (buffer >> bits).to_be_bytes();
                bytes.push(byte);
            }
        }
        Some(Self(bytes))
    }

    /// Writes padded base64 in the standard alphabet.
    pub fn encode(&self) -> String {
        let mut text = String::with_capacity(self.0.len().div_ceil(3) * 4);
        for chunk in self.0.chunks(3) {
            let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
            let group = byte(0) << 16 | byte(1) << 8 | byte(2);
            for at in 0..4 {
                if at <= chunk.len() {
                    let digit = group >> (18 - 6 * at) & 0x3F;
                    text.push(char::from(ALPHABET[digit as usize]));
                } else {
                    text.push('=');
                }
            }
        }
        text
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({})", self.encode())
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard_go_both_ways() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(Base64::from(bytes.as_bytes()).encode(), text);
            assert_eq!(Base64::decode(text), Some(Base64::from(bytes.as_bytes())));
            let bare = text.trim_end_matches('=');
            assert_eq!(Base64::decode(bare), Some(Base64::from(bytes.as_bytes())));
        }
        assert_eq!(Base64::decode("-_8"), Some(Base64(vec![0xFB, 0xFF])));
        for wrong in ["Zg===", "Z", "Zm9v Yg", "=Zg="] {
            assert_eq!(Base64::decode(wrong), None, "{wrong}");
        }
    }
}
