//! The vocabulary that every other crate speaks.
//!
//! A number without its unit is how the system we replace came to compare a fraction with a percentage
//! (its CTR rules never fired). So here a unit is a type: [`Money`] knows its currency, [`Ratio`] is always a
//! fraction, [`AccountDate`] is a day in the ad account's own zone and [`Timestamp`] an instant in UTC.
//! Time and identity are given, never taken: see [`Clock`] and [`IdSource`].

mod account;
mod clock;
mod count;
mod counted;
mod currency;
mod day;
mod delivery;
mod ids;
mod job_type;
mod level;
mod money;
mod objective;
mod quantity;
mod ratio;
mod sums;
mod timestamp;
mod zone;

#[cfg(feature = "testing")]
pub mod testing;

pub use account::{AccountId, AccountIdError, GraphId};
pub use clock::{Clock, Monotonic, ShiftedClock, SystemClock};
pub use count::{Count, CountError};
pub use counted::counted;
pub use currency::{Currency, CurrencyError};
pub use day::{AccountDate, DayError, DayRange};
pub use delivery::Delivery;
pub use ids::{IdSource, JobId, RunId, SeededIds, SystemIds};
pub use job_type::{JobType, UnknownJobType};
pub use level::{Level, UnknownLevel};
pub use money::{Money, MoneyError};
pub use objective::{Objective, ObjectiveFamily};
pub use quantity::Quantity;
pub use ratio::Ratio;
pub use sums::Sums;
pub use timestamp::{Timestamp, TimestampError};
pub use zone::{Zone, ZoneError};
