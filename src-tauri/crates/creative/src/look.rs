//! How a brand looks.

use crate::colour::Palette;
use crate::picture::Picture;

/// The part of a brand that drawing needs.
#[derive(Clone, Debug)]
pub struct BrandLook {
    /// The brand's name.
    pub name: String,
    /// The name as it is set where no logo picture is: `SALTWICK`.
    pub wordmark: String,
    /// Its colours.
    pub palette: Palette,
    /// The family for headlines, as a [`crate::Fonts`] library knows it.
    pub display_font: String,
    /// The family for reading text.
    pub text_font: String,
    /// The logo for light grounds, or for all.
    pub logo: Option<Picture>,
    /// The logo for dark grounds.
    pub logo_on_dark: Option<Picture>,
    /// The language of the words as a BCP 47 tag (`en-US`, `de-DE`, `ar`, `ja`): it decides line breaking, quotes and
    /// letter forms.
    pub locale: String,
}
