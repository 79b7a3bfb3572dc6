//! `report` beside the simulator's own totals, and `demo`.

use serde_json::Value;

use super::harness::{Machine, Sim, binary, micros};

const SINCE: &str = "2026-02-10";
const UNTIL: &str = "2026-02-28";

fn synced() -> (Sim, Machine) {
    let sim = Sim::start(&[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    machine.done(&["sync", "--account", &sim.account, "--since", SINCE, "--until", UNTIL]);
    (sim, machine)
}

fn report(machine: &Machine, level: &str, more: &[&str]) -> Value {
    machine.done(&[&["report", "--level", level, "--since", SINCE, "--until", UNTIL], more].concat())
}

#[test]
fn every_row_and_total_is_what_the_simulator_knows_to_be_true() {
    let (sim, machine) = synced();
    let truth = sim.ask(&format!("/__sim/truth?since={SINCE}&until={UNTIL}"));
    let number = sim.account.trim_start_matches("act_");
    for (level, known) in [("campaign", "campaigns"), ("adset", "adsets"), ("ad", "ads")] {
        let document = report(&machine, level, &[]);
        let rows = document["rows"].as_array().unwrap();
        let own = truth[known].as_array().unwrap().iter().filter(|row| row["account_id"] == number);
        let mut compared = 0;
        for expected in own.filter(|row| row["impressions"].as_u64() > Some(0)) {
            let row =
                rows.iter().find(|row| row["id"] == expected["id"]).unwrap_or_else(|| panic!("no row for {expected}"));
            assert_eq!(micros(&row["spend"]), micros(&expected["spend"]), "{row} {expected}");
            for name in ["impressions", "clicks", "link_clicks"] {
                assert_eq!(row[name].as_i64().unwrap_or(0), expected[name].as_i64().unwrap(), "{name} of {row}");
            }
            compared += 1;
        }
        assert!(compared > 0, "{level}");
    }
    let account = report(&machine, "account", &[]);
    let expected = truth["accounts"].as_array().unwrap().iter().find(|row| row["account_id"] == number).unwrap();
    assert_eq!(micros(&account["totals"]["spend"]), micros(&expected["spend"]));
    assert_eq!(account["ads_total"]["spend"], account["totals"]["spend"], "{account}");
}

#[test]
fn totals_cover_all_rows_whatever_the_limit() {
    let (_sim, machine) = synced();
    let (all, few) = (report(&machine, "ad", &[]), report(&machine, "ad", &["--limit", "2", "--sort", "spend"]));
    assert_eq!(few["rows"].as_array().unwrap().len(), 2);
    assert_eq!(few["totals"], all["totals"]);
    let spend: Vec<i64> = few["rows"].as_array().unwrap().iter().map(|row| micros(&row["spend"])).collect();
    assert!(spend[0] >= spend[1], "{spend:?}");
}

#[test]
fn days_that_were_not_read_are_named_and_null() {
    let (_sim, machine) = synced();
    let range = ["report", "--level", "account", "--since", "2026-02-08", "--until", "2026-02-11", "--by", "day"];
    let document = machine.done(&range);
    assert_eq!(document["unsynced"], serde_json::json!(["2026-02-08", "2026-02-09"]), "{document}");
}

#[test]
fn a_report_in_a_named_format_wins_over_json() {
    let (_sim, machine) = synced();
    let csv = ["--json", "report", "--level", "ad", "--since", SINCE, "--until", UNTIL, "--format", "csv"];
    let printed = String::from_utf8(machine.command(&csv).output().unwrap().stdout).unwrap();
    let rows = report(&machine, "ad", &[])["rows"].as_array().unwrap().len();
    assert!(printed.lines().count() > rows, "{printed}");
    assert!(!printed.starts_with('{'), "{printed}");
}

#[test]
fn dates_the_wrong_way_round_are_invalid_input_everywhere() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let days = ["--since", UNTIL, "--until", SINCE];
    for command in [&["report", "--level", "ad"] as &[&str], &["diagnose"], &["sync", "--account", "act_1"]] {
        machine.fails(&[command, &days].concat(), 2, "invalid_input");
    }
    let rule = ["--name", "x", "--cron", "0 6 * * *", "--zone", "UTC"];
    let params = ["--param", "account=act_1", "--param", "since=2026-02-28", "--param", "until=2026-02-10"];
    machine.fails(&[&["jobs", "add", "meta_sync"] as &[&str], &rule, &params].concat(), 2, "invalid_input");
}

#[test]
fn a_diagnosis_says_what_it_is_about_and_what_it_could_not_look_at() {
    let sim = Sim::generated(1, 2, 3, &[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    machine.done(&["sync", "--account", &sim.account, "--since", SINCE, "--until", UNTIL]);
    let diagnosis = machine.done(&["diagnose", "--since", SINCE, "--until", "2026-02-12"]);
    assert_eq!(diagnosis["account_id"], sim.account.as_str());
    assert_eq!((&diagnosis["since"], &diagnosis["until"]), (&SINCE.into(), &"2026-02-12".into()));
    assert_eq!(diagnosis["findings"], serde_json::json!([]));
    let skipped = diagnosis["skipped"].as_array().unwrap();
    assert!(skipped.iter().any(|rule| rule["rule"] == "ctr_below_p25"), "{diagnosis}");
    assert!(skipped.iter().all(|rule| rule["why"].as_str().is_some_and(|why| !why.is_empty())), "{diagnosis}");
}

#[test]
fn the_demo_is_synced_without_a_window_and_reused() {
    let machine = Machine::new();
    let file = machine.file.to_str().unwrap().to_owned();
    let arguments = ["demo", "--headless", "--as-of", "2026-03-02", &file];
    let first = machine.done(&arguments);
    assert!(first["insight_rows"].as_u64() > Some(0), "{first}");
    assert!(first["ads_created"].as_u64() > Some(0), "{first}");
    let again = machine.done(&arguments);
    assert_eq!(again["insight_rows"], first["insight_rows"]);
    assert_eq!(again["account"], first["account"]);

    // Nobody named an account: all of the file are judged, each in its own currency.
    let judged = machine.done(&["diagnose"]);
    let accounts: Vec<_> = judged["accounts"].as_array().unwrap().iter().map(|one| &one["currency"]).collect();
    assert_eq!(accounts, ["USD", "EUR"]);
    let findings = judged["findings"].as_array().unwrap();
    assert!(!findings.is_empty() && findings.iter().all(|one| one["account_id"].is_string()), "{judged}");
    assert!(judged["judged_spend_share"].is_number(), "{judged}");
    let error = machine.fails(&["sync"], 2, "wrong_usage");
    assert!(error["next_step"].as_str().unwrap().contains("Saltwick US"), "{error}");

    // Without --workspace a command is about the file opened last, and that is the demo now.
    let mut nameless = std::process::Command::new(binary());
    nameless.args(["--json", "init"]).env("AD_CREATOR_HOME", machine.home.path().join("home"));
    let printed = String::from_utf8(nameless.output().unwrap().stdout).unwrap();
    assert!(printed.contains("already_exists") && printed.contains(&file), "{printed}");
}
