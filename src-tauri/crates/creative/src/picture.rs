//! Pictures as they come in.

pub(crate) mod cache;
pub mod cutout;
pub(crate) mod decode;
mod edge;
pub(crate) mod outline;
mod profile;
mod resize;

pub use decode::on_white;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::CreativeError;

/// The point that must stay visible when a picture is cropped, as shares of its width and height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    /// From the left, 0–1.
    pub x: f32,
    /// From the top, 0–1.
    pub y: f32,
}

/// The box around what a picture shows, as shares of its width and height.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// Left edge, 0–1.
    pub x: f32,
    /// Top edge, 0–1.
    pub y: f32,
    /// Width, 0–1.
    pub width: f32,
    /// Height, 0–1.
    pub height: f32,
}

/// Who has the bytes of pictures and gives them when one is drawn.
pub trait Keeper: Send + Sync {
    /// The bytes with this SHA-256, or why they cannot be given.
    ///
    /// # Errors
    /// The reason in words.
    fn bytes(&self, sha256: &str) -> Result<Vec<u8>, String>;
}

/// Where the bytes of a picture are.
#[derive(Clone)]
pub enum Source {
    /// Here.
    Held(Arc<[u8]>),
    /// With somebody who gives them when they are needed: the photos of a product may be more than memory has room for.
    Kept(Arc<dyn Keeper>),
}

/// A picture of a product, a scene or a logo: the file and what is known of it.
#[derive(Clone)]
pub struct Picture {
    /// The file: PNG, JPEG or WebP.
    pub source: Source,
    /// SHA-256 of the bytes, lower-case hex.
    pub sha256: String,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// The point to keep when cropping.
    pub focus: Option<Focus>,
    /// What it shows; for a transparent picture its opaque part is taken when this is missing.
    pub subject: Option<Subject>,
    /// Whether its format can have holes (an alpha channel).
    pub transparent: bool,
    /// How high the thing it shows really is, millimetres, where that is known.
    pub height_mm: Option<f32>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({}×{} {:.8})", self.width, self.height, self.sha256)
    }
}

impl Picture {
    /// Takes a file in. Only its head is decoded here.
    ///
    /// # Errors
    /// [`CreativeError::BadPicture`] for other formats and broken heads, [`CreativeError::PictureTooLarge`].
    pub fn read(bytes: impl Into<Arc<[u8]>>) -> Result<Self, CreativeError> {
        let bytes = bytes.into();
        let head = decode::head(&bytes)?;
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self {
            source: Source::Held(bytes),
            sha256,
            width: head.width,
            height: head.height,
            focus: None,
            subject: None,
            transparent: head.transparent,
            height_mm: None,
        })
    }

    /// The file's bytes.
    ///
    /// # Errors
    /// [`CreativeError::BadPicture`] if who keeps them cannot give them.
    pub fn bytes(&self) -> Result<Arc<[u8]>, CreativeError> {
        match &self.source {
            Source::Held(bytes) => Ok(Arc::clone(bytes)),
            Source::Kept(keeper) => {
                keeper.bytes(&self.sha256).map(Arc::from).map_err(|why| CreativeError::BadPicture { why })
            }
        }
    }

    /// The same without its bytes, which somebody keeps until it is drawn.
    #[must_use]
    pub fn kept_by(self, keeper: Arc<dyn Keeper>) -> Self {
        Self { source: Source::Kept(keeper), ..self }
    }

    /// The same with the box around its opaque part, if it has holes and nobody told what it shows. The whole file is
    /// decoded for that.
    ///
    /// # Errors
    /// As [`Picture::read`], for a body that is broken too.
    pub fn measured(self) -> Result<Self, CreativeError> {
        if !self.transparent || self.subject.is_some() {
            return Ok(self);
        }
        let solid = decode::decode(&self.bytes()?)?.solid;
        Ok(self.with_subject(solid))
    }

    /// How wide what it shows is, by its height. Where nobody told its box or measured it ([`Picture::measured`]), the
    /// whole picture counts.
    #[must_use]
    pub fn aspect(&self) -> f32 {
        let subject = self.subject.unwrap_or(Subject { x: 0.0, y: 0.0, width: 1.0, height: 1.0 });
        let (width, height) = (subject.width * self.width as f32, subject.height * self.height as f32);
        width / height.max(1.0)
    }

    /// The same with a focus point.
    #[must_use]
    pub fn with_focus(self, focus: Focus) -> Self {
        Self { focus: Some(focus), ..self }
    }

    /// The same with a subject box.
    #[must_use]
    pub fn with_subject(self, subject: Subject) -> Self {
        Self { subject: Some(subject), ..self }
    }
}
