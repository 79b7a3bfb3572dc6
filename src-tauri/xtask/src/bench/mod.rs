//! `cargo xtask bench`: the figures that the project promises, measured with the release build on this machine.
//!
//! Nothing is asserted here: a busy machine would fail a build for no reason. A table is printed, and the same as
//! JSON, medians with every single value beside them.

mod figures;
mod http;
mod process;
mod queue;
mod simulator;
mod sync;

use std::path::PathBuf;

use clap::Args;

use crate::build;
use crate::repository::Repository;
use figures::Figures;

/// What to measure.
#[derive(Debug, Args)]
pub struct BenchArguments {
    /// How often each figure is taken
    #[arg(long, default_value_t = 3)]
    rounds: u32,
    /// Measure this binary instead of building the release one
    #[arg(long, value_name = "FILE")]
    binary: Option<PathBuf>,
    /// Campaigns, ads and days of the account, as 200,2000,90
    #[arg(long, value_delimiter = ',', default_values_t = [200, 2000, 90])]
    size: Vec<u32>,
    /// Leave the queue out, which builds a program of its own
    #[arg(long)]
    without_queue: bool,
    /// Write the JSON here too
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// Measures and prints.
pub fn run(repository: &Repository, arguments: &BenchArguments) -> anyhow::Result<()> {
    anyhow::ensure!(arguments.size.len() == 3, "--size takes campaigns, ads and days, as 200,2000,90");
    let binary = match &arguments.binary {
        Some(binary) => binary.clone(),
        None => build::release(repository)?,
    };
    let mut figures = Figures::default();
    figures.add("size of the binary", "MB", None, binary.metadata()?.len() as f64 / 1e6);
    for _ in 0..arguments.rounds.max(1) {
        sync::measure(&binary, &arguments.size, &mut figures)?;
    }
    if !arguments.without_queue {
        queue::measure(repository, arguments.rounds.max(1), &mut figures)?;
    }
    println!("{}", figures.table());
    let json = serde_json::to_string_pretty(&figures.json())?;
    println!("{json}");
    if let Some(file) = &arguments.to {
        std::fs::write(file, json)?;
    }
    Ok(())
}
