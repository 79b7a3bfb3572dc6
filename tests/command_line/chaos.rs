//! The process is killed in the middle of a sync and started again.

use std::process::Stdio;

use super::harness::{Machine, Sim};

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
fn killed_after(answers: u32) -> String {
    let hangs = format!("slow=120000+{answers}*1@insights");
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
