//! A home folder of its own, with the demo in it or without, which goes away.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use anyhow::Context as _;

use super::process;

/// Between two looks at the log.
const LOOK: Duration = Duration::from_millis(2);
/// What the program logs when its first page was drawn.
const DRAWN: &str = "the first page shows stored data";

pub struct Home {
    folder: PathBuf,
    file: PathBuf,
}

impl Home {
    /// Nothing is in it yet.
    pub fn empty() -> anyhow::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let nth = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("ad-creator-bench-{}-{nth}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Self { folder, file: PathBuf::new() })
    }

    /// The demo is in it, synced.
    pub fn with_demo(binary: &Path) -> anyhow::Result<Self> {
        let mut home = Self::empty()?;
        let said = process::run(binary, &home.environment()?, &["demo", "--headless"])?.json;
        home.file = said["file"].as_str().context("the demo says where its file is")?.into();
        Ok(home)
    }

    /// What a command needs to live in it.
    pub fn environment(&self) -> anyhow::Result<[(&str, &str); 2]> {
        let folder = self.folder.to_str().context("the folder for temporary files is plain text")?;
        Ok([("AD_CREATOR_HOME", folder), ("AD_CREATOR_NO_KEYCHAIN", "1")])
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The demo's file.
    pub fn file(&self) -> &Path {
        &self.file
    }

    pub fn forget_log(&self) -> anyhow::Result<()> {
        let logs = self.folder.join("logs");
        if logs.exists() {
            std::fs::remove_dir_all(&logs)?;
        }
        Ok(())
    }

    /// Waits for the program's own word that its first page was drawn; `patience` says when that takes too long.
    pub fn wait_for_first_page(&self, patience: impl Fn() -> anyhow::Result<()>) -> anyhow::Result<()> {
        loop {
            for entry in std::fs::read_dir(self.folder.join("logs")).into_iter().flatten() {
                if std::fs::read_to_string(entry?.path())?.contains(DRAWN) {
                    return Ok(());
                }
            }
            patience()?;
            pause();
        }
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.folder) {
            eprintln!("{} stays behind: {error}", self.folder.display());
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this tool waits for another process; there is no clock to be given")]
fn pause() {
    std::thread::sleep(LOOK);
}
