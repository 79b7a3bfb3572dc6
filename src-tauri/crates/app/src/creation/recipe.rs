//! What an ad's pixels follow from, kept with the ad: whatever is edited in the library later, it can be drawn again.

use std::collections::BTreeMap;
use std::sync::Arc;

use creative::encode::Stamp;
use creative::{
    BrandLook, CanvasSize, ColourMode, Content, Focus, Fonts, Mend, Order, Palette, Picture, Slot, Subject, Template,
};
use serde::{Deserialize, Serialize};

use super::spec::AdSpec;
use super::stock::picture_of;
use crate::{AppError, Workspace};

/// What an ad's pixels follow from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recipe {
    /// As it was planned.
    pub spec: AdSpec,
    /// The template's id.
    pub template: String,
    /// The template's version.
    pub version: u32,
    /// Its files as they are kept with the ad. Imported templates are kept by version; recipes from before templates
    /// were kept have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_state: Option<String>,
    /// How the brand looked.
    pub look: LookOf,
    /// Words by slot.
    pub texts: BTreeMap<String, String>,
    /// Pictures by slot.
    pub pictures: BTreeMap<String, PictureOf>,
    /// Which colours.
    pub colour: ColourMode,
    /// What repair changed, by size.
    pub mends: BTreeMap<CanvasSize, Vec<Mend>>,
    /// The font files its letters came from, with their SHA-256. Recipes from before fonts were noted have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fonts: BTreeMap<String, String>,
}

/// How a brand looked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LookOf {
    name: String,
    wordmark: String,
    palette: Palette,
    display_font: String,
    text_font: String,
    logo: Option<PictureOf>,
    logo_on_dark: Option<PictureOf>,
    locale: String,
}

/// A picture of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PictureOf {
    sha256: String,
    focus: Option<Focus>,
    subject: Option<Subject>,
    /// Recipes from before things had a height have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    height_mm: Option<f32>,
}

impl PictureOf {
    fn of(picture: &Picture) -> Self {
        Self {
            sha256: picture.sha256.clone(),
            focus: picture.focus,
            subject: picture.subject,
            height_mm: picture.height_mm,
        }
    }

    fn read(&self, ws: &Workspace) -> Result<Picture, AppError> {
        let Self { focus, subject, height_mm, .. } = *self;
        Ok(Picture { focus, subject, height_mm, ..picture_of(ws, &self.sha256)? })
    }
}

impl Recipe {
    /// The recipe of an order.
    #[must_use]
    pub fn of(order: &Order, spec: &AdSpec) -> Self {
        let look = &order.look;
        Self {
            spec: spec.clone(),
            template: order.template.id.clone(),
            version: order.template.version,
            template_state: None,
            look: LookOf {
                name: look.name.clone(),
                wordmark: look.wordmark.clone(),
                palette: look.palette.clone(),
                display_font: look.display_font.clone(),
                text_font: look.text_font.clone(),
                logo: look.logo.as_ref().map(PictureOf::of),
                logo_on_dark: look.logo_on_dark.as_ref().map(PictureOf::of),
                locale: look.locale.clone(),
            },
            texts: order.content.texts.iter().map(|(slot, text)| (slot.as_str().to_owned(), text.clone())).collect(),
            pictures: order
                .content
                .pictures
                .iter()
                .map(|(slot, picture)| (slot.as_str().to_owned(), PictureOf::of(picture)))
                .collect(),
            colour: order.colour,
            mends: BTreeMap::new(),
            fonts: BTreeMap::new(),
        }
    }

    /// The fonts that are not what they were when the ad was made, each in a few words.
    #[must_use]
    pub fn changed_fonts(&self, fonts: &Fonts) -> Vec<String> {
        let changed = |(name, sha256): (&String, &String)| match &fonts.sha256(name)[..] {
            [] => Some(format!("the font {name} is not here any more")),
            now if now.contains(&sha256.as_str()) => None,
            _other => Some(format!("the font {name} is another file now")),
        };
        self.fonts.iter().filter_map(changed).collect()
    }

    /// The order for one size, with what repair changed in it.
    ///
    /// # Errors
    /// `not_found` if a picture is not in the file any more.
    pub fn order(&self, ws: &Workspace, template: Arc<Template>, size: CanvasSize) -> Result<Order, AppError> {
        let look = &self.look;
        let picture = |picture: &Option<PictureOf>| picture.as_ref().map(|picture| picture.read(ws)).transpose();
        let mut content = Content::default();
        for (slot, text) in &self.texts {
            content.texts.insert(Slot::new(slot), text.clone());
        }
        for (slot, picture) in &self.pictures {
            content.pictures.insert(Slot::new(slot), picture.read(ws)?);
        }
        Ok(Order {
            template,
            look: Arc::new(BrandLook {
                name: look.name.clone(),
                wordmark: look.wordmark.clone(),
                palette: look.palette.clone(),
                display_font: look.display_font.clone(),
                text_font: look.text_font.clone(),
                logo: picture(&look.logo)?,
                logo_on_dark: picture(&look.logo_on_dark)?,
                locale: look.locale.clone(),
            }),
            content,
            colour: self.colour,
            sizes: vec![size],
            mends: self.mends.get(&size).cloned().unwrap_or_default(),
        })
    }
}

/// What stands in a file of an ad. It does not depend on when it was made, so the same ad is the same bytes.
#[must_use]
pub fn stamp(ad: &str, tag: &str, template: &Template) -> Stamp {
    stamp_of(ad, tag, &template.id, template.version)
}

/// The same by the template's id and version.
#[must_use]
pub fn stamp_of(ad: &str, tag: &str, template: &str, version: u32) -> Stamp {
    Stamp { ad: ad.to_owned(), tag: tag.to_owned(), template: template.to_owned(), version }
}
