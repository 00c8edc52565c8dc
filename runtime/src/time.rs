//! Dates and times as RFC 3339 writes them.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, SecondsFormat};

/// Reads `2022-01-10`.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let bytes = text.as_bytes();
    let plain = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !plain {
        return None;
    }
    NaiveDate::from_ymd_opt(
        text[..4].parse().ok()?,
        text[5..7].parse().ok()?,
        text[8..].parse().ok()?,
    )
}

/// Writes it. Years of the standard have four digits, for which no formatter is needed; of others chrono knows the way.
pub(crate) fn date_text(date: NaiveDate) -> String {
    let Ok(year @ ..=9999) = u32::try_from(date.year()) else { return date.to_string() };
    let (month, day) = (date.month(), date.day());
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or_default();
    let mut text = String::with_capacity(10);
    for number in [year / 1000, year / 100, year / 10, year] {
        text.push(digit(number));
    }
    for number in [month, day] {
        text.push('-');
        text.push(digit(number / 10));
        text.push(digit(number));
    }
    text
}

/// Reads `2022-01-10T09:30:00.5+01:00`.
pub(crate) fn date_time(text: &str) -> Option<DateTime<FixedOffset>> {
    // chrono also takes a space between date and time, which the standard's grammar does not have.
    let separator = text.as_bytes().get(10)?;
    matches!(separator, b'T' | b't').then(|| DateTime::parse_from_rfc3339(text).ok()).flatten()
}

/// Writes it with as many digits of the second as it has, and `Z` for no offset.
pub(crate) fn date_time_text(time: &DateTime<FixedOffset>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_dates_of_the_calendar_are_read() {
        for text in ["2022-01-10", "2024-02-29", "0001-01-01"] {
            assert_eq!(
                date(text).map(|date| date.format("%Y-%m-%d").to_string()).as_deref(),
                Some(text)
            );
        }
        for text in [
            "2023-02-29",
            "2024-04-012",
            "2022-1-10",
            "2022-01-10T00:00:00Z",
            "+022-01-10",
            "２022-01-1",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_written_as_chrono_does() {
        for (year, month, day) in
            [(2022, 1, 10), (0, 2, 29), (999, 10, 1), (9999, 12, 31), (10_000, 1, 1), (-1, 1, 1)]
        {
            let date = NaiveDate::from_ymd_opt(year, month, day).expect("a date");
            assert_eq!(date_text(date), date.to_string());
        }
    }

    #[test]
    fn times_keep_their_offset() {
        for (text, written) in [
            ("2022-01-10T09:30:00Z", "2022-01-10T09:30:00Z"),
            ("2022-01-10t09:30:00.500+01:00", "2022-01-10T09:30:00.500+01:00"),
        ] {
            assert_eq!(date_time(text).as_ref().map(date_time_text).as_deref(), Some(written));
        }
        for text in ["2022-01-10 09:30:00Z", "2022-01-10T09:30:00", "2022-01-10"] {
            assert_eq!(date_time(text), None, "{text}");
        }
    }
}
