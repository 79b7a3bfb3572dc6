//! The UI: its packages and its build.

use std::path::Path;
use std::time::SystemTime;

use anyhow::bail;

use crate::repository::Repository;
use crate::shell;

/// Installs the packages of the lock file unless they are there already.
pub fn install(repository: &Repository) -> anyhow::Result<()> {
    if !shell::exists("npm") {
        bail!("npm is missing: install Node 20 or newer and try again");
    }
    let ui = repository.ui();
    let installed = modified(&ui.join("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= modified(&ui.join("package-lock.json")) {
        return Ok(());
    }
    shell::must(&ui, "npm", &["ci", "--no-audit", "--no-fund"])
}

/// Builds the pages unless the build is newer than every source.
pub fn build(repository: &Repository) -> anyhow::Result<()> {
    install(repository)?;
    let ui = repository.ui();
    let built = modified(&ui.join("build/index.html"));
    let sources = ["src", "static", "package-lock.json", "svelte.config.js", "vite.config.ts"];
    let newest = sources.iter().filter_map(|source| newest_below(&ui.join(source))).max();
    if built.is_some() && built >= newest {
        return Ok(());
    }
    shell::must(&ui, "npm", &["run", "--silent", "build"])
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

fn newest_below(path: &Path) -> Option<SystemTime> {
    let Ok(entries) = path.read_dir() else { return modified(path) };
    entries.filter_map(Result::ok).filter_map(|entry| newest_below(&entry.path())).max()
}
