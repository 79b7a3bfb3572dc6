//! The runner of an open file, with the handlers of this program.

use std::sync::Arc;

use scheduler::{Listener, Runner, RunnerEvent, RunnerSettings, Summary, Until};
use tokio_util::sync::CancellationToken;

use crate::{AppError, Changed, Workspace, handlers};

/// Makes this process a runner of the file. What it does is announced as changes.
///
/// # Errors
/// `opened_read_only` for a file that another installation runs.
pub fn runner(ws: &Workspace) -> Result<Runner, AppError> {
    let runner = Runner::new(
        ws.store.clone(),
        Arc::clone(&ws.clock),
        Arc::clone(&ws.ids),
        handlers::handlers(ws),
        RunnerSettings::default(),
        announcer(ws.clone()),
    );
    Ok(runner?)
}

/// Runs what is due, until `until` or `stop`.
///
/// # Errors
/// As [`runner`], or if the file cannot be read any more.
pub async fn run(ws: &Workspace, until: Until, stop: CancellationToken) -> Result<Summary, AppError> {
    Ok(runner(ws)?.run(until, stop).await?)
}

/// Turns what the runner tells into announcements.
#[must_use]
pub fn announcer(ws: Workspace) -> Listener {
    Arc::new(move |event| match event {
        RunnerEvent::Job(id) => ws.announce(Changed::Jobs { ids: vec![id] }),
        RunnerEvent::Run(id) => ws.announce(Changed::Runs { ids: vec![id] }),
        RunnerEvent::Clock(_jump) => ws.announce(Changed::Jobs { ids: Vec::new() }),
        RunnerEvent::NotRecorded(run, why) => tracing::error!(%run, why, "the end of a run is not stored yet"),
    })
}
