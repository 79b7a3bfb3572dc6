-- Making ads on this computer: a library that knows its pictures and facts, templates that are folders, and ads of
-- several sizes with checks, copy and decisions.

-- 1. The library. A picture is in the file (media, media_bytes); storage_path holds its SHA-256, as that is its name.
ALTER TABLE brands ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1));
-- A language with a region: it decides quotation marks, numbers and prices on a picture.
ALTER TABLE brands ADD COLUMN locale TEXT;
ALTER TABLE brands ADD COLUMN currency TEXT CHECK (length(currency) = 3);
-- The name as it is set where there is no picture of the logo.
ALTER TABLE brands ADD COLUMN wordmark TEXT;
ALTER TABLE brands ADD COLUMN required_disclaimers TEXT CHECK (json_valid(required_disclaimers));

ALTER TABLE products ADD COLUMN currency TEXT CHECK (length(currency) = 3);
ALTER TABLE products ADD COLUMN price_micros INTEGER CHECK (price_micros >= 0);
ALTER TABLE products ADD COLUMN compare_price_micros INTEGER CHECK (compare_price_micros >= 0);
-- For file names; the code of before has four letters, which is not enough to tell products apart.
ALTER TABLE products ADD COLUMN short_code TEXT CHECK (length(short_code) <= 8);
-- Meta's button, and what is put behind the address.
ALTER TABLE products ADD COLUMN meta_button TEXT;
ALTER TABLE products ADD COLUMN utm_pattern TEXT;

ALTER TABLE product_images ADD COLUMN sha256 TEXT REFERENCES media (sha256);
-- product, scene, detail, portrait, before, after.
ALTER TABLE product_images ADD COLUMN role TEXT NOT NULL DEFAULT 'product';
ALTER TABLE product_images ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1));
-- Fractions of width and height; NULL is not known.
ALTER TABLE product_images ADD COLUMN focus_x REAL CHECK (focus_x BETWEEN 0 AND 1);
ALTER TABLE product_images ADD COLUMN focus_y REAL CHECK (focus_y BETWEEN 0 AND 1);
CREATE UNIQUE INDEX product_images_once ON product_images (product_id, sha256) WHERE sha256 IS NOT NULL;

ALTER TABLE brand_assets ADD COLUMN sha256 TEXT REFERENCES media (sha256);
ALTER TABLE brand_assets ADD COLUMN is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1));
CREATE UNIQUE INDEX brand_assets_once ON brand_assets (brand_id, sha256, asset_type) WHERE sha256 IS NOT NULL;

-- Shorter ways to say it, the longest first.
ALTER TABLE hooks ADD COLUMN shorter TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(shorter));
ALTER TABLE hooks ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
-- 1 unaware … 5 most aware.
ALTER TABLE hooks ADD COLUMN awareness_level INTEGER CHECK (awareness_level BETWEEN 1 AND 5);
CREATE UNIQUE INDEX hooks_once ON hooks (product_id, text) WHERE active = 1;

ALTER TABLE product_offer_variants ADD COLUMN currency TEXT CHECK (length(currency) = 3);
ALTER TABLE product_offer_variants ADD COLUMN price_micros INTEGER CHECK (price_micros >= 0);
ALTER TABLE product_offer_variants ADD COLUMN compare_price_micros INTEGER CHECK (compare_price_micros >= 0);
-- The lowest price of the 30 days before: a struck price needs it in the EU.
ALTER TABLE product_offer_variants ADD COLUMN lowest_price_micros INTEGER CHECK (lowest_price_micros >= 0);
ALTER TABLE product_offer_variants ADD COLUMN percent_off INTEGER CHECK (percent_off BETWEEN 1 AND 100);
-- Days since 1970; both ends count.
ALTER TABLE product_offer_variants ADD COLUMN starts_on INTEGER;
ALTER TABLE product_offer_variants ADD COLUMN ends_on INTEGER;
ALTER TABLE product_offer_variants ADD COLUMN terms TEXT;
-- What stands on a chip: "Free shipping".
ALTER TABLE product_offer_variants ADD COLUMN chip TEXT;

