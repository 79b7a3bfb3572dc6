//! Which days a sync reads, and in what pieces.
//!
//! Calls are what is scarce, so a piece ("slice") is as many neighbouring days as fill some six full pages: short
//! enough that little is lost when the program is killed in the middle, long enough that hardly any page is half
//! empty. Newest days first, because people look at those.

use units::{AccountDate, DayRange};

/// Days that make the pages usable; read before everything else.
pub const NEWEST_DAYS: u32 = 7;
/// Days of the first sync, the newest included.
pub const FIRST_DAYS: u32 = 90;
/// Days whose numbers may still move.
pub const MATURING_DAYS: u32 = 28;
/// Days that are read again every time, whatever their checksum says: today and the two before it move all day long.
pub const ALWAYS_DAYS: u32 = 3;
/// Rows that one page holds.
pub const PAGE_ROWS: u32 = 500;
/// Rows that a slice aims at: the unit of work that is repeated after a kill, and what is held in memory at once (up to
/// six slices of some 3 kB a row: four on their way, one that waits, one being written).
const SLICE_ROWS: u32 = 3_000;
/// No slice is longer, however few ads there are: Meta refuses wide ranges of many ads.
const SLICE_DAYS: u32 = 30;

/// The calendar months of a range, the first and the last one cut to it.
#[must_use]
pub fn months(range: DayRange) -> Vec<DayRange> {
    let mut months = Vec::new();
    let mut since = range.since();
    while since <= range.until() {
        let days = i32::try_from(since.days_in_month()).unwrap_or(31);
        let until = since.month_start().plus_days(days - 1).min(range.until());
        months.extend(DayRange::new(since, until));
        since = until.plus_days(1);
    }
    months
}

/// A range in pieces of at most so many days, newest first.
#[must_use]
pub fn pieces(range: DayRange, days: u32) -> Vec<DayRange> {
    let mut pieces = Vec::new();
    let mut until = range.until();
    while until >= range.since() {
        let piece = DayRange::ending(until, days);
        let since = piece.since().max(range.since());
        pieces.extend(DayRange::new(since, until));
        until = since.plus_days(-1);
    }
    pieces
}

/// Cuts days into slices, newest first. `days` may have gaps and any order; a slice never spans a gap, so that no
/// day is read that was not asked for.
#[must_use]
pub fn slices(days: &[AccountDate], rows_a_day: u32) -> Vec<DayRange> {
    let longest = days_in_a_slice(rows_a_day);
    let mut newest_first: Vec<AccountDate> = days.to_vec();
    newest_first.sort_unstable_by(|a, b| b.cmp(a));
    newest_first.dedup();
    let mut slices: Vec<DayRange> = Vec::new();
    for day in newest_first {
        match slices.last_mut() {
            Some(slice) if slice.since().plus_days(-1) == day && slice.len() < longest => {
                *slice = DayRange::ending(slice.until(), slice.len() + 1);
            }
            _ => slices.push(DayRange::ending(day, 1)),
        }
    }
    slices
}

/// How many days of this many rows fill a slice, best in whole pages: 4 days of 250 rows are two full pages.
fn days_in_a_slice(rows_a_day: u32) -> u32 {
    (SLICE_ROWS / rows_a_day.max(1)).clamp(1, SLICE_DAYS)
}

/// The halves of a range, newer half first; `None` for a single day, which cannot be split.
#[must_use]
pub fn halves(range: DayRange) -> Option<[DayRange; 2]> {
    let newer = range.len() / 2;
    (newer > 0).then(|| {
        let newer = DayRange::ending(range.until(), newer);
        [newer, DayRange::ending(newer.since().plus_days(-1), range.len() - newer.len())]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> AccountDate {
        AccountDate::parse(text).unwrap()
    }

    fn texts(slices: &[DayRange]) -> Vec<String> {
        slices.iter().map(|slice| format!("{}..{}", slice.since(), slice.until())).collect()
    }

    #[test]
    fn slices_are_newest_first_and_sized_by_rows() {
        let days: Vec<AccountDate> = DayRange::ending(day("2026-11-22"), 7).days().collect();
        assert_eq!(
            texts(&slices(&days, 1_000)),
            ["2026-11-20..2026-11-22", "2026-11-17..2026-11-19", "2026-11-16..2026-11-16"]
        );
        assert_eq!(slices(&days, 2_000).len(), 7);
        assert_eq!(texts(&slices(&days, 10)), ["2026-11-16..2026-11-22"]);
        assert_eq!(slices(&days, 1_000_000).len(), 7);
    }

    #[test]
    fn pieces_cover_the_range_newest_first_without_overlap() {
        let range = DayRange::ending(day("2026-02-16"), 28);
        let pieces = pieces(range, 10);
        assert_eq!(pieces.iter().map(|piece| piece.len()).collect::<Vec<_>>(), [10, 10, 8]);
        assert_eq!((pieces[0].until(), pieces[2].since()), (range.until(), range.since()));
        assert!(pieces.windows(2).all(|two| two[1].until().plus_days(1) == two[0].since()));
    }

    #[test]
    fn months_are_whole_but_for_the_ends_of_the_range() {
        let range = DayRange::new(day("2025-12-30"), day("2026-03-01")).unwrap();
        assert_eq!(
            texts(&months(range)),
            ["2025-12-30..2025-12-31", "2026-01-01..2026-01-31", "2026-02-01..2026-02-28", "2026-03-01..2026-03-01"]
        );
    }

    #[test]
    fn every_day_is_in_exactly_one_slice_and_no_other_day_is() {
        let wanted = [day("2026-11-01"), day("2026-11-02"), day("2026-11-05"), day("2026-10-31"), day("2026-11-05")];
        let mut read: Vec<AccountDate> = slices(&wanted, 1).into_iter().flat_map(DayRange::days).collect();
        read.sort_unstable();
        assert_eq!(read, [day("2026-10-31"), day("2026-11-01"), day("2026-11-02"), day("2026-11-05")]);
    }

    #[test]
    fn a_small_account_is_still_read_in_pieces_of_a_month() {
        let days: Vec<AccountDate> = DayRange::ending(day("2026-11-22"), 90).days().collect();
        assert!(slices(&days, 0).iter().all(|slice| slice.len() == 30));
    }

    #[test]
    fn halves_cover_the_range_and_a_day_has_none() {
        let [newer, older] = halves(DayRange::ending(day("2026-11-22"), 5)).unwrap();
        assert_eq!((newer.len(), older.len()), (2, 3));
        assert_eq!(older.until().plus_days(1), newer.since());
        assert!(halves(DayRange::ending(day("2026-11-22"), 1)).is_none());
    }
}
