//! A sync from its first step to its last.

use std::collections::BTreeSet;

use scheduler::RunContext;
use serde_json::json;
use store::meta::Asked;
use tracing::Instrument as _;
use units::{AccountDate, AccountId, DayRange};

use super::daily::{self, Goal, Manners};
use super::ledger::Ledger;
use super::session::Session;
use super::totals::{PIECE_DAYS, Totals};
use super::{
    Days, Difference, Reconciled, SyncParams, SyncReport, besides, followups, freshness, gate, months, plan, structure,
};
use crate::failure::Failure;
use crate::{AppError, ErrorCode, Workspace};

const PLAN: &str = "plan";
const EMPTY: &str = "empty days";

/// Does one try of a sync.
pub async fn sync(ws: &Workspace, cx: &RunContext, params: &SyncParams) -> Result<SyncReport, Failure> {
    let started = cx.clock.monotonic();
    let account = gate::account_of(ws, params.account.as_ref()).await?;
    let client = gate::client(ws, cx, &account).await?;
    tracing::info!(account = %account, days = ?params.days, "sync begins");
    let outcome = async {
        let facts = gate::check_account(cx, &client, &account).await?;
        // The first answer tells the tier, and with it how much may be asked side by side.
        client.set_lanes(client.budget().lanes);
        let ledger = Ledger::open(cx).await?;
        let session = Session::new(ws.clone(), cx.clone(), ledger, client.clone(), account.clone(), facts);
        match params.days {
            Days::History => history(&session).await,
            _ => recent(&session, params).await,
        }
    };
    let outcome = outcome.instrument(tracing::info_span!("sync", account = %account)).await;
    // Filling the history reads no list: what the daily sync read of them stays as fresh as it was.
    if let Err(failure) = &outcome
        && params.days != Days::History
    {
        freshness::note_failure(cx, &account, failure).await;
    }
    gate::leave(ws, cx, &client, &account, outcome.as_ref().err()).await?;
    let mut report = outcome?;
    tracing::info!(
        account = %account,
        rows = report.insight_rows,
        changed_rows = report.changed_rows,
        requests = report.requests,
        warnings = report.warnings.len(),
        "sync ends"
    );
    report.duration_ms = u64::try_from(cx.clock.monotonic().since(started).as_millis()).unwrap_or(u64::MAX);
    Ok(report)
}

/// Objects, the days that are asked for or have moved, and what belongs to them.
async fn recent(session: &Session, params: &SyncParams) -> Result<SyncReport, Failure> {
    session.cx.progress.set(0, None, "days", "Reading campaigns and ads");
    let (structure, plan) = futures::join!(structure::read(session), plan_of(session, params.days));
    structure?;
    let plan = plan?;
    let (newest, older): (Vec<_>, Vec<_>) = plan
        .days
        .iter()
        .copied()
        .partition(|day| *day > session.today.plus_days(-i32::try_from(plan::NEWEST_DAYS).unwrap_or(7)));
    let total = plan.days.len() as u64;
    let guess = match plan.rows_a_day {
        Some(known) => known,
        None => structure::ads_delivering(session).unwrap_or(1),
    };
    daily::read(session, &newest, guess, Goal { done: 0, total }, Manners::GoOn).await?;
    followups::pictures(session, params).await?;
    let rows_a_day = observed(session, newest.len()).unwrap_or(guess);
    let rest = daily::read(session, &older, rows_a_day, Goal { done: newest.len() as u64, total }, Manners::GoOn);
    let besides = besides::read(session).instrument(tracing::info_span!("besides", account = %session.account));
    futures::try_join!(rest, besides)?;
    plan.totals.store(session, |day| !plan.unread.contains(&day)).await?;
    structure::read_missing(session).await?;
    followups::link(session).await?;
    followups::finish(session, params).await?;
    report(session, plan.range).await
}

/// Rows that a day had among the days read so far.
fn observed(session: &Session, days: usize) -> Option<u32> {
    let rows = session.ledger.sum("rows");
    let days = u64::try_from(days).ok().filter(|days| *days > 0)?;
    u32::try_from(rows.div_ceil(days)).ok().filter(|rows| *rows > 0)
}

