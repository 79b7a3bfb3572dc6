//! The tools of drawing, shared by everything that draws in this process: fonts, decoded pictures, templates.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use creative::template::{self, Folder};
use creative::{CreativeError, Fonts, Picture, Studio, Subject, Template, TemplateFaults};

use store::Store;

use super::cores::Easels;
use crate::AppError;

/// An imported template as it was read: itself, or why it cannot be used.
type Imported = Result<Arc<Template>, AppError>;

/// Made when something is drawn first: reading the fonts takes a moment, and most commands draw nothing.
#[derive(Debug, Default)]
pub struct Drawing {
    /// The file whose typefaces are used besides those of the program.
    store: Option<Store>,
    studio: Mutex<Option<Arc<Studio>>>,
    /// Where pictures of full size are drawn.
    easels: Easels,
    /// The folders of the templates that come with the program, by id.
    folders: OnceLock<BTreeMap<String, Folder>>,
    bundled: OnceLock<Result<Vec<Arc<Template>>, DamagedBundle>>,
    /// Imported templates by id and version, which never say anything else; those that cannot be used with the reason.
    imported: Mutex<BTreeMap<(String, u32), Imported>>,
    /// Opaque parts of pictures whose file does not say them, by SHA-256.
    measured: Mutex<BTreeMap<String, Subject>>,
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
    /// Tools that draw with the typefaces of a file too.
    #[must_use]
    pub fn of(store: Store) -> Self {
        Self { store: Some(store), ..Self::default() }
    }

    /// The same with other templates than those of this version of the program, by id.
    #[must_use]
    pub fn with_templates(store: Store, folders: BTreeMap<String, Folder>) -> Self {
        Self { folders: folders.into(), ..Self::of(store) }
    }

    /// The studio. It keeps drawing with the typefaces that it was made with; ask again for the next ad.
    ///
    /// # Errors
    /// `internal` if a bundled font is damaged; if the file cannot be read.
    pub fn studio(&self) -> Result<Arc<Studio>, AppError> {
        let mut studio = self.studio.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(studio) = &*studio {
            return Ok(Arc::clone(studio));
        }
        let mut fonts = Fonts::bundled().map_err(|error| AppError::from(&DamagedBundle::Font(error)))?;
        if let Some(store) = &self.store {
            for font in store.fonts()? {
                // One that cannot be read must not keep everything from being drawn; a brand set in it says so.
                if let Err(error) = fonts.add(&font.name, font.data) {
                    tracing::warn!(%error, "a typeface of the file cannot be used");
                }
            }
        }
        Ok(Arc::clone(studio.insert(Arc::new(Studio::new(fonts)))))
    }

    /// Where pictures of full size are drawn. A preview is small and is drawn at none: it waits only for a picture that
    /// somebody else decodes right then.
    pub(super) fn easels(&self) -> &Easels {
        &self.easels
    }

    /// A picture with its opaque part, which is measured once.
    ///
    /// # Errors
    /// `invalid_input` for a broken picture.
    pub(super) fn measured(&self, picture: Picture) -> Result<Picture, AppError> {
        let known = || self.measured.lock().unwrap_or_else(PoisonError::into_inner);
        let before = known().get(&picture.sha256).copied();
        if let Some(subject) = before {
            return Ok(picture.with_subject(subject));
        }
        let picture = picture.measured()?;
        if let Some(subject) = picture.subject {
            known().insert(picture.sha256.clone(), subject);
        }
        Ok(picture)
    }

    /// Typefaces came or went: the next studio has them, or not.
    pub fn forget_fonts(&self) {
        *self.studio.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The templates that come with the program, by id.
    ///
    /// # Errors
    /// `internal` if a bundled template is damaged.
    pub fn bundled(&self) -> Result<&[Arc<Template>], AppError> {
        let read = self.bundled.get_or_init(|| {
            let read = |(id, files): (&String, &Folder)| Template::from_files(id, files).map(Arc::new);
            self.folders().iter().map(read).collect::<Result<_, _>>().map_err(DamagedBundle::Template)
        });
        Ok(read.as_deref()?)
    }

    /// An imported template, which is read once. `read` is told nothing that could change later: a failure of the file
    /// itself is not kept.
    pub(super) fn imported(
        &self,
        id: &str,
        version: u32,
        read: impl FnOnce() -> Result<Result<Template, AppError>, AppError>,
    ) -> Result<Arc<Template>, AppError> {
        let key = (id.to_owned(), version);
        let known = || self.imported.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known().get(&key) {
            return known.clone();
        }
        let template = read()?.map(Arc::new);
        known().insert(key, template.clone());
        template
    }

    /// The files of a template that comes with the program.
    pub(super) fn folder(&self, template: &str) -> Option<&Folder> {
        self.folders().get(template)
    }

    fn folders(&self) -> &BTreeMap<String, Folder> {
        self.folders.get_or_init(template::bundled_folders)
    }
}

const MEND_THE_FOLDER: &str = "Mend the template's folder and import it again.";

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
            // It begins with the name of a file, which is written as it is.
            E::Template(faults) => Self::invalid(format!("{faults}."), MEND_THE_FOLDER),
            // The folder was read without a fault and is refused all the same: it is the template that has to change.
            E::Undrawable { .. } => Self::invalid(words, MEND_THE_FOLDER),
            E::Encode(_) => Self::internal(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_that_cannot_be_drawn_is_named_and_no_fault_of_the_program() {
        let error = CreativeError::Undrawable {
            template: "my-notes".into(),
            size: creative::CanvasSize::Square,
            why: "the limit of elements is reached".into(),
        };
        let error = AppError::from(error);
        assert_eq!(error.code, crate::ErrorCode::InvalidInput);
        assert!(error.message.contains("my-notes") && error.next_step.contains("template"), "{error:?}");
    }
}
