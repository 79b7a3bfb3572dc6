//! The Library page: brands, their products with pictures, hooks, offers and texts, and the templates.
//!
//! What is read is what is written: a form goes out as it stands and comes back changed. Every change can be taken
//! back, newest first ([`undo_library`]).

use serde::{Deserialize, Serialize};
use specta::Type;

use super::create::{BoardPicture, BoardTemplate};

mod acts;
mod colours;
mod draft;
mod facts;
mod fonts;
mod pictures;
mod reads;

pub use acts::{
    cut_out_picture, save_brand, save_copy_line, save_hooks, save_offer, save_picture, save_product, save_template,
    set_in_library, take_cutout, take_synced_copy, undo_library,
};
pub use draft::draft_brand;
pub use facts::{FactForm, FactsOf, save_facts};
pub use fonts::{add_fonts, remove_font};
pub use pictures::{PicturesInto, add_pictures, import_templates};
pub use reads::{library_page, library_product};

/// Everything the page lists.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LibraryPage {
    /// Brands by name, those put away last.
    pub brands: Vec<LibraryBrand>,
    /// Templates that can be drawn.
    pub templates: Vec<BoardTemplate>,
    /// Imported templates that cannot be drawn, by name, each with the reason.
    pub templates_unusable: Vec<TemplateUnusable>,
    /// Templates that were put away, by name, and references too.
    pub templates_away: Vec<TemplateAway>,
    /// Templates that are only pictures to look at.
    pub references: Vec<ReferenceTemplate>,
    /// Families that ads can be set in.
    pub fonts: Vec<FontFamily>,
    /// What the last act was, if it can be taken back.
    pub undo: Option<Vec<LibraryChange>>,
}

/// A family of typefaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FontFamily {
    /// Its name.
    pub name: String,
    /// Whether it is in this file because a person added it; else it comes with the program.
    pub added: bool,
}

/// What an act did to the rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LibraryChange {
    /// What they are: `brand`, `picture`, `hook`, …
    pub kind: String,
    /// What was done: `made`, `changed`, `put_away`, `brought_back`.
    pub what: String,
    /// To how many.
    pub count: u32,
}

/// A brand with its products.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LibraryBrand {
    /// The brand itself.
    pub form: BrandForm,
    /// Its logo's hash.
    pub logo: Option<String>,
    /// What is known of it, in order by kind.
    pub facts: Vec<FactForm>,
    /// Whether it is used.
    pub active: bool,
    /// Its products by name, those put away last.
    pub products: Vec<LibraryProductRow>,
}

/// A product in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LibraryProductRow {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its main picture.
    pub picture: Option<String>,
    /// Its hooks, offers and texts, to be searched.
    pub words: String,
    /// How many pictures.
    pub pictures: u32,
    /// How many hooks.
    pub hooks: u32,
    /// How many offers.
    pub offers: u32,
    /// Whether it is used.
    pub active: bool,
}

/// A brand as it is edited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BrandForm {
    /// Which; empty for a new one.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The name as it is set where there is no logo.
    pub wordmark: String,
    /// At most four letters for file names.
    pub code: String,
    /// Its shop.
    pub website: String,
    /// Language and region, `en-US`.
    pub locale: String,
    /// `USD`.
    pub currency: String,
    /// How it speaks.
    pub voice: String,
    /// Its colours by role.
    pub colours: Vec<RoleColour>,
    /// The family of headlines.
    pub display_font: String,
    /// The family of reading text.
    pub text_font: String,
    /// What must not be said.
    pub disallowed: Vec<String>,
    /// What must stand on every ad.
    pub disclaimers: Vec<String>,
    /// The least of what a template needs that a product's pictures must have, in per cent; 0 asks nothing.
    pub least_fit: u32,
    /// How much each scorer of Best match counts.
    pub weights: Vec<ScorerWeight>,
}

/// How much a scorer counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ScorerWeight {
    /// Which: `asset_match`, `unused_bonus`, …
    pub scorer: String,
    /// The brand's own weight as it is typed; empty is the usual one.
    pub weight: String,
    /// The usual one.
    pub usual: String,
}

/// A colour and what it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RoleColour {
    /// `primary`, `secondary`, `background`, `accent`.
    pub role: String,
    /// `#17302B`.
    pub hex: String,
}

/// A product with all that belongs to it.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LibraryProduct {
    /// The product itself.
    pub form: ProductForm,
    /// Whether it is used.
    pub active: bool,
    /// Its pictures, the main one first.
    pub pictures: Vec<BoardPicture>,
    /// Its hooks in order.
    pub hooks: Vec<HookForm>,
    /// Its offers, the default one first.
    pub offers: Vec<OfferForm>,
    /// Its texts.
    pub copy: Vec<CopyForm>,
    /// What else is known of it, in order by kind.
    pub facts: Vec<FactForm>,
}

