//! What automatic repair may change about a drawing.

use serde::{Deserialize, Serialize};

use crate::content::Slot;

/// One change to how an ad is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Mend {
    /// Letters of this slot are at most so large, even below the template's smallest size.
    Shrink {
        /// The slot.
        slot: Slot,
        /// The new largest size in px.
        max_px: f32,
    },
    /// A soft veil of the ground's colour behind the words of this slot.
    Scrim {
        /// The slot.
        slot: Slot,
        /// How much covers, 0–1.
        opacity: f32,
    },
    /// Other words; empty words leave the slot empty.
    Words {
        /// The slot.
        slot: Slot,
        /// The words.
        text: String,
    },
    /// The words stand in another of the places that the template has for them.
    OtherPlace {
        /// The place's name.
        place: String,
    },
    /// Words over a picture take the other of their two colours.
    OtherInk {
        /// The slot.
        slot: Slot,
    },
}

/// A step that repair took, for the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepairStep {
    /// The check that failed before it.
    pub check: String,
    /// What was changed.
    pub mend: Mend,
    /// What was measured before.
    pub before: f64,
    /// What was measured after.
    pub after: f64,
}
