//! Files: PNG and JPEG with who made them inside.

use crate::drawn::Drawn;
use crate::error::CreativeError;

/// What a file says about its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The ad's id.
    pub ad: String,
    /// Its 8-hex tag.
    pub tag: String,
    /// The template's id.
    pub template: String,
    /// The template's version.
    pub version: u32,
}

/// An sRGB PNG without alpha.
///
/// # Errors
/// [`CreativeError::Encode`].
pub fn png(drawn: &Drawn, stamp: &Stamp) -> Result<Vec<u8>, CreativeError> {
    todo!("{drawn:?} {stamp:?}")
}

/// An sRGB JPEG (4:4:4) of the given quality, 1–100; 90 is good for ads.
///
/// # Errors
/// [`CreativeError::Encode`].
pub fn jpeg(drawn: &Drawn, stamp: &Stamp, quality: u8) -> Result<Vec<u8>, CreativeError> {
    todo!("{drawn:?} {stamp:?} {quality}")
}
