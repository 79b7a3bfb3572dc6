//! Running the program and watching how much memory it holds.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::Value;

/// What a command said and held.
#[derive(Debug)]
pub struct Outcome {
    /// Its JSON.
    pub json: Value,
    /// Most memory resident at any time, in MB; nothing where the system does not tell.
    pub peak_mb: Option<f64>,
}

/// How often memory is looked at.
const LOOK: Duration = Duration::from_millis(5);

/// Runs a command of the program to its end.
pub fn run(binary: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> anyhow::Result<Outcome> {
    let mut child = Command::new(binary)
        .envs(environment.iter().copied())
        .args(["--json", "--quiet"])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", binary.display()))?;
    let mut out = child.stdout.take().context("standard output is piped")?;
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        out.read_to_string(&mut text).map(|_| text)
    });
    let mut peak = None;
    let status = loop {
        peak = high_water_mb(child.id()).or(peak);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        pause();
    };
    let text = reader.join().map_err(|_panicked| anyhow::anyhow!("the reader of the output ended"))??;
    if !status.success() {
        bail!("{} ended with {status}: {text}", arguments.join(" "));
    }
    Ok(Outcome { json: serde_json::from_str(&text).with_context(|| text.clone())?, peak_mb: peak })
}

/// Runs a command that does nothing but start: what the program and the web library under it take anyway.
pub fn nothing(binary: &Path, environment: &[(&str, &str)]) -> anyhow::Result<Outcome> {
    run(binary, environment, &["sim", "--fault", "list"])
}

#[expect(clippy::disallowed_methods, reason = "this tool looks at another process; there is no clock to be given")]
fn pause() {
    std::thread::sleep(LOOK);
}

/// The kernel's own high-water mark, so that nothing between two looks is missed but the very end.
fn high_water_mb(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

/// The proportional memory of a process and all it started, in MB; a message bus of its own is not counted.
pub fn share_of_family_mb(process: u32) -> f64 {
    let share = |id: &u32| {
        let text = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        let line = text.lines().find(|line| line.starts_with("Pss:"))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok()
    };
    let own = |id: &&u32| !name_of(**id).starts_with("dbus-");
    family(process).iter().filter(own).filter_map(share).sum::<f64>() / 1024.0
}

/// Ends a process and all it started.
pub fn end_family(process: u32) {
    let ids: Vec<String> = family(process).iter().map(u32::to_string).collect();
    // Those that ended meanwhile are what was wanted.
    if let Err(error) = Command::new("kill").arg("-KILL").args(&ids).stderr(Stdio::null()).status() {
        eprintln!("kill cannot be started: {error}");
    }
}

/// A process and its descendants.
fn family(process: u32) -> Vec<u32> {
    let mut ids = vec![process];
    let mut at = 0;
    while let Some(parent) = ids.get(at).copied() {
        at += 1;
        // Each thread lists the processes that it started.
        for thread in std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten() {
            let children = std::fs::read_to_string(thread.path().join("children")).unwrap_or_default();
            ids.extend(children.split_whitespace().filter_map(|id| id.parse::<u32>().ok()));
        }
    }
    ids
}

fn name_of(process: u32) -> String {
    std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default()
}
