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
