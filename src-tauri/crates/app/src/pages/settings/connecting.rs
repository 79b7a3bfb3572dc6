//! Connecting an account from the window.

use secrecy::SecretString;
use units::AccountId;

use super::{ConnectInput, ConnectResult, TokenCheck, TokenRight};
use crate::connect::{self, Connect};
use crate::secrets::SecretPlace;
use crate::{AppError, Workspace};

/// Checks a token against an account and, if it can read it, connects the account.
///
/// # Errors
/// As [`connect::connect`]; nothing is stored then.
pub async fn connect_account(workspace: &Workspace, input: ConnectInput) -> Result<ConnectResult, AppError> {
    let typed = |text: Option<String>| text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
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
            rights: found
                .rights
                .into_iter()
                .map(|right| TokenRight { name: right.name, granted: right.granted, needed: right.needed })
                .collect(),
        },
    })
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
