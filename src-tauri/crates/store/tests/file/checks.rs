//! What the doctor sees.

use store::testing::{options, temporary};
use store::{Outcome, Store};

use crate::{file_at, sql};

fn outcome(store: &Store, name: &str) -> (Outcome, String) {
    let check = store.examine().unwrap().checks.into_iter().find(|check| check.name == name).unwrap();
    (check.outcome, check.detail)
}

#[test]
fn a_new_file_passes_every_check() {
    let (_directory, store) = temporary();
    let examination = store.examine().unwrap();
    assert!(examination.healthy);
    let names: Vec<_> = examination.checks.iter().map(|check| check.name).collect();
    assert_eq!(names, ["pages", "references", "schema", "pictures", "figures", "lock", "disk"]);
    assert!(examination.checks.iter().all(|check| check.outcome == Outcome::Ok), "{examination:?}");
}

#[test]
fn rows_that_point_at_nothing_are_found() {
    let (_directory, store) = temporary();
    let connection = sql(store.path());
    connection.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
    connection.execute_batch("INSERT INTO hooks (id, product_id, text) VALUES ('h', 'gone', 'Look')").unwrap();
    let (found, detail) = outcome(&store, "references");
    assert_eq!((found, detail.as_str()), (Outcome::Problem, "1 rows of hooks point at nothing in products"));
    assert!(!store.examine().unwrap().healthy);
}

#[test]
fn a_table_that_somebody_dropped_is_found() {
    let (_directory, store) = temporary();
    sql(store.path()).execute_batch("DROP TABLE brand_assets").unwrap();
    let (found, detail) = outcome(&store, "schema");
    assert_eq!(found, Outcome::Problem);
    assert!(detail.contains("table brand_assets is missing"), "{detail}");
}

#[test]
fn a_picture_whose_bytes_changed_is_found() {
    let (_directory, store) = temporary();
    let connection = sql(store.path());
    let name = "0".repeat(64);
    connection
        .execute(
            "INSERT INTO media (sha256, mime, bytes, source, created_at) VALUES (?1, 'image/png', 3, 'synced', 0)",
            [&name],
        )
        .unwrap();
    connection.execute("INSERT INTO media_bytes (sha256, data) VALUES (?1, x'010203')", [&name]).unwrap();
    let (found, detail) = outcome(&store, "pictures");
    assert_eq!(found, Outcome::Problem);
    assert!(detail.contains(&name), "{detail}");
}

#[test]
fn a_check_that_cannot_be_made_says_so() {
    let (_directory, path) = file_at(12);
    let opened = Store::open(&path, &store::OpenOptions { up_to: Some(12), ..options() }).unwrap();
    assert_eq!(outcome(&opened.store, "pictures").0, Outcome::NotChecked);
}

/// The same campaigns, ads and days, filled in two orders with different keys, ids, stamps and runs.
fn filled(order: [usize; 3], stamp: i64) -> (tempfile::TempDir, Store) {
    let (directory, store) = temporary();
    let connection = sql(store.path());
    connection
        .execute(
            "INSERT INTO ad_accounts (graph_id, name, currency, time_zone, graph_url, connected_at) \
             VALUES ('1', 'One', 'EUR', 'Europe/Berlin', 'http://127.0.0.1:' || ?1, ?1)",
            [stamp],
        )
        .unwrap();
    for number in order {
        let new_type = format!("offsite_conversion.custom.{number}");
        connection
            .execute(
                "INSERT INTO action_types (key, name) VALUES ((SELECT max(max(key), 999) + 1 FROM action_types), ?1)",
                [&new_type],
            )
            .unwrap();
        connection
            .execute(
                "INSERT INTO campaigns (account, graph_id, name, first_seen_at) VALUES (1, ?1, 'C', ?2)",
                (format!("c{number}"), stamp),
            )
            .unwrap();
        let campaign = connection.last_insert_rowid();
        connection
            .execute(
                "INSERT INTO ad_sets (account, campaign, graph_id, first_seen_at) VALUES (1, ?1, ?2, ?3)",
                (campaign, format!("s{number}"), stamp),
            )
            .unwrap();
        let ad_set = connection.last_insert_rowid();
        connection
            .execute(
                "INSERT INTO ads (account, campaign, ad_set, graph_id, first_seen_at) VALUES (1, ?1, ?2, ?3, ?4)",
                (campaign, ad_set, format!("a{number}"), stamp),
            )
            .unwrap();
        let ad = connection.last_insert_rowid();
        let type_key: i64 = connection
            .query_row("SELECT key FROM action_types WHERE name = ?1", [&new_type], |row| row.get(0))
            .unwrap();
        connection
            .execute(
                "INSERT INTO insight_rows (account, day, ad, spend_micros, actions) VALUES (1, 20000, ?1, ?2, ?3)",
                (ad, i64::try_from(number).unwrap() * 1000, format!("1:2 {type_key}:5/7.5")),
            )
            .unwrap();
    }
    connection
        .execute(
            "INSERT INTO brands (id, name, slug, created_at) VALUES (?1, 'B', 'b', ?2)",
            (uuid::Uuid::from_u128(u128::try_from(stamp).unwrap()).to_string(), stamp),
        )
        .unwrap();
    (directory, store)
}

#[test]
fn the_digest_sees_data_and_neither_order_nor_keys_nor_stamps() {
    let (_one, first) = filled([1, 2, 3], 1000);
    let (_two, second) = filled([3, 1, 2], 2000);
    assert_eq!(first.digest().unwrap(), second.digest().unwrap());

    sql(second.path()).execute("UPDATE insight_rows SET spend_micros = spend_micros + 1 WHERE ad = 2", []).unwrap();
    assert_ne!(first.digest().unwrap(), second.digest().unwrap());
}

#[test]
fn the_digest_sees_that_rows_belong_to_something_else() {
    let (_one, first) = filled([1, 2, 3], 1000);
    let (_two, second) = filled([1, 2, 3], 1000);
    // The same values, but the figures of two ads are exchanged.
    sql(second.path())
        .execute_batch(
            "UPDATE insight_rows SET ad = -ad WHERE ad IN (1, 2);
             UPDATE insight_rows SET ad = 2 WHERE ad = -1; UPDATE insight_rows SET ad = 1 WHERE ad = -2;",
        )
        .unwrap();
    assert_ne!(first.digest().unwrap(), second.digest().unwrap());
}