-- What a picture may say beside hook and offer: benefits, reviews, rows of a comparison, things in the box, figures with
-- their source, of a product or of a brand. One row a fact; its fields depend on its kind.
CREATE TABLE library_facts (
    id TEXT PRIMARY KEY NOT NULL,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL CHECK (json_valid(body)),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at INTEGER,
    updated_at INTEGER,
    CHECK ((brand_id IS NULL) <> (product_id IS NULL))
) STRICT;
CREATE INDEX library_facts_of_product ON library_facts (product_id, kind, position) WHERE product_id IS NOT NULL;
CREATE INDEX library_facts_of_brand ON library_facts (brand_id, kind, position) WHERE brand_id IS NOT NULL;

-- Texts that stand beside a picture, to choose from.
CREATE TABLE product_copy (
    id TEXT PRIMARY KEY NOT NULL,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    field TEXT NOT NULL CHECK (field IN ('primary_text', 'headline', 'description')),
    position INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL CHECK (text <> ''),
    -- manual, brand_file, synced
    source TEXT NOT NULL DEFAULT 'manual',
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at INTEGER,
    updated_at INTEGER
) STRICT;
CREATE UNIQUE INDEX product_copy_once ON product_copy (product_id, field, text);

-- The last change of the library, so that it can be taken back: the row as it was.
CREATE TABLE library_changes (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL,
    row_table TEXT NOT NULL,
    row_id TEXT NOT NULL,
    -- NULL if the change made the row.
    before TEXT CHECK (json_valid(before)),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    changed_at INTEGER NOT NULL
) STRICT;

-- 2. Templates. layout: a folder of SVG files, one composition a size. reference: a picture for image models only.
-- Rows from before are references.
ALTER TABLE scraped_templates ADD COLUMN kind TEXT NOT NULL DEFAULT 'reference' CHECK (kind IN ('layout', 'reference'));
-- bundled with the program, imported by a person, or from before.
ALTER TABLE scraped_templates ADD COLUMN origin TEXT NOT NULL DEFAULT 'before'
    CHECK (origin IN ('bundled', 'imported', 'before'));
ALTER TABLE scraped_templates ADD COLUMN version INTEGER NOT NULL DEFAULT 1 CHECK (version >= 1);
ALTER TABLE scraped_templates ADD COLUMN awareness_from INTEGER CHECK (awareness_from BETWEEN 1 AND 5);
ALTER TABLE scraped_templates ADD COLUMN awareness_to INTEGER CHECK (awareness_to BETWEEN 1 AND 5);
ALTER TABLE scraped_templates ADD COLUMN sha256 TEXT REFERENCES media (sha256);
CREATE UNIQUE INDEX scraped_templates_picture ON scraped_templates (sha256) WHERE sha256 IS NOT NULL AND is_active = 1;

-- The files of an imported folder; bundled ones are in the program.
CREATE TABLE template_files (
    template_id TEXT NOT NULL REFERENCES scraped_templates (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    path TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (template_id, version, path)
) STRICT, WITHOUT ROWID;

-- 3. Batches. A batch has the id of the run that makes it, so a run that is taken up again finds its own.
CREATE TABLE ad_runs_new (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    reference_ad_storage_path TEXT,
    status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'analyzing', 'generating', 'reviewing', 'complete', 'failed', 'cancelled')),
    ad_analysis TEXT CHECK (json_valid(ad_analysis)),
    selected_hooks TEXT CHECK (json_valid(selected_hooks)),
    selected_product_images TEXT CHECK (json_valid(selected_product_images)),
    error_message TEXT,
    created_at INTEGER,
    completed_at INTEGER,
    variant_id TEXT REFERENCES product_variants (id) ON DELETE SET NULL,
    workflow_summary TEXT CHECK (json_valid(workflow_summary)),
    parameters TEXT CHECK (json_valid(parameters)),
    -- Reached through the product in the system before us, which was forgotten again and again.
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT,
    -- Every ad to make, as it was decided before the first one: what was previewed is what is made.
    plan TEXT CHECK (json_valid(plan)),
    planned_ads INTEGER NOT NULL DEFAULT 0,
    planned_files INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO ad_runs_new (id, product_id, reference_ad_storage_path, status, ad_analysis, selected_hooks,
    selected_product_images, error_message, created_at, completed_at, variant_id, workflow_summary, parameters, brand_id)
