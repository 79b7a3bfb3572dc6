//! What an account is aimed at, as the pages of figures use it.

use store::meta::StoredTargets;
use units::AccountId;

use super::figures::{Aims, ResultKind};
use crate::{AppError, Workspace};

/// The account's own aims; nothing where the three questions were never answered.
pub(super) fn aims_of(ws: &Workspace, account: &AccountId) -> Result<Aims, AppError> {
    let stored = ws.store.targets(account)?;
    Ok(stored.iter().find(|targets| targets.campaign.is_none()).map(of_account).unwrap_or_default())
}

fn of_account(stored: &StoredTargets) -> Aims {
    Aims {
        result: stored.result_kind.as_deref().and_then(result_kind).unwrap_or_default(),
        cost_per_result: stored.targets.cost_per_result,
        purchase_roas: stored.targets.roas,
        monthly_budget: stored.targets.monthly_budget,
    }
}

/// The kind of result behind a stored word.
fn result_kind(word: &str) -> Option<ResultKind> {
    serde_json::from_value(serde_json::Value::String(word.to_owned())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_word_names_the_result_that_counts() {
        assert_eq!(result_kind("landing_page_views"), Some(ResultKind::LandingPageViews));
        assert_eq!(result_kind("purchases"), Some(ResultKind::Purchases));
        assert_eq!(result_kind("likes"), None);
    }
}
