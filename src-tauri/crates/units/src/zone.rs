//! Time zones.

use chrono::{DateTime, TimeZone as _};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{AccountDate, Timestamp};

/// An IANA time zone, stored by name: an offset would be wrong half of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, specta::Type)]
#[serde(try_from = "String", into = "String")]
pub struct Zone(#[specta(type = String)] Tz);

/// The name is not in the IANA database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time zone: write it like Europe/Berlin")]
pub struct ZoneError(pub String);

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self(Tz::UTC);

    /// Looks a name such as `America/Los_Angeles` up.
    ///
    /// # Errors
    /// [`ZoneError`] if there is none of that name.
    pub fn parse(name: &str) -> Result<Self, ZoneError> {
        name.trim().parse::<Tz>().map(Self).map_err(|_unknown| ZoneError(name.chars().take(60).collect()))
    }

    /// The IANA name.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// For calendar arithmetic.
    #[must_use]
    pub fn tz(self) -> Tz {
        self.0
    }

    /// The local date and time of an instant.
    #[must_use]
    pub fn local(self, instant: Timestamp) -> DateTime<Tz> {
        instant.to_utc().with_timezone(&self.0)
    }

    /// The calendar day that an instant falls on here.
    #[must_use]
    pub fn day_of(self, instant: Timestamp) -> AccountDate {
        AccountDate::from_naive(self.local(instant).date_naive())
    }

    /// The first instant of a day here; where midnight does not exist, the first instant after the gap.
    #[must_use]
    pub fn start_of(self, day: AccountDate) -> Timestamp {
        let midnight = day.to_naive().and_time(chrono::NaiveTime::MIN);
        (0..=26 * 4)
            .find_map(|quarter| {
                self.0.from_local_datetime(&(midnight + chrono::Duration::minutes(15 * quarter))).earliest()
            })
            .map_or_else(|| Timestamp::from(midnight.and_utc()), |local| Timestamp::from(local.to_utc()))
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl TryFrom<String> for Zone {
    type Error = ZoneError;
    fn try_from(name: String) -> Result<Self, ZoneError> {
        Self::parse(&name)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> Self {
        zone.name().to_owned()
    }
}

impl std::str::FromStr for Zone {
    type Err = ZoneError;
    fn from_str(name: &str) -> Result<Self, ZoneError> {
        Self::parse(name)
    }
}
