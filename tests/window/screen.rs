//! What only the window system knows: whether a window is on the screen, and that its owner asked it to close.
//!
//! The driver sees a page, not a window: it cannot press the cross in the title bar, and it waits for a frame that a
//! hidden window never draws.

use anyhow::Context as _;
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, MapState, Window as WindowId,
};
use x11rb::rust_connection::RustConnection;

/// The display that the journeys run on.
pub struct Screen {
    server: RustConnection,
    root: WindowId,
}

impl Screen {
    pub fn connect() -> anyhow::Result<Self> {
        let (server, number) = x11rb::connect(None).context("the journeys need a display")?;
        let root = server.setup().roots[number].root;
        Ok(Self { server, root })
    }

    /// The top window of a process with this title, on the screen or hidden.
    pub fn window(&self, process: u32, title: &str) -> anyhow::Result<Option<WindowId>> {
        let owner = self.atom("_NET_WM_PID")?;
        for window in self.server.query_tree(self.root)?.reply()?.children {
            let of = self.server.get_property(false, window, owner, AtomEnum::CARDINAL, 0, 1)?.reply()?;
            let name =
                self.server.get_property(false, window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 256)?.reply()?.value;
            let is_its_own = of.value32().and_then(|mut ids| ids.next()) == Some(process);
            if is_its_own && String::from_utf8_lossy(&name).contains(title) {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }

    /// What the cross in the title bar does.
    pub fn ask_to_close(&self, window: WindowId) -> anyhow::Result<()> {
        let (protocols, delete) = (self.atom("WM_PROTOCOLS")?, self.atom("WM_DELETE_WINDOW")?);
        let message = ClientMessageEvent::new(32, window, protocols, [delete, x11rb::CURRENT_TIME, 0, 0, 0]);
        self.server.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
        Ok(())
    }

    pub fn is_shown(&self, window: WindowId) -> anyhow::Result<bool> {
        Ok(self.server.get_window_attributes(window)?.reply()?.map_state == MapState::VIEWABLE)
    }

    fn atom(&self, name: &str) -> anyhow::Result<Atom> {
        Ok(self.server.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }
}
