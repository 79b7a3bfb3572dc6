//! `cargo xtask bench`: the figures that the project promises, measured with the release build on this machine.
//!
//! Nothing is asserted here: a busy machine would fail a build for no reason. A table is printed, and the same as
//! JSON, medians with every single value beside them.

pub mod demo;
mod drawing;
mod figures;
mod http;
mod making;
mod preview;
mod process;
mod queue;
mod simulator;
mod sync;
mod webdriver;
pub mod window;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

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
    /// Measure only these parts
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// Write the JSON here too
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
}

/// What can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The first sync and the daily one, against the simulator
    Sync,
    /// Jobs a second and how soon they start
    Queue,
    /// Ads a second, one ad, its file; choosing and comparing
    Drawing,
    /// A run that makes many ads: files a second and memory of the whole program
    Making,
    /// From the start to stored data on screen, and memory, beside a bare window; needs Xvfb
    Window,
    /// From a letter typed on the board to the new picture on screen; needs Xvfb and `WebKitWebDriver`
    Preview,
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
    let (wanted, rounds) =
        (|part| arguments.only.is_empty() || arguments.only.contains(&part), arguments.rounds.max(1));
    if wanted(Part::Sync) {
        for _ in 0..rounds {
            sync::measure(&binary, &arguments.size, &mut figures)?;
        }
    }
    if wanted(Part::Queue) {
        queue::measure(repository, rounds, &mut figures)?;
    }
    if wanted(Part::Drawing) {
        drawing::measure(repository, rounds, &mut figures)?;
    }
    if wanted(Part::Making) {
        for _ in 0..rounds {
            making::measure(&binary, &mut figures)?;
        }
    }
    if wanted(Part::Window) {
        window::measure(repository, &binary, rounds, &mut figures)?;
    }
    if wanted(Part::Preview) {
        preview::measure(&binary, &mut figures)?;
    }
    println!("{}", figures.table());
    let json = serde_json::to_string_pretty(&figures.json())?;
    println!("{json}");
    if let Some(file) = &arguments.to {
        std::fs::write(file, json)?;
    }
    Ok(())
}
