-- 2026-02-06 and 07. Where a run came from, retries, archived jobs, and how fresh each data set is.

ALTER TABLE scheduled_job_runs ADD COLUMN attempt_number INTEGER NOT NULL DEFAULT 1;

CREATE TABLE dataset_status (
    id TEXT PRIMARY KEY,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    dataset_key TEXT NOT NULL,
    last_success_at INTEGER,
    last_attempt_at INTEGER,
    last_status TEXT NOT NULL DEFAULT 'unknown' CHECK (last_status IN ('completed', 'failed', 'running', 'unknown')),
    last_run_id TEXT REFERENCES scheduled_job_runs (id) ON DELETE SET NULL,
    records_affected INTEGER,
    error_message TEXT,
    UNIQUE (brand_id, dataset_key)
) STRICT;

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
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'completed', 'archived')),
    template_mode TEXT CHECK (template_mode IN ('unused', 'specific', 'uploaded')),
    template_count INTEGER,
    template_ids TEXT CHECK (json_valid(template_ids)),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    trigger_source TEXT NOT NULL DEFAULT 'scheduled' CHECK (trigger_source IN ('scheduled', 'manual', 'api')),
    max_retries INTEGER NOT NULL DEFAULT 3,
    last_error TEXT,
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
