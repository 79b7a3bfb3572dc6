//! The one window.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use app::{AppError, ErrorCode, Workspace};
use store::jobs::RunStatus;
use tauri::webview::{Color, PageLoadEvent};
use tauri::{AppHandle, Manager as _, RunEvent, WebviewUrl, WebviewWindowBuilder, WindowEvent};
use tauri_plugin_window_state::StateFlags;
use tauri_specta::Event as _;
use units::{Clock, IdSource};

use crate::cli;
use crate::desk::{Desk, Unopened};
use crate::first_page::FirstPage;
use crate::ipc::{self, CouldNotOpen, HidingToTray, QuitAsked, Refused};
use crate::opening::Opening;
use crate::places::Places;
use crate::start::Start;
use crate::{gtk_start, media, tray};

/// The label of the window, which the capability names.
const MAIN: &str = "main";
/// What of the window is found again at the next start. Not whether it is shown: who quits from the tray wants a window
/// at the next start.
const REMEMBERED: StateFlags = StateFlags::all().difference(StateFlags::VISIBLE);

/// Opens the window on `file`, or on the file opened last if it is still there, or on the welcome page; returns when
/// the program ends.
///
/// # Errors
/// If there is no display or no web view, or a file that was named cannot be opened.
pub fn open(
    places: Places,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    file: Option<PathBuf>,
) -> Result<(), AppError> {
    gtk_start::draw_without_compositing();
    let session_bus = gtk_start::hide_session_bus();
    let (first_page, dark) = (FirstPage::new(Arc::clone(&clock)), places.preferences()?.dark);
    let desk = Arc::new(Desk::new(Opening::new(&places, clock, ids, false)?, first_page));
    // The window system and the file take about equally long to open.
    let first = std::thread::spawn({
        let (desk, places) = (Arc::clone(&desk), places.clone());
        move || first_file(&desk, &places, file)
    });
    let start = Arc::new(OnceLock::new());
    let handed = Arc::clone(&start);
    let ipc = ipc::builder();
    let handler = ipc.invoke_handler();
    let media_desk = Arc::clone(&desk);
    let previews = Arc::new(app::pages::create::Previews::default());
    let media_previews = Arc::clone(&previews);
    let attached = Arc::clone(&desk);
    let web = places.web();
    let built = tauri::Builder::default()
        .plugin(session_bus)
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| show_with(app, &arguments, &folder)))
        .plugin(tauri_plugin_dialog::init())
        // Links are opened by commands of ours: its own script in every page would be read for nothing.
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(remembering(&places))
        .register_asynchronous_uri_scheme_protocol("media", move |_context, request, responder| {
            media::answer(&media_desk, &media_previews, &request, responder);
        })
        .invoke_handler(handler)
        .manage(Arc::clone(&desk))
        .manage(Arc::new(app::pages::performance::Results::default()))
        .manage(previews)
        .manage(crate::commands::review::Exporting::default())
        .setup(move |app| {
            ipc.mount_events(app);
            attached.attach(app.handle().clone());
            build_window(app.handle(), &web, dark, handed.get())?;
            tray::install_later(app.handle().clone(), Arc::clone(&attached));
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                close_to_tray(window.app_handle());
            }
        })
        .build(tauri::generate_context!())
        .map_err(|error| no_window(&error))?;
    let read = first.join().map_err(|_panicked| AppError::internal("opening the file panicked"))??;
    if let Some(script) = read {
        start.set(script).map_err(|_set_before| AppError::internal("a window starts once"))?;
    }
    built.run(move |_app, event| {
        if let RunEvent::Exit = event {
            desk.clear();
            tracing::info!("the program ends");
        }
    });
    Ok(())
}

/// Remembers size and place of the window, in the folder of this installation's settings.
fn remembering(places: &Places) -> tauri::plugin::TauriPlugin<tauri::Wry> {
    // The plugin joins the name to its own folder: a whole path takes that folder's place.
    tauri_plugin_window_state::Builder::new()
        .with_filename(places.window().to_string_lossy())
        .with_state_flags(REMEMBERED)
        .build()
}

