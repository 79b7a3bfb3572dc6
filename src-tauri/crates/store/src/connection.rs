//! One writer, a few readers.
//!
//! SQLite admits one writer at a time whatever we do, so there is one connection that writes and a queue in front of
//! it. Commits of the job runner go first: a sync writes hundreds of bulk commits, and a run that has become due must
//! not wait behind all of them. Write transactions are `IMMEDIATE` always: a deferred one that reads first fails at
//! once with `SQLITE_BUSY_SNAPSHOT` when another process wrote in between, however long the busy timeout is.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use rusqlite::trace::{TraceEvent, TraceEventCodes};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::creation::act::{self, Act};
use crate::{Access, StoreError};

/// Who goes first when two threads want to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Priority {
    /// The runner's bookkeeping: claim, lease, finish. Small and urgent.
    Job,
    /// Everything else: at most 500 rows, one day of one account, or one picture a commit.
    Bulk,
}

/// How readers connect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadersOpen {
    /// Others may write meanwhile.
    Live,
    /// The file lies where nobody can write, so SQLite needs neither locks nor files beside it.
    Immutable,
}

/// Why nothing can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReadOnly {
    /// It was opened so: it is not ours to change, or reading was all that was asked for.
    Opened,
    /// The file system does not let us.
    Unwritable,
}

impl ReadOnly {
    fn refusal(self) -> StoreError {
        match self {
            Self::Opened => StoreError::OpenedReadOnly,
            Self::Unwritable => StoreError::ReadOnly,
        }
    }
}

/// A private copy that is read in place of a file that must not be touched; it is deleted with the last handle.
#[derive(Debug)]
pub(crate) struct TemporaryCopy {
    path: PathBuf,
    _directory: tempfile::TempDir,
}

impl TemporaryCopy {
    pub(crate) fn new(directory: tempfile::TempDir, path: PathBuf) -> Self {
        Self { path, _directory: directory }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// The name under which SQLite opens a file that nobody can change.
pub(crate) fn immutable_uri(path: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => uri.push(char::from(byte)),
            b'\\' => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri.push_str("?immutable=1");
    uri
}

/// An open workspace file. Clones share the same connections.
#[derive(Debug, Clone)]
pub struct Store {
    shared: Arc<Shared>,
    /// The act in the library that what this handle writes is part of.
    act: Option<Arc<Act>>,
}

#[derive(Debug)]
struct Shared {
    path: PathBuf,
    readers_open: ReadersOpen,
    copy: Option<TemporaryCopy>,
    read_only: Option<ReadOnly>,
    /// Who runs the file; `None` if it is open for reading only.
    presence: Option<crate::jobs::Presence>,
    writer: Mutex<Option<Connection>>,
    urgent_waiting: Mutex<u32>,
    urgent_done: Condvar,
    readers: Mutex<Vec<Connection>>,
    doorbell: crate::jobs::Doorbell,
}

/// Idle connections beyond this many are closed when they come back.
const READERS_KEPT: usize = 4;

impl Store {
    /// Wraps a connection that was opened, configured and migrated already.
    pub(crate) fn for_writing(path: PathBuf, writer: Connection, presence: crate::jobs::Presence) -> Self {
        Self::new(path, Some((writer, presence)), ReadersOpen::Live, None, None)
    }

    /// A file that is open for reading only. With a `copy`, that is read in place of `path`.
    pub(crate) fn for_reading(
        path: PathBuf,
        readers_open: ReadersOpen,
        copy: Option<TemporaryCopy>,
        access: &Access,
    ) -> Self {
        let why = if *access == Access::Unwritable { ReadOnly::Unwritable } else { ReadOnly::Opened };
        Self::new(path, None, readers_open, copy, Some(why))
    }

    fn new(
        path: PathBuf,
        writer: Option<(Connection, crate::jobs::Presence)>,
        readers_open: ReadersOpen,
        copy: Option<TemporaryCopy>,
        read_only: Option<ReadOnly>,
    ) -> Self {
        let (writer, presence) = writer.unzip();
        let shared = Shared {
            path,
            readers_open,
            copy,
            read_only,
            presence,
            writer: Mutex::new(writer),
            urgent_waiting: Mutex::new(0),
            urgent_done: Condvar::new(),
            readers: Mutex::new(Vec::new()),
            doorbell: crate::jobs::Doorbell::default(),
        };
        Self { shared: Arc::new(shared), act: None }
    }

    /// Closes the file, whoever still has a clone: for the end of the program, when tasks may be left that hold one.
    /// Who reads afterwards opens it again; who writes is refused.
    pub fn close(&self) {
        self.shared.close();
    }

    /// Where the file is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.shared.path
    }

    /// Whether the file was opened for reading only.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.shared.read_only.is_some()
    }

