//! How a file is to be opened, and how it was.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use units::{Clock, IdSource};
use uuid::Uuid;

use crate::Store;

/// One installation of the program: one person's account on one machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstallationId(pub Uuid);

impl std::fmt::Display for InstallationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// How to make or open a file.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// Stamps the file, its claims and its backups.
    pub clock: Arc<dyn Clock>,
    /// Gives a new file its identity.
    pub ids: Arc<dyn IdSource>,
    /// Who opens it.
    pub installation: InstallationId,
    /// Stop at this step of the history instead of the newest. For making old files that are then filled and
    /// upgraded.
    pub up_to: Option<i32>,
    /// Open for reading even if the file is ours: no lock, no upgrade in place, nothing is written.
    pub read_only: bool,
    /// "Run it here": make this installation the one that runs the file.
    pub take_over: bool,
    /// How long to wait for another process that is making or upgrading the file.
    pub patience: Duration,
    /// Where processes of this installation leave word that they are alive. All of them must name the same folder.
    pub running: PathBuf,
    /// How long a write waits for another process that is writing.
    pub busy: Duration,
}

impl OpenOptions {
    /// Opens at the newest step, for writing if the file is ours, waiting at most ten seconds for others.
    #[must_use]
    pub fn new(clock: Arc<dyn Clock>, ids: Arc<dyn IdSource>, installation: InstallationId) -> Self {
        Self {
            clock,
            ids,
            installation,
            up_to: None,
            read_only: false,
            take_over: false,
            patience: Duration::from_secs(10),
            running: std::env::temp_dir().join("ad-creator-running"),
            busy: Duration::from_secs(5),
        }
    }
}

/// What opening came to.
#[derive(Debug, Clone)]
pub struct Opened {
    /// The open file.
    pub store: Store,
    /// What may be done with it.
    pub access: Access,
    /// The step of the history that its tables are at.
    pub step: i32,
}

/// What may be done with an open file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// It is ours.
    ReadWrite {
        /// The step it was at before, if it was brought up to date just now.
        upgraded_from: Option<i32>,
        /// The copy that was made before bringing it up to date.
        backup: Option<PathBuf>,
    },
    /// Reading was all that was asked for.
    ReadOnlyAsked,
    /// Another installation runs it, or it is a backup: reading only, until somebody says "Run it here".
    RunElsewhere,
    /// It is ours, but it or its folder may not be written.
    Unwritable,
}
