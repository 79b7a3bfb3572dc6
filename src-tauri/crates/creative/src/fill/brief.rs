//! What is known about a brand and one of its products: the only source of words, numbers and pictures of an ad.
//!
//! It is plain data. Who loads it (the library of a workspace, a demo brand) decides where it comes from; the filling
//! and the checks read nothing else, so an ad can never say what nobody entered.

use serde::{Deserialize, Serialize};
use units::{AccountDate, Money};

use super::Locale;
use crate::picture::Picture;

/// One product of one brand with the hook and the offer chosen for an ad.
#[derive(Debug, Clone, Default)]
pub struct Brief {
    /// The brand.
    pub brand: Brand,
    /// The product.
    pub product: Product,
    /// The line that the ad opens with.
    pub hook: Option<Hook>,
    /// The offer that the ad makes; without one it makes none.
    pub offer: Option<Offer>,
    /// Pictures of the product, its scenes and its people.
    pub pictures: Vec<BriefPicture>,
}

impl Brief {
    /// Words and claims that must not be said: the brand's, the product's and the offer's.
    pub fn banned(&self) -> impl Iterator<Item = &String> {
        let offer = self.offer.iter().flat_map(|offer| &offer.banned);
        self.brand.banned.iter().chain(&self.product.banned).chain(offer)
    }

    /// Words that must stand on every picture or in every primary text: the brand's, the product's and the offer's.
    pub fn required(&self) -> impl Iterator<Item = &String> {
        let offer = self.offer.iter().flat_map(|offer| &offer.required);
        self.brand.required.iter().chain(&self.product.required).chain(offer)
    }
}

/// A brand as its ads need it; colours and fonts are in its look.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Brand {
    /// Its name as customers know it.
    pub name: String,
    /// At most four letters for file names.
    pub code: String,
    /// Language and region of its ads.
    pub locale: Locale,
    /// Its shop, as `saltwick.com`.
    pub site: Option<String>,
    /// Words and claims that must not be said.
    pub banned: Vec<String>,
    /// Words that must stand on every picture or in every primary text, as disclaimers.
    pub required: Vec<String>,
    /// A short signed letter.
    pub letter: Option<Letter>,
    /// What publications wrote.
    pub press: Vec<Press>,
}

/// One product.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Product {
    /// Its name.
    pub name: String,
    /// At most eight letters for file names.
    pub code: String,
    /// One line on what it is, as "Bottle, 3 tablets, tin".
    pub contents: Option<String>,
    /// Its price.
    pub price: Option<Price>,
    /// Other amounts that may be said, as what a refill or a cup costs.
    pub amounts: Vec<NamedAmount>,
    /// What it does for a customer, the most important first; short, for lists and callouts.
    pub benefits: Vec<String>,
    /// Why to buy it, in a sentence each.
    pub reasons: Vec<String>,
    /// Parts or ingredients.
    pub parts: Vec<String>,
    /// What is in the box, with what each is worth.
    pub kit: Vec<KitItem>,
    /// Sizes, scents, colours.
    pub variants: Vec<Variant>,
    /// Held against something else.
    pub comparison: Option<Comparison>,
    /// What customers wrote.
    pub reviews: Vec<Review>,
    /// Doubts and what to answer.
    pub questions: Vec<Question>,
    /// Numbers worth an ad, each with its source.
    pub figures: Vec<Figure>,
    /// Lists as one would jot them down.
    pub notes: Vec<Note>,
    /// What is new, as "New: the 1 kg bag".
    pub news: Option<String>,
    /// The two states of a before and after.
    pub before_after: Option<(String, String)>,
    /// Expectation and reality.
    pub expectation: Option<(String, String)>,
    /// Short lines for pills on a photo.
    pub captions: Vec<String>,
    /// Cards of a carousel, in order.
    pub cards: Vec<Card>,
    /// Words and claims that must not be said of it.
    pub banned: Vec<String>,
    /// Words that must stand on every picture or in every primary text.
    pub required: Vec<String>,
    /// Where an ad leads.
    pub url: Option<String>,
}

/// A hook with shorter ways to say it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Hook {
    /// Its identity in the library.
    pub id: String,
    /// The line.
    pub text: String,
    /// Shorter variants written by a person, the longest first.
    pub shorter: Vec<String>,
    /// Stage of awareness it speaks to, 1 unaware to 5 most aware.
    pub awareness: Option<u8>,
}

