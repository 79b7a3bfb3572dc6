//! Connecting an ad account: who the token speaks for, which accounts it sees, which rights, until when.
//!
//! A person has a token first and knows it by heart as little as the numbers of their accounts. So [`look`] reads what
//! a token sees and stores nothing, and [`connect`] checks the token against the account that was chosen.

use std::sync::Arc;
use std::time::Duration;

use meta::{GraphClient, GraphConfig};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use store::meta::{NewAccount, TokenFacts};
use units::{AccountId, Currency, Timestamp, Zone};

use crate::endpoints::{GRAPH_URL, check_graph_url};
use crate::secrets::{self, SecretPlace, token_name};
use crate::{AppError, Changed, ErrorCode, Workspace, counting, sync};

mod seen;
mod token;

pub use seen::{Look, Seen, SeenAccount, look};
pub use token::Right;

use token::ReadToken;

/// The kind under which the file keeps when access to an account's data ends.
const DATA_ACCESS: &str = "data_access";

/// When access to the data of an account ends unless the person consents again, as the last check of the token said;
/// `None` if it does not end, or Meta did not say.
///
/// # Errors
/// If the file cannot be read.
pub fn data_access_ends(store: &store::Store, account: &AccountId) -> Result<Option<Timestamp>, store::StoreError> {
    let kept = store.usage(Some(account))?.into_iter().find(|(kind, _access, _at)| kind == DATA_ACCESS);
    Ok(kept.and_then(|(_kind, access, _at)| serde_json::from_value(access["expires_at"].clone()).ok()))
}

/// What a person gives to connect an account.
#[derive(Debug)]
pub struct Connect {
    /// Which account.
    pub account: AccountId,
    /// A server on this machine instead of the real Graph API.
    pub graph_url: Option<String>,
    /// A new token; without it the one that is kept or given by the environment.
    pub token: Option<SecretString>,
}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Connection {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    pub account_name: String,
    /// Its currency.
    pub currency: Currency,
    /// Its zone.
    pub time_zone: Zone,
    /// Whose token it is.
    pub person: Option<String>,
    /// The rights of the token, with what became of them.
    pub rights: Vec<Right>,
    /// When the token ends; `None` is never, or not known.
    pub expires_at: Option<Timestamp>,
    /// When access to data ends unless the person consents again.
    pub data_access_expires_at: Option<Timestamp>,
    /// When this was checked.
    pub checked_at: Timestamp,
    /// Where the token is kept.
    pub kept_in: SecretPlace,
    /// The address that answers.
    pub graph_url: String,
}

/// Checks a token against an account and, if it can read it, remembers both: the account in the file, the token in the
/// keychain. Nothing is stored if a check fails, and a token that was kept before stays.
///
/// # Errors
/// `opened_read_only`, `file_read_only`, `token_missing`, `token_expired`, `token_invalid`, `permission_missing`, `account_not_found`, `account_changed`, or
/// as network, keychain or file fail.
pub async fn connect(ws: &Workspace, wanted: Connect) -> Result<Connection, AppError> {
    // Before anything is asked or kept: a file that takes no account must not cost a request or a good token.
    ws.store.check_writable()?;
    let account = wanted.account;
    let known = known_url(ws, &account).await?;
    let url = match wanted.graph_url.as_deref().or(known.as_deref()) {
        Some(url) => check_graph_url(url)?,
        None => GRAPH_URL.to_owned(),
    };
    let token = match wanted.token {
        Some(token) => token,
        None => ws.graph.endpoint(&account, Some(&url)).await?.token,
    };
    let client = client(ws, &url, &token)?;
    let checked = check(&client, &account).await;
    counting::keep(ws, client.requests(), None).await?;
    let checked = checked.map_err(while_connecting)?;
    let read = sync::account_read(&checked.account)?;
    let (id, found) = (account.clone(), read.clone());
    ws.blocking(move |store| refuse_another(store, &id, &found)).await?;
    let kept_in = secrets::set(&ws.secrets, token_name(&account), token.clone()).await?;
    let (now, connection) = (ws.clock.now(), checked.connection(&account, &read, ws.clock.now(), kept_in, &url));
    let facts = TokenFacts {
        reference: Some(token_name(&account)),
        last_four: last_four(&token),
        owner: connection.person.clone(),
        expires_at: connection.expires_at,
        rights: connection.rights.iter().filter(|right| right.granted).map(|right| right.name.clone()).collect(),
    };
    let data_access = connection.data_access_expires_at;
    ws.blocking(move |store| {
        store.connect_account(&NewAccount { id: account.clone(), read, graph_url: url, demo: None }, now)?;
        let access = serde_json::json!({ "expires_at": data_access });
        store.note_usage(Some(&account), DATA_ACCESS, &access, now)?;
        store.set_token_facts(&account, &facts, now)
    })
    .await?;
    ws.announce(Changed::Accounts);
    Ok(connection)
}

