//! Making, opening and reopening.

use std::sync::{Arc, Barrier};

use store::testing::{INSTALLATION, options};
use store::{Access, OpenOptions, Store, StoreError};

use crate::{another_installation, file_at, names_in, somewhere, sql};

#[test]
fn a_new_file_is_at_the_newest_step_and_ours() {
    let (_directory, path) = somewhere();
    let made = Store::create(&path, &options()).unwrap();
    assert_eq!(made.step, store::latest_step());
    assert_eq!(made.access, Access::ReadWrite { upgraded_from: None, backup: None });
    let identity = made.store.identity().unwrap().unwrap();
    assert_eq!(identity.installation, Some(INSTALLATION));
    drop(made);
    let opened = Store::open(&path, &options()).unwrap();
    assert!(!opened.store.is_read_only());
    assert_eq!(opened.store.identity().unwrap().unwrap(), identity);
}

#[test]
fn what_cannot_be_changed_later_is_set_before_the_first_table() {
    let (_directory, path) = somewhere();
    Store::create(&path, &options()).unwrap();
    let connection = sql(&path);
    let pragma = |name: &str| -> i64 { connection.pragma_query_value(None, name, |row| row.get(0)).unwrap() };
    assert_eq!(pragma("application_id"), i64::from(store::APPLICATION_ID));
    assert_eq!(pragma("auto_vacuum"), 2, "incremental");
    assert_eq!(pragma("page_size"), 8192);
    let journal: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
    assert_eq!(journal, "wal");
}

#[test]
fn nothing_is_left_beside_a_closed_file() {
    let (directory, path) = somewhere();
    let store = Store::create(&path, &options()).unwrap().store;
    store.set_setting("theme", &"dark", options().clock.now()).unwrap();
    // A reader that is kept open must not be the last one to close.
    assert_eq!(store.setting::<String>("theme").unwrap().as_deref(), Some("dark"));
    drop(store);
    assert_eq!(names_in(directory.path()), ["w.adcreator"]);

    let read = Store::open(&path, &OpenOptions { read_only: true, ..options() }).unwrap().store;
    assert_eq!(read.setting::<String>("theme").unwrap().as_deref(), Some("dark"));
    drop(read);
    assert_eq!(names_in(directory.path()), ["w.adcreator"], "after reading only");
}

#[test]
fn a_file_can_be_closed_although_somebody_still_has_a_handle() {
    let (directory, path) = somewhere();
    let store = Store::create(&path, &options()).unwrap().store;
    let now = options().clock.now();
    store.set_setting("theme", &"dark", now).unwrap();
    store.setting::<String>("theme").unwrap();
    store.close();
    assert_eq!(names_in(directory.path()), ["w.adcreator"]);
    assert!(matches!(store.set_setting("theme", &"light", now), Err(StoreError::OpenedReadOnly)));
    assert_eq!(store.setting::<String>("theme").unwrap().as_deref(), Some("dark"));
}

#[test]
fn who_only_reads_leaves_a_log_that_is_in_use_alone() {
    let (directory, path) = somewhere();
    let store = Store::create(&path, &options()).unwrap().store;
    let read = Store::open(&path, &OpenOptions { read_only: true, ..options() }).unwrap().store;
    read.setting::<String>("theme").unwrap();
    drop(read);
    assert!(names_in(directory.path()).contains(&"w.adcreator-wal".to_owned()));
    store.set_setting("theme", &"dark", options().clock.now()).unwrap();
    drop(store);
    assert_eq!(names_in(directory.path()), ["w.adcreator"]);
}

#[test]
fn a_file_that_is_there_is_never_overwritten() {
    let (_directory, path) = somewhere();
    std::fs::write(&path, "somebody's notes").unwrap();
    assert!(matches!(Store::create(&path, &options()), Err(StoreError::AlreadyExists(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "somebody's notes");
}

#[test]
fn of_many_who_make_the_same_file_at_once_one_does_and_all_can_open_it() {
    let (_directory, path) = somewhere();
    let together = Arc::new(Barrier::new(6));
    let threads: Vec<_> = (0..6)
        .map(|_| {
            let (together, path) = (Arc::clone(&together), path.clone());
            std::thread::spawn(move || {
                together.wait();
                let made = match Store::create(&path, &options()) {
                    Ok(_) => true,
                    Err(StoreError::AlreadyExists(_)) => false,
                    Err(other) => panic!("{other}"),
                };
                Store::open(&path, &options()).unwrap();
                made
            })
        })
        .collect();
    let made = threads.into_iter().map(|thread| thread.join().unwrap()).filter(|made| *made).count();
    assert_eq!(made, 1);
}

#[test]
fn of_many_who_open_an_old_file_at_once_one_upgrades_it() {
    let (directory, path) = file_at(13);
    let together = Arc::new(Barrier::new(6));
    let threads: Vec<_> = (0..6)
        .map(|_| {
            let (together, path) = (Arc::clone(&together), path.clone());
            std::thread::spawn(move || {
                together.wait();
                match Store::open(&path, &options()).unwrap().access {
                    Access::ReadWrite { upgraded_from, .. } => upgraded_from.is_some(),
                    other => panic!("{other:?}"),
                }
            })
        })
        .collect();
    let upgrades = threads.into_iter().map(|thread| thread.join().unwrap()).filter(|upgraded| *upgraded).count();
    assert_eq!(upgrades, 1);
    let copies = names_in(directory.path()).into_iter().filter(|name| name.contains("before-upgrade")).count();
    assert_eq!(copies, 1);
}

#[test]
fn the_file_of_another_installation_is_only_read_until_it_is_taken_over() {
    let (_directory, path) = somewhere();
    Store::create(&path, &options()).unwrap();
    let elsewhere = Store::open(&path, &another_installation()).unwrap();
    assert_eq!(elsewhere.access, Access::RunElsewhere);
    let refused = elsewhere.store.set_setting("theme", &"dark", options().clock.now());
    assert!(matches!(refused, Err(StoreError::OpenedReadOnly)));

    let taken = Store::open(&path, &OpenOptions { take_over: true, ..another_installation() }).unwrap();
    assert!(matches!(taken.access, Access::ReadWrite { .. }));
    taken.store.set_setting("theme", &"dark", options().clock.now()).unwrap();
    assert_eq!(
        Store::open(&path, &options()).unwrap().access,
        Access::RunElsewhere,
        "the former installation reads now"
    );
}

#[test]
fn reading_the_file_of_another_installation_changes_nothing_in_it() {
    let (_directory, path) = file_at(16);
    let before = std::fs::read(&path).unwrap();
    let opened = Store::open(&path, &another_installation()).unwrap();
    assert_eq!(opened.access, Access::RunElsewhere);
    assert_eq!(opened.step, store::latest_step());
    assert_eq!(opened.store.audit().unwrap().unmapped_usage, []);
    drop(opened);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn asked_to_read_only_nothing_is_upgraded_and_nothing_written() {
    let (directory, path) = file_at(13);
    let before = std::fs::read(&path).unwrap();
    let opened = Store::open(&path, &OpenOptions { read_only: true, ..options() }).unwrap();
    assert_eq!((&opened.access, opened.step), (&Access::ReadOnlyAsked, store::latest_step()));
    assert!(opened.store.is_read_only());
    assert_eq!(opened.store.path(), path);
    drop(opened);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    assert_eq!(names_in(directory.path()), ["w.adcreator"]);
}
