//! What a token sees, before one of its accounts is connected.

use std::collections::BTreeSet;

use meta::rows::AdAccount;
use meta::{ErrorClass, GraphClient};
use secrecy::SecretString;
use units::{AccountId, Currency, Timestamp, Zone};

use super::token::{ReadToken, Right};
use super::{client, while_connecting};
use crate::endpoints::{GRAPH_URL, check_graph_url};
use crate::{AppError, Workspace, counting};

/// What a person gives to see their accounts.
#[derive(Debug)]
pub struct Look {
    /// The token.
    pub token: SecretString,
    /// A server on this machine instead of the real Graph API.
    pub graph_url: Option<String>,
}

/// What the token is, and the accounts that it sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Whose token it is.
    pub person: Option<String>,
    /// Its rights, with what became of them.
    pub rights: Vec<Right>,
    /// When it ends; `None` is never, or not known.
    pub expires_at: Option<Timestamp>,
    /// When access to data ends unless the person consents again.
    pub data_access_expires_at: Option<Timestamp>,
    /// When this was asked.
    pub checked_at: Timestamp,
    /// Accounts to choose from: those that can run ads first, then by name.
    pub accounts: Vec<SeenAccount>,
    /// The address that answered.
    pub graph_url: String,
}

/// An account to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenAccount {
    /// Which.
    pub id: AccountId,
    /// Its name; the id if Meta gave none.
    pub name: String,
    /// Its currency; `None` where it cannot be read.
    pub currency: Option<Currency>,
    /// Its zone; `None` where it cannot be read.
    pub zone: Option<Zone>,
    /// Whether ads can run in it: not disabled, not closed.
    pub active: bool,
    /// Whether the file has it already.
    pub connected: bool,
}

/// Asks a token what it is and which accounts it sees. Nothing is stored but the count of requests.
///
/// # Errors
/// `opened_read_only`, `file_read_only`, `token_expired`, `token_invalid`, `permission_missing`, or as the network fails.
pub async fn look(ws: &Workspace, wanted: Look) -> Result<Seen, AppError> {
    ws.store.check_writable()?;
    let url = check_graph_url(wanted.graph_url.as_deref().unwrap_or(GRAPH_URL))?;
    let client = client(ws, &url, &wanted.token)?;
    let read = async {
        let token = ReadToken::of(&client).await?;
        let accounts = accounts(&client, &token.id).await?;
        Ok::<_, AppError>((token, accounts))
    };
    let read = read.await;
    counting::keep(ws, client.requests(), None).await?;
    let (token, accounts) = read.map_err(while_connecting)?;
    let known = ws.blocking(|store| store.accounts()).await?.into_iter().map(|account| account.id).collect();
    Ok(Seen {
        rights: token.rights(),
        expires_at: token.expires_at(),
        data_access_expires_at: token.data_access_expires_at(),
        person: token.person,
        checked_at: ws.clock.now(),
        accounts: to_choose_from(accounts, &known),
        graph_url: url,
    })
}

/// A system user owns no account: those that it was assigned are in a list of their own. People have no such list, which
/// Meta says with one of several refusals; a failure of another kind is one.
async fn accounts(client: &GraphClient, who: &str) -> Result<Vec<AdAccount>, AppError> {
    let own = client.accounts().all().await?.rows;
    if !own.is_empty() {
        return Ok(own);
    }
    match client.assigned_accounts(who).all().await {
        Ok(assigned) => Ok(assigned.rows),
        Err(error) if has_no_such_list(&error.class()) => {
            tracing::info!(%error, "no list of assigned accounts");
            Ok(own)
        }
        Err(error) => Err(error.into()),
    }
}

fn has_no_such_list(class: &ErrorClass) -> bool {
    matches!(class, ErrorClass::BadRequest | ErrorClass::DropField(_) | ErrorClass::Gone | ErrorClass::Permission(_))
}

/// Each once: a list that changes while it is read may repeat rows.
fn to_choose_from(read: Vec<AdAccount>, known: &BTreeSet<AccountId>) -> Vec<SeenAccount> {
    let mut seen = BTreeSet::new();
    let mut accounts: Vec<SeenAccount> = read
        .into_iter()
        .filter(|account| seen.insert(account.id.clone()))
        .map(|account| SeenAccount {
            name: account.name.clone().unwrap_or_else(|| account.id.to_string()),
            currency: account.currency().ok(),
            zone: account.zone().ok(),
            active: account.is_active(),
            connected: known.contains(&account.id),
            id: account.id,
        })
        .collect();
    accounts.sort_by_cached_key(|account| (!account.active, account.name.to_lowercase(), account.id.clone()));
    accounts
}
