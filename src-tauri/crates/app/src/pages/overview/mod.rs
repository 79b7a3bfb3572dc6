//! The Overview page: yesterday in a sentence, what needs a person, how the month goes, what was launched, five
//! figures, the best ads, what runs next.

mod types;

pub use types::{
    AdBrief, Best, BestAd, BestBy, BusiestDay, LaunchGroup, LaunchState, Launched, Need, NeedKind, NextRun, OneDay,
    OverviewPage, Pacing, Usual,
};
