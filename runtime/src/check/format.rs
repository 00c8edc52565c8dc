//! Formats that have no type of their own, checked where a configuration asks for it.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a text is of a format; of a format that is not known, every text is.
pub(super) fn holds(format: &str, text: &str) -> bool {
    match format {
        "date" => is_date(text),
        // RFC 3339 asks for an offset; most who write the format mean the time of a clock.
        "time" => is_time(text) || is_time(&format!("{text}Z")),
        "date-time" => {
            text.split_once(['T', 't']).is_some_and(|(date, time)| is_date(date) && is_time(time))
        }
        "duration" => is_duration(text),
        "email" => is_email(text),
        "hostname" => is_hostname(text),
        "ipv4" => text.parse::<Ipv4Addr>().is_ok(),
        "ipv6" => text.parse::<Ipv6Addr>().is_ok(),
        "uri" => is_uri(text) && scheme(text).is_some(),
        "uri-reference" => is_uri(text),
        "uuid" => is_uuid(text),
        _ => true,
    }
}

fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// A full date of RFC 3339, of a day that the calendar has.
fn is_date(text: &str) -> bool {
    let Some((year, month, day)) =
        (text.len() == 10 && text.is_ascii()).then(|| (&text[..4], &text[4..7], &text[7..]))
    else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (
        number(year),
        month.strip_prefix('-').and_then(number),
        day.strip_prefix('-').and_then(number),
    ) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// A full time of RFC 3339, with its offset.
fn is_time(text: &str) -> bool {
    if !text.is_ascii() || text.len() < 9 {
        return false;
    }
    let (clock, rest) = text.split_at(8);
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|char: char| char.is_ascii_digit());
            if offset.len() == fraction.len() {
                return false;
            }
            offset
        }
        None => rest,
    };
    let minutes = |text: &str| -> Option<(u32, u32)> {
        let (hours, minutes) = text.split_once(':')?;
        let lengths = hours.len() == 2 && minutes.len() == 2;
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        (lengths && hours < 24 && minutes < 60).then_some((hours, minutes))
    };
    let Some(local) = clock.get(..5).and_then(minutes) else {
        return false;
    };
    let Some(second) = clock[5..].strip_prefix(':').and_then(number) else {
        return false;
    };
    let shift = match offset.as_bytes() {
        [b'Z' | b'z'] => Some(0),
        [b'+' | b'-', ..] => minutes(&offset[1..]).map(|(hours, minutes)| {
            let shift = i64::from(hours * 60 + minutes);
            if offset.starts_with('+') { -shift } else { shift }
        }),
        _ => None,
    };
    // A leap second is the last one of a day in UTC.
    let minute = shift.map(|shift| (i64::from(local.0 * 60 + local.1) + shift).rem_euclid(1440));
    minute.is_some_and(|minute| second < 60 || second == 60 && minute == 1439)
}

/// A duration of ISO 8601 as RFC 3339 has it.
fn is_duration(text: &str) -> bool {
    let Some(body) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match body.split_once('T') {
        Some((_, "")) => return false,
        Some((date, time)) => (date, time),
        None => (body, ""),
    };
    if let Some(weeks) = date.strip_suffix('W') {
        return time.is_empty() && !weeks.is_empty() && number(weeks).is_some();
    }
    !body.is_empty() && units(date, "YMD") && units(time, "HMS")
}

/// Numbers, each with the next of the units that are left.
fn units(mut text: &str, mut units: &str) -> bool {
    while !text.is_empty() {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let Some(unit) = text[digits..].chars().next().filter(|_| digits > 0) else {
            return false;
        };
        let Some(at) = units.find(unit) else {
            return false;
        };
        units = &units[at + 1..];
        text = &text[digits + 1..];
    }
    true
}

fn is_email(text: &str) -> bool {
    let Some(at) = text.bytes().rposition(|byte| byte == b'@') else {
        return false;
    };
    let (local, domain) = (&text[..at], &text[at + 1..]);
    let quoted = local.len() > 2 && local.starts_with('"') && local.ends_with('"');
    let literal = domain.strip_prefix('[').and_then(|domain| domain.strip_suffix(']'));
    let host = match literal {
        Some(address) => match address.strip_prefix("IPv6:") {
            Some(address) => address.parse::<Ipv6Addr>().is_ok(),
            None => address.parse::<Ipv4Addr>().is_ok(),
        },
        None => is_hostname(domain),
    };
    host && (are_atoms(local) || quoted)
}

