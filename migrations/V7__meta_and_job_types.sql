-- 2025-12-18 and 19. Meta's accounts and daily figures; schedules that are not about a product.

-- The origin kept access tokens here as plain text. A token of ours is in the system keychain and never in the file.
CREATE TABLE brand_ad_accounts (
    id TEXT PRIMARY KEY,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    meta_ad_account_id TEXT NOT NULL,
    account_name TEXT,
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    created_at INTEGER,
    UNIQUE (brand_id, meta_ad_account_id)
) STRICT;

CREATE TABLE meta_campaigns (
    id TEXT PRIMARY KEY,
    meta_ad_account_id TEXT NOT NULL,
    meta_campaign_id TEXT NOT NULL,
    brand_id TEXT REFERENCES brands (id) ON DELETE SET NULL,
    name TEXT,
    status TEXT,
    objective TEXT,
    daily_budget REAL,
    lifetime_budget REAL,
    adset_count INTEGER,
    ad_count INTEGER,
    synced_at INTEGER,
    UNIQUE (meta_ad_account_id, meta_campaign_id)
) STRICT;

CREATE TABLE meta_adsets (
    id TEXT PRIMARY KEY,
    meta_ad_account_id TEXT NOT NULL,
    meta_adset_id TEXT NOT NULL,
    meta_campaign_id TEXT,
    name TEXT,
    status TEXT,
    optimization_goal TEXT,
    billing_event TEXT,
    daily_budget REAL,
    lifetime_budget REAL,
    synced_at INTEGER,
    UNIQUE (meta_ad_account_id, meta_adset_id)
) STRICT;

-- One row per ad and day. link_ctr and conversion_rate are percent here, hook_rate and hold_rate fractions; amounts
-- have no currency. Our own tables end all three.
CREATE TABLE meta_ads_performance (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE SET NULL,
    meta_ad_account_id TEXT NOT NULL,
    meta_ad_id TEXT NOT NULL,
    meta_adset_id TEXT,
    meta_campaign_id TEXT,
    ad_name TEXT,
    adset_name TEXT,
    campaign_name TEXT,
    ad_status TEXT,
    date TEXT NOT NULL CHECK (date(date) = date),
    spend REAL,
    impressions INTEGER,
    reach INTEGER,
    frequency REAL,
    cpm REAL,
    link_clicks INTEGER,
    link_ctr REAL,
    link_cpc REAL,
    add_to_carts INTEGER,
    cost_per_add_to_cart REAL,
    purchases INTEGER,
    purchase_value REAL,
    roas REAL,
    conversion_rate REAL,
    video_views INTEGER,
    video_avg_watch_time REAL,
    video_p25_watched INTEGER,
    video_p50_watched INTEGER,
    video_p75_watched INTEGER,
    video_p100_watched INTEGER,
    raw_actions TEXT CHECK (json_valid(raw_actions)),
    raw_costs TEXT CHECK (json_valid(raw_costs)),
    thumbnail_url TEXT,
    fetched_at INTEGER NOT NULL,
    UNIQUE (meta_ad_id, date)
) STRICT;

CREATE INDEX meta_ads_performance_of_brand ON meta_ads_performance (brand_id, date);

CREATE TABLE meta_ad_mapping (
    id TEXT PRIMARY KEY,
    generated_ad_id TEXT NOT NULL REFERENCES generated_ads (id) ON DELETE CASCADE,
    meta_ad_id TEXT NOT NULL,
    meta_ad_account_id TEXT,
    meta_campaign_id TEXT,
    creative_hash TEXT,
    linked_by TEXT NOT NULL DEFAULT 'manual',
    linked_at INTEGER,
    UNIQUE (generated_ad_id, meta_ad_id)
) STRICT;

-- A CHECK and NOT NULL change only with the table.
CREATE TABLE scheduled_jobs_new (
    id TEXT PRIMARY KEY,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    job_type TEXT NOT NULL DEFAULT 'ad_creation' CHECK (job_type IN ('ad_creation', 'meta_sync', 'scorecard')),
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

INSERT INTO scheduled_jobs_new (id, product_id, brand_id, name, schedule_type, cron_expression, scheduled_at, next_run_at,
    max_runs, runs_completed, status, template_mode, template_count, template_ids, parameters, created_at, updated_at)
SELECT id, product_id, brand_id, name, schedule_type, cron_expression, scheduled_at, next_run_at,
    max_runs, runs_completed, status, template_mode, template_count, template_ids, parameters, created_at, updated_at
FROM scheduled_jobs;
DROP TABLE scheduled_jobs;
ALTER TABLE scheduled_jobs_new RENAME TO scheduled_jobs;
CREATE INDEX scheduled_jobs_due ON scheduled_jobs (status, next_run_at);
