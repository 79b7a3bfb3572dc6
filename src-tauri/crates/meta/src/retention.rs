//! How far back Meta keeps figures.

use units::{AccountDate, DayRange};

/// Months that insights reach back.
const MONTHS: u32 = 37;
/// Meta counts months by their lengths; two days of margin never meet code 3018.
const MARGIN_DAYS: i32 = 2;

/// The first day that can be asked for when `today` is today in the account's zone.
#[must_use]
pub fn earliest_day(today: AccountDate) -> AccountDate {
    today.minus_months(MONTHS).plus_days(MARGIN_DAYS)
}

/// The part of a range that Meta still keeps; `None` if that is nothing.
#[must_use]
pub fn clip(range: DayRange, today: AccountDate) -> Option<DayRange> {
    DayRange::new(range.since().max(earliest_day(today)), range.until()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> AccountDate {
        AccountDate::parse(text).unwrap()
    }

    #[test]
    fn the_start_moves_into_what_is_kept() {
        let today = day("2026-11-22");
        assert_eq!(earliest_day(today), day("2023-10-24"));
        let old = DayRange::new(day("2020-01-01"), day("2026-11-22")).unwrap();
        assert_eq!(clip(old, today).unwrap().since(), day("2023-10-24"));
        let recent = DayRange::ending(today, 90);
        assert_eq!(clip(recent, today), Some(recent));
        let gone = DayRange::new(day("2020-01-01"), day("2020-02-01")).unwrap();
        assert_eq!(clip(gone, today), None);
    }

    #[test]
    fn month_ends_are_safe() {
        assert_eq!(earliest_day(day("2026-03-31")), day("2023-03-02"));
        assert_eq!(earliest_day(day("2027-03-29")), day("2024-03-02"));
    }
}
