-- 2026-02-13. The seed's Phase 0: exactly its eight changes, in its order, and nothing else.

-- 1. Five job types of the second pipeline and its learning, and three that the worker routed already but the CHECK
--    refused. (8, below, is part of the same table and done with it.)
-- 7. scraped_template_ids. 8. template_source.
CREATE TABLE scheduled_jobs_new (
    id TEXT PRIMARY KEY,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    job_type TEXT NOT NULL DEFAULT 'ad_creation'
        CHECK (job_type IN ('ad_creation', 'meta_sync', 'scorecard', 'template_scrape', 'template_approval',
            'congruence_reanalysis', 'ad_classification', 'asset_download', 'competitor_scrape', 'reddit_scrape',
            'amazon_review_scrape', 'ad_creation_v2', 'creative_genome_update', 'genome_validation',
            'quality_calibration', 'experiment_analysis')),
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
    updated_at INTEGER,
    scraped_template_ids TEXT DEFAULT '[]' CHECK (json_valid(scraped_template_ids)),
    template_source TEXT DEFAULT 'uploaded' CHECK (template_source IN ('uploaded', 'scraped'))
) STRICT;

INSERT INTO scheduled_jobs_new (id, product_id, brand_id, name, job_type, schedule_type, cron_expression, scheduled_at,
    next_run_at, max_runs, runs_completed, status, template_mode, template_count, template_ids, parameters, trigger_source,
    max_retries, last_error, created_at, updated_at)
SELECT id, product_id, brand_id, name, job_type, schedule_type, cron_expression, scheduled_at,
    next_run_at, max_runs, runs_completed, status, template_mode, template_count, template_ids, parameters, trigger_source,
    max_retries, last_error, created_at, updated_at
FROM scheduled_jobs;
DROP TABLE scheduled_jobs;
ALTER TABLE scheduled_jobs_new RENAME TO scheduled_jobs;
CREATE INDEX scheduled_jobs_due ON scheduled_jobs (status, next_run_at);

-- 2. canvas_size, prompt_index 1 to 100, and one ad per run, prompt and size.
CREATE TABLE generated_ads_new (
    id TEXT PRIMARY KEY,
    ad_run_id TEXT NOT NULL REFERENCES ad_runs (id) ON DELETE CASCADE,
    prompt_index INTEGER CHECK (prompt_index BETWEEN 1 AND 100),
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
    regenerate_parent_id TEXT REFERENCES generated_ads (id) ON DELETE SET NULL,
    canvas_size TEXT
) STRICT;

INSERT INTO generated_ads_new (id, ad_run_id, prompt_index, prompt_text, prompt_spec, hook_id, hook_text, storage_path,
    claude_review, gemini_review, reviewers_agree, final_status, created_at, model_requested, model_used,
    generation_time_ms, generation_retries, template_id, template_name, meta_headline, meta_primary_text, destination_url,
    offer_variant_id, edit_parent_id, edit_prompt, edit_temperature, is_edit, regenerate_parent_id)
SELECT id, ad_run_id, prompt_index, prompt_text, prompt_spec, hook_id, hook_text, storage_path,
    claude_review, gemini_review, reviewers_agree, final_status, created_at, model_requested, model_used,
    generation_time_ms, generation_retries, template_id, template_name, meta_headline, meta_primary_text, destination_url,
    offer_variant_id, edit_parent_id, edit_prompt, edit_temperature, is_edit, regenerate_parent_id
FROM generated_ads;
DROP TABLE generated_ads;
ALTER TABLE generated_ads_new RENAME TO generated_ads;
CREATE UNIQUE INDEX generated_ads_of_run ON generated_ads (ad_run_id, prompt_index, coalesce(canvas_size, 'default'));

-- 3. The template that was used, not only its name. Where several active templates share a path, the newest wins.
ALTER TABLE product_template_usage ADD COLUMN template_id TEXT REFERENCES scraped_templates (id) ON DELETE SET NULL;

UPDATE product_template_usage
SET template_id = (
    SELECT template.id FROM scraped_templates AS template
    WHERE template.storage_path = product_template_usage.template_storage_name AND template.is_active = 1
    ORDER BY template.created_at DESC, template.id DESC
    LIMIT 1
);

CREATE INDEX product_template_usage_of_template ON product_template_usage (template_id) WHERE template_id IS NOT NULL;

-- 4. How a brand's templates are selected.
ALTER TABLE brands ADD COLUMN template_selection_config TEXT NOT NULL DEFAULT '{"min_asset_score": 0.0}'
    CHECK (json_valid(template_selection_config));

-- 5. What a campaign is for, beside each day's figures.
ALTER TABLE meta_ads_performance ADD COLUMN campaign_objective TEXT;
CREATE INDEX meta_ads_performance_by_objective ON meta_ads_performance (campaign_objective)
    WHERE campaign_objective IS NOT NULL;

-- 6. What a run did.
ALTER TABLE scheduled_job_runs ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata));
