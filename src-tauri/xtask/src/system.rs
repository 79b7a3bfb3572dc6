//! System packages: installed with apt where that is possible, listed where it is not.

use std::process::Command;

use anyhow::bail;

use crate::shell;

/// What building needs beside Rust and Node (Tauri's list for Debian and Ubuntu).
pub const BUILD_PACKAGES: [&str; 6] =
    ["libwebkit2gtk-4.1-dev", "libxdo-dev", "libssl-dev", "libayatana-appindicator3-dev", "librsvg2-dev", "pkg-config"];

/// What the journeys in the real window need on top.
pub const TEST_PACKAGES: [&str; 5] = ["webkit2gtk-driver", "xvfb", "xauth", "libgl1-mesa-dri", "dbus-x11"];

/// Installs those of `packages` that are missing.
pub fn install(packages: &[&str]) -> anyhow::Result<()> {
    if !shell::exists("dpkg-query") {
        println!("Not a Debian system: these are needed by other means: {}", packages.join(" "));
        return Ok(());
    }
    let missing: Vec<&str> = packages.iter().copied().filter(|package| !is_installed(package)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(privilege) = Privilege::find() else {
        bail!(
            "these system packages are missing; install them and try again:\n  sudo apt-get install {}",
            missing.join(" ")
        );
    };
    // A second try after `-f install` gets over an archive that was half unpacked or missing for a moment.
    privilege.apt(&["update", "-qq"])?;
    if privilege.install(&missing).is_err() {
        privilege.apt(&["-f", "install", "-y", "-qq"])?;
        privilege.apt(&["update", "-qq"])?;
        privilege.install(&missing)?;
    }
    Ok(())
}

fn is_installed(package: &str) -> bool {
    shell::output("dpkg-query", &["-W", "-f=${Status}", package]).is_some_and(|status| status.contains("ok installed"))
}

/// How this user may install packages.
enum Privilege {
    Root,
    Sudo,
}

impl Privilege {
    fn find() -> Option<Self> {
        if shell::output("id", &["-u"])?.trim() == "0" {
            return Some(Self::Root);
        }
        // Never asks for a password: a build server has nobody to type one.
        shell::output("sudo", &["-n", "true"]).map(|_allowed| Self::Sudo)
    }

    fn install(&self, packages: &[&str]) -> anyhow::Result<()> {
        let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
        arguments.extend(packages);
        self.apt(&arguments)
    }

    fn apt(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let mut command = match self {
            Self::Root => Command::new("apt-get"),
            Self::Sudo => {
                let mut sudo = Command::new("sudo");
                sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
                sudo
            }
        };
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        shell::must_run(command)
    }
}
