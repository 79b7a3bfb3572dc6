//! Building the application.

use std::path::PathBuf;

use crate::link::{self, Names};
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
    let binary = link::release(repository, Names::Leave)?;
    let size = binary.metadata()?.len();
    println!("{} ({:.1} MB)", binary.display(), size as f64 / 1e6);
    Ok(binary)
}

/// What has to be there before Cargo builds.
pub fn prepare(repository: &Repository) -> anyhow::Result<()> {
    system::install(&system::BUILD_PACKAGES)?;
    ui::build(repository)
}
