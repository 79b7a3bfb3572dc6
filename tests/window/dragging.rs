//! Files dragged from another program and dropped on the window, as the window system does it (the XDND protocol): this
//! process owns the drag, the program asks it for the list of files.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, bail};
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, SelectionRequestEvent, Window as WindowId, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// So many looks for an answer, some milliseconds apart.
const MOST_LOOKS: usize = 4000;
const LOOK_AGAIN: Duration = Duration::from_millis(5);
const VERSION: u32 = 5;

/// Something that is being dragged.
pub struct Drag {
    server: RustConnection,
    root: WindowId,
    source: WindowId,
    files: String,
}

impl Drag {
    /// Takes up some files.
    pub fn of(files: &[PathBuf]) -> anyhow::Result<Self> {
        let (server, number) = x11rb::connect(None).context("the journeys need a display")?;
        let root = server.setup().roots[number].root;
        let source = server.generate_id()?;
        let (kind, looks) = (WindowClass::INPUT_OUTPUT, CreateWindowAux::new());
        server.create_window(0, source, root, 0, 0, 1, 1, 0, kind, x11rb::COPY_FROM_PARENT, &looks)?.check()?;
        let files = files.iter().map(|file| format!("file://{}\r\n", file.display())).collect();
        let drag = Self { server, root, source, files };
        let selection = drag.atom("XdndSelection")?;
        drag.server.set_selection_owner(source, selection, x11rb::CURRENT_TIME)?.check()?;
        Ok(drag)
    }

    /// Carries them over a window to this place on the screen, and lets go once the window says that it takes them.
    pub fn drop_on(&self, window: WindowId, (x, y): (u32, u32)) -> anyhow::Result<()> {
        let (copy, list) = (self.atom("XdndActionCopy")?, self.atom("text/uri-list")?);
        self.tell(window, "XdndEnter", [VERSION << 24, list, 0, 0])?;
        let place = [0, x << 16 | y, x11rb::CURRENT_TIME, copy];
        let status = self.atom("XdndStatus")?;
        loop {
            self.tell(window, "XdndPosition", place)?;
            let said = self.hear(status)?;
            if said.data.as_data32()[1] & 1 == 1 {
                break;
            }
        }
        self.tell(window, "XdndDrop", [0, x11rb::CURRENT_TIME, 0, 0])?;
        let finished = self.atom("XdndFinished")?;
        self.hear(finished).map(drop)
    }

    /// The window's next message of a kind; meanwhile whoever asks for the files gets them.
    fn hear(&self, kind: Atom) -> anyhow::Result<ClientMessageEvent> {
        for _look in 0..MOST_LOOKS {
            match self.server.poll_for_event()? {
                Some(Event::ClientMessage(message)) if message.type_ == kind => return Ok(message),
                Some(Event::SelectionRequest(asked)) => self.hand_over(&asked)?,
                Some(_) => {}
                None => std::thread::park_timeout(LOOK_AGAIN),
            }
        }
        bail!("the window never answered the drag")
    }

    fn hand_over(&self, asked: &SelectionRequestEvent) -> anyhow::Result<()> {
        let kind = asked.target;
        let bytes = self.files.as_bytes();
        self.server.change_property8(PropMode::REPLACE, asked.requestor, asked.property, kind, bytes)?.check()?;
        let answer = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: asked.time,
            requestor: asked.requestor,
            selection: asked.selection,
            target: asked.target,
            property: asked.property,
        };
        self.server.send_event(false, asked.requestor, EventMask::NO_EVENT, answer)?.check()?;
        Ok(())
    }

    fn tell(&self, window: WindowId, kind: &str, [a, b, c, d]: [u32; 4]) -> anyhow::Result<()> {
        let message = ClientMessageEvent::new(32, window, self.atom(kind)?, [self.source, a, b, c, d]);
        self.server.send_event(false, window, EventMask::NO_EVENT, message)?.check()?;
        Ok(())
    }

    /// The middle of a window, on the screen.
    pub fn middle_of(&self, window: WindowId) -> anyhow::Result<(u32, u32)> {
        let size = self.server.get_geometry(window)?.reply()?;
        let at = self.server.translate_coordinates(window, self.root, 0, 0)?.reply()?;
        let middle = |from: i16, length: u16| u32::try_from(i32::from(from) + i32::from(length) / 2);
        Ok((middle(at.dst_x, size.width)?, middle(at.dst_y, size.height)?))
    }

    fn atom(&self, name: &str) -> anyhow::Result<Atom> {
        Ok(self.server.intern_atom(false, name.as_bytes())?.reply()?.atom)
    }
}
