//! The file as a whole: making and opening it, its history, copies of it, checks, and bad luck.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod any_history;
mod backups;
mod bad_luck;
mod checks;
mod history;
mod opening;
mod origin_views;
mod phase_0;
mod settings;

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use store::testing::options;
use store::{InstallationId, OpenOptions, Store};
use tempfile::TempDir;
use uuid::Uuid;

/// A directory and a path in it where no file is yet.
fn somewhere() -> (TempDir, PathBuf) {
    let directory = TempDir::new().unwrap();
    let path = directory.path().join("w.adcreator");
    (directory, path)
}

/// A file at `step`, closed.
fn file_at(step: i32) -> (TempDir, PathBuf) {
    let (directory, path) = somewhere();
    let opened = Store::create(&path, &OpenOptions { up_to: Some(step), ..options() }).unwrap();
    assert_eq!(opened.step, step);
    (directory, path)
}

/// The options of somebody else.
fn another_installation() -> OpenOptions {
    OpenOptions { installation: InstallationId(Uuid::from_u128(0x0b)), ..options() }
}

/// A connection as any SQL tool opens one.
fn sql(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

fn count(path: &Path, what: &str) -> i64 {
    sql(path).query_row(&format!("SELECT count(*) FROM {what}"), [], |row| row.get(0)).unwrap()
}

/// Names of what lies in a directory, sorted.
fn names_in(directory: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(directory).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}
