//! The table of specifications: dated, with sources. It is data that comes with the program; whoever changes a value
//! changes `data/specs.toml`.

use serde::{Deserialize, Serialize};
use units::AccountDate;

use super::Weight;
use crate::size::CanvasSize;

/// Where an ad is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Placement {
    /// Everywhere.
    Any,
    /// Facebook and Instagram feed on a phone.
    Feed,
    /// The same, for 4:5 only.
    FeedPortrait,
    /// The feed on a computer.
    DesktopFeed,
    /// Stories, and what counts for all of 9:16.
    Story,
    /// Reels.
    Reels,
    /// The right column on a computer.
    RightColumn,
    /// A card of a carousel.
    Carousel,
}

/// What is specified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it, and `data/specs.toml` says it with values and sources")]
pub enum Field {
    RatioTolerance,
    FileSize,
    SafeTop,
    SafeBottom,
    SafeSide,
    TextSize,
    LegalTextSize,
    Contrast,
    ContrastLarge,
    LargeTextSize,
    LargeBoldTextSize,
    TextArea,
    LogoClear,
    LogoWidth,
    Enlarged,
    SubjectVisible,
    SubjectCovered,
    UnlikeEarlier,
    PrimaryVisible,
    HeadlineVisible,
    DescriptionVisible,
    OfferBy,
    PrimaryLength,
    HeadlineLength,
    DescriptionLength,
    Variants,
}

/// What a value is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpecUnit {
    /// Percent.
    Percent,
    /// Pixels of a picture 1080 wide.
    Pixels,
    /// A ratio to one.
    Ratio,
    /// Characters as a reader counts them.
    Characters,
    /// Millions of bytes.
    Megabytes,
    /// Bits of a fingerprint.
    Bits,
    /// A number of things.
    Count,
}

/// How much a specification matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What breaks it is rejected.
    Hard,
    /// What breaks it needs a look.
    Recommended,
    /// It is shown.
    Visible,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Where it holds.
    pub placement: Placement,
    /// What it says.
    pub field: Field,
    /// The value.
    pub value: f64,
    /// In what.
    pub unit: SpecUnit,
    /// How much it matters.
    pub kind: Kind,
    /// Who says so.
    pub source: String,
    /// `h`, `m` or `l`.
    pub confidence: String,
    /// When it was read, if not with the whole table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_on: Option<AccountDate>,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Specs {
    /// When it was read.
    pub checked_on: AccountDate,
    /// Its rows.
    #[serde(rename = "spec")]
    pub rows: Vec<Spec>,
}

/// Why a table cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// It is not in the format.
    #[error("the table of specifications cannot be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A value that can be none.
    #[error("{field:?} for {placement:?} is {value}: a value is a number from 0 up")]
    Value {
        /// Where.
        placement: Placement,
        /// What.
        field: Field,
        /// The value.
        value: f64,
    },
    /// Two rows for the same.
    #[error("{field:?} for {placement:?} stands twice in the table")]
    Twice {
        /// Where.
        placement: Placement,
        /// What.
        field: Field,
    },
}

impl Specs {
    /// Reads a table.
    ///
    /// # Errors
    /// [`SpecError`].
    pub fn read(text: &str) -> Result<Self, SpecError> {
        let table: Self = toml::from_str(text)?;
        for (at, row) in table.rows.iter().enumerate() {
            let Spec { placement, field, value, .. } = *row;
            if !value.is_finite() || value < 0.0 {
                return Err(SpecError::Value { placement, field, value });
            }
            if table.rows[..at].iter().any(|other| other.placement == placement && other.field == field) {
                return Err(SpecError::Twice { placement, field });
            }
        }
        Ok(table)
    }

    /// The table that comes with the app.
    #[must_use]
    pub fn bundled() -> Self {
        Self::read(include_str!("../../data/specs.toml")).expect("the bundled table is read by a test")
    }

    /// The row for a placement, else the one for any.
    #[must_use]
    pub fn row(&self, placement: Placement, field: Field) -> Option<&Spec> {
        let find = |wanted| self.rows.iter().find(|row| row.placement == wanted && row.field == field);
        find(placement).or_else(|| find(Placement::Any))
    }

    /// The row for a size of ad: that of its own placement, else of the feed, else of any.
    #[must_use]
    pub fn for_size(&self, size: CanvasSize, field: Field) -> Option<&Spec> {
        let places: &[Placement] = match size {
            CanvasSize::Story => &[Placement::Story],
            CanvasSize::Portrait => &[Placement::FeedPortrait, Placement::Feed],
            CanvasSize::Square | CanvasSize::Landscape => &[Placement::Feed],
        };
        let own = |place: &Placement| self.rows.iter().find(|row| row.placement == *place && row.field == field);
        places.iter().find_map(own).or_else(|| self.row(Placement::Any, field))
    }
}

impl Spec {
    /// The value in pixels of a picture: of its width for pixels, of `side` for percentages.
    pub(super) fn pixels(&self, width: u32, side: u32) -> f64 {
        match self.unit {
            SpecUnit::Percent => self.value / 100.0 * f64::from(side),
            _ => self.value * f64::from(width) / 1080.0,
        }
    }

    /// What follows from breaking it.
    pub(super) fn weight(&self) -> Weight {
        match self.kind {
            Kind::Hard => Weight::Blocks,
            Kind::Recommended => Weight::Looks,
            Kind::Visible => Weight::Informs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_table_is_dated_and_every_row_has_its_source() {
        let table = Specs::bundled();
        assert!(table.rows.len() > 30);
        assert!(
            table.rows.iter().all(|row| row.source.len() > 3 && ["h", "m", "l"].contains(&row.confidence.as_str()))
        );
    }

    #[test]
    fn the_safe_zone_of_stories_is_what_the_percentages_make() {
        let table = Specs::bundled();
        let pixels = |field, side| table.for_size(CanvasSize::Story, field).unwrap().pixels(1080, side).round();
        assert_eq!(pixels(Field::SafeTop, 1920), 269.0);
        assert_eq!(pixels(Field::SafeBottom, 1920), 672.0);
        assert_eq!(pixels(Field::SafeSide, 1080), 65.0);
    }

    #[test]
    fn a_changed_value_counts_and_mistakes_are_named() {
        let bundled = include_str!("../../data/specs.toml");
        let edited = Specs::read(&bundled.replace("value = 32", "value = 40")).unwrap();
        assert_eq!(edited.row(Placement::Feed, Field::TextSize).unwrap().value, 40.0);
        assert!(matches!(Specs::read(&bundled.replace("value = 32", "value = -1")), Err(SpecError::Value { .. })));
        let twice = format!("{bundled}\n{}", &bundled[bundled.find("[[spec]]").unwrap()..]);
        assert!(matches!(Specs::read(&twice), Err(SpecError::Twice { .. })));
        assert!(matches!(Specs::read("checked_on = \"2026-11-22\"\nspec = [{}]"), Err(SpecError::Toml(_))));
    }
}
