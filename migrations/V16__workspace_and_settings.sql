-- The file itself: who runs it, and what a person set.

-- One row. installation_id is NULL in a backup, which nobody runs until somebody takes it over.
CREATE TABLE workspace (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    workspace_id TEXT NOT NULL,
    installation_id TEXT,
    created_at INTEGER NOT NULL,
    claimed_at INTEGER NOT NULL
) STRICT;

-- Choices of a person and the state of the window, by key. Never a secret: those are in the system keychain.
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value)),
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
