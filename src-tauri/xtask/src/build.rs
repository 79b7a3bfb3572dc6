//! Building the application.

use std::path::PathBuf;

use crate::repository::Repository;
use crate::{shell, system, ui};

/// The debug binary with the UI inside.
pub fn debug(repository: &Repository) -> anyhow::Result<PathBuf> {
    prepare(repository)?;
    shell::must(repository.root(), "cargo", &["build", "--locked", "--package", "ad-creator"])?;
    Ok(repository.binary("debug"))
}

/// The one release binary with UI, migrations and assets inside.
pub fn release(repository: &Repository) -> anyhow::Result<PathBuf> {
    prepare(repository)?;
    shell::must(repository.root(), "cargo", &["build", "--locked", "--release", "--package", "ad-creator"])?;
    let binary = repository.binary("release");
    let size = binary.metadata()?.len();
    println!("{} ({:.1} MB)", binary.display(), size as f64 / 1e6);
    Ok(binary)
}

fn prepare(repository: &Repository) -> anyhow::Result<()> {
    system::install(&system::BUILD_PACKAGES)?;
    ui::build(repository)
}
