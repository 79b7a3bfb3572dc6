-- Typefaces that a person added. They travel with the file, so that an ad looks the same wherever it is opened.
-- families: the names by which brands use them, a JSON list.
CREATE TABLE fonts (
    sha256   TEXT    PRIMARY KEY CHECK (length(sha256) = 64),
    name     TEXT    NOT NULL,
    families TEXT    NOT NULL CHECK (json_valid(families)),
    data     BLOB    NOT NULL,
    added_at INTEGER NOT NULL
) STRICT;
