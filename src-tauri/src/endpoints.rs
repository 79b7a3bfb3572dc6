//! Who answers for an account: the real Graph API, a server on this machine, or the simulator for demo accounts.

use std::sync::Arc;

use app::demo::DemoStory;
use app::endpoints::{GRAPH_URL, GraphEndpoint, GraphEndpoints, check_graph_url};
use app::secrets::{self, SecretStore};
use app::{AppError, ErrorCode};
use futures::future::{BoxFuture, FutureExt as _};
use units::{AccountId, Clock};

use crate::stories::Stories;

/// The endpoints of this process.
#[derive(Debug)]
pub struct Endpoints {
    secrets: Arc<dyn SecretStore>,
    stories: Stories,
}

impl Endpoints {
    /// Tokens come from `secrets` or the environment; a simulator's day comes from `clock`.
    pub fn new(secrets: Arc<dyn SecretStore>, clock: Arc<dyn Clock>) -> Self {
        Self { secrets, stories: Stories::new(clock) }
    }

    /// The accounts of a demo's story, the main one first.
    ///
    /// # Errors
    /// If the simulator cannot start.
    pub async fn accounts_of(&self, story: &DemoStory) -> Result<Vec<AccountId>, AppError> {
        Ok(self.stories.tell(story).await?.accounts())
    }

    async fn find(&self, account: &AccountId, stored_url: Option<&str>) -> Result<GraphEndpoint, AppError> {
        if let Some(address) = stored_url.filter(|address| DemoStory::is_story(address)) {
            return Ok(self.stories.tell(&address.parse()?).await?.endpoint());
        }
        let base_url = stored_url.map_or_else(|| Ok(GRAPH_URL.to_owned()), check_graph_url)?;
        let kept = secrets::get(&self.secrets, secrets::token_name(account)).await;
        let token = match (kept, secrets::token_of_environment()) {
            (Ok(Some(token)), _) => token,
            // A token given by hand works where the keychain does not.
            (Ok(None) | Err(_), Some(token)) => token,
            (Ok(None), None) => {
                return Err(AppError::new(
                    ErrorCode::TokenMissing,
                    format!("No access token is kept for {account}."),
                    "Connect the account in Settings, or set META_ACCESS_TOKEN for the command line.",
                ));
            }
            (Err(error), None) => return Err(error.into()),
        };
        Ok(GraphEndpoint { base_url, token })
    }
}

impl GraphEndpoints for Endpoints {
    fn endpoint<'a>(
        &'a self,
        account: &'a AccountId,
        stored_url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<GraphEndpoint, AppError>> {
        self.find(account, stored_url).boxed()
    }
}
