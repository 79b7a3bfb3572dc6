//! The client: what it holds, and how much of it runs at once.

use std::future::Future;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio_util::sync::CancellationToken;
use units::{Clock, IdSource};
use url::Url;

use crate::budget::{Budget, Points};
use crate::config::is_loopback;
use crate::fields::FieldMemory;
use crate::{BudgetSnapshot, GraphConfig, GraphError, RequestCounter};

/// Divisible by one, two, three and four lanes.
const PERMITS: u32 = 12;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A client of the Graph API, for one token and best for one ad account: the budget that it spends from is the account's.
/// Clones are the same client.
#[derive(Debug, Clone)]
pub struct GraphClient {
    inner: Arc<Inner>,
    cancel: CancellationToken,
}

#[derive(Debug)]
struct Inner {
    config: GraphConfig,
    base: Url,
    http: reqwest::Client,
    permits: Semaphore,
    lanes: AtomicU32,
    served_version: Mutex<Option<String>>,
    fields: FieldMemory,
}

impl GraphClient {
    /// A client that has sent nothing yet.
    ///
    /// # Errors
    /// [`GraphError::ForeignAddress`] for a server that is neither the Graph API nor on this machine,
    /// [`GraphError::Setup`] if the system gives no TLS.
    pub fn new(config: GraphConfig) -> Result<Self, GraphError> {
        let base = config.checked_base()?;
        let mut http = reqwest::Client::builder()
            .user_agent(concat!("ad-creator/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none());
        if is_loopback(&base) {
            http = http.no_proxy();
        }
        let http = http.build().map_err(|error| GraphError::Setup(error.without_url().to_string()))?;
        let inner = Inner {
            config,
            base,
            http,
            permits: Semaphore::new(PERMITS as usize),
            lanes: AtomicU32::new(1),
            served_version: Mutex::new(None),
            fields: FieldMemory::default(),
        };
        Ok(Self { inner: Arc::new(inner), cancel: CancellationToken::new() })
    }

    /// The same client, whose calls end with [`GraphError::Cancelled`] once `cancel` is cancelled.
    #[must_use]
    pub fn with_cancel(&self, cancel: CancellationToken) -> Self {
        Self { inner: Arc::clone(&self.inner), cancel }
    }

    /// How many requests may be in flight at once, from one (the beginning) to four. Ask
    /// [`BudgetSnapshot::lanes`] how many are wise.
    pub fn set_lanes(&self, lanes: u32) {
        self.inner.lanes.store(lanes.clamp(1, 4), Ordering::Relaxed);
    }

    /// The budget as it is now.
    #[must_use]
    pub fn budget(&self) -> BudgetSnapshot {
        let now = self.clock().now();
        self.budget_mut().snapshot(now)
    }

    /// Where this client counts its requests.
    #[must_use]
    pub fn requests(&self) -> &RequestCounter {
        &self.inner.config.counter
    }

    /// The version that served the newest reply, where it is another one than was asked for: ours has ended, and this
    /// program needs an update before long.
    #[must_use]
    pub fn served_by_another_version(&self) -> Option<String> {
        let served = self.inner.served_version.lock().unwrap_or_else(PoisonError::into_inner);
        served.clone().filter(|version| *version != self.inner.config.version)
    }

    pub(crate) fn note_served_version(&self, version: &str) {
        let mut served = self.inner.served_version.lock().unwrap_or_else(PoisonError::into_inner);
        if served.as_deref() != Some(version) {
            *served = Some(version.to_owned());
        }
    }

    pub(crate) fn config(&self) -> &GraphConfig {
        &self.inner.config
    }

    pub(crate) fn base(&self) -> &Url {
        &self.inner.base
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.inner.config.clock.as_ref()
    }

    pub(crate) fn ids(&self) -> &dyn IdSource {
        self.inner.config.ids.as_ref()
    }

    pub(crate) fn fields(&self) -> &FieldMemory {
        &self.inner.fields
    }

    pub(crate) fn budget_mut(&self) -> MutexGuard<'_, Budget> {
        self.inner.config.budget.lock()
    }

    /// Takes points out of the budget.
    pub(crate) fn take(&self, cost: Points) -> Result<(), GraphError> {
        let now = self.clock().now();
        self.budget_mut().take(now, cost).map_err(|until| GraphError::Throttled { until, fault: None })
    }

    /// A place among the requests in flight.
    pub(crate) async fn lane(&self) -> Result<SemaphorePermit<'_>, GraphError> {
        let share = PERMITS / self.inner.lanes.load(Ordering::Relaxed);
        let permit = self.unless_cancelled(self.inner.permits.acquire_many(share)).await?;
        permit.map_err(|_closed| GraphError::Cancelled)
    }

    pub(crate) async fn pause(&self, pause: Duration) -> Result<(), GraphError> {
        self.unless_cancelled(self.clock().sleep(pause)).await
    }

    pub(crate) async fn unless_cancelled<F: Future>(&self, work: F) -> Result<F::Output, GraphError> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(GraphError::Cancelled),
            output = work => Ok(output),
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;
    use secrecy::SecretString;
    use units::testing::ManualClock;
    use units::{SeededIds, Timestamp};

    use super::*;

    fn client() -> GraphClient {
        let clock = Arc::new(ManualClock::at(Timestamp::from_millis(0)));
        let config = GraphConfig::new(crate::GRAPH_URL, SecretString::from("T"), clock, Arc::new(SeededIds::new(1)));
        GraphClient::new(config).expect("TLS is there")
    }

    #[test]
    fn as_many_requests_run_at_once_as_there_are_lanes() {
        let client = client();
        for lanes in 1..=4 {
            client.set_lanes(lanes);
            let held: Vec<_> = (0..lanes).map(|_| client.lane().now_or_never().expect("a free lane")).collect();
            assert!(client.lane().now_or_never().is_none(), "{lanes} lanes are taken");
            drop(held);
        }
    }

    #[test]
    fn the_real_graph_api_is_allowed_and_the_token_is_not_shown() {
        assert!(!format!("{:?}", client()).contains("\"T\""));
    }
}
