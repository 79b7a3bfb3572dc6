//! One request budget per ad account in this process: a sync and the pictures of the same account ask Meta side by side,
//! and Meta counts them together.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use meta::{BudgetState, SharedBudget};
use serde_json::Value;
use store::{Store, StoreError};
use units::{AccountId, Timestamp};

/// The kind under which the file keeps it.
const KIND: &str = "budget";

/// The budgets of a workspace's accounts.
#[derive(Debug, Default)]
pub(crate) struct Budgets {
    known: Mutex<HashMap<AccountId, SharedBudget>>,
}

impl Budgets {
    /// The budget of an account, with what other processes have noted of it in the file.
    pub(crate) fn of(&self, store: &Store, account: &AccountId, now: Timestamp) -> Result<SharedBudget, StoreError> {
        let budget = self.lock().entry(account.clone()).or_default().clone();
        absorb(&budget, store, account, now)?;
        Ok(budget)
    }

    /// Keeps the budget of an account in the file. What another process has noted there meanwhile stays in it.
    pub(crate) fn keep(&self, store: &Store, account: &AccountId, now: Timestamp) -> Result<(), StoreError> {
        let Some(budget) = self.lock().get(account).cloned() else { return Ok(()) };
        absorb(&budget, store, account, now)?;
        match serde_json::to_value(budget.state()) {
            Ok(state) => store.note_usage(Some(account), KIND, &state, now),
            Err(error) => {
                tracing::warn!(%error, "the request budget cannot be written down");
                Ok(())
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<AccountId, SharedBudget>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn absorb(budget: &SharedBudget, store: &Store, account: &AccountId, now: Timestamp) -> Result<(), StoreError> {
    let noted = store.usage(Some(account))?.into_iter().find(|(kind, _usage, _at)| kind == KIND);
    if let Some(state) = noted.and_then(|(_kind, usage, _at)| readable(usage)) {
        budget.absorb(state, now);
    }
    Ok(())
}

fn readable(usage: Value) -> Option<BudgetState> {
    serde_json::from_value(usage)
        .inspect_err(|error| tracing::warn!(%error, "what was stored about the request budget is unreadable"))
        .ok()
}
