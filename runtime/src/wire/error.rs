//! What did not decode, in one sentence.

use std::fmt;

/// A text that is not what was expected.
///
/// The message names members and expectations, never the values that were sent. To learn all that is wrong and where,
/// give the same text to [`explain`](super::explain).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    message: String,
}

impl DecodeError {
    /// An error with a message of its own.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }

    /// No branch of a union fits; each with why.
    pub(crate) fn branches(reasons: &[(&str, String)]) -> Self {
        let reasons: Vec<String> =
            reasons.iter().map(|(branch, why)| format!("not {branch}: {why}")).collect();
        Self { message: reasons.join("; ") }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DecodeError {}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        let text = error.to_string();
        // serde_json shows the value it did not expect; whoever logs errors may not be meant to see it.
        let message = match text.rfind(", expected ") {
            Some(at) if text.starts_with("invalid ") => text[at + 2..].to_owned(),
            Some(_) | None => text,
        };
        Self { message }
    }
}
