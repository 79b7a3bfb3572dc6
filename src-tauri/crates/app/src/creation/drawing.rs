//! The tools of drawing, shared by everything that draws in this process: fonts, decoded pictures, templates.

use std::sync::{Arc, OnceLock};

use creative::{CreativeError, Fonts, Studio, Template};

use crate::AppError;

/// Made when something is drawn first: reading the fonts takes a moment, and most commands draw nothing.
#[derive(Debug, Default)]
pub struct Drawing {
    studio: OnceLock<Result<Studio, String>>,
    bundled: OnceLock<Result<Vec<Arc<Template>>, String>>,
}

impl Drawing {
    /// The studio.
    ///
    /// # Errors
    /// `internal` if a bundled font is damaged.
    pub fn studio(&self) -> Result<&Studio, AppError> {
        let made = self.studio.get_or_init(|| Ok(Studio::new(Fonts::bundled().map_err(|error| error.to_string())?)));
        made.as_ref().map_err(AppError::internal)
    }

    /// The templates that come with the program, by id.
    ///
    /// # Errors
    /// `internal` if a bundled template is damaged.
    pub fn bundled(&self) -> Result<&[Arc<Template>], AppError> {
        let read = self.bundled.get_or_init(|| creative::template::bundled().map_err(|faults| faults.to_string()));
        read.as_deref().map_err(AppError::internal)
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
