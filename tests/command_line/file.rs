//! `init`, `backup`, `restore`, `doctor`, and files that cannot be used.

use std::process::Stdio;

use serde_json::json;

use super::harness::{Machine, Sim};

#[test]
fn a_workspace_is_made_once_and_checked() {
    let machine = Machine::new();
    let made = machine.done(&["init"]);
    assert_eq!(made["step"], made["latest_step"]);
    machine.fails(&["init"], 2, "already_exists");

    let doctored = machine.done(&["doctor"]);
    assert_eq!(doctored["healthy"], true);
    let digest = machine.done(&["doctor", "--digest"])["digest"].as_str().unwrap().to_owned();
    assert_eq!(digest.len(), 64);
    let printed = machine.command(&["doctor", "--digest"]).output().unwrap().stdout;
    assert_eq!(String::from_utf8(printed).unwrap().trim(), digest, "without --json it is the digest and nothing else");
}

#[test]
fn a_workspace_can_be_made_at_any_step_by_number_or_name() {
    let names = [
        ("12", 12),
        ("V13", 13),
        ("scheduler", 4),
        ("V13__ad_creator_v2_phase_0", 13),
        ("V13__ad_creator_v2_phase_0.sql", 13),
    ];
    for (step, is) in names {
        let machine = Machine::new();
        assert_eq!(machine.done(&["init", "--up-to", step])["step"], is);
    }
    let machine = Machine::new();
    let error = machine.fails(&["init", "--up-to", "99"], 2, "wrong_usage");
    assert!(error["next_step"].as_str().unwrap().contains("13 ad_creator_v2_phase_0"), "{error}");
    assert!(!machine.file.exists());
}

#[test]
fn a_copy_is_made_and_brought_back() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let copy = machine.home.path().join("copy.adcreator");
    let copy = copy.to_str().unwrap();
    machine.sql().execute_batch("INSERT INTO brands (id, name, slug) VALUES ('b', 'Before', 'b')").unwrap();
    let digest = machine.done(&["doctor", "--digest"])["digest"].clone();

    let copied = machine.done(&["backup", copy]);
    assert_eq!(copied["path"], copy);
    assert!(copied["bytes"].as_u64().unwrap() > 8192);
    machine.fails(&["backup", copy], 2, "already_exists");

    machine.sql().execute_batch("UPDATE brands SET name = 'After'").unwrap();
    assert_ne!(machine.done(&["doctor", "--digest"])["digest"], digest);
    let restored = machine.done(&["restore", copy]);
    assert_eq!(machine.done(&["doctor", "--digest"])["digest"], digest);
    let kept = rusqlite::Connection::open(restored["kept"].as_str().unwrap()).unwrap();
    let name: String = kept.query_row("SELECT name FROM brands", [], |row| row.get(0)).unwrap();
    assert_eq!(name, "After");
}

#[test]
fn a_file_that_cannot_be_used_is_said_so_with_exit_code_4_and_left_alone() {
    let machine = Machine::new();
    for (contents, code) in [(b"not a database".to_vec(), "not_a_workspace"), (Vec::new(), "not_a_workspace")] {
        std::fs::write(&machine.file, &contents).unwrap();
        machine.fails(&["audit"], 4, code);
        assert_eq!(std::fs::read(&machine.file).unwrap(), contents);
    }
    std::fs::remove_file(&machine.file).unwrap();
    machine.done(&["init"]);
    let whole = std::fs::read(&machine.file).unwrap();
    let mut damaged = whole.clone();
    damaged[100..8192].fill(0xAA);
    std::fs::write(&machine.file, &damaged).unwrap();
    machine.fails(&["doctor"], 4, "file_damaged");
    assert_eq!(std::fs::read(&machine.file).unwrap(), damaged);

    std::fs::write(&machine.file, whole).unwrap();
    let future = "INSERT INTO refinery_schema_history VALUES (9999, 'from_the_future', '2030-01-01T00:00:00Z', '1')";
    machine.sql().execute_batch(future).unwrap();
    machine.fails(&["doctor"], 4, "file_newer");
}

