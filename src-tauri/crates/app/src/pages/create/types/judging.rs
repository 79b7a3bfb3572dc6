//! What the checks of an ad say.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{AdSize, AdTexts, BoardAd};

/// An ad to check in all its sizes.
#[derive(Debug, Clone, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct JudgeAsk {
    /// The ad on the board it is for: a newer check of the same stops this one.
    pub place: String,
    /// The ad.
    pub ad: BoardAd,
    /// Its sizes.
    pub sizes: Vec<AdSize>,
    /// The words beside it.
    pub copy: AdTexts,
}

/// What the checks say of an ad, at full size.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdJudgement {
    /// Every check.
    pub checks: Vec<CheckRow>,
    /// What they come to.
    pub verdict: AdVerdict,
    /// Sixty-four bits that near-twins nearly share, as hex; of the first size.
    pub fingerprint: Option<String>,
    /// The names its files will have; the tag is given when they are made.
    pub file_names: Vec<String>,
    /// Sizes that were mended: their drawings are old.
    pub mended: Vec<AdSize>,
    /// What was done to make them fit, in words.
    pub steps: Vec<String>,
}

/// What the checks of an ad come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AdVerdict {
    /// All pass.
    Approved,
    /// Something that must not be.
    Rejected,
    /// Something a person should look at.
    Flagged,
    /// It could not be checked.
    ReviewFailed,
    /// It could not be drawn.
    GenerationFailed,
}

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckRow {
    /// Which check.
    pub code: String,
    /// What it is called.
    pub title: String,
    /// In which size, if it is about one.
    pub size: Option<AdSize>,
    /// What was measured.
    pub measured: Option<String>,
    /// What it may be.
    pub limit: Option<String>,
    /// How it went.
    pub outcome: CheckOutcome,
    /// What a failure means for the ad.
    pub weight: CheckWeight,
    /// What was found, in words.
    pub words: Option<String>,
    /// The slot of the template it is about, if it is about one.
    pub slot: Option<String>,
}

/// What a failed check means for an ad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckWeight {
    /// It is rejected.
    Blocks,
    /// A person should look.
    Looks,
    /// Nothing: it is there to be read.
    Informs,
}

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum CheckOutcome {
    /// In order.
    Pass,
    /// Not in order.
    Fail,
    /// It could not look.
    NotChecked,
}
