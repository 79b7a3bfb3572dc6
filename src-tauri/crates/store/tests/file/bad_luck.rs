//! Damaged, foreign, locked and full.

use std::time::Duration;

use store::testing::{options, temporary};
use store::{OpenOptions, Store, StoreError};

use crate::{file_at, names_in, somewhere};

#[test]
fn a_file_that_is_not_there_is_said_so() {
    let (directory, path) = somewhere();
    assert!(matches!(Store::open(&path, &options()), Err(StoreError::NotFound(missing)) if missing == path));
    assert!(names_in(directory.path()).is_empty(), "nothing is made by looking");
}

#[test]
fn anything_else_is_not_one_of_our_files_and_left_alone() {
    let (directory, path) = somewhere();
    let database_of_others = directory.path().join("others.db");
    rusqlite::Connection::open(&database_of_others).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let others = std::fs::read(&database_of_others).unwrap();
    for contents in [Vec::new(), b"short".to_vec(), vec![0x20; 5000], others] {
        std::fs::write(&path, &contents).unwrap();
        assert!(matches!(Store::open(&path, &options()), Err(StoreError::NotAWorkspace(_))));
        assert_eq!(std::fs::read(&path).unwrap(), contents);
    }
    assert!(matches!(Store::open(directory.path(), &options()), Err(StoreError::NotAWorkspace(_))));
    assert_eq!(names_in(directory.path()), ["others.db", "w.adcreator"]);
}

#[test]
fn a_damaged_file_is_said_so_and_not_changed() {
    let (_directory, path) = file_at(12);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..8192].fill(0xAA);
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(Store::open(&path, &options()), Err(StoreError::Damaged(_))));
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn damage_in_the_middle_is_found_by_the_doctor() {
    let (_directory, store) = temporary();
    let now = options().clock.now();
    store.set_setting("long", &"x".repeat(50_000), now).unwrap();
    let path = store.path().to_owned();
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    // The first four bytes of an overflow page say which page comes next.
    let page = bytes.chunks(8192).position(|page| page[4..].iter().all(|byte| *byte == b'x')).unwrap();
    bytes[page * 8192..page * 8192 + 4].fill(0xFF);
    std::fs::write(&path, &bytes).unwrap();
    let opened = Store::open(&path, &options()).unwrap();
    assert!(!opened.store.examine().unwrap().healthy);
}

#[test]
fn a_file_that_another_process_upgrades_is_waited_for_and_then_reported() {
    let (directory, path) = file_at(12);
    let lock = std::fs::File::options().write(true).open(directory.path().join("w.adcreator.lock")).unwrap();
    lock.lock().unwrap();
    let impatient = OpenOptions { patience: Duration::from_millis(50), ..options() };
    assert!(matches!(Store::open(&path, &impatient), Err(StoreError::Locked)));
    let waiting = std::thread::spawn(move || Store::open(&path, &options()).map(|opened| opened.step));
    lock.unlock().unwrap();
    assert_eq!(waiting.join().unwrap().unwrap(), store::latest_step());
}

#[test]
fn a_place_that_does_not_exist_is_an_error_that_leaves_nothing() {
    let (directory, _) = somewhere();
    let path = directory.path().join("missing").join("w.adcreator");
    assert!(matches!(Store::create(&path, &options()), Err(StoreError::Io(_))));
    assert!(names_in(directory.path()).is_empty());
}