/// Opens the file that was named, or the one that was opened last, and gives the script that hands its first page over.
fn first_file(desk: &Desk, places: &Places, named: Option<PathBuf>) -> Result<Option<String>, AppError> {
    let workspace = match named {
        Some(named) => desk.open_first(&named)?,
        None => match last_file(desk, places)? {
            Some(last) => last,
            None => return Ok(None),
        },
    };
    match Start::read(&workspace).and_then(|start| start.script()) {
        Ok(script) => Ok(Some(script)),
        Err(error) => {
            // The page asks by itself, and says what is wrong.
            tracing::warn!(code = error.code.word(), "the first page was not read ahead");
            Ok(None)
        }
    }
}

fn last_file(desk: &Desk, places: &Places) -> Result<Option<Workspace>, AppError> {
    let Some(last) = places.preferences()?.recent.into_iter().next().filter(|last| last.exists()) else {
        return Ok(None);
    };
    match desk.open_first(&last) {
        Ok(workspace) => Ok(Some(workspace)),
        Err(error) => {
            // The program itself must start; the welcome page says what is wrong.
            tracing::warn!(code = error.code.word(), "the file opened last could not be opened");
            desk.could_not_open(Unopened { path: last.display().to_string(), error });
            Ok(None)
        }
    }
}

/// The window is shown before its page is there: see [`gtk_start::lay_out`]. Until then it has the colour of the page.
fn build_window(app: &AppHandle, web: &Path, dark: bool, start: Option<&String>) -> tauri::Result<()> {
    let mut window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::default())
        // Not before it has its remembered size and place.
        .visible(false)
        .background_color(behind_the_page(dark))
        .on_page_load(move |window, page| {
            if page.event() == PageLoadEvent::Finished
                && let Some(desk) = window.try_state::<Arc<Desk>>()
            {
                desk.first_page().is_loaded();
            }
        })
        .title("Ad Creator")
        .inner_size(1280.0, 800.0)
        .min_inner_size(880.0, 560.0)
        .data_directory(web.to_owned());
    if let Some(script) = start {
        window = window.initialization_script(script);
    }
    let no_new_bus = gtk_start::NoNewAccessibilityBus::unless_one_runs();
    let window = window.build()?;
    drop(no_new_bus);
    gtk_start::lay_out(&window)?;
    window.show()
}

/// What a window shows where its page is not drawn yet: `--bg` of the page's two looks.
fn behind_the_page(dark: bool) -> Color {
    if dark { Color(17, 15, 13, 255) } else { Color(251, 250, 248, 255) }
}

/// The look of the page, for the window behind it and for the next start.
///
/// # Errors
/// If the window system refuses, or the choice cannot be remembered.
pub fn looks(app: &AppHandle, places: &Places, dark: bool) -> Result<(), AppError> {
    if let Some(window) = app.get_webview_window(MAIN) {
        window.set_background_color(Some(behind_the_page(dark))).map_err(|error| no_window(&error))?;
    }
    if places.preferences()?.dark != dark {
        places.remember(|preferences| preferences.dark = dark)?;
    }
    Ok(())
}

/// Brings the window to the front.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = shown {
            tracing::warn!(%error, "the window could not be brought to the front");
        }
    }
}

/// Hides the window; the program and its runner go on.
///
/// # Errors
/// If the window system refuses.
pub fn hide(app: &AppHandle) -> Result<(), AppError> {
    let hidden = app.get_webview_window(MAIN).map_or(Ok(()), |window| window.hide());
    hidden.map_err(|error| no_window(&error))
}

