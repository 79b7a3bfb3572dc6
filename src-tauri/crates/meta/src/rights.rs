//! Whether a token may read ads.

use crate::rows::{Permission, TokenInfo};

/// Lets a token read ads and their figures.
const READING: &str = "ads_read";
/// Includes reading, where the narrower right was never asked for.
const MANAGING: &str = "ads_management";

/// The right that reading rests on among those that were granted: the narrower one where both are there, or where
/// neither is, because that is the one to ask for.
#[must_use]
pub fn reading_right_of<T: AsRef<str>>(granted: &[T]) -> &'static str {
    let has = |wanted: &str| granted.iter().any(|name| name.as_ref() == wanted);
    if !has(READING) && has(MANAGING) { MANAGING } else { READING }
}

/// Whether ads may be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingRight {
    /// Yes.
    Granted,
    /// It was granted and has run out.
    Expired,
    /// The owner declined it.
    Declined,
    /// It was never asked for.
    Missing,
}

/// What the token's rights say about reading ads. An `ads_read` that was declined counts, whatever else was granted:
/// that is what Meta goes by.
#[must_use]
pub fn reading_right(permissions: &[Permission]) -> ReadingRight {
    let status = |wanted: &str| {
        let held = permissions.iter().find(|one| one.permission == wanted);
        held.map(|one| one.status.as_str())
    };
    match status(READING).or_else(|| status(MANAGING)) {
        Some("granted") => ReadingRight::Granted,
        Some("expired") => ReadingRight::Expired,
        Some(_declined) => ReadingRight::Declined,
        None => ReadingRight::Missing,
    }
}

impl TokenInfo {
    /// Whether the token is limited to single accounts, and this one is not among them. That an account is missing
    /// often means just this.
    #[must_use]
    pub fn excludes(&self, account: &units::AccountId) -> bool {
        let limited: Vec<_> = self
            .granular_scopes
            .iter()
            .filter(|scope| [READING, MANAGING].contains(&scope.scope.as_str()))
            .map(|scope| scope.target_ids.as_deref())
            .collect();
        !limited.is_empty()
            && limited.iter().all(|targets| targets.is_some_and(|ids| !ids.iter().any(|id| id == account.digits())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(list: &[(&str, &str)]) -> ReadingRight {
        let list: Vec<_> = list
            .iter()
            .map(|(permission, status)| Permission { permission: (*permission).into(), status: (*status).into() })
            .collect();
        reading_right(&list)
    }

    #[test]
    fn reading_must_be_granted_or_follow_from_managing() {
        assert_eq!(rights(&[("ads_read", "granted")]), ReadingRight::Granted);
        assert_eq!(rights(&[("ads_management", "granted")]), ReadingRight::Granted);
        assert_eq!(rights(&[("ads_management", "granted"), ("ads_read", "declined")]), ReadingRight::Declined);
        assert_eq!(rights(&[("ads_read", "expired"), ("email", "granted")]), ReadingRight::Expired);
        assert_eq!(rights(&[("ads_read", "declined")]), ReadingRight::Declined);
        assert_eq!(rights(&[("email", "granted")]), ReadingRight::Missing);
    }

    #[test]
    fn reading_rests_on_the_right_that_is_there() {
        assert_eq!(reading_right_of(&["email", "ads_read"]), "ads_read");
        assert_eq!(reading_right_of(&["ads_management"]), "ads_management");
        assert_eq!(reading_right_of(&["ads_management", "ads_read"]), "ads_read");
        assert_eq!(reading_right_of::<&str>(&[]), "ads_read");
    }

    #[test]
    fn a_token_limited_to_other_accounts_excludes_this_one() {
        let info = |json: &str| serde_json::from_str::<TokenInfo>(json).unwrap();
        let account = units::AccountId::parse("act_7").unwrap();
        assert!(info(r#"{"granular_scopes":[{"scope":"ads_read","target_ids":["8"]}]}"#).excludes(&account));
        assert!(!info(r#"{"granular_scopes":[{"scope":"ads_read","target_ids":["7","8"]}]}"#).excludes(&account));
        assert!(!info(r#"{"granular_scopes":[{"scope":"ads_read"}]}"#).excludes(&account));
        assert!(!info(r"{}").excludes(&account));
    }

    #[test]
    fn a_token_that_never_ends_says_zero() {
        let info: TokenInfo =
            serde_json::from_str(r#"{"is_valid":true,"expires_at":0,"scopes":["ads_read"]}"#).unwrap();
        assert_eq!(info.expires_at, None);
        let dated: TokenInfo = serde_json::from_str(r#"{"expires_at":1771200000}"#).unwrap();
        assert_eq!(dated.expires_at.map(units::Timestamp::millis), Some(1_771_200_000_000));
    }
}
