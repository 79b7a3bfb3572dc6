-- 2026-02-03 to 05. Creatives of synced ads, where they lead, and three more job types.

CREATE TABLE meta_ad_assets (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE SET NULL,
    meta_ad_id TEXT NOT NULL,
    asset_type TEXT NOT NULL CHECK (asset_type IN ('image', 'video')),
    storage_path TEXT,
    mime_type TEXT,
    file_size_bytes INTEGER,
    meta_video_id TEXT,
    source_url TEXT,
    status TEXT NOT NULL CHECK (status IN ('downloaded', 'failed', 'deleted', 'not_downloadable')),
    not_downloadable_reason TEXT,
    created_at INTEGER,
    updated_at INTEGER,
    UNIQUE (meta_ad_id, asset_type)
) STRICT;

CREATE TABLE meta_ad_destinations (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    meta_ad_id TEXT NOT NULL,
    destination_url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    created_at INTEGER,
    UNIQUE (brand_id, meta_ad_id, canonical_url)
) STRICT;

CREATE TABLE brand_landing_pages (
    id TEXT PRIMARY KEY,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    product_id TEXT REFERENCES products (id) ON DELETE SET NULL,
    url TEXT NOT NULL,
    canonical_url TEXT,
    hero_headline TEXT,
    hero_subheadline TEXT,
    key_claims TEXT CHECK (json_valid(key_claims)),
    content_hash TEXT,
    last_scraped_at INTEGER,
    UNIQUE (brand_id, url)
) STRICT;

ALTER TABLE meta_ads_performance ADD COLUMN meta_video_id TEXT;
ALTER TABLE meta_ads_performance ADD COLUMN is_video INTEGER CHECK (is_video IN (0, 1));
ALTER TABLE meta_ads_performance ADD COLUMN object_type TEXT;
ALTER TABLE meta_ads_performance ADD COLUMN video_p95_watched INTEGER;
ALTER TABLE meta_ads_performance ADD COLUMN video_thruplay INTEGER;
ALTER TABLE meta_ads_performance ADD COLUMN hook_rate REAL;
ALTER TABLE meta_ads_performance ADD COLUMN hold_rate REAL;

CREATE TABLE scheduled_jobs_new (
    id TEXT PRIMARY KEY,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    job_type TEXT NOT NULL DEFAULT 'ad_creation'
        CHECK (job_type IN ('ad_creation', 'meta_sync', 'scorecard', 'template_scrape', 'template_approval',
            'congruence_reanalysis', 'ad_classification', 'asset_download')),
    schedule_type TEXT NOT NULL CHECK (schedule_type IN ('one_time', 'recurring')),
    cron_expression TEXT,
    scheduled_at INTEGER,
    next_run_at INTEGER,
    max_runs INTEGER,
    runs_completed INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'completed')),
    template_mode TEXT CHECK (template_mode IN ('unused', 'specific', 'uploaded')),
    template_count INTEGER,
    template_ids TEXT CHECK (json_valid(template_ids)),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

INSERT INTO scheduled_jobs_new (id, product_id, brand_id, name, job_type, schedule_type, cron_expression, scheduled_at,
    next_run_at, max_runs, runs_completed, status, template_mode, template_count, template_ids, parameters, created_at,
    updated_at)
SELECT id, product_id, brand_id, name, job_type, schedule_type, cron_expression, scheduled_at,
    next_run_at, max_runs, runs_completed, status, template_mode, template_count, template_ids, parameters, created_at,
    updated_at
FROM scheduled_jobs;
DROP TABLE scheduled_jobs;
ALTER TABLE scheduled_jobs_new RENAME TO scheduled_jobs;
CREATE INDEX scheduled_jobs_due ON scheduled_jobs (status, next_run_at);
