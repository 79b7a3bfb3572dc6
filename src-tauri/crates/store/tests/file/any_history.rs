//! The clean-up on any history of templates and usage, not only on the seed's.

use std::collections::BTreeMap;

use proptest::prelude::*;
use store::testing::{options, temporary};
use store::{Live, Store};

use crate::sql;

#[derive(Debug, Clone)]
struct History {
    /// Path, day of creation if known, active.
    templates: Vec<(u8, Option<i64>, bool)>,
    /// Path, whether the row has its template already.
    usage: Vec<(u8, bool)>,
}

fn histories() -> impl Strategy<Value = History> {
    let template = (0..6_u8, proptest::option::of(0..4_i64), any::<bool>());
    let usage = (0..8_u8, any::<bool>());
    (proptest::collection::vec(template, 0..20), proptest::collection::vec(usage, 0..12))
        .prop_map(|(templates, usage)| History { templates, usage })
}

fn fill(store: &Store, history: &History) {
    let connection = sql(store.path());
    connection
        .execute_batch(
            "BEGIN;
             INSERT INTO brands (id, name, slug) VALUES ('b', 'B', 'b');
             INSERT INTO products (id, brand_id, name, slug) VALUES ('p', 'b', 'P', 'p');",
        )
        .unwrap();
    let template =
        "INSERT INTO scraped_templates (id, name, storage_path, created_at, is_active) VALUES (?1, 'T', ?2, ?3, ?4)";
    for (number, (path, created_at, active)) in history.templates.iter().enumerate() {
        connection.execute(template, (format!("t{number:02}"), path.to_string(), created_at, active)).unwrap();
    }
    let usage = "INSERT OR IGNORE INTO product_template_usage (id, product_id, template_storage_name, template_id) \
                 VALUES (?1, 'p', ?2, iif(?3, (SELECT id FROM scraped_templates WHERE storage_path = ?2 LIMIT 1), NULL))";
    for (number, (path, mapped)) in history.usage.iter().enumerate() {
        connection.execute(usage, (format!("u{number:02}"), path.to_string(), mapped)).unwrap();
    }
    connection.execute_batch("COMMIT").unwrap();
}

/// The template that counts for each path that has an active one: the newest, then the one with the larger id.
fn winners(history: &History) -> BTreeMap<u8, String> {
    let active = history.templates.iter().enumerate().filter(|(_, (_, _, active))| *active);
    let mut best: BTreeMap<u8, (Option<i64>, String)> = BTreeMap::new();
    for (number, (path, created_at, _)) in active {
        let candidate = (*created_at, format!("t{number:02}"));
        let entry = best.entry(*path).or_insert_with(|| candidate.clone());
        *entry = entry.clone().max(candidate);
    }
    best.into_iter().map(|(path, (_, id))| (path, id)).collect()
}

fn pairs(store: &Store, query: &str) -> BTreeMap<String, Option<String>> {
    let connection = sql(store.path());
    let mut statement = connection.prepare(query).unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_a_live_cleanup_nothing_is_left_to_settle_and_nothing_that_counted_is_gone(history in histories()) {
        let (_directory, store) = temporary();
        fill(&store, &history);
        let usage = "SELECT id, template_id FROM product_template_usage";
        let mapped_before: BTreeMap<_, _> = pairs(&store, usage).into_iter().filter(|(_, id)| id.is_some()).collect();
        let shown = store.clean_up(Live::DryRun).unwrap();
        let done = store.clean_up(Live::Act(options().clock.now())).unwrap();
        prop_assert_eq!(&shown.changes, &done.changes);

        let after = store.audit().unwrap();
        prop_assert!(after.ambiguous_paths.is_empty() && after.unmapped_usage.is_empty());
        let active = pairs(&store, "SELECT storage_path, id FROM scraped_templates WHERE is_active = 1");
        let expected: BTreeMap<_, _> =
            winners(&history).into_iter().map(|(path, id)| (path.to_string(), Some(id))).collect();
        prop_assert_eq!(active, expected);
        let mapped_after = pairs(&store, usage);
        for (id, template) in mapped_before {
            prop_assert_eq!(mapped_after.get(&id), Some(&template));
        }
        // A row that is gone named a path that no template has.
        for change in done.changes {
            if let store::Change::RemoveUsage { template_storage_name, .. } = change {
                prop_assert!(history.templates.iter().all(|(path, ..)| path.to_string() != template_storage_name));
            }
        }
    }
}
