//! What can go wrong with the file.

use std::path::PathBuf;

/// Why the file could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("there is no file {}", .0.display())]
    NotFound(PathBuf),
    /// A file is already there and would be overwritten.
    #[error("{} exists already", .0.display())]
    AlreadyExists(PathBuf),
    /// Not one of our files.
    #[error("{} is not an Ad Creator file", .0.display())]
    NotAWorkspace(PathBuf),
    /// Made by a newer version of this program.
    #[error("the file is at step {found}, this program knows steps up to {known}")]
    Newer {
        /// The newest step that the file has had.
        found: i32,
        /// The newest step that this program has.
        known: i32,
    },
    /// Another process is opening or migrating it, or holds it for longer than we wait.
    #[error("the file is in use by another program")]
    Locked,
    /// It was renamed while a process that runs it had it open; that one knows it by this name.
    #[error("the file is in use under the name {}", .0.display())]
    OpenUnderAnotherName(PathBuf),
    /// The contents are damaged.
    #[error("the file is damaged: {0}")]
    Damaged(String),
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The file, or the place it is in, may not be written.
    #[error("the file is read-only")]
    ReadOnly,
    /// The file belongs to another installation and was opened for reading only.
    #[error("the file is open for reading only, because another installation runs it")]
    OpenedReadOnly,
    /// The run's lease went to somebody else, so its result must not be stored.
    #[error("the run is not ours any more")]
    LeaseLost,
    /// A row that was asked for by id is not there.
    #[error("there is no {kind} {id}")]
    NoSuchRow {
        /// What kind of thing.
        kind: &'static str,
        /// The id that was asked for.
        id: String,
    },
    /// A stored value does not mean anything to this program.
    #[error("{column} holds `{value}`, which means nothing here")]
    Unreadable {
        /// Where it was read, as `table.column`.
        column: &'static str,
        /// What was there.
        value: String,
    },
    /// A constraint of the schema refused a write.
    #[error("the change contradicts what is stored: {0}")]
    Constraint(String),
    /// The schema after migrating is not the one that this program expects.
    #[error("the schema differs from what this program expects: {0}")]
    SchemaDiffers(String),
    /// Reading or writing outside the database (lock file, backup).
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// Anything else that SQLite reports.
    #[error("SQLite: {0}")]
    Sqlite(rusqlite::Error),
    /// A migration failed.
    #[error("upgrading the file failed: {0}")]
    Migration(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Locked,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged(error.to_string()),
            Some(Code::ConstraintViolation) => Self::Constraint(error.to_string()),
            _ => Self::Sqlite(error),
        }
    }
}
