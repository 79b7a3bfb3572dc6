//! What a token says of itself.

use meta::rows::{Permission, TokenInfo};
use meta::{GraphClient, ReadingRight, reading_right, reading_right_of};
use serde::Serialize;
use units::Timestamp;

use crate::{AppError, ErrorCode};

/// A right of the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Right {
    /// Meta's name of it, e.g. `ads_read`.
    pub name: String,
    /// Whether the token has it.
    pub granted: bool,
    /// Whether nothing works without it.
    pub needed: bool,
}

/// A token that can read ads, and what is known of it.
pub(super) struct ReadToken {
    /// Graph id of the person or system user.
    pub id: String,
    /// Whose it is.
    pub person: Option<String>,
    /// What its app, rights and end are; `None` where Meta does not say: tokens of another app cannot be looked into.
    pub info: Option<TokenInfo>,
    permissions: Vec<Permission>,
}

impl ReadToken {
    /// Asks for it.
    ///
    /// # Errors
    /// `token_expired`, `token_invalid`, `permission_missing`, or as the network fails.
    pub async fn of(client: &GraphClient) -> Result<Self, AppError> {
        let me = client.me().await?;
        let permissions = client.permissions().await?;
        let info = match client.token_info().await {
            Ok(info) => Some(info),
            Err(error) => {
                tracing::info!(%error, "the token's end is not known");
                None
            }
        };
        refuse_without_right(&permissions)?;
        Ok(Self { id: me.id, person: me.name, info, permissions })
    }

    pub fn rights(&self) -> Vec<Right> {
        rights(&self.permissions)
    }

    pub fn expires_at(&self) -> Option<Timestamp> {
        self.info.as_ref().and_then(|info| info.expires_at)
    }

    pub fn data_access_expires_at(&self) -> Option<Timestamp> {
        self.info.as_ref().and_then(|info| info.data_access_expires_at)
    }
}

fn refuse_without_right(permissions: &[Permission]) -> Result<(), AppError> {
    let why = match reading_right(permissions) {
        ReadingRight::Granted => return Ok(()),
        ReadingRight::Expired => "it has run out",
        ReadingRight::Declined => "it was declined",
        ReadingRight::Missing => "it was never asked for",
    };
    Err(AppError::new(
        ErrorCode::PermissionMissing,
        format!("The token lacks the right ads_read: {why}."),
        "Make a token with the right ads_read and connect again.",
    ))
}

fn rights(permissions: &[Permission]) -> Vec<Right> {
    let granted: Vec<&str> =
        permissions.iter().filter(|right| is_granted(right)).map(|right| &*right.permission).collect();
    let needed = reading_right_of(&granted);
    let one = |permission: &Permission| Right {
        name: permission.permission.clone(),
        granted: is_granted(permission),
        needed: permission.permission == needed,
    };
    permissions.iter().map(one).collect()
}

fn is_granted(permission: &Permission) -> bool {
    permission.status == "granted"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permission(name: &str, status: &str) -> Permission {
        Permission { permission: name.into(), status: status.into() }
    }

    #[test]
    fn the_wider_right_is_enough_and_a_declined_one_is_not() {
        assert!(refuse_without_right(&[permission("ads_management", "granted")]).is_ok());
        let declined = refuse_without_right(&[permission("ads_read", "declined")]).unwrap_err();
        assert_eq!((declined.code, declined.exit_code()), (ErrorCode::PermissionMissing, 3));
    }

    #[test]
    fn the_right_that_reading_rests_on_is_the_needed_one() {
        let needed = |list: &[Permission]| -> Vec<String> {
            rights(list).into_iter().filter(|right| right.needed).map(|right| right.name).collect()
        };
        assert_eq!(
            needed(&[permission("ads_management", "granted"), permission("email", "granted")]),
            ["ads_management"]
        );
        assert_eq!(needed(&[permission("ads_read", "granted"), permission("ads_management", "granted")]), ["ads_read"]);
    }
}
