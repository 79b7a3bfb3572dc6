//! `brand.toml`: a brand with its products as one file, for the demo brands and for tests.

use serde::{Deserialize, Serialize};

use super::{Brand, Brief, BriefPicture, Hook, Offer, PictureRole, Product};
use crate::colour::Palette;
use crate::error::CreativeError;
use crate::look::BrandLook;
use crate::picture::{Focus, Picture, Subject};

/// A brand with its products.
#[derive(Clone, Debug, Deserialize)]
pub struct BrandFile {
    /// The brand.
    pub brand: Brand,
    /// How it looks.
    pub look: LookFile,
    /// Its products.
    #[serde(default)]
    pub products: Vec<ProductFile>,
}

/// How a brand looks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LookFile {
    /// Its name as it is set where no logo picture is.
    pub wordmark: String,
    /// The family for headlines.
    pub display_font: String,
    /// The family for reading text.
    pub text_font: String,
    /// Its colours.
    pub palette: PaletteFile,
}

/// Colours with the names people call them by.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PaletteFile {
    /// The colours.
    #[serde(flatten)]
    pub colours: Palette,
}

/// A product with everything that hangs on it.
#[derive(Clone, Debug, Deserialize)]
pub struct ProductFile {
    /// Its short name in commands.
    pub slug: String,
    /// The product.
    #[serde(flatten)]
    pub product: Product,
    /// Its hooks.
    #[serde(default)]
    pub hooks: Vec<Hook>,
    /// Its offers.
    #[serde(default)]
    pub offers: Vec<Offer>,
    /// Its pictures.
    #[serde(default)]
    pub pictures: Vec<PictureFile>,
    /// Texts beside the picture.
    #[serde(default)]
    pub copy: CopyFile,
}

/// A picture by its file.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct PictureFile {
    /// The file's name.
    pub file: String,
    /// What it is for.
    pub role: PictureRole,
    /// Its tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether it is the product's first picture.
    #[serde(default)]
    pub main: bool,
    /// The point that must stay visible.
    #[serde(default)]
    pub focus: Option<Focus>,
    /// The box around what it shows.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// How high the thing it shows really is, millimetres.
    #[serde(default)]
    pub height_mm: Option<f32>,
}

/// Texts beside the picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CopyFile {
    /// Primary texts.
    pub primary: Vec<String>,
    /// Headlines.
    pub headlines: Vec<String>,
    /// The description.
    pub description: Option<String>,
}

/// What is wrong with the file.
#[derive(Debug, thiserror::Error)]
pub enum BrandFileError {
    /// It is no such file.
    #[error("the brand file cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A picture of it cannot be read.
    #[error("the picture {file} cannot be read: {source}")]
    Picture {
        /// The file.
        file: String,
        /// Why.
        source: CreativeError,
    },
}

impl BrandFile {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// [`BrandFileError::Toml`], with the line.
    pub fn read(text: &str) -> Result<Self, BrandFileError> {
        Ok(toml::from_str(text)?)
    }

    /// How the brand looks, without a logo picture.
    #[must_use]
    pub fn look(&self) -> BrandLook {
        BrandLook {
            name: self.brand.name.clone(),
            wordmark: self.look.wordmark.clone(),
            palette: self.look.palette.colours.clone(),
            display_font: self.look.display_font.clone(),
            text_font: self.look.text_font.clone(),
            logo: None,
            logo_on_dark: None,
            locale: self.brand.locale.tag().to_owned(),
        }
    }

    /// A product as a brief with one of its hooks and offers, if it has so many. `bytes` gives a picture's file, or
    /// nothing where there is none (a product may be entered before it is photographed).
    ///
    /// # Errors
    /// [`BrandFileError::Picture`] for bytes that are no picture.
    pub fn brief(
        &self,
        product: &ProductFile,
        hook: usize,
        offer: Option<usize>,
        bytes: impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Brief, BrandFileError> {
        let mut files: Vec<&PictureFile> = product.pictures.iter().collect();
        files.sort_by_key(|picture| !picture.main);
        let mut pictures = Vec::new();
        for file in files {
            let Some(bytes) = bytes(&file.file) else { continue };
            let picture =
                Picture::read(bytes).map_err(|source| BrandFileError::Picture { file: file.file.clone(), source })?;
            let picture = Picture { focus: file.focus, subject: file.subject, height_mm: file.height_mm, ..picture };
            pictures.push(BriefPicture { name: file.file.clone(), role: file.role, tags: file.tags.clone(), picture });
        }
        Ok(Brief {
            brand: self.brand.clone(),
            product: product.product.clone(),
            hook: product.hooks.get(hook).cloned(),
            offer: offer.and_then(|offer| product.offers.get(offer).cloned()),
            pictures,
        })
    }
}
