//! Kinds of work.

use serde::{Deserialize, Serialize};

/// Every job type that the database knows. Which of them can be filed is decided by the handlers that exist, not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum JobType {
    /// Makes ads by the first pipeline.
    AdCreation,
    /// Makes ads by the second pipeline: templates, sizes, colours.
    AdCreationV2,
    /// Reads campaigns and daily performance from Meta.
    MetaSync,
    /// Sums the last days up: what did well, what needs attention.
    Scorecard,
    /// Scraping: never ours.
    TemplateScrape,
    /// Approves queued templates.
    TemplateApproval,
    /// Classifies ads again whose landing page changed.
    CongruenceReanalysis,
    /// Classifies ads.
    AdClassification,
    /// Fetches the pictures of synced ads into the file.
    AssetDownload,
    /// Scraping: never ours.
    CompetitorScrape,
    /// Scraping: never ours.
    RedditScrape,
    /// Scraping: never ours.
    AmazonReviewScrape,
    /// Reserved.
    CreativeGenomeUpdate,
    /// Reserved.
    GenomeValidation,
    /// Reserved.
    QualityCalibration,
    /// Reserved.
    ExperimentAnalysis,
}

/// The word names no job type.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a job type")]
pub struct UnknownJobType(pub String);

impl JobType {
    /// All of them, in the order of the seed's migration.
    pub const ALL: [Self; 16] = [
        Self::AdCreation,
        Self::MetaSync,
        Self::Scorecard,
        Self::TemplateScrape,
        Self::TemplateApproval,
        Self::CongruenceReanalysis,
        Self::AdClassification,
        Self::AssetDownload,
        Self::CompetitorScrape,
        Self::RedditScrape,
        Self::AmazonReviewScrape,
        Self::AdCreationV2,
        Self::CreativeGenomeUpdate,
        Self::GenomeValidation,
        Self::QualityCalibration,
        Self::ExperimentAnalysis,
    ];

    /// The word in the database, in JSON and on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AdCreation => "ad_creation",
            Self::AdCreationV2 => "ad_creation_v2",
            Self::MetaSync => "meta_sync",
            Self::Scorecard => "scorecard",
            Self::TemplateScrape => "template_scrape",
            Self::TemplateApproval => "template_approval",
            Self::CongruenceReanalysis => "congruence_reanalysis",
            Self::AdClassification => "ad_classification",
            Self::AssetDownload => "asset_download",
            Self::CompetitorScrape => "competitor_scrape",
            Self::RedditScrape => "reddit_scrape",
            Self::AmazonReviewScrape => "amazon_review_scrape",
            Self::CreativeGenomeUpdate => "creative_genome_update",
            Self::GenomeValidation => "genome_validation",
            Self::QualityCalibration => "quality_calibration",
            Self::ExperimentAnalysis => "experiment_analysis",
        }
    }

    /// Whether its runs make ads, by either pipeline.
    #[must_use]
    pub const fn makes_ads(self) -> bool {
        matches!(self, Self::AdCreation | Self::AdCreationV2)
    }

    /// Whether it would read other people's sites, which this product never does (only the network rules of the
    /// design: Graph API, its picture hosts, and configured AI providers).
    #[must_use]
    pub const fn is_scraping(self) -> bool {
        matches!(self, Self::TemplateScrape | Self::CompetitorScrape | Self::RedditScrape | Self::AmazonReviewScrape)
    }
}

impl std::str::FromStr for JobType {
    type Err = UnknownJobType;
    fn from_str(word: &str) -> Result<Self, UnknownJobType> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or_else(|| UnknownJobType(word.chars().take(60).collect()))
    }
}

impl std::fmt::Display for JobType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.word())
    }
}
