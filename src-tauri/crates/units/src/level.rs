//! Levels of an ad account.

use serde::{Deserialize, Serialize};

/// Where in the tree account → campaign → ad set → ad a figure belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole account.
    Account,
    /// A campaign, which has the objective.
    Campaign,
    /// An ad set, which has audience and budget.
    Adset,
    /// An ad.
    Ad,
}

/// The word names no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a level: use account, campaign, adset or ad")]
pub struct UnknownLevel(pub String);

impl Level {
    /// The word that Meta and the command line use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Campaign => "campaign",
            Self::Adset => "adset",
            Self::Ad => "ad",
        }
    }
}

impl std::str::FromStr for Level {
    type Err = UnknownLevel;
    fn from_str(word: &str) -> Result<Self, UnknownLevel> {
        [Self::Account, Self::Campaign, Self::Adset, Self::Ad]
            .into_iter()
            .find(|level| level.word() == word)
            .ok_or_else(|| UnknownLevel(word.to_owned()))
    }
}

impl std::fmt::Display for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}
