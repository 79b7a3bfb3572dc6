//! Due times that have passed.
//!
//! A rule that fires every minute has half a million due times in a year with the lid closed. They are counted by
//! whole days where no clock changes, and only the newest are looked at one by one.

use std::collections::VecDeque;
use std::time::Duration;

use units::Timestamp;

use super::{Recurrence, Rule, local};

/// The due times between two instants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elapsed {
    /// How many.
    pub count: u32,
    /// The newest of them, oldest first; never empty.
    pub newest: Vec<Timestamp>,
}

/// Rules that fire more often than this a day are counted by days.
const OFTEN: u32 = 50;
/// This many days at the end are always walked through.
const WALKED: Duration = Duration::from_secs(4 * 86_400);
const DAY: Duration = Duration::from_secs(86_400);

impl Recurrence {
    /// The due times from `first`, which is one, until `until`, and the newest `keep` of them.
    #[must_use]
    pub fn elapsed(&self, first: Timestamp, until: Timestamp, keep: usize) -> Elapsed {
        let (mut count, mut next) = self.leap(first, until);
        let mut newest = VecDeque::from([first]);
        while let Some(due) = next.filter(|due| *due <= until) {
            count += 1;
            newest.push_back(due);
            if newest.len() > keep.max(1) {
                newest.pop_front();
            }
            next = self.next_after(due);
        }
        Elapsed { count, newest: newest.into() }
    }

    /// Counts whole days; returns the count with `first` in it, and the due time to go on with.
    fn leap(&self, first: Timestamp, until: Timestamp) -> (u32, Option<Timestamp>) {
        let mut count = 1;
        let mut next = self.next_after(first);
        let Rule::Cron(rule) = &self.rule else { return (count, next) };
        if until.since(first) <= WALKED + DAY {
            return (count, next);
        }
        let times = rule.times_a_day();
        if times < OFTEN {
            return (count, next);
        }
        let end = until.minus(WALKED);
        while let Some(due) = next.filter(|due| *due < end) {
            let day = self.zone.day_of(due);
            let (start, tomorrow) = (self.zone.start_of(day), self.zone.start_of(day.plus_days(1)));
            let starts_the_day = self.next_after(start.minus(Duration::from_millis(1))) == Some(due);
            if starts_the_day && local::first_change(self.zone, start.minus(DAY), tomorrow).is_none() {
                count += times;
                next = self.next_after(tomorrow.minus(Duration::from_millis(1)));
            } else {
                count += 1;
                next = self.next_after(due);
            }
        }
        (count, next)
    }
}
