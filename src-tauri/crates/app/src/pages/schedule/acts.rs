//! What the form of a job sends, as the use cases of [`crate::jobs`] take it.

use std::time::Duration;

use serde_json::{Map, Value};
use store::jobs::{Job, JobStatus, MissedPolicy};
use units::{JobId, Zone};

use super::{JobInput, Missed, ParamValue, Rule};
use crate::jobs::{self, NewSchedule, ScheduleChange};
use crate::{AppError, ErrorCode, Workspace};

/// Files a job; the answer is its id.
///
/// # Errors
/// As [`jobs::file`].
pub fn create_job(workspace: &Workspace, input: JobInput) -> Result<JobId, AppError> {
    let new = NewSchedule {
        job_type: input.job_type.word().to_owned(),
        name: input.name,
        rule: rule(input.rule),
        zone: Zone::parse(&input.zone)?,
        missed: missed(&input.missed),
        late_limit: limit(input.late_minutes),
        max_runs: input.max_runs,
        max_retries: input.max_retries,
        parameters: json_of(&input.parameters),
    };
    Ok(jobs::file(workspace, &new)?.id)
}

/// Changes a job to what the form says. A rule that was not touched is not changed: its next due time stays.
///
/// # Errors
/// As [`jobs::edit`].
pub fn change_job(workspace: &Workspace, id: JobId, input: JobInput) -> Result<JobId, AppError> {
    let before = workspace.store.job(id)?;
    let zone = Zone::parse(&input.zone)?;
    let moved = zone != before.settings.zone || input.rule != super::reads::rule_of(&before);
    let change = ScheduleChange {
        name: Some(input.name),
        rule: moved.then(|| rule(input.rule)),
        zone: moved.then_some(zone),
        missed: Some(missed(&input.missed)),
        late_limit: Some(limit(input.late_minutes)),
        max_runs: Some(input.max_runs),
        max_retries: input.max_retries,
        parameters: Some(json_of(&input.parameters)),
    };
    Ok(jobs::edit(workspace, id, &change)?.id)
}

/// Pauses every active schedule; the answer is which.
///
/// # Errors
/// As the file fails; those that were paused before stay so.
pub fn pause_all(workspace: &Workspace) -> Result<Vec<JobId>, AppError> {
    let paused = each(workspace, JobStatus::Active, None, |id| jobs::pause(workspace, id).map(drop))?;
    jobs::together::remember(workspace, &paused)?;
    Ok(paused)
}

/// Lets the schedules go on that were paused together, or of `only` those that are paused; the answer is which. What
/// stood still before was meant to. Where none was paused together, every paused one goes on.
///
/// # Errors
/// As the file fails; those that go on already do.
pub fn resume_all(workspace: &Workspace, only: Option<&[JobId]>) -> Result<Vec<JobId>, AppError> {
    let together = jobs::together::paused_together(workspace)?;
    let is_paused = |job: &Job| job.status == JobStatus::Paused && together.contains(&job.id);
    let some_are = workspace.store.jobs()?.iter().any(is_paused);
    let only = only.or_else(|| some_are.then_some(together.as_slice()));
    each(workspace, JobStatus::Paused, only, |id| jobs::resume(workspace, id).map(drop))
}

/// One that another act changed in the same moment is passed over.
fn each(
    workspace: &Workspace,
    status: JobStatus,
    only: Option<&[JobId]>,
    act: impl Fn(JobId) -> Result<(), AppError>,
) -> Result<Vec<JobId>, AppError> {
    let mut done = Vec::new();
    for job in workspace.store.jobs()?.into_iter().filter(|job| job.status == status) {
        if only.is_some_and(|only| !only.contains(&job.id)) {
            continue;
        }
        match act(job.id) {
            Ok(()) => done.push(job.id),
            Err(error) if error.code == ErrorCode::Conflict => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

pub(super) fn rule(rule: Rule) -> jobs::Rule {
    match rule {
        Rule::Cron { expression } => jobs::Rule::Cron(expression),
        Rule::Once { local } => jobs::Rule::At(local),
    }
}

fn missed(missed: &Missed) -> MissedPolicy {
    match missed {
        Missed::Once => MissedPolicy::Once,
        Missed::Each { limit } => MissedPolicy::Each(*limit),
        Missed::Skip => MissedPolicy::Skip,
    }
}

fn limit(minutes: Option<u32>) -> Option<Duration> {
    minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60))
}

/// Handlers read numbers that are written as text too, so what was typed is stored as it is; only what a form has no
/// field for (lists, yes and no) is JSON.
pub fn json_of(values: &[ParamValue]) -> Value {
    let filled = values.iter().filter(|param| !param.value.trim().is_empty());
    let fields: Map<String, Value> = filled.map(|param| (param.key.clone(), value(param.value.trim()))).collect();
    Value::Object(fields)
}

fn value(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(json @ (Value::Bool(_) | Value::Array(_) | Value::Object(_))) => json,
        Ok(_) | Err(_) => Value::String(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_typed_is_stored_and_what_was_left_empty_is_not() {
        let typed = |key: &str, value: &str| ParamValue { key: key.into(), value: value.into() };
        let stored = json_of(&[
            typed("account", "act_1"),
            typed("days_back", " 7 "),
            typed("min_spend", ""),
            typed("scrape_missing_lp", "false"),
            typed("sizes", "[1,2]"),
        ]);
        let expected = json!({ "account": "act_1", "days_back": "7", "scrape_missing_lp": false, "sizes": [1, 2] });
        assert_eq!(stored, expected);
    }
}
