-- 2026-01-07 to 30. Variants of products and offers, brand assets, edits of ads, element detection.

CREATE TABLE product_variants (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    variant_type TEXT NOT NULL CHECK (variant_type IN ('flavor', 'size', 'color', 'bundle', 'other')),
    price REAL,
    compare_at_price REAL,
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    differentiators TEXT CHECK (json_valid(differentiators)),
    created_at INTEGER,
    updated_at INTEGER,
    UNIQUE (product_id, slug)
) STRICT;

CREATE TABLE product_offer_variants (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    landing_page_url TEXT NOT NULL,
    pain_points TEXT CHECK (json_valid(pain_points)),
    desires_goals TEXT CHECK (json_valid(desires_goals)),
    benefits TEXT CHECK (json_valid(benefits)),
    target_audience TEXT,
    is_default INTEGER NOT NULL DEFAULT 0 CHECK (is_default IN (0, 1)),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    display_order INTEGER NOT NULL DEFAULT 0,
    notes TEXT,
    disallowed_claims TEXT CHECK (json_valid(disallowed_claims)),
    required_disclaimers TEXT,
    mechanism_name TEXT,
    mechanism_problem TEXT,
    mechanism_solution TEXT,
    sample_hooks TEXT CHECK (json_valid(sample_hooks)),
    source TEXT NOT NULL DEFAULT 'manual'
        CHECK (source IN ('manual', 'ad_analysis', 'amazon_analysis', 'landing_page_analysis')),
    source_metadata TEXT CHECK (json_valid(source_metadata)),
    created_at INTEGER,
    updated_at INTEGER,
    UNIQUE (product_id, slug)
) STRICT;

CREATE UNIQUE INDEX product_offer_variants_default ON product_offer_variants (product_id) WHERE is_default = 1;

ALTER TABLE brands ADD COLUMN disallowed_claims TEXT CHECK (json_valid(disallowed_claims));
ALTER TABLE brands ADD COLUMN brand_voice_tone TEXT;

CREATE TABLE brand_assets (
    id TEXT PRIMARY KEY,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    storage_path TEXT NOT NULL,
    asset_type TEXT NOT NULL,
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    sort_order INTEGER NOT NULL DEFAULT 0,
    image_analysis TEXT CHECK (json_valid(image_analysis)),
    notes TEXT,
    created_at INTEGER
) STRICT;

CREATE TABLE product_template_recommendations (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    template_id TEXT NOT NULL REFERENCES scraped_templates (id) ON DELETE CASCADE,
    methodology TEXT NOT NULL CHECK (methodology IN ('ai_match', 'performance', 'diversity')),
    score REAL CHECK (score BETWEEN 0 AND 1),
    score_breakdown TEXT CHECK (json_valid(score_breakdown)),
    used INTEGER NOT NULL DEFAULT 0 CHECK (used IN (0, 1)),
    times_used INTEGER NOT NULL DEFAULT 0,
    last_used_at INTEGER,
    created_at INTEGER,
    UNIQUE (product_id, template_id)
) STRICT;

ALTER TABLE product_images ADD COLUMN asset_tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(asset_tags));
-- An empty object is the default, so only element_detection_version says whether a template was analysed.
ALTER TABLE scraped_templates ADD COLUMN template_elements TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(template_elements));
ALTER TABLE scraped_templates ADD COLUMN element_detection_version TEXT;
ALTER TABLE scraped_templates ADD COLUMN element_detection_at INTEGER;

ALTER TABLE ad_runs ADD COLUMN variant_id TEXT REFERENCES product_variants (id) ON DELETE SET NULL;
ALTER TABLE ad_runs ADD COLUMN workflow_summary TEXT CHECK (json_valid(workflow_summary));
ALTER TABLE ad_runs ADD COLUMN parameters TEXT CHECK (json_valid(parameters));

-- A run may make more than five ads now: the CHECK on prompt_index goes.
CREATE TABLE generated_ads_new (
    id TEXT PRIMARY KEY,
    ad_run_id TEXT NOT NULL REFERENCES ad_runs (id) ON DELETE CASCADE,
    prompt_index INTEGER,
    prompt_text TEXT,
    prompt_spec TEXT CHECK (json_valid(prompt_spec)),
    hook_id TEXT REFERENCES hooks (id) ON DELETE SET NULL,
    hook_text TEXT,
    storage_path TEXT,
    claude_review TEXT CHECK (json_valid(claude_review)),
    gemini_review TEXT CHECK (json_valid(gemini_review)),
    reviewers_agree INTEGER CHECK (reviewers_agree IN (0, 1)),
    final_status TEXT NOT NULL DEFAULT 'pending' CHECK (final_status IN ('pending', 'approved', 'rejected', 'flagged')),
    created_at INTEGER,
    model_requested TEXT,
    model_used TEXT,
    generation_time_ms INTEGER,
    generation_retries INTEGER,
    template_id TEXT REFERENCES scraped_templates (id) ON DELETE SET NULL,
    template_name TEXT,
    meta_headline TEXT,
    meta_primary_text TEXT,
    destination_url TEXT,
    offer_variant_id TEXT REFERENCES product_offer_variants (id) ON DELETE SET NULL,
    edit_parent_id TEXT REFERENCES generated_ads (id) ON DELETE SET NULL,
    edit_prompt TEXT,
    edit_temperature REAL,
    is_edit INTEGER NOT NULL DEFAULT 0 CHECK (is_edit IN (0, 1)),
    regenerate_parent_id TEXT REFERENCES generated_ads (id) ON DELETE SET NULL
) STRICT;

INSERT INTO generated_ads_new (id, ad_run_id, prompt_index, prompt_text, prompt_spec, hook_id, hook_text, storage_path,
    claude_review, gemini_review, reviewers_agree, final_status, created_at, model_requested, model_used,
    generation_time_ms, generation_retries, template_id, template_name, meta_headline, meta_primary_text)
SELECT id, ad_run_id, prompt_index, prompt_text, prompt_spec, hook_id, hook_text, storage_path,
    claude_review, gemini_review, reviewers_agree, final_status, created_at, model_requested, model_used,
    generation_time_ms, generation_retries, template_id, template_name, meta_headline, meta_primary_text
FROM generated_ads;
DROP TABLE generated_ads;
ALTER TABLE generated_ads_new RENAME TO generated_ads;
CREATE UNIQUE INDEX generated_ads_of_run ON generated_ads (ad_run_id, prompt_index);

-- Two more job types, and jobs that belong to no brand.
CREATE TABLE scheduled_jobs_new (
    id TEXT PRIMARY KEY,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    job_type TEXT NOT NULL DEFAULT 'ad_creation'
        CHECK (job_type IN ('ad_creation', 'meta_sync', 'scorecard', 'template_scrape', 'template_approval')),
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
