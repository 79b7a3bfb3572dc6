//! The eight hexadecimal digits by which an ad is known outside.
//!
//! They are the beginning of the ad's id and stand in the names of its files. Marketers paste file names into ad
//! names, and a later sync reads the digits there and links what the ad earned to what was made. What reads as a
//! number (eight digits, a date) is not trusted in a name, so a tag always has a letter.
//!
//! All sizes of an ad share its tag, since launchers group files whose names differ in the size only. Another colour
//! or another hook is another ad.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Eight lower-case hexadecimal digits, at least one of them a letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Tag(String);

/// The text is no tag.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no tag: a tag has eight digits 0–9 and a–f, and at least one letter")]
pub struct NoTag(pub String);

impl Tag {
    /// Reads a tag, in capitals too.
    ///
    /// # Errors
    /// [`NoTag`].
    pub fn parse(text: &str) -> Result<Self, NoTag> {
        let lower = text.trim().to_ascii_lowercase();
        let hex = lower.len() == 8 && lower.bytes().all(|byte| byte.is_ascii_hexdigit());
        if hex && lower.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            Ok(Self(lower))
        } else {
            Err(NoTag(text.chars().take(40).collect()))
        }
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id for one row of the ad (one size): it begins with the tag, and the rest follows from `row`, so that making
    /// the same thing again gives the same id.
    #[must_use]
    pub fn row_id(&self, row: &str) -> Uuid {
        let mut bytes = first_16(&[self.0.as_bytes(), b"\0row\0", row.as_bytes()]);
        let head = u32::from_str_radix(&self.0, 16).expect("a tag is eight hexadecimal digits");
        bytes[..4].copy_from_slice(&head.to_be_bytes());
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// The tag of an item (a run with a template, a hook and a colour, say) under a seed. The same input always gives the same.
#[must_use]
pub fn tag(seed: u64, item: &str) -> Tag {
    (0_u32..)
        .map(|turn| first_16(&[&seed.to_be_bytes(), &turn.to_be_bytes(), item.as_bytes()]))
        .map(|hash| hash[..4].iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        .find_map(|text| Tag::parse(&text).ok())
        .expect("one in forty hashes is all digits, and there are four thousand million turns")
}

fn first_16(parts: &[&[u8]]) -> [u8; 16] {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    first
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Tag {
    type Error = NoTag;
    fn try_from(text: String) -> Result<Self, NoTag> {
        Self::parse(&text)
    }
}

impl From<Tag> for String {
    fn from(tag: Tag) -> Self {
        tag.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_tag_always_has_a_letter_so_that_a_name_can_be_trusted() {
        for item in 0..5_000 {
            let tag = tag(1, &format!("item {item}"));
            assert_eq!(Tag::parse(tag.as_str()), Ok(tag.clone()));
            assert!(tag.as_str().bytes().any(|byte| byte.is_ascii_lowercase()), "{tag}");
        }
    }

    #[test]
    fn the_same_item_has_the_same_tag_and_another_one_another() {
        assert_eq!(tag(7, "statement/hook-1/original"), tag(7, "statement/hook-1/original"));
        let tags: BTreeSet<_> = (0..2_000).map(|item| tag(7, &format!("{item}"))).collect();
        assert_eq!(tags.len(), 2_000);
        assert_ne!(tag(7, "x"), tag(8, "x"));
    }

    #[test]
    fn the_ids_of_all_sizes_begin_with_the_tag_and_differ() {
        let tag = tag(7, "x");
        let (portrait, square) = (tag.row_id("4x5"), tag.row_id("1x1"));
        assert!(portrait.to_string().starts_with(tag.as_str()));
        assert!(square.to_string().starts_with(tag.as_str()));
        assert_ne!(portrait, square);
        assert_eq!(portrait, tag.row_id("4x5"));
    }

    #[test]
    fn numbers_and_dates_are_no_tags() {
        for wrong in ["20260213", "12345678", "d4e5f6a", "d4e5f6a77", "g4e5f6a7", ""] {
            assert!(Tag::parse(wrong).is_err(), "{wrong}");
        }
        assert_eq!(Tag::parse("D4E5F6A7").unwrap().as_str(), "d4e5f6a7");
    }
}
