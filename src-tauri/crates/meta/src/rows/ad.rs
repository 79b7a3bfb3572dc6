//! Ads.

use serde::Deserialize;
use serde_json::value::RawValue;
use units::{Delivery, Timestamp};

use super::campaign::Issue;
use super::creative::Creative;
use super::{Fields, GraphRow};

/// An ad, with its creative: creatives are taken through the ads because the account's own edge also lists every
/// unused one (a live account had 1916 creatives for 337 ads).
#[derive(Debug, Clone, Deserialize)]
pub struct Ad {
    /// Graph id.
    pub id: String,
    /// As named in Ads Manager.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub name: Option<String>,
    /// Its ad set.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub adset_id: Option<String>,
    /// Its campaign.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub campaign_id: Option<String>,
    /// The switch.
    #[serde(default)]
    pub status: Option<Delivery>,
    /// The switch as set.
    #[serde(default)]
    pub configured_status: Option<Delivery>,
    /// What follows from it and everything above.
    #[serde(default)]
    pub effective_status: Option<Delivery>,
    /// What it shows.
    #[serde(default)]
    pub creative: Option<Creative>,
    /// What it counts, as JSON.
    #[serde(default)]
    pub tracking_specs: Option<Box<RawValue>>,
    /// Domain of conversions.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub conversion_domain: Option<String>,
    /// A link to look at it without logging in.
    #[serde(default, deserialize_with = "crate::wire::string")]
    pub preview_shareable_link: Option<String>,
    /// Why it was rejected, as JSON.
    #[serde(default)]
    pub ad_review_feedback: Option<Box<RawValue>>,
    /// What Meta finds wrong.
    #[serde(default)]
    pub issues_info: Option<Vec<Issue>>,
    /// When it was made.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub created_time: Option<Timestamp>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "crate::wire::instant")]
    pub updated_time: Option<Timestamp>,
}

impl GraphRow for Ad {
    const KIND: &'static str = "ad";
    const FIELDS: Fields = Fields {
        core: &[
            "id",
            "name",
            "adset_id",
            "campaign_id",
            "status",
            "configured_status",
            "effective_status",
            "created_time",
            "updated_time",
        ],
        optional: &[
            "tracking_specs",
            "conversion_domain",
            "preview_shareable_link",
            "ad_review_feedback",
            "issues_info",
        ],
        ladder: Creative::EXPANSIONS,
    };

    fn id(&self) -> &str {
        &self.id
    }
}
