//! Templates: folders of plain SVG with named slots. `docs/templates.md` is the format.

mod attributes;
mod bundled;
mod colours;
mod fault;
pub(crate) mod layout;
mod links;
mod manifest;
mod mirror;
mod nearest;
mod nesting;
mod places;
mod read;
mod rule;
mod svg;
mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use bundled::{Folder, bundled, bundled_folders};
pub use fault::{TemplateFault, TemplateFaults};
pub use manifest::{Audience, Category};
pub use rule::{Align, FontRole, SlotKind, SlotRule, TextRule};

pub(crate) use colours::{RoleRule, Source};
use layout::Layout;
pub(crate) use rule::{Fade, Fit as PictureFit, HugRule, LogoRule, Over, PictureRule, Reach, Side, Valign};

use crate::content::Slot;
use crate::size::CanvasSize;

/// A template that was read without faults.
#[derive(Clone, Debug)]
pub struct Template {
    /// Its id, which is its folder's name.
    pub id: String,
    /// Goes up with every change of what is drawn.
    pub version: u32,
    /// Its name on screen.
    pub name: String,
    /// Its idea in a sentence.
    pub idea: String,
    /// What kind of ad it makes.
    pub category: Category,
    /// The awareness it suits, from–to, 1 unaware … 5 most aware.
    pub awareness: (u8, u8),
    /// Whom it speaks to.
    pub audience: Audience,
    /// Tags of assets it cannot do without.
    pub required_assets: Vec<String>,
    /// Tags of assets it makes use of.
    pub optional_assets: Vec<String>,
    /// Its slots.
    pub slots: BTreeMap<Slot, SlotRule>,
    /// The rules of its colours, each after those it refers to.
    pub(crate) colours: Vec<(String, RoleRule)>,
    /// Its compositions.
    pub(crate) layouts: BTreeMap<CanvasSize, Layout>,
    /// The same for words that run from the right, unless the template stays as it is.
    pub(crate) mirrored: BTreeMap<CanvasSize, Layout>,
}

impl Template {
    /// The sizes it is made for.
    pub fn sizes(&self) -> impl Iterator<Item = CanvasSize> + '_ {
        self.layouts.keys().copied()
    }

    /// The composition of a size, for words that run from the right or the left.
    pub(crate) fn layout(&self, size: CanvasSize, from_the_right: bool) -> Option<&Layout> {
        let mirrored = from_the_right.then(|| self.mirrored.get(&size)).flatten();
        mirrored.or_else(|| self.layouts.get(&size))
    }

    /// The places that the words of a size may have, the preferred one first; none where they have one only.
    pub(crate) fn places(&self, size: CanvasSize) -> impl Iterator<Item = &str> {
        self.layouts.get(&size).into_iter().flat_map(|layout| &layout.places).map(|(name, _)| name.as_str())
    }

    /// How a text slot (or a logo set as words) is set in a size; none when the size does not have it.
    pub fn text_rule(&self, size: CanvasSize, slot: &str) -> Option<&TextRule> {
        self.layouts.get(&size)?.text_rule(slot)
    }

    /// Whether a picture in this slot stands on the template's own ground, so that a backdrop around it would show.
    pub fn needs_cutout(&self, slot: &str) -> bool {
        self.layouts.values().any(|layout| layout.stands_free(slot))
    }

    /// Whether lines point at parts of the picture in this slot.
    pub(crate) fn points_at(&self, slot: &str) -> bool {
        self.layouts.values().any(|layout| layout.points_at(slot))
    }

    /// How wide the box of a picture slot is, by its height: the mean of the sizes, as one picture serves them all.
    pub(crate) fn aspect(&self, slot: &str) -> Option<f32> {
        let aspects: Vec<f32> = self.layouts.values().filter_map(|layout| layout.aspect(slot)).collect();
        let product: f32 = aspects.iter().product();
        (!aspects.is_empty()).then(|| product.powf(1.0 / aspects.len() as f32))
    }

    /// The slots that a size draws and that must be filled.
    pub fn required_slots(&self, size: CanvasSize) -> impl Iterator<Item = &Slot> + '_ {
        self.slots.iter().filter(move |(_, rule)| rule.required && rule.sizes.contains(&size)).map(|(slot, _)| slot)
    }
}
