//! The Overview page: yesterday in a sentence, what needs a person, how the month goes, what was launched, five
//! figures, the best ads, what runs next.

pub(super) mod before;
mod best;
mod judged;
mod launched;
mod needs;
mod read;
#[cfg(test)]
mod tests;
mod tracked;
mod types;

pub use insights::LaunchState;
pub(crate) use judged::Judgements;
pub(super) use needs::frequency;
pub use read::overview;
pub use types::{
    AccountNote, AccountNoteKind, AdBrief, Best, BestAd, BestBy, BusiestDay, Filling, FillingPart, LaunchGroup,
    Launched, Need, NeedKind, NextRun, OneDay, OverviewPage, Pacing, Plan, Tracked, Usual,
};
