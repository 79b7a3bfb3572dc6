//! Fonts: those that come with the app, and those a person added. Never the system's.

use crate::error::CreativeError;

/// The fonts that drawing may use.
#[derive(Clone, Debug, Default)]
pub struct Fonts {}

impl Fonts {
    /// The fonts that come with the app.
    ///
    /// # Errors
    /// [`CreativeError::BadFont`]: none in a build that passed its tests.
    pub fn bundled() -> Result<Self, CreativeError> {
        todo!()
    }

    /// Adds a font file (TTF, OTF or TTC; variable fonts welcome) and says which families it has.
    ///
    /// # Errors
    /// [`CreativeError::BadFont`].
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) -> Result<Vec<String>, CreativeError> {
        todo!("{name} {}", bytes.len())
    }

    /// The families, by name.
    pub fn families(&self) -> Vec<String> {
        todo!()
    }
}
