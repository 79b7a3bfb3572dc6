//! What the Graph API's replies say, typed.
//!
//! A key that is not there is `None` — never 0 and never an empty text. Unknown keys and unknown words are let
//! through: Meta adds both without notice. A value of the wrong kind is an error that names its field.

mod account;
mod action;
mod activity;
mod ad;
mod adset;
mod campaign;
mod creative;
mod image;
mod insights;
mod minor;
mod report;
mod story;
mod token;
mod video;

pub use account::{AdAccount, Business};
pub use action::ActionStat;
pub use activity::Activity;
pub use ad::Ad;
pub use adset::{AdSet, LearningStage};
pub use campaign::{Campaign, Issue};
pub use creative::Creative;
pub use image::AdImage;
pub use insights::InsightsRow;
pub use minor::MinorUnits;
pub use report::{ReportRun, ReportState};
pub use story::{
    AssetFeed, CallToAction, CallToActionValue, Card, FeedImage, FeedLink, FeedText, FeedVideo, LinkData, PhotoData,
    StorySpec, VideoData,
};
pub use token::{GranularScope, Me, Permission, TokenError, TokenInfo};
pub use video::{Video, VideoThumbnail};

/// A kind of Graph object that can be read from an edge or by its id.
pub trait GraphRow: serde::de::DeserializeOwned + Send {
    /// What it is called in notes and errors.
    const KIND: &'static str;
    /// The fields to ask for.
    const FIELDS: Fields;
    /// The object's id, by which pages are freed of repetitions.
    fn id(&self) -> &str;
}

/// Fields of a request.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Asked for always: without them the call makes no sense.
    pub core: &'static [&'static str],
    /// Left out, with a note, where Meta refuses or fails on them.
    pub optional: &'static [&'static str],
    /// The same thing from rich to poor: the next poorer one is asked for where Meta fails on one.
    pub ladder: &'static [&'static str],
}
