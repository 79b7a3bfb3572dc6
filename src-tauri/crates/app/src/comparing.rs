//! Which days may be compared with the days before.

use units::{AccountDate, DayRange};

/// Whether a range may be compared at all: not if it holds a day that is not over, because part of a day compared with
/// whole ones looks like a drop.
#[must_use]
pub fn may_compare(range: DayRange, today: AccountDate) -> bool {
    range.until() < today
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_never_compared() {
        let today = AccountDate::parse("2026-02-16").unwrap();
        assert!(!may_compare(DayRange::ending(today, 7), today));
        assert!(!may_compare(DayRange::ending(today.plus_days(3), 2), today));
        assert!(may_compare(DayRange::ending(today.plus_days(-1), 7), today));
    }
}
