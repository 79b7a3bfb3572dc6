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
            rights: found
                .rights
                .into_iter()
                .map(|right| TokenRight { name: right.name, granted: right.granted, needed: right.needed })
                .collect(),
        },
    })
}
