//! Drawing.

use crate::cancel::Cancel;
use crate::drawn::Drawn;
use crate::error::CreativeError;
use crate::font::Fonts;
use crate::order::Order;
use crate::size::CanvasSize;

/// Draws ads. One serves a whole program: it is shared between threads and keeps decoded pictures.
#[derive(Debug)]
pub struct Studio {}

impl Studio {
    /// A studio with these fonts.
    pub fn new(fonts: Fonts) -> Self {
        todo!("{fonts:?}")
    }

    /// Draws all sizes of an order, in its order, over all cores.
    ///
    /// # Errors
    /// The first thing that went wrong; nothing is returned half.
    pub fn draw(&self, order: &Order, cancel: &Cancel) -> Result<Vec<Drawn>, CreativeError> {
        todo!("{order:?} {cancel:?}")
    }

    /// Draws one size so many pixels wide, for the screen. Bounds are in pixels of the full size.
    ///
    /// # Errors
    /// As [`Studio::draw`].
    pub fn preview(
        &self,
        order: &Order,
        size: CanvasSize,
        width: u32,
        cancel: &Cancel,
    ) -> Result<Drawn, CreativeError> {
        todo!("{order:?} {size} {width} {cancel:?}")
    }
}
