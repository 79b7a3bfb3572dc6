//! Running other programs.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// A program with arguments, in a folder, that must succeed.
pub fn must(folder: &Path, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    must_run(command(folder, program, arguments))
}

/// The same for a command that needs more than a folder.
pub fn must_run(mut command: Command) -> anyhow::Result<()> {
    say(&command);
    let status = command.stdin(Stdio::null()).status().with_context(|| format!("cannot start {}", name(&command)))?;
    if status.success() { Ok(()) } else { bail!("{} ended with {status}", name(&command)) }
}

/// Runs a command, shows what it prints as it comes, and gives its lines and whether it succeeded.
pub fn watched(mut command: Command) -> anyhow::Result<(Vec<String>, bool)> {
    say(&command);
    let (reader, writer) = std::io::pipe()?;
    let mut child = command
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn()
        .with_context(|| format!("cannot start {}", name(&command)))?;
    // The command holds the writing ends too: the pipe ends only when they are gone.
    drop(command);
    let mut lines = Vec::new();
    let mut out = std::io::stdout();
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        writeln!(out, "{line}")?;
        lines.push(line);
    }
    Ok((lines, child.wait()?.success()))
}

/// A command in a folder.
pub fn command(folder: &Path, program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).args(arguments);
    command
}

/// Whether a program can be started.
pub fn exists(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// What a program prints, if it can be run and succeeds.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn say(command: &Command) {
    let arguments: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
    println!("› {} {}", name(command), arguments.join(" "));
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
