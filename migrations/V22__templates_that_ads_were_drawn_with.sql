-- What ads were drawn with. Templates that come with the program change with it; an ad that was made before is drawn again
-- with the files as they were. Each text is kept once, by its SHA-256, whichever templates and versions have it.
CREATE TABLE template_texts (
    sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
    data BLOB NOT NULL
) STRICT;

-- The files of a template at one time. The SHA-256 is that of their names and texts; the recipe of an ad
-- (made_ads.recipe, "template_state") says which one it was drawn with.
CREATE TABLE template_states (
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    path TEXT NOT NULL,
    text_sha256 TEXT NOT NULL REFERENCES template_texts (sha256),
    PRIMARY KEY (sha256, path)
) STRICT, WITHOUT ROWID;
