//! When a schedule is due.
//!
//! A rule is either one local time or a cron expression of five fields, and always has an IANA zone. The rules of
//! clock changes are ours, because a library that treats `0 6,18 * * *` as an interval would lose or double runs:
//!
//! - A rule whose hours are spelled out means *a time of day*. If that time does not exist (spring), it runs at the
//!   first instant after the gap; several times inside one gap run once.
//! - If minutes and hours are both spelled out and the time happens twice (autumn), the first one counts.
//! - A rule with `*` or a step means *elapsed time*: hours that do not exist are left out, repeated ones repeat.
//! - A whole day that does not exist (Pacific/Apia, 2011-12-30) has no runs and ends nothing.

mod cron;
mod elapsed;
mod local;
mod note;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;
use units::{Timestamp, Zone};

use crate::SchedulerError;
use cron::CronRule;
pub use elapsed::Elapsed;

/// A rule in a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    rule: Rule,
    zone: Zone,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Rule {
    /// The instant, and the local time that was meant by it: they differ where that time does not exist.
    Once {
        at: Timestamp,
        meant: NaiveDateTime,
    },
    Cron(Box<CronRule>),
}

/// One time at which a schedule is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The instant.
    pub at: Timestamp,
    /// What the clocks do around it, in a sentence, if they change that night.
    pub note: Option<String>,
}

impl Recurrence {
    /// Five fields, names of months and weekdays allowed, Sunday is 0 or 7.
    ///
    /// # Errors
    /// [`SchedulerError::NotCron`] and [`SchedulerError::NeverFires`].
    pub fn cron(expression: &str, zone: Zone) -> Result<Self, SchedulerError> {
        Ok(Self { rule: Rule::Cron(Box::new(CronRule::parse(expression)?)), zone })
    }

    /// Once, at a local date and time (`2026-02-16T09:30`) or at an instant (`2026-02-16T09:30:00Z`). An instant stays
    /// what it is, also in the hour that comes twice.
    ///
    /// # Errors
    /// [`SchedulerError::NotALocalTime`].
    pub fn once(text: &str, zone: Zone) -> Result<Self, SchedulerError> {
        let (at, meant) = match Timestamp::parse(text.trim()) {
            Ok(instant) => (instant, zone.local(instant).naive_local()),
            Err(_not_an_instant) => local::parse(text).map(|meant| (local::resolve(zone, meant), meant))?,
        };
        Ok(Self { rule: Rule::Once { at, meant }, zone })
    }

    /// The zone it is meant in.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The first time after `after`, not `after` itself.
    #[must_use]
    pub fn next_after(&self, after: Timestamp) -> Option<Timestamp> {
        match &self.rule {
            Rule::Once { at, .. } => Some(*at).filter(|at| *at > after),
            Rule::Cron(rule) => rule.next_after(self.zone, after),
        }
    }

    /// The next `count` times after `from`, with what the clocks do around them.
    #[must_use]
    pub fn preview(&self, from: Timestamp, count: usize) -> Vec<Occurrence> {
        let next = |after: &Timestamp| self.next_after(*after);
        std::iter::successors(self.next_after(from), next)
            .take(count)
            .map(|at| Occurrence { at, note: self.note(at) })
            .collect()
    }

    fn note(&self, at: Timestamp) -> Option<String> {
        match &self.rule {
            Rule::Once { meant, .. } if local::is_second_copy(self.zone, *meant, at) => note::repeated(self.zone, at),
            Rule::Once { meant, .. } => note::fixed(self.zone, at, |gap| gap.swallows(*meant).then_some(*meant)),
            Rule::Cron(rule) if rule.is_time_of_day() => {
                note::fixed(self.zone, at, |gap| rule.first_inside(gap.before, gap.after))
            }
            Rule::Cron(_) => note::repeated(self.zone, at),
        }
    }
}
