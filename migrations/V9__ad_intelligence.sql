-- 2026-02-02. Why an ad performs: classifications, baselines, diagnoses, recommendations.

CREATE TABLE ad_intelligence_runs (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    date_range_start TEXT,
    date_range_end TEXT,
    goal TEXT,
    config TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(config)),
    status TEXT NOT NULL DEFAULT 'running' CHECK (status IN ('running', 'completed', 'failed')),
    summary TEXT CHECK (json_valid(summary)),
    error_message TEXT,
    created_at INTEGER,
    completed_at INTEGER
) STRICT;

CREATE TABLE ad_creative_classifications (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    run_id TEXT REFERENCES ad_intelligence_runs (id) ON DELETE SET NULL,
    meta_ad_id TEXT NOT NULL,
    creative_awareness_level TEXT CHECK (creative_awareness_level IN
        ('unaware', 'problem_aware', 'solution_aware', 'product_aware', 'most_aware')),
    creative_awareness_confidence REAL,
    copy_awareness_level TEXT CHECK (copy_awareness_level IN
        ('unaware', 'problem_aware', 'solution_aware', 'product_aware', 'most_aware')),
    copy_awareness_confidence REAL,
    landing_page_awareness_level TEXT CHECK (landing_page_awareness_level IN
        ('unaware', 'problem_aware', 'solution_aware', 'product_aware', 'most_aware')),
    landing_page_awareness_confidence REAL,
    creative_format TEXT CHECK (creative_format IN ('video_ugc', 'video_professional', 'video_testimonial', 'video_demo',
        'image_static', 'image_before_after', 'image_testimonial', 'image_product', 'carousel', 'collection', 'other')),
    video_length_bucket TEXT CHECK (video_length_bucket IN ('short_0_15', 'medium_15_30', 'long_30_60', 'very_long_60_plus')),
    angle TEXT,
    hook_type TEXT,
    primary_cta TEXT,
    congruence_score REAL,
    congruence_notes TEXT,
    congruence_components TEXT CHECK (json_valid(congruence_components)),
    source TEXT,
    prompt_version TEXT,
    schema_version TEXT,
    input_hash TEXT,
    classified_at INTEGER NOT NULL,
    stale_after INTEGER
) STRICT;

CREATE INDEX ad_creative_classifications_of_ad ON ad_creative_classifications (meta_ad_id, classified_at);

CREATE TABLE ad_intelligence_baselines (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    run_id TEXT REFERENCES ad_intelligence_runs (id) ON DELETE SET NULL,
    awareness_level TEXT NOT NULL,
    creative_format TEXT NOT NULL,
    video_length_bucket TEXT NOT NULL,
    campaign_objective TEXT NOT NULL,
    date_range_start TEXT NOT NULL,
    date_range_end TEXT NOT NULL,
    sample_size INTEGER NOT NULL,
    unique_ads INTEGER NOT NULL,
    p25_ctr REAL,
    median_ctr REAL,
    p75_ctr REAL,
    p25_cpc REAL,
    median_cpc REAL,
    p75_cpc REAL,
    p25_cpm REAL,
    median_cpm REAL,
    p75_cpm REAL,
    p25_roas REAL,
    median_roas REAL,
    p75_roas REAL,
    p25_conversion_rate REAL,
    median_conversion_rate REAL,
    p75_conversion_rate REAL,
    median_cost_per_purchase REAL,
    median_cost_per_add_to_cart REAL,
    median_hook_rate REAL,
    median_hold_rate REAL,
    median_video_completion_rate REAL,
    median_frequency REAL,
    p75_frequency REAL,
    computed_at INTEGER NOT NULL,
    UNIQUE (brand_id, awareness_level, creative_format, video_length_bucket, campaign_objective, date_range_start,
        date_range_end)
) STRICT;

CREATE TABLE ad_intelligence_diagnostics (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    run_id TEXT NOT NULL REFERENCES ad_intelligence_runs (id) ON DELETE CASCADE,
    meta_ad_id TEXT NOT NULL,
    overall_health TEXT NOT NULL CHECK (overall_health IN ('healthy', 'warning', 'critical', 'insufficient_data')),
    kill_recommendation INTEGER NOT NULL DEFAULT 0 CHECK (kill_recommendation IN (0, 1)),
    kill_reason TEXT,
    fired_rules TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(fired_rules)),
    trend_direction TEXT CHECK (trend_direction IN ('improving', 'stable', 'declining', 'volatile')),
    days_analyzed INTEGER,
    baseline_id TEXT REFERENCES ad_intelligence_baselines (id) ON DELETE SET NULL,
    classification_id TEXT NOT NULL REFERENCES ad_creative_classifications (id) ON DELETE CASCADE,
    diagnosed_at INTEGER NOT NULL,
    UNIQUE (meta_ad_id, brand_id, run_id)
) STRICT;

CREATE TABLE ad_intelligence_recommendations (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    run_id TEXT REFERENCES ad_intelligence_runs (id) ON DELETE CASCADE,
    diagnostic_id TEXT REFERENCES ad_intelligence_diagnostics (id) ON DELETE SET NULL,
    title TEXT NOT NULL,
    category TEXT NOT NULL CHECK (category IN ('kill', 'scale', 'iterate', 'test', 'refresh', 'coverage_gap',
        'congruence_fix', 'budget_realloc', 'creative_test')),
    priority TEXT NOT NULL CHECK (priority IN ('critical', 'high', 'medium', 'low')),
    confidence REAL,
    summary TEXT NOT NULL,
    evidence TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(evidence)),
    affected_ad_ids TEXT CHECK (json_valid(affected_ad_ids)),
    affected_campaign_ids TEXT CHECK (json_valid(affected_campaign_ids)),
    action_type TEXT NOT NULL CHECK (action_type IN ('pause_ad', 'increase_budget', 'decrease_budget', 'create_variation',
        'change_audience', 'update_creative', 'launch_test', 'monitor', 'no_action')),
    status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'acknowledged', 'acted_on', 'partially_acted', 'ignored', 'dismissed')),
    user_note TEXT,
    acted_at INTEGER,
    outcome_measured_at INTEGER,
    outcome_data TEXT CHECK (json_valid(outcome_data)),
    expires_at INTEGER,
    created_at INTEGER
) STRICT;

CREATE INDEX ad_intelligence_recommendations_open ON ad_intelligence_recommendations (brand_id, status, priority);
