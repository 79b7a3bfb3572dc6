//! Results of one ad by attribution window.

use store::meta::WindowSum;
use units::{GraphId, Quantity};

use super::base::Base;
use super::types::{AdWindows, WindowRow};
use crate::pages::figures::ResultKind;
use crate::{AppError, Workspace};

/// The windows that are read, the narrowest click first.
const ORDER: [&str; 3] = crate::sync::WINDOWS;

/// Reads them.
pub(super) fn windows(ws: &Workspace, base: &Base, ad: &GraphId) -> Result<AdWindows, AppError> {
    let event = event_of(base.aims.result);
    let found = ws.store.windows_of_ad(&base.account.id, ad, base.range, event.unwrap_or_default())?;
    let row = |window: &str| {
        let sum = found.windows.iter().find(|sum| sum.window == window);
        let results = sum.map_or(Quantity::ZERO, |sum| sum.count);
        WindowRow {
            window: window.to_owned(),
            results,
            cost_per_result: found.spend.per(results),
            value: worth(base.aims.result, sum),
        }
    };
    let known = event.is_some() && found.days_read > 0;
    Ok(AdWindows {
        on: base.account.reads_windows,
        has_windows: event.is_some(),
        days: base.range.len(),
        days_read: found.days_read,
        settings: found.settings,
        rows: if known { ORDER.into_iter().map(row).collect() } else { Vec::new() },
    })
}

fn worth(result: ResultKind, sum: Option<&WindowSum>) -> Option<units::Money> {
    sum.filter(|_sum| result == ResultKind::Purchases).map(|sum| sum.value)
}

/// The name of the event that a result counts; `None` for what Meta does not attribute.
fn event_of(result: ResultKind) -> Option<&'static str> {
    match result {
        ResultKind::Purchases => Some("purchase"),
        ResultKind::Leads => Some("lead"),
        ResultKind::Registrations => Some("complete_registration"),
        ResultKind::AppInstalls => Some("app_install"),
        ResultKind::AddToCarts => Some("add_to_cart"),
        ResultKind::Checkouts => Some("initiate_checkout"),
        ResultKind::LandingPageViews => Some("landing_page_view"),
        ResultKind::LinkClicks | ResultKind::PostEngagements | ResultKind::Impressions => None,
    }
}
