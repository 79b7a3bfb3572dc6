//! Identifiers that Meta gives out.

use serde::{Deserialize, Serialize};

/// An ad account, kept as its digits; Meta writes it both as `act_123` and as `123`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
pub struct AccountId(String);

/// The text is neither `act_<digits>` nor `<digits>`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an ad account: write it as act_ followed by digits")]
pub struct AccountIdError(pub String);

impl AccountId {
    /// Reads `act_123` or `123`.
    ///
    /// # Errors
    /// [`AccountIdError`] for anything else.
    pub fn parse(text: &str) -> Result<Self, AccountIdError> {
        let digits = text.trim().strip_prefix("act_").unwrap_or(text.trim());
        if digits.is_empty() || digits.len() > 24 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(AccountIdError(text.chars().take(40).collect()));
        }
        Ok(Self(digits.to_owned()))
    }

    /// The digits alone, as in `account_id` of a reply and `act=` of an Ads Manager address.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for AccountId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "act_{}", self.0)
    }
}

impl TryFrom<String> for AccountId {
    type Error = AccountIdError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<AccountId> for String {
    fn from(id: AccountId) -> Self {
        id.to_string()
    }
}

impl std::str::FromStr for AccountId {
    type Err = AccountIdError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// The id of a Graph object (campaign, ad set, ad, creative, …): text, because it may pass 2^53.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct GraphId(pub String);

impl GraphId {
    /// The id as Meta wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for GraphId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for GraphId {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}
