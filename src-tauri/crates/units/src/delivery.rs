//! What Meta says about whether an object runs.

use serde::{Deserialize, Serialize};

/// `effective_status` of a campaign, ad set or ad. Running means [`Delivery::Active`] and nothing else: an ad
/// whose own switch is on can sit in a paused campaign.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(from = "String", into = "String")]
pub struct Delivery(String);

impl Delivery {
    /// As Meta wrote it. Unknown values are kept: Meta adds some without notice.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// As Meta wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it may be shown to people now.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.0 == "ACTIVE"
    }

    /// Whether it is archived or deleted.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        matches!(self.0.as_str(), "ARCHIVED" | "DELETED")
    }
}

impl From<String> for Delivery {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Delivery> for String {
    fn from(delivery: Delivery) -> Self {
        delivery.0
    }
}
