//! What a client needs to know.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use units::{Clock, IdSource};
use url::{Host, Url};

use crate::{GraphError, RequestCounter, SharedBudget};

/// The Graph API version that everything here was written for. A Marketing API version lives for about a year.
pub const GRAPH_VERSION: &str = "v26.0";
/// The real Graph API.
pub const GRAPH_URL: &str = "https://graph.facebook.com";

/// What a client needs. `Debug` shows no token.
#[derive(Debug, Clone)]
pub struct GraphConfig {
    /// The server, without a version: [`GRAPH_URL`], or an address on this machine.
    pub base_url: String,
    /// API version: [`GRAPH_VERSION`], which everything here was written for. A test may name another one.
    pub version: String,
    /// The access token. It travels in a header only.
    pub token: SecretString,
    /// Time, also for pauses.
    pub clock: Arc<dyn Clock>,
    /// Chance, for jitter.
    pub ids: Arc<dyn IdSource>,
    /// Rows of a page to begin with.
    pub page_limit: u32,
    /// Pauses up to this long are waited for inside a call; for longer ones the call fails with
    /// [`GraphError::Throttled`], so that the caller can keep the wait in the file.
    pub longest_wait: Duration,
    /// How often a request that failed in passing is sent again, with pauses of up to 2, 4, 8, 16, 32 and 60 seconds.
    pub repeats: usize,
    /// How long a reply may take.
    pub reply_timeout: Duration,
    /// Where requests are counted.
    pub counter: RequestCounter,
    /// The budget of the account. Clients of one account share one.
    pub budget: SharedBudget,
}

impl GraphConfig {
    /// The usual settings for a server and a token.
    #[must_use]
    pub fn new(
        base_url: impl Into<String>,
        token: SecretString,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn IdSource>,
    ) -> Self {
        Self {
            base_url: base_url.into(),
            version: GRAPH_VERSION.to_owned(),
            token,
            clock,
            ids,
            page_limit: 500,
            longest_wait: Duration::from_secs(60),
            repeats: crate::retry::MOST,
            reply_timeout: Duration::from_secs(120),
            counter: RequestCounter::default(),
            budget: SharedBudget::default(),
        }
    }

    /// The server's address, if a token may be sent there.
    pub(crate) fn checked_base(&self) -> Result<Url, GraphError> {
        let refused = || GraphError::ForeignAddress(self.base_url.chars().take(80).collect());
        let base = Url::parse(self.base_url.trim_end_matches('/')).map_err(|_no_address| refused())?;
        let plain = base.username().is_empty() && base.password().is_none() && base.query().is_none();
        let real = base.as_str().trim_end_matches('/') == GRAPH_URL;
        let local = matches!(base.scheme(), "http" | "https") && is_loopback(&base);
        if plain && (real || local) { Ok(base) } else { Err(refused()) }
    }
}

pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