/// A product as it is edited. Amounts are text: what is half typed is not a number yet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProductForm {
    /// Which; empty for a new one.
    pub id: String,
    /// Its brand.
    pub brand: String,
    /// Its name.
    pub name: String,
    /// What it is in a few words.
    pub line: String,
    /// Price, `24.00`.
    pub price: String,
    /// The price before.
    pub compare_price: String,
    /// Where its ads lead.
    pub url: String,
    /// At most four letters for file names.
    pub code: String,
    /// Meta's button.
    pub button: String,
    /// What is put behind the address.
    pub utm: String,
    /// What must not be said of it.
    pub banned: Vec<String>,
    /// What must stand on every ad of it.
    pub disclaimer: String,
}

/// A hook as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HookForm {
    /// Which; empty for a new one.
    pub id: String,
    /// The words.
    pub text: String,
    /// 1 unaware … 5 most aware.
    pub awareness: Option<u32>,
    /// Shorter ways to say it, the longest first, for places without room.
    pub shorter: Vec<String>,
}

/// An offer as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OfferForm {
    /// Which; empty for a new one.
    pub id: String,
    /// As a person calls it.
    pub name: String,
    /// Price, `24.00`.
    pub price: String,
    /// The price before.
    pub compare_price: String,
    /// The lowest of the 30 days before.
    pub lowest_price: String,
    /// Per cent off, where that is what it says.
    pub percent_off: String,
    /// Where its ads lead, if not where the product's do.
    pub url: String,
    /// Its first day, `2026-11-20`.
    pub starts: String,
    /// Its last day, `2026-11-29`.
    pub ends: String,
    /// Its terms.
    pub terms: String,
    /// What stands on a chip.
    pub chip: String,
    /// Claims that its ads must not make.
    pub banned: Vec<String>,
    /// What its ads must say.
    pub disclaimer: String,
    /// Whether it is the one that is taken first.
    pub is_default: bool,
}

/// A text of the copy bank as it is edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyForm {
    /// Which; empty for a new one.
    pub id: String,
    /// `primary_text`, `headline`, `description`.
    pub field: String,
    /// The words.
    pub text: String,
}

/// A change of a picture.
#[derive(Debug, Clone, PartialEq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureForm {
    /// Which.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it shows: `product`, `scene`, `detail`, `portrait`, `before`, `after`.
    pub role: String,
    /// Whether it is the main one.
    pub main: bool,
    /// What it shows, for templates that ask: `product:bottle`.
    pub tags: Vec<String>,
    /// The point to keep when it is cut.
    pub focus: Option<PicturePoint>,
    /// The box around what must not be cut.
    pub subject: Option<PictureBox>,
    /// How tall the thing is in millimetres, so that several stand on a shelf to one scale.
    pub height_mm: Option<f64>,
}

/// A point of a picture, as shares of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PicturePoint {
    /// From the left, 0–1.
    pub x: f64,
    /// From the top, 0–1.
    pub y: f64,
}

/// A box in a picture, as shares of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureBox {
    /// Left edge, 0–1.
    pub x: f64,
    /// Top edge, 0–1.
    pub y: f64,
    /// Width, 0–1.
    pub width: f64,
    /// Height, 0–1.
    pub height: f64,
}

/// What can be put away and taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum LibraryKind {
    /// A brand, with all its products.
    Brand,
    /// A product.
    Product,
    /// A hook.
    Hook,
    /// An offer.
    Offer,
    /// A text.
    Copy,
    /// A picture.
    Picture,
    /// A template.
    Template,
}

/// A template that is a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReferenceTemplate {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its picture.
    pub picture: Option<String>,
    /// What is said of it.
    pub form: TemplateForm,
}

/// What a person may say of a template that was imported. Nothing is said of what is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateForm {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// One of the nine categories.
    pub category: String,
    /// The least and the most awareness it suits, 1–5.
    pub awareness: Option<(u32, u32)>,
    /// Whom it speaks to.
    pub audience: String,
    /// The industry it comes from.
    pub niche: String,
    /// The brand it was taken from.
    pub source_brand: String,
}

/// An imported template that cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateUnusable {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Why, in a sentence.
    pub why: String,
}

/// A template that was put away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TemplateAway {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its picture, if it is only that.
    pub picture: Option<String>,
}

/// What came of adding files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Added {
    /// How many are new.
    pub added: u32,
    /// How many were there already.
    pub known: u32,
    /// What could not be read, each with the reason.
    pub refused: Vec<String>,
    /// Of how many new photos the product was cut out.
    pub cut_out: u32,
    /// New photos that stay photos, each with the reason.
    pub photos: Vec<String>,
    /// New pictures that look like another one of the product, with that one.
    pub alike: Vec<String>,
    /// How many hooks came with a text file, one a line.
    pub hooks: u32,
    /// How many templates came.
    pub templates: u32,
    /// Families of typefaces that came, by name.
    pub fonts: Vec<String>,
    /// Accounts that were linked to a new brand because they are called like it.
    pub accounts: Vec<String>,
    /// How many texts of their synced ads were taken.
    pub copy: u32,
    /// The brand or product they went to.
    pub into: Option<String>,
}
