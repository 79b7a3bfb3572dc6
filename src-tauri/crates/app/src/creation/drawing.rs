//! The tools of drawing, shared by everything that draws in this process: fonts, decoded pictures, templates.

use std::sync::{Arc, OnceLock};

use creative::{CreativeError, Fonts, Studio, Template, TemplateFaults};

use crate::AppError;

/// Made when something is drawn first: reading the fonts takes a moment, and most commands draw nothing.
#[derive(Debug, Default)]
pub struct Drawing {
    studio: OnceLock<Result<Studio, DamagedBundle>>,
    bundled: OnceLock<Result<Vec<Arc<Template>>, DamagedBundle>>,
}

/// Something that comes with the program cannot be read: nothing that a person could mend in the file.
#[derive(Debug, thiserror::Error)]
enum DamagedBundle {
    #[error("a bundled font is damaged: {0}")]
    Font(#[source] CreativeError),
    #[error("a bundled template is damaged: {0}")]
    Template(#[source] TemplateFaults),
}

impl From<&DamagedBundle> for AppError {
    fn from(damaged: &DamagedBundle) -> Self {
        Self::internal(damaged)
    }
}

impl Drawing {
    /// The studio.
    ///
    /// # Errors
    /// `internal` if a bundled font is damaged.
    pub fn studio(&self) -> Result<&Studio, AppError> {
        let made = self.studio.get_or_init(|| Fonts::bundled().map(Studio::new).map_err(DamagedBundle::Font));
        Ok(made.as_ref()?)
    }

    /// The templates that come with the program, by id.
    ///
    /// # Errors
    /// `internal` if a bundled template is damaged.
    pub fn bundled(&self) -> Result<&[Arc<Template>], AppError> {
        let read = self.bundled.get_or_init(|| creative::template::bundled().map_err(DamagedBundle::Template));
        Ok(read.as_deref()?)
    }
}

impl From<CreativeError> for AppError {
    fn from(error: CreativeError) -> Self {
        use CreativeError as E;
        let words = crate::error::sentence(&error);
        match error {
            E::Cancelled => Self::cancelled(),
            E::NoSuchSize { .. } => Self::invalid(words, "Choose another size or another template."),
            E::SlotEmpty { .. } => {
                Self::invalid(words, "Add it to the product in the Library, or choose another template.")
            }
            E::GlyphMissing { .. } | E::NoSuchFont(_) | E::BadFont { .. } => {
                Self::invalid(words, "Add the font in the Library, or choose another one for the brand.")
            }
            E::BadPicture { .. } | E::PictureTooLarge { .. } => {
                Self::invalid(words, "Choose another picture, or save it again in a smaller size.")
            }
            E::Template(_) => Self::invalid(words, "Mend the template's folder and import it again."),
            E::Undrawable { .. } | E::Encode(_) => Self::internal(words),
        }
    }
}
