-- The scheduler. Both ported tables are extended in place (rebuilt, because SQLite cannot change a CHECK); no row is
-- dropped. What is new: job types as a table, a zone and a policy for missed runs per schedule, one row per due time
-- whatever became of it, one row per try, leases, a ledger of items, and a log of lines.

-- Every job type that a schedule may name. Which of them can be filed is decided by the handlers of the program.
CREATE TABLE job_types (
    job_type TEXT PRIMARY KEY NOT NULL,
    -- scraping: known and never done here. reserved: known to the system before us, which had no handler either.
    kind TEXT NOT NULL CHECK (kind IN ('own', 'scraping', 'reserved'))
) STRICT;

INSERT INTO job_types (job_type, kind) VALUES
    ('ad_creation', 'own'), ('ad_creation_v2', 'own'), ('meta_sync', 'own'), ('scorecard', 'own'),
    ('template_approval', 'own'), ('congruence_reanalysis', 'own'), ('ad_classification', 'own'),
    ('asset_download', 'own'),
    ('template_scrape', 'scraping'), ('competitor_scrape', 'scraping'), ('reddit_scrape', 'scraping'),
    ('amazon_review_scrape', 'scraping'),
    ('creative_genome_update', 'reserved'), ('genome_validation', 'reserved'), ('quality_calibration', 'reserved'),
    ('experiment_analysis', 'reserved');

CREATE TABLE scheduled_jobs_new (
    id TEXT PRIMARY KEY NOT NULL,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    job_type TEXT NOT NULL REFERENCES job_types (job_type),
    schedule_type TEXT NOT NULL CHECK (schedule_type IN ('one_time', 'recurring')),
    -- Five fields, 0 and 7 are Sunday, meant in time_zone.
    cron_expression TEXT,
    -- The instant of a one-time schedule.
    scheduled_at INTEGER,
    -- IANA name. Everything before this step meant Los Angeles.
    time_zone TEXT NOT NULL DEFAULT 'America/Los_Angeles',
    next_run_at INTEGER,
    max_runs INTEGER,
    runs_completed INTEGER NOT NULL DEFAULT 0,
    status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'paused', 'completed', 'archived')),
    -- Due times that passed while the program was closed or asleep: run one, run the last missed_each, or none.
    missed_policy TEXT NOT NULL DEFAULT 'once' CHECK (missed_policy IN ('once', 'each', 'skip')),
    missed_each INTEGER CHECK (missed_each BETWEEN 1 AND 100),
    -- A due time that is further back than this is not made up for; NULL is without limit.
    late_limit_ms INTEGER CHECK (late_limit_ms > 0),
    template_mode TEXT CHECK (template_mode IN ('unused', 'specific', 'uploaded')),
    template_count INTEGER,
    template_ids TEXT CHECK (json_valid(template_ids)),
    scraped_template_ids TEXT DEFAULT '[]' CHECK (json_valid(scraped_template_ids)),
    template_source TEXT DEFAULT 'uploaded' CHECK (template_source IN ('uploaded', 'scraped')),
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    trigger_source TEXT NOT NULL DEFAULT 'scheduled' CHECK (trigger_source IN ('scheduled', 'manual', 'api')),
    max_retries INTEGER NOT NULL DEFAULT 3,
    last_error TEXT,
    created_at INTEGER,
    updated_at INTEGER,
    CHECK (missed_policy <> 'each' OR missed_each IS NOT NULL)
) STRICT;

INSERT INTO scheduled_jobs_new (id, product_id, brand_id, name, job_type, schedule_type, cron_expression, scheduled_at,
    next_run_at, max_runs, runs_completed, status, template_mode, template_count, template_ids, scraped_template_ids,
    template_source, parameters, trigger_source, max_retries, last_error, created_at, updated_at)
SELECT id, product_id, brand_id, name, job_type, schedule_type, cron_expression, scheduled_at,
    next_run_at, max_runs, runs_completed, status, template_mode, template_count, template_ids, scraped_template_ids,
    template_source, parameters, trigger_source, max_retries, last_error, created_at, updated_at
