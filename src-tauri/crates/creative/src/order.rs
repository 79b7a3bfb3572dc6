//! What to draw.

use std::sync::Arc;

use crate::colour::ColourMode;
use crate::content::Content;
use crate::look::BrandLook;
use crate::mend::Mend;
use crate::size::CanvasSize;
use crate::template::Template;

/// One ad to draw, in one or more sizes.
#[derive(Clone, Debug)]
pub struct Order {
    /// The template.
    pub template: Arc<Template>,
    /// The brand.
    pub look: Arc<BrandLook>,
    /// Words and pictures.
    pub content: Content,
    /// Which colours.
    pub colour: ColourMode,
    /// The sizes; each at most once, each one the template has.
    pub sizes: Vec<CanvasSize>,
    /// What repair changed, in order.
    pub mends: Vec<Mend>,
}

impl Order {
    /// The place that repair put the words in; none: the template's preferred one.
    pub fn place(&self) -> Option<&str> {
        self.mends.iter().rev().find_map(|mend| match mend {
            Mend::OtherPlace { place } => Some(place.as_str()),
            _ => None,
        })
    }

    /// The words of a slot after the mends.
    pub fn text(&self, slot: &str) -> Option<&str> {
        let mended = self.mends.iter().rev().find_map(|mend| match mend {
            Mend::Words { slot: mended, text } if mended.as_str() == slot => Some(text.trim()),
            _ => None,
        });
        mended.or_else(|| self.content.text(slot)).filter(|text| !text.is_empty())
    }
}
