//! Making, opening and reopening files.

use std::sync::{Arc, Barrier};

use store::testing::{INSTALLATION, options, temporary};
use store::{Access, InstallationId, Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

fn somewhere() -> (TempDir, std::path::PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("w.adcreator");
    (directory, path)
}

#[test]
fn a_new_file_is_at_the_newest_step_and_ours() {
    let (_directory, path) = somewhere();
    let made = Store::create(&path, &options()).unwrap();
    assert_eq!(made.step, store::latest_step());
    assert_eq!(made.access, Access::ReadWrite { upgraded_from: None, backup: None });
    drop(made);
    let opened = Store::open(&path, &options()).unwrap();
    assert_eq!(opened.step, store::latest_step());
    assert!(!opened.store.is_read_only());
}
