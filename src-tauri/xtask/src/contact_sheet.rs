//! `cargo xtask contact-sheet`: every template in every size with both demo brands, to be looked at.

use anyhow::Context as _;
use clap::Args;

use crate::repository::Repository;
use crate::shell;

/// Which templates.
#[derive(Debug, Args)]
pub struct ContactSheetArguments {
    /// Only these templates
    templates: Vec<String>,
}

/// Draws them into `target/contact-sheet/`.
pub fn make(repository: &Repository, arguments: &ContactSheetArguments) -> anyhow::Result<()> {
    let build = ["build", "--locked", "--release", "--package", "creative", "--example", "contact_sheet"];
    shell::must(repository.root(), "cargo", &build)?;
    let program = repository.target().join("release/examples/contact_sheet");
    let out = repository.target().join("contact-sheet");
    let mut words = vec![out.to_str().context("the target folder is plain text")?];
    words.extend(arguments.templates.iter().map(String::as_str));
    shell::must(repository.root(), program.to_str().context("the target folder is plain text")?, &words)
}
