//! Who the token speaks for and what it may do.

use serde::Deserialize;
use units::Timestamp;

/// The person or system user behind the token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Me {
    /// Graph id.
    pub id: String,
    /// Display name.
    #[serde(default)]
    pub name: Option<String>,
}

/// One right that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Permission {
    /// E.g. `ads_read`.
    pub permission: String,
    /// `granted`, `declined` or `expired`.
    pub status: String,
}

/// What `debug_token` says about a token.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TokenInfo {
    /// The app it belongs to.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub app_id: Option<String>,
    /// `USER`, `SYSTEM_USER`, `PAGE`, …
    #[serde(default, rename = "type", deserialize_with = "crate::wire::string")]
    pub kind: Option<String>,
    /// The app's name.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub application: Option<String>,
    /// When it ends; `None` is never.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub expires_at: Option<Timestamp>,
    /// When the owner must consent again; user tokens only.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub data_access_expires_at: Option<Timestamp>,
    /// Whether it works now.
    #[serde(default)]
    pub is_valid: bool,
    /// When it was made.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub issued_at: Option<Timestamp>,
    /// Its rights.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Rights limited to single accounts or pages; an account that is not listed here is not visible.
    #[serde(default)]
    pub granular_scopes: Vec<GranularScope>,
    /// The owner.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub user_id: Option<String>,
    /// Why it does not work.
    #[serde(default)]
    pub error: Option<TokenError>,
}

/// A right and the objects it is limited to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GranularScope {
    /// E.g. `ads_read`.
    pub scope: String,
    /// Ids it is limited to; `None` is everything.
    #[serde(default)]
    pub target_ids: Option<Vec<String>>,
}

/// Why a token does not work.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TokenError {
    /// Meta's code, as in an error reply.
    #[serde(default)]
    pub code: Option<i64>,
    /// Meta's finer code.
    #[serde(default)]
    pub subcode: Option<i64>,
    /// Meta's words.
    #[serde(default)]
    pub message: Option<String>,
}
