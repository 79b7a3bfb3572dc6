//! Which server answers for an ad account, and with which token.

use futures::future::BoxFuture;
use secrecy::SecretString;
use units::AccountId;

use crate::AppError;

/// The real Graph API.
pub const GRAPH_URL: &str = "https://graph.facebook.com";

/// A server and the token for it. `Debug` does not show the token.
#[derive(Debug, Clone)]
pub struct GraphEndpoint {
    /// The address without a version and without a slash at the end.
    pub base_url: String,
    /// The access token.
    pub token: SecretString,
}

/// Finds the endpoint of an account: the real Graph API, an address on this machine, or a simulator that the shell
/// runs in process for demo accounts (it may have to start first, hence asynchronous).
pub trait GraphEndpoints: Send + Sync + std::fmt::Debug {
    /// The endpoint of `account`. `stored_url` is what the file remembers for it; `None` is the real Graph API.
    ///
    /// # Errors
    /// `token_missing` where no token is kept or given, `keychain_unavailable`, `invalid_input` for an address that
    /// is not allowed.
    fn endpoint<'a>(
        &'a self,
        account: &'a AccountId,
        stored_url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<GraphEndpoint, AppError>>;
}

/// The same endpoints at one other address, for a call that names it.
#[derive(Debug)]
pub struct AtAddress {
    inner: std::sync::Arc<dyn GraphEndpoints>,
    base_url: String,
}

impl AtAddress {
    /// `inner` with every account at `base_url`.
    ///
    /// # Errors
    /// As [`check_graph_url`].
    pub fn new(inner: std::sync::Arc<dyn GraphEndpoints>, base_url: &str) -> Result<Self, AppError> {
        Ok(Self { inner, base_url: check_graph_url(base_url)? })
    }
}

impl GraphEndpoints for AtAddress {
    fn endpoint<'a>(
        &'a self,
        account: &'a AccountId,
        _stored_url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<GraphEndpoint, AppError>> {
        self.inner.endpoint(account, Some(&self.base_url))
    }
}

/// Checks the address of a Graph API: the real one, or a server on this machine. A token is never sent anywhere else.
///
/// # Errors
/// `invalid_input` for any other address.
pub fn check_graph_url(text: &str) -> Result<String, AppError> {
    let refused = || {
        AppError::invalid(
            "Only the real Graph API or an address on this machine can be used.",
            "Leave the address out, or give one such as http://127.0.0.1:8080.",
        )
    };
    let url = reqwest::Url::parse(text.trim()).map_err(|_not_an_address| refused())?;
    let plain =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    let base = url.as_str().trim_end_matches('/');
    if !plain {
        return Err(refused());
    }
    if base == GRAPH_URL || (matches!(url.scheme(), "http" | "https") && is_loopback(&url)) {
        Ok(base.to_owned())
    } else {
        Err(refused())
    }
}

fn is_loopback(url: &reqwest::Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_real_graph_api_and_this_machine_get_a_token() {
        for good in [
            "https://graph.facebook.com",
            "https://graph.facebook.com/",
            "http://127.0.0.1:8080",
            "http://localhost:1/",
            "http://[::1]:9",
        ] {
            assert!(check_graph_url(good).is_ok(), "{good}");
        }
        for bad in [
            "http://graph.facebook.com",
            "https://graph.facebook.com.evil.example",
            "https://evil.example",
            "http://127.0.0.1.evil.example",
            "http://10.0.0.1",
            "http://user:pw@127.0.0.1",
            "http://127.0.0.1/?x=1",
            "ftp://127.0.0.1",
            "graph.facebook.com",
            "",
        ] {
            assert!(check_graph_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_slash_at_the_end_goes() {
        assert_eq!(check_graph_url("http://127.0.0.1:8080/").unwrap(), "http://127.0.0.1:8080");
    }
}
