//! What there is to make ads of.

use serde::Serialize;
use specta::Type;
use units::Money;

use crate::pages::library;

/// What there is to make ads of.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CreatePage {
    /// Every product that is not put away, by brand and name.
    pub products: Vec<BoardProduct>,
    /// Every template that can be drawn.
    pub templates: Vec<BoardTemplate>,
    /// How much each placement shows of the words beside the picture.
    pub limits: Vec<VisibleLimit>,
}

/// How much of a text a placement shows before it writes "more".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VisibleLimit {
    /// Where: `feed`, `desktop-feed`, `story`, `reels`, `right-column`, `carousel`.
    pub placement: String,
    /// Which text.
    pub field: VisibleField,
    /// Characters as a reader counts them.
    pub characters: u32,
}

/// A text beside the picture that placements cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum VisibleField {
    /// Above the picture.
    Primary,
    /// Below it.
    Headline,
    /// Below the headline.
    Description,
}

/// A product to make ads for.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardProduct {
    /// Which.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is in a few words.
    pub line: Option<String>,
    /// The brand.
    pub brand_id: String,
    /// The brand's name.
    pub brand: String,
    /// Where its ads lead.
    pub url: Option<String>,
    /// Meta's button of its ads.
    pub button: Option<String>,
    /// What is put behind the address.
    pub utm: Option<String>,
    /// Its offers, the default one first.
    pub offers: Vec<BoardOffer>,
    /// Its hooks, in the order of the library.
    pub hooks: Vec<BoardHook>,
    /// Its pictures, the main one first.
    pub pictures: Vec<BoardPicture>,
    /// Texts to stand beside the picture.
    pub copy: Vec<CopyLine>,
}

/// An offer of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardOffer {
    /// Which.
    pub id: String,
    /// As a person calls it.
    pub name: String,
    /// The price.
    pub price: Option<Money>,
    /// The price before.
    pub was: Option<Money>,
    /// When it ends, as it is written on an ad.
    pub ends: Option<String>,
    /// Where its ads lead, if not where the product's do.
    pub url: Option<String>,
}

/// A hook of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardHook {
    /// Which.
    pub id: String,
    /// The words.
    pub text: String,
    /// 1 unaware … 5 most aware.
    pub awareness: Option<u32>,
}

/// A picture of a product.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardPicture {
    /// Which, in the library.
    pub id: String,
    /// The hash of the bytes that ads show: the cut-out's, if it is taken.
    pub hash: String,
    /// The hash of the file as it came.
    pub photo: String,
    /// The product without its backdrop, if it was cut out.
    pub cutout: Option<PictureCutout>,
    /// Why it was not cut out, if that was tried.
    pub not_cut_out: Option<String>,
    /// Whether the file itself has a transparent background; nothing if nobody looked.
    pub transparent: Option<bool>,
    /// Its file's name.
    pub name: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// What it shows: `product`, `scene`, `detail`, `portrait`, `before`, `after`.
    pub role: String,
    /// What it shows, for templates that ask: `product:bottle`.
    pub tags: Vec<String>,
    /// The point to keep when it is cut.
    pub focus: Option<library::PicturePoint>,
    /// The box around what must not be cut.
    pub subject: Option<library::PictureBox>,
    /// How tall the thing is in millimetres.
    pub height_mm: Option<f64>,
}

/// A cut-out of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureCutout {
    /// The hash of its bytes.
    pub hash: String,
    /// Whether ads show it; else the photo.
    pub taken: bool,
    /// Whether its soft shadow stayed; nothing if the file does not say.
    pub shadow: Option<bool>,
    /// Whether holes in the product were cut; nothing if the file does not say.
    pub holes: Option<bool>,
}

/// A text of the copy bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CopyLine {
    /// Which.
    pub id: String,
    /// `primary_text`, `headline`, `description`.
    pub field: String,
    /// The words.
    pub text: String,
}

/// A template, as the board and the library list it.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardTemplate {
    /// Which.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// One of the nine categories.
    pub category: String,
    /// The least and the most awareness it suits.
    pub awareness: (u32, u32),
    /// Whom it suits.
    pub audience: String,
    /// What it cannot do without.
    pub needs: Vec<String>,
    /// Whether its ads say the hook that they are given.
    pub says_hook: bool,
    /// How often ads were made with it.
    pub used: u32,
    /// The industry it comes from, if somebody said.
    pub niche: Option<String>,
    /// The brand it was taken from, if somebody said.
    pub source_brand: Option<String>,
    /// It comes with the program: what is said of it stands in its folder.
    pub bundled: bool,
}