/// What is missing back to 37 months, newest first. Makes room for a sync of the same account that waits.
async fn history(session: &Session) -> Result<SyncReport, Failure> {
    let range = gate::readable(session).await?;
    let mut open = unread_days(session, range).await?;
    open.sort_unstable_by(|a, b| b.cmp(a));
    let (total, mut done, mut made_room) = (open.len() as u64, 0_u64, false);
    while let Some(newest) = open.first().copied() {
        let whole_chunk = DayRange::ending(newest, PIECE_DAYS);
        // The oldest chunk reaches back no further than Meta keeps figures.
        let chunk = DayRange::new(whole_chunk.since().max(range.since()), newest).map_err(AppError::from)?;
        let days: Vec<AccountDate> = open.iter().copied().filter(|day| chunk.contains(*day)).collect();
        open.retain(|day| !chunk.contains(*day));
        session.cx.progress.set(done, Some(total), "days", &format!("Looking at {} and before", chunk.until()));
        let totals = Totals::of_account(session, chunk).await?;
        let (delivered, empty): (Vec<_>, Vec<_>) = days.iter().copied().partition(|day| totals.delivered(*day));
        daily::note_empty(session, &empty).await?;
        let guess =
            observed(session, session.ledger.days_done().len()).or(gate::rows_a_day(session).await?).unwrap_or(1);
        let goal = Goal { done: done + empty.len() as u64, total };
        daily::read(session, &delivered, guess, goal, Manners::GiveWay).await?;
        totals.store(session, |day| days.contains(&day)).await?;
        done += days.len() as u64;
        if !followups::nobody_waits(session).await? {
            made_room = true;
            break;
        }
    }
    structure::read_missing(session).await?;
    if made_room || !unread_days(session, range).await?.is_empty() {
        session.cx.log.info("Making room for another sync of this account; the rest of the history goes on after it.");
        followups::history(session).await?;
    }
    report(session, range).await
}

/// Days that were never read, and old ones that are not what Meta reports any more.
pub async fn unread_days(session: &Session, range: DayRange) -> Result<Vec<AccountDate>, Failure> {
    session
        .read(move |store, account| {
            let mut days = store.unsynced_days(account, range)?;
            days.extend(store.stale_days(account, range)?);
            Ok(days)
        })
        .await
}

/// What is to be read.
struct Plan {
    range: DayRange,
    days: Vec<AccountDate>,
    /// Days whose totals are known now and whose rows stay as they are: so do their stored totals, which stand for the
    /// rows when the months are compared.
    unread: BTreeSet<AccountDate>,
    rows_a_day: Option<u32>,
    totals: Totals,
}

async fn plan_of(session: &Session, days: Days) -> Result<Plan, Failure> {
    let readable = gate::readable(session).await?;
    let range = range_of(session, days, readable)?;
    let rows_a_day = gate::rows_a_day(session).await?;
    let maturing = maturing(session, days, range, readable).await?;
    let (mut totals, checksum) = futures::try_join!(
        Totals::of_account(session, whole(range, maturing)),
        Totals::of_campaigns(session, maturing)
    )?;
    totals.add(checksum);
    let old = match (days, maturing) {
        (Days::Usual, Some(maturing)) => months::moved(session, maturing.since(), session.ledger.is_done(PLAN)).await?,
        _ => Vec::new(),
    };
    let old_days: Vec<AccountDate> = old.iter().map(|totals| totals.day).collect();
    totals.replace(old);
    let chosen = match session.ledger.result_of(PLAN) {
        Some(known) => known["days"].as_array().into_iter().flatten().filter_map(day_of).collect(),
        None => choose(session, days, range, &totals, old_days).await?,
    };
    let unread = match maturing {
        Some(maturing) if days == Days::Usual => totals.kept_before(session, maturing.since(), &chosen).await?,
        _ => BTreeSet::new(),
    };
    Ok(Plan { range, days: chosen, unread, rows_a_day, totals })
}

/// A day as an item of the ledger has it.
pub fn day_of(number: &serde_json::Value) -> Option<AccountDate> {
    number.as_i64().and_then(|number| i32::try_from(number).ok()).map(AccountDate::from_number)
}

/// The days to read, chosen once for all tries of the run. Days without delivery are noted here and now.
async fn choose(
    session: &Session,
    days: Days,
    range: DayRange,
    totals: &Totals,
    mut old: Vec<AccountDate>,
) -> Result<Vec<AccountDate>, Failure> {
    let mut wanted: BTreeSet<AccountDate> = match days {
        Days::Usual => {
            let campaigns = totals.campaigns().to_vec();
            let moved =
                session.read(move |store, account| store.days_that_moved(account, Asked::CHECKSUM, &campaigns)).await?;
            let open = session.read(move |store, account| store.incomplete_days(account, range)).await?;
            let windows = without_windows(session).await?;
            let always = DayRange::ending(range.until(), plan::ALWAYS_DAYS).days();
            always.chain(moved).chain(open).chain(windows).collect()
        }
        _ => range.days().collect(),
    };
    // The rest of the old days is read with the history: a sync that people wait for stays short.
    let room = (plan::MATURING_DAYS as usize).saturating_sub(wanted.len());
    old.sort_unstable_by(|a, b| b.cmp(a));
    wanted.extend(old.into_iter().take(room));
    let empty: Vec<AccountDate> = wanted.iter().copied().filter(|day| !totals.delivered(*day)).collect();
    let applied = daily::note_empty(session, &empty).await?;
    session.done(EMPTY, json!({ "changed_rows": applied.changed_rows() })).await?;
    wanted.retain(|day| totals.delivered(*day));
    let wanted: Vec<AccountDate> = wanted.into_iter().collect();
    let numbers: Vec<i32> = wanted.iter().map(|day| day.number()).collect();
    session.cx.log.info(format!("{} days to read, {} without delivery.", wanted.len(), empty.len()));
    session.done(PLAN, json!({ "days": numbers })).await?;
    Ok(wanted)
}

