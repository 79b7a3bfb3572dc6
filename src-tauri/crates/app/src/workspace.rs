//! What every use case is given: the open file, time, ids, secrets, the network, and a place to announce changes.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use store::Store;
use tokio::sync::broadcast;
use units::{AccountId, Clock, IdSource, JobId, RunId};

use crate::AppError;
use crate::budgets::Budgets;
use crate::creation::Drawing;
use crate::endpoints::GraphEndpoints;
use crate::pages::overview::Judgements;
use crate::secrets::SecretStore;

/// Something in the file changed: which things, never their data. The window asks again for what it shows of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", tag = "kind")]
pub enum Changed {
    /// Schedules.
    Jobs {
        /// Which; empty means any.
        ids: Vec<JobId>,
    },
    /// Runs: a new one, progress, a log line, an end.
    Runs {
        /// Which; empty means any.
        ids: Vec<RunId>,
    },
    /// Daily figures or objects of an account.
    Insights {
        /// Whose.
        account: AccountId,
    },
    /// The list of accounts and brands.
    Accounts,
    /// Settings and targets.
    Settings,
    /// Pictures came.
    Pictures,
    /// Brands, products and what belongs to them, or templates.
    Library,
    /// Ads were made or decided on.
    Ads,
}

/// The open workspace and all that a use case needs. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The file.
    pub store: Store,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Ids and chance.
    pub ids: Arc<dyn IdSource>,
    /// Access tokens.
    pub secrets: Arc<dyn SecretStore>,
    /// Who answers for which account.
    pub graph: Arc<dyn GraphEndpoints>,
    /// Announcements to the window.
    pub events: broadcast::Sender<Changed>,
    /// Fonts, templates and decoded pictures, for everything that draws.
    pub drawing: Arc<Drawing>,
    /// What may still be asked about each account.
    pub(crate) budgets: Arc<Budgets>,
    /// What the rules say about its accounts, until the file changes.
    pub(crate) judgements: Arc<Judgements>,
}

/// Announcements that a slow listener may be behind by. A listener that falls further behind is told so and
/// refreshes everything.
const EVENTS_KEPT: usize = 256;

impl Workspace {
    /// A workspace around an open file.
    #[must_use]
    pub fn new(
        store: Store,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
        secrets: Arc<dyn SecretStore>,
        graph: Arc<dyn GraphEndpoints>,
    ) -> Self {
        let (events, changes) = broadcast::channel(EVENTS_KEPT);
        let judgements = Arc::new(Judgements::new(changes));
        let drawing = Arc::new(Drawing::of(store.clone()));
        Self { store, clock, ids, secrets, graph, events, drawing, budgets: Arc::default(), judgements }
    }

    /// Announces a change; nobody need be listening.
    pub fn announce(&self, change: Changed) {
        if self.events.send(change).is_err() {
            tracing::trace!("a change was announced while no window was open");
        }
    }

    /// Runs blocking work of the file on a blocking thread.
    ///
    /// # Errors
    /// Those of `work`; `internal` if it panicked.
    pub async fn blocking<T, E>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, E> + Send + 'static,
    ) -> Result<T, AppError>
    where
        T: Send + 'static,
        E: Into<AppError> + Send + 'static,
    {
        let store = self.store.clone();
        crate::spawn_blocking(move || work(&store)).await?.map_err(Into::into)
    }
}
