//! Every status that an object may have.
//!
//! Listing edges and insights leave archived and deleted objects out unless they are asked for by status.

use units::Level;

/// All values of `effective_status`; `None` for the account, which has none.
pub(crate) fn every(level: Level) -> Option<&'static [&'static str]> {
    match level {
        Level::Account => None,
        Level::Campaign => Some(&["ACTIVE", "PAUSED", "DELETED", "ARCHIVED", "IN_PROCESS", "WITH_ISSUES"]),
        Level::Adset => {
            Some(&["ACTIVE", "PAUSED", "DELETED", "ARCHIVED", "IN_PROCESS", "WITH_ISSUES", "CAMPAIGN_PAUSED"])
        }
        Level::Ad => Some(&[
            "ACTIVE",
            "PAUSED",
            "DELETED",
            "ARCHIVED",
            "IN_PROCESS",
            "WITH_ISSUES",
            "CAMPAIGN_PAUSED",
            "ADSET_PAUSED",
            "PENDING_REVIEW",
            "DISAPPROVED",
            "PREAPPROVED",
            "PENDING_BILLING_INFO",
        ]),
    }
}

/// The `filtering` parameter that lets every status through.
pub(crate) fn filter(level: Level) -> Option<String> {
    let all = every(level)?;
    let field = format!("{level}.effective_status");
    Some(serde_json::json!([{ "field": field, "operator": "IN", "value": all }]).to_string())
}
