//! Words: from a string to outlines that fit a box.
//!
//! 1. [`marks`] takes the inline marks off and ties together what belongs together (a number and its unit);
//! 2. [`engine`] shapes the words once, at [`REFERENCE`] px: everything after that is scaling, because outlines are
//!    not hinted;
//! 3. [`fit`] looks for the largest size whose lines fit, and [`breaks`] chooses those lines: even, no orphans, no line
//!    ending with an article, and ([`phrases`]) no word torn apart in scripts without spaces;
//! 4. [`set`] places the lines by their ink and gives outlines.

pub(crate) mod breaks;
pub(crate) mod engine;
pub(crate) mod fit;
pub(crate) mod hyphens;
pub(crate) mod marks;
pub(crate) mod outline;
pub(crate) mod phrases;
pub(crate) mod set;
pub(crate) mod shaped;
mod spacing;
#[cfg(test)]
mod tests;

/// The size that words are shaped at, px.
pub(crate) const REFERENCE: f32 = 100.0;
