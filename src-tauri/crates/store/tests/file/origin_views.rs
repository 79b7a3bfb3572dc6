//! The origin's Meta tables, which are views now.

use rusqlite::Connection;
use store::Store;
use store::testing::options;
use tempfile::TempDir;

use crate::{file_at, sql};

/// A file with the origin's rows of one ad on two days, of which the second day was synced again here.
fn synced_again() -> (TempDir, Connection) {
    let (directory, path) = file_at(13);
    sql(&path)
        .execute_batch(
            "INSERT INTO brands (id, name, slug) VALUES ('b1', 'Brand', 'brand');
             INSERT INTO brand_ad_accounts (id, brand_id, meta_ad_account_id) VALUES ('x', 'b1', 'act_1');
             INSERT INTO meta_campaigns (id, meta_ad_account_id, meta_campaign_id, objective) VALUES
                 ('c1', 'act_1', '11', 'CONVERSIONS'), ('c2', 'act_1', '12', 'LINK_CLICKS');
             INSERT INTO meta_ads_performance (id, meta_ad_account_id, meta_ad_id, date, spend, fetched_at) VALUES
                 ('p1', 'act_1', '31', '2026-02-01', 10, 1), ('p2', 'act_1', '31', '2026-02-02', 20, 1);",
        )
        .unwrap();
    Store::open(&path, &options()).unwrap();
    let connection = sql(&path);
    connection
        .execute_batch(
            "INSERT INTO ad_accounts (key, graph_id, name, currency, time_zone, graph_url, connected_at)
                 VALUES (1, '1', 'One', 'EUR', 'Europe/Berlin', '', 0);
             INSERT INTO account_brands (account, brand_id, is_primary) VALUES (1, 'b1', 1);
             INSERT INTO campaigns (key, account, graph_id, first_seen_at) VALUES (5, 1, '11', 0);
             INSERT INTO ad_sets (key, account, campaign, graph_id, first_seen_at) VALUES (6, 1, 5, '21', 0);
             INSERT INTO ads (key, account, campaign, ad_set, graph_id, first_seen_at) VALUES (7, 1, 5, 6, '31', 0);
             INSERT INTO insight_rows (account, day, ad, spend_micros, impressions, outbound_clicks, purchases_micros)
                 VALUES (1, unixepoch('2026-02-02') / 86400, 7, 25500000, 2000, 50, 2000000);",
        )
        .unwrap();
    (directory, connection)
}

#[test]
fn a_day_that_was_synced_here_replaces_the_origins_row_and_the_others_stay() {
    let (_directory, connection) = synced_again();
    let mut statement = connection.prepare("SELECT date, spend FROM meta_ads_performance ORDER BY date").unwrap();
    let rows: Vec<(String, f64)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(rows, [("2026-02-01".to_owned(), 10.0), ("2026-02-02".to_owned(), 25.5)]);
}

#[test]
fn figures_have_the_units_of_the_origin_and_missing_ones_are_null() {
    let (_directory, connection) = synced_again();
    let sql = "SELECT link_ctr, conversion_rate, link_cpc, roas, brand_id, campaign_objective FROM meta_ads_performance \
               WHERE date = '2026-02-02'";
    type Figures = (f64, f64, f64, Option<f64>, String, String);
    let row: Figures = connection
        .query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?)))
        .unwrap();
    // 50 clicks of 2000 impressions are 2.5 percent, 2 purchases of 50 clicks 4 percent; no value was reported.
    assert_eq!(row, (2.5, 4.0, 0.51, None, "b1".to_owned(), "UNKNOWN".to_owned()));
}

#[test]
fn what_is_known_from_both_is_shown_once() {
    let (_directory, connection) = synced_again();
    let count = |view: &str| -> i64 {
        connection.query_row(&format!("SELECT count(*) FROM {view}"), [], |row| row.get(0)).unwrap()
    };
    assert_eq!((count("brand_ad_accounts"), count("meta_campaigns"), count("meta_adsets")), (1, 2, 1));
}

#[test]
fn nothing_can_be_written_under_the_old_names() {
    let (_directory, connection) = synced_again();
    let views = "SELECT name FROM sqlite_schema WHERE type = 'view'";
    let mut statement = connection.prepare(views).unwrap();
    let names: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    assert_eq!(names.len(), 8);
    for name in names {
        let refused = connection.execute(&format!("DELETE FROM {name}"), []).unwrap_err();
        assert!(refused.to_string().contains("because it is a view"), "{refused}");
    }
}
