//! The seed's gate for its Phase 0: a populated database from before it is migrated and cleaned up.
//!
//! Rows 1 and 6 of the nine are here. Routing, hard failure and campaign objectives (2 to 5 and 7) belong to the
//! scheduler and the sync and are tested there; 8 and 9 are the whole test run and the written record.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;
use store::testing::options;
use store::{Change, Live, OpenOptions, Store};
use tempfile::TempDir;

use crate::{count, file_at, sql};

const AMBIGUOUS: usize = 12;
const ORPHANS: usize = 53;

/// What the checkpoint describes: templates of two scrapes, where the second put twelve in again, and usage rows of
/// three products from before there were scraped templates. Every other table gets rows too.
fn before_phase_0() -> (TempDir, std::path::PathBuf) {
    let (directory, path) = file_at(12);
    let connection = sql(&path);
    connection.execute_batch("PRAGMA foreign_keys = ON; BEGIN").unwrap();
    connection.execute_batch(include_str!("before_phase_0.sql")).unwrap();
    let (first_scrape, second_scrape) = (1_768_435_200_000_i64, 1_769_126_400_000_i64);
    for number in 0..40 {
        template(&connection, &format!("old-{number}"), number, first_scrape);
        if number < AMBIGUOUS {
            template(&connection, &format!("new-{number}"), number, second_scrape);
        }
        usage(&connection, &format!("used-{number}"), "p1", &format!("bucket/{number}.png"));
    }
    for number in 0..ORPHANS {
        usage(
            &connection,
            &format!("orphan-{number}"),
            ["p1", "p2", "p3"][number % 3],
            &format!("upload_{number}.jpg"),
        );
    }
    connection.execute_batch("COMMIT").unwrap();
    (directory, path)
}

fn template(connection: &Connection, id: &str, path: usize, created_at: i64) {
    let sql = "INSERT INTO scraped_templates (id, name, storage_path, created_at) VALUES (?1, ?1, ?2, ?3)";
    connection.execute(sql, (id, format!("bucket/{path}.png"), created_at)).unwrap();
}

fn usage(connection: &Connection, id: &str, product: &str, name: &str) {
    let sql =
        "INSERT INTO product_template_usage (id, product_id, template_storage_name, used_at) VALUES (?1, ?2, ?3, 1)";
    connection.execute(sql, (id, product, name)).unwrap();
}

/// Rows of every table, without the history of steps.
fn row_counts(path: &Path) -> BTreeMap<String, i64> {
    let connection = sql(path);
    let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
                 AND name <> 'refinery_schema_history'";
    let mut statement = connection.prepare(names).unwrap();
    let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    tables.into_iter().map(|table| (table.clone(), count(path, &format!("\"{table}\"")))).collect()
}

