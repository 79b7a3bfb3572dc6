//! Reading who, which account, and what is in it.

use std::borrow::Cow;

use secrecy::ExposeSecret as _;
use serde::Deserialize;
use units::{AccountId, Level, Timestamp};

use crate::call::{Call, Params};
use crate::client::GraphClient;
use crate::error::GraphError;
use crate::fault::Verdict;
use crate::fields::FieldChoice;
use crate::paging::{Edge, Pages, RawPages};
use crate::rows::{Activity, Ad, AdAccount, AdImage, AdSet, Campaign, Fields, GraphRow, Me, Permission, TokenInfo};
use crate::status;

/// Hashes that one request for pictures may name.
const HASHES_A_CALL: usize = 50;

const NO_FIELDS: Fields = Fields { core: &[], optional: &[], ladder: &[] };

#[derive(Deserialize)]
struct Listed<T> {
    data: T,
}

impl GraphClient {
    /// Who the token speaks for.
    ///
    /// # Errors
    /// [`GraphError`]; class `Token` for a token that does not work.
    pub async fn me(&self) -> Result<Me, GraphError> {
        self.ask(&Call::get(&["me"]).with("fields", "id,name"), |reply| self.read_json(reply)).await
    }

    /// What the token may do; see [`crate::reading_right`].
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn permissions(&self) -> Result<Vec<Permission>, GraphError> {
        let call = Call::get(&["me", "permissions"]);
        let listed: Listed<Vec<Permission>> = self.ask(&call, |reply| self.read_json(reply)).await?;
        Ok(listed.data)
    }

    /// What the token itself says: its app, rights and end. The token is asked about itself, which Meta refuses for
    /// some apps: then nothing is known of its end.
    ///
    /// # Errors
    /// [`GraphError`]; class `Permission` or `BadRequest` where Meta refuses.
    pub async fn token_info(&self) -> Result<TokenInfo, GraphError> {
        // The one parameter that must hold the token: what is asked about. It goes in the body, not in the address.
        let token = self.config().token.expose_secret().to_owned();
        let form: Params = vec![(Cow::Borrowed("input_token"), token), (Cow::Borrowed("method"), "get".to_owned())];
        let call = Call::post(&["debug_token"], form).costing(1);
        let listed: Listed<TokenInfo> = self.ask(&call, |reply| self.read_json(reply)).await?;
        Ok(listed.data)
    }

    /// The ad accounts that the token sees.
    #[must_use]
    pub fn accounts(&self) -> Pages<AdAccount> {
        self.pages(Call::get(&["me", "adaccounts"]))
    }

    /// The ad accounts that are assigned to a system user, whose own list may be empty.
    #[must_use]
    pub fn assigned_accounts(&self, system_user: &str) -> Pages<AdAccount> {
        self.pages(Call::get(&[system_user, "assigned_ad_accounts"]))
    }

    /// One ad account: currency and time zone, to be read before everything else.
    ///
    /// # Errors
    /// [`GraphError::AccountNotVisible`] if there is none or the token does not see it; else [`GraphError`].
    pub async fn account(&self, account: &AccountId) -> Result<AdAccount, GraphError> {
        let id = account.to_string();
        let request = |fields: String| Call::get(&[&id]).with("fields", fields);
        let mut choice = self.fields().recall(AdAccount::KIND, &AdAccount::FIELDS);
        loop {
            let error = match self.ask(&request(choice.text()), |reply| self.read_json(reply)).await {
                Ok(found) => return Ok(found),
                Err(error) => error,
            };
            match self.without_bad_fields(&mut choice, error, &request).await {
                Ok(()) => self.fields().keep(AdAccount::KIND, &choice),
                Err(error) => return Err(not_visible(account, error)),
            }
        }
    }

    /// Every campaign, whatever its status.
    #[must_use]
    pub fn campaigns(&self, account: &AccountId) -> Pages<Campaign> {
        self.pages(edge(account, "campaigns", Level::Campaign, None))
    }

    /// Every ad set, whatever its status; only those changed since `since`, if given.
    #[must_use]
    pub fn ad_sets(&self, account: &AccountId, since: Option<Timestamp>) -> Pages<AdSet> {
        self.pages(edge(account, "adsets", Level::Adset, since))
    }

    /// Every ad with its creative, whatever its status; only those changed since `since`, if given.
    #[must_use]
    pub fn ads(&self, account: &AccountId, since: Option<Timestamp>) -> Pages<Ad> {
        self.pages(edge(account, "ads", Level::Ad, since))
    }

    /// Who changed what between two instants.
    #[must_use]
    pub fn activities(&self, account: &AccountId, since: Timestamp, until: Timestamp) -> Pages<Activity> {
        let call = Call::get(&[&account.to_string(), "activities"])
            .with("since", (since.millis() / 1000).to_string())
            .with("until", (until.millis() / 1000).to_string())
            .with("fields", Activity::FIELDS);
        let choice = FieldChoice::of(&NO_FIELDS);
        Pages::new(RawPages::new(self.clone(), call, Edge::Usual("activity"), choice))
    }

    /// Pictures of the account's library, by hash; those that are gone are left out.
    ///
    /// # Errors
    /// [`GraphError`].
    pub async fn images(&self, account: &AccountId, hashes: &[String]) -> Result<Vec<AdImage>, GraphError> {
        let mut found = Vec::with_capacity(hashes.len());
        for chunk in hashes.chunks(HASHES_A_CALL) {
            let list = serde_json::json!(chunk).to_string();
            let call = Call::get(&[&account.to_string(), "adimages"]).with("hashes", list);
            found.extend(self.pages::<AdImage>(call).all().await?.rows);
        }
        Ok(found)
    }

    fn pages<T: GraphRow>(&self, call: Call) -> Pages<T> {
        let choice = self.fields().recall(T::KIND, &T::FIELDS);
        Pages::new(RawPages::new(self.clone(), call, Edge::Usual(T::KIND), choice))
    }
}

fn edge(account: &AccountId, name: &str, level: Level, since: Option<Timestamp>) -> Call {
    let mut call = Call::get(&[&account.to_string(), name]);
    if let Some(filter) = status::filter(level) {
        call = call.with("filtering", filter);
    }
    match since {
        Some(since) => call.with("updated_since", (since.millis() / 1000).to_string()),
        None => call,
    }
}

/// For an account of its own, "no such object", "missing permissions" and "wrong parameter" all mean the same.
fn not_visible(account: &AccountId, error: GraphError) -> GraphError {
    match (error.verdict(), error) {
        (Some(Verdict::Gone | Verdict::BadRequest | Verdict::Permission(_)), GraphError::Fault(fault))
            if matches!(fault.code, Some(100 | 200 | 10 | 803)) =>
        {
            GraphError::AccountNotVisible { account: account.clone(), fault }
        }
        (_, error) => error,
    }
}
