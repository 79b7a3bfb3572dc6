//! What the first page will ask for, read before it asks.

use serde::Serialize;
use specta::Type;
use units::DayRange;

use super::figures::Scope;
use super::frame::{self, Frame};
use super::overview::{self, OverviewPage};
use crate::{AppError, Workspace};

/// The range that a page has until a person chooses another one.
const USUAL_DAYS: u32 = 7;

/// The answers to the first questions of a window.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct ReadAhead {
    /// What the frame shows.
    pub frame: Frame,
    /// The Overview of the first account over the usual range; `None` while no complete day is stored.
    pub overview: Option<OverviewAhead>,
}

/// The Overview for one question.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct OverviewAhead {
    /// The question.
    pub scope: Scope,
    /// The answer.
    pub page: OverviewPage,
}

/// Reads the frame and the Overview of the first account, so that a window has them when it starts to draw.
///
/// # Errors
/// Those of the reads; nothing is lost, the page asks again and says what is wrong.
pub fn read_ahead(ws: &Workspace) -> Result<ReadAhead, AppError> {
    let frame = frame::frame(ws)?;
    let scope = frame.accounts.first().and_then(|account| {
        let range = DayRange::ending(account.last_complete_day?, USUAL_DAYS);
        Some(Scope { account: account.id.clone(), days: range.into(), compare: Some(range.previous().into()) })
    });
    let overview =
        scope.map(|scope| overview::overview(ws, &scope).map(|page| OverviewAhead { scope, page })).transpose()?;
    Ok(ReadAhead { frame, overview })
}
