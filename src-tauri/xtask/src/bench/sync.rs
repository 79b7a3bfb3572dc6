//! The first sync and the daily one: rows a second, calls, memory.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::figures::{Figures, Goal};
use super::process;
use super::simulator::{NEXT, NOW, Simulator};

/// Measures one round.
pub fn measure(binary: &Path, size: &[u32], figures: &mut Figures) -> anyhow::Result<()> {
    let folder = Folder::new()?;
    let bare = process::nothing(binary, &environment(""))?;
    if let Some(peak) = bare.peak_mb {
        figures.add("memory of a command that does nothing", "MB", None, peak);
    }
    let slow = Simulator::start(binary, size, 50)?;
    let (_, outcome) = first(binary, &slow, &folder, "slow")?;
    figures.add("first sync, 50 ms a request", "rows/s", Some(Goal::AtLeast(20_000.0)), rows_a_second(&outcome)?);
    drop(slow);
    let simulator = Simulator::start(binary, size, 0)?;
    let (file, outcome) = first(binary, &simulator, &folder, "fast")?;
    figures.add("first sync: rows", "", None, number(&outcome, "insight_rows")?);
    figures.add("first sync, no latency", "rows/s", Some(Goal::AtLeast(50_000.0)), rows_a_second(&outcome)?);
    // The sync's own count: pictures are another job, which may begin while this one ends.
    figures.add("first sync: calls", "", Some(Goal::AtMost(440.0)), number(&outcome, "requests")?);
    figures.add("first sync: requests the simulator saw, pictures too", "", None, simulator.requests()?);
    if let Some(peak) = outcome.peak_mb {
        figures.add("first sync: most memory", "MB", None, peak);
        let beyond = peak - bare.peak_mb.unwrap_or(0.0);
        figures.add("first sync: memory beyond a command that does nothing", "MB", Some(Goal::AtMost(100.0)), beyond);
    }
    figures.add("file after the first sync", "MB", None, file.metadata()?.len() as f64 / 1e6);
    daily(binary, &simulator, &file, figures)
}

fn first(
    binary: &Path,
    simulator: &Simulator,
    folder: &Folder,
    name: &str,
) -> anyhow::Result<(PathBuf, process::Outcome)> {
    let file = folder.0.join(format!("{name}.adcreator"));
    process::run(binary, &environment(""), &["--now", NOW, "init", plain(&file)?])?;
    simulator.reset()?;
    let outcome = sync(binary, simulator, &file, NOW)?;
    Ok((file, outcome))
}

fn daily(binary: &Path, simulator: &Simulator, file: &Path, figures: &mut Figures) -> anyhow::Result<()> {
    simulator.next_day()?;
    let quiet = sync(binary, simulator, file, NEXT)?;
    let calls = number(&quiet, "requests")?;
    figures.add("daily sync, nothing older moved: calls", "", Some(Goal::AtMost(60.0)), calls);
    simulator.move_everything()?;
    let busy = sync(binary, simulator, file, NEXT)?;
    let calls = number(&busy, "requests")?;
    figures.add("daily sync, everything moved: calls", "", Some(Goal::AtMost(170.0)), calls);
    Ok(())
}

fn rows_a_second(outcome: &process::Outcome) -> anyhow::Result<f64> {
    Ok(number(outcome, "insight_rows")? / (number(outcome, "duration_ms")? / 1000.0))
}

fn number(outcome: &process::Outcome, name: &str) -> anyhow::Result<f64> {
    outcome.json[name].as_f64().with_context(|| format!("a sync says {name}"))
}

fn sync(binary: &Path, simulator: &Simulator, file: &Path, now: &str) -> anyhow::Result<process::Outcome> {
    let (account, url) = (simulator.account.as_str(), simulator.url.as_str());
    let arguments = ["--now", now, "--workspace", plain(file)?, "sync", "--account", account, "--graph-url", url];
    process::run(binary, &environment(&simulator.token), &arguments)
}

fn plain(file: &Path) -> anyhow::Result<&str> {
    file.to_str().context("the folder for temporary files is plain text")
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