SELECT run.id, run.product_id, run.reference_ad_storage_path, run.status, run.ad_analysis, run.selected_hooks,
    run.selected_product_images, run.error_message, run.created_at, run.completed_at, run.variant_id,
    run.workflow_summary, run.parameters, product.brand_id
FROM ad_runs AS run LEFT JOIN products AS product ON product.id = run.product_id;
DROP TABLE ad_runs;
ALTER TABLE ad_runs_new RENAME TO ad_runs;
CREATE INDEX ad_runs_of_product ON ad_runs (product_id, created_at);

-- 4. Ads. One ad is one idea in one colour mode, in all its sizes; each size is a row of generated_ads.
CREATE TABLE made_ads (
    id TEXT PRIMARY KEY NOT NULL,
    ad_run_id TEXT NOT NULL REFERENCES ad_runs (id) ON DELETE CASCADE,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    -- The idea: template, hook, offer. Colour modes of one idea share it.
    prompt_index INTEGER NOT NULL CHECK (prompt_index >= 1),
    color_mode TEXT NOT NULL CHECK (color_mode IN ('original', 'complementary', 'brand')),
    -- Eight hexadecimal digits that file names carry, by which a later sync knows the ad.
    tag TEXT NOT NULL UNIQUE CHECK (length(tag) = 8),
    -- The file name without size and ending.
    name TEXT NOT NULL,
    template_id TEXT REFERENCES scraped_templates (id) ON DELETE SET NULL,
    template_name TEXT NOT NULL,
    template_version INTEGER NOT NULL,
    hook_id TEXT REFERENCES hooks (id) ON DELETE SET NULL,
    hook_text TEXT,
    offer_variant_id TEXT REFERENCES product_offer_variants (id) ON DELETE SET NULL,
    -- Everything that the pixels follow from: look, texts, pictures by SHA-256, colours.
    recipe TEXT NOT NULL CHECK (json_valid(recipe)),
    -- The ad whose missing sizes these are.
    parent_id TEXT REFERENCES made_ads (id) ON DELETE SET NULL,
    meta_button TEXT,
    destination_url TEXT,
    utm_pattern TEXT,
    -- What the checks say of all its sizes together.
    checked_status TEXT NOT NULL
        CHECK (checked_status IN ('approved', 'rejected', 'flagged', 'review_failed', 'generation_failed')),
    -- What a person said; NULL until then.
    decision TEXT CHECK (decision IN ('approved', 'rejected')),
    decided_at INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (ad_run_id, prompt_index, color_mode)
) STRICT;
CREATE INDEX made_ads_to_review ON made_ads (decision, created_at);
CREATE INDEX made_ads_of_product ON made_ads (product_id, template_id);

CREATE TABLE generated_ads_new (
    id TEXT PRIMARY KEY,
    ad_run_id TEXT NOT NULL REFERENCES ad_runs (id) ON DELETE CASCADE,
    prompt_index INTEGER CHECK (prompt_index >= 1),
    prompt_text TEXT,
    prompt_spec TEXT CHECK (json_valid(prompt_spec)),
    hook_id TEXT REFERENCES hooks (id) ON DELETE SET NULL,
    hook_text TEXT,
    storage_path TEXT,
    claude_review TEXT CHECK (json_valid(claude_review)),
    gemini_review TEXT CHECK (json_valid(gemini_review)),
    reviewers_agree INTEGER CHECK (reviewers_agree IN (0, 1)),
    -- What counts now: the checks, or the person who decided otherwise.
    final_status TEXT NOT NULL DEFAULT 'pending' CHECK (final_status IN
        ('pending', 'approved', 'rejected', 'flagged', 'review_failed', 'generation_failed')),
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
    canvas_size TEXT,
    color_mode TEXT CHECK (color_mode IN ('original', 'complementary', 'brand')),
    -- NULL on rows from before.
    made_ad_id TEXT REFERENCES made_ads (id) ON DELETE CASCADE,
    checked_status TEXT,
    override_status TEXT CHECK (override_status IN ('override_approved', 'override_rejected', 'confirmed')),
    sha256 TEXT REFERENCES media (sha256),
    width INTEGER,
    height INTEGER,
    -- 64 bits that near-twins nearly share.
    fingerprint INTEGER,
    -- What was done to make it fit, in order.
    repair_steps TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(repair_steps)),
    error_message TEXT
) STRICT;

