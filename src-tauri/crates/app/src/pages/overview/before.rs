//! The days compared with, as far as there is anything to compare: an account that was read further back than it ever
//! delivered has empty days there, and these are not days of zero.

use store::meta::DayCoverage;
use units::{AccountDate, AccountId, DayRange, Sums};

use crate::{AppError, Workspace};

/// Each day with what the ads did on it; `None` for a day without data.
pub(in crate::pages) type SumsByDay = Vec<(AccountDate, Option<Sums>)>;

/// The sums of the days compared with; `None` for days that were never read and for those before the account's first
/// delivery.
///
/// # Errors
/// As the file fails.
pub(in crate::pages) fn days_before(
    ws: &Workspace,
    account: &AccountId,
    coverage: &DayCoverage,
    range: DayRange,
) -> Result<SumsByDay, AppError> {
    let mut days = ws.store.account_series(account, range)?;
    let idle = days.iter().take_while(|day| !delivered(day)).count();
    if idle == 0 || delivered_earlier(ws, account, coverage, range)? {
        return Ok(days);
    }
    days.iter_mut().take(idle).for_each(|(_day, sums)| *sums = None);
    Ok(days)
}

/// The first day of the account with data, where the range begins before it.
///
/// # Errors
/// As the file fails.
pub(in crate::pages) fn begins(
    ws: &Workspace,
    account: &AccountId,
    range: DayRange,
) -> Result<Option<AccountDate>, AppError> {
    Ok(ws.store.first_delivery(account)?.filter(|first| range.since() < *first && *first <= range.until()))
}

/// Whether every day has data.
pub(in crate::pages) fn is_whole(days: &[(AccountDate, Option<Sums>)]) -> bool {
    days.iter().all(|(_day, sums)| sums.is_some())
}

/// Whether any day has data.
pub(in crate::pages) fn is_any(days: &[(AccountDate, Option<Sums>)]) -> bool {
    days.iter().any(|(_day, sums)| sums.is_some())
}

fn delivered_earlier(
    ws: &Workspace,
    account: &AccountId,
    coverage: &DayCoverage,
    range: DayRange,
) -> Result<bool, AppError> {
    let until = range.since().plus_days(-1);
    let Some(earlier) = coverage.oldest.and_then(|oldest| DayRange::new(oldest, until).ok()) else { return Ok(false) };
    Ok(ws.store.account_series(account, earlier)?.iter().any(delivered))
}

fn delivered((_day, sums): &(AccountDate, Option<Sums>)) -> bool {
    sums.is_some_and(|sums| sums.impressions.get() > 0 || sums.spend.micros() > 0)
}
