//! What goes on behind the window while a file is open: the runner, and the news of changes to page and tray.

use std::sync::{Arc, OnceLock};

use app::{AppError, Changed, Workspace};
use tauri::AppHandle;
use tauri_specta::Event as _;
use tokio::sync::broadcast::error::RecvError;
use tokio_util::sync::CancellationToken;

use crate::first_page::FirstPage;
use crate::ipc::FileChanged;
use crate::{tray, window};

/// When what is due begins to run.
#[derive(Debug, Clone)]
pub enum Begin {
    /// At once.
    Now,
    /// After the first page.
    AfterFirstPage(FirstPage),
}

/// The runner and the messenger of one open file. Dropping it stops both; runs under way are given back and go on at
/// the next start.
#[derive(Debug)]
pub struct Background {
    stop: CancellationToken,
    /// The window, once there is one.
    app: Arc<OnceLock<AppHandle>>,
    runner: Option<tauri::async_runtime::JoinHandle<()>>,
}

impl Background {
    /// Starts the runner, unless the file is open for reading only: then nothing runs and nothing is sent.
    ///
    /// # Errors
    /// If the runner cannot sign in to the file.
    pub fn start(workspace: &Workspace, begin: Begin) -> Result<Self, AppError> {
        let stop = CancellationToken::new();
        let app = Arc::new(OnceLock::new());
        let runner = if workspace.store.is_read_only() {
            None
        } else {
            Some(run(workspace, begin, stop.clone(), Arc::clone(&app))?)
        };
        Ok(Self { stop, app, runner })
    }

    /// Tells page and tray of every change from now on.
    pub fn tell(&self, workspace: &Workspace, app: AppHandle) {
        if self.app.set(app.clone()).is_err() {
            tracing::error!("a file was given a second window");
        }
        let mut changes = workspace.events.subscribe();
        let stop = self.stop.clone();
        let workspace = workspace.clone();
        tauri::async_runtime::spawn(async move {
            refresh_tray(&app, &workspace);
            loop {
                let change = tokio::select! {
                    () = stop.cancelled() => return,
                    change = changes.recv() => change,
                };
                match change {
                    Ok(change) => {
                        if matches!(change, Changed::Jobs { .. }) {
                            refresh_tray(&app, &workspace);
                        }
                        pass_on(&app, change);
                    }
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

fn run(
    workspace: &Workspace,
    begin: Begin,
    stop: CancellationToken,
    window: Arc<OnceLock<AppHandle>>,
) -> Result<tauri::async_runtime::JoinHandle<()>, AppError> {
    let tell: app::runner::Trouble = Arc::new(move |error| {
        if let Some(app) = window.get() {
            window::say_refused(app, stands_still(error));
        }
    });
    let runner = app::runner::runner(workspace, &tell)?;
    let workspace = workspace.clone();
    Ok(tauri::async_runtime::spawn(async move {
        if let Begin::AfterFirstPage(page) = begin {
            tokio::select! {
                () = page.wait() => {}
                () = stop.cancelled() => {}
            }
        }
        app::runner::keep_running(&workspace, runner, stop, tell).await;
    }))
}

/// What the page says when the runner cannot go on.
fn stands_still(error: AppError) -> AppError {
    AppError {
        message: format!("Schedules stand still: {}", error.message),
        next_step: format!("They are tried again by themselves. {}", error.next_step),
        ..error
    }
}

/// Reading what is next blocks, and the messenger must not fall behind.
pub fn refresh_tray(app: &AppHandle, workspace: &Workspace) {
    let (app, workspace) = (app.clone(), workspace.clone());
    tauri::async_runtime::spawn_blocking(move || tray::refresh(&app, &workspace));
}

fn pass_on(app: &AppHandle, change: Changed) {
    if let Err(error) = FileChanged(change).emit(app) {
        tracing::warn!(%error, "the window could not be told of a change");
    }
}
