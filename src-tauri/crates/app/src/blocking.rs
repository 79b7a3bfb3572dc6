//! Blocking work on a thread of its own.

use tokio::task::JoinHandle;
use tracing::Span;

/// Runs blocking work within the span of whoever asks for it, so that what it logs carries the run. The runtime's own
/// function leaves the span behind.
pub(crate) fn spawn_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    let span = Span::current();
    tokio::task::spawn_blocking(move || span.in_scope(work))
}
