//! Campaign objectives, the six of today and the fifteen of before.

use serde::{Deserialize, Serialize};

/// An objective as Meta wrote it, e.g. `OUTCOME_SALES` or the older `CONVERSIONS`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct Objective(pub String);

/// What an objective is after. Old names map by Meta's own table; three of them depend on the destination, so this
/// is a default and not a law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum ObjectiveFamily {
    /// Reach and recall.
    Awareness,
    /// Link clicks and page views.
    Traffic,
    /// Likes, messages, video views.
    Engagement,
    /// Lead forms.
    Leads,
    /// Installs.
    AppPromotion,
    /// Purchases.
    Sales,
    /// Never known; it judges nothing.
    Unknown,
}

impl Objective {
    /// The value for a campaign whose objective was never read.
    pub const UNKNOWN: &'static str = "UNKNOWN";

    /// The family.
    #[must_use]
    pub fn family(&self) -> ObjectiveFamily {
        match self.0.as_str() {
            "OUTCOME_AWARENESS" | "BRAND_AWARENESS" | "REACH" | "STORE_VISITS" | "LOCAL_AWARENESS" => {
                ObjectiveFamily::Awareness
            }
            "OUTCOME_TRAFFIC" | "LINK_CLICKS" => ObjectiveFamily::Traffic,
            "OUTCOME_ENGAGEMENT" | "POST_ENGAGEMENT" | "PAGE_LIKES" | "EVENT_RESPONSES" | "VIDEO_VIEWS"
            | "MESSAGES" | "OFFER_CLAIMS" => ObjectiveFamily::Engagement,
            "OUTCOME_LEADS" | "LEAD_GENERATION" => ObjectiveFamily::Leads,
            "OUTCOME_APP_PROMOTION" | "APP_INSTALLS" => ObjectiveFamily::AppPromotion,
            "OUTCOME_SALES" | "CONVERSIONS" | "PRODUCT_CATALOG_SALES" => ObjectiveFamily::Sales,
            _ => ObjectiveFamily::Unknown,
        }
    }
}

impl ObjectiveFamily {
    /// Whether a missing purchase says anything about an ad of this family.
    #[must_use]
    pub const fn expects_purchases(self) -> bool {
        matches!(self, Self::Sales)
    }

    /// Whether a low click-through rate says anything about an ad of this family.
    #[must_use]
    pub const fn expects_clicks(self) -> bool {
        matches!(self, Self::Sales | Self::Traffic | Self::Leads | Self::AppPromotion)
    }
}
