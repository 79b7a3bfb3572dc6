//! What goes into a template: words and pictures by slot.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::picture::Picture;

/// The name of a slot, such as `headline`, `row-1` or `product`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Slot(String);

impl Slot {
    /// A slot by its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Its name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Slot {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl Borrow<str> for Slot {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Slot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The words and pictures of one ad. A slot that is missing, or whose words are blank, is empty.
#[derive(Clone, Debug, Default)]
pub struct Content {
    /// Words by slot, with the inline marks of `docs/templates.md`.
    pub texts: BTreeMap<Slot, String>,
    /// Pictures by slot.
    pub pictures: BTreeMap<Slot, Picture>,
}

impl Content {
    /// The words of a slot, if there are any.
    pub fn text(&self, slot: &str) -> Option<&str> {
        self.texts.get(slot).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    /// Whether the slot holds words or a picture.
    pub fn has(&self, slot: &str) -> bool {
        self.text(slot).is_some() || self.pictures.contains_key(slot)
    }
}
