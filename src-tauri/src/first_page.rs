//! The moment when the first page shows stored data. Until then everything else waits: the processors of a laptop are
//! few, GTK has one thread, and a person who opens the window looks at it.

use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use units::Clock;

/// A page that shows nothing stored (an error, the welcome page) must not keep the rest waiting for long.
const PATIENCE: Duration = Duration::from_secs(3);

/// Whether the first page was drawn. Clones speak of the same page.
#[derive(Debug, Clone)]
pub struct FirstPage {
    drawn: CancellationToken,
    loaded: CancellationToken,
    hears: CancellationToken,
    clock: Arc<dyn Clock>,
}

impl FirstPage {
    /// A page that is not drawn yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            drawn: CancellationToken::new(),
            loaded: CancellationToken::new(),
            hears: CancellationToken::new(),
            clock,
        }
    }

    /// It shows stored data now.
    pub fn is_drawn(&self) {
        self.drawn.cancel();
    }

    /// The web view has loaded it: its scripts run.
    pub fn is_loaded(&self) {
        self.loaded.cancel();
    }

    /// Its scripts listen: what they are told from now on is heard.
    pub fn listens(&self) {
        self.hears.cancel();
    }

    /// Waits until its scripts listen, at the latest for three seconds.
    pub async fn hears(&self) {
        tokio::select! {
            () = self.hears.cancelled() => {}
            () = self.clock.sleep(PATIENCE) => {}
        }
    }

    /// Whether the web view has loaded it.
    pub fn was_loaded(&self) -> bool {
        self.loaded.is_cancelled()
    }

    /// Waits until it is drawn, at the latest for three seconds.
    pub async fn wait(&self) {
        tokio::select! {
            () = self.drawn.cancelled() => {}
            () = self.clock.sleep(PATIENCE) => {}
        }
    }
}
