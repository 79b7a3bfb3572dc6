//! How fresh each kind of data of an account is: noted at the end of a sync, and when one fails.

use scheduler::RunContext;
use store::meta::{DatasetOutcome, Writing};
use store::{Store, StoreError};
use units::AccountId;

use super::ledger::Ledger;
use super::session::Session;
use super::structure;
use crate::failure::Failure;

/// The key of the daily rows.
const ROWS: &str = "meta_ads_performance";

/// How each kind of data came out.
pub type Noted = Vec<(&'static str, DatasetOutcome)>;

/// After a sync that ended: a list is as fresh as its own read, whatever became of the others.
pub fn after(session: &Session) -> Noted {
    let warnings = session.warnings();
    let lists = structure::LISTS.iter().map(|list| {
        let failed = warnings.iter().find(|warning| warning.code == list.failed_code());
        let outcome = match failed {
            Some(warning) => DatasetOutcome::Failed { message: warning.message.clone() },
            None => DatasetOutcome::Completed { records: list.records(&session.ledger) },
        };
        (list.dataset, outcome)
    });
    lists.chain([(ROWS, DatasetOutcome::Completed { records: session.ledger.sum("rows") })]).collect()
}

/// Notes the outcomes.
pub fn note(store: &Store, account: &AccountId, noted: &Noted, by: &Writing<'_>) -> Result<(), StoreError> {
    noted.iter().try_for_each(|(dataset, outcome)| store.note_dataset(account, dataset, outcome, by))
}

/// After a sync that failed: what it had read is fresh, the rest is not, and says why. The failure itself is told by the
/// run, so a note that cannot be written is only logged.
pub async fn note_failure(cx: &RunContext, account: &AccountId, failure: &Failure) {
    if !failure.is_of_the_data() {
        return;
    }
    if let Err(error) = write_failure(cx, account, failure.to_string()).await {
        tracing::warn!(%error, "how fresh the data is was not noted");
    }
}

async fn write_failure(cx: &RunContext, account: &AccountId, message: String) -> Result<(), Failure> {
    let ledger = Ledger::open(cx).await?;
    let failed = || DatasetOutcome::Failed { message: message.clone() };
    let lists = structure::LISTS.iter().map(|list| {
        let outcome = if ledger.is_done(list.item) {
            DatasetOutcome::Completed { records: list.records(&ledger) }
        } else {
            failed()
        };
        (list.dataset, outcome)
    });
    let noted: Noted = lists.chain([(ROWS, failed())]).collect();
    let (store, account, lease, at) = (cx.store.clone(), account.clone(), cx.lease, cx.clock.now());
    let written =
        crate::spawn_blocking(move || note(&store, &account, &noted, &Writing { at, fence: Some(&lease) })).await?;
    Ok(written?)
}
