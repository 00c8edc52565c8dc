//! Limits and choices of a server.

use std::time::Duration;

/// Limits and choices of a server.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// The longest body, in bytes. Default: 2 MiB.
    pub most_bytes: usize,
    /// How many bytes the bodies of all calls may take together; a body that finds no room is refused with 503. The first
    /// 64 KiB of each are not counted, so that calls of ordinary size are served whatever others send. Growing, they take
    /// up to twice that of memory. Default: 256 MiB.
    pub most_bytes_together: usize,
    /// How many violations one answer lists. Default: 32.
    pub most_violations: usize,
    /// How many calls are worked on at once; more are refused with 503. Default: no bound.
    pub most_calls: Option<usize>,
    /// For how long a body that is read as a whole may be on its way; refused with 408 after that. Not counted outside of
    /// tokio. Default: 30 seconds.
    pub body_within: Option<Duration>,
    /// Whether answers are held against their schemas before they go out. Default: refused in debug builds, unchecked in
    /// others.
    pub answers: AnswerChecks,
}

/// What becomes of an answer that its own schema does not allow. Bodies are looked at, but those that are streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerChecks {
    /// It goes out unseen.
    Unchecked,
    /// It goes out, and the log says what is wrong with it.
    Logged,
    /// It is the server's failure: 500, and the log says what is wrong with it.
    Refused,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            most_bytes: 2 << 20,
            most_bytes_together: 256 << 20,
            most_violations: 32,
            most_calls: None,
            body_within: Some(Duration::from_secs(30)),
            answers: if cfg!(debug_assertions) {
                AnswerChecks::Refused
            } else {
                AnswerChecks::Unchecked
            },
        }
    }
}
