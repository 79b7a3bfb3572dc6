//! Where things live on this machine, outside the workspace file.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The folders of this user, by the platform's conventions.
#[derive(Debug, Clone)]
pub struct Places {
    config: PathBuf,
    data: PathBuf,
    logs: PathBuf,
}

/// What this installation remembers between starts; everything else is in the workspace file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Made once: tells a file which installation runs it.
    pub installation: Option<String>,
    /// Files opened before, newest first.
    pub recent: Vec<PathBuf>,
    /// Whether the words about closing to the tray were shown.
    pub close_explained: bool,
}

/// How many files the welcome page offers.
const RECENT_KEPT: usize = 8;

impl Places {
    /// The user's folders; `AD_CREATOR_HOME` puts all of them under one folder (portable use).
    ///
    /// # Errors
    /// If the platform names no home folder.
    pub fn find() -> std::io::Result<Self> {
        if let Some(home) = std::env::var_os("AD_CREATOR_HOME").map(PathBuf::from) {
            return Ok(Self { config: home.join("config"), data: home.join("data"), logs: home.join("logs") });
        }
        let dirs = directories::ProjectDirs::from("app", "", "ad-creator")
            .ok_or_else(|| std::io::Error::new(std::io::ErrorKind::NotFound, "this user has no home folder"))?;
        let logs = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).join("logs");
        Ok(Self { config: dirs.config_dir().to_owned(), data: dirs.data_dir().to_owned(), logs })
    }

    /// Log files.
    pub fn logs(&self) -> &Path {
        &self.logs
    }

    /// What the web view keeps: page, range, columns, theme.
    pub fn web(&self) -> PathBuf {
        self.data.join("web")
    }

    /// Size and place of the window.
    pub fn window(&self) -> PathBuf {
        self.config.join("window.json")
    }

    /// Where processes of this installation leave word that they are alive.
    pub fn running(&self) -> PathBuf {
        self.data.join("running")
    }

    /// The file of the demo workspace, kept apart from a person's own data.
    pub fn demo_file(&self) -> PathBuf {
        self.data.join("demo.adcreator")
    }

    /// The file that is made when a person connects an account before opening any file.
    pub fn default_file(&self) -> PathBuf {
        self.data.join("ads.adcreator")
    }

    /// What was remembered; nothing if there is no such file yet.
    ///
    /// # Errors
    /// If the file is there and cannot be read.
    pub fn preferences(&self) -> std::io::Result<Preferences> {
        match std::fs::read(self.preferences_file()) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(std::io::Error::from),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Preferences::default()),
            Err(error) => Err(error),
        }
    }

    /// Changes what is remembered. The file is replaced as a whole, so that a crash leaves the old or the new one.
    ///
    /// # Errors
    /// If the folder or the file cannot be written.
    pub fn remember(&self, change: impl FnOnce(&mut Preferences)) -> std::io::Result<Preferences> {
        let mut preferences = self.preferences()?;
        change(&mut preferences);
        std::fs::create_dir_all(&self.config)?;
        // Two starts at the same moment must not write into each other's half-made file.
        let beside = self.preferences_file().with_extension(format!("new-{}", std::process::id()));
        std::fs::write(&beside, serde_json::to_vec_pretty(&preferences)?)?;
        std::fs::rename(beside, self.preferences_file())?;
        Ok(preferences)
    }

    /// The id of this installation, made on first use.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn installation(&self, fresh: impl FnOnce() -> String) -> std::io::Result<String> {
        if let Some(known) = self.preferences()?.installation {
            return Ok(known);
        }
        let id = fresh();
        self.remember(|preferences| preferences.installation = Some(id.clone()))?;
        Ok(id)
    }

    fn preferences_file(&self) -> PathBuf {
        self.config.join("preferences.json")
    }
}

impl Preferences {
    /// Puts a file in front of the recent ones.
    pub fn opened(&mut self, file: &Path) {
        self.recent.retain(|known| known != file);
        self.recent.insert(0, file.to_owned());
        self.recent.truncate(RECENT_KEPT);
    }
}
