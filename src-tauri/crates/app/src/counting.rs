//! Requests are counted in the file, by day and host, for the page that shows what this program asked of whom.

use meta::RequestCounter;
use store::meta::RequestCount;
use units::{AccountId, Timestamp};

use crate::{AppError, Workspace};

const MILLIS_PER_DAY: i64 = 86_400_000;

/// What a client asked, for the file. `account` is `None` for what is asked before an account is connected.
pub fn counts(counter: &RequestCounter, account: Option<&AccountId>, now: Timestamp) -> Vec<RequestCount> {
    let one = |(host, seen): (String, meta::HostRequests)| RequestCount {
        account: account.cloned(),
        utc_day: now.millis().div_euclid(MILLIS_PER_DAY),
        host,
        endpoint: "graph".to_owned(),
        requests: seen.requests,
        failures: seen.failures,
        bytes: seen.bytes,
    };
    counter.hosts().into_iter().map(one).collect()
}

/// Writes them down.
///
/// # Errors
/// If the file cannot be written.
pub async fn keep(ws: &Workspace, counter: &RequestCounter, account: Option<&AccountId>) -> Result<(), AppError> {
    let counts = counts(counter, account, ws.clock.now());
    ws.blocking(move |store| store.count_requests(&counts)).await
}
