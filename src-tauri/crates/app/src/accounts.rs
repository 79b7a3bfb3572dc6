//! The accounts of a file.

use store::Store;
use units::AccountId;

use crate::secrets;
use crate::sync::which_account;
use crate::{AppError, Changed, ErrorCode, Workspace};

/// The account that is meant; without a name the only one there is.
///
/// # Errors
/// `account_not_connected`, or `wrong_usage` if there are several and none was named.
pub fn the_account(store: &Store, named: Option<&AccountId>) -> Result<AccountId, AppError> {
    let connected = store.accounts()?;
    match named {
        Some(named) if connected.iter().any(|account| account.id == *named) => Ok(named.clone()),
        Some(named) => Err(AppError::new(
            ErrorCode::AccountNotConnected,
            format!("{named} is not connected to this file."),
            format!("Connect it in Settings or with `connect --account {named}`."),
        )),
        None => match connected.as_slice() {
            [only] => Ok(only.id.clone()),
            several => Err(which_account(several)),
        },
    }
}

/// Removes an account with everything that was read from it, and its token. Its runs that wait are cancelled.
///
/// # Errors
/// `not_found` if it is not connected; `conflict` while a sync of it, or of its pictures, is under way.
pub async fn remove(ws: &Workspace, account: &AccountId) -> Result<(), AppError> {
    let (id, now) = (account.clone(), ws.clock.now());
    let keys = [crate::sync::key(account), crate::pictures::key(account)];
    ws.blocking(move |store| {
        if !store.remove_account(&id, &keys, now)? {
            return Err(AppError::new(
                ErrorCode::Conflict,
                format!("A sync of {id} is under way."),
                "Cancel it on the Runs page or wait for its end, then remove the account.",
            ));
        }
        Ok(store.give_back_space()?)
    })
    .await?;
    // The data are gone already; a keychain that is locked now must not make that look like a failure.
    if let Err(error) = secrets::remove(&ws.secrets, secrets::token_name(account)).await {
        tracing::warn!(%error, "the token of a removed account stays in the keychain");
    }
    ws.announce(Changed::Accounts);
    ws.announce(Changed::Runs { ids: Vec::new() });
    Ok(())
}

/// Says whether syncs of an account ask for results by attribution window too. The next sync reads the days that still
/// move with them; a day that is read without them afterwards loses them.
///
/// # Errors
/// `not_found` if the account is not connected.
pub fn read_windows(ws: &Workspace, account: &AccountId, on: bool) -> Result<(), AppError> {
    ws.store.set_reads_windows(account, on)?;
    ws.announce(Changed::Accounts);
    Ok(())
}

/// Says that an account advertises a brand; `brand` `None` takes every brand away from it.
///
/// # Errors
/// `not_found` if the account is not connected, `conflict` if there is no such brand.
pub fn link_brand(ws: &Workspace, account: &AccountId, brand: Option<&str>) -> Result<(), AppError> {
    for link in ws.store.brands_of(account)? {
        if Some(link.brand_id.as_str()) != brand {
            ws.store.unlink_brand(account, &link.brand_id)?;
        }
    }
    if let Some(brand) = brand {
        ws.store.link_brand(account, brand, true)?;
    }
    ws.announce(Changed::Accounts);
    Ok(())
}