/// Days that still move and were last read without the windows that the account wants.
async fn without_windows(session: &Session) -> Result<Vec<AccountDate>, Failure> {
    if !session.windows {
        return Ok(Vec::new());
    }
    let moving = DayRange::ending(session.today, plan::MATURING_DAYS);
    session.read(move |store, account| store.days_read_without(account, moving, Asked::WINDOWS)).await
}

fn range_of(session: &Session, days: Days, readable: DayRange) -> Result<DayRange, Failure> {
    let wanted = match days {
        Days::Usual | Days::History => DayRange::ending(session.today, plan::FIRST_DAYS),
        Days::Back(days) => DayRange::ending(session.today, days),
        Days::Between(range) => range,
    };
    let (since, until) = (wanted.since().max(readable.since()), wanted.until().min(readable.until()));
    if since > wanted.since() && !matches!(days, Days::Usual) {
        session.cx.log.info(format!("Starting at {since}: there is nothing to read before."));
    }
    DayRange::new(since, until).map_err(|_outside| {
        AppError::invalid(
            format!("There is nothing to read from {} to {}.", wanted.since(), wanted.until()),
            format!("Choose days between {} and {}.", readable.since(), readable.until()),
        )
        .into()
    })
}

/// Days whose campaign totals are read, as the checksum that tells whether their rows moved: the last 28, and more if
/// the last sync is longer ago, because those days were not mature then.
async fn maturing(
    session: &Session,
    days: Days,
    range: DayRange,
    readable: DayRange,
) -> Result<Option<DayRange>, Failure> {
    let mut since = session.today.plus_days(1 - i32::try_from(plan::MATURING_DAYS).unwrap_or(28));
    if let Days::Usual = days {
        let coverage = session.read(|store, account| store.day_coverage(account)).await?;
        if let Some(as_of) = coverage.as_of {
            let not_mature = session.zone.day_of(as_of).plus_days(1 - i32::try_from(plan::MATURING_DAYS).unwrap_or(28));
            since = since.min(not_mature);
        }
        return Ok(DayRange::new(since.max(readable.since()), session.today).ok());
    }
    Ok(DayRange::new(since.max(range.since()), range.until()).ok())
}

fn whole(range: DayRange, other: Option<DayRange>) -> DayRange {
    other
        .and_then(|other| DayRange::new(range.since().min(other.since()), range.until().max(other.until())).ok())
        .unwrap_or(range)
}

async fn report(session: &Session, range: DayRange) -> Result<SyncReport, Failure> {
    let (campaigns, ad_sets, ads) = structure::counts(session);
    let (run, ledger) = (session.cx.run, &session.ledger);
    Ok(SyncReport {
        run_id: Some(run),
        currency: Some(session.currency),
        time_zone: Some(session.zone),
        since: Some(range.since()),
        until: Some(range.until()),
        campaigns,
        ad_sets,
        ads,
        insight_rows: ledger.sum("rows"),
        changed_rows: ledger.sum("changed_rows"),
        requests: ledger.sum("requests") + session.requests_since_last_item(),
        reconciled: reconciled(session, range).await?,
        warnings: session.warnings(),
        ..SyncReport::of(session.account.clone())
    })
}

/// Account totals against the sum of ads, over days that are over: today moves between two questions.
async fn reconciled(session: &Session, range: DayRange) -> Result<Reconciled, Failure> {
    let Ok(over) = DayRange::new(range.since(), range.until().min(session.today.plus_days(-1))) else {
        return Ok(Reconciled::default());
    };
    let both = session.read(move |store, account| store.reconcile(account, over)).await?;
    Ok(both.map_or_else(Reconciled::default, |both| Reconciled {
        spend: Some(both.difference.spend_agrees()),
        impressions: Some(both.difference.impressions_agree()),
        difference: Difference {
            spend: Some(both.difference.spend.amount()),
            impressions: Some(both.difference.impressions),
        },
    }))
}

/// The error for an account whose currency or zone is not what it was.
pub fn drifted(account: &AccountId, drift: &store::meta::AccountDrift) -> AppError {
    let mut changes = Vec::new();
    if let Some((was, is)) = drift.currency {
        changes.push(format!("its currency was {was} and is {is}"));
    }
    if let Some((was, is)) = drift.zone {
        changes.push(format!("its time zone was {was} and is {is}"));
    }
    AppError::new(
        ErrorCode::AccountChanged,
        format!(
            "{account} is not what it was: {}. Nothing was stored, because days and amounts would be mixed.",
            changes.join(" and ")
        ),
        "Remove the account with its data and connect it again, or keep this file as an archive and start a new one.",
    )
}
