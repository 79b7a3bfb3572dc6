//! What the window works on: at most one open file at a time, and the runner that belongs to it.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use app::{AppError, ErrorCode, Workspace};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::AppHandle;

use crate::background::{Background, Begin};
use crate::first_page::FirstPage;
use crate::opening::Opening;

/// The window's state. Commands ask it for the open workspace.
#[derive(Debug)]
pub struct Desk {
    opening: Opening,
    app: OnceLock<AppHandle>,
    open: Mutex<Option<OnDesk>>,
    /// Why the file opened last is not open, for the page that comes up instead.
    unopened: Mutex<Option<Unopened>>,
    first_page: FirstPage,
}

/// A file that could not be opened.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Unopened {
    /// Its path.
    pub path: String,
    /// Why.
    pub error: AppError,
}

#[derive(Debug)]
struct OnDesk {
    workspace: Workspace,
    background: Background,
}

impl Desk {
    /// A desk with nothing on it.
    pub fn new(opening: Opening, first_page: FirstPage) -> Self {
        Self { opening, app: OnceLock::new(), open: Mutex::new(None), unopened: Mutex::new(None), first_page }
    }

    /// From now on there is a window to tell of changes.
    pub fn attach(&self, app: AppHandle) {
        if let Some(open) = self.lock().as_ref() {
            open.background.tell(&open.workspace, app.clone());
        }
        if self.app.set(app).is_err() {
            tracing::error!("a second window was attached");
        }
    }

    /// The open workspace.
    ///
    /// # Errors
    /// `not_found` while no file is open.
    pub fn workspace(&self) -> Result<Workspace, AppError> {
        self.lock().as_ref().map(|open| open.workspace.clone()).ok_or_else(|| {
            AppError::new(
                ErrorCode::NotFound,
                "No file is open.",
                "Open the demo, connect an account or open a file on the welcome page.",
            )
        })
    }

    /// How files are opened here.
    pub fn opening(&self) -> &Opening {
        &self.opening
    }

    /// Opens a file and puts it on the desk in place of the one before.
    ///
    /// # Errors
    /// As [`Opening::open`]; the file before stays open then.
    pub fn open(&self, file: &Path) -> Result<Workspace, AppError> {
        self.put(self.opening.open(file)?, Begin::Now)
    }

    /// Opens a file before there is a window. What is due waits until the first page is drawn.
    ///
    /// # Errors
    /// As [`Opening::open`].
    pub fn open_first(&self, file: &Path) -> Result<Workspace, AppError> {
        self.put(self.opening.open(file)?, Begin::AfterFirstPage(self.first_page.clone()))
    }

    /// Keeps why the file opened last could not be opened, until another one is.
    pub fn could_not_open(&self, unopened: Unopened) {
        *self.unopened.lock().unwrap_or_else(PoisonError::into_inner) = Some(unopened);
    }

    /// Why the file opened last is not open.
    pub fn unopened(&self) -> Option<Unopened> {
        self.unopened.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The first page, which what is due waits for.
    pub fn first_page(&self) -> &FirstPage {
        &self.first_page
    }

    /// "Run it here" for the open file.
    ///
    /// # Errors
    /// As [`Opening::take_over`].
    pub fn take_over(&self) -> Result<Workspace, AppError> {
        let file = self.workspace()?.store.path().to_owned();
        self.put(self.opening.take_over(&file)?, Begin::Now)
    }

    /// Takes the file off the desk and waits until its runner has given its runs back.
    pub fn clear(&self) {
        let taken = self.lock().take();
        if let Some(OnDesk { background, workspace }) = taken {
            tauri::async_runtime::block_on(background.end());
            // The program ends without waiting for its other tasks, and they have clones of the store.
            workspace.store.close();
        }
    }

    fn put(&self, workspace: Workspace, begin: Begin) -> Result<Workspace, AppError> {
        self.opening.remember(workspace.store.path())?;
        let background = Background::start(&workspace, begin)?;
        if let Some(app) = self.app.get() {
            background.tell(&workspace, app.clone());
        }
        let before = self.lock().replace(OnDesk { workspace: workspace.clone(), background });
        drop(before);
        *self.unopened.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(workspace)
    }

    fn lock(&self) -> MutexGuard<'_, Option<OnDesk>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Runs a blocking read of a page on a blocking thread.
///
/// # Errors
/// Those of the read.
pub async fn read<T: Send + 'static>(
    desk: &Arc<Desk>,
    work: impl FnOnce(&Workspace) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let workspace = desk.workspace()?;
    tauri::async_runtime::spawn_blocking(move || work(&workspace))
        .await
        .map_err(|error| AppError::internal(format!("a page's read stopped: {error}")))?
}
