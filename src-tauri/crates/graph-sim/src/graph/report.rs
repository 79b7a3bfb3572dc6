//! Asynchronous reports: started, polled, read.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde_json::{Map, Value, json};

use super::{Graph, insights};
use crate::call::{Call, GraphError, Reply};
use crate::fault::Fault;
use crate::roll::draw;
use crate::world::Node;

#[derive(Debug)]
struct Report {
    question: Arc<insights::Question>,
    polls: u32,
    fails: bool,
    /// Polls at 100 % that still say it runs.
    races: u32,
    lost: u32,
    started: i64,
}

/// Reports by id.
#[derive(Debug, Default)]
pub(crate) struct Reports(Mutex<HashMap<String, Report>>);

impl Reports {
    pub(super) fn knows(&self, id: &str) -> bool {
        self.lock().contains_key(id)
    }

    pub(super) fn account_of(&self, id: &str) -> Option<usize> {
        self.lock().get(id).map(|report| report.question.account)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Report>> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// `POST act_…/insights`. With `execution_options=["validate_only"]` the question is checked and nothing is made.
pub(super) fn start(graph: &Graph, call: &Call, node: Node) -> Result<Reply, GraphError> {
    let question = Arc::new(insights::Question::read(graph, call, node)?);
    if call.list("execution_options").is_some_and(|options| options.iter().any(|option| option == "validate_only")) {
        return Ok(Reply::json(&json!({ "success": true })));
    }
    let struck = |fault| graph.faults.strikes(fault, "insights_async", 1);
    let mut all = graph.reports.lock();
    let id = format!("{}", 1_400_000_000_000_000 + draw(all.len() as u64, 81, 0, 0) % 99_999_999_999_999);
    let report = Report {
        question,
        polls: 0,
        fails: struck(Fault::AsyncFail).is_some(),
        races: struck(Fault::AsyncRace).unwrap_or(0),
        lost: struck(Fault::AsyncLost).unwrap_or(0),
        started: graph.clock.now().millis() / 1000,
    };
    all.insert(id.clone(), report);
    Ok(Reply::json(&json!({ "report_run_id": id })))
}

/// `GET {report_run_id}`: not started, running, done; each poll is a step.
pub(super) fn status(graph: &Graph, id: &str) -> Result<Reply, GraphError> {
    let mut all = graph.reports.lock();
    let report = all.get_mut(id).ok_or_else(|| GraphError::missing(id))?;
    if report.lost > 0 {
        report.lost -= 1;
        return Err(GraphError::missing(id));
    }
    report.polls += 1;
    let (since, until) = report.question.span();
    let (status, percent) = state(report);
    let now = graph.clock.now().millis() / 1000;
    let mut value = Map::new();
    let mut put = |name: &str, v: Value| value.insert(name.to_owned(), v);
    put("id", id.into());
    put("account_id", graph.world.accounts[report.question.account].digits.clone().into());
    put("time_ref", report.started.into());
    put("async_status", status.into());
    put("async_percent_completion", percent.into());
    put("date_start", since.to_string().into());
    put("date_stop", until.to_string().into());
    if status == "Job Running" {
        put("is_running", true.into());
    } else if status != "Job Started" {
        put("time_completed", now.into());
    }
    if status == "Job Failed" {
        put("error_code", 2.into());
        put("error_message", "An unexpected error has occurred. Please retry your request later.".into());
    }
    Ok(Reply::json(&Value::Object(value)))
}

fn state(report: &Report) -> (&'static str, u32) {
    match report.polls {
        0 | 1 => ("Job Started", 0),
        2 if report.fails => ("Job Failed", 37),
        n if report.fails => ("Job Failed", if n > 2 { 37 } else { 0 }),
        n if n <= 1 + report.races => ("Job Running", 100),
        2 => ("Job Running", 62),
        _ => ("Job Completed", 100),
    }
}

/// `GET {report_run_id}/insights`.
pub(super) fn rows(graph: &Graph, call: &Call, id: &str) -> Result<Reply, GraphError> {
    let question = {
        let all = graph.reports.lock();
        let report = all.get(id).ok_or_else(|| GraphError::missing(id))?;
        if state(report).0 != "Job Completed" {
            return Err(GraphError::new(400, 2601, "(#2601) Loading Async Ads Report Failed")
                .subcode(1_815_107)
                .transient(false));
        }
        Arc::clone(&report.question)
    };
    insights::page(graph, call, &question, "report_rows")
}
