-- 2025-12-01. Schedules, their runs, and which templates a product used.

CREATE TABLE scheduled_jobs (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    schedule_type TEXT NOT NULL CHECK (schedule_type IN ('one_time', 'recurring')),
    cron_expression TEXT,
    scheduled_at INTEGER,
    next_run_at INTEGER,
    -- NULL is without limit.
    max_runs INTEGER,
    runs_completed INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'completed')),
    template_mode TEXT NOT NULL CHECK (template_mode IN ('unused', 'specific', 'uploaded')),
    template_count INTEGER,
    template_ids TEXT CHECK (json_valid(template_ids)),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

CREATE INDEX scheduled_jobs_due ON scheduled_jobs (status, next_run_at);

CREATE TABLE scheduled_job_runs (
    id TEXT PRIMARY KEY,
    scheduled_job_id TEXT NOT NULL REFERENCES scheduled_jobs (id) ON DELETE CASCADE,
    status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'running', 'completed', 'failed')),
    started_at INTEGER,
    completed_at INTEGER,
    error_message TEXT,
    ad_run_ids TEXT CHECK (json_valid(ad_run_ids)),
    templates_used TEXT CHECK (json_valid(templates_used)),
    logs TEXT,
    created_at INTEGER
) STRICT;

CREATE INDEX scheduled_job_runs_of_job ON scheduled_job_runs (scheduled_job_id, created_at);

CREATE TABLE product_template_usage (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    template_storage_name TEXT NOT NULL,
    used_at INTEGER,
    ad_run_id TEXT REFERENCES ad_runs (id) ON DELETE SET NULL,
    UNIQUE (product_id, template_storage_name)
) STRICT;
