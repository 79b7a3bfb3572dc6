//! How far back Meta keeps figures.

use units::AccountDate;

/// Months that insights reach back.
const MONTHS: u32 = 37;
/// Meta counts months by their lengths; two days of margin never meet code 3018.
const MARGIN_DAYS: i32 = 2;

/// The first day that can be asked for when `today` is today in the account's zone.
#[must_use]
pub fn earliest_day(today: AccountDate) -> AccountDate {
    today.minus_months(MONTHS).plus_days(MARGIN_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> AccountDate {
        AccountDate::parse(text).unwrap()
    }

    #[test]
    fn the_bound_of_37_months_leaves_two_days_of_room() {
        let today = day("2026-11-22");
        assert_eq!(earliest_day(today), day("2023-10-24"));
    }

    #[test]
    fn month_ends_are_safe() {
        assert_eq!(earliest_day(day("2026-03-31")), day("2023-03-02"));
        assert_eq!(earliest_day(day("2027-03-29")), day("2024-03-02"));
    }
}
