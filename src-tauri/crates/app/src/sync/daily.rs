//! Daily rows at ad level.
//!
//! Slices of days are fetched side by side, as many as the budget allows, and applied one after the other while the
//! next ones are on their way: one core reads replies, the other one writes. A slice is applied only when all of its
//! pages are there, because cursors do not survive a run, and then it is done for good.

use std::collections::VecDeque;

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use meta::{ErrorClass, GraphError};
use serde_json::json;
use store::meta::{Applied, DayRead, SliceRead};
use tokio::sync::mpsc;
use tracing::Instrument as _;
use units::{AccountDate, DayRange};

use super::followups;
use super::ledger::Ledger;
use super::plan;
use super::session::Session;
use super::source;
use crate::failure::Failure;

/// Slices that wait to be applied: more would only fill memory.
const WAITING: usize = 1;

/// How many days of how many are read, for the progress of the run.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// Days done before.
    pub done: u64,
    /// Days in all.
    pub total: u64,
}

/// Whether another sync of the account that waits may go first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manners {
    /// No: people wait for these days.
    GoOn,
    /// Yes: no further slice is begun then, and what is on its way is still applied.
    GiveWay,
}

/// Reads and applies days, newest first; days that an earlier try applied are left out.
pub async fn read(
    session: &Session,
    days: &[AccountDate],
    rows_a_day: u32,
    goal: Goal,
    manners: Manners,
) -> Result<Applied, Failure> {
    let done = session.ledger.days_done();
    let open: Vec<AccountDate> = days.iter().copied().filter(|day| !done.contains(day)).collect();
    let (to_apply, fetched) = mpsc::channel(WAITING);
    let already = goal.done + days.len() as u64 - open.len() as u64;
    let fetching = fetch_all(session, plan::slices(&open, rows_a_day).into(), to_apply, manners);
    let applying = apply_all(session, fetched, Goal { done: already, ..goal });
    let (fetched, applied) = futures::join!(fetching, applying);
    // What was fetched before the error is applied already; an error of the file is the more telling one.
    let applied = applied?;
    fetched?;
    Ok(applied)
}

/// Notes days on which nothing was delivered, which the account's totals prove without a request.
pub async fn note_empty(session: &Session, days: &[AccountDate]) -> Result<Applied, Failure> {
    if days.is_empty() {
        return Ok(Applied::default());
    }
    let days = days.iter().map(|day| DayRead { day: *day, rows: Vec::new() }).collect();
    let slice = SliceRead { asked: source::asked_of_ads(session), days };
    session.write(move |store, account, by| store.apply_slice(account, &slice, by)).await
}

async fn fetch_all(
    session: &Session,
    mut open: VecDeque<DayRange>,
    to_apply: mpsc::Sender<(DayRange, SliceRead)>,
    manners: Manners,
) -> Result<(), Failure> {
    let mut flying = FuturesUnordered::new();
    loop {
        session.check_cancelled()?;
        if manners == Manners::GiveWay && !open.is_empty() && !followups::nobody_waits(session).await? {
            open.clear();
        }
        let lanes = session.client.budget().lanes;
        session.client.set_lanes(lanes);
        while flying.len() < lanes as usize {
            let Some(range) = open.pop_front() else { break };
            let read = source::ad_days(session, range).instrument(span(session, "read days", range));
            flying.push(async move { (range, read.await) });
        }
        let Some((range, outcome)) = flying.next().await else { return Ok(()) };
        match outcome {
            Ok(slice) => {
                if to_apply.send((range, slice)).await.is_err() {
                    // Applying failed, and says why.
                    return Ok(());
                }
            }
            Err(Failure::Graph(error)) => match smaller(range, &error) {
                Some([newer, older]) => {
                    session.cx.log.info(format!(
                        "{} to {} was too much at once; asking for half of it.",
                        range.since(),
                        range.until()
                    ));
                    open.push_front(older);
                    open.push_front(newer);
                }
                None => return Err(error.into()),
            },
            Err(failure) => return Err(failure),
        }
    }
}

/// One slice of days in the log.
fn span(session: &Session, step: &'static str, range: DayRange) -> tracing::Span {
    tracing::info_span!("slice", step, since = %range.since(), until = %range.until(), account = %session.account)
}

fn smaller(range: DayRange, error: &GraphError) -> Option<[DayRange; 2]> {
    match error.class() {
        ErrorClass::Split | ErrorClass::Shrink => plan::halves(range),
        _ => None,
    }
}

async fn apply_all(
    session: &Session,
    mut slices: mpsc::Receiver<(DayRange, SliceRead)>,
    goal: Goal,
) -> Result<Applied, Failure> {
    let (mut all, mut days_done) = (Applied::default(), goal.done);
    while let Some((range, slice)) = slices.recv().await {
        let applied = session
            .write(move |store, account, by| store.apply_slice(account, &slice, by))
            .instrument(span(session, "store days", range))
            .await?;
        tracing::info!(since = %range.since(), until = %range.until(), rows = applied.rows, "days stored");
        let result = json!({ "rows": applied.rows, "changed_rows": applied.changed_rows() });
        session.done(&Ledger::rows_item(range), result).await?;
        all = all.and(applied);
        days_done += u64::from(range.len());
        let message = format!("Read {} to {}", range.since(), range.until());
        session.cx.progress.set(days_done, Some(goal.total), "days", &message);
        session.announce();
    }
    Ok(all)
}