INSERT INTO generated_ads_new (id, ad_run_id, prompt_index, prompt_text, prompt_spec, hook_id, hook_text, storage_path,
    claude_review, gemini_review, reviewers_agree, final_status, created_at, model_requested, model_used,
    generation_time_ms, generation_retries, template_id, template_name, meta_headline, meta_primary_text, destination_url,
    offer_variant_id, edit_parent_id, edit_prompt, edit_temperature, is_edit, regenerate_parent_id, canvas_size)
SELECT id, ad_run_id, prompt_index, prompt_text, prompt_spec, hook_id, hook_text, storage_path,
    claude_review, gemini_review, reviewers_agree, final_status, created_at, model_requested, model_used,
    generation_time_ms, generation_retries, template_id, template_name, meta_headline, meta_primary_text, destination_url,
    offer_variant_id, edit_parent_id, edit_prompt, edit_temperature, is_edit, regenerate_parent_id, canvas_size
FROM generated_ads;
DROP TABLE generated_ads;
ALTER TABLE generated_ads_new RENAME TO generated_ads;
-- One file per run, prompt, size and colour: the colour was not in the key before.
CREATE UNIQUE INDEX generated_ads_of_run
    ON generated_ads (ad_run_id, prompt_index, coalesce(canvas_size, 'default'), coalesce(color_mode, 'original'));
CREATE INDEX generated_ads_of_ad ON generated_ads (made_ad_id) WHERE made_ad_id IS NOT NULL;
CREATE INDEX generated_ads_by_picture ON generated_ads (sha256) WHERE sha256 IS NOT NULL;

CREATE TABLE ad_checks (
    generated_ad_id TEXT NOT NULL REFERENCES generated_ads (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    -- What it is called, as it may name the size or the slot.
    title TEXT NOT NULL,
    measured TEXT,
    limit_text TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('pass', 'fail', 'not_checked')),
    -- What follows if it did not pass.
    weight TEXT NOT NULL CHECK (weight IN ('blocks', 'looks', 'informs')),
    words TEXT,
    slot TEXT,
    PRIMARY KEY (generated_ad_id, position)
) STRICT, WITHOUT ROWID;

-- The words beside the picture: up to five primary texts, five headlines, one description.
CREATE TABLE ad_copy (
    made_ad_id TEXT NOT NULL REFERENCES made_ads (id) ON DELETE CASCADE,
    field TEXT NOT NULL CHECK (field IN ('primary_text', 'headline', 'description')),
    position INTEGER NOT NULL CHECK (position BETWEEN 0 AND iif(field = 'description', 0, 4)),
    text TEXT NOT NULL CHECK (text <> ''),
    PRIMARY KEY (made_ad_id, field, position)
) STRICT, WITHOUT ROWID;

-- Every decision of a person, also those that were taken back or replaced.
CREATE TABLE ad_decisions (
    id INTEGER PRIMARY KEY,
    made_ad_id TEXT NOT NULL REFERENCES made_ads (id) ON DELETE CASCADE,
    action TEXT NOT NULL CHECK (action IN ('approved', 'rejected')),
    reasons TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(reasons)),
    note TEXT,
    -- What the checks had said: a decision against them is an override.
    checked_status TEXT NOT NULL,
    -- Decisions made in one act are taken back in one.
    act TEXT NOT NULL,
    decided_at INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE INDEX ad_decisions_of_ad ON ad_decisions (made_ad_id, id);

-- Which file left the program, so that its bytes are kept.
CREATE TABLE ad_exports (
    id INTEGER PRIMARY KEY,
    generated_ad_id TEXT NOT NULL REFERENCES generated_ads (id) ON DELETE CASCADE,
    file_name TEXT NOT NULL,
    format TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    exported_at INTEGER NOT NULL
) STRICT;
CREATE INDEX ad_exports_of_ad ON ad_exports (generated_ad_id);

-- A board as it was left.
CREATE TABLE creation_drafts (
    id TEXT PRIMARY KEY NOT NULL,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    body TEXT NOT NULL CHECK (json_valid(body)),
    updated_at INTEGER NOT NULL
) STRICT;

-- Pictures from elsewhere are compared with what is made here.
ALTER TABLE media ADD COLUMN fingerprint INTEGER;
