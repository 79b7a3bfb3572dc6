//! One ad to make, with everything that a person or chance has decided about it.

use std::collections::BTreeMap;

use creative::{CanvasSize, ColourMode};
use serde::{Deserialize, Serialize};
use store::Store;
use store::creation::AdCopy;

use crate::AppError;

/// One ad to make. The same spec on the same library gives the same pixels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdSpec {
    /// The template's id.
    pub template: String,
    /// The line it opens with; `None` for templates that need none.
    #[serde(default)]
    pub hook: Option<HookSpec>,
    /// The offer's id; `None` makes no offer.
    #[serde(default)]
    pub offer: Option<String>,
    /// Which colours.
    #[serde(default)]
    pub colour: ColourMode,
    /// What chance decides in it: which review of several, which card of a carousel.
    #[serde(default)]
    pub seed: u64,
    /// Words that a person changed, by slot; empty words leave the slot empty.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub texts: BTreeMap<String, String>,
    /// The picture that a person chose for the product's or the scene's place, by its SHA-256.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// The words beside the picture; those of the copy bank if nobody said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy: Option<AdCopy>,
    /// Sizes other than the plan's: for "make the missing sizes".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sizes: Option<Vec<CanvasSize>>,
    /// The ad whose missing sizes these are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
}

/// A hook as it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HookSpec {
    /// Which, if it is one of the library.
    #[serde(default)]
    pub id: Option<String>,
    /// The words.
    pub text: String,
}

/// Texts of one field that Meta takes.
const TEXTS: usize = 5;

impl AdSpec {
    /// What of it could never be kept, in words that follow "the ad"; `None` if nothing.
    #[must_use]
    pub fn unusable(&self) -> Option<String> {
        let sizes = self.sizes.as_deref();
        if sizes.is_some_and(<[CanvasSize]>::is_empty) {
            return Some("names no size".to_owned());
        }
        let twice = |(at, size): (usize, &CanvasSize)| sizes.unwrap_or_default()[..at].contains(size).then_some(*size);
        if let Some(size) = sizes.unwrap_or_default().iter().enumerate().find_map(twice) {
            return Some(format!("names the size {} twice", size.tag()));
        }
        let copy = self.copy.clone().unwrap_or_default().without_empty();
        let too_many = |texts: &[String], what: &str| {
            (texts.len() > TEXTS).then(|| format!("has {} {what}; Meta takes {TEXTS} at most", texts.len()))
        };
        too_many(&copy.primary_texts, "primary texts").or_else(|| too_many(&copy.headlines, "headlines"))
    }

    /// What two ads share that say the same thing: template, words, offer, picture and what chance decided (which
    /// review, which card of a carousel), whatever their colours.
    #[must_use]
    pub fn idea(&self) -> String {
        let hook = self.hook.as_ref().map_or("", |hook| hook.text.as_str());
        let texts: Vec<String> = self.texts.iter().map(|(slot, text)| format!("{slot}={text}")).collect();
        [
            self.template.as_str(),
            hook,
            self.offer.as_deref().unwrap_or(""),
            self.picture.as_deref().unwrap_or(""),
            &self.seed.to_string(),
            &texts.join("\u{1f}"),
        ]
        .join("\u{1e}")
    }
}

/// Whether the ads whose missing sizes these are are in the file.
///
/// # Errors
/// `not_found` with the one that is not; as the file fails.
pub(super) fn check_parents(store: &Store, ads: &[AdSpec]) -> Result<(), AppError> {
    ads.iter().filter_map(|ad| ad.parent.as_ref()).try_for_each(|parent| Ok(store.made_ad(parent).map(drop)?))
}
