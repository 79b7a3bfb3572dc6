-- 2025-12-15 to 17. How well a template fits, and what an ad was made from.

CREATE TABLE template_evaluations (
    id TEXT PRIMARY KEY,
    template_id TEXT NOT NULL,
    template_source TEXT NOT NULL CHECK (template_source IN ('ad_brief_templates', 'scraped_templates')),
    phase_id INTEGER NOT NULL,
    d1_belief_clarity INTEGER NOT NULL CHECK (d1_belief_clarity BETWEEN 0 AND 3),
    d2_neutrality INTEGER NOT NULL CHECK (d2_neutrality BETWEEN 0 AND 3),
    d3_reusability INTEGER NOT NULL CHECK (d3_reusability BETWEEN 0 AND 3),
    d4_problem_aware_entry INTEGER NOT NULL CHECK (d4_problem_aware_entry BETWEEN 0 AND 3),
    d5_slot_availability INTEGER NOT NULL CHECK (d5_slot_availability BETWEEN 0 AND 3),
    d6_compliance_pass INTEGER NOT NULL CHECK (d6_compliance_pass IN (0, 1)),
    total INTEGER GENERATED ALWAYS AS (d1_belief_clarity + d2_neutrality + d3_reusability + d4_problem_aware_entry
        + d5_slot_availability) STORED,
    eligible INTEGER GENERATED ALWAYS AS (d6_compliance_pass = 1 AND d2_neutrality >= 2 AND d1_belief_clarity
        + d2_neutrality + d3_reusability + d4_problem_aware_entry + d5_slot_availability >= 12) STORED,
    notes TEXT,
    created_at INTEGER,
    UNIQUE (template_id, template_source, phase_id)
) STRICT;

ALTER TABLE scraped_templates ADD COLUMN phase_tags TEXT CHECK (json_valid(phase_tags));
ALTER TABLE scraped_templates ADD COLUMN slots TEXT CHECK (json_valid(slots));
ALTER TABLE scraped_templates ADD COLUMN evaluation_score REAL;
ALTER TABLE scraped_templates ADD COLUMN evaluation_notes TEXT;
ALTER TABLE scraped_templates ADD COLUMN evaluated_at INTEGER;

ALTER TABLE generated_ads ADD COLUMN model_requested TEXT;
ALTER TABLE generated_ads ADD COLUMN model_used TEXT;
ALTER TABLE generated_ads ADD COLUMN generation_time_ms INTEGER;
ALTER TABLE generated_ads ADD COLUMN generation_retries INTEGER;
ALTER TABLE generated_ads ADD COLUMN template_id TEXT REFERENCES scraped_templates (id) ON DELETE SET NULL;
ALTER TABLE generated_ads ADD COLUMN template_name TEXT;
ALTER TABLE generated_ads ADD COLUMN meta_headline TEXT;
ALTER TABLE generated_ads ADD COLUMN meta_primary_text TEXT;