FROM scheduled_jobs;

CREATE TABLE scheduled_job_runs_new (
    id TEXT PRIMARY KEY NOT NULL,
    -- NULL for a run that was asked for without a schedule, or whose schedule is gone: history outlives it.
    scheduled_job_id TEXT REFERENCES scheduled_jobs (id) ON DELETE SET NULL,
    -- No reference: a run of a type that nobody knows is recorded too, as failed.
    job_type TEXT NOT NULL,
    name TEXT NOT NULL,
    -- As they were when the run became due: what was previewed is what runs.
    parameters TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(parameters)),
    trigger_source TEXT NOT NULL CHECK (trigger_source IN ('scheduled', 'manual', 'api', 'history')),
    due_at INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN
        ('queued', 'running', 'waiting', 'parked', 'completed', 'failed', 'cancelled', 'skipped')),
    -- Why it waits, is parked or was skipped; on other runs why it was late.
    reason TEXT,
    -- A stretch of skipped due times is one row: due_at is the first, this the last, due_count how many.
    last_due_at INTEGER,
    due_count INTEGER NOT NULL DEFAULT 1 CHECK (due_count >= 1),
    priority INTEGER NOT NULL DEFAULT 10,
    -- What it must not share with another run, usually the ad account.
    concurrency_key TEXT,
    -- From when on it may be claimed.
    claimable_at INTEGER,
    max_attempts INTEGER NOT NULL DEFAULT 4 CHECK (max_attempts >= 1),
    -- Attempts that count: neither interrupted ones nor those that only waited.
    attempt_number INTEGER NOT NULL DEFAULT 0,
    -- Every claim.
    tries INTEGER NOT NULL DEFAULT 0,
    -- How often in a row the process died during it.
    interruptions INTEGER NOT NULL DEFAULT 0,
    lease_token TEXT,
    lease_until INTEGER,
    lease_owner TEXT,
    cancel_requested_at INTEGER,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    completed_at INTEGER,
    progress_done INTEGER,
    progress_total INTEGER,
    progress_unit TEXT,
    progress_message TEXT,
    log_lines INTEGER NOT NULL DEFAULT 0,
    error_code TEXT,
    error_message TEXT,
    next_step TEXT,
    metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)),
    warnings TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(warnings)),
    partly INTEGER NOT NULL DEFAULT 0 CHECK (partly IN (0, 1)),
    ad_run_ids TEXT CHECK (json_valid(ad_run_ids)),
    templates_used TEXT CHECK (json_valid(templates_used)),
    CHECK ((status IN ('queued', 'waiting')) = (claimable_at IS NOT NULL)),
    CHECK ((status = 'running') = (lease_token IS NOT NULL)),
    CHECK ((status IN ('completed', 'failed', 'cancelled', 'skipped')) = (completed_at IS NOT NULL))
) STRICT;

-- A run that was under way in the system before us is parked: whether to run it again is for a person to say.
INSERT INTO scheduled_job_runs_new (id, scheduled_job_id, job_type, name, parameters, trigger_source, due_at, status,
    reason, attempt_number, tries, created_at, started_at, completed_at, log_lines, error_message, metadata, ad_run_ids,
    templates_used)
SELECT run.id, run.scheduled_job_id, coalesce(job.job_type, 'ad_creation'), coalesce(job.name, ''),
    coalesce(job.parameters, '{}'), 'history', coalesce(run.started_at, run.created_at, run.completed_at, 0),
    CASE WHEN run.status IN ('completed', 'failed') THEN run.status ELSE 'parked' END,
    CASE WHEN run.status IN ('completed', 'failed') THEN NULL ELSE 'interrupted' END,
    run.attempt_number, iif(run.started_at IS NULL, 0, 1),
    coalesce(run.created_at, run.started_at, run.completed_at, 0), run.started_at,
    CASE WHEN run.status IN ('completed', 'failed')
        THEN coalesce(run.completed_at, run.started_at, run.created_at, 0) END,
    iif(coalesce(run.logs, '') = '', 0, 1), run.error_message, run.metadata, run.ad_run_ids, run.templates_used
