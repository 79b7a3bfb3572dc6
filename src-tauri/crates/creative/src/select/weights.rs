//! How much each scorer counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Scorer;

/// A weight for every scorer: finite and not negative.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<Scorer, f64>", into = "BTreeMap<Scorer, f64>")]
pub struct Weights([f64; Scorer::ALL.len()]);

/// A weight that cannot be one.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the weight of {} is {value}: a weight is a number from 0 up", scorer.words())]
pub struct BadWeight {
    /// Of which scorer.
    pub scorer: Scorer,
    /// What was given.
    pub value: f64,
}

impl Weights {
    /// The origin's weights for Shuffle: what was not used lately comes first.
    #[must_use]
    pub fn shuffle() -> Self {
        Self([0.0, 1.0, 0.5, 0.0, 0.0, 0.2])
    }

    /// The origin's weights for Best match.
    #[must_use]
    pub fn best_match() -> Self {
        Self([1.0, 0.8, 0.6, 0.5, 0.4, 0.4])
    }

    /// These weights, 0 for scorers that are not named.
    ///
    /// # Errors
    /// [`BadWeight`] for what is negative, infinite or no number.
    pub fn new(weights: impl IntoIterator<Item = (Scorer, f64)>) -> Result<Self, BadWeight> {
        weights.into_iter().try_fold(Self([0.0; Scorer::ALL.len()]), |all, (scorer, value)| all.with(scorer, value))
    }

    /// The same with another weight for one scorer.
    ///
    /// # Errors
    /// [`BadWeight`].
    pub fn with(mut self, scorer: Scorer, value: f64) -> Result<Self, BadWeight> {
        if !value.is_finite() || value < 0.0 {
            return Err(BadWeight { scorer, value });
        }
        self.0[scorer as usize] = value;
        Ok(self)
    }

    /// The weight of a scorer.
    #[must_use]
    pub fn of(&self, scorer: Scorer) -> f64 {
        self.0[scorer as usize]
    }

    /// The weighted mean of scores; 1 if nothing counts.
    #[must_use]
    pub(super) fn mean(&self, scores: &[f64; Scorer::ALL.len()]) -> f64 {
        // The largest is taken out first, so that huge weights do not run over.
        let largest = self.0.iter().copied().fold(0.0, f64::max);
        if largest == 0.0 {
            return 1.0;
        }
        let (mut sum, mut total) = (0.0, 0.0);
        for (weight, score) in self.0.iter().zip(scores) {
            sum += weight / largest * score;
            total += weight / largest;
        }
        sum / total
    }
}

impl TryFrom<BTreeMap<Scorer, f64>> for Weights {
    type Error = BadWeight;
    fn try_from(weights: BTreeMap<Scorer, f64>) -> Result<Self, BadWeight> {
        Self::new(weights)
    }
}

impl From<Weights> for BTreeMap<Scorer, f64> {
    fn from(weights: Weights) -> Self {
        Scorer::ALL.into_iter().map(|scorer| (scorer, weights.of(scorer))).collect()
    }
}
