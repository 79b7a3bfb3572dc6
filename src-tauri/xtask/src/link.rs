//! How the release binary is linked: what the start of the window runs lies together.
//!
//! The window's start runs 4 MB of the program's 35 MB of text. Left to the linker they are spread over all of it, and
//! the system maps a program in pieces of 64 kB: 19 MB of text then count as memory of the open window, and are read from
//! disk when it starts cold. `src-tauri/start-order.txt` names the functions that ran; the linker puts them first.
//! `cargo xtask order` writes it.
//!
//! The names carry hashes of the compiler's version and of the libraries' versions. One that is not found any more costs
//! its 64 kB and nothing else, so the list may be older than the program. After a new compiler or many new libraries it
//! is worth making anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::repository::Repository;
use crate::shell;

/// Whether the linker of this system's toolchain is LLD, which takes the list. Rust's own LLD has been the linker of this
/// target since 1.90 (<https://blog.rust-lang.org/2025/09/01/rust-lld-on-1.90.0-stable/>).
const TAKES_ORDER: bool = cfg!(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"));

/// What becomes of the names of functions in the binary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// Nobody reads them there.
    Leave,
    /// A profiler reads them.
    Keep,
}

/// Where the list lies.
pub fn list(repository: &Repository) -> PathBuf {
    repository.root().join("src-tauri/start-order.txt")
}

/// Builds the release binary.
pub fn release(repository: &Repository, names: Names) -> anyhow::Result<PathBuf> {
    let mut command = shell::command(
        repository.root(),
        "cargo",
        &["rustc", "--locked", "--release", "--package", "ad-creator", "--bin", "ad-creator", "--"],
    );
    // Cargo forgets the profile's `strip` where a package has settings of its own, as this one has.
    command.args(["-C", if names == Names::Keep { "strip=debuginfo" } else { "strip=symbols" }]);
    if TAKES_ORDER {
        order(&mut command, &list(repository));
    }
    shell::must_run(command)?;
    Ok(repository.binary("release"))
}

fn order(command: &mut Command, list: &Path) {
    // A name that the program does not have any more is no reason to complain.
    let file = format!("link-arg=-Wl,--symbol-ordering-file={}", list.display());
    command.args(["-C", &file, "-C", "link-arg=-Wl,--no-warn-symbol-ordering"]);
}
