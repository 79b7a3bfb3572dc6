//! What goes on behind the window while a file is open: the runner, and the news of changes to the page.

use std::sync::Arc;

use app::{AppError, Changed, Workspace};
use scheduler::{Listener, Runner, RunnerEvent, RunnerSettings, SchedulerError, Until};
use tauri::AppHandle;
use tauri_specta::Event as _;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::ipc::FileChanged;
use crate::window;

/// The runner and the messenger of one open file. Dropping it stops both; runs under way are given back and go on at
/// the next start.
#[derive(Debug)]
pub struct Background {
    stop: CancellationToken,
    runner: Option<tauri::async_runtime::JoinHandle<()>>,
}

impl Background {
    /// Starts the runner, unless the file is open for reading only: then nothing runs and nothing is sent.
    ///
    /// # Errors
    /// If the runner cannot sign in to the file.
    pub fn start(workspace: &Workspace) -> Result<Self, AppError> {
        let stop = CancellationToken::new();
        let runner = if workspace.store.is_read_only() { None } else { Some(run(workspace, stop.clone())?) };
        Ok(Self { stop, runner })
    }

    /// Tells the page of every change from now on.
    pub fn tell(&self, workspace: &Workspace, app: AppHandle) {
        let mut changes = workspace.events.subscribe();
        let stop = self.stop.clone();
        tauri::async_runtime::spawn(async move {
            loop {
                let change = tokio::select! {
                    () = stop.cancelled() => return,
                    change = changes.recv() => change,
                };
                match change {
                    Ok(change) => pass_on(&app, change),
                    Err(RecvError::Lagged(_)) => window::announce_everything(&app),
                    Err(RecvError::Closed) => return,
                }
            }
        });
    }

    /// Stops the runner and waits until it has given its runs back.
    pub async fn end(mut self) {
        self.stop.cancel();
        if let Some(runner) = self.runner.take()
            && let Err(error) = runner.await
        {
            tracing::error!(%error, "the runner did not end well");
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn run(workspace: &Workspace, stop: CancellationToken) -> Result<tauri::async_runtime::JoinHandle<()>, AppError> {
    let runner = Runner::new(
        workspace.store.clone(),
        Arc::clone(&workspace.clock),
        Arc::clone(&workspace.ids),
        app::handlers::handlers(workspace),
        RunnerSettings::default(),
        listener(workspace.clone()),
    )
    .map_err(|error| match error {
        SchedulerError::Store(error) => AppError::from(error),
        other => AppError::internal(other),
    })?;
    Ok(tauri::async_runtime::spawn(async move {
        if let Err(error) = runner.run(Until::Stopped, stop).await {
            tracing::error!(%error, "the runner stopped");
        }
    }))
}

fn listener(workspace: Workspace) -> Listener {
    Arc::new(move |event| match event {
        RunnerEvent::Job(id) => workspace.announce(Changed::Jobs { ids: vec![id] }),
        RunnerEvent::Run(id) => workspace.announce(Changed::Runs { ids: vec![id] }),
        RunnerEvent::Clock(jump) => {
            tracing::info!(?jump, "the clock jumped");
            workspace.announce(Changed::Jobs { ids: Vec::new() });
        }
        RunnerEvent::NotRecorded(run, why) => tracing::error!(%run, why, "the end of a run is not stored yet"),
    })
}

fn pass_on(app: &AppHandle, change: Changed) {
    if let Err(error) = FileChanged(change).emit(app) {
        tracing::warn!(%error, "the window could not be told of a change");
    }
}