/// Every value of every column that a table had before, in the order of its key.
fn contents(path: &Path, table: &str, columns: &[String]) -> Vec<String> {
    let connection = sql(path);
    let sql = format!("SELECT json_array({}) FROM \"{table}\" ORDER BY 1", columns.join(", "));
    let mut statement = connection.prepare(&sql).unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn columns(path: &Path, table: &str) -> Vec<String> {
    let connection = sql(path);
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
    statement.query_map([table], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn every_table_of_step_12_has_rows_in_the_gate() {
    let (_directory, path) = before_phase_0();
    let empty: Vec<_> = row_counts(&path).into_iter().filter(|(_, rows)| *rows == 0).collect();
    assert!(empty.is_empty(), "{empty:?}");
}

#[test]
fn phase_0_loses_no_row_and_no_value() {
    let (_directory, path) = before_phase_0();
    let before = row_counts(&path);
    let values: BTreeMap<String, (Vec<String>, Vec<String>)> = before
        .keys()
        .map(|table| {
            let columns = columns(&path, table);
            let contents = contents(&path, table, &columns);
            (table.clone(), (columns, contents))
        })
        .collect();
    Store::open(&path, &OpenOptions { up_to: Some(13), ..options() }).unwrap();
    assert_eq!(row_counts(&path), before);
    for (table, (columns, former)) in values {
        assert_eq!(contents(&path, &table, &columns), former, "{table}");
    }
}

#[test]
fn the_newest_step_loses_no_row() {
    let (_directory, path) = before_phase_0();
    let before = row_counts(&path);
    let opened = Store::open(&path, &options()).unwrap();
    assert!(opened.store.examine().unwrap().healthy);
    for (table, rows) in before {
        assert_eq!(count(&path, &format!("\"{table}\"")), rows, "{table}");
    }
}

#[test]
fn phase_0_makes_exactly_its_eight_changes() {
    let (_directory, path) = before_phase_0();
    Store::open(&path, &OpenOptions { up_to: Some(13), ..options() }).unwrap();
    let connection = sql(&path);
    let one = |sql: &str| -> Option<String> { connection.query_row(sql, [], |row| row.get(0)).unwrap() };
    // 1. Sixteen job types, and no other.
    for kind in units::JobType::ALL {
        connection.execute("UPDATE scheduled_jobs SET job_type = ?1", [kind.word()]).unwrap();
    }
    assert!(connection.execute("UPDATE scheduled_jobs SET job_type = 'size_variant'", []).is_err());
    // 2. One ad per run, prompt and size; a missing size is a size.
    let ad = |index: i64, size: Option<&str>| {
        let sql = "INSERT INTO generated_ads (id, ad_run_id, prompt_index, canvas_size) VALUES (hex(randomblob(8)), 'r1', ?1, ?2)";
        connection.execute(sql, (index, size))
    };
    ad(100, None).unwrap();
    ad(100, Some("1080x1080")).unwrap();
    assert!(ad(100, None).is_err() && ad(100, Some("default")).is_err() && ad(100, Some("1080x1080")).is_err());
    assert!(ad(0, None).is_err() && ad(101, None).is_err());
    // 3. The newest active template of a path.
    assert_eq!(one("SELECT template_id FROM product_template_usage WHERE id = 'used-3'").as_deref(), Some("new-3"));
    assert_eq!(one("SELECT template_id FROM product_template_usage WHERE id = 'used-20'").as_deref(), Some("old-20"));
    assert_eq!(one("SELECT template_id FROM product_template_usage WHERE id = 'orphan-1'"), None);
    // 4.
    assert_eq!(one("SELECT template_selection_config FROM brands").as_deref(), Some(r#"{"min_asset_score": 0.0}"#));
    // 5.
    assert_eq!(one("SELECT campaign_objective FROM meta_ads_performance"), None);
    assert!(
        one("SELECT sql FROM sqlite_schema WHERE name = 'meta_ads_performance_by_objective'")
            .unwrap()
            .contains("WHERE")
    );
    // 6., 7., 8.
    assert_eq!(one("SELECT metadata FROM scheduled_job_runs").as_deref(), Some("{}"));
    assert_eq!(one("SELECT scraped_template_ids FROM scheduled_jobs").as_deref(), Some("[]"));
    assert_eq!(one("SELECT template_source FROM scheduled_jobs").as_deref(), Some("uploaded"));
}

#[test]
fn the_audit_reports_12_and_53_and_the_cleanup_settles_them() {
    let (_directory, path) = before_phase_0();
    let store = Store::open(&path, &options()).unwrap().store;
    let audit = store.audit().unwrap();
    assert_eq!((audit.ambiguous_paths.len(), audit.unmapped_usage.len()), (AMBIGUOUS, ORPHANS));
    assert!(audit.ambiguous_paths.iter().all(|path| path.templates.len() == 2));

    let before = row_counts(&path);
    let shown = store.clean_up(Live::DryRun).unwrap();
    assert_eq!((shown.changes.len(), shown.live), (AMBIGUOUS + ORPHANS, false));
    assert_eq!(row_counts(&path), before);
    assert_eq!(store.audit().unwrap(), audit, "a dry run changes nothing");

    let done = store.clean_up(Live::Act(options().clock.now())).unwrap();
    assert_eq!((&done.changes, done.live), (&shown.changes, true), "what was shown is what is done");
    let after = store.audit().unwrap();
    assert_eq!((after.ambiguous_paths.len(), after.unmapped_usage.len()), (0, 0));
    assert_eq!(count(&path, "scraped_templates WHERE is_active = 0 AND id LIKE 'old-%'"), 12);
    assert_eq!(
        count(&path, "scraped_templates"),
        before["scraped_templates"],
        "templates are deactivated, not removed"
    );
    assert_eq!(count(&path, "product_template_usage"), before["product_template_usage"] - 53);
    assert_eq!(count(&path, "product_template_usage WHERE template_id LIKE 'new-%'"), 12);
    assert!(store.clean_up(Live::DryRun).unwrap().changes.is_empty());
}

#[test]
fn usage_of_a_template_that_is_only_inactive_is_mapped_and_not_removed() {
    let (_directory, path) = before_phase_0();
    sql(&path).execute("UPDATE scraped_templates SET is_active = 0 WHERE id = 'old-30'", []).unwrap();
    let store = Store::open(&path, &options()).unwrap().store;
    assert_eq!(store.audit().unwrap().unmapped_usage.len(), ORPHANS + 1);
    let done = store.clean_up(Live::Act(options().clock.now())).unwrap();
    let mapped: Vec<_> = done.changes.iter().filter(|change| matches!(change, Change::MapUsage { .. })).collect();
    assert_eq!(mapped.len(), 1, "{mapped:?}");
    assert_eq!(count(&path, "product_template_usage WHERE id = 'used-30' AND template_id = 'old-30'"), 1);
}
