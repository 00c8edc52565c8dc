//! When to try again, and when not to.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

/// How often and how soon a request is tried again.
///
/// Methods that are idempotent (RFC 9110 §9.2.2) are, after answers and failures that pass; any method is where there was
/// no connection at all; POST and PATCH otherwise only with an idempotency header.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Retry {
    /// How many attempts there are in all.
    pub most_attempts: u32,
    /// The longest first wait; it doubles with each attempt, and the wait is a random part of it.
    pub base: Duration,
    /// The longest wait, whatever `Retry-After` says.
    pub most_wait: Duration,
    /// The header by which the API knows a request again: `Idempotency-Key`. Requests of other methods than the idempotent
    /// get one with a random value where they carry none, and are then tried again like any other.
    pub idempotency_header: Option<HeaderName>,
}

impl Default for Retry {
    fn default() -> Self {
        Self {
            most_attempts: 3,
            base: Duration::from_millis(200),
            most_wait: Duration::from_secs(20),
            idempotency_header: None,
        }
    }
}

impl Retry {
    /// One attempt only.
    pub fn none() -> Self {
        Self { most_attempts: 1, ..Self::default() }
    }

    /// How many attempts there are in all.
    #[must_use]
    pub fn most_attempts(self, most_attempts: u32) -> Self {
        Self { most_attempts, ..self }
    }

    /// The longest first wait.
    #[must_use]
    pub fn base(self, base: Duration) -> Self {
        Self { base, ..self }
    }

    /// The longest wait.
    #[must_use]
    pub fn most_wait(self, most_wait: Duration) -> Self {
        Self { most_wait, ..self }
    }

    /// The header by which the API knows a request again.
    #[must_use]
    pub fn idempotency_header(self, name: HeaderName) -> Self {
        Self { idempotency_header: Some(name), ..self }
    }

    pub(crate) fn is_repeatable(&self, method: &Method, headers: &HeaderMap) -> bool {
        method.is_idempotent()
            || self.idempotency_header.as_ref().is_some_and(|name| headers.contains_key(name))
    }

    /// How long to wait after an attempt (the first is 1): what the server asks for, or full jitter.
    pub(crate) fn wait(&self, attempt: u32, headers: Option<&HeaderMap>) -> Duration {
        let asked = headers.and_then(retry_after);
        let ceiling = self.base.saturating_mul(1 << attempt.min(16)).min(self.most_wait);
        asked.unwrap_or_else(|| ceiling.mul_f64(fastrand::f64())).min(self.most_wait)
    }
}

/// A value that no other request has.
pub(crate) fn key() -> HeaderValue {
    let text = format!("{:032x}", fastrand::u128(..));
    HeaderValue::try_from(text).expect("digits can stand in a header")
}

/// Statuses that pass.
pub(crate) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 502 | 503 | 504)
}

/// `Retry-After` in seconds or as a date, RFC 9110 §10.2.3.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Duration::from_secs(imf_date(text)?).saturating_sub(now))
}

/// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`.
fn imf_date(text: &str) -> Option<u64> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = text.split_once(", ")?.1.strip_suffix(" GMT")?.split(' ');
    let day: u64 = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = u64::try_from(MONTHS.iter().position(|known| *known == name)?).ok()? + 1;
    let year: u64 = parts.next()?.parse().ok().filter(|year| (1970..10_000).contains(year))?;
    let mut clock =
        parts.next()?.splitn(3, ':').map(|part| part.parse::<u64>().ok().filter(|part| *part < 61));
    let (hours, minutes, seconds) = (clock.next()??, clock.next()??, clock.next()??);
    // Days of the civil calendar, counted from March so that the leap day comes last.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day;
    Some(((days.checked_sub(719_469)? * 24 + hours) * 60 + minutes) * 60 + seconds)
}

/// A share of retries for each success, so that a server in trouble is not met with several times the load.
#[derive(Debug)]
pub(crate) struct Budget(AtomicI64);

impl Budget {
    const FULL: i64 = 10_000;
    const RETRY: i64 = 1_000;
    const SUCCESS: i64 = 100;

    pub(crate) fn new() -> Self {
        Self(AtomicI64::new(Self::FULL))
    }

    pub(crate) fn spend(&self) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                (left >= Self::RETRY).then(|| left - Self::RETRY)
            })
            .is_ok()
    }

    pub(crate) fn earn(&self) {
        // Only a closure that gives none makes this fail.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
            Some((left + Self::SUCCESS).min(Self::FULL))
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_http() {
        for (text, expected) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777)),
            ("Thu, 01 Jan 1970 00:00:00 GMT", Some(0)),
            ("Tue, 29 Feb 2028 12:00:00 GMT", Some(1_835_438_400)),
            ("Sunday, 06-Nov-94 08:49:37 GMT", None),
            ("soon", None),
        ] {
            assert_eq!(imf_date(text), expected, "{text}");
        }
    }

    #[test]
    fn waits_as_asked_but_not_for_ever() {
        let retry = Retry::default();
        let mut headers = HeaderMap::new();
        for (text, least, most) in
            [("2", 2, 2), ("3600", 20, 20), ("Fri, 01 Jan 1971 00:00:00 GMT", 0, 0)]
        {
            headers.insert(RETRY_AFTER, text.parse().expect("a header"));
            let wait = retry.wait(1, Some(&headers)).as_secs();
            assert!((least..=most).contains(&wait), "{text}: {wait}");
        }
        assert!(retry.wait(1, None) <= Duration::from_millis(400));
        assert!(retry.wait(40, None) <= retry.most_wait);
    }

    #[test]
    fn the_budget_runs_out() {
        let budget = Budget::new();
        assert_eq!((0..20).filter(|_| budget.spend()).count(), 10);
        (0..10).for_each(|_| budget.earn());
        assert!(budget.spend() && !budget.spend());
    }
}