/// What a product costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// The price.
    pub amount: Money,
    /// The usual price, if it is lowered now.
    #[serde(default)]
    pub compare_at: Option<Money>,
    /// The lowest price of the last 30 days, which a struck price in the EU must be.
    #[serde(default)]
    pub lowest_30_days: Option<Money>,
    /// The price by weight or volume.
    #[serde(default)]
    pub per_unit: Option<UnitPrice>,
    /// How much that buys, as "250 g".
    #[serde(default)]
    pub quantity: Option<String>,
}

/// A price by weight, volume or use.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UnitPrice {
    /// The amount.
    pub amount: Money,
    /// Of what, as "kg" or "cup".
    pub per: String,
}

/// An amount with what it is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedAmount {
    /// What it is for, as "refill".
    pub name: String,
    /// The amount.
    pub amount: Money,
    /// How that was worked out, as "20 cups of 12.5 g".
    #[serde(default)]
    pub basis: Option<String>,
}

/// An offer that the product data hold.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Offer {
    /// Its identity in the library.
    pub id: String,
    /// What it is, as "Starter set".
    pub name: String,
    /// The price it makes.
    pub price: Option<Money>,
    /// The usual price.
    pub compare_at: Option<Money>,
    /// The discount in percent, if it is one.
    pub percent: Option<u8>,
    /// A few words for a chip, as "Free shipping".
    pub chip: Option<String>,
    /// The first day on which it holds.
    pub starts: Option<AccountDate>,
    /// The last day on which it holds.
    pub ends: Option<AccountDate>,
    /// Terms in small type.
    pub terms: Option<String>,
    /// Words and claims that must not be said of it.
    pub banned: Vec<String>,
    /// Words that must stand on every picture or in every primary text.
    pub required: Vec<String>,
}

/// Part of what is in the box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KitItem {
    /// What.
    pub name: String,
    /// What it is worth alone.
    #[serde(default)]
    pub value: Option<Money>,
}

/// One of several.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Its price.
    #[serde(default)]
    pub price: Option<Price>,
    /// What it holds, as "250 g".
    #[serde(default)]
    pub contents: Option<String>,
}

/// Held against something else, each row a point for us.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Comparison {
    /// Our column; the brand's name if empty.
    pub ours: String,
    /// The other column: a kind of product, never a competitor's brand.
    pub theirs: String,
    /// The rows.
    pub rows: Vec<String>,
}

/// A customer's words.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Review {
    /// Verbatim; cuts are marked with an ellipsis by whoever cut.
    pub quote: String,
    /// Who, as "Dana R.".
    pub author: String,
    /// Where, as "saltwick.com".
    pub source: String,
    /// When.
    pub date: Option<AccountDate>,
    /// Stars of five.
    pub rating: Option<u8>,
    /// What they asked or wrote us, if this is a comment with our answer.
    pub answer: Option<String>,
}

/// What a publication wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Press {
    /// Verbatim.
    pub quote: String,
    /// The publication.
    pub source: String,
    /// When.
    pub date: Option<AccountDate>,
}

/// A short signed letter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letter {
    /// The letter.
    pub body: String,
    /// Who signs, as "Marit, founder".
    pub signature: String,
}

/// A doubt and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Question {
    /// The doubt as a question.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// A number that says something, with where it comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    /// The number with its unit, as "9 of 10" or "4 days".
    pub number: String,
    /// What it says.
    pub claim: String,
    /// Where it comes from.
    pub source: String,
}

/// A list with a title.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Note {
    /// The title.
    pub title: String,
    /// The lines.
    pub lines: Vec<String>,
}

/// A card of a carousel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// The title.
    pub title: String,
    /// The sentence below.
    pub body: String,
}

/// A picture with what it shows.
#[derive(Debug, Clone)]
pub struct BriefPicture {
    /// Its name, as the file is called.
    pub name: String,
    /// What it is for.
    pub role: PictureRole,
    /// Tags of the origin's vocabulary, as `product:bottle`.
    pub tags: Vec<String>,
    /// The picture.
    pub picture: Picture,
}

impl BriefPicture {
    /// Whether it shows everything of a set together.
    pub(super) fn is_of_all(&self) -> bool {
        self.tags.iter().any(|tag| tag == "kit")
    }
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PictureRole {
    /// The product alone, before nothing or a plain ground.
    Product,
    /// The product where it is used.
    Scene,
    /// A part or a variant alone.
    Detail,
    /// A person who signs.
    Portrait,
    /// A thing or a room before.
    Before,
    /// The same after.
    After,
}
