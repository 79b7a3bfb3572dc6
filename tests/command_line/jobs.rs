//! Schedules and the runner without a window.

use super::harness::{Machine, Sim};

#[test]
fn an_unknown_kind_of_work_is_refused_and_leaves_no_trace() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let rule = ["--name", "x", "--cron", "0 6 * * *", "--zone", "Europe/Berlin"];
    for unavailable in ["template_scrape", "genome_validation", "quality_calibration", "ad_classification"] {
        machine.fails(&[&["jobs", "add", unavailable], &rule as &[&str]].concat(), 2, "job_type_not_available");
    }
    assert_eq!(machine.run(&[&["jobs", "add", "make_coffee"], &rule as &[&str]].concat()).exit, 2);
    assert_eq!((machine.count("scheduled_jobs"), machine.count("scheduled_job_runs")), (0, 0));
}

#[test]
fn a_rule_that_never_fires_is_refused() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let add = ["jobs", "add", "scorecard", "--name", "x", "--cron", "0 0 31 2 *", "--zone", "Europe/Berlin"];
    machine.fails(&add, 2, "schedule_never_fires");
    assert_eq!(machine.count("scheduled_jobs"), 0);
}

#[test]
fn a_schedule_that_does_what_another_one_does_is_filed_and_says_so() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let add = ["jobs", "add", "scorecard", "--cron", "0 6 * * *", "--zone", "Europe/Berlin", "--name"];
    let first = machine.done(&[&add as &[&str], &["Daily"]].concat());
    assert_eq!(first["equal_to"], serde_json::json!([]));
    let again = machine.done(&[&add as &[&str], &["Daily too"]].concat());
    assert_eq!(again["equal_to"], serde_json::json!([first["id"]]));
    let printed = machine.command(&[&add as &[&str], &["Once more"]].concat()).output().unwrap().stdout;
    let printed = String::from_utf8(printed).unwrap();
    for name in ["Daily (", "Daily too ("] {
        assert!(printed.contains(name) && printed.contains("does the same at the same times"), "{printed}");
    }
}

#[test]
fn a_schedule_that_came_due_is_run_once_and_accounted_for() {
    let sim = Sim::generated(1, 3, 5, &[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    let account = format!("account={}", sim.account);
    let add = ["--now", "2026-03-01T12:00:00Z", "jobs", "add", "meta_sync", "--name", "Daily", "--cron", "0 6 * * *"];
    machine.done(&[&add as &[&str], &["--zone", "UTC", "--param", &account, "--param", "days_back=3"]].concat());
    machine.done(&["--now", "2026-03-02T06:00:30Z", "runner", "--until-idle"]);
    machine.done(&["--now", "2026-03-02T06:05:00Z", "runner", "--until-idle"]);
    assert_eq!(machine.count("scheduled_job_runs WHERE trigger_source = 'scheduled' AND job_type = 'meta_sync'"), 1);
    assert_eq!(machine.count("scheduled_job_runs WHERE trigger_source = 'scheduled' AND status = 'completed'"), 1);
    assert!(machine.count("insight_rows") > 0);
}

#[test]
fn a_stored_kind_of_work_that_nobody_knows_fails_its_run_and_does_nothing_else() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let connection = machine.sql();
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF;
             INSERT INTO scheduled_jobs (id, name, job_type, schedule_type, cron_expression, time_zone, next_run_at, created_at)
             VALUES ('00000000-0000-7000-8000-000000000001', 'Old', 'make_coffee', 'recurring', '0 6 * * *', 'UTC',
                 unixepoch('2026-03-02 06:00:00') * 1000, unixepoch('2026-03-01') * 1000);",
        )
        .unwrap();
    machine.run(&["--now", "2026-03-02T06:00:30Z", "runner", "--until-idle"]);
    assert_eq!(machine.count("scheduled_job_runs WHERE status = 'failed' AND job_type = 'make_coffee'"), 1);
    assert_eq!(machine.count("insight_rows"), 0);
}

#[test]
fn cancelling_a_run_that_is_over_is_wrong_input_with_a_code_of_its_own() {
    let sim = Sim::generated(1, 1, 3, &[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    let run = machine.done(&["sync", "--account", &sim.account, "--days-back", "2"])["run_id"].clone();
    let run = run.as_str().unwrap();
    let error = machine.fails(&["jobs", "cancel", run], 2, "already_ended");
    assert!(error["message"].as_str().unwrap().contains("completed"), "{error}");
    machine.fails(&["jobs", "retry", run], 2, "already_ended");
    machine.fails(&["jobs", "cancel", "00000000-0000-7000-8000-000000000001"], 2, "not_found");
}

#[test]
fn a_schedule_is_listed_changed_paused_resumed_and_run_by_hand() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let add = ["add", "scorecard", "--name", "Report", "--cron", "0 9 * * 1-5", "--zone", "Europe/Berlin"];
    let job = machine.done(&noon(&add))["id"].as_str().unwrap().to_owned();
    let listed = machine.done(&noon(&["list"]))["jobs"][0].clone();
    assert_eq!((listed["id"].as_str(), listed["status"].as_str()), (Some(&*job), Some("active")));
    assert_eq!(listed["next_run_at"], "2026-03-02T08:00:00Z");

    let edited = machine.done(&noon(&["edit", &job, "--cron", "30 7 * * *", "--max-runs", "2"]));
    assert_eq!((edited["next_run_at"].as_str(), edited["max_runs"].as_u64()), (Some("2026-03-02T06:30:00Z"), Some(2)));
    assert_eq!(machine.done(&noon(&["pause", &job]))["status"], "paused");
    machine.fails(&noon(&["pause", &job]), 1, "conflict");
    assert_eq!(machine.done(&noon(&["resume", &job]))["status"], "active");

    let run = machine.done(&noon(&["run-now", &job]));
    assert_eq!((run["type"].as_str(), run["status"].as_str()), (Some("scorecard"), Some("queued")));
    assert_eq!(run["job_id"].as_str(), Some(&*job));
    let past = machine.done(&noon(&["history", "--job", &job]))["runs"][0].clone();
    assert_eq!(past["id"], run["id"]);
    for field in ["due_at", "started_at", "finished_at", "reason", "attempts"] {
        assert!(past.get(field).is_some(), "{field} in {past}");
    }
}

/// A command about jobs at noon of a Sunday.
fn noon<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&["--now", "2026-03-01T12:00:00Z", "jobs"], words].concat()
}

#[test]
fn the_next_runs_of_a_rule_need_no_file() {
    let machine = Machine::new();
    let next = ["jobs", "next", "--cron", "30 2 * * *", "--zone", "Europe/Berlin", "--from", "2026-10-24T12:00:00Z"];
    let runs = machine.done(&[&next as &[&str], &["-n", "2"]].concat());
    let runs: Vec<&str> = runs["runs"].as_array().unwrap().iter().map(|run| run["at"].as_str().unwrap()).collect();
    assert_eq!(runs, ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"], "the first of the two, then winter time");
    // A day of the zone is its midnight, and a time of it what its clocks show.
    for from in ["2026-10-24", "2026-10-24T01:00"] {
        let told = machine.done(&["jobs", "next", "--cron", "30 2 * * *", "--zone", "Europe/Berlin", "--from", from]);
        assert_eq!(told["runs"][0]["at"], "2026-10-24T00:30:00Z");
    }
    machine.fails(&["jobs", "next", "--cron", "0 0 31 2 *", "--zone", "UTC"], 2, "schedule_never_fires");
}
