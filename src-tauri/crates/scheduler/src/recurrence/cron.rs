//! Cron expressions.
//!
//! croner reads the expression and walks the calendar; it is only ever asked in UTC, as a calendar without clock
//! changes. What happens when clocks change is decided here.

use chrono::{NaiveDateTime, Timelike as _};
use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use units::{Timestamp, Zone};

use super::local::{self, Change};
use crate::SchedulerError;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CronRule {
    cron: Cron,
    /// The hours are spelled out: a time that does not exist moves behind the gap.
    fixed_hours: bool,
    /// Minutes and hours are spelled out: a time that happens twice counts once.
    fixed_times: bool,
}

impl CronRule {
    pub(super) fn parse(expression: &str) -> Result<Self, SchedulerError> {
        let refuse = |problem: &str| SchedulerError::NotCron {
            expression: expression.chars().take(80).collect(),
            problem: problem.to_owned(),
        };
        let fields: Vec<&str> = expression.split_whitespace().collect();
        let [minute, hour, _day, _month, _weekday] = fields[..] else {
            return Err(refuse(&format!("it has {} fields", fields.len())));
        };
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        let cron = parser.parse(expression).map_err(|error| refuse(&error.to_string()))?;
        let spelled_out = |field: &str| !field.contains(['*', '/', '?']);
        let fixed_hours = spelled_out(hour);
        let rule = Self { cron, fixed_hours, fixed_times: fixed_hours && spelled_out(minute) };
        // The calendar repeats after 400 years, so any start tells whether it ever comes true.
        let start = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
        match rule.next_civil(start, true) {
            Some(_comes_true) => Ok(rule),
            None => Err(SchedulerError::NeverFires(expression.trim().to_owned())),
        }
    }

    /// Whether it means times of day rather than elapsed time.
    pub(super) fn is_time_of_day(&self) -> bool {
        self.fixed_hours
    }

    /// The first time inside `[from, until)` of the calendar.
    pub(super) fn first_inside(&self, from: NaiveDateTime, until: NaiveDateTime) -> Option<NaiveDateTime> {
        self.next_civil(from, true).filter(|found| *found < until)
    }

    pub(super) fn next_after(&self, zone: Zone, after: Timestamp) -> Option<Timestamp> {
        let mut from = after;
        let mut inclusive = false;
        // One step per clock change on the way, and one per repeated time that is left out.
        loop {
            let offset = local::offset(zone, from);
            let civil = local::civil(from, offset).with_nanosecond(0)?;
            let found = self.next_civil(civil, inclusive)?;
            let candidate = local::instant(found, offset);
            match local::first_change(zone, from, candidate) {
                None if self.fixed_times && local::is_second_copy(zone, found, candidate) => {
                    from = candidate;
                    inclusive = false;
                }
                None => return Some(candidate),
                Some(change) => {
                    if self.moves_behind(&change, found) && change.at > after {
                        return Some(change.at);
                    }
                    from = change.at;
                    inclusive = true;
                }
            }
        }
    }

    /// How many times the rule comes true on a day without a clock change.
    pub(super) fn times_a_day(&self) -> u32 {
        let start = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default().and_time(chrono::NaiveTime::MIN);
        let Some(first) = self.next_civil(start, true) else { return 0 };
        let same_day = |time: &NaiveDateTime| time.date() == first.date();
        let times = std::iter::successors(Some(first), |last| self.next_civil(*last, false)).take_while(same_day);
        u32::try_from(times.count()).unwrap_or(u32::MAX)
    }

    fn moves_behind(&self, change: &Change, found: NaiveDateTime) -> bool {
        self.fixed_hours && !change.skips_a_day() && change.swallows(found)
    }

    fn next_civil(&self, from: NaiveDateTime, inclusive: bool) -> Option<NaiveDateTime> {
        self.cron.find_next_occurrence(&from.and_utc(), inclusive).ok().map(|found| found.naive_utc())
    }
}
