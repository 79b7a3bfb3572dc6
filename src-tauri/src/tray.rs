//! The icon in the tray: what runs next, run a sync now, pause, open, quit.

use tauri::AppHandle;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::TrayIconBuilder;

use crate::window;

/// Puts the icon into the tray. Where the desktop has none, the window still works: closing then minimises.
///
/// # Errors
/// If the menu cannot be made.
pub fn install(app: &AppHandle) -> tauri::Result<()> {
    let open = MenuItem::with_id(app, "open", "Open Ad Creator", true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", "Quit", true, None::<&str>)?;
    let menu = Menu::with_items(app, &[&open, &PredefinedMenuItem::separator(app)?, &quit])?;
    let icon = tauri::include_image!("icons/tray.png");
    let built = TrayIconBuilder::with_id("main")
        .icon(icon)
        .tooltip("Ad Creator")
        .menu(&menu)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "open" => window::show(app),
            "quit" => window::ask_to_quit(app),
            _ => {}
        })
        .build(app);
    if let Err(error) = built {
        tracing::info!(%error, "this desktop has no tray");
    }
    Ok(())
}
