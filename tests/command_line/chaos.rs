//! The process is killed in the middle of a sync and started again.

use std::process::Stdio;

use super::harness::{Machine, Sim};

/// The digest of a file after an undisturbed sync of the same account.
fn undisturbed() -> String {
    let sim = account(&[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    machine.done(&["sync", "--account", &sim.account]);
    digest(&machine)
}

fn account(more: &[&str]) -> Sim {
    Sim::generated(4, 30, 60, more)
}

fn digest(machine: &Machine) -> String {
    machine.done(&["doctor", "--digest"])["digest"].as_str().unwrap().to_owned()
}

/// Kills a sync while it waits for the reply to its request number `request` for insights, and syncs again.
fn killed_at(request: u32) -> String {
    let hangs = format!("slow=120000+{}*1@insights", request - 1);
    let sim = account(&["--fault", &hangs]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    let mut victim = machine
        .command(&["--json", "sync", "--account", &sim.account])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    sim.wait_for_requests("insights", u64::from(request));
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert_eq!(machine.done(&["doctor"])["healthy"], true, "right after the kill");
    machine.done(&["sync", "--account", &sim.account]);
    digest(&machine)
}

#[test]
fn a_sync_that_was_killed_ends_like_an_undisturbed_one() {
    let expected = undisturbed();
    for request in [1, 4, 9] {
        assert_eq!(killed_at(request), expected, "killed at request {request} for insights");
    }
}
