//! Who runs the file.
//!
//! Two machines that sync one shared file, or a copy of it, would file and pay for the same runs twice. So a file
//! says which installation runs it; everybody else reads. A backup says "nobody".

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;

use crate::StoreError;
use crate::file::OpenOptions;
use crate::file::Runs;

/// The step that introduced the `workspace` table.
pub(crate) const FIRST_STEP: i32 = 16;

pub(crate) fn who_runs(connection: &Connection) -> Result<Runs, StoreError> {
    let owner: Option<Option<String>> =
        connection.query_row("SELECT installation_id FROM workspace WHERE id = 1", [], |row| row.get(0)).optional()?;
    match owner {
        None => Ok(Runs::NotSaid),
        Some(None) => Ok(Runs::Nobody),
        Some(Some(text)) => match text.parse::<Uuid>() {
            Ok(id) => Ok(Runs::Installation(id)),
            Err(_not_an_id) => Err(StoreError::Unreadable { column: "workspace.installation_id", value: text }),
        },
    }
}

/// Writes this installation into a file that nobody runs yet, or that is being taken over.
pub(crate) fn claim(connection: &Connection, options: &OpenOptions) -> Result<(), StoreError> {
    let now = options.clock.now();
    let sql = "INSERT INTO workspace (id, workspace_id, installation_id, created_at, claimed_at) VALUES (1, ?1, ?2, ?3, ?3) \
               ON CONFLICT (id) DO UPDATE SET installation_id = excluded.installation_id, claimed_at = excluded.claimed_at \
               WHERE workspace.installation_id IS NOT excluded.installation_id";
    let workspace_id = options.ids.uuid(now).to_string();
    connection.execute(sql, (workspace_id, options.installation.to_string(), now.millis()))?;
    Ok(())
}
