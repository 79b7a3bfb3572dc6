//! `template.toml`.

use serde::{Deserialize, Serialize};

/// What kind of ad a template makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A customer speaks.
    Testimonial,
    /// Words only.
    QuoteCard,
    /// Two states of a thing.
    BeforeAfter,
    /// The product.
    ProductShowcase,
    /// As if a person had made it.
    UgcStyle,
    /// A joke.
    Meme,
    /// Cards in a row.
    CarouselFrame,
    /// Made for Stories.
    StoryFormat,
    /// None of these.
    Other,
}

/// Whom a template speaks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everybody.
    #[default]
    Unisex,
    /// Women.
    Female,
    /// Men.
    Male,
}

impl Category {
    /// All categories.
    pub const ALL: [Self; 9] = [
        Self::Testimonial,
        Self::QuoteCard,
        Self::BeforeAfter,
        Self::ProductShowcase,
        Self::UgcStyle,
        Self::Meme,
        Self::CarouselFrame,
        Self::StoryFormat,
        Self::Other,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Testimonial => "testimonial",
            Self::QuoteCard => "quote_card",
            Self::BeforeAfter => "before_after",
            Self::ProductShowcase => "product_showcase",
            Self::UgcStyle => "ugc_style",
            Self::Meme => "meme",
            Self::CarouselFrame => "carousel_frame",
            Self::StoryFormat => "story_format",
            Self::Other => "other",
        }
    }
}

impl Audience {
    /// All audiences.
    pub const ALL: [Self; 3] = [Self::Unisex, Self::Female, Self::Male];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unisex => "unisex",
            Self::Female => "female",
            Self::Male => "male",
        }
    }
}
