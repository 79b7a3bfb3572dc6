//! What GTK and WebKitGTK are told before they start, through the environment: they have no other ear for it.
//!
//! When it starts, GTK 3 asks the session bus for a session manager and, where there is none, for the desktop portal,
//! which the bus then starts. Where the portal cannot start (no system bus, a minimal desktop, a display without a
//! session) GTK waits 25 seconds for it, before any window. Nothing here uses what GTK asks for. So GTK is started
//! without a session bus, and everything after it (the tray, a second start of the program) has one again.

/// The name under which `GLib` looks for the bus.
#[cfg(target_os = "linux")]
const ADDRESS: &str = "DBUS_SESSION_BUS_ADDRESS";
/// An address that no transport understands, so that asking fails at once instead of starting a bus.
#[cfg(target_os = "linux")]
const NONE: &str = "none:";

/// Hides the session bus until the plugin that this returns is set up, which must be the first one. Call it before
/// any thread is started.
#[cfg(target_os = "linux")]
pub fn hide_session_bus() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    let address = std::env::var_os(ADDRESS);
    set(Some(std::ffi::OsStr::new(NONE)));
    tauri::plugin::Builder::new("session-bus")
        .setup(move |_app, _api| {
            set(address.as_deref());
            Ok(())
        })
        .build()
}

#[cfg(target_os = "linux")]
fn set(address: Option<&std::ffi::OsStr>) {
    let Some(address) = address else { return glib::unsetenv(ADDRESS) };
    if let Err(error) = glib::setenv(ADDRESS, address, true) {
        tracing::warn!(%error, "the address of the session bus cannot be changed");
    }
}

/// What the web view is told about drawing.
///
/// - Nothing is composited: a page of tables and small pictures gains nothing from the graphics processor, and its
///   buffers and drivers cost 200 MB. Buffers are not shared with it either.
/// - The device that pages draw with is named, as the one that takes everything: WebKitGTK looks it up otherwise, and for
///   that loads the graphics drivers into this process while the page waits (15 MB, 30 ms). Without compositing nobody
///   opens it.
#[cfg(target_os = "linux")]
const DRAWING: [(&str, &str); 3] = [
    ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    ("WEBKIT_WEB_RENDER_DEVICE_FILE", "/dev/null"),
];

/// Keeps the web view from drawing with the graphics processor, unless the user's environment decides. Whoever drives the
/// window from outside gets compositing: `WebKitWebDriver` waits for a composited frame before it takes a picture.
#[cfg(target_os = "linux")]
pub fn draw_without_compositing() {
    if ["TAURI_AUTOMATION", "TAURI_WEBVIEW_AUTOMATION"].iter().any(|name| std::env::var_os(name).is_some()) {
        return;
    }
    if std::env::var_os("WEBKIT_DISABLE_COMPOSITING_MODE").is_some_and(|chosen| chosen == "0") {
        // Somebody wants the graphics processor: then it must be found too.
        return;
    }
    for (name, value) in DRAWING {
        if let Err(error) = glib::setenv(name, value, false) {
            tracing::warn!(%error, name, "the web view keeps its way of drawing");
        }
    }
}

/// Gives a window that is about to be shown its size, so that the page is laid out and drawn once, for the size that it
/// has.
///
/// Show it at once after this, while the web process still starts. Without compositing, a web view that is drawn asks its
/// web process for a whole picture of the page, and waits for it up to half a second. A web process that starts is not
/// waited for, and answers with an empty picture before it begins the page: what the page draws then is the second
/// picture, and the only one that costs. A window that is shown in the middle of loading has this process wait for the
/// other one, which waits for the page that this one serves; one that is shown when the page is loaded has the page
/// drawn twice.
///
/// # Errors
/// If the window is gone.
#[cfg(target_os = "linux")]
pub fn lay_out(window: &tauri::WebviewWindow) -> tauri::Result<()> {
    use gtk::prelude::{ContainerExt as _, WidgetExt as _};

    let top = window.gtk_window()?;
    top.realize();
    for child in top.children() {
        child.show_all();
    }
    top.size_allocate(&top.allocation());
    Ok(())
}

/// Other systems lay a window out by themselves.
///
/// # Errors
/// Never.
#[cfg(not(target_os = "linux"))]
pub fn lay_out(_window: &tauri::WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Other systems have other web views.
#[cfg(not(target_os = "linux"))]
pub fn draw_without_compositing() {}

/// Only GTK asks.
#[cfg(not(target_os = "linux"))]
pub fn hide_session_bus() -> tauri::plugin::TauriPlugin<tauri::Wry> {
    tauri::plugin::Builder::new("session-bus").build()
}
