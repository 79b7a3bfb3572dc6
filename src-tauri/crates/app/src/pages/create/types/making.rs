//! What is to be made of the board, at once or by a schedule.

use serde::{Deserialize, Serialize};
use specta::Type;
use units::Timestamp;

use super::{AdColour, AdSize, BoardAd, BoardQuery};
use crate::pages::schedule;

/// The words that stand beside an ad's picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdTexts {
    /// Up to five.
    pub primary_texts: Vec<String>,
    /// Up to five.
    pub headlines: Vec<String>,
    /// One.
    pub description: String,
    /// Meta's button, `SHOP_NOW`.
    pub button: String,
    /// Where it leads.
    pub url: String,
    /// What is put behind it.
    pub utm: String,
}

/// What is to be made of the board.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MakeInput {
    /// The ads.
    pub ads: Vec<MakeAd>,
    /// In which sizes.
    pub sizes: Vec<AdSize>,
}

/// What making a board comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardSum {
    /// Ads, the cards of carousels among them.
    pub ads: u32,
    /// Files.
    pub files: u32,
    /// Ads that no other one says already; colours of one idea are one.
    pub ideas: u32,
    /// Runs that it takes.
    pub runs: u32,
}

/// One ad to make, with its copy.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MakeAd {
    /// The ad.
    pub ad: BoardAd,
    /// Its copy.
    pub copy: AdTexts,
}

/// What each run of a board's schedule makes.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BoardRepeat {
    /// The same ads each time, exactly as they stand on the board.
    Same {
        /// The ads.
        ads: MakeInput,
    },
    /// New ones by the board's rules, each time by a throw of the dice of its own.
    New {
        /// The board.
        query: BoardQuery,
        /// How its ads are coloured; each colour is an ad of its own.
        colours: Vec<AdColour>,
        /// Whether each template says every hook that is on, instead of the one that suits it best.
        every_hook: bool,
    },
}

/// A board as a schedule, before it is saved.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardSchedule {
    /// What each run makes.
    pub makes: BoardRepeat,
    /// When it runs.
    pub rule: schedule::Rule,
    /// In which zone.
    pub zone: String,
}

/// A future run of a board, with what it will make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PlannedRun {
    /// When.
    pub at: Timestamp,
    /// What the clocks do around it, in a sentence, where they do something.
    pub note: Option<String>,
    /// The templates of its ads by name, as they stand now.
    pub ads: Vec<String>,
}
