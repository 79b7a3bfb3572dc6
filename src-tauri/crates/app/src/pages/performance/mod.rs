//! The Performance page: campaigns, ad sets and ads with their figures.
//!
//! A view is computed once into a result and kept; the window asks for slices of it, so that a table of thousands of
//! rows costs one computation and the rows on screen. What views are made from is kept too until the file changes, so
//! that sorting and searching do not read it again.

mod base;
mod cost_line;
mod detail;
mod export;
mod made_here;
mod results;
mod select;
mod types;
mod view;
mod windows;

pub use results::Results;
pub use types::{
    AdCopy, AdWindows, BeyondAds, Choice, Column, DeliveryFilter, Filter, Found, Inside, LevelCounts, MadeHere, Mark,
    MarkKind, OurAd, PerformanceDetail, PerformanceQuery, PerformanceRow, PerformanceSlice, PerformanceView, Sort,
    Verdict, WindowRow,
};
use units::{AccountId, Level};

use crate::{AppError, Workspace};

/// Ads of an account by a part of their name, newest first, at most eight: for the palette.
///
/// # Errors
/// `not_found` for an unknown account, and those of the file.
pub fn find_ads(ws: &Workspace, account: &AccountId, text: &str) -> Result<Vec<Found>, AppError> {
    let found = ws.store.ads_named(account, text.trim(), 8)?;
    Ok(found.into_iter().map(|ad| Found { id: ad.id, level: Level::Ad, name: ad.name, picture: ad.picture }).collect())
}
