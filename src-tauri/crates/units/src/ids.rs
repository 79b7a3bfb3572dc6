//! Where identity comes from.

use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Timestamp;

/// The only source of new ids and of chance.
pub trait IdSource: Send + Sync + std::fmt::Debug {
    /// A new id that sorts by `at`.
    fn uuid(&self, at: Timestamp) -> Uuid;
    /// 64 bits of chance, for jitter and draws.
    fn random(&self) -> u64;
}

/// Ids from the operating system's randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemIds;

impl IdSource for SystemIds {
    fn uuid(&self, at: Timestamp) -> Uuid {
        let mut chance = [0_u8; 10];
        getrandom::fill(&mut chance).expect("the operating system gives randomness");
        uuid_v7(at, chance)
    }

    fn random(&self) -> u64 {
        let mut chance = [0_u8; 8];
        getrandom::fill(&mut chance).expect("the operating system gives randomness");
        u64::from_le_bytes(chance)
    }
}

/// The same ids in the same order for the same seed: demos and reproducible runs.
#[derive(Debug)]
pub struct SeededIds(Mutex<u64>);

impl SeededIds {
    /// Ids that follow from `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }

    /// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014).
    fn step(&self) -> u64 {
        let mut state = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = *state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
}

impl IdSource for SeededIds {
    fn uuid(&self, at: Timestamp) -> Uuid {
        let mut chance = [0_u8; 10];
        chance[..8].copy_from_slice(&self.step().to_le_bytes());
        chance[8..].copy_from_slice(&self.step().to_le_bytes()[..2]);
        uuid_v7(at, chance)
    }

    fn random(&self) -> u64 {
        self.step()
    }
}

fn uuid_v7(at: Timestamp, chance: [u8; 10]) -> Uuid {
    let millis = u64::try_from(at.millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}

macro_rules! uuid_newtype {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, specta::Type)]
        #[serde(transparent)]
        pub struct $name(#[specta(type = String)] pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }
    };
}

uuid_newtype! {
    /// A schedule: one row of `scheduled_jobs`.
    JobId
}
uuid_newtype! {
    /// One due time of a schedule, or one run asked for by hand: one row of `scheduled_job_runs`.
    RunId
}
