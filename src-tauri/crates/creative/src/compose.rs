//! From an order to a plain SVG: words as outlines, pictures as references, colours filled in.
//!
//! [`words`] shapes what the slots hold, [`flow`] finds every box and size, [`pictures`] places pictures, [`reach`] lets
//! lines end on them, and [`svg`] writes it all down. The result knows where everything stands, so that checks measure and do not guess.

mod flow;
pub(crate) mod group;
mod items;
mod over;
mod pictures;
mod reach;
mod scrim;
mod svg;
mod words;

use crate::colour::scheme::{Scheme, scheme};
use crate::direction;
use crate::drawn::{PictureBox, TextBox};
use crate::error::CreativeError;
use crate::font::Fonts;
use crate::order::Order;
use crate::picture::cache::Pictures;
use crate::size::CanvasSize;
use crate::template::layout::Layout;
use crate::text::engine::Engine;

pub(crate) use svg::{View, Written, write};

/// What composing works with.
pub(crate) struct Tools<'a> {
    pub fonts: &'a Fonts,
    pub engine: &'a mut Engine,
    pub pictures: &'a Pictures,
}

/// One ad in one size, everything in its place.
pub(crate) struct Composition<'a> {
    pub order: &'a Order,
    pub size: CanvasSize,
    layout: &'a Layout,
    scheme: Scheme,
    words: Vec<words::SetWords>,
    pictures: Vec<pictures::PlacedPicture<'a>>,
    shifts: flow::Shifts,
    ends: reach::Ends,
}

impl Composition<'_> {
    /// Where the words stand.
    pub fn text_boxes(&self) -> Vec<TextBox> {
        self.words.iter().map(words::SetWords::text_box).collect()
    }

    /// The font files that letters come from, by the ids of their bytes.
    pub fn font_files(&self) -> impl Iterator<Item = u64> {
        self.words.iter().flat_map(|words| &words.block.fonts).copied()
    }

    /// Where the pictures stand.
    pub fn picture_boxes(&self) -> Vec<PictureBox> {
        self.pictures.iter().map(pictures::PlacedPicture::picture_box).collect()
    }
}

/// Composes one size.
///
/// # Errors
/// See [`CreativeError`].
pub(crate) fn compose<'a>(
    order: &'a Order,
    size: CanvasSize,
    tools: &mut Tools<'_>,
) -> Result<Composition<'a>, CreativeError> {
    let template = &*order.template;
    let from_the_right = direction::from_the_right(order);
    let layout = template
        .layout(size, from_the_right)
        .ok_or_else(|| CreativeError::NoSuchSize { template: template.id.clone(), size })?
        .at(order.place());
    if let Some(slot) = template.required_slots(size).find(|slot| !items::filled(order, slot.as_str())) {
        return Err(CreativeError::SlotEmpty { template: template.id.clone(), slot: slot.clone() });
    }
    let items = items::collect(order, layout);
    let edges = || pictures::edges(order, &items, tools.pictures);
    let scheme = scheme(&template.colours, &order.look.palette, order.colour, edges)?;
    let mut shaped = words::shape(order, &items, from_the_right, tools)?;
    let shapes = pictures::shapes(order, &items, tools.pictures)?;
    let flow = flow::solve(&items, &shaped, &shapes);
    let pictures = pictures::place(order, &items, &flow, &scheme, tools.pictures)?;
    let words = words::set(order, &items, &mut shaped, &flow, &pictures, &scheme, tools.pictures)?;
    let shifts = flow::shifts(layout, order, &items, &shaped, &shapes, &flow);
    let ends = reach::ends(layout, order, &shifts, &pictures, tools.pictures)?;
    Ok(Composition { order, size, layout, scheme, words, pictures, shifts, ends })
}
