//! The first sync and the daily one: rows a second, calls, memory.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::figures::{Figures, Goal};
use super::process;
use super::simulator::{NEXT, NOW, Simulator};

/// Measures one round.
pub fn measure(binary: &Path, size: &[u32], figures: &mut Figures) -> anyhow::Result<()> {
    let folder = Folder::new()?;
    let bare = process::run(binary, &environment(""), &["sim", "--fault", "list"])?;
    if let Some(peak) = bare.peak_mb {
        figures.add("memory of a command that does nothing", "MB", None, peak);
    }
    first(binary, size, 50, &folder, figures)?;
    let (simulator, file) = first(binary, size, 0, &folder, figures)?;
    simulator.next_day()?;
    let again = || sync(binary, &simulator, &file, NEXT);
    simulator.reset()?;
    let _quiet = again()?;
    add_calls(
        &simulator,
        figures,
        ["daily sync, nothing older moved: requests", "daily sync, nothing older moved: calls"],
        60.0,
    )?;
    simulator.move_everything()?;
    simulator.reset()?;
    let _busy = again()?;
    add_calls(
        &simulator,
        figures,
        ["daily sync, everything moved: requests", "daily sync, everything moved: calls"],
        170.0,
    )
}

fn first(
    binary: &Path,
    size: &[u32],
    latency_ms: u32,
    folder: &Folder,
    figures: &mut Figures,
) -> anyhow::Result<(Simulator, PathBuf)> {
    let simulator = Simulator::start(binary, size, latency_ms)?;
    let file = folder.0.join(format!("first-{latency_ms}.adcreator"));
    let workspace = file.to_str().context("the folder for temporary files is plain text")?;
    process::run(binary, &environment(""), &["--now", NOW, "init", workspace])?;
    simulator.reset()?;
    let outcome = sync(binary, &simulator, &file, NOW)?;
    let number = |name: &str| outcome.json[name].as_f64().with_context(|| format!("a sync says {name}"));
    let rows_a_second = number("insight_rows")? / (number("duration_ms")? / 1000.0);
    if latency_ms == 0 {
        figures.add("first sync: rows", "", None, number("insight_rows")?);
        figures.add("first sync, no latency", "rows/s", Some(Goal::AtLeast(50_000.0)), rows_a_second);
        add_calls(&simulator, figures, ["first sync: requests", "first sync: calls"], 440.0)?;
        if let Some(peak) = outcome.peak_mb {
            figures.add("first sync: most memory", "MB", None, peak);
        }
        figures.add("file after the first sync", "MB", None, file.metadata()?.len() as f64 / 1e6);
    } else {
        figures.add("first sync, 50 ms a request", "rows/s", Some(Goal::AtLeast(20_000.0)), rows_a_second);
    }
    Ok((simulator, file))
}

fn add_calls(simulator: &Simulator, figures: &mut Figures, names: [&'static str; 2], most: f64) -> anyhow::Result<()> {
    let (requests, calls) = simulator.counted()?;
    figures.add(names[0], "", None, requests);
    figures.add(names[1], "", Some(Goal::AtMost(most)), calls);
    Ok(())
}

fn sync(binary: &Path, simulator: &Simulator, file: &Path, now: &str) -> anyhow::Result<process::Outcome> {
    let file = file.to_str().context("the folder for temporary files is plain text")?;
    let arguments =
        ["--now", now, "--workspace", file, "sync", "--account", &simulator.account, "--graph-url", &simulator.url];
    process::run(binary, &environment(&simulator.token), &arguments)
}

fn environment(token: &str) -> Vec<(&'static str, &str)> {
    vec![("META_ACCESS_TOKEN", token), ("AD_CREATOR_NO_KEYCHAIN", "1")]
}

/// A folder that goes away.
struct Folder(PathBuf);

impl Folder {
    fn new() -> anyhow::Result<Self> {
        let folder = std::env::temp_dir().join(format!("ad-creator-bench-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        for old in std::fs::read_dir(&folder)? {
            std::fs::remove_file(old?.path())?;
        }
        Ok(Self(folder))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} stays behind: {error}", self.0.display());
        }
    }
}
