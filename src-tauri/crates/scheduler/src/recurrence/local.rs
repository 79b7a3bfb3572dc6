//! Between the calendar on the wall and instants.

use chrono::{Duration, LocalResult, NaiveDateTime, Offset as _, TimeZone as _};
use units::{Timestamp, Zone};

use crate::SchedulerError;

/// The clocks are changed: `after` follows where `before` would have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) at: Timestamp,
    pub(super) before: NaiveDateTime,
    pub(super) after: NaiveDateTime,
}

impl Change {
    /// Whether this local time falls into the hole of a change forward.
    pub(super) fn swallows(&self, local: NaiveDateTime) -> bool {
        self.before <= local && local < self.after
    }

    pub(super) fn is_forward(&self) -> bool {
        self.after > self.before
    }

    /// A zone that moves across the date line leaves a whole day out: that is not a clock change but a day that
    /// does not exist.
    pub(super) fn skips_a_day(&self) -> bool {
        self.after - self.before >= Duration::hours(23)
    }
}

/// Reads `2026-02-16T09:30` or `2026-02-16 09:30`, seconds allowed.
pub(super) fn parse(text: &str) -> Result<NaiveDateTime, SchedulerError> {
    let text = text.trim();
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .ok_or_else(|| SchedulerError::NotALocalTime(text.chars().take(40).collect()))
}

/// The instant of a local time: the first of two, the first one after a gap.
pub(super) fn resolve(zone: Zone, local: NaiveDateTime) -> Timestamp {
    match zone.tz().from_local_datetime(&local) {
        LocalResult::Single(found) | LocalResult::Ambiguous(found, _) => Timestamp::from(found.to_utc()),
        LocalResult::None => {
            // The hole lies within a day and a bit of where the local time would be in UTC.
            let around = Timestamp::from(local.and_utc());
            let (from, until) = (around.minus(DAY_AND_A_HALF), around.plus(DAY_AND_A_HALF));
            changes(zone, from, until).find(|change| change.swallows(local)).map_or(around, |change| change.at)
        }
    }
}

/// Seconds east of UTC.
pub(super) fn offset(zone: Zone, at: Timestamp) -> i32 {
    zone.tz().offset_from_utc_datetime(&at.to_utc().naive_utc()).fix().local_minus_utc()
}

pub(super) fn civil(at: Timestamp, offset: i32) -> NaiveDateTime {
    at.to_utc().naive_utc() + Duration::seconds(i64::from(offset))
}

pub(super) fn instant(civil: NaiveDateTime, offset: i32) -> Timestamp {
    Timestamp::from((civil - Duration::seconds(i64::from(offset))).and_utc())
}

/// Whether the instant is the second of two with the same local time.
pub(super) fn is_second_copy(zone: Zone, local: NaiveDateTime, at: Timestamp) -> bool {
    matches!(zone.tz().from_local_datetime(&local), LocalResult::Ambiguous(first, _) if Timestamp::from(first.to_utc()) != at)
}

const DAY: std::time::Duration = std::time::Duration::from_secs(86_400);
const DAY_AND_A_HALF: std::time::Duration = std::time::Duration::from_secs(36 * 3_600);

/// The first change of the clocks in `(from, until]`.
pub(super) fn first_change(zone: Zone, from: Timestamp, until: Timestamp) -> Option<Change> {
    let old = offset(zone, from);
    let mut low = from;
    while low < until {
        let high = low.plus(DAY).min(until);
        if offset(zone, high) != old {
            return Some(bisect(zone, old, low, high));
        }
        low = high;
    }
    None
}

/// All changes in `(from, until]`, oldest first.
pub(super) fn changes(zone: Zone, from: Timestamp, until: Timestamp) -> impl Iterator<Item = Change> {
    std::iter::successors(first_change(zone, from, until), move |last| first_change(zone, last.at, until))
}

/// The offset is `old` at `low` and another one at `high`; changes lie on whole seconds.
fn bisect(zone: Zone, old: i32, low: Timestamp, high: Timestamp) -> Change {
    let (mut low, mut high) = (low.millis().div_euclid(1000), high.millis().div_euclid(1000));
    while high - low > 1 {
        let middle = i64::midpoint(low, high);
        if offset(zone, Timestamp::from_millis(middle * 1000)) == old { low = middle } else { high = middle }
    }
    let at = Timestamp::from_millis(high * 1000);
    Change { at, before: civil(at, old), after: civil(at, offset(zone, at)) }
}
