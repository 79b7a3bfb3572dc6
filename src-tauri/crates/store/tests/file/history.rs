//! The steps of the schema.

use rusqlite::Connection;
use store::testing::options;
use store::{Access, OpenOptions, Store, StoreError};

use crate::{count, file_at, names_in, somewhere, sql};

#[test]
fn every_step_can_be_made_and_brought_up_to_the_newest() {
    for (step, name) in store::steps() {
        let (_directory, path) = file_at(step);
        let opened = Store::open(&path, &options()).unwrap_or_else(|error| panic!("from {step} {name}: {error}"));
        assert_eq!(opened.step, store::latest_step());
    }
}

#[test]
fn the_steps_are_numbered_without_a_gap() {
    let numbers: Vec<i32> = store::steps().into_iter().map(|(step, _)| step).collect();
    assert_eq!(numbers, (1..=store::latest_step()).collect::<Vec<_>>());
}

#[test]
fn no_step_has_a_carriage_return_which_would_change_its_checksum() {
    let migrations = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../migrations");
    for entry in std::fs::read_dir(migrations).unwrap() {
        let path = entry.unwrap().path();
        assert!(!std::fs::read(&path).unwrap().contains(&b'\r'), "{}", path.display());
    }
}

#[test]
fn an_upgrade_makes_a_copy_first_and_keeps_two() {
    let (directory, path) = file_at(10);
    let clock = std::sync::Arc::new(units::testing::ManualClock::at(units::Timestamp::from_millis(1_771_761_600_000)));
    for step in 11..=14 {
        clock.advance(std::time::Duration::from_secs(60));
        let options = OpenOptions { up_to: Some(step), clock: clock.clone(), ..options() };
        let opened = Store::open(&path, &options).unwrap();
        let Access::ReadWrite { upgraded_from: Some(from), backup: Some(backup) } = opened.access else {
            panic!("{:?}", opened.access)
        };
        assert_eq!(from, step - 1);
        let version = "SELECT max(version) FROM refinery_schema_history";
        let held: i32 = sql(&backup).query_row(version, [], |row| row.get(0)).unwrap();
        assert_eq!(held, from, "the copy is the file as it was");
    }
    let copies: Vec<_> =
        names_in(directory.path()).into_iter().filter(|name| name.contains("before-upgrade")).collect();
    assert_eq!(copies.len(), 2, "{copies:?}");
    assert!(copies[0].ends_with("step-12") && copies[1].ends_with("step-13"), "{copies:?}");
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_alone() {
    let (_directory, path) = somewhere();
    Store::create(&path, &options()).unwrap();
    let newer = store::latest_step() + 1;
    sql(&path)
        .execute(
            "INSERT INTO refinery_schema_history VALUES (?1, 'from_the_future', '2030-01-01T00:00:00Z', '1')",
            [newer],
        )
        .unwrap();
    let before = std::fs::read(&path).unwrap();
    for options in
        [options(), OpenOptions { read_only: true, ..options() }, OpenOptions { take_over: true, ..options() }]
    {
        match Store::open(&path, &options) {
            Err(StoreError::Newer { found, known }) => assert_eq!((found, known), (newer, newer - 1)),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn an_upgrade_that_fails_leaves_the_file_as_it_was() {
    let (_directory, path) = file_at(12);
    // Phase 0 allows prompt_index up to 100. Step 12 has no limit, so such a row can be there.
    let connection = sql(&path);
    connection
        .execute_batch(
            "INSERT INTO brands (id, name, slug) VALUES ('b', 'B', 'b');
             INSERT INTO products (id, brand_id, name, slug) VALUES ('p', 'b', 'P', 'p');
             INSERT INTO ad_runs (id, product_id) VALUES ('r', 'p');
             INSERT INTO generated_ads (id, ad_run_id, prompt_index) VALUES ('g', 'r', 101);",
        )
        .unwrap();
    let schema = schema_of(&connection);
    drop(connection);
    match Store::open(&path, &options()) {
        Err(StoreError::Migration(why)) => assert!(why.contains("prompt_index"), "{why}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(schema_of(&sql(&path)), schema);
    assert_eq!(count(&path, "generated_ads"), 1);
    let version: i32 =
        sql(&path).query_row("SELECT max(version) FROM refinery_schema_history", [], |row| row.get(0)).unwrap();
    assert_eq!(version, 12);
}

#[test]
fn an_upgrade_to_a_schema_that_is_not_the_expected_one_is_refused() {
    let (_directory, path) = file_at(12);
    sql(&path).execute_batch("DROP INDEX hooks_of_product").unwrap();
    match Store::open(&path, &options()) {
        Err(StoreError::SchemaDiffers(what)) => assert_eq!(what, "index hooks_of_product is missing"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_view_of_ones_own_does_not_keep_a_file_from_being_upgraded() {
    let (_directory, path) = file_at(12);
    sql(&path).execute_batch("CREATE VIEW my_brands AS SELECT name FROM brands").unwrap();
    let opened = Store::open(&path, &options()).unwrap();
    let schema = opened.store.examine().unwrap().checks.into_iter().find(|check| check.name == "schema").unwrap();
    assert!(schema.detail.contains("view my_brands"), "{schema:?}");
}

#[test]
fn an_old_step_that_differs_from_the_one_this_program_knows_is_refused() {
    let (_directory, path) = file_at(13);
    sql(&path).execute("UPDATE refinery_schema_history SET checksum = '1' WHERE version = 4", []).unwrap();
    assert!(matches!(Store::open(&path, &options()), Err(StoreError::Migration(why)) if why.contains("scheduler")));
}

fn schema_of(connection: &Connection) -> Vec<Option<String>> {
    let mut statement = connection.prepare("SELECT sql FROM sqlite_schema ORDER BY type, name").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}
