//! `cargo xtask test`: every check there is, in an order that fails early and builds each thing once.

use std::process::Command;
use std::time::Instant;

use anyhow::bail;
use clap::Args;

use crate::repository::Repository;
use crate::total::Total;
use crate::{bindings, build, licences, shell, system, ui};

#[derive(Debug, Args)]
pub struct TestArguments {
    /// Leave out the journeys in the real window
    #[arg(long)]
    no_window: bool,
}

/// Installs what is missing, checks everything and prints a total; fails if anything failed.
pub fn test(repository: &Repository, arguments: &TestArguments) -> anyhow::Result<()> {
    #[expect(clippy::disallowed_methods, reason = "a developer's tool says how long it took")]
    let started = Instant::now();
    system::install(&system::BUILD_PACKAGES)?;
    system::install(&system::TEST_PACKAGES)?;
    nextest(repository)?;
    let mut total = Total::default();
    total.add(ui_checks(repository)?);
    total.add(rust_checks(repository)?);
    total.add(rust_tests(repository)?);
    bindings::check_committed(repository)?;
    if !arguments.no_window {
        total.add(journeys(repository)?);
    }
    println!("All checks done in {} s.", started.elapsed().as_secs());
    println!("{} passed, {} failed, {} skipped", total.passed, total.failed, total.skipped);
    if total.failed > 0 { bail!("{} tests failed", total.failed) } else { Ok(()) }
}

fn nextest(repository: &Repository) -> anyhow::Result<()> {
    if shell::exists("cargo-nextest") {
        return Ok(());
    }
    shell::must(repository.root(), "cargo", &["install", "--locked", "cargo-nextest"])
}

fn ui_checks(repository: &Repository) -> anyhow::Result<Total> {
    ui::build(repository)?;
    let folder = repository.ui();
    shell::must(&folder, "npm", &["run", "--silent", "check"])?;
    shell::must(&folder, "npm", &["run", "--silent", "lint"])?;
    counted(shell::command(&folder, "npm", &["run", "--silent", "test"]))
}

fn rust_checks(repository: &Repository) -> anyhow::Result<Total> {
    let root = repository.root();
    shell::must(root, "cargo", &["fmt", "--all", "--check"])?;
    licences::check(repository)?;
    shell::must(root, "cargo", &["clippy", "--locked", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    Ok(Total::default())
}

fn rust_tests(repository: &Repository) -> anyhow::Result<Total> {
    let arguments = ["nextest", "run", "--locked", "--workspace", "--exclude", "journeys", "--no-fail-fast"];
    counted(shell::command(repository.root(), "cargo", &arguments))
}

/// The journeys start the real binary; under Xvfb and with a session bus of their own.
fn journeys(repository: &Repository) -> anyhow::Result<Total> {
    let binary = build::debug(repository)?;
    let mut command = Command::new("xvfb-run");
    command
        .args(["--auto-servernum", "--server-args", "-screen 0 1440x900x24", "dbus-run-session", "--"])
        .args(["cargo", "nextest", "run", "--locked", "--package", "journeys", "--no-fail-fast"])
        .env("AD_CREATOR_BINARY", binary)
        .current_dir(repository.root());
    counted(command)
}

fn counted(command: Command) -> anyhow::Result<Total> {
    let (lines, succeeded) = shell::watched(command)?;
    let total = Total::read(&lines);
    if total.passed + total.failed == 0 {
        bail!("no test ran");
    }
    if !succeeded && total.failed == 0 {
        bail!("the tests passed but their runner failed");
    }
    Ok(total)
}
