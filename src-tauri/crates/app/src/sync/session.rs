//! What every step of a sync works with.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use meta::GraphClient;
use scheduler::RunContext;
use serde_json::Value;
use store::meta::Writing;
use store::{Store, StoreError};
use units::{AccountDate, AccountId, Currency, Zone};

use super::Warning;
use super::ledger::Ledger;
use crate::failure::Failure;
use crate::{Changed, Workspace};

/// What a sync must know of its account before it begins.
#[derive(Debug, Clone, Copy)]
pub struct Facts {
    /// Its currency.
    pub currency: Currency,
    /// Its zone.
    pub zone: Zone,
    /// Whether results by attribution window are asked for too.
    pub windows: bool,
}

/// One try of one sync.
#[derive(Debug)]
pub struct Session {
    /// The workspace.
    pub ws: Workspace,
    /// The run.
    pub cx: RunContext,
    /// The account.
    pub account: AccountId,
    /// Its currency.
    pub currency: Currency,
    /// Its zone.
    pub zone: Zone,
    /// Today there, when the sync started.
    pub today: AccountDate,
    /// The client of this account.
    pub client: GraphClient,
    /// What is done already.
    pub ledger: Ledger,
    /// Whether results by attribution window are asked for too.
    pub windows: bool,
    warnings: Mutex<Vec<Warning>>,
    requests_noted: AtomicU64,
}

impl Session {
    /// A session of an account whose currency and zone were just read.
    pub fn new(
        ws: Workspace,
        cx: RunContext,
        ledger: Ledger,
        client: GraphClient,
        account: AccountId,
        Facts { currency, zone, windows }: Facts,
    ) -> Self {
        let today = zone.day_of(cx.clock.now());
        let warnings = Mutex::default();
        let requests_noted = AtomicU64::new(0);
        Self { ws, cx, account, currency, zone, today, client, ledger, windows, warnings, requests_noted }
    }

    /// Writes under the run's lease, on a blocking thread.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, &AccountId, &Writing<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (store, account, lease, at) =
            (self.cx.store.clone(), self.account.clone(), self.cx.lease, self.cx.clock.now());
        let written =
            crate::spawn_blocking(move || work(&store, &account, &Writing { at, fence: Some(&lease) })).await?;
        Ok(written?)
    }

    /// Reads on a blocking thread.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, &AccountId) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Failure> {
        let (store, account) = (self.cx.store.clone(), self.account.clone());
        Ok(crate::spawn_blocking(move || work(&store, &account)).await??)
    }

    /// Marks an item done, with the requests that were sent since the last item.
    pub async fn done(&self, item: &str, mut result: Value) -> Result<(), Failure> {
        let sent = self.client.requests().total().requests;
        let before = self.requests_noted.swap(sent, Ordering::Relaxed);
        if let Value::Object(fields) = &mut result {
            fields.insert("requests".to_owned(), sent.saturating_sub(before).into());
        }
        self.ledger.done(item, result).await
    }

    /// Requests of this try that no item has counted yet.
    pub fn requests_since_last_item(&self) -> u64 {
        self.client.requests().total().requests.saturating_sub(self.requests_noted.load(Ordering::Relaxed))
    }

    /// Notes something that went wrong without failing the run.
    pub fn warn(&self, code: &str, message: impl Into<String>) {
        let message = message.into();
        self.cx.log.warn(message.clone());
        let mut warnings = self.warnings.lock().unwrap_or_else(PoisonError::into_inner);
        if !warnings.iter().any(|known| known.code == code && known.message == message) {
            warnings.push(Warning { code: code.to_owned(), message });
        }
    }

    /// What went wrong so far.
    pub fn warnings(&self) -> Vec<Warning> {
        self.warnings.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells the window that figures of the account changed.
    pub fn announce(&self) {
        self.ws.announce(Changed::Insights { account: self.account.clone() });
    }

    /// Fails if the run was cancelled.
    pub fn check_cancelled(&self) -> Result<(), Failure> {
        if self.cx.cancel.is_cancelled() { Err(Failure::Said(crate::AppError::cancelled())) } else { Ok(()) }
    }
}
