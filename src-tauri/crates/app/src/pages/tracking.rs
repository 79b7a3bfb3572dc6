//! Days on which results were not counted although people clicked: no figure made from results is compared over them.

use std::collections::BTreeSet;

use insights::{ResultKind, days_without_tracking};
use units::{AccountDate, AccountId, DayRange};

use crate::{AppError, Workspace};

/// Days before a day that tell what is usual on it.
const BEFORE: i32 = 14;
/// And days after it.
const AFTER: i32 = 7;

/// The days of a range on which tracking was broken, found as the diagnosis finds them. A day that is not over, after
/// `last`, is never one: its results are still to come.
///
/// # Errors
/// As the file fails.
pub(super) fn untracked(
    ws: &Workspace,
    account: &AccountId,
    range: DayRange,
    last: Option<AccountDate>,
    result: ResultKind,
) -> Result<BTreeSet<AccountDate>, AppError> {
    let Some(last) = last else { return Ok(BTreeSet::new()) };
    let Ok(over) = DayRange::new(range.since(), range.until().min(last)) else { return Ok(BTreeSet::new()) };
    let around = DayRange::new(over.since().plus_days(-BEFORE), over.until().plus_days(AFTER).min(last))?;
    let days = ws.store.account_series(account, around)?;
    let known: Vec<_> = days.into_iter().filter_map(|(day, sums)| Some((day, sums?))).collect();
    Ok(days_without_tracking(&known, over, result))
}
