//! Pictures of an account's library.

use serde::Deserialize;
use units::Timestamp;

use super::{Fields, GraphRow};

/// A picture of the account's library.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct AdImage {
    /// `<account>:<hash>`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub id: Option<String>,
    /// 32 hex digits; not the MD5 of the bytes.
    pub hash: String,
    /// Signed, expires in days to weeks.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub url: Option<String>,
    /// A small one; expires.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub url_128: Option<String>,
    /// Lasts, but needs a login.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub permalink_url: Option<String>,
    /// Pixels.
    #[serde(default)]
    pub width: Option<u32>,
    /// Pixels.
    #[serde(default)]
    pub height: Option<u32>,
    /// Pixels of the upload.
    #[serde(default)]
    pub original_width: Option<u32>,
    /// Pixels of the upload.
    #[serde(default)]
    pub original_height: Option<u32>,
    /// File name.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// `ACTIVE`, `INTERNAL` or `DELETED`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub status: Option<String>,
    /// When it was put there.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub created_time: Option<Timestamp>,
}

impl GraphRow for AdImage {
    const KIND: &'static str = "picture";
    const FIELDS: Fields = Fields {
        core: &["hash", "url", "permalink_url", "width", "height", "name", "status"],
        optional: &["url_128", "original_width", "original_height", "created_time"],
        ladder: &[],
    };

    fn id(&self) -> &str {
        &self.hash
    }
}