/// The first time, the page explains what closing does and hides the window when that was read.
fn close_to_tray(app: &AppHandle) {
    let explained = app
        .try_state::<Arc<Desk>>()
        .and_then(|desk| desk.opening().places().preferences().ok())
        .is_some_and(|preferences| preferences.close_explained);
    // A page that never came can explain nothing: its window goes, and the program with it unless something runs.
    let page_is_there = app.try_state::<Arc<Desk>>().is_some_and(|desk| desk.first_page().was_loaded());
    if !explained && !page_is_there && app.try_state::<Arc<Desk>>().is_none_or(|desk| running_now(&desk) == 0) {
        app.exit(0);
        return;
    }
    let hides = explained || !page_is_there;
    if !hides {
        explain_hiding(app);
        return;
    }
    if let Err(error) = hide(app) {
        tracing::warn!(message = error.message, "the window could not be hidden");
    }
}

/// Asks the page to explain, as soon as it hears: who closes a window in its first moment is not passed over.
fn explain_hiding(app: &AppHandle) {
    let Some(desk) = app.try_state::<Arc<Desk>>() else { return };
    let (app, page) = (app.clone(), desk.first_page().clone());
    tauri::async_runtime::spawn(async move {
        page.hears().await;
        if let Err(error) = HidingToTray.emit(&app) {
            tracing::warn!(%error, "the window could not be asked to explain the tray");
        }
    });
}

/// A second start of the program: the first one comes to the front and opens the file that was meant.
fn show_with(app: &AppHandle, arguments: &[String], folder: &str) {
    let Some(desk) = app.try_state::<Arc<Desk>>() else { return };
    if let Some(file) = cli::file_meant(arguments, desk.opening().places()) {
        let file = Path::new(folder).join(file);
        match desk.open(&file) {
            Ok(_workspace) => announce_everything(app),
            Err(error) => {
                tracing::warn!(code = error.code.word(), "the file that was passed could not be opened");
                say_unopened(app, Unopened { path: file.display().to_string(), error });
            }
        }
    }
    show(app);
}

/// The file before stays open; the page says why it is not the other one.
fn say_unopened(app: &AppHandle, unopened: Unopened) {
    if let Err(error) = CouldNotOpen(unopened).emit(app) {
        tracing::warn!(%error, "the window could not be told of a file that does not open");
    }
}

/// The page says why something that was asked for outside of it was not done.
pub fn say_refused(app: &AppHandle, error: AppError) {
    if let Err(error) = Refused(error).emit(app) {
        tracing::warn!(%error, "the window could not be told of a refusal");
    }
}

/// Ends the program; if something runs, the page asks first.
pub fn ask_to_quit(app: &AppHandle) {
    let running = app.try_state::<Arc<Desk>>().map_or(0, |desk| running_now(&desk));
    if running == 0 {
        app.exit(0);
        return;
    }
    show(app);
    if let Err(error) = (QuitAsked { running }).emit(app) {
        // Nobody can be asked, and a person said quit: what runs is given back and goes on at the next start.
        tracing::warn!(%error, "the window could not ask");
        app.exit(0);
    }
}

fn running_now(desk: &Desk) -> u32 {
    let live = desk.workspace().and_then(|workspace| Ok(workspace.store.live_runs()?));
    match live {
        Ok(runs) => {
            let running = runs.iter().filter(|run| run.status == RunStatus::Running).count();
            u32::try_from(running).unwrap_or(u32::MAX)
        }
        Err(error) => {
            tracing::warn!(code = error.code.word(), "what runs could not be read");
            0
        }
    }
}

/// Tells the page to ask for everything again.
pub fn announce_everything(app: &AppHandle) {
    if let Err(error) = ipc::EverythingChanged.emit(app) {
        tracing::warn!(%error, "the window could not be told of a change");
    }
}

fn no_window(error: &tauri::Error) -> AppError {
    AppError::new(
        ErrorCode::Io,
        format!("The window could not be opened: {error}."),
        "Check that a display is there, or use the command line: `ad-creator --help`.",
    )
}
