//! The window: from starting the program to stored data on screen, and the memory of all its processes, beside a bare
//! WebKitGTK window on the same display.
//!
//! Both are started afresh each time. "Cold" means that the system's cache of files was emptied before, which only the
//! superuser may do; without that right only warm starts are measured. Memory is the proportional share (PSS), so that
//! what processes share counts once.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use super::demo::Home;
use super::figures::{Figures, Goal};
use super::process;
use crate::repository::Repository;
use crate::shell;

/// Longest wait for a window.
const PATIENCE: Duration = Duration::from_secs(60);
/// Until a window that shows its page is weighed.
const SETTLE: Duration = Duration::from_secs(2);
/// What the bare window says.
const LOADED: &str = "loaded";

/// Measures `rounds` starts of each kind. Does nothing where there is no virtual display to start.
pub fn measure(repository: &Repository, binary: &Path, rounds: u32, figures: &mut Figures) -> anyhow::Result<()> {
    let Some(display) = Display::start() else {
        println!("No Xvfb: the window is not measured.");
        return Ok(());
    };
    let build = ["build", "--locked", "--release", "--package", "ad-creator", "--example", "bare_window"];
    shell::must(repository.root(), "cargo", &build)?;
    let bare = repository.target().join("release/examples/bare_window");
    let demo = Home::with_demo(binary)?;
    for _ in 0..rounds {
        let (mut bare_ms, mut own_ms) = (None, None);
        for start in [Start::Cold, Start::Warm] {
            if start == Start::Cold && !empty_caches() {
                continue;
            }
            let bare = one(&bare, &display, None, Bus::None)?;
            let own = one(binary, &display, Some(&demo), Bus::None)?;
            note(start, &bare, &own, figures);
            (bare_ms, own_ms) = (Some(bare.ms), Some(own.ms));
        }
        if let (Some(bare), Some(own)) = (bare_ms, own_ms) {
            figures.add("window against a bare one, warm", "", Some(Goal::AtMost(1.4)), own / bare);
        }
        let first = first_demo(binary, &display)?;
        figures.add("first start: the demo made and on screen", "ms", Some(Goal::AtMost(3000.0)), first);
        let bare_with_bus = one(&bare, &display, None, Bus::Session)?;
        let with_bus = one(binary, &display, Some(&demo), Bus::Session)?;
        figures.add("bare window loaded, warm, with a session bus", "ms", None, bare_with_bus.ms);
        let ratio = with_bus.ms / bare_with_bus.ms;
        figures.add("window against a bare one, warm, with a session bus", "", Some(Goal::AtMost(1.4)), ratio);
        figures.add("stored data on screen, warm, with a session bus", "ms", None, with_bus.ms);
        figures.add("window with a session bus: memory", "MB", Some(Goal::AtMost(260.0)), with_bus.mb);
    }
    Ok(())
}

fn note(start: Start, bare: &Opened, own: &Opened, figures: &mut Figures) {
    match start {
        Start::Cold => {
            figures.add("bare window loaded, cold", "ms", None, bare.ms);
            figures.add("stored data on screen, cold", "ms", None, own.ms);
        }
        Start::Warm => {
            figures.add("bare window loaded, warm", "ms", None, bare.ms);
            figures.add("stored data on screen, warm", "ms", None, own.ms);
            figures.add("bare window: memory of all processes", "MB", None, bare.mb);
            figures.add("window: memory of all processes", "MB", Some(Goal::AtMost(260.0)), own.mb);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    Cold,
    Warm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bus {
    None,
    Session,
}

/// What one start took.
struct Opened {
    ms: f64,
    mb: f64,
}

/// Starts a program, waits until it shows its page, weighs it and ends it.
fn one(program: &Path, display: &Display, demo: Option<&Home>, bus: Bus) -> anyhow::Result<Opened> {
    let mut command = started_with(program, bus);
    dress(&mut command, display);
    if let Some(demo) = demo {
        command.env("AD_CREATOR_HOME", demo.folder()).arg("--workspace").arg(demo.file());
        demo.forget_log()?;
    }
    let begun = now();
    let mut running = Running(command.spawn().with_context(|| format!("cannot start {}", program.display()))?);
    match demo {
        Some(demo) => demo.wait_for_first_page(|| waited(begun))?,
        None => running.wait_for_line()?,
    }
    let ms = begun.elapsed().as_secs_f64() * 1000.0;
    pause(SETTLE);
    Ok(Opened { ms, mb: process::share_of_family_mb(running.0.id()) })
}

/// From an empty home to the demo on screen, made and synced on the way, as the first start's button does it.
fn first_demo(program: &Path, display: &Display) -> anyhow::Result<f64> {
    let home = Home::empty()?;
    let mut command = started_with(program, Bus::None);
    dress(&mut command, display);
    command.env("AD_CREATOR_HOME", home.folder()).arg("demo");
    let begun = now();
    let running = Running(command.spawn().with_context(|| format!("cannot start {}", program.display()))?);
    home.wait_for_first_page(|| waited(begun))?;
    let ms = begun.elapsed().as_secs_f64() * 1000.0;
    drop(running);
    Ok(ms)
}

fn started_with(program: &Path, bus: Bus) -> Command {
    match bus {
        Bus::None => Command::new(program),
        Bus::Session => {
            let mut command = Command::new("dbus-run-session");
            command.arg("--").arg(program);
            command
        }
    }
}

/// Where a program is shown.
pub fn dress(command: &mut Command, display: &Display) {
    command
        .env("DISPLAY", &display.name)
        .env("NO_AT_BRIDGE", "1")
        .env_remove("WAYLAND_DISPLAY")
        // Without one, GLib would start a bus for each window, which outlives it.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        .env("AD_CREATOR_NO_KEYCHAIN", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
}

fn waited(since: Instant) -> anyhow::Result<()> {
    anyhow::ensure!(since.elapsed() < PATIENCE, "no page was drawn within {} s", PATIENCE.as_secs());
    Ok(())
}

/// A started program with everything that it started; ended when dropped.
pub struct Running(pub Child);

impl Running {
    fn wait_for_line(&mut self) -> anyhow::Result<()> {
        let out = self.0.stdout.as_mut().context("standard output is piped")?;
        // What GTK starts beside it may have something to say too.
        for line in BufReader::new(out).lines() {
            if line? == LOADED {
                return Ok(());
            }
        }
        bail!("the bare window ended before it was loaded")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        process::end_family(self.0.id());
        if let Err(error) = self.0.wait() {
            eprintln!("a window did not end: {error}");
        }
    }
}

/// Empties the system's cache of files, if it may.
fn empty_caches() -> bool {
    let synced = Command::new("sync").status().is_ok_and(|status| status.success());
    synced && std::fs::write("/proc/sys/vm/drop_caches", "3").is_ok()
}

/// A virtual display that goes away.
pub struct Display {
    name: String,
    server: Child,
}

impl Display {
    pub fn start() -> Option<Self> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let number = BufReader::new(server.stdout.take()?).lines().next()?.ok()?;
        Some(Self { name: format!(":{number}"), server })
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        if let Err(error) = self.server.kill().and_then(|()| self.server.wait().map(drop)) {
            eprintln!("the virtual display did not end: {error}");
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a stopwatch; there is no clock to be given")]
pub fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "this tool looks at another process")]
pub fn pause(time: Duration) {
    std::thread::sleep(time);
}
