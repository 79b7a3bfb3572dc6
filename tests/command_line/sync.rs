//! `connect` and `sync` against the simulator, compared with what it knows to be true.

use super::harness::{Machine, Sim, micros};

fn connected(sim: &Sim) -> Machine {
    let machine = Machine::with_token_of(sim);
    let connection = machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    assert_eq!(connection["account_id"], sim.account);
    machine
}

#[test]
fn a_sync_stores_what_the_account_did_and_a_second_one_changes_nothing() {
    let sim = Sim::generated(3, 12, 20, &[]);
    let machine = connected(&sim);
    let first = machine.done(&["sync", "--account", &sim.account, "--since", "2026-02-15", "--until", "2026-02-28"]);
    assert_eq!(first["reconciled"]["spend"], true, "{first}");
    assert_eq!(first["reconciled"]["impressions"], true, "{first}");
    assert!(first["changed_rows"].as_u64().unwrap() > 0, "{first}");

    let truth = sim.ask("/__sim/truth?since=2026-02-15&until=2026-02-28");
    let number = sim.account.trim_start_matches("act_");
    let true_account = truth["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|account| account["account_id"] == number)
        .unwrap_or_else(|| panic!("{truth}"));
    let stored: (i64, i64) = machine
        .sql()
        .query_row(
            "SELECT sum(spend_micros), sum(impressions) FROM insight_rows WHERE day BETWEEN \
             unixepoch('2026-02-15') / 86400 AND unixepoch('2026-02-28') / 86400",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!(stored.0, micros(&true_account["spend"]));
    assert_eq!(stored.1, true_account["impressions"].as_i64().unwrap());

    // What the report counts is what is there: every ad of the account, and each of them on each of the 14 days.
    let true_ads = truth["ads"].as_array().unwrap().iter().filter(|ad| ad["account_id"] == number).count();
    assert_eq!((first["ads"].as_u64().unwrap(), true_ads), (12, 12), "{first}");
    assert_eq!(first["campaigns"], 3, "{first}");
    assert_eq!(first["insight_rows"].as_i64().unwrap(), machine.count("insight_rows"), "{first}");
    assert_eq!(first["insight_rows"], 12 * 14, "{first}");
    assert_eq!(machine.count("ads"), 12);

    let second = machine.done(&["sync", "--account", &sim.account, "--since", "2026-02-15", "--until", "2026-02-28"]);
    assert_eq!(second["changed_rows"], 0, "{second}");
    assert_eq!(machine.done(&["doctor"])["healthy"], true);
}

#[test]
fn when_campaigns_cannot_be_read_the_figures_are_stored_and_the_run_says_so() {
    let sim = Sim::generated(2, 6, 10, &["--fault", "campaigns-fail"]);
    let machine = connected(&sim);
    let outcome = machine.run(&["sync", "--account", &sim.account, "--days-back", "7"]);
    assert_eq!(outcome.exit, 5, "{}", outcome.printed);
    assert!(!outcome.json["warnings"].as_array().unwrap().is_empty(), "{}", outcome.printed);
    assert!(machine.count("insight_rows") > 0);
    // Under the origin's name and with the origin's word.
    assert_eq!(machine.count("meta_ads_performance"), machine.count("insight_rows"));
    assert_eq!(machine.count("meta_ads_performance WHERE campaign_objective <> 'UNKNOWN'"), 0);
}

#[test]
fn without_a_token_or_with_one_that_is_not_accepted_a_person_is_needed() {
    let sim = Sim::generated(1, 1, 3, &["--fault", "expired-token"]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["init"]);
    machine.fails(&["connect", "--account", &sim.account, "--graph-url", &sim.url], 3, "token_expired");
    let without = Machine::new();
    without.done(&["init"]);
    without.fails(&["connect", "--account", &sim.account, "--graph-url", &sim.url], 3, "token_missing");
}

#[test]
fn a_server_elsewhere_and_dates_the_wrong_way_round_are_refused_before_anything_is_asked() {
    let sim = Sim::generated(1, 1, 3, &[]);
    let machine = connected(&sim);
    let asked = sim.ask("/__sim/stats")["requests"].clone();
    let account = sim.account.as_str();
    let elsewhere = ["sync", "--account", account, "--graph-url", "http://example.com"];
    assert_eq!(machine.run(&elsewhere).exit, 2);
    let backwards = ["sync", "--account", account, "--since", "2026-03-01", "--until", "2026-02-01"];
    assert_eq!(machine.run(&backwards).exit, 2);
    assert_eq!(sim.ask("/__sim/stats")["requests"], asked);
}

#[test]
fn nobody_listening_is_a_failure_to_try_again_and_loses_nothing() {
    let sim = Sim::generated(1, 2, 3, &[]);
    let machine = connected(&sim);
    machine.done(&["sync", "--account", &sim.account, "--days-back", "3"]);
    let digest = machine.done(&["doctor", "--digest"])["digest"].clone();
    let account = sim.account.clone();
    drop(sim);
    let error = machine.fails(&["sync", "--account", &account, "--days-back", "3", "--max-wait", "1s"], 1, "offline");
    assert_eq!(error["lost"], false);
    assert_eq!(machine.done(&["doctor", "--digest"])["digest"], digest);
}

#[test]
fn a_brand_without_a_meta_account_breaks_nothing() {
    let sim = Sim::generated(1, 2, 3, &[]);
    let machine = connected(&sim);
    machine.sql().execute_batch("INSERT INTO brands (id, name, slug) VALUES ('b', 'Alone', 'alone')").unwrap();
    let synced = machine.done(&["sync", "--account", &sim.account, "--days-back", "3"]);
    assert_eq!(synced["warnings"], serde_json::json!([]), "{synced}");
    assert_eq!(machine.count("brands"), 1);

    let alone = Machine::new();
    alone.done(&["init"]);
    alone.sql().execute_batch("INSERT INTO brands (id, name, slug) VALUES ('b', 'Alone', 'alone')").unwrap();
    alone.fails(&["sync"], 2, "account_not_connected");
    assert_eq!(alone.done(&["doctor"])["healthy"], true);
}

#[test]
fn what_cannot_be_fetched_later_is_recorded_from_the_first_sync() {
    let sim = Sim::start(&["--story", "showcase"]);
    let machine = connected(&sim);
    machine.done(&["sync", "--account", &sim.account]);
    for table in ["reach_windows", "activities"] {
        assert!(machine.count(table) > 0, "{table}");
    }
}
