-- 2025-11. Making ads: briefs, hooks, runs and what they made.

CREATE TABLE ad_brief_templates (
    id TEXT PRIMARY KEY,
    -- NULL is for every brand.
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    instructions TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

ALTER TABLE brands ADD COLUMN default_ad_brief_id TEXT REFERENCES ad_brief_templates (id) ON DELETE SET NULL;

CREATE TABLE hooks (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    category TEXT CHECK (category IN ('skepticism_overcome', 'timeline', 'authority_validation', 'value_contrast',
        'bonus_discovery', 'specificity', 'transformation', 'failed_alternatives')),
    framework TEXT,
    impact_score INTEGER CHECK (impact_score BETWEEN 0 AND 21),
    emotional_score TEXT CHECK (emotional_score IN ('Very High', 'High', 'Medium', 'Low')),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

CREATE INDEX hooks_of_product ON hooks (product_id, active);

CREATE TABLE ad_runs (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    reference_ad_storage_path TEXT,
    status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'analyzing', 'generating', 'reviewing', 'complete', 'failed')),
    ad_analysis TEXT CHECK (json_valid(ad_analysis)),
    selected_hooks TEXT CHECK (json_valid(selected_hooks)),
    selected_product_images TEXT CHECK (json_valid(selected_product_images)),
    error_message TEXT,
    created_at INTEGER,
    completed_at INTEGER
) STRICT;

CREATE INDEX ad_runs_of_product ON ad_runs (product_id, created_at);

CREATE TABLE generated_ads (
    id TEXT PRIMARY KEY,
    ad_run_id TEXT NOT NULL REFERENCES ad_runs (id) ON DELETE CASCADE,
    prompt_index INTEGER CHECK (prompt_index BETWEEN 1 AND 5),
    prompt_text TEXT,
    prompt_spec TEXT CHECK (json_valid(prompt_spec)),
    hook_id TEXT REFERENCES hooks (id) ON DELETE SET NULL,
    hook_text TEXT,
    storage_path TEXT,
    claude_review TEXT CHECK (json_valid(claude_review)),
    gemini_review TEXT CHECK (json_valid(gemini_review)),
    reviewers_agree INTEGER CHECK (reviewers_agree IN (0, 1)),
    final_status TEXT NOT NULL DEFAULT 'pending' CHECK (final_status IN ('pending', 'approved', 'rejected', 'flagged')),
    created_at INTEGER
) STRICT;

CREATE UNIQUE INDEX generated_ads_of_run ON generated_ads (ad_run_id, prompt_index);
