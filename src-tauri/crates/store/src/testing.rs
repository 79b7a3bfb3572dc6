//! New files for tests, of this crate and of others.

use std::sync::Arc;

use tempfile::TempDir;
use units::testing::ManualClock;
use units::{SeededIds, Timestamp};
use uuid::Uuid;

use crate::{InstallationId, OpenOptions, Store};

/// The installation that owns the files made here.
pub const INSTALLATION: InstallationId = InstallationId(Uuid::from_u128(0x0a));

/// Sunday 2026-02-22 12:00 UTC, and ids that follow from 1.
#[must_use]
pub fn options() -> OpenOptions {
    let clock = ManualClock::at(Timestamp::from_millis(1_771_761_600_000));
    OpenOptions::new(Arc::new(clock), Arc::new(SeededIds::new(1)), INSTALLATION)
}

/// A new file at the newest step, in a directory that goes away when it is dropped.
///
/// # Panics
/// If the file cannot be made.
#[must_use]
pub fn temporary() -> (TempDir, Store) {
    let directory = TempDir::new().expect("there is a temporary directory");
    let opened = Store::create(&directory.path().join("test.adcreator"), &options()).expect("a new file can be made");
    (directory, opened.store)
}
