//! The account's log of changes.

use serde::Deserialize;
use units::Timestamp;

/// Who changed what.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
pub struct Activity {
    /// E.g. `update_campaign_budget`.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub event_type: Option<String>,
    /// When.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub event_time: Option<Timestamp>,
    /// What it happened to.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub object_id: Option<String>,
    /// Its name then.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub object_name: Option<String>,
    /// `CAMPAIGN`, `ADSET`, `AD`, …
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub object_type: Option<String>,
    /// Who; Meta itself where it was automatic.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub actor_name: Option<String>,
    /// In the token owner's language.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub translated_event_type: Option<String>,
    /// Old and new value, as JSON text.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub extra_data: Option<String>,
}

impl Activity {
    pub(crate) const FIELDS: &'static str =
        "event_type,event_time,object_id,object_name,object_type,actor_name,translated_event_type,extra_data";
}
