//! Every request is counted, for the page that shows what this program asked of whom.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Counts requests by host. Clones count into the same place, so that several clients can share one.
#[derive(Debug, Clone, Default)]
pub struct RequestCounter(Arc<Mutex<BTreeMap<String, HostRequests>>>);

/// What was asked of one host.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HostRequests {
    /// Requests sent, whatever came back.
    pub requests: u64,
    /// Bytes of the replies' bodies, after decompression.
    pub bytes: u64,
    /// Requests without a reply, or with one that says failure.
    pub failures: u64,
}

impl RequestCounter {
    /// What was asked of each host so far.
    #[must_use]
    pub fn hosts(&self) -> BTreeMap<String, HostRequests> {
        self.lock().clone()
    }

    /// What was asked of all hosts together.
    #[must_use]
    pub fn total(&self) -> HostRequests {
        self.lock().values().fold(HostRequests::default(), |sum, host| HostRequests {
            requests: sum.requests + host.requests,
            bytes: sum.bytes + host.bytes,
            failures: sum.failures + host.failures,
        })
    }

    pub(crate) fn sent(&self, host: &str) {
        self.lock().entry(host.to_owned()).or_default().requests += 1;
    }

    pub(crate) fn received(&self, host: &str, bytes: usize) {
        self.lock().entry(host.to_owned()).or_default().bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
    }

    pub(crate) fn failed(&self, host: &str) {
        self.lock().entry(host.to_owned()).or_default().failures += 1;
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, HostRequests>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
