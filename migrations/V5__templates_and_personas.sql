-- 2025-12-03 and 04. Codes, analysed templates, the queue they come from, and who an ad speaks to.

ALTER TABLE brands ADD COLUMN brand_code TEXT CHECK (length(brand_code) <= 4);
CREATE UNIQUE INDEX brands_by_code ON brands (brand_code) WHERE brand_code IS NOT NULL;
ALTER TABLE brands ADD COLUMN ad_creation_notes TEXT;
ALTER TABLE brands ADD COLUMN facebook_page_id TEXT;
ALTER TABLE brands ADD COLUMN ad_library_url TEXT;
ALTER TABLE products ADD COLUMN product_code TEXT CHECK (length(product_code) <= 4);
CREATE UNIQUE INDEX products_by_code ON products (brand_id, product_code) WHERE product_code IS NOT NULL;

-- An analysis takes minutes, so it is kept by the path of what was analysed.
CREATE TABLE ad_templates (
    id TEXT PRIMARY KEY,
    storage_path TEXT NOT NULL UNIQUE,
    ad_analysis TEXT CHECK (json_valid(ad_analysis)),
    template_angle TEXT CHECK (json_valid(template_angle)),
    model TEXT,
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

CREATE TABLE template_queue (
    id TEXT PRIMARY KEY,
    status TEXT NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'pending_details', 'approved', 'rejected', 'archived')),
    storage_path TEXT,
    ai_analysis TEXT CHECK (json_valid(ai_analysis)),
    ai_suggestions TEXT CHECK (json_valid(ai_suggestions)),
    ai_quality_score REAL,
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

-- storage_path is not unique: a second scrape of the same ads made a second row.
CREATE TABLE scraped_templates (
    id TEXT PRIMARY KEY,
    source_asset_id TEXT,
    source_facebook_ad_id TEXT,
    source_queue_id TEXT REFERENCES template_queue (id) ON DELETE SET NULL,
    name TEXT NOT NULL,
    description TEXT,
    category TEXT CHECK (category IN ('testimonial', 'quote_card', 'before_after', 'product_showcase', 'ugc_style', 'meme',
        'carousel_frame', 'story_format', 'other')),
    storage_path TEXT NOT NULL,
    thumbnail_path TEXT,
    layout_analysis TEXT CHECK (json_valid(layout_analysis)),
    color_palette TEXT CHECK (json_valid(color_palette)),
    format_type TEXT,
    canvas_size TEXT,
    recommended_for TEXT CHECK (json_valid(recommended_for)),
    aspect_ratio TEXT,
    times_used INTEGER NOT NULL DEFAULT 0,
    last_used_at INTEGER,
    avg_approval_rate REAL,
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    source_brand TEXT,
    source_landing_page TEXT,
    industry_niche TEXT,
    target_sex TEXT CHECK (target_sex IN ('male', 'female', 'unisex')),
    awareness_level INTEGER CHECK (awareness_level BETWEEN 1 AND 5),
    awareness_level_name TEXT,
    sales_event TEXT,
    ai_suggested_name TEXT,
    ai_suggested_description TEXT,
    ai_analysis_raw TEXT CHECK (json_valid(ai_analysis_raw)),
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

CREATE INDEX scraped_templates_by_path ON scraped_templates (storage_path, is_active, created_at);

CREATE TABLE personas_4d (
    id TEXT PRIMARY KEY,
    brand_id TEXT REFERENCES brands (id) ON DELETE CASCADE,
    product_id TEXT REFERENCES products (id) ON DELETE CASCADE,
    persona_type TEXT NOT NULL CHECK (persona_type IN ('own_brand', 'product_specific', 'competitor')),
    persona_level TEXT CHECK (persona_level IN ('brand', 'product')),
    name TEXT NOT NULL,
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    snapshot TEXT,
    -- gender and age_range; the other dimensions in one object.
    demographics TEXT CHECK (json_valid(demographics)),
    dimensions TEXT CHECK (json_valid(dimensions)),
    source_type TEXT CHECK (source_type IN ('manual', 'ai_generated', 'competitor_analysis', 'hybrid')),
    confidence REAL,
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

CREATE TABLE product_personas (
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    persona_id TEXT NOT NULL REFERENCES personas_4d (id) ON DELETE CASCADE,
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    weight REAL,
    PRIMARY KEY (product_id, persona_id)
) STRICT;

CREATE UNIQUE INDEX product_personas_primary ON product_personas (product_id) WHERE is_primary = 1;
