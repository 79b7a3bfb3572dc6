//! The process is killed in the middle of a sync and started again.

use std::process::Stdio;

use super::harness::{Machine, Sim, wait_until};

/// The digest of a file after an undisturbed sync of the same account.
fn undisturbed() -> String {
    let sim = account(&[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    machine.done(&["sync", "--account", &sim.account]);
    assert_eq!(machine.count("insight_rows"), ADS * DAYS);
    digest(&machine)
}

const ADS: i64 = 30;
const DAYS: i64 = 60;

fn account(more: &[&str]) -> Sim {
    Sim::generated(4, u32::try_from(ADS).unwrap(), u32::try_from(DAYS).unwrap(), more)
}

fn digest(machine: &Machine) -> String {
    machine.done(&["doctor", "--digest"])["digest"].as_str().unwrap().to_owned()
}

/// Kills a sync that has had `answers` of its requests for insights answered and waits for the next, and syncs again.
/// The next one hangs for a while, so that the kill is in time; if it was not sent yet, the second sync meets it.
fn killed_after(answers: u32) -> String {
    let hangs = format!("slow=8000+{answers}*1@insights");
    let sim = account(&["--fault", &hangs]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    let mut victim = machine
        .command(&["--json", "sync", "--account", &sim.account])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    sim.wait_for_requests("insights", u64::from(answers));
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert_eq!(machine.done(&["doctor"])["healthy"], true, "right after the kill");
    machine.done(&["sync", "--account", &sim.account]);
    digest(&machine)
}

#[test]
fn a_sync_that_was_killed_ends_like_an_undisturbed_one() {
    let expected = undisturbed();
    for answers in [1, 4, 9] {
        assert_eq!(killed_after(answers), expected, "killed after {answers} answers");
    }
}

#[test]
fn a_sync_that_was_killed_three_times_in_a_row_is_finished_by_the_next() {
    let sim = account(&["--fault", "slow=2000+4*3@insights"]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    for killed in 1..=3 {
        let mut victim = machine
            .command(&["--json", "sync", "--account", &sim.account])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_until("the run to be under way", || machine.count("run_attempts") >= killed);
        victim.kill().unwrap();
        victim.wait().unwrap();
    }
    machine.done(&["sync", "--account", &sim.account]);
    assert_eq!(machine.count("insight_rows"), ADS * DAYS);
    assert_eq!(machine.count("run_attempts WHERE outcome = 'interrupted'"), 3);
}

/// A schedule for a sync that is due, and the file that it is in.
fn due_schedule(sim: &Sim) -> Machine {
    let machine = Machine::with_token_of(sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    let account = format!("account={}", sim.account);
    let add = ["--now", "2026-03-01T12:00:00Z", "jobs", "add", "meta_sync", "--name", "Daily", "--cron", "0 6 * * *"];
    machine.done(&[&add as &[&str], &["--zone", "UTC", "--param", &account]].concat());
    machine
}

const DUE: &str = "2026-03-02T06:00:30Z";

#[test]
fn a_runner_that_was_killed_is_followed_by_one_that_goes_on_with_the_same_run() {
    let sim = account(&["--fault", "slow=8000+4*1@insights"]);
    let machine = due_schedule(&sim);
    let mut victim =
        machine.command(&["--now", DUE, "runner"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    sim.wait_for_requests("insights", 4);
    victim.kill().unwrap();
    victim.wait().unwrap();
    machine.done(&["--now", DUE, "runner", "--until-idle"]);

    let scheduled = "scheduled_job_runs WHERE trigger_source = 'scheduled'";
    assert_eq!((machine.count(scheduled), machine.count(&format!("{scheduled} AND status = 'completed'"))), (1, 1));
    let outcomes = "SELECT group_concat(outcome, ' ') FROM (SELECT outcome FROM run_attempts JOIN scheduled_job_runs AS run \
                    ON run.id = run_id WHERE run.trigger_source = 'scheduled' ORDER BY try)";
    let outcomes: String = machine.sql().query_row(outcomes, [], |row| row.get(0)).unwrap();
    assert_eq!(outcomes, "interrupted completed", "an interrupted run is not a failed one");
    assert_eq!(machine.count("insight_rows"), ADS * DAYS);
}

#[test]
fn two_runners_on_one_file_run_what_is_due_once() {
    let sim = account(&[]);
    let machine = due_schedule(&sim);
    let runner = ["--quiet", "--now", DUE, "runner", "--until-idle"];
    let both: Vec<_> = (0..2).map(|_| machine.command(&runner).stdout(Stdio::null()).spawn().unwrap()).collect();
    for mut process in both {
        assert!(process.wait().unwrap().success());
    }
    let scheduled = "scheduled_job_runs WHERE trigger_source = 'scheduled'";
    assert_eq!(machine.count(scheduled), 1);
    let attempts =
        "run_attempts JOIN scheduled_job_runs AS run ON run.id = run_id WHERE run.trigger_source = 'scheduled'";
    assert_eq!(machine.count(attempts), 1);
    assert_eq!(machine.count("insight_rows"), ADS * DAYS);
}
