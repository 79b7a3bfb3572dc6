//! What can go wrong on the way to Meta and with the file: each has its exit code and one clear message, and loses
//! nothing.

use super::harness::{Machine, Sim};

/// A fault of the simulator, and what `connect` and `sync` say of it.
struct Case {
    fault: &'static str,
    exit: i32,
    code: &'static str,
    /// A word that the message must have.
    says: &'static str,
}

const fn case(fault: &'static str, exit: i32, code: &'static str, says: &'static str) -> Case {
    Case { fault, exit, code, says }
}

#[test]
fn what_goes_wrong_while_connecting_has_its_code_and_stores_nothing() {
    for Case { fault, exit, code, says } in [
        case("expired-token", 3, "token_expired", "token"),
        case("missing-permission", 3, "permission_missing", "ads_read"),
        case("unknown-account", 3, "account_not_found", "account"),
        case("deprecated-version", 1, "api_version_ended", "version"),
    ] {
        let sim = Sim::generated(1, 2, 3, &["--fault", fault]);
        let machine = Machine::with_token_of(&sim);
        machine.done(&["init"]);
        let digest = machine.done(&["doctor", "--digest"])["digest"].clone();
        let error = machine.fails(&["connect", "--account", &sim.account, "--graph-url", &sim.url], exit, code);
        assert!(error["message"].as_str().unwrap().contains(says), "{fault}: {error}");
        assert_eq!(machine.done(&["doctor", "--digest"])["digest"], digest, "{fault}");
    }
}

/// Each is tried again for a while first, so they are waited for side by side.
#[test]
fn replies_that_cannot_be_used_fail_the_sync_and_lose_nothing() {
    std::thread::scope(|side_by_side| {
        for case in [
            case("truncated@insights", 1, "meta_unavailable", "Meta"),
            case("plain-text@insights", 1, "meta_reply_unreadable", "not one of the Graph API"),
            case("html@insights", 1, "meta_unavailable", "Meta"),
        ] {
            side_by_side.spawn(move || fails_to_sync(&case));
        }
    });
}

fn fails_to_sync(Case { fault, exit, code, says }: &Case) {
    let sim = Sim::generated(1, 2, 3, &["--fault", fault]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    let error = machine.fails(&["sync", "--account", &sim.account, "--days-back", "3"], *exit, code);
    assert!(error["message"].as_str().unwrap().contains(says), "{fault}: {error}");
    assert_eq!((machine.count("insight_rows"), machine.count("ad_accounts")), (0, 1), "{fault}");
    assert_eq!(machine.done(&["doctor"])["healthy"], true, "{fault}");
}

#[test]
fn a_file_that_may_not_be_written_is_read_and_asks_nobody() {
    let sim = Sim::generated(1, 2, 3, &[]);
    let machine = Machine::with_token_of(&sim);
    machine.done(&["connect", "--account", &sim.account, "--graph-url", &sim.url]);
    machine.done(&["sync", "--account", &sim.account, "--days-back", "3"]);
    let asked = sim.ask("/__sim/stats")["requests"].clone();
    let mut mark = std::fs::metadata(&machine.file).unwrap().permissions();
    mark.set_readonly(true);
    std::fs::set_permissions(&machine.file, mark).unwrap();

    let report = ["report", "--level", "ad", "--since", "2026-02-28", "--until", "2026-03-01"];
    let read = machine.run(&report);
    assert_eq!(read.exit, 0, "{}", read.printed);
    assert!(!read.json["rows"].as_array().unwrap().is_empty(), "{}", read.printed);
    assert!(read.printed.contains("may not be written"), "it says so: {}", read.printed);
    let account = ["--account", sim.account.as_str()];
    let again = [&["connect", "--graph-url", &sim.url] as &[&str], &account].concat();
    let sync = [&["sync", "--days-back", "3"] as &[&str], &account].concat();
    let new = ["sync", "--account", "act_4242", "--graph-url", &sim.url];
    for arguments in [&again as &[&str], &sync, &new, &["cleanup", "--live"]] {
        machine.fails(arguments, 4, "file_read_only");
    }
    assert_eq!(sim.ask("/__sim/stats")["requests"], asked, "nothing was asked");
}

#[test]
fn a_file_of_another_installation_asks_nobody() {
    let sim = Sim::generated(1, 2, 3, &[]);
    let owner = Machine::new();
    owner.done(&["init"]);
    let mut elsewhere = Machine::with_token_of(&sim);
    elsewhere.file = owner.file.clone();
    let connect = ["connect", "--account", &sim.account, "--graph-url", &sim.url];
    let sync = ["sync", "--account", &sim.account, "--graph-url", &sim.url];
    for arguments in [&connect, &sync] {
        elsewhere.fails(arguments, 4, "opened_read_only");
    }
    assert_eq!(sim.ask("/__sim/stats")["requests"], 0);
    assert_eq!(elsewhere.count("ad_accounts"), 0);
}

#[test]
fn a_file_that_another_program_is_changing_is_in_use() {
    let machine = Machine::new();
    machine.done(&["init", "--up-to", "12"]);
    let lock = std::fs::File::create(machine.file.with_extension("adcreator.lock")).unwrap();
    lock.lock().unwrap();
    machine.fails(&["audit"], 4, "file_locked");
    lock.unlock().unwrap();
    machine.done(&["audit"]);
}
