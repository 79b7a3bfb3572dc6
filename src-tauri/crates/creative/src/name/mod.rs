//! Names of files: a pattern of the person's own, filled for each file.
//!
//! Whatever the pattern says, a name ends up with two things in it: the ad's tag as a word of its own, by which a
//! later sync recognises the ad, and the size behind an underscore (`_4x5`, `_9x16`, `_1x1`, `_1.91x1`), by which
//! launchers put the sizes of one ad together. Apart from the size, the names of one ad's files are the same.

mod pattern;
mod words;

pub use pattern::{Part, Pattern, PatternError};
pub use words::short;

use crate::size::CanvasSize;
use crate::tag::Tag;

/// What the parts of a name say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameParts {
    /// The ad's tag.
    pub tag: Tag,
    /// The brand's code or name.
    pub brand: String,
    /// The product's code or name.
    pub product: String,
    /// The template's name.
    pub template: String,
    /// The template's version.
    pub version: u32,
    /// The hook's words, if the ad has one.
    pub hook: Option<String>,
    /// The colour mode, unless it is the original one.
    pub colour: Option<String>,
    /// The language of the words.
    pub language: String,
    /// Words of the person's own, as `US_Prosp_ASC_Purch`.
    pub campaign: Option<String>,
}

/// The name of a file, without folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileName {
    stem: String,
    extension: &'static str,
}

impl FileName {
    /// The name of one size of an ad; `extension` without its dot.
    #[must_use]
    pub fn new(pattern: &Pattern, parts: &NameParts, size: CanvasSize, extension: &'static str) -> Self {
        Self { stem: pattern.fill(parts, size), extension }
    }

    /// Without the extension: what people paste into an ad's name.
    #[must_use]
    pub fn stem(&self) -> &str {
        &self.stem
    }
}

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.stem, self.extension)
    }
}

/// Whether a name, with or without extension, carries a tag as a word of its own.
#[must_use]
pub fn carries(name: &str, tag: &Tag) -> bool {
    name.split(|letter: char| !letter.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(tag.as_str()))
}

/// The size that a name's placement tag says: the last one that stands alone behind an underscore.
#[must_use]
pub fn size_in(name: &str) -> Option<CanvasSize> {
    let stem =
        ["png", "jpg", "jpeg"].iter().find_map(|ending| name.strip_suffix(ending)?.strip_suffix('.')).unwrap_or(name);
    let words: Vec<&str> = stem.split(['_', '-', ' ']).skip(1).collect();
    words.into_iter().rev().find_map(|word| CanvasSize::ALL.into_iter().find(|size| size.tag() == word))
}

#[cfg(test)]
mod tests;
