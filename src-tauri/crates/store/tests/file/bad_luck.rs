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
    let lock = std::fs::File::create(directory.path().join("w.adcreator.lock")).unwrap();
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

/// Nobody can be kept from writing as root, so as root this test runs itself again as nobody.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_written_is_said_so_and_can_still_be_read() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    const NOBODY: u32 = 65534;
    let (directory, path) = somewhere();
    if std::fs::metadata(directory.path()).unwrap().uid() == 0 {
        let name = "bad_luck::a_file_that_may_not_be_written_is_said_so_and_can_still_be_read";
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        let again = again.args(["--exact", name]).current_dir("/").uid(NOBODY).gid(NOBODY);
        assert!(again.status().unwrap().success());
        return;
    }
    let may = |target: &std::path::Path, mode| {
        std::fs::set_permissions(target, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    Store::create(&path, &options()).unwrap();
    let readable = OpenOptions { read_only: true, ..options() };

    may(&path, 0o444);
    assert_unwritable(&path);
    let taking_over = OpenOptions { take_over: true, ..options() };
    assert!(matches!(Store::open(&path, &taking_over), Err(StoreError::ReadOnly)));
    assert!(Store::open(&path, &readable).unwrap().store.audit().is_ok());

    may(&path, 0o644);
    may(directory.path(), 0o555);
    std::fs::File::create(directory.path().join("w.adcreator.lock")).unwrap_err();
    let elsewhere = directory.path().join("new.adcreator");
    assert!(matches!(Store::create(&elsewhere, &options()), Err(StoreError::ReadOnly)));
    assert_unwritable(&path);
    let opened = Store::open(&path, &readable).unwrap().store;
    assert!(opened.audit().is_ok());
    assert!(matches!(opened.back_up(&elsewhere), Err(StoreError::ReadOnly)));
    may(directory.path(), 0o755);
}

/// Our own file, which opens for reading, and whose refusals name the reason.
#[cfg(unix)]
fn assert_unwritable(path: &std::path::Path) {
    let opened = Store::open(path, &options()).unwrap();
    assert_eq!(opened.access, store::Access::Unwritable);
    assert!(opened.store.is_read_only() && opened.store.is_unwritable());
    assert!(matches!(opened.store.check_writable(), Err(StoreError::ReadOnly)));
    let written = opened.store.set_setting("theme", &"light", options().clock.now());
    assert!(matches!(written, Err(StoreError::ReadOnly)), "{written:?}");
}

/// The mark counts for root too.
#[cfg(unix)]
#[test]
fn a_file_marked_as_not_to_be_written_is_not_written_by_anybody() {
    let (_directory, path) = somewhere();
    Store::create(&path, &options()).unwrap();
    let mut mark = std::fs::metadata(&path).unwrap().permissions();
    mark.set_readonly(true);
    std::fs::set_permissions(&path, mark).unwrap();
    assert_unwritable(&path);
}

/// The log beside a file may hold its last commits; where it cannot be merged, a copy of both is read.
#[cfg(unix)]
#[test]
fn commits_that_are_only_in_the_log_are_read_where_nothing_may_be_written() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;

    let (directory, path) = somewhere();
    if std::fs::metadata(directory.path()).unwrap().uid() == 0 {
        let name = "bad_luck::commits_that_are_only_in_the_log_are_read_where_nothing_may_be_written";
        let mut again = std::process::Command::new(std::env::current_exe().unwrap());
        assert!(again.args(["--exact", name]).current_dir("/").uid(65534).gid(65534).status().unwrap().success());
        return;
    }
    let store = Store::create(&path, &options()).unwrap().store;
    store.set_setting("colour", &"red", options().clock.now()).unwrap();
    // As a medium looks that was pulled out: the file and its log, without the index.
    let medium = directory.path().join("medium");
    std::fs::create_dir(&medium).unwrap();
    std::fs::copy(&path, medium.join("w.adcreator")).unwrap();
    std::fs::copy(path.with_extension("adcreator-wal"), medium.join("w.adcreator-wal")).unwrap();
    std::fs::set_permissions(&medium, std::fs::Permissions::from_mode(0o555)).unwrap();
    let opened = Store::open(&medium.join("w.adcreator"), &OpenOptions { read_only: true, ..options() }).unwrap();
    assert_eq!(opened.store.setting::<String>("colour").unwrap().as_deref(), Some("red"));
    std::fs::set_permissions(&medium, std::fs::Permissions::from_mode(0o755)).unwrap();
}
