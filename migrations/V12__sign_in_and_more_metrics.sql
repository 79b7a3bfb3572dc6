-- 2026-02-10 and 11. How an account signs in, more of the funnel, the words of an ad, and which product it is for.

-- The tokens that the origin added beside auth_method stay out of the file.
ALTER TABLE brand_ad_accounts ADD COLUMN auth_method TEXT NOT NULL DEFAULT 'system_user'
    CHECK (auth_method IN ('system_user', 'oauth'));
ALTER TABLE brand_ad_accounts ADD COLUMN token_expires_at INTEGER;

ALTER TABLE meta_ads_performance ADD COLUMN initiate_checkouts INTEGER;
ALTER TABLE meta_ads_performance ADD COLUMN cost_per_initiate_checkout REAL;
ALTER TABLE meta_ads_performance ADD COLUMN landing_page_views INTEGER;
ALTER TABLE meta_ads_performance ADD COLUMN content_views INTEGER;
ALTER TABLE meta_ads_performance ADD COLUMN ad_copy TEXT;

CREATE TABLE meta_ad_product_matches (
    id TEXT PRIMARY KEY,
    brand_id TEXT NOT NULL REFERENCES brands (id) ON DELETE CASCADE,
    meta_ad_id TEXT NOT NULL,
    product_id TEXT NOT NULL REFERENCES products (id) ON DELETE CASCADE,
    confidence REAL,
    method TEXT,
    created_at INTEGER,
    UNIQUE (brand_id, meta_ad_id)
) STRICT;
