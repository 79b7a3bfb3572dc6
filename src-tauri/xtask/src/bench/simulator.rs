//! A simulator in a process of its own.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;
use serde_json::Value;

use super::http;

/// The instant from which the simulator's and the program's clock start: the same day in the account's zone.
pub const NOW: &str = "2026-11-22T20:00:00Z";
/// A day later.
pub const NEXT: &str = "2026-11-23T20:00:00Z";

/// A simulator that answers until it is dropped.
#[derive(Debug)]
pub struct Simulator {
    process: Child,
    /// Its address.
    pub url: String,
    /// The token it accepts.
    pub token: String,
    /// Its account.
    pub account: String,
}

impl Simulator {
    /// Starts one.
    pub fn start(binary: &Path, size: &[u32], latency_ms: u32) -> anyhow::Result<Self> {
        let text = |number: &u32| number.to_string();
        let mut process = Command::new(binary)
            .args(["--now", NOW, "--quiet", "sim", "--settled", "--latency-ms", &text(&latency_ms)])
            .args(["--campaigns", &text(&size[0]), "--ads", &text(&size[1]), "--days", &text(&size[2])])
            .args(["--today", &NOW[..10]])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", binary.display()))?;
        let out = process.stdout.take().context("standard output is piped")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let said: Value = serde_json::from_str(&line).with_context(|| format!("the simulator said `{line}`"))?;
        let word = |value: &Value| value.as_str().map(str::to_owned).context("the simulator says who it is");
        Ok(Self {
            url: word(&said["url"])?,
            token: word(&said["token"])?,
            account: word(&said["accounts"][0]["id"])?,
            process,
        })
    }

    /// Counts anew.
    pub fn reset(&self) -> anyhow::Result<()> {
        http::ask(&self.url, "/__sim/stats", Some("")).map(drop)
    }

    /// HTTP requests since it counts.
    pub fn requests(&self) -> anyhow::Result<f64> {
        http::ask(&self.url, "/__sim/stats", None)?["requests"].as_f64().context("the simulator counts")
    }

    /// The next day begins.
    pub fn next_day(&self) -> anyhow::Result<()> {
        http::ask(&self.url, "/__sim/today", Some(&NEXT[..10])).map(drop)
    }

    /// Every one of the last 28 days is corrected.
    pub fn move_everything(&self) -> anyhow::Result<()> {
        http::ask(&self.url, "/__sim/restate", Some("2026-10-27 2026-11-22 2")).map(drop)
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        if let Err(error) = self.process.kill().and_then(|()| self.process.wait().map(drop)) {
            eprintln!("the simulator could not be ended: {error}");
        }
    }
}
