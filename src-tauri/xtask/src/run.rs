//! `cargo xtask run`: from a fresh clone to the demo on screen.

use clap::Args;

use crate::repository::Repository;
use crate::{build, shell};

#[derive(Debug, Args)]
pub struct RunArguments {
    /// Build with optimisation (slow the first time)
    #[arg(long)]
    release: bool,
    /// Arguments for the application instead of the demo
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Builds and opens the demo workspace; without a display the same is done headless.
pub fn run(repository: &Repository, arguments: &RunArguments) -> anyhow::Result<()> {
    let binary = if arguments.release { build::release(repository)? } else { build::debug(repository)? };
    let mut command = std::process::Command::new(binary);
    command.current_dir(repository.root());
    if !arguments.arguments.is_empty() {
        command.args(&arguments.arguments);
    } else if has_display() {
        command.arg("demo");
    } else {
        println!("No display: syncing the demo workspace without a window.");
        command.args(["demo", "--headless"]);
    }
    shell::must_run(command)
}

fn has_display() -> bool {
    cfg!(not(target_os = "linux"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}
