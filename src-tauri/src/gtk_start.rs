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
    set(ADDRESS, Some(std::ffi::OsStr::new(NONE)));
    if std::env::var_os(ACCESSIBILITY).is_none() {
        // Nothing, as everybody reads it; a name that is there already can be given another value beside other threads.
        set(ACCESSIBILITY, Some(std::ffi::OsStr::new("")));
    }
    tauri::plugin::Builder::new("session-bus")
        .setup(move |_app, _api| {
            set(ADDRESS, address.as_deref());
            Ok(())
        })
        .build()
}

/// Where GTK and WebKitGTK look for the accessibility bus before they ask the session bus for it.
#[cfg(target_os = "linux")]
const ACCESSIBILITY: &str = "AT_SPI_BUS_ADDRESS";

/// While it lives, a web view starts no accessibility bus of its own.
///
/// A web view asks the session bus for the accessibility bus, which starts one where none runs, and waits for it before
/// it starts its web process. Desktops start that bus at login and screen readers before they read anything: where none
/// runs and no screen reader is installed, nobody listens, and it is not waited for. WebKitGTK says then, on standard
/// error, that it cannot connect.
#[cfg(target_os = "linux")]
#[derive(Debug)]
pub struct NoNewAccessibilityBus(bool);

#[cfg(target_os = "linux")]
impl NoNewAccessibilityBus {
    /// Looks whether one runs. The session bus must not be hidden any more.
    pub fn unless_one_runs() -> Self {
        let told = std::env::var_os(ACCESSIBILITY).is_some_and(|address| !address.is_empty());
        let hint = !told && !has_screen_reader() && !accessibility_bus_runs();
        if hint {
            set(ACCESSIBILITY, Some(std::ffi::OsStr::new(NONE)));
        }
        Self(hint)
    }
}

#[cfg(target_os = "linux")]
impl Drop for NoNewAccessibilityBus {
    fn drop(&mut self) {
        if self.0 {
            set(ACCESSIBILITY, Some(std::ffi::OsStr::new("")));
        }
    }
}

/// Whether the screen reader of Linux desktops is installed: who starts it later finds a bus here.
#[cfg(target_os = "linux")]
fn has_screen_reader() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join("orca").exists())
}

/// Asks the session bus who owns the name, which starts nobody. In doubt one runs.
#[cfg(target_os = "linux")]
fn accessibility_bus_runs() -> bool {
    use glib::variant::ToVariant as _;
    use gtk::gio;

    // Without an address GLib would start a session bus to ask.
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(std::path::PathBuf::from);
    if std::env::var_os(ADDRESS).is_none() && !runtime.is_some_and(|runtime| runtime.join("bus").exists()) {
        return false;
    }
    let owned = gio::bus_get_sync(gio::BusType::Session, gio::Cancellable::NONE).and_then(|bus| {
        bus.call_sync(
            Some("org.freedesktop.DBus"),
            "/org/freedesktop/DBus",
            "org.freedesktop.DBus",
            "NameHasOwner",
            Some(&("org.a11y.Bus",).to_variant()),
            None,
            gio::DBusCallFlags::NO_AUTO_START,
            ASKED_MS,
            gio::Cancellable::NONE,
        )
    });
    owned.map_or(true, |answer| answer.child_value(0).get().unwrap_or(true))
}

/// A session bus that does not answer so soon, in milliseconds, is in trouble: the web view may try for itself.
#[cfg(target_os = "linux")]
const ASKED_MS: i32 = 500;

#[cfg(target_os = "linux")]
fn set(name: &str, value: Option<&std::ffi::OsStr>) {
    let Some(value) = value else { return glib::unsetenv(name) };
    if let Err(error) = glib::setenv(name, value, true) {
        tracing::warn!(%error, name, "the environment cannot be changed");
    }
}

/// Other systems have no such bus.
#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
pub struct NoNewAccessibilityBus;

#[cfg(not(target_os = "linux"))]
impl NoNewAccessibilityBus {
    /// Does nothing.
    pub fn unless_one_runs() -> Self {
        Self
    }
}

/// What the web view is told about drawing.
///
/// - Nothing is composited: a page of tables and small pictures gains nothing from the graphics processor, and its
///   buffers and drivers cost 200 MB. Buffers are not shared with it either.
/// - The device that pages draw with is named, as the one that takes everything: WebKitGTK looks it up otherwise, and for
///   that loads the graphics drivers into this process while the page waits (15 MB, 30 ms). Without compositing nobody
///   opens it.
/// - GDK does the same for the kinds of windows that OpenGL can draw in, once for each display: none is wanted.
#[cfg(target_os = "linux")]
const DRAWING: [(&str, &str); 4] = [
    ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
    ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
    ("WEBKIT_WEB_RENDER_DEVICE_FILE", "/dev/null"),
    ("GDK_GL", "disable"),
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
    let mut told = Vec::new();
    for (name, value) in DRAWING.into_iter().filter(|(name, _)| std::env::var_os(name).is_none()) {
        match glib::setenv(name, value, true) {
            Ok(()) => told.push(name),
            Err(error) => tracing::warn!(%error, name, "the web view keeps its way of drawing"),
        }
    }
    // It is called once; a second time nothing is left to set.
    TOLD.get_or_init(|| told);
}

/// What this process was told about drawing by itself, not by the user's environment.
#[cfg(target_os = "linux")]
static TOLD: std::sync::OnceLock<Vec<&'static str>> = std::sync::OnceLock::new();

/// Takes out of a command's environment what was meant for this process only: what a person opens outside draws as it
/// likes and finds its own accessibility bus.
#[cfg(target_os = "linux")]
pub fn leave_out_of(command: &mut std::process::Command) {
    for name in TOLD.get().into_iter().flatten() {
        command.env_remove(name);
    }
    if std::env::var_os(ACCESSIBILITY).is_some_and(|address| address.is_empty() || address == NONE) {
        command.env_remove(ACCESSIBILITY);
    }
}

/// Other systems are told nothing.
#[cfg(not(target_os = "linux"))]
pub fn leave_out_of(_command: &mut std::process::Command) {}

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
