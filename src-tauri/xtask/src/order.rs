//! `cargo xtask order`: writes down which functions the start of the window runs, for [`crate::link`].
//!
//! The release binary opens the demo under Valgrind's Callgrind, which notes every function that runs, until the first
//! page is drawn and a little longer. The functions are sorted by name, so that a new list differs where the program
//! does. It takes about ten minutes, most of them for the build.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, ensure};

use crate::bench::demo::Home;
use crate::bench::window::{Display, Running, dress, now, pause};
use crate::link::{self, Names};
use crate::repository::Repository;
use crate::{build, shell, system};

/// Longest wait for the first page; everything runs about fifty times slower.
const PATIENCE: Duration = Duration::from_secs(300);
/// What comes after the page (the tray, the next runs' clock) is the start's too.
const SETTLE: Duration = Duration::from_secs(20);
/// What stands above the names.
const HEAD: &str =
    "# The functions that run until the window shows its first page; `cargo xtask order` writes this list.\n";

/// Builds, watches a start and writes the list.
pub fn write(repository: &Repository) -> anyhow::Result<()> {
    ensure!(cfg!(target_os = "linux"), "only the Linux build is ordered");
    system::install(&system::TEST_PACKAGES)?;
    system::install(&["valgrind"])?;
    build::prepare(repository)?;
    let binary = link::release(repository, Names::Keep)?;
    let profile = repository.target().join("start.callgrind");
    watch_start(&binary, &profile)?;
    let functions = functions(&std::fs::read_to_string(&profile)?, &binary.to_string_lossy());
    ensure!(!functions.is_empty(), "{} names no function of the program", profile.display());
    let list = link::list(repository);
    println!("{}", compared(&std::fs::read_to_string(&list).unwrap_or_default(), &functions));
    let mut text = HEAD.to_owned();
    for function in &functions {
        writeln!(text, "{function}")?;
    }
    std::fs::write(&list, text).with_context(|| format!("cannot write {}", list.display()))
}

/// Opens the demo under Callgrind and ends it when its page is drawn.
fn watch_start(binary: &Path, profile: &Path) -> anyhow::Result<()> {
    let display = Display::start().context("Xvfb cannot be started")?;
    let demo = Home::with_demo(binary)?;
    demo.forget_log()?;
    let mut command = Command::new("valgrind");
    // Names stay as the linker knows them.
    command.args(["--tool=callgrind", "--demangle=no"]);
    command.arg(format!("--callgrind-out-file={}", profile.display()));
    command.arg(binary).arg("--workspace").arg(demo.file()).env("AD_CREATOR_HOME", demo.folder());
    dress(&mut command, &display);
    let begun = now();
    let mut running = Running(command.spawn().context("cannot start valgrind")?);
    demo.wait_for_first_page(|| {
        ensure!(begun.elapsed() < PATIENCE, "no page was drawn within {} s", PATIENCE.as_secs());
        Ok(())
    })?;
    pause(SETTLE);
    // Callgrind writes its profile when the program ends.
    shell::must(Path::new("/"), "kill", &["-INT", &running.0.id().to_string()])?;
    running.0.wait()?;
    Ok(())
}

/// The functions of `binary` that a Callgrind profile names as run. The format gives each object and function a number
/// when it is first named and only the number after that
/// (<https://valgrind.org/docs/manual/cl-format.html#cl-format.reference.grammar>).
fn functions(profile: &str, binary: &str) -> BTreeSet<String> {
    let (mut objects, mut names) = (HashMap::new(), HashMap::new());
    let (mut inside, mut run) = (false, BTreeSet::new());
    for line in profile.lines() {
        let Some((kind, named)) = line.split_once('=') else { continue };
        match kind {
            "ob" => inside = name(named, &mut objects) == Some(binary),
            "cob" => drop(name(named, &mut objects)),
            "cfn" => drop(name(named, &mut names)),
            "fn" => {
                let function = name(named, &mut names);
                run.extend(function.filter(|_| inside).and_then(linked_name).map(str::to_owned));
            }
            _ => {}
        }
    }
    run
}

/// What `(12) name` or a later `(12)` means.
fn name<'t>(named: &'t str, known: &mut HashMap<&'t str, &'t str>) -> Option<&'t str> {
    let (number, name) = named.strip_prefix('(')?.split_once(')')?;
    let name = name.trim();
    if !name.is_empty() {
        known.insert(number, name);
    }
    known.get(number).copied()
}

/// The name that the linker knows; nothing for what has none. A function that calls itself is counted under numbered
/// names besides (`name'2`).
fn linked_name(function: &str) -> Option<&str> {
    let base = function.split('\'').next().unwrap_or(function);
    (!base.starts_with('(') && !base.starts_with("0x")).then_some(base)
}

/// How much of the list of before is still true, in words.
fn compared(before: &str, functions: &BTreeSet<String>) -> String {
    let before: BTreeSet<&str> = before.lines().filter(|line| !line.starts_with('#')).collect();
    let kept = functions.iter().filter(|function| before.contains(function.as_str())).count();
    format!("{} functions run until the first page; {kept} of them were in the list.", functions.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two objects; the second function is named by a call before it is run, the third calls itself, the last has no name.
    const PROFILE: &str = "events: Ir\n\
        ob=(1) /lib/libc.so.6\nfn=(1) malloc\n1 2\n\
        ob=(2) /target/ad-creator\nfn=(2) main\n1 3\ncfn=(3) _ZN5store4openE\ncalls=1 1\n1 4\n\
        cob=(1)\ncfn=(1)\ncalls=1 1\n1 4\n\
        fn=(3)\n1 4\nfn=(4) walk'2\n1 2\nfn=(5) 0x00000af4\n1 1\nfn=(6) (below main)\n1 1\n";

    #[test]
    fn the_program_s_own_functions_are_taken_by_the_names_that_the_linker_knows() {
        let functions = functions(PROFILE, "/target/ad-creator");
        let names: Vec<&str> = functions.iter().map(String::as_str).collect();
        assert_eq!(names, ["_ZN5store4openE", "main", "walk"]);
    }

    #[test]
    fn a_list_says_how_much_of_the_last_one_is_left() {
        let functions = ["a", "b"].map(str::to_owned).into();
        assert_eq!(
            compared("# remark\na\nc\n", &functions),
            "2 functions run until the first page; 1 of them were in the list."
        );
    }
}
