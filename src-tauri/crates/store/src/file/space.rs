//! Giving room back to the disk.

use crate::{Store, StoreError};

/// Pages given back before other writers get a turn: some milliseconds.
const PAGES_A_TURN: i64 = 2_000;

impl Store {
    /// Shrinks the file by the pages that nothing uses any more, after something large was removed.
    ///
    /// # Errors
    /// What writing reports; the file is sound and only larger than it need be then.
    pub fn give_back_space(&self) -> Result<(), StoreError> {
        loop {
            let (before, left) = self.on_writer(|connection| {
                let free = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
                let before = free("freelist_count")?;
                connection.execute_batch(&format!("PRAGMA incremental_vacuum({PAGES_A_TURN})"))?;
                Ok((before, free("freelist_count")?))
            })?;
            if left == 0 || left >= before {
                return self.on_writer(|connection| {
                    // The file itself shrinks when the log is merged into it.
                    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_row| Ok(()))?;
                    Ok(())
                });
            }
        }
    }
}