async fn known_url(ws: &Workspace, account: &AccountId) -> Result<Option<String>, AppError> {
    let id = account.clone();
    let known = ws.blocking(move |store| store.accounts()).await?;
    Ok(known.into_iter().find(|known| known.id == id).map(|known| known.graph_url))
}

/// An account that is here already must be the same one: days and amounts of two zones or currencies do not mix.
fn refuse_another(store: &store::Store, account: &AccountId, read: &store::meta::AccountRead) -> Result<(), AppError> {
    let Some(known) = store.accounts()?.into_iter().find(|known| known.id == *account) else { return Ok(()) };
    let never_read = known.currency.code() == "XXX";
    let drift = store::meta::AccountDrift {
        currency: (known.currency != read.currency).then_some((known.currency, read.currency)),
        zone: (known.zone != read.zone).then_some((known.zone, read.zone)),
    };
    if never_read || (drift.currency.is_none() && drift.zone.is_none()) {
        Ok(())
    } else {
        Err(sync::drifted(account, &drift))
    }
}

/// Enough to tell two tokens apart, too little to be one; nothing of a short one.
fn last_four(token: &SecretString) -> Option<String> {
    let text = token.expose_secret();
    let letters: Vec<char> = text.chars().collect();
    (letters.len() >= 20).then(|| letters[letters.len() - 4..].iter().collect())
}

fn client(ws: &Workspace, url: &str, token: &SecretString) -> Result<GraphClient, AppError> {
    let mut config = GraphConfig::new(url, token.clone(), Arc::clone(&ws.clock), Arc::clone(&ws.ids));
    // A person waits for the answer: a request that fails is sent again twice, not for two minutes, and a server that
    // says nothing is given up after a quarter of one.
    config.repeats = 2;
    config.reply_timeout = Duration::from_secs(15);
    config.longest_wait = Duration::from_secs(5);
    Ok(GraphClient::new(config)?)
}

/// Nothing is connected yet, so there is no sync that would go on by itself.
fn while_connecting(error: AppError) -> AppError {
    match error.code {
        ErrorCode::Offline => {
            AppError { next_step: "Check the network and try again. Nothing was stored.".to_owned(), ..error }
        }
        ErrorCode::MetaUnavailable | ErrorCode::RateLimited => {
            AppError { next_step: "Try again in some minutes. Nothing was stored.".to_owned(), ..error }
        }
        _ => error,
    }
}

struct Checked {
    token: ReadToken,
    account: meta::rows::AdAccount,
}

/// Asks in the order in which answers explain each other: a dead token first, then its rights, then the account.
async fn check(client: &GraphClient, account: &AccountId) -> Result<Checked, AppError> {
    let token = ReadToken::of(client).await?;
    if token.info.as_ref().is_some_and(|info| info.excludes(account)) {
        return Err(AppError::new(
            ErrorCode::AccountNotFound,
            format!("This token is limited to certain accounts, and {account} is not among them."),
            "Assign the account to the token's owner in Business settings, or make a token that includes it.",
        ));
    }
    let account = client.account(account).await?;
    Ok(Checked { token, account })
}

impl Checked {
    fn connection(
        &self,
        account: &AccountId,
        read: &store::meta::AccountRead,
        now: Timestamp,
        kept_in: SecretPlace,
        url: &str,
    ) -> Connection {
        Connection {
            account_id: account.clone(),
            account_name: read.name.clone(),
            currency: read.currency,
            time_zone: read.zone,
            person: self.token.person.clone(),
            rights: self.token.rights(),
            expires_at: self.token.expires_at(),
            data_access_expires_at: self.token.data_access_expires_at(),
            checked_at: now,
            kept_in,
            graph_url: url.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use meta::GraphError;

    use super::*;

    #[test]
    fn a_short_token_shows_nothing_of_itself() {
        assert_eq!(last_four(&SecretString::from("short")), None);
        assert_eq!(last_four(&SecretString::from("EAAB0123456789012345WXYZ")).as_deref(), Some("WXYZ"));
    }

    #[test]
    fn offline_is_not_a_matter_of_syncs_yet() {
        let offline = GraphError::Unreachable { host: "graph.facebook.com".into(), problem: "dns".into() };
        let said = while_connecting(offline.into());
        assert_eq!((said.code, said.lost), (ErrorCode::Offline, false));
        assert!(!said.next_step.contains("sync"), "{}", said.next_step);
    }
}
