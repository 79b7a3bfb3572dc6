//! What the desktop does to a window: closing it by its frame, and whether it is on screen.

use anyhow::Context as _;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, MapState, Window};
use x11rb::rust_connection::RustConnection;

/// The desktop's view of one program's window.
pub struct Framed {
    server: RustConnection,
    window: Window,
}

impl Framed {
    /// The window of a process, by what the window itself says of whose it is.
    pub fn of(process: u32) -> anyhow::Result<Self> {
        let (server, screen) = x11rb::connect(None)?;
        let root = server.setup().roots.get(screen).context("the display has this screen")?.root;
        let whose = atom(&server, "_NET_WM_PID")?;
        let close = atom(&server, "WM_PROTOCOLS")?;
        let windows = server.query_tree(root)?.reply()?.children;
        for window in windows {
            // A process has helper windows too, which nobody can close.
            let owner = server.get_property(false, window, whose, AtomEnum::CARDINAL, 0, 1)?.reply()?;
            let closable = server.get_property(false, window, close, AtomEnum::ATOM, 0, 1)?.reply()?.length > 0;
            if closable && owner.value32().and_then(|mut ids| ids.next()) == Some(process) && named(&server, window)? {
                return Ok(Self { server, window });
            }
        }
        anyhow::bail!("process {process} has no window")
    }

    /// What the cross in the title bar does.
    pub fn close(&self) -> anyhow::Result<()> {
        let data = [atom(&self.server, "WM_DELETE_WINDOW")?, x11rb::CURRENT_TIME, 0, 0, 0];
        let message = ClientMessageEvent::new(32, self.window, atom(&self.server, "WM_PROTOCOLS")?, data);
        self.server.send_event(false, self.window, EventMask::NO_EVENT, message)?.check()?;
        Ok(())
    }

    /// Whether it is on screen.
    pub fn is_shown(&self) -> anyhow::Result<bool> {
        Ok(self.server.get_window_attributes(self.window)?.reply()?.map_state == MapState::VIEWABLE)
    }
}

fn named(server: &RustConnection, window: Window) -> anyhow::Result<bool> {
    let name = server.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 64)?.reply()?;
    Ok(String::from_utf8_lossy(&name.value).contains("Ad Creator"))
}

fn atom(server: &RustConnection, name: &str) -> anyhow::Result<u32> {
    Ok(server.intern_atom(false, name.as_bytes())?.reply()?.atom)
}
