//! The icon in the tray: what is due next, pause and resume everything, open, quit.

use std::sync::Arc;

use app::Workspace;
use app::pages::frame;
use app::pages::schedule::{pause_all, resume_all};
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIconBuilder;
use tauri::{AppHandle, Manager as _, Wry};
use units::JobId;

use crate::desk::Desk;
use crate::{background, window};

/// The entry that changes with the file: what is due next.
struct NextEntry(MenuItem<Wry>);

/// What the entry says while nothing is scheduled or no file is open.
const NOTHING_DUE: &str = "Nothing scheduled";

/// Puts the icon into the tray, after the first page: on Linux that asks the session bus and keeps GTK's one thread busy
/// for a tenth of a second, in which the page would wait for its script.
pub fn install_later(app: AppHandle, desk: Arc<Desk>) {
    tauri::async_runtime::spawn(async move {
        desk.first_page().wait().await;
        let handle = app.clone();
        let put = app.run_on_main_thread(move || match install(&handle) {
            Ok(()) => match desk.workspace() {
                Ok(workspace) => background::refresh_tray(&handle, &workspace),
                // The welcome page: there is nothing to say yet.
                Err(_no_file) => {}
            },
            Err(error) => tracing::warn!(%error, "the menu of the tray cannot be made"),
        });
        if let Err(error) = put {
            tracing::info!(%error, "the program ended before it had a tray");
        }
    });
}

/// Puts the icon into the tray. Where the desktop has none, the window still works, and a second start of the program
/// brings it back.
fn install(app: &AppHandle) -> tauri::Result<()> {
    let next = MenuItem::with_id(app, "next", NOTHING_DUE, false, None::<&str>)?;
    let entry = |id, words| MenuItem::with_id(app, id, words, true, None::<&str>);
    let (open, quit) = (entry("open", "Open Ad Creator")?, entry("quit", "Quit")?);
    let (pause, resume) = (entry("pause", "Pause all jobs")?, entry("resume", "Resume all jobs")?);
    let line = || PredefinedMenuItem::separator(app);
    let menu = Menu::with_items(app, &[&open, &line()?, &next, &pause, &resume, &line()?, &quit])?;
    let built = TrayIconBuilder::with_id("main")
        .icon(tauri::include_image!("icons/tray.png"))
        .tooltip("Ad Creator")
        .menu(&menu)
        .on_menu_event(|app, event| chosen(app, event.id().as_ref()))
        .build(app);
    match built {
        Ok(_icon) => {
            app.manage(NextEntry(next));
        }
        Err(error) => tracing::info!(%error, "this desktop has no tray"),
    }
    Ok(())
}

/// Says what is due next.
pub fn refresh(app: &AppHandle, workspace: &Workspace) {
    let Some(entry) = app.try_state::<NextEntry>() else { return };
    let words = match frame::frame(workspace) {
        Ok(frame) => frame.next.map_or_else(
            || NOTHING_DUE.to_owned(),
            |next| format!("Next: {}, {}", next.name, next.zone.local(next.at).format("%a %H:%M")),
        ),
        Err(error) => {
            tracing::warn!(code = error.code.word(), "what is due next could not be read");
            return;
        }
    };
    if let Err(error) = entry.0.set_text(words) {
        tracing::warn!(%error, "the tray's menu could not be changed");
    }
}

fn chosen(app: &AppHandle, entry: &str) {
    match entry {
        "open" => window::show(app),
        "quit" => window::ask_to_quit(app),
        "pause" => change_all(app, pause_all),
        "resume" => change_all(app, |workspace| resume_all(workspace, None)),
        _ => {}
    }
}

fn change_all(app: &AppHandle, change: fn(&Workspace) -> Result<Vec<JobId>, app::AppError>) {
    let Some(desk) = app.try_state::<Arc<Desk>>() else { return };
    match desk.workspace().and_then(|workspace| change(&workspace)) {
        Ok(jobs) => tracing::info!(jobs = jobs.len(), "changed from the tray"),
        Err(error) => {
            tracing::warn!(code = error.code.word(), "the jobs could not be changed from the tray");
            window::show(app);
            window::say_refused(app, error);
        }
    }
}
