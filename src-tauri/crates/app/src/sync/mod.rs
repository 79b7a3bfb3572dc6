//! Reading an ad account into the file.

mod params;
mod plan;
mod report;

pub use params::{Days, SyncParams};
pub use report::{Difference, Reconciled, SyncReport, Warning};