FROM scheduled_job_runs AS run LEFT JOIN scheduled_jobs AS job ON job.id = run.scheduled_job_id;

CREATE TABLE run_attempts (
    run_id TEXT NOT NULL REFERENCES scheduled_job_runs (id) ON DELETE CASCADE,
    -- 1, 2, 3 … for every claim.
    try INTEGER NOT NULL,
    -- Which attempt that was, by those that count.
    attempt_number INTEGER NOT NULL,
    lease_owner TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    outcome TEXT NOT NULL CHECK (outcome IN
        ('running', 'completed', 'failed', 'waiting', 'interrupted', 'cancelled', 'parked')),
    error_code TEXT,
    error_message TEXT,
    PRIMARY KEY (run_id, try),
    CHECK ((outcome = 'running') = (finished_at IS NULL))
) STRICT, WITHOUT ROWID;

INSERT INTO run_attempts (run_id, try, attempt_number, lease_owner, started_at, finished_at, outcome, error_message)
SELECT id, 1, attempt_number, 'history', started_at, coalesce(completed_at, started_at),
    CASE WHEN status IN ('completed', 'failed') THEN status ELSE 'interrupted' END, error_message
FROM scheduled_job_runs WHERE started_at IS NOT NULL;

-- The lines of a run's own log; long logs lose their middle, so the numbers may have a hole.
CREATE TABLE run_log (
    run_id TEXT NOT NULL REFERENCES scheduled_job_runs (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    at INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('info', 'warn', 'error')),
    text TEXT NOT NULL,
    PRIMARY KEY (run_id, line)
) STRICT, WITHOUT ROWID;

INSERT INTO run_log (run_id, line, at, level, text)
SELECT id, 1, coalesce(completed_at, started_at, created_at, 0), 'info', logs
FROM scheduled_job_runs WHERE coalesce(logs, '') <> '';

-- Work of many items: a killed run goes on at the first item that is not done. Before something that costs money the
-- item is 'started' with its intent; a 'started' item of a dead attempt is looked into, not repeated blindly.
CREATE TABLE run_items (
    run_id TEXT NOT NULL REFERENCES scheduled_job_runs (id) ON DELETE CASCADE,
    item TEXT NOT NULL,
    position INTEGER NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('planned', 'started', 'done', 'failed', 'skipped')),
    detail TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(detail)),
    started_at INTEGER,
    finished_at INTEGER,
    PRIMARY KEY (run_id, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX run_items_in_order ON run_items (run_id, position);

DROP TABLE scheduled_jobs;
DROP TABLE scheduled_job_runs;
ALTER TABLE scheduled_jobs_new RENAME TO scheduled_jobs;
ALTER TABLE scheduled_job_runs_new RENAME TO scheduled_job_runs;

CREATE INDEX scheduled_jobs_due ON scheduled_jobs (next_run_at) WHERE status = 'active' AND next_run_at IS NOT NULL;
CREATE INDEX scheduled_job_runs_claimable ON scheduled_job_runs (priority, claimable_at) WHERE claimable_at IS NOT NULL;
CREATE INDEX scheduled_job_runs_running ON scheduled_job_runs (job_type, concurrency_key) WHERE status = 'running';
CREATE INDEX scheduled_job_runs_of_job ON scheduled_job_runs (scheduled_job_id, due_at);
CREATE INDEX scheduled_job_runs_newest ON scheduled_job_runs (due_at, id);
-- A due time is accounted for once, whatever happens to clocks, processes and files.
CREATE UNIQUE INDEX scheduled_job_runs_due_once ON scheduled_job_runs (scheduled_job_id, due_at)
    WHERE trigger_source = 'scheduled';
