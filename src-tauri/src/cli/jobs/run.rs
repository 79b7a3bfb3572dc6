//! The runner without the window.

use std::sync::Arc;

use app::jobs::{RunInFull, run_in_full};
use app::{AppError, Workspace, runner as use_case};
use clap::Args;
use scheduler::{Summary, Until};
use serde::Serialize;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use super::print::run_line;
use crate::cli::{Answer, Session};

/// How long to go on.
#[derive(Debug, Args)]
pub struct RunnerArguments {
    /// Run what is due now, then end
    #[arg(long, conflicts_with = "until_idle")]
    once: bool,
    /// Go on until nothing is due and nothing is under way
    #[arg(long)]
    until_idle: bool,
}

#[derive(Serialize)]
struct Ran {
    started: u32,
    runs: Vec<RunInFull>,
}

/// Runs due jobs; Ctrl-C gives back what is under way.
pub(super) fn runner(session: &Session, arguments: &RunnerArguments) -> Result<Answer, AppError> {
    let until = match (arguments.once, arguments.until_idle) {
        (true, _) => Until::Once,
        (_, true) => Until::Idle,
        _ => Until::Stopped,
    };
    let ws = session.open()?;
    let summary = session.wait_for(work(session, &ws, until))?;
    let runs: Result<Vec<RunInFull>, AppError> =
        summary.runs.iter().map(|id| run_in_full(&ws, *id).map(|(run, _items, _log)| run)).collect();
    let ran = Ran { started: summary.started, runs: runs? };
    let text =
        if ran.runs.is_empty() { "Nothing was due.\n".to_owned() } else { ran.runs.iter().map(run_line).collect() };
    let partly = ran.runs.iter().any(|run| matches!(run.status, "failed" | "parked") || run.partly);
    Ok(Answer::of(&ran, text)?.partly(partly))
}

async fn work(session: &Session, ws: &Workspace, until: Until) -> Result<Summary, AppError> {
    let stop = CancellationToken::new();
    let mut news = ws.events.subscribe();
    let (told, mut troubles) = tokio::sync::mpsc::unbounded_channel::<AppError>();
    let trouble: use_case::Trouble = Arc::new(move |error| {
        // Nobody listens any more at the very end.
        let _unheard = told.send(error);
    });
    let running = use_case::run(ws, until, stop.clone(), &trouble);
    tokio::pin!(running);
    let asked_to_stop = asked_to_stop();
    tokio::pin!(asked_to_stop);
    loop {
        tokio::select! {
            summary = &mut running => return summary,
            Some(error) = troubles.recv() => session.progress(&format!("{} {}", error.message, error.next_step)),
            () = &mut asked_to_stop, if !stop.is_cancelled() => stop.cancel(),
            change = news.recv() => match change {
                Ok(app::Changed::Runs { ids }) => tell(session, ws, ids).await?,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                // The sender is part of `ws`, which is borrowed for longer than this.
                Err(RecvError::Closed) => return running.await,
            },
        }
    }
}

async fn tell(session: &Session, ws: &Workspace, ids: Vec<units::RunId>) -> Result<(), AppError> {
    for id in ids {
        let run = ws.blocking(move |store| store.run(id)).await?;
        let progress = run.progress.map(|progress| format!(", {}", progress.message)).unwrap_or_default();
        session.progress(&format!("{}: {}{progress}", run.name, run.status));
    }
    Ok(())
}

/// Ends with Ctrl-C, or when the system asks the process to end.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => return,
                pressed = tokio::signal::ctrl_c() => return note(pressed),
            }
        }
    }
    note(tokio::signal::ctrl_c().await);
}

fn note(pressed: std::io::Result<()>) {
    if let Err(error) = pressed {
        tracing::warn!(%error, "Ctrl-C cannot be heard");
    }
}
