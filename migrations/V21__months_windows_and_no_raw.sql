-- When the months of an account were last compared with Meta's own totals, and which stored days turned out to be
-- different there and wait to be read again (1; 0 once they are).
ALTER TABLE ad_accounts ADD COLUMN months_checked_at INTEGER;
ALTER TABLE synced_days ADD COLUMN stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1));

-- Whether syncs of this account ask for results by attribution window too, which makes every reply larger.
ALTER TABLE ad_accounts ADD COLUMN reads_windows INTEGER NOT NULL DEFAULT 0 CHECK (reads_windows IN (0, 1));

-- Nothing ever wrote the rest of a reply here: every field that is asked for has a column of its own.
ALTER TABLE campaigns DROP COLUMN raw;
ALTER TABLE ad_sets DROP COLUMN raw;
ALTER TABLE creatives DROP COLUMN raw;
ALTER TABLE ads DROP COLUMN raw;
