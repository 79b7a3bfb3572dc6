//! Copies and bringing them back.

use std::sync::atomic::{AtomicBool, Ordering};

use store::testing::{INSTALLATION, options, temporary};
use store::{Access, Store, StoreError, restore};

use crate::{count, file_at, names_in, somewhere, sql};

#[test]
fn a_copy_made_while_somebody_writes_is_one_consistent_state() {
    let (directory, store) = temporary();
    let (target, done) = (directory.path().join("copy.adcreator"), AtomicBool::new(false));
    let now = options().clock.now();
    std::thread::scope(|threads| {
        let (writer, done) = (store.clone(), &done);
        threads.spawn(move || {
            // Always two settings with the same value, in two commits: a copy may be between them, never behind.
            for round in 0_u32.. {
                writer.set_setting("first", &round, now).unwrap();
                writer.set_setting("second", &round, now).unwrap();
                if done.load(Ordering::Relaxed) {
                    break;
                }
            }
        });
        store.back_up(&target).unwrap();
        done.store(true, Ordering::Relaxed);
    });
    let copy = Store::open(&target, &options()).unwrap().store;
    assert!(copy.examine().unwrap().healthy);
    let (first, second): (Option<u32>, Option<u32>) = (copy.setting("first").unwrap(), copy.setting("second").unwrap());
    let ahead = i64::from(first.unwrap_or(0)) - i64::from(second.unwrap_or(0));
    assert!((0..=1).contains(&ahead), "{first:?} {second:?}");
}

#[test]
fn a_copy_belongs_to_nobody_until_it_is_taken_over() {
    let (directory, store) = temporary();
    let target = directory.path().join("copy.adcreator");
    store.back_up(&target).unwrap();
    let opened = Store::open(&target, &options()).unwrap();
    assert_eq!(opened.access, Access::RunElsewhere);
    assert_eq!(opened.store.identity().unwrap().unwrap().installation, None);
    assert_eq!(opened.store.digest().unwrap(), store.digest().unwrap());
}

#[test]
fn a_copy_that_was_brought_back_has_nothing_beside_it() {
    let (directory, store) = temporary();
    let copy = directory.path().join("copy.adcreator");
    store.back_up(&copy).unwrap();
    drop(store);
    restore(&copy, &directory.path().join("test.adcreator"), &options()).unwrap();
    let names = names_in(directory.path());
    let (kept, rest): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.contains(".before-restore-"));
    assert_eq!(rest, ["copy.adcreator", "test.adcreator"]);
    assert_eq!(kept.len(), 1, "{kept:?}");
}

#[test]
fn a_copy_never_overwrites() {
    let (directory, store) = temporary();
    let target = directory.path().join("copy.adcreator");
    std::fs::write(&target, "mine").unwrap();
    assert!(matches!(store.back_up(&target), Err(StoreError::AlreadyExists(_))));
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "mine");
}

#[test]
fn bringing_a_copy_back_replaces_the_contents_under_an_open_file_and_keeps_the_former_ones() {
    let (directory, store) = temporary();
    let (copy, now) = (directory.path().join("copy.adcreator"), options().clock.now());
    store.set_setting("colour", &"red", now).unwrap();
    store.back_up(&copy).unwrap();
    store.set_setting("colour", &"blue", now).unwrap();

    let restored = restore(&copy, store.path(), &options()).unwrap();
    assert_eq!(store.setting::<String>("colour").unwrap().as_deref(), Some("red"), "the open file sees it at once");
    store.set_setting("colour", &"green", now).unwrap();
    assert_eq!(store.identity().unwrap().unwrap().installation, Some(INSTALLATION));

    let kept = restored.kept.unwrap();
    let former: String = sql(&kept).query_row("SELECT value FROM settings", [], |row| row.get(0)).unwrap();
    assert_eq!(former, "\"blue\"");
    let unfinished: Vec<_> =
        names_in(directory.path()).into_iter().filter(|name| name.contains("unfinished")).collect();
    assert!(unfinished.is_empty(), "{unfinished:?}");
}

#[test]
fn an_old_copy_is_brought_up_to_date_when_it_is_brought_back() {
    let (_old_directory, old) = file_at(12);
    sql(&old).execute_batch("INSERT INTO brands (id, name, slug) VALUES ('b', 'B', 'b')").unwrap();
    let (_directory, path) = somewhere();
    let restored = restore(&old, &path, &options()).unwrap();
    assert_eq!((restored.upgraded_from, restored.kept), (Some(12), None));
    assert_eq!(count(&path, "brands"), 1);
    assert!(matches!(Store::open(&path, &options()).unwrap().access, Access::ReadWrite { upgraded_from: None, .. }));
}

#[test]
fn a_damaged_workspace_is_moved_aside_by_the_copy_that_replaces_it() {
    let (directory, store) = temporary();
    let copy = directory.path().join("copy.adcreator");
    store.set_setting("colour", &"red", options().clock.now()).unwrap();
    store.back_up(&copy).unwrap();
    let path = store.path().to_owned();
    drop(store);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[100..9000].fill(0xAA);
    std::fs::write(&path, &bytes).unwrap();
    assert!(matches!(Store::open(&path, &options()), Err(StoreError::Damaged(_))));

    let restored = restore(&copy, &path, &options()).unwrap();
    assert_eq!(std::fs::read(restored.kept.unwrap()).unwrap(), bytes, "the damaged file is kept as it was");
    let opened = Store::open(&path, &options()).unwrap().store;
    assert_eq!(opened.setting::<String>("colour").unwrap().as_deref(), Some("red"));
}

#[test]
fn what_is_not_one_of_our_files_is_never_brought_back() {
    let (directory, store) = temporary();
    let notes = directory.path().join("notes.txt");
    std::fs::write(&notes, "x".repeat(500)).unwrap();
    let before = store.digest().unwrap();
    assert!(matches!(restore(&notes, store.path(), &options()), Err(StoreError::NotAWorkspace(_))));
    assert!(matches!(restore(&directory.path().join("none"), store.path(), &options()), Err(StoreError::NotFound(_))));
    assert_eq!(store.digest().unwrap(), before);
}