    /// Whether that is because the file or its folder may not be written, not because of whose it is.
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        self.shared.read_only == Some(ReadOnly::Unwritable)
    }

    /// For work that costs something before its first write.
    ///
    /// # Errors
    /// [`StoreError::OpenedReadOnly`] or [`StoreError::ReadOnly`], as a write would fail.
    pub fn check_writable(&self) -> Result<(), StoreError> {
        self.shared.read_only.map_or(Ok(()), |why| Err(why.refusal()))
    }

    fn refusal(&self) -> StoreError {
        self.shared.read_only.unwrap_or(ReadOnly::Opened).refusal()
    }

    pub(crate) fn presence(&self) -> Option<&crate::jobs::Presence> {
        self.shared.presence.as_ref()
    }

    /// Runs `work` in one write transaction and commits it; any error rolls it back.
    pub(crate) fn write<T>(
        &self,
        priority: Priority,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = self.shared.lock_writer(priority);
        let connection = writer.as_mut().ok_or_else(|| self.refusal())?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let Some(act) = &self.act else {
            let value = work(&transaction)?;
            transaction.commit()?;
            return Ok(value);
        };
        let before = act::newest(&transaction)?;
        let value = work(&transaction)?;
        let step = act.join(&transaction, before)?;
        transaction.commit()?;
        act.keep(step);
        Ok(value)
    }

    /// A handle whose changes of the library are one act, whatever others write meanwhile. On a handle that is part of an
    /// act it is the same act.
    #[must_use]
    pub fn in_one_act(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), act: Some(self.act.clone().unwrap_or_default()) }
    }

    /// Runs `work` on the writer outside a transaction: for `VACUUM`, checkpoints and pragmas only.
    pub(crate) fn on_writer<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let mut writer = self.shared.lock_writer(Priority::Bulk);
        work(writer.as_mut().ok_or_else(|| self.refusal())?)
    }

    /// Runs `work` on a new reader outside a transaction: for copies and checks of the whole file, which make their own.
    pub(crate) fn read_outside_transaction<T>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        work(&self.shared.new_reader()?)
    }

    /// Who wants to hear that a run may start or stop.
    pub(crate) fn doorbell(&self) -> &crate::jobs::Doorbell {
        &self.shared.doorbell
    }

    /// A reader that stays open, to ask whether others have written.
    pub(crate) fn open_watcher(&self) -> Result<Connection, StoreError> {
        self.shared.new_reader()
    }

    /// Runs `work` on a reader that sees one consistent state of the file from its first statement to its last.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut connection = match lock(&self.shared.readers).pop() {
            Some(connection) => connection,
            None => self.shared.new_reader()?,
        };
        let snapshot = connection.transaction()?;
        let value = work(&snapshot)?;
        snapshot.finish()?;
        let mut idle = lock(&self.shared.readers);
        if idle.len() < READERS_KEPT {
            idle.push(connection);
        }
        Ok(value)
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.close();
    }
}

impl Shared {
    /// Closes every connection, the writer last. Whoever closes a file last merges its log and takes it away, and a
    /// connection that only reads may not do that: it would leave the log beside the file.
    fn close(&self) {
        lock(&self.readers).clear();
        if let Some(writer) = lock(&self.writer).take() {
            if let Err((_connection, error)) = writer.close() {
                tracing::warn!(%error, "the file was not closed well");
            }
        } else if self.readers_open == ReadersOpen::Live && self.copy.is_none() {
            take_away_empty_log(&self.path);
        }
    }

    fn new_reader(&self) -> Result<Connection, StoreError> {
        open_reader(self.copy.as_ref().map_or(&self.path, |copy| &copy.path), self.readers_open)
    }

    fn lock_writer(&self, priority: Priority) -> MutexGuard<'_, Option<Connection>> {
        match priority {
            Priority::Job => {
                *lock(&self.urgent_waiting) += 1;
                let writer = lock(&self.writer);
                *lock(&self.urgent_waiting) -= 1;
                self.urgent_done.notify_all();
                writer
            }
            Priority::Bulk => {
                let waiting = lock(&self.urgent_waiting);
                let waiting = self.urgent_done.wait_while(waiting, |urgent| *urgent > 0);
                drop(waiting.unwrap_or_else(PoisonError::into_inner));
                lock(&self.writer)
            }
        }
    }
}

/// A panic while a lock was held left a connection whose transaction was rolled back when it was dropped, so going
/// on is safe.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reading a file makes a log beside it, an empty one. A connection that could write takes that away when it closes,
/// unless somebody else has the file open; it writes nothing. A log that holds something is its owner's to merge.
fn take_away_empty_log(path: &Path) {
    if !std::fs::metadata(crate::file::beside(path, "-wal")).is_ok_and(|log| log.len() == 0) {
        return;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let closed = Connection::open_with_flags(path, flags).and_then(|connection| {
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_row| Ok(()))?;
        connection.close().map_err(|(_connection, error)| error)
    });
    if let Err(error) = closed {
        tracing::debug!(%error, "an empty log stays beside the file");
    }
}

fn open_reader(path: &Path, how: ReadersOpen) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = match how {
        ReadersOpen::Live => Connection::open_with_flags(path, flags)?,
        ReadersOpen::Immutable => Connection::open_with_flags(immutable_uri(path), flags | OpenFlags::SQLITE_OPEN_URI)?,
    };
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // 16 MB of page cache: the packed month that the Performance page reads stays in memory.
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.set_prepared_statement_cache_capacity(128);
    log_statements(&mut connection)?;
    Ok(connection)
}

/// Where somebody listens to `store::sql` at TRACE, every statement of a reader is logged as it is written, without the
/// values bound to it.
fn log_statements(connection: &mut Connection) -> Result<(), StoreError> {
    if !tracing::enabled!(target: "store::sql", tracing::Level::TRACE) {
        return Ok(());
    }
    let log = |event: TraceEvent<'_>| {
        if let TraceEvent::Stmt(_statement, sql) = event {
            tracing::trace!(target: "store::sql", sql, "statement");
        }
    };
    Ok(connection.trace_v2(TraceEventCodes::SQLITE_TRACE_STMT, Some(log))?)
}
