//! What was asked.

use std::collections::BTreeMap;
use std::sync::Mutex;

use serde::Serialize;

/// Counts of requests and bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// HTTP requests to the Graph API; downloads of pictures and questions to the simulator itself are not in it.
    pub requests: u64,
    /// What Meta would count: the items of batches one by one.
    pub calls: u64,
    /// HTTP requests by kind, pictures included.
    pub by_kind: BTreeMap<String, u64>,
    /// Bytes of all replies' bodies.
    pub bytes: u64,
    /// Insight rows sent.
    pub rows: u64,
    /// Replies with an error.
    pub errors: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counter(Mutex<Stats>);

impl Counter {
    pub(crate) fn count(&self, change: impl FnOnce(&mut Stats)) {
        change(&mut self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    }

    pub(crate) fn read(&self) -> Stats {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    pub(crate) fn reset(&self) {
        self.count(|stats| *stats = Stats::default());
    }
}
