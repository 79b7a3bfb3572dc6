//! Schedules that do the same at the same times. Two of them may be meant, so nobody is kept from it; but a person hears
//! of it before everything is done twice.

use serde_json::Value;
use store::jobs::{Job, JobStatus, When};
use units::{JobId, Zone};

/// What a schedule does, and when: its name and what happens with missed runs make it no other one.
pub(crate) struct Doing<'a> {
    /// The word of its type.
    pub job_type: &'a str,
    /// The brand it belongs to, if any.
    pub brand: Option<&'a str>,
    /// When.
    pub when: &'a When,
    /// The zone of the rule.
    pub zone: Zone,
    /// For the handler.
    pub parameters: &'a Value,
}

impl<'a> Doing<'a> {
    fn of(job: &'a Job) -> Self {
        let settings = &job.settings;
        Self {
            job_type: &job.job_type,
            brand: job.brand.as_deref(),
            when: &settings.when,
            zone: settings.zone,
            parameters: &settings.parameters,
        }
    }

    fn equals(&self, other: &Self) -> bool {
        self.job_type == other.job_type
            && self.brand == other.brand
            && self.when == other.when
            && (self.zone == other.zone || matches!(self.when, When::Once(_)))
            && plain(self.parameters) == plain(other.parameters)
    }

    /// Those of `all` that do this, without the one that is `besides`. One that is completed does nothing any more.
    pub(crate) fn among<'b>(&self, all: &'b [Job], besides: Option<JobId>) -> Vec<&'b Job> {
        let in_use = |job: &&Job| matches!(job.status, JobStatus::Active | JobStatus::Paused);
        let others = all.iter().filter(in_use).filter(|job| Some(job.id) != besides);
        others.filter(|job| self.equals(&Doing::of(job))).collect()
    }
}

/// The schedules of `all` that equal this one, by id.
pub(super) fn equal_to(job: &Job, all: &[Job]) -> Vec<JobId> {
    if !matches!(job.status, JobStatus::Active | JobStatus::Paused) {
        return Vec::new();
    }
    Doing::of(job).among(all, Some(job.id)).into_iter().map(|other| other.id).collect()
}

/// Parameters as handlers read them: a number may be written as text, and what is empty is not said.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| !value.is_null() && **value != Value::String(String::new()))
            .map(|(key, value)| (key.clone(), plain(value)))
            .collect(),
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Number(_) | Value::Bool(_) => Value::String(value.to_string()),
        Value::String(text) => Value::String(text.trim().to_owned()),
        Value::Null => Value::Null,
    }
}
