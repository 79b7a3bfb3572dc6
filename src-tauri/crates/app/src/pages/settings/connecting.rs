//! Connecting an account from the window.

use secrecy::SecretString;
use units::AccountId;

use super::{AccountsOfToken, ConnectInput, ConnectResult, TokenCheck, TokenInput, TokenRight, VisibleAccount};
use crate::connect::{self, Connect, Look, Right};
use crate::secrets::{self, SecretPlace};
use crate::{AppError, ErrorCode, Workspace};

/// Asks a token what it is and which accounts it sees.
///
/// # Errors
/// `token_missing`, or as [`connect::look`].
pub async fn accounts_of_token(workspace: &Workspace, input: TokenInput) -> Result<AccountsOfToken, AppError> {
    let token = typed(input.token).map(SecretString::from).or_else(secrets::token_of_environment);
    let Some(token) = token else {
        return Err(AppError::new(ErrorCode::TokenMissing, "There is no access token.", "Paste the token."));
    };
    let seen = connect::look(workspace, Look { token, graph_url: typed(input.graph_url) }).await?;
    Ok(AccountsOfToken {
        token: TokenCheck {
            person: seen.person,
            last_four: None,
            checked_at: Some(seen.checked_at),
            expires_at: seen.expires_at,
            data_access_ends: seen.data_access_expires_at,
            rights: rights(seen.rights),
        },
        accounts: seen
            .accounts
            .into_iter()
            .map(|account| VisibleAccount {
                id: account.id,
                name: account.name,
                currency: account.currency,
                zone: account.zone,
                active: account.active,
                connected: account.connected,
            })
            .collect(),
        graph_url: seen.graph_url,
    })
}

/// Checks a token against an account and, if it can read it, connects the account.
///
/// # Errors
/// As [`connect::connect`]; nothing is stored then.
pub async fn connect_account(workspace: &Workspace, input: ConnectInput) -> Result<ConnectResult, AppError> {
    let wanted = Connect {
        account: AccountId::parse(input.account.trim())?,
        graph_url: typed(input.graph_url),
        token: typed(input.token).map(SecretString::from),
    };
    let found = connect::connect(workspace, wanted).await?;
    Ok(ConnectResult {
        account_id: found.account_id,
        account_name: found.account_name,
        currency: found.currency,
        zone: found.time_zone,
        kept: found.kept_in == SecretPlace::Keychain,
        token: TokenCheck {
            person: found.person,
            last_four: None,
            checked_at: Some(found.checked_at),
            expires_at: found.expires_at,
            data_access_ends: found.data_access_expires_at,
            rights: rights(found.rights),
        },
    })
}

fn typed(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn rights(rights: Vec<Right>) -> Vec<TokenRight> {
    let one = |right: Right| TokenRight { name: right.name, granted: right.granted, needed: right.needed };
    rights.into_iter().map(one).collect()
}

/// Removes an account with its data and its token, and puts the jobs away that are for it: they could only fail.
///
/// # Errors
/// As [`crate::accounts::remove`]; then nothing was removed.
pub async fn remove_account(workspace: &Workspace, account: &AccountId) -> Result<(), AppError> {
    crate::accounts::remove(workspace, account).await?;
    let (workspace, account) = (workspace.clone(), account.clone());
    crate::spawn_blocking(move || put_jobs_away(&workspace, &account)).await?
}

fn put_jobs_away(workspace: &Workspace, account: &AccountId) -> Result<(), AppError> {
    for job in workspace.store.jobs()? {
        let named = job.settings.parameters.get("account").and_then(serde_json::Value::as_str);
        if named.and_then(|id| AccountId::parse(id).ok()).as_ref() == Some(account) {
            crate::jobs::archive(workspace, job.id)?;
        }
    }
    Ok(())
}
