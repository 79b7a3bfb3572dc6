//! What comes before and after everything else in a sync: which account, may we ask now, is it still the same account,
//! and what the next sync must know about the budget.

use meta::{GraphClient, GraphConfig};
use scheduler::RunContext;
use store::meta::{Account, Writing};
use units::{AccountId, DayRange};

use super::session::{Facts, Session};
use super::work::drifted;
use super::{objects, plan};
use crate::failure::Failure;
use crate::{AppError, ErrorCode, Workspace};

const WAIT: &str = "rate_limited";

/// The account that is meant; without a name the only one there is.
pub async fn account_of(ws: &Workspace, named: Option<&AccountId>) -> Result<AccountId, Failure> {
    let named = named.cloned();
    Ok(ws.blocking(move |store| crate::accounts::the_account(store, named.as_ref())).await?)
}

/// A client for the account that knows what earlier processes knew about its budget. Fails with the wait if one that
/// Meta ordered is not over.
pub async fn client(ws: &Workspace, cx: &RunContext, account: &AccountId) -> Result<GraphClient, Failure> {
    let (store, id, now) = (cx.store.clone(), account.clone(), cx.clock.now());
    let budgets = std::sync::Arc::clone(&ws.budgets);
    let (url, wait, budget) = crate::spawn_blocking(move || {
        let waits = store.waits(now)?;
        let wait = waits.into_iter().find(|wait| wait.account.as_ref().is_none_or(|whose| *whose == id));
        Ok::<_, store::StoreError>((store.account(&id)?.graph_url, wait, budgets.of(&store, &id, now)?))
    })
    .await??;
    if let Some(wait) = wait {
        return Err(Failure::Wait(wait.until));
    }
    let endpoint = ws.graph.endpoint(account, Some(&url)).await?;
    let mut config = GraphConfig::new(
        endpoint.base_url,
        endpoint.token,
        std::sync::Arc::clone(&cx.clock),
        std::sync::Arc::clone(&cx.ids),
    );
    config.page_limit = plan::PAGE_ROWS;
    config.budget = budget;
    Ok(GraphClient::new(config)?.with_cancel(cx.cancel.clone()))
}

/// Reads the account's own facts and makes sure that its currency and zone are what they were.
pub async fn check_account(cx: &RunContext, client: &GraphClient, account: &AccountId) -> Result<Facts, Failure> {
    let read = objects::account(&client.account(account).await?)?;
    let (currency, zone) = (read.currency, read.zone);
    let (store, id, lease, at) = (cx.store.clone(), account.clone(), cx.lease, cx.clock.now());
    let (drift, windows) = crate::spawn_blocking(move || {
        let drift = store.note_account(&id, &read, &Writing { at, fence: Some(&lease) })?;
        Ok::<_, store::StoreError>((drift, store.account(&id)?.reads_windows))
    })
    .await??;
    match drift {
        Some(drift) => Err(Failure::Said(drifted(account, &drift))),
        None => Ok(Facts { currency, zone, windows }),
    }
}

/// Keeps the budget, the requests and, if Meta asked to wait, the wait. Nothing of it is fenced: it is true whoever
/// runs the rest.
pub async fn leave(
    ws: &Workspace,
    cx: &RunContext,
    client: &GraphClient,
    account: &AccountId,
    failure: Option<&Failure>,
) -> Result<(), Failure> {
    let (store, id, now) = (cx.store.clone(), account.clone(), cx.clock.now());
    let until = failure.and_then(Failure::waits_until);
    let budgets = std::sync::Arc::clone(&ws.budgets);
    let counts = crate::counting::counts(client.requests(), Some(account), now);
    if let Some(version) = client.served_by_another_version() {
        cx.log.warn(format!(
            "Meta answered with version {version} of its interface: ours is about to end. Update Ad Creator soon."
        ));
    }
    let kept = crate::spawn_blocking(move || {
        budgets.keep(&store, &id, now)?;
        store.count_requests(&counts)?;
        match until {
            Some(until) => store.set_wait(Some(&id), WAIT, until, now),
            None => store.clear_waits(now),
        }
    })
    .await?;
    match (kept, failure) {
        // The failure that ended the sync is the one to tell; what could not be kept is only logged.
        (Err(error), Some(_)) => {
            tracing::warn!(%error, "the request budget could not be kept");
            Ok(())
        }
        (kept, _) => Ok(kept?),
    }
}

/// The days that can be read: as far back as Meta keeps figures and the account exists, up to today.
pub async fn readable(session: &Session) -> Result<DayRange, Failure> {
    let today = session.today;
    let oldest = meta::earliest_day(today);
    DayRange::new(oldest, today).map_err(|error| AppError::internal(error.to_string()).into())
}

/// Rows that a day of this account had lately, from the ledger of days; `None` before the first sync.
pub async fn rows_a_day(session: &Session) -> Result<Option<u32>, Failure> {
    let (counts, coverage) =
        session.read(|store, account| Ok((store.object_counts(account)?, store.day_coverage(account)?))).await?;
    let days = u64::from(coverage.days);
    Ok((days > 0 && counts.insight_rows > 0)
        .then(|| u32::try_from(counts.insight_rows.div_ceil(days)).unwrap_or(u32::MAX)))
}

fn option(account: &Account) -> String {
    format!("`--account {}` ({})", account.id, account.called())
}

/// The error for a file that has no account, or several and none was named.
pub fn which_account(connected: &[Account]) -> AppError {
    if connected.is_empty() {
        AppError::new(
            ErrorCode::AccountNotConnected,
            "No ad account is connected to this file.",
            "Connect one in Settings or with `connect --account act_…`.",
        )
    } else {
        AppError::new(
            ErrorCode::WrongUsage,
            "Several ad accounts are connected to this file.",
            format!("Name the one you mean: {}.", connected.iter().map(option).collect::<Vec<_>>().join(" or ")),
        )
    }
}