/// RFC 5321 §4.1.2, and the letters of RFC 6531; points stand between atoms.
fn are_atoms(local: &str) -> bool {
    let mut last = Kind::Point;
    for byte in local.bytes() {
        let kind = KINDS[usize::from(byte)];
        if kind == Kind::Other || kind == Kind::Point && last == Kind::Point {
            return false;
        }
        last = kind;
    }
    let letters = |local: &str| local.chars().all(|char| char.is_ascii() || char.is_alphanumeric());
    last != Kind::Point && (local.is_ascii() || letters(local))
}

fn is_hostname(text: &str) -> bool {
    let (mut last, mut label) = (Kind::Point, 0);
    for byte in text.bytes() {
        let kind = KINDS[usize::from(byte)];
        label += 1;
        if kind != Kind::Letter {
            // A label neither begins nor ends with a hyphen, and is not empty.
            match (last, kind) {
                (Kind::Letter, Kind::Point) if label <= 64 => label = 0,
                (Kind::Letter | Kind::Hyphen, Kind::Hyphen) => {}
                _ => return false,
            }
        }
        last = kind;
    }
    text.len() <= 253 && last == Kind::Letter && label <= 63
}

/// What a byte is in names of hosts and addresses.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Or a digit.
    Letter,
    Hyphen,
    Point,
    /// What stands in addresses beside these, and the bytes of what is beyond ASCII.
    Atom,
    Other,
}

/// The kind of each byte.
const KINDS: [Kind; 256] = {
    let mut kinds = [Kind::Other; 256];
    let mut at = 0;
    while at < 256 {
        #[allow(clippy::cast_possible_truncation, reason = "it is below 256")]
        let byte = at as u8;
        kinds[at] = match byte {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
            b'-' => Kind::Hyphen,
            b'.' => Kind::Point,
            b'!'
            | b'#'..=b'\''
            | b'*'
            | b'+'
            | b'/'
            | b'='
            | b'?'
            | b'^'..=b'`'
            | b'{'..=b'~'
            | 128.. => Kind::Atom,
            _ => Kind::Other,
        };
        at += 1;
    }
    kinds
};

fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let starts = scheme.starts_with(|char: char| char.is_ascii_alphabetic());
    let rest = scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    (starts && rest).then_some(scheme)
}

/// Characters that RFC 3986 allows, and escapes that are whole.
fn is_uri(text: &str) -> bool {
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        let allowed = match byte {
            b'%' => {
                bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit())
                    && bytes.next().is_some_and(|byte| byte.is_ascii_hexdigit())
            }
            other => other.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&other),
        };
        if !allowed {
            return false;
        }
    }
    text.matches('#').count() <= 1
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_hold_or_not() {
        for (format, text, expected) in [
            ("date", "2024-02-29", true),
            ("date", "2023-02-29", false),
            ("date", "2023-2-09", false),
            ("time", "23:59:60Z", true),
            ("time", "08:30:06.283185+01:00", true),
            ("time", "22:59:60Z", false),
            ("time", "08:30:06", true),
            ("time", "08:30:06.5", true),
            ("time", "08:30", false),
            ("time", "08:30:06ZZ", false),
            ("date-time", "1963-06-19T08:30:06", false),
            ("date-time", "1963-06-19T08:30:06Z", true),
            ("date-time", "1963-06-19 08:30:06Z", false),
            ("duration", "P4DT12H30M5S", true),
            ("duration", "P2W", true),
            ("duration", "P1DT", false),
            ("duration", "PT1D", false),
            ("duration", "P", false),
            ("email", "joe.bloggs@example.com", true),
            ("email", "2962", false),
            ("email", ".a@b.c", false),
            ("hostname", "www.example.com", true),
            ("hostname", "-bad-", false),
            ("hostname", "a-.b", false),
            ("hostname", "a..b", false),
            ("hostname", "a--b.c1", true),
            ("email", "a..b@c.d", false),
            ("email", "ünïcode@example.com", true),
            ("email", "\"a b\"@example.com", true),
            ("email", "a@b@c.d", false),
            ("ipv4", "127.0.0.1", true),
            ("ipv4", "256.0.0.1", false),
            ("ipv6", "::1", true),
            ("uri", "http://foo.bar/?baz=qux#quux", true),
            ("uri", "/abc", false),
            ("uri", "http://a b", false),
            ("uri-reference", "/abc?x%20", true),
            ("uri-reference", "%zz", false),
            ("uuid", "2EB8AA08-aa98-11ea-b4aa-73b441d16380", true),
            ("uuid", "2eb8aa08aa9811eab4aa73b441d16380", false),
            ("unheard-of", "anything", true),
        ] {
            assert_eq!(holds(format, text), expected, "{format} {text}");
        }
    }
}
