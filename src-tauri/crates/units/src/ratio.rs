//! Fractions.

use serde::{Deserialize, Serialize};

use crate::Count;

/// A fraction: a click-through rate of 1.4 % is 0.014. A percentage exists only where a number is written for a
/// person to read. Always finite.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize, specta::Type)]
#[serde(transparent)]
pub struct Ratio(f64);

impl Ratio {
    /// `part / whole`; `None` for a whole of zero: no data is not a rate of zero.
    #[must_use]
    pub fn of(part: Count, whole: Count) -> Option<Self> {
        Self::new(part.get() as f64 / whole.get() as f64)
    }

    /// `part / whole` of two quantities in the same unit.
    #[must_use]
    pub fn of_i64(part: i64, whole: i64) -> Option<Self> {
        if whole == 0 { None } else { Self::new(part as f64 / whole as f64) }
    }

    /// A fraction that was computed elsewhere; `None` unless finite.
    #[must_use]
    pub fn new(fraction: f64) -> Option<Self> {
        fraction.is_finite().then_some(Self(fraction))
    }

    /// The fraction.
    #[must_use]
    pub const fn fraction(self) -> f64 {
        self.0
    }

    /// Relative change from `earlier` to this; `None` from zero.
    #[must_use]
    pub fn change_from(self, earlier: Self) -> Option<Self> {
        if earlier.0 == 0.0 { None } else { Self::new((self.0 - earlier.0) / earlier.0) }
    }
}
