//! Where things are in this repository.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

/// The checkout that this tool was built from.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Finds the root above this package.
    pub fn find() -> anyhow::Result<Self> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = package.ancestors().nth(2).context("xtask lies two folders below the root")?;
        Ok(Self { root: root.to_owned() })
    }

    /// The root folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The SvelteKit project.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The build folder, wherever Cargo is told to put it.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }

    /// The binary of a profile folder (`debug`, `release`).
    pub fn binary(&self, profile: &str) -> PathBuf {
        self.target().join(profile).join(format!("ad-creator{}", std::env::consts::EXE_SUFFIX))
    }
}
