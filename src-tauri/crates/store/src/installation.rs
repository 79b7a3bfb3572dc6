//! Who runs the file.
//!
//! Two machines that sync one shared file, or a copy of it, would file and pay for the same runs twice. So a file
//! says which installation runs it; everybody else reads. A backup says "nobody".

use rusqlite::{Connection, OptionalExtension};
use units::Timestamp;
use uuid::Uuid;

use crate::file::{InstallationId, OpenOptions, Runs};
use crate::{Store, StoreError};

/// The step that introduced the `workspace` table.
pub(crate) const FIRST_STEP: i32 = 16;

pub(crate) fn who_runs(connection: &Connection) -> Result<Runs, StoreError> {
    let owner: Option<Option<String>> =
        connection.query_row("SELECT installation_id FROM workspace WHERE id = 1", [], |row| row.get(0)).optional()?;
    match owner {
        None => Ok(Runs::NotSaid),
        Some(None) => Ok(Runs::Nobody),
        Some(Some(text)) => uuid_in("workspace.installation_id", text).map(Runs::Installation),
    }
}

/// Writes this installation into a file that nobody runs yet, or that is being taken over.
pub(crate) fn claim(connection: &Connection, options: &OpenOptions) -> Result<(), StoreError> {
    if who_runs(connection)? == Runs::Installation(options.installation.0) {
        return Ok(());
    }
    let now = options.clock.now();
    let sql = "INSERT INTO workspace (id, workspace_id, installation_id, created_at, claimed_at) VALUES (1, ?1, ?2, ?3, ?3) \
               ON CONFLICT (id) DO UPDATE SET installation_id = excluded.installation_id, claimed_at = excluded.claimed_at \
               WHERE workspace.installation_id IS NOT excluded.installation_id";
    let workspace_id = options.ids.uuid(now).to_string();
    connection.execute(sql, (workspace_id, options.installation.to_string(), now.millis()))?;
    Ok(())
}

/// Makes the file one that nobody runs.
pub(crate) fn release(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("UPDATE workspace SET installation_id = NULL", [])?;
    Ok(())
}

/// What a file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceIdentity {
    /// The file's own id; copies share it.
    pub workspace: Uuid,
    /// When the file was made.
    pub created_at: Timestamp,
    /// Who runs it; `None` for a backup.
    pub installation: Option<InstallationId>,
    /// When that installation began to.
    pub claimed_at: Timestamp,
}

impl Store {
    /// What the file says about itself; `None` for a file at a step before it did.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if an id is not one.
    pub fn identity(&self) -> Result<Option<WorkspaceIdentity>, StoreError> {
        self.read(|connection| {
            if crate::migrate::step_of(connection)? < FIRST_STEP {
                return Ok(None);
            }
            let sql = "SELECT workspace_id, created_at, installation_id, claimed_at FROM workspace WHERE id = 1";
            let row = connection
                .query_row(sql, [], |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, i64>(1)?,
                        row.get::<_, Option<String>>(2)?,
                        row.get::<_, i64>(3)?,
                    ))
                })
                .optional()?;
            let Some((workspace, created_at, installation, claimed_at)) = row else { return Ok(None) };
            Ok(Some(WorkspaceIdentity {
                workspace: uuid_in("workspace.workspace_id", workspace)?,
                created_at: Timestamp::from_millis(created_at),
                installation: installation
                    .map(|text| uuid_in("workspace.installation_id", text).map(InstallationId))
                    .transpose()?,
                claimed_at: Timestamp::from_millis(claimed_at),
            }))
        })
    }
}

fn uuid_in(column: &'static str, text: String) -> Result<Uuid, StoreError> {
    text.parse().map_err(|_not_an_id| StoreError::Unreadable { column, value: text })
}
