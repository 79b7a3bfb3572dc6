//! The TypeScript bindings, which are generated from Rust and committed.

use std::path::PathBuf;
use std::process::Command;

use anyhow::bail;

use crate::repository::Repository;
use crate::shell;

/// Where the bindings are.
fn file(repository: &Repository) -> PathBuf {
    repository.ui().join("src/lib/ipc/bindings.ts")
}

/// Writes the bindings anew.
pub fn write(repository: &Repository) -> anyhow::Result<()> {
    let mut command: Command = shell::command(
        repository.root(),
        "cargo",
        &["test", "--locked", "--package", "ad-creator", "--", "--exact", "ipc::tests::export_bindings"],
    );
    command.env("AD_CREATOR_WRITE_BINDINGS", file(repository));
    shell::must_run(command)
}

/// Fails if the committed bindings differ from what the Rust types give.
pub fn check_committed(repository: &Repository) -> anyhow::Result<()> {
    let file = file(repository);
    let committed = std::fs::read_to_string(&file)?;
    write(repository)?;
    if std::fs::read_to_string(&file)? == committed {
        return Ok(());
    }
    bail!("ui/src/lib/ipc/bindings.ts was stale and is written anew: look at the change and commit it")
}
