-- Every new ad asks whether its tag is taken, also by an ad from before whose tag is the beginning of its id.
CREATE INDEX generated_ads_by_tag ON generated_ads (lower(substr(id, 1, 8))) WHERE made_ad_id IS NULL;

-- Every run asks how many synced pictures were not measured yet (NULL), or cannot be (0).
CREATE INDEX media_by_fingerprint ON media (fingerprint) WHERE source = 'synced';
