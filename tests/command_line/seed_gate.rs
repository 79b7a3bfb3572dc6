//! The seed's gate of nine rows, from outside.
//!
//! Each row is a test here, or names the tests that hold it. For the rows about data a file from before Phase 0 is
//! filled with any SQL tool, then audited and cleaned up.

use super::harness::{Machine, Sim};

/// Row, what it asks for, and the tests that hold it.
const ROWS: [(u8, &str, &[&str]); 9] = [
    (
        1,
        "the migrations run without an error and existing data stay as they are",
        &[
            "row_1_the_file_is_brought_up_to_date_with_every_row_and_a_copy_of_the_old_one",
            "phase_0_makes_exactly_its_eight_changes",
            "every_step_can_be_made_and_brought_up_to_the_newest",
        ],
    ),
    (
        2,
        "`ad_creation_v2` goes to its own handler; where that was a stub it is the run itself",
        &["a_job_of_the_second_pipeline_makes_ads_for_a_brand_without_meta"],
    ),
    (
        3,
        "an unknown job type fails loudly and has no other effect",
        &[
            "an_unknown_kind_of_work_is_refused_and_leaves_no_trace",
            "a_stored_kind_of_work_that_nobody_knows_fails_its_run_and_does_nothing_else",
        ],
    ),
    (
        4,
        "a sync keeps each campaign's objective with its figures",
        &["row_4_figures_carry_the_objective_of_their_campaign"],
    ),
    (
        5,
        "campaigns that cannot be read leave the figures synced, with `UNKNOWN`",
        &["when_campaigns_cannot_be_read_the_figures_are_stored_and_the_run_says_so"],
    ),
    (
        6,
        "the back-fill of templates is free of doubt, or the doubt is told and can be settled",
        &[
            "row_6_the_audit_finds_12_and_53_the_cleanup_settles_them_and_a_second_audit_finds_none",
            "row_6_the_newest_template_of_a_path_won_the_back_fill",
        ],
    ),
    (
        7,
        "a brand without Meta breaks nothing",
        &[
            "a_brand_without_a_meta_account_breaks_nothing",
            "a_job_of_the_second_pipeline_makes_ads_for_a_brand_without_meta",
        ],
    ),
    (8, "everything that was changed compiles", &["row_8_the_program_that_was_built_starts"]),
    (
        9,
        "the change is written down and was looked over",
        &[
            "row_9_the_file_is_sound_and_its_history_is_written_down",
            "every_test_that_the_list_of_defects_names_is_there",
        ],
    ),
];

#[test]
fn every_row_of_the_gate_has_its_tests() {
    let known = crate::documents::all_tests();
    for (place, (row, what, tests)) in (1..).zip(ROWS) {
        assert_eq!(row, place);
        assert!(!tests.is_empty(), "{what}");
        let missing: Vec<_> = tests.iter().filter(|test| !known.contains(**test)).collect();
        assert!(missing.is_empty(), "row {row}, {what}: {missing:?}");
    }
}

