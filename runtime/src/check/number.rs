//! Numbers compared exactly: an `i128` holds every integer of the wire, and a float is never rounded to be compared.

use std::cmp::Ordering;

/// A number that is being checked, or a bound.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer.
    Integer(i128),
    /// Any other number.
    Float(f64),
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (*self, *other) {
            (Self::Integer(a), Self::Integer(b)) => Some(a.cmp(&b)),
            (Self::Float(a), Self::Float(b)) => a.partial_cmp(&b),
            (Self::Integer(a), Self::Float(b)) => compare(a, b),
            (Self::Float(a), Self::Integer(b)) => compare(b, a).map(Ordering::reverse),
        }
    }
}

/// An integer against a float, without rounding either.
fn compare(integer: i128, float: f64) -> Option<Ordering> {
    /// 2^127, the first float beyond `i128`.
    const BEYOND: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;
    if float.is_nan() {
        return None;
    }
    if float >= BEYOND {
        return Some(Ordering::Less);
    }
    if float < -BEYOND {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc();
    #[allow(clippy::cast_possible_truncation, reason = "a whole number within the bounds above")]
    let order = integer.cmp(&(whole as i128));
    Some(order.then_with(|| 0.0_f64.partial_cmp(&(float - whole)).unwrap_or(Ordering::Equal)))
}

/// Whether a number is a multiple of `digits / 10^scale`, in decimal: 0.3 is one of 0.1.
pub(super) fn is_multiple(number: Number, digits: i128, scale: u32) -> bool {
    if digits == 0 {
        return true;
    }
    let scaled = match number {
        Number::Integer(integer) => {
            10_i128.checked_pow(scale).and_then(|power| integer.checked_mul(power))
        }
        Number::Float(float) => match float_scaled(float, scale) {
            Ok(scaled) => scaled,
            Err(Finer) => return false,
        },
    };
    // Beyond 128 bits every float is a whole number with many factors; there is nothing sensible left to refuse.
    scaled.is_none_or(|scaled| scaled % digits == 0)
}

/// The number has more decimals than the divisor, so it cannot be a multiple.
struct Finer;

/// `float * 10^scale` by the shortest decimal that means this float.
fn float_scaled(float: f64, scale: u32) -> Result<Option<i128>, Finer> {
    let text = format!("{float:e}");
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return Ok(None);
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let Ok(digits) = format!("{whole}{fraction}").parse::<i128>() else {
        return Ok(None);
    };
    let exponent = exponent.parse::<i64>().unwrap_or(0) + i64::from(scale);
    let shift = exponent - i64::try_from(fraction.len()).unwrap_or(0);
    if shift < 0 {
        return if digits == 0 { Ok(Some(0)) } else { Err(Finer) };
    }
    let power = u32::try_from(shift).ok().and_then(|shift| 10_i128.checked_pow(shift));
    Ok(power.and_then(|power| digits.checked_mul(power)))
}

/// `digits / 10^scale` as text.
pub(super) fn decimal_text(digits: i128, scale: u32) -> String {
    if scale == 0 {
        return digits.to_string();
    }
    let width = scale as usize + 1;
    let text = format!("{digits:0>width$}");
    let (whole, fraction) = text.split_at(text.len() - scale as usize);
    format!("{whole}.{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_exact() {
        let int = Number::Integer;
        let float = Number::Float;
        for (less, more) in [
            (int(1), float(1.5)),
            (float(1.5), int(2)),
            (float(-1.5), int(-1)),
            (int(-2), float(-1.5)),
            (int(9_007_199_254_740_992), int(9_007_199_254_740_993)),
            (float(9_007_199_254_740_992.0), int(9_007_199_254_740_993)),
            (int(i128::MAX), float(1e39)),
            (float(-1e39), int(i128::MIN)),
        ] {
            assert_eq!(less.partial_cmp(&more), Some(Ordering::Less), "{less:?} {more:?}");
            assert_eq!(more.partial_cmp(&less), Some(Ordering::Greater), "{less:?} {more:?}");
        }
        assert_eq!(int(3), float(3.0));
        assert_eq!(int(3).partial_cmp(&float(f64::NAN)), None);
    }

    #[test]
    fn multiples_are_decimal() {
        for (value, digits, scale, multiple) in [
            (0.3, 1, 1, true),
            (19.99, 1, 2, true),
            (0.075, 1, 2, false),
            (4.5, 15, 1, true),
            (1e308, 5, 1, true),
            (0.0, 7, 0, true),
            (35.0, 2, 0, false),
            (1e-8, 1, 8, true),
        ] {
            assert_eq!(is_multiple(Number::Float(value), digits, scale), multiple, "{value}");
        }
        assert!(is_multiple(Number::Integer(10), 5, 0));
        assert!(!is_multiple(Number::Integer(11), 5, 0));
        assert_eq!(decimal_text(1, 2), "0.01");
        assert_eq!(decimal_text(125, 1), "12.5");
    }
}
