//! What needs the connection itself.

use crate::StoreError;
use crate::testing::{options, temporary};

#[test]
fn a_full_disk_is_said_so_and_loses_nothing_that_was_committed() {
    let (_directory, store) = temporary();
    let now = options().clock.now();
    store.set_setting("kept", &1, now).unwrap();
    let limit = |pages: i64| {
        store
            .on_writer(|connection| {
                let sql = format!("PRAGMA max_page_count = {pages}");
                Ok(connection.query_row(&sql, [], |row| row.get::<_, i64>(0))?)
            })
            .unwrap()
    };
    let used: i64 =
        store.read(|connection| Ok(connection.query_row("PRAGMA page_count", [], |row| row.get(0))?)).unwrap();
    limit(used + 2);
    let refused = store.set_setting("long", &"x".repeat(200_000), now);
    assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    assert_eq!(store.setting("kept").unwrap(), Some(1));
    assert_eq!(store.setting::<String>("long").unwrap(), None);

    limit(1_000_000);
    store.set_setting("long", &"x".repeat(200_000), now).unwrap();
    assert!(store.examine().unwrap().healthy);
}

#[test]
fn the_writer_is_set_as_it_should_be() {
    let (_directory, store) = temporary();
    let pragma = |name: &str| {
        store
            .on_writer(|connection| Ok(connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0))?))
            .unwrap()
    };
    assert_eq!(pragma("synchronous"), 2, "FULL");
    assert_eq!((pragma("foreign_keys"), pragma("trusted_schema")), (1, 0));
    assert_eq!((pragma("busy_timeout"), pragma("journal_size_limit")), (5000, 67_108_864));
}

#[test]
fn a_file_shrinks_when_something_large_was_removed() {
    let (_directory, store) = temporary();
    let now = options().clock.now();
    let size = || std::fs::metadata(store.path()).unwrap().len();
    store.give_back_space().unwrap();
    let before = size();
    store.set_setting("large", &"x".repeat(5_000_000), now).unwrap();
    store.clear_setting("large").unwrap();
    store.give_back_space().unwrap();
    assert!(size() < before + 200_000, "{before} became {}", size());
    assert!(store.examine().unwrap().healthy);
}
