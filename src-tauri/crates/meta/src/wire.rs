//! How the Graph API writes values: numbers as text, text sometimes as numbers, "no value" as an absent key.
//!
//! Insights pages hold half a million of these in a first sync, so text is borrowed from the reply and the common
//! decimal is read digit by digit; everything unusual falls through to the exact parser of `units`.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;
use serde::de::{Deserializer, Error, Visitor};
use units::{AccountDate, Count, MoneyError, Quantity, Timestamp};

/// Decimal text as a quantity; the same result as [`Quantity::parse`], faster for the form Meta uses.
pub(crate) fn parse_quantity(text: &str) -> Result<Quantity, MoneyError> {
    plain_micros(text.as_bytes()).map_or_else(|| Quantity::parse(text), |micros| Ok(Quantity::from_micros(micros)))
}

/// `digits[.digits]` with at most 12 before and 6 after the point; `None` for any other form.
fn plain_micros(text: &[u8]) -> Option<i64> {
    let (whole, fraction) = match text.iter().position(|byte| *byte == b'.') {
        Some(point) => (&text[..point], &text[point + 1..]),
        None => (text, &b""[..]),
    };
    let point_without_digits = fraction.is_empty() && whole.len() != text.len();
    if whole.is_empty() || whole.len() > 12 || fraction.len() > 6 || point_without_digits {
        return None;
    }
    let mut micros = digits(whole)?;
    for place in 0..6 {
        micros = micros * 10 + fraction.get(place).map_or(Some(0), digit)?;
    }
    Some(micros)
}

fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |sum, byte| Some(sum * 10 + digit(byte)?))
}

fn digit(byte: &u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}

/// `YYYY-MM-DD`; chrono's format interpreter is too slow for two of these in every row.
fn parse_day(text: &str) -> Option<AccountDate> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let part = |range: std::ops::Range<usize>| digits(&bytes[range]).and_then(|value| u32::try_from(value).ok());
    let year = i32::try_from(part(0..4)?).ok()?;
    NaiveDate::from_ymd_opt(year, part(5..7)?, part(8..10)?).filter(|_date| year >= 1970).map(AccountDate::from_naive)
}

fn parse_count(text: &str) -> Option<Count> {
    let whole = text.as_bytes();
    if (1..=15).contains(&whole.len())
        && let Some(value) = digits(whole)
    {
        return Count::try_from(value).ok();
    }
    let micros = parse_quantity(text).ok()?.micros();
    (micros % 1_000_000 == 0).then(|| Count::try_from(micros / 1_000_000).ok()).flatten()
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<Cow<'de, str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number or nothing")
    }
    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Borrowed(text)))
    }
    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text.to_owned())))
    }
    fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(text)))
    }
    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }
    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(Cow::Owned(number.to_string())))
    }
    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// Text, borrowed where the reply holds it without escapes.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Cow<'de, str>>, D::Error> {
    from.deserialize_any(TextVisitor)
}

/// Text of our own. An empty one is kept: it was there.
pub(crate) fn string<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(text(from)?.map(Cow::into_owned))
}

/// A decimal, however it is written.
pub(crate) fn quantity<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Quantity>, D::Error> {
    match text(from)? {
        None => Ok(None),
        Some(written) => parse_quantity(&written).map(Some).map_err(D::Error::custom),
    }
}

/// A whole number, however it is written.
pub(crate) fn count<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Count>, D::Error> {
    match text(from)? {
        None => Ok(None),
        Some(written) => parse_count(&written)
            .map(Some)
            .ok_or_else(|| D::Error::custom(format_args!("`{}` is not a whole number", short(&written)))),
    }
}

/// A day.
pub(crate) fn day<'de, D: Deserializer<'de>>(from: D) -> Result<Option<AccountDate>, D::Error> {
    match text(from)? {
        None => Ok(None),
        Some(written) => parse_day(&written)
            .map(Some)
            .ok_or_else(|| D::Error::custom(format_args!("`{}` is not a day", short(&written)))),
    }
}

/// An instant, as text with an offset or as seconds since 1970. Meta writes "never set" as the second before 1970
/// or as 0; both are nothing.
pub(crate) fn instant<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Timestamp>, D::Error> {
    let Some(written) = text(from)? else { return Ok(None) };
    let at = match written.parse::<i64>() {
        Ok(seconds) => Timestamp::from_millis(seconds.saturating_mul(1000)),
        Err(_not_seconds) => Timestamp::parse(&written).map_err(D::Error::custom)?,
    };
    Ok((at.millis() > 0).then_some(at))
}

/// The beginning of an unexpected value, for an error text.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimals_in_metas_form_take_the_fast_path() {
        assert_eq!(plain_micros(b"14.35"), Some(14_350_000));
        assert_eq!(plain_micros(b"0"), Some(0));
        assert_eq!(plain_micros(b"5.094340"), Some(5_094_340));
        for odd in ["", ".", "5.", ".5", "-1", "1e3", "1.2345678", "1 ", "1234567890123"] {
            assert_eq!(plain_micros(odd.as_bytes()), None, "{odd}");
        }
        assert_eq!(parse_quantity("-1.5").map(Quantity::micros), Ok(-1_500_000));
        assert!(parse_quantity("n/a").is_err());
    }

    #[test]
    fn days_are_checked_against_the_calendar() {
        assert_eq!(parse_day("2026-02-16").map(|day| day.to_string()), Some("2026-02-16".into()));
        for wrong in ["2026-02-30", "2026-2-16", "20260216", "1969-12-31", "2026-13-01", "2026-02-1x"] {
            assert_eq!(parse_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn whole_numbers_may_carry_a_point_but_no_fraction() {
        assert_eq!(parse_count("106").map(Count::get), Some(106));
        assert_eq!(parse_count("106.0").map(Count::get), Some(106));
        assert_eq!(parse_count("106.5"), None);
        assert_eq!(parse_count("-1"), None);
    }

    proptest! {
        #[test]
        fn the_fast_path_agrees_with_the_exact_parser(text in r"[0-9]{1,12}(\.[0-9]{1,6})?") {
            prop_assert_eq!(plain_micros(text.as_bytes()), Quantity::parse(&text).ok().map(Quantity::micros));
        }

        #[test]
        fn any_text_is_read_the_same_by_both(text in r"[-+0-9.eE ]{0,16}") {
            prop_assert_eq!(parse_quantity(&text), Quantity::parse(&text));
        }

        #[test]
        fn every_day_written_is_read_back(number in 0_i32..40_000) {
            let day = AccountDate::from_number(number);
            prop_assert_eq!(parse_day(&day.to_string()), Some(day));
        }
    }
}
