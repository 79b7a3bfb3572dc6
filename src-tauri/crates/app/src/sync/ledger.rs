//! What a sync has done already, by the items of its run.
//!
//! A try that was killed, throttled or cut off leaves its items in the file; the next try skips what is done and adds
//! its own figures to theirs, so that the report at the end is about the run and not about its last try.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use scheduler::RunContext;
use serde_json::{Value, json};
use store::jobs::ItemStatus;
use units::{AccountDate, DayRange};

use crate::failure::Failure;

/// Items of one run.
#[derive(Debug)]
pub struct Ledger {
    cx: RunContext,
    done: Mutex<BTreeMap<String, Value>>,
}

const ROWS: &str = "rows ";

impl Ledger {
    /// Reads what earlier tries did.
    pub async fn open(cx: &RunContext) -> Result<Self, Failure> {
        let (store, run) = (cx.store.clone(), cx.run);
        let items = crate::spawn_blocking(move || store.run_items(run)).await??;
        let done =
            items.into_iter().filter(|item| item.status == ItemStatus::Done).map(|item| (item.item, item.detail));
        Ok(Self { cx: cx.clone(), done: Mutex::new(done.collect()) })
    }

    /// What an item left behind when it was done; `None` if it was not.
    pub fn result_of(&self, item: &str) -> Option<Value> {
        self.lock().get(item).cloned()
    }

    /// Whether an item is done.
    pub fn is_done(&self, item: &str) -> bool {
        self.lock().contains_key(item)
    }

    /// Marks an item done.
    pub async fn done(&self, item: &str, result: Value) -> Result<(), Failure> {
        let (store, lease, name, detail, now) =
            (self.cx.store.clone(), self.cx.lease, item.to_owned(), result.clone(), self.cx.clock.now());
        crate::spawn_blocking(move || {
            store.plan_items(&lease, std::slice::from_ref(&name))?;
            store.mark_item(&lease, &name, ItemStatus::Done, &detail, now)
        })
        .await??;
        self.lock().insert(item.to_owned(), result);
        Ok(())
    }

    /// The name of the item that reads the rows of these days.
    pub fn rows_item(range: DayRange) -> String {
        format!("{ROWS}{}..{}", range.since(), range.until())
    }

    /// Days whose rows are done.
    pub fn days_done(&self) -> Vec<AccountDate> {
        self.lock().keys().filter_map(|item| range_of(item.strip_prefix(ROWS)?)).flat_map(DayRange::days).collect()
    }

    /// The sum of one figure over all items.
    pub fn sum(&self, figure: &str) -> u64 {
        self.lock().values().filter_map(|result| result.get(figure)?.as_u64()).sum()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Value>> {
        self.done.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn range_of(text: &str) -> Option<DayRange> {
    let (since, until) = text.split_once("..")?;
    DayRange::new(AccountDate::parse(since).ok()?, AccountDate::parse(until).ok()?).ok()
}

/// The figures of an item that read `seen` things.
pub fn seen(seen: u64, changed: u64) -> Value {
    json!({ "seen": seen, "changed": changed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_an_item_says_its_days() {
        let range = DayRange::ending(AccountDate::parse("2026-02-16").unwrap(), 3);
        let item = Ledger::rows_item(range);
        assert_eq!(item, "rows 2026-02-14..2026-02-16");
        assert_eq!(range_of(item.strip_prefix(ROWS).unwrap()), Some(range));
    }
}
