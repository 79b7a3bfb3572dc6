-- 2025-10. What is advertised.
--
-- Conventions of the ported steps (1 to 13): ids are uuids as text, instants are milliseconds since 1970 in UTC, days
-- are YYYY-MM-DD, lists and objects are JSON text. As in the origin a row may lack its times; unlike there, nothing has
-- "now" as its default: the program gives the time.

CREATE TABLE brands (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE,
    description TEXT,
    website TEXT,
    brand_colors TEXT CHECK (json_valid(brand_colors)),
    brand_fonts TEXT CHECK (json_valid(brand_fonts)),
    brand_guidelines TEXT,
    created_at INTEGER,
    updated_at INTEGER
) STRICT;

CREATE TABLE products (
    id TEXT PRIMARY KEY,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    description TEXT,
    target_audience TEXT,
    price_range TEXT,
    key_problems_solved TEXT CHECK (json_valid(key_problems_solved)),
    key_benefits TEXT CHECK (json_valid(key_benefits)),
    features TEXT CHECK (json_valid(features)),
    context_prompt TEXT,
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    created_at INTEGER,
    updated_at INTEGER,
    UNIQUE (brand_id, slug)
) STRICT;

CREATE TABLE product_images (
    id TEXT PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    storage_path TEXT NOT NULL,
    filename TEXT,
    is_main INTEGER NOT NULL DEFAULT 0 CHECK (is_main IN (0, 1)),
    sort_order INTEGER NOT NULL DEFAULT 0,
    image_analysis TEXT CHECK (json_valid(image_analysis)),
    analyzed_at INTEGER,
    analysis_model TEXT,
    analysis_version TEXT,
    notes TEXT,
    created_at INTEGER
) STRICT;

CREATE INDEX product_images_of_product ON product_images (product_id, sort_order);
