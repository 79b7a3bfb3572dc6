//! Learning that something was filed.
//!
//! Inside the process a bell rings after the commit. Other processes are noticed by `PRAGMA data_version`, which
//! reads one number from shared memory and is cheap enough to ask twice a second.

use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::{Store, StoreError};

type Listener = Arc<dyn Fn() + Send + Sync>;

/// Who wants to know that a run may be claimed or cancelled.
#[derive(Default)]
pub(crate) struct Doorbell(Mutex<Vec<(u64, Listener)>>);

impl std::fmt::Debug for Doorbell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Doorbell")
    }
}

impl Doorbell {
    fn ring(&self) {
        let listeners: Vec<Listener> = {
            let listeners = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            listeners.iter().map(|(_id, listener)| Arc::clone(listener)).collect()
        };
        for listener in listeners {
            listener();
        }
    }
}

/// Keeps a listener; dropping it takes the listener away.
#[derive(Debug)]
pub struct Listening {
    store: Store,
    id: u64,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let mut listeners = self.store.doorbell().0.lock().unwrap_or_else(PoisonError::into_inner);
        listeners.retain(|(id, _listener)| *id != self.id);
    }
}

/// Tells whether the file was changed since it was asked last, by anybody.
#[derive(Debug)]
pub struct Watcher {
    connection: Connection,
    seen: i64,
}

impl Watcher {
    /// Whether somebody committed since the last call.
    ///
    /// # Errors
    /// Those of reading.
    pub fn changed(&mut self) -> Result<bool, StoreError> {
        let now = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(std::mem::replace(&mut self.seen, now) != now)
    }
}

impl Store {
    /// Calls `listener` after every commit of this process that lets a run start or stop. It must not block.
    #[must_use]
    pub fn listen(&self, listener: impl Fn() + Send + Sync + 'static) -> Listening {
        let mut listeners = self.doorbell().0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = listeners.last().map_or(0, |(id, _listener)| id + 1);
        listeners.push((id, Arc::new(listener)));
        drop(listeners);
        Listening { store: self.clone(), id }
    }

    /// Watches for commits of other processes.
    ///
    /// # Errors
    /// If the file cannot be opened once more.
    pub fn watch(&self) -> Result<Watcher, StoreError> {
        let mut watcher = Watcher { connection: self.open_watcher()?, seen: 0 };
        watcher.changed()?;
        Ok(watcher)
    }

    pub(super) fn ring(&self) {
        self.doorbell().ring();
    }
}