#[test]
fn row_4_figures_carry_the_objective_of_their_campaign() {
    let sim = Sim::generated(2, 6, 10, &[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    machine.done(&["sync", "--account", &sim.account, "--days-back", "7"]);
    // Under the origin's name and with the origin's words.
    assert!(machine.count("meta_ads_performance") > 0);
    assert_eq!(
        machine.count("meta_ads_performance WHERE campaign_objective IS NULL OR campaign_objective = 'UNKNOWN'"),
        0
    );
    let told = "SELECT count(*) FROM meta_ads_performance AS row JOIN meta_campaigns AS campaign
        ON campaign.meta_campaign_id = row.meta_campaign_id WHERE campaign.objective = row.campaign_objective";
    let agreeing: i64 = machine.sql().query_row(told, [], |row| row.get(0)).unwrap();
    assert_eq!(agreeing, machine.count("meta_ads_performance"));
}

#[test]
fn row_8_the_program_that_was_built_starts() {
    let machine = Machine::new();
    let output = std::process::Command::new(super::harness::binary()).arg("--version").output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("ad-creator "));
    machine.done(&["init"]);
}

#[test]
fn row_9_the_file_is_sound_and_its_history_is_written_down() {
    let machine = before_phase_0();
    machine.done(&["audit"]);
    assert_eq!(machine.done(&["doctor"])["healthy"], true);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let notes = std::fs::read_to_string(root.join("migrations/NOTES.md")).unwrap();
    for table in ["scraped_templates", "product_template_usage", "meta_ads_performance", "scheduled_job_runs"] {
        assert!(notes.contains(table), "{table}");
    }
}

/// Twelve paths with two active templates, and 53 usage rows that name no template.
fn before_phase_0() -> Machine {
    let machine = Machine::new();
    assert_eq!(machine.done(&["init", "--up-to", "12"])["step"], 12);
    let connection = machine.sql();
    connection
        .execute_batch(
            "INSERT INTO brands (id, name, slug) VALUES ('b', 'B', 'b');
             INSERT INTO products (id, brand_id, name, slug) VALUES ('p', 'b', 'P', 'p');",
        )
        .unwrap();
    let template = "INSERT INTO scraped_templates (id, name, storage_path, created_at) VALUES (?1, ?1, ?2, ?3)";
    let usage = "INSERT INTO product_template_usage (id, product_id, template_storage_name) VALUES (?1, 'p', ?2)";
    for number in 0..20 {
        let path = format!("bucket/{number}.png");
        connection.execute(template, (format!("first-{number}"), &path, 1)).unwrap();
        if number < 12 {
            connection.execute(template, (format!("second-{number}"), &path, 2)).unwrap();
        }
        connection.execute(usage, (format!("used-{number}"), &path)).unwrap();
    }
    for number in 0..53 {
        connection.execute(usage, (format!("orphan-{number}"), format!("upload {number}.jpg"))).unwrap();
    }
    machine
}

fn found(document: &serde_json::Value) -> (usize, usize) {
    let length = |name: &str| document[name].as_array().unwrap().len();
    (length("ambiguous_paths"), length("unmapped_usage"))
}

#[test]
fn row_6_the_audit_finds_12_and_53_the_cleanup_settles_them_and_a_second_audit_finds_none() {
    let machine = before_phase_0();
    assert_eq!(found(&machine.done(&["audit"])), (12, 53));
    assert_eq!(
        (machine.count("scraped_templates"), machine.count("product_template_usage")),
        (32, 73),
        "nothing is lost"
    );

    let shown = machine.done(&["cleanup"]);
    assert_eq!((found(&shown), shown["live"].as_bool()), ((12, 53), Some(false)));
    assert_eq!(shown["changes"].as_array().unwrap().len(), 65);
    assert_eq!(found(&machine.done(&["audit"])), (12, 53), "a dry run changes nothing");

    let done = machine.done(&["cleanup", "--live"]);
    assert_eq!((&done["changes"], done["live"].as_bool()), (&shown["changes"], Some(true)));
    assert_eq!(found(&machine.done(&["audit"])), (0, 0));
    assert_eq!(machine.count("scraped_templates WHERE is_active = 1 AND id LIKE 'second-%'"), 12);
    assert_eq!((machine.count("scraped_templates"), machine.count("product_template_usage")), (32, 20));
    assert_eq!(machine.done(&["doctor"])["healthy"], true);
}

#[test]
fn row_6_the_newest_template_of_a_path_won_the_back_fill() {
    let machine = before_phase_0();
    machine.done(&["audit"]);
    assert_eq!(machine.count("product_template_usage WHERE template_id LIKE 'second-%'"), 12);
    assert_eq!(machine.count("product_template_usage WHERE template_id LIKE 'first-%'"), 8);
}

#[test]
fn row_1_the_file_is_brought_up_to_date_with_every_row_and_a_copy_of_the_old_one() {
    let machine = before_phase_0();
    machine.done(&["audit"]);
    assert_eq!((machine.count("scraped_templates"), machine.count("product_template_usage")), (32, 73));
    let copies: Vec<_> = std::fs::read_dir(machine.home.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains("before-upgrade"))
        .collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let copy = rusqlite::Connection::open(&copies[0]).unwrap();
    let usage: i64 = copy.query_row("SELECT count(*) FROM product_template_usage", [], |row| row.get(0)).unwrap();
    assert_eq!(usage, 73);
}
