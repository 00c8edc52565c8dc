//! Numbers of any size, exactly as written.
//!
//! Bounds and enum values of a description may lie beyond `u64` and beyond what `f64` can tell apart, so the generator
//! never turns one into a float to compare it.

use std::cmp::Ordering;
use std::fmt;

/// An exact decimal number: `digits * 10^exponent`, with the sign kept apart.
///
/// Two spellings of one number are equal: `1.0`, `1` and `10e-1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    negative: bool,
    /// Significant digits without leading or trailing zeros; empty for zero.
    digits: String,
    exponent: i32,
}

impl Decimal {
    /// Reads a number as JSON and the YAML core schema write them (`-1`, `0.5`, `1e3`, `+7`); `None` for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (mantissa, power) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() && fraction.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let written = format!("{whole}{fraction}");
        let digits = written.trim_start_matches('0');
        let significant = digits.trim_end_matches('0');
        if significant.is_empty() {
            return Some(Self { negative: false, digits: String::new(), exponent: 0 });
        }
        let dropped = i32::try_from(digits.len() - significant.len()).ok()?;
        let exponent =
            power.checked_sub(i32::try_from(fraction.len()).ok()?)?.checked_add(dropped)?;
        Some(Self { negative, digits: significant.to_owned(), exponent })
    }

    /// Whether the number has no fraction.
    pub(crate) fn is_integer(&self) -> bool {
        self.exponent >= 0
    }

    /// The number as an `i128`, where it is an integer that fits.
    pub(crate) fn as_i128(&self) -> Option<i128> {
        if self.exponent < 0 || self.exponent > 38 {
            return None;
        }
        let magnitude =
            if self.digits.is_empty() { 0 } else { self.digits.parse::<i128>().ok()? };
        let scaled =
            magnitude.checked_mul(10_i128.checked_pow(u32::try_from(self.exponent).ok()?)?)?;
        Some(if self.negative { -scaled } else { scaled })
    }

    /// The number as a numerator over a power of ten, where both are small enough.
    pub(crate) fn as_fraction(&self) -> Option<(i128, u32)> {
        if self.exponent >= 0 {
            return self.as_i128().map(|whole| (whole, 0));
        }
        let magnitude = self.digits.parse::<i128>().ok()?;
        let numerator = if self.negative { -magnitude } else { magnitude };
        Some((numerator, self.exponent.unsigned_abs()))
    }

    /// The float nearest to the number.
    pub(crate) fn as_f64(&self) -> f64 {
        self.scientific().parse().expect("a decimal is spelled as Rust reads floats")
    }

    fn scientific(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits = if self.digits.is_empty() { "0" } else { &self.digits };
        format!("{sign}{digits}e{}", self.exponent)
    }

    /// The power of ten of the digit before the first one: 3 for `123`, 0 for `0.5`.
    fn magnitude(&self) -> i64 {
        self.length() + i64::from(self.exponent)
    }

    fn length(&self) -> i64 {
        i64::try_from(self.digits.len()).expect("texts are shorter than 2^63")
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let sign = |number: &Self| match (number.digits.is_empty(), number.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        // Digits without trailing zeros compare as text once the magnitudes agree.
        let size = || {
            self.magnitude().cmp(&other.magnitude()).then_with(|| self.digits.cmp(&other.digits))
        };
        sign(self)
            .cmp(&sign(other))
            .then_with(|| if self.negative { size().reverse() } else { size() })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Writes plain digits where that is short (`1500`, `0.25`), else scientific notation, as JSON would read it.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST_PLAIN: i64 = 40;
        if self.digits.is_empty() {
            return f.write_str("0");
        }
        let magnitude = self.magnitude();
        if !(-6..=LONGEST_PLAIN).contains(&magnitude) {
            return f.write_str(&self.scientific());
        }
        if self.negative {
            f.write_str("-")?;
        }
        let length = self.length();
        let places = |count: i64| usize::try_from(count).unwrap_or_default();
        if magnitude <= 0 {
            write!(f, "0.{:0>width$}", self.digits, width = places(length - magnitude))
        } else if magnitude >= length {
            write!(f, "{:0<width$}", self.digits, width = places(magnitude))
        } else {
            let (whole, fraction) = self.digits.split_at(places(magnitude));
            write!(f, "{whole}.{fraction}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_number_are_equal_and_print_alike() {
        for (text, printed) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("1.0", "1"),
            ("10e-1", "1"),
            ("007", "7"),
            ("1500", "1500"),
            ("0.25", "0.25"),
            ("-12.5e1", "-125"),
            ("18446744073709551616", "18446744073709551616"),
            ("1e400", "1e400"),
            (".5", "0.5"),
        ] {
            let number = Decimal::parse(text).expect(text);
            assert_eq!(number.to_string(), printed, "{text}");
            assert_eq!(Decimal::parse(printed).expect(printed), number, "{text}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for text in ["", "-", ".", "1.2.3", "0x10", "e5", "1e", "NaN", ".inf", "1_000"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn order_is_exact_beyond_floats() {
        let ascending = [
            "-1e3",
            "-2",
            "-1.5",
            "0",
            "1e-9",
            "0.1",
            "9007199254740992",
            "9007199254740993",
            "1e30",
        ];
        let numbers: Vec<_> =
            ascending.iter().map(|text| Decimal::parse(text).expect(text)).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
    }
}
