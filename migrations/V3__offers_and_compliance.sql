-- 2025-11-26. What may be said about a product, and what must be.

ALTER TABLE products ADD COLUMN benefits TEXT CHECK (json_valid(benefits));
ALTER TABLE products ADD COLUMN key_ingredients TEXT CHECK (json_valid(key_ingredients));
ALTER TABLE products ADD COLUMN product_url TEXT;
ALTER TABLE products ADD COLUMN current_offer TEXT;
ALTER TABLE products ADD COLUMN prohibited_claims TEXT CHECK (json_valid(prohibited_claims));
ALTER TABLE products ADD COLUMN required_disclaimers TEXT;
ALTER TABLE products ADD COLUMN brand_voice_notes TEXT;
ALTER TABLE products ADD COLUMN unique_selling_points TEXT CHECK (json_valid(unique_selling_points));
ALTER TABLE products ADD COLUMN review_platforms TEXT CHECK (json_valid(review_platforms));
ALTER TABLE products ADD COLUMN media_features TEXT CHECK (json_valid(media_features));
ALTER TABLE products ADD COLUMN awards_certifications TEXT CHECK (json_valid(awards_certifications));
ALTER TABLE products ADD COLUMN brand_name TEXT;
ALTER TABLE products ADD COLUMN banned_terms TEXT CHECK (json_valid(banned_terms));
ALTER TABLE products ADD COLUMN founders TEXT;
ALTER TABLE products ADD COLUMN product_dimensions TEXT;
ALTER TABLE products ADD COLUMN social_proof TEXT;
ALTER TABLE products ADD COLUMN guarantee TEXT;
ALTER TABLE products ADD COLUMN ingredients TEXT CHECK (json_valid(ingredients));
ALTER TABLE products ADD COLUMN results_timeline TEXT CHECK (json_valid(results_timeline));
ALTER TABLE products ADD COLUMN faq_items TEXT CHECK (json_valid(faq_items));
