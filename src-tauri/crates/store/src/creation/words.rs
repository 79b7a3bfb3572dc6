//! The words that the tables of creation use.

use crate::words::words;

words! {
    /// What became of an ad, or of one size of it. Later ones weigh more when sizes are taken together.
    AdStatus in "generated_ads.final_status" {
        /// Not made yet.
        Pending = "pending",
        /// In order.
        Approved = "approved",
        /// Somebody should look.
        Flagged = "flagged",
        /// A check could not run, so nothing is known.
        ReviewFailed = "review_failed",
        /// Not to be used.
        Rejected = "rejected",
        /// There is no picture.
        GenerationFailed = "generation_failed",
    }
}

words! {
    /// How one check went.
    CheckOutcome in "ad_checks.outcome" {
        /// In order.
        Pass = "pass",
        /// Not in order.
        Fail = "fail",
        /// It could not look.
        NotChecked = "not_checked",
    }
}

words! {
    /// What follows from a check that does not pass.
    CheckWeight in "ad_checks.weight" {
        /// The ad is rejected; without a result its review has failed.
        Blocks = "blocks",
        /// A person should look.
        Looks = "looks",
        /// Nothing: it is there to be read.
        Informs = "informs",
    }
}

words! {
    /// A text beside the picture.
    CopyField in "ad_copy.field" {
        /// Above the picture in a feed.
        PrimaryText = "primary_text",
        /// Below the picture, bold.
        Headline = "headline",
        /// Below the headline, often hidden.
        Description = "description",
    }
}

words! {
    /// What a person decided.
    Decisive in "ad_decisions.action" {
        /// It may run.
        Approved = "approved",
        /// It may not.
        Rejected = "rejected",
    }
}

words! {
    /// What a template is.
    TemplateKind in "scraped_templates.kind" {
        /// A folder of SVG files that is drawn here.
        Layout = "layout",
        /// A picture to look at, for image models only.
        Reference = "reference",
    }
}

words! {
    /// Where a template comes from.
    TemplateOrigin in "scraped_templates.origin" {
        /// With the program.
        Bundled = "bundled",
        /// A person imported it.
        Imported = "imported",
        /// It was in the file before templates were folders.
        Before = "before",
    }
}

impl CopyField {
    /// How many texts of it an ad may have.
    #[must_use]
    pub const fn most(self) -> usize {
        match self {
            Self::PrimaryText | Self::Headline => 5,
            Self::Description => 1,
        }
    }
}
