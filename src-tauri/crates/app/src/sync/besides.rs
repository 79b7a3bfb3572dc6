//! What is read beside the daily rows: reach of the last days and the account's history of changes. Neither can be
//! fetched later, and neither fails the run.

use meta::GraphError;
use store::meta::ReachRead;
use units::{DayRange, Level};

use super::ledger::seen;
use super::session::Session;
use super::source;
use crate::failure::Failure;

const REACH: &str = "reach";
const ACTIVITIES: &str = "activities";
/// Windows that reach is read for. It does not add up, so each is a question of its own.
const WINDOWS: [u32; 2] = [7, 28];
/// How far back the first look at the history of changes goes.
const ACTIVITY_DAYS: u32 = 28;

/// Reads both.
pub async fn read(session: &Session) -> Result<(), Failure> {
    futures::try_join!(reach(session), activities(session))?;
    Ok(())
}

async fn reach(session: &Session) -> Result<(), Failure> {
    if session.ledger.is_done(REACH) {
        return Ok(());
    }
    let until = session.today.plus_days(-1);
    let windows = WINDOWS.map(|days| DayRange::ending(until, days));
    let levels = [Level::Account, Level::Campaign, Level::Adset, Level::Ad];
    let questions = windows.into_iter().flat_map(|window| levels.map(|level| source::reach(session, level, window)));
    let answers: Result<Vec<Vec<ReachRead>>, GraphError> = futures::future::try_join_all(questions).await;
    let Some(answers) = unless_spared(session, "reach_failed", "Reach of the last days could not be read", answers)?
    else {
        return Ok(());
    };
    let reads = answers.concat();
    let count = reads.len() as u64;
    session.write(move |store, account, by| store.record_reach(account, &reads, by)).await?;
    session.done(REACH, seen(count, 0)).await
}

async fn activities(session: &Session) -> Result<(), Failure> {
    if session.ledger.is_done(ACTIVITIES) {
        return Ok(());
    }
    let known = session.read(|store, account| Ok(store.account(account)?.synced_at)).await?;
    let first = session.zone.start_of(session.today.plus_days(-i32::try_from(ACTIVITY_DAYS).unwrap_or(28)));
    // A day of overlap: the history is written a little after the fact, and a repeated entry is no second one.
    let since = known.map_or(first, |at| at.minus(std::time::Duration::from_secs(24 * 3600)).max(first));
    let answer = source::activities(session, since).await;
    let Some(reads) = unless_spared(session, "activities_failed", "The history of changes could not be read", answer)?
    else {
        return Ok(());
    };
    let count = reads.len() as u64;
    session.write(move |store, account, by| store.record_activities(account, &reads, by)).await?;
    session.done(ACTIVITIES, seen(count, 0)).await
}

fn unless_spared<T>(
    session: &Session,
    code: &str,
    what: &str,
    answer: Result<T, GraphError>,
) -> Result<Option<T>, Failure> {
    match answer.map_err(Failure::from) {
        Ok(answer) => Ok(Some(answer)),
        Err(failure) if failure.spares_the_rest() => {
            session.warn(code, format!("{what}: {failure}."));
            Ok(None)
        }
        Err(failure) => Err(failure),
    }
}
