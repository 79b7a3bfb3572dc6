//! The weekly look at old days: the account's totals month by month against what is stored.
//!
//! Numbers of a day are final after 28 days, says Meta, and yet months change: traffic that turns out to be invalid is
//! taken out, a broken pixel is corrected. One request asks for all months. Of a month that differs the days are asked
//! for, and only the days that differ are read again: as many as a usual sync may read in this one, the rest with the
//! history.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};
use store::meta::DayTotals;
use units::{AccountDate, DayRange};

use super::session::Session;
use super::totals::PIECE_DAYS;
use super::work::day_of;
use super::{gate, plan, source};
use crate::failure::Failure;

const MONTHS: &str = "months";
/// Not oftener than this.
const EVERY: Duration = Duration::from_secs(7 * 24 * 3600);

/// Compares if it is time to, before the run has chosen its days. Gives the totals of the old days that moved.
pub async fn moved(session: &Session, mature_before: AccountDate, is_chosen: bool) -> Result<Vec<DayTotals>, Failure> {
    if let Some(known) = session.ledger.result_of(MONTHS) {
        let days: BTreeSet<_> = known["days"].as_array().into_iter().flatten().filter_map(day_of).collect();
        return totals_of(session, &days).await;
    }
    if is_chosen {
        return Ok(Vec::new());
    }
    let Some(range) = due(session, mature_before).await? else { return Ok(Vec::new()) };
    match compare(session, range).await {
        Err(failure) if failure.spares_the_rest() => {
            session.warn("months_failed", format!("Older months could not be compared with Meta's totals: {failure}."));
            Ok(Vec::new())
        }
        outcome => outcome,
    }
}

/// The old days that can be compared: stored without a gap up to those that still move; `None` if there are none, or if
/// they were compared a short while ago.
async fn due(session: &Session, mature_before: AccountDate) -> Result<Option<DayRange>, Failure> {
    let now = session.cx.clock.now();
    let checked = session.read(|store, account| store.months_checked_at(account)).await?;
    // A check in the future is one of a clock that was wrong.
    if checked.is_some_and(|at| at <= now && now.since(at) < EVERY) {
        return Ok(None);
    }
    let readable = gate::readable(session).await?;
    let Ok(old) = DayRange::new(readable.since(), mature_before.plus_days(-1)) else { return Ok(None) };
    let missing = session.read(move |store, account| store.unsynced_days(account, old)).await?;
    let since = missing.last().map_or(old.since(), |day| day.plus_days(1));
    Ok(DayRange::new(since, old.until()).ok())
}

async fn compare(session: &Session, range: DayRange) -> Result<Vec<DayTotals>, Failure> {
    let months = source::account_months(session, range).await?;
    let moved = session.read(move |store, account| store.periods_that_moved(account, &months)).await?;
    let mut totals = Vec::new();
    for month in &moved {
        totals.extend(source::account_totals(session, *month).await?);
    }
    let asked = totals.clone();
    let mut days = session.read(move |store, account| store.account_days_that_moved(account, &asked)).await?;
    days.sort_unstable();
    let stale = days.clone();
    session.write(move |store, account, by| store.note_months_checked(account, &stale, by)).await?;
    for month in &moved {
        let count = days.iter().filter(|day| month.contains(**day)).count();
        session.cx.log.info(format!(
            "Meta's total from {} to {} is not what it was. Days of it to be read again: {count}.",
            month.since(),
            month.until()
        ));
    }
    let numbers: Vec<i32> = days.iter().map(|day| day.number()).collect();
    let result: Value = json!({ "compared_since": range.since().to_string(), "moved": moved.len(), "days": numbers });
    session.done(MONTHS, result).await?;
    totals.retain(|totals| days.contains(&totals.day));
    Ok(totals)
}

/// The totals of days that an earlier try of the run found.
async fn totals_of(session: &Session, days: &BTreeSet<AccountDate>) -> Result<Vec<DayTotals>, Failure> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(Vec::new()) };
    let Ok(span) = DayRange::new(*first, *last) else { return Ok(Vec::new()) };
    let mut totals = Vec::new();
    for piece in plan::pieces(span, PIECE_DAYS) {
        if days.iter().any(|day| piece.contains(*day)) {
            totals.extend(source::account_totals(session, piece).await?);
        }
    }
    totals.retain(|totals| days.contains(&totals.day));
    Ok(totals)
}
