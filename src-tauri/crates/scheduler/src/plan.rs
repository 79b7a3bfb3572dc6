//! What becomes of the due times of a schedule that have passed.
//!
//! Normally there is one, of a moment ago, and it runs. After sleep or a pause there may be many; which of them run
//! is the schedule's policy for missed runs, and each of the others is accounted for with the reason.

use std::time::Duration;

use store::jobs::{DuePlan, DueRun, Job, MissedPolicy, Stretch, When, reason};
use units::{IdSource, RunId, Timestamp};

use crate::SchedulerError;
use crate::recurrence::Recurrence;

/// A due time that is picked up this late was not missed: the runner was busy, or it was filed a moment ago.
pub const ON_TIME: Duration = Duration::from_secs(60);

/// The rule of a stored schedule.
///
/// # Errors
/// [`SchedulerError::NotCron`] and [`SchedulerError::NeverFires`] for a rule that some other program stored.
pub fn recurrence_of(when: &When, zone: units::Zone) -> Result<Recurrence, SchedulerError> {
    match when {
        When::Once(at) => Recurrence::once(&at.to_string(), zone),
        When::Cron(expression) => Recurrence::cron(expression, zone),
    }
}

/// Plans for all due times of `job` until `now`. `missed` says why those that are late were not run in time, unless
/// the schedule does not say so itself.
#[must_use]
pub fn plan(
    job: &Job,
    rule: &Recurrence,
    was_due_at: Timestamp,
    now: Timestamp,
    missed: &'static str,
    ids: &dyn IdSource,
) -> DuePlan {
    let wanted = match job.settings.missed {
        MissedPolicy::Each(count) => count,
        MissedPolicy::Once | MissedPolicy::Skip => 1,
    };
    let keep = usize::try_from(wanted).unwrap_or(usize::MAX).saturating_add(2);
    let elapsed = rule.elapsed(was_due_at, now, keep);
    let is_late = |due: Timestamp| now.since(due) > ON_TIME;
    let too_late = |due: Timestamp| job.settings.late_limit.is_some_and(|limit| now.since(due) > limit);

    let newest_is_late = elapsed.newest.last().copied().is_some_and(is_late);
    let made_up_for = match job.settings.missed {
        MissedPolicy::Once => u32::from(newest_is_late),
        MissedPolicy::Each(count) => count,
        MissedPolicy::Skip => 0,
    };
    let runs_wanted = (made_up_for + u32::from(!newest_is_late)).min(runs_left(job));
    let split = elapsed.newest.len().saturating_sub(usize::try_from(runs_wanted).unwrap_or(usize::MAX));
    let (left_out, chosen) = elapsed.newest.split_at(split);
    let (given_up, run): (Vec<Timestamp>, Vec<Timestamp>) =
        chosen.iter().partition(|due| is_late(**due) && too_late(**due));

    let skipped_count = elapsed.count - u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    let mut skipped = Vec::new();
    if let Some(last) = left_out.last().copied().filter(|_last| skipped_count > 0) {
        let why = if too_late(last) && made_up_for > 0 { reason::TOO_LATE } else { missed };
        skipped.push(stretch(was_due_at, last, skipped_count, why, now, ids));
    }
    if let (Some(first), Some(last)) = (given_up.first(), given_up.last()) {
        let count = u32::try_from(given_up.len()).unwrap_or(u32::MAX);
        skipped.push(stretch(*first, *last, count, reason::TOO_LATE, now, ids));
    }
    DuePlan {
        job: job.id,
        was_due_at,
        runs: run
            .into_iter()
            .map(|due_at| DueRun { id: RunId(ids.uuid(now)), due_at, late: is_late(due_at).then_some(missed) })
            .collect(),
        skipped,
        next_run_at: rule.next_after(now.max(was_due_at)),
        concurrency_key: None,
    }
}

/// All due times until `now` as one stretch that is not run, if there are any: after a pause, before an edit.
#[must_use]
pub fn unhandled(
    rule: &Recurrence,
    next_run_at: Option<Timestamp>,
    now: Timestamp,
    why: &'static str,
    ids: &dyn IdSource,
) -> Option<Stretch> {
    let first = next_run_at.filter(|due| *due <= now)?;
    let elapsed = rule.elapsed(first, now, 1);
    let last = elapsed.newest.last().copied().unwrap_or(first);
    Some(stretch(first, last, elapsed.count, why, now, ids))
}

fn runs_left(job: &Job) -> u32 {
    job.settings.max_runs.map_or(u32::MAX, |max| max.saturating_sub(job.runs_completed))
}

fn stretch(
    first: Timestamp,
    last: Timestamp,
    count: u32,
    why: &'static str,
    now: Timestamp,
    ids: &dyn IdSource,
) -> Stretch {
    Stretch { id: RunId(ids.uuid(now)), first, last, count, reason: why }
}
