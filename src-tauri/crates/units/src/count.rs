//! Whole numbers that cross into the window.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A whole number from 0 to 2^53, the largest range that JavaScript counts exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, specta::Type)]
#[specta(transparent)]
pub struct Count(#[specta(type = u32)] u64);

/// The number is negative or beyond 2^53.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a count must lie between 0 and 2^53")]
pub struct CountError;

impl Count {
    /// The largest count: 2^53.
    pub const MAX: Self = Self(1 << 53);
    /// None at all, which is a known figure; "unknown" is `Option::None`.
    pub const ZERO: Self = Self(0);

    /// A count of `value`.
    ///
    /// # Errors
    /// [`CountError`] beyond 2^53.
    pub fn new(value: u64) -> Result<Self, CountError> {
        if value > Self::MAX.0 { Err(CountError) } else { Ok(Self(value)) }
    }

    /// The number of things in memory.
    #[must_use]
    pub fn of(len: usize) -> Self {
        Self(u64::try_from(len).unwrap_or(Self::MAX.0).min(Self::MAX.0))
    }

    /// The plain number.
    #[must_use]
    pub fn get(self) -> u64 {
        self.0
    }
}

// By hand: with serde's `into = "u64"` the exporter of types sees a 64-bit number and refuses it.
impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(self.0)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(u64::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

impl From<u32> for Count {
    fn from(value: u32) -> Self {
        Self(u64::from(value))
    }
}

impl TryFrom<u64> for Count {
    type Error = CountError;
    fn try_from(value: u64) -> Result<Self, CountError> {
        Self::new(value)
    }
}

impl TryFrom<i64> for Count {
    type Error = CountError;
    fn try_from(value: i64) -> Result<Self, CountError> {
        u64::try_from(value).map_err(|_negative| CountError).and_then(Self::new)
    }
}

impl From<Count> for u64 {
    fn from(count: Count) -> Self {
        count.0
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
