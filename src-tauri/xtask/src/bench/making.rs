//! A run that makes ads, the whole program with its file: files a second and memory.

use std::path::Path;

use anyhow::Context as _;

use super::demo::Home;
use super::figures::{Figures, Goal};
use super::process;

/// Many ads of one product, as several runs.
const MAKE: [&str; 10] = [
    "create",
    "--product",
    "starter-set",
    "--templates",
    "smart:20",
    "--hooks",
    "3",
    "--sizes",
    "4x5,9x16,1x1",
    "--split",
];

/// Measures one round.
pub fn measure(binary: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    let home = Home::with_demo(binary)?;
    let file = home.file().to_str().context("the folder for temporary files is plain text")?;
    let mut arguments = vec!["--workspace", file];
    arguments.extend(MAKE);
    let begun = now();
    let made = process::run(binary, &home.environment()?, &arguments)?;
    let seconds = begun.elapsed().as_secs_f64();
    let files = made.json["files"].as_f64().context("it says how many files there are")?;
    figures.add("a large plan made: files", "", None, files);
    figures.add("a large plan made, checked and stored", "files/s", None, files / seconds);
    if let Some(peak) = made.peak_mb {
        figures.add("a large plan made: most memory", "MB", None, peak);
        let beyond = peak - process::nothing(binary, &home.environment()?)?.peak_mb.unwrap_or(0.0);
        let goal = Some(Goal::AtMost(200.0));
        figures.add("a large plan made: memory beyond a command that does nothing", "MB", goal, beyond);
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "this tool measures another process; there is no clock to be given")]
fn now() -> std::time::Instant {
    std::time::Instant::now()
}