#[test]
fn a_file_that_is_not_there_and_a_command_that_does_not_exist_are_wrong_usage() {
    let machine = Machine::new();
    machine.fails(&["audit"], 2, "not_found");
    assert!(!machine.file.exists());
    assert_eq!(machine.run(&["frobnicate"]).exit, 2);
    assert_eq!(machine.run(&["cleanup", "--alive"]).exit, 2);
}

#[test]
fn a_file_of_another_installation_is_read_and_never_written() {
    let machine = Machine::new();
    machine.done(&["init"]);
    let mut elsewhere = Machine::new();
    elsewhere.file = machine.file.clone();
    let expected = json!({"ambiguous_paths": [], "unmapped_usage": [], "changes": [], "live": false});
    assert_eq!(elsewhere.done(&["audit"]), expected);
    let refused = elsewhere.fails(&["cleanup", "--live"], 4, "opened_read_only");
    assert!(refused["next_step"].as_str().unwrap().contains("take-over"), "{refused}");
}

#[test]
fn a_file_of_another_installation_can_be_taken_over_and_then_written() {
    let machine = Machine::new();
    machine.done(&["init"]);
    assert_eq!(machine.done(&["take-over"])["taken_over"], false, "it is ours already");
    let mut elsewhere = Machine::new();
    elsewhere.file = machine.file.clone();
    assert_eq!(elsewhere.done(&["take-over"])["taken_over"], true);
    elsewhere.done(&["cleanup", "--live"]);
    machine.fails(&["cleanup", "--live"], 4, "opened_read_only");
}

#[test]
fn after_every_command_there_is_one_file_and_nothing_beside_it() {
    let sim = Sim::generated(1, 2, 3, &[]);
    let machine = Machine::with_token_of(&sim);
    let account = ["--account", &sim.account];
    let rule = ["--name", "Daily", "--cron", "0 6 * * *", "--zone", "UTC"];
    let commands: [&[&str]; 10] = [
        &["init"],
        &[&["connect", "--graph-url", &sim.url] as &[&str], &account].concat(),
        &[&["sync", "--days-back", "3"] as &[&str], &account].concat(),
        &["report", "--level", "ad", "--since", "2026-02-28", "--until", "2026-03-01"],
        &["diagnose"],
        &[&["jobs", "add", "scorecard"] as &[&str], &rule].concat(),
        &["jobs", "history"],
        &["runner", "--until-idle"],
        &["audit"],
        &["doctor", "--digest"],
    ];
    let names = || {
        let entries = std::fs::read_dir(machine.home.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
        names.filter(|name| name != "home").collect::<Vec<_>>()
    };
    for arguments in commands {
        machine.done(arguments);
        assert_eq!(names(), ["work.adcreator"], "{arguments:?}");
    }
    // Nor does reading leave anything beside a file of another installation, or a command that fails.
    let mut elsewhere = Machine::new();
    elsewhere.file = machine.file.clone();
    elsewhere.done(&["audit"]);
    assert_eq!(names(), ["work.adcreator"]);
    machine.fails(&["jobs", "pause", "nothing"], 2, "not_found");
    assert_eq!(names(), ["work.adcreator"]);
}

#[test]
fn of_processes_that_make_or_upgrade_one_file_at_once_one_does_and_none_fails_otherwise() {
    let machine = Machine::new();
    // The preferences of this installation are there before many need them.
    machine.run(&["doctor"]);
    let together = |arguments: &[&str]| -> Vec<i32> {
        let spawned: Vec<_> =
            (0..6).map(|_| machine.command(arguments).stdout(Stdio::null()).spawn().unwrap()).collect();
        spawned.into_iter().map(|mut process| process.wait().unwrap().code().unwrap()).collect()
    };
    let exits = together(&["--quiet", "--json", "init", "--up-to", "12"]);
    assert_eq!(exits.iter().filter(|exit| **exit == 0).count(), 1, "{exits:?}");
    assert_eq!(exits.iter().filter(|exit| **exit == 2).count(), 5, "{exits:?}");
    assert_eq!(together(&["--quiet", "--json", "audit"]), [0; 6]);
    assert_eq!(machine.done(&["doctor"])["healthy"], true);
}
