//! Where things live on this machine, outside the workspace file.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

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
    /// Where the installation's id was kept before it had a file of its own; read, not written any more.
    #[serde(skip_serializing)]
    installation: Option<String>,
    /// Files opened before, newest first.
    pub recent: Vec<PathBuf>,
    /// Whether the words about closing to the tray were shown.
    pub close_explained: bool,
    /// Whether the page was dark when it was last shown: the window behind the next one is too.
    pub dark: bool,
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

    /// What was remembered; nothing if there is no such file yet, or one that a crash or another program left unreadable:
    /// what it holds is a convenience, and the program starts without it.
    ///
    /// # Errors
    /// If the file is there and the system does not give it.
    pub fn preferences(&self) -> std::io::Result<Preferences> {
        let bytes = match std::fs::read(self.preferences_file()) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Preferences::default()),
            Err(error) => return Err(error),
        };
        Ok(serde_json::from_slice(&bytes).unwrap_or_else(|error| {
            tracing::warn!(%error, file = %self.preferences_file().display(), "the preferences cannot be read and are started anew");
            Preferences::default()
        }))
    }

    /// Changes what is remembered. The file is replaced as a whole, so that a crash leaves the old or the new one. One that
    /// could not be read is kept beside it.
    ///
    /// # Errors
    /// If the folder or the file cannot be written.
    pub fn remember(&self, change: impl FnOnce(&mut Preferences)) -> std::io::Result<Preferences> {
        // Two commands of the window must not read the same state and write one change over the other.
        static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
        let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
        // An id that an earlier version kept in here moves out before this file is written without it.
        self.installation_kept()?;
        let mut preferences = self.preferences()?;
        change(&mut preferences);
        let file = self.preferences_file();
        if std::fs::read(&file).is_ok_and(|bytes| serde_json::from_slice::<Preferences>(&bytes).is_err()) {
            std::fs::rename(&file, file.with_extension("unreadable.json"))?;
        }
        replace(&file, &serde_json::to_vec_pretty(&preferences)?)?;
        Ok(preferences)
    }

    /// The id of this installation, made on first use. A file of its own: whoever loses the preferences must not lose the
    /// right to run their own workspace files.
    ///
    /// # Errors
    /// If it cannot be stored.
    pub fn installation(&self, fresh: impl FnOnce() -> String) -> std::io::Result<String> {
        if let Some(known) = self.installation_kept()? {
            return Ok(known);
        }
        let id = fresh();
        replace(&self.installation_file(), id.as_bytes())?;
        Ok(id)
    }

    /// The id, moved out of the preferences if an earlier version kept it there.
    fn installation_kept(&self) -> std::io::Result<Option<String>> {
        match std::fs::read_to_string(self.installation_file()) {
            Ok(id) if !id.trim().is_empty() => return Ok(Some(id.trim().to_owned())),
            Ok(_empty) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let Some(id) = self.preferences()?.installation else { return Ok(None) };
        replace(&self.installation_file(), id.as_bytes())?;
        Ok(Some(id))
    }

    fn installation_file(&self) -> PathBuf {
        self.config.join("installation")
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

/// Replaces a file as a whole. What was written is on the disk before the name points to it: after a loss of power the
/// name stands for the old or the new bytes.
fn replace(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    // Two starts at the same moment must not write into each other's half-made file.
    let beside = file.with_extension(format!("new-{}", std::process::id()));
    let mut new = std::fs::File::create(&beside)?;
    new.write_all(bytes)?;
    new.sync_all()?;
    std::fs::rename(beside, file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(home: &Path) -> Places {
        Places { config: home.join("config"), data: home.join("data"), logs: home.join("logs") }
    }

    #[test]
    fn preferences_that_cannot_be_read_are_kept_aside_and_the_installation_stays_itself() {
        let home = tempfile::tempdir().unwrap();
        let places = places(home.path());
        let id = places.installation(|| "first".to_owned()).unwrap();
        places.remember(|preferences| preferences.close_explained = true).unwrap();
        std::fs::write(places.preferences_file(), b"").unwrap();

        assert!(!places.preferences().unwrap().close_explained);
        places.remember(|preferences| preferences.dark = true).unwrap();

        assert!(places.preferences().unwrap().dark);
        assert!(home.path().join("config/preferences.unreadable.json").exists());
        assert_eq!(places.installation(|| "second".to_owned()).unwrap(), id);
    }

    #[test]
    fn an_id_that_the_preferences_kept_moves_into_its_own_file() {
        let home = tempfile::tempdir().unwrap();
        let places = places(home.path());
        std::fs::create_dir_all(&places.config).unwrap();
        std::fs::write(places.preferences_file(), br#"{"installation":"known"}"#).unwrap();

        places.remember(|preferences| preferences.dark = true).unwrap();

        assert_eq!(places.installation(|| "fresh".to_owned()).unwrap(), "known");
    }
}
