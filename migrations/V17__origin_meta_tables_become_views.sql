-- The origin's Meta tables end as places to write. Their rows stay, under names that begin with origin_; under the old
-- names there are read-only views that show the same columns in the origin's units: what was synced here, and of the
-- origin's rows those that were not synced again since. So a query written for the origin goes on working, and nothing
-- is stored twice.
--
-- In the origin's units: link_ctr and conversion_rate are percent, link_clicks are outbound clicks, amounts carry no
-- currency. A step that rebuilds a table named below drops these views first and makes them again.

ALTER TABLE brand_ad_accounts RENAME TO origin_brand_ad_accounts;
ALTER TABLE meta_campaigns RENAME TO origin_meta_campaigns;
ALTER TABLE meta_adsets RENAME TO origin_meta_adsets;
ALTER TABLE meta_ads_performance RENAME TO origin_meta_ads_performance;
ALTER TABLE meta_ad_mapping RENAME TO origin_meta_ad_mapping;
ALTER TABLE meta_ad_assets RENAME TO origin_meta_ad_assets;
ALTER TABLE meta_ad_destinations RENAME TO origin_meta_ad_destinations;
ALTER TABLE dataset_status RENAME TO origin_dataset_status;

-- Ported columns are known by the account's text id; ours by its key.
CREATE VIEW brand_ad_accounts AS
SELECT brand.brand_id || ':' || account.graph_id AS id, brand.brand_id, 'act_' || account.graph_id AS meta_ad_account_id,
    account.name AS account_name, brand.is_primary, account.connected_at AS created_at, 'system_user' AS auth_method,
    account.token_expires_at
FROM account_brands AS brand JOIN ad_accounts AS account ON account.key = brand.account
UNION ALL
SELECT id, brand_id, meta_ad_account_id, account_name, is_primary, created_at, auth_method, token_expires_at
FROM origin_brand_ad_accounts AS origin
WHERE NOT EXISTS (SELECT 1 FROM account_brands AS brand JOIN ad_accounts AS account ON account.key = brand.account
    WHERE brand.brand_id = origin.brand_id AND 'act_' || account.graph_id = origin.meta_ad_account_id);

CREATE VIEW meta_campaigns AS
SELECT account.graph_id || ':' || campaign.graph_id AS id, 'act_' || account.graph_id AS meta_ad_account_id,
    campaign.graph_id AS meta_campaign_id,
    (SELECT brand_id FROM account_brands WHERE account = account.key ORDER BY is_primary DESC, brand_id LIMIT 1) AS brand_id,
    campaign.name, coalesce(campaign.effective_status, campaign.status) AS status,
    coalesce(campaign.objective, 'UNKNOWN') AS objective,
    campaign.daily_budget_micros / 1e6 AS daily_budget, campaign.lifetime_budget_micros / 1e6 AS lifetime_budget,
    (SELECT count(*) FROM ad_sets WHERE campaign = campaign.key) AS adset_count,
    (SELECT count(*) FROM ads WHERE campaign = campaign.key) AS ad_count, campaign.read_at AS synced_at
FROM campaigns AS campaign JOIN ad_accounts AS account ON account.key = campaign.account
UNION ALL
SELECT id, meta_ad_account_id, meta_campaign_id, brand_id, name, status, objective, daily_budget, lifetime_budget,
    adset_count, ad_count, synced_at
FROM origin_meta_campaigns AS origin
WHERE NOT EXISTS (SELECT 1 FROM ad_accounts AS account JOIN campaigns AS campaign ON campaign.account = account.key
    WHERE 'act_' || account.graph_id = origin.meta_ad_account_id AND campaign.graph_id = origin.meta_campaign_id);

CREATE VIEW meta_adsets AS
SELECT account.graph_id || ':' || ad_set.graph_id AS id, 'act_' || account.graph_id AS meta_ad_account_id,
    ad_set.graph_id AS meta_adset_id, campaign.graph_id AS meta_campaign_id, ad_set.name,
    coalesce(ad_set.effective_status, ad_set.status) AS status, ad_set.optimization_goal, ad_set.billing_event,
    ad_set.daily_budget_micros / 1e6 AS daily_budget, ad_set.lifetime_budget_micros / 1e6 AS lifetime_budget,
    ad_set.read_at AS synced_at
FROM ad_sets AS ad_set
JOIN ad_accounts AS account ON account.key = ad_set.account
JOIN campaigns AS campaign ON campaign.key = ad_set.campaign
UNION ALL
SELECT id, meta_ad_account_id, meta_adset_id, meta_campaign_id, name, status, optimization_goal, billing_event,
    daily_budget, lifetime_budget, synced_at
FROM origin_meta_adsets AS origin
WHERE NOT EXISTS (SELECT 1 FROM ad_accounts AS account JOIN ad_sets AS ad_set ON ad_set.account = account.key
    WHERE 'act_' || account.graph_id = origin.meta_ad_account_id AND ad_set.graph_id = origin.meta_adset_id);

CREATE VIEW meta_ads_performance AS
SELECT ad.graph_id || ':' || date(row.day * 86400, 'unixepoch') AS id,
    (SELECT brand_id FROM account_brands WHERE account = account.key ORDER BY is_primary DESC, brand_id LIMIT 1) AS brand_id,
    'act_' || account.graph_id AS meta_ad_account_id, ad.graph_id AS meta_ad_id, ad_set.graph_id AS meta_adset_id,
    campaign.graph_id AS meta_campaign_id, ad.name AS ad_name, ad_set.name AS adset_name, campaign.name AS campaign_name,
    coalesce(ad.effective_status, ad.status) AS ad_status, date(row.day * 86400, 'unixepoch') AS date,
    row.spend_micros / 1e6 AS spend, row.impressions, row.reach, row.impressions * 1.0 / row.reach AS frequency,
    row.spend_micros / 1e3 / row.impressions AS cpm, row.outbound_clicks AS link_clicks,
    row.outbound_clicks * 100.0 / row.impressions AS link_ctr, row.spend_micros / 1e6 / row.outbound_clicks AS link_cpc,
    row.add_to_carts_micros / 1e6 AS add_to_carts,
    row.spend_micros * 1.0 / row.add_to_carts_micros AS cost_per_add_to_cart,
    row.purchases_micros / 1e6 AS purchases, row.purchase_value_micros / 1e6 AS purchase_value,
    row.purchase_value_micros * 1.0 / row.spend_micros AS roas,
    row.purchases_micros / 1e4 / row.outbound_clicks AS conversion_rate, row.video_3s AS video_views,
    row.video_avg_watch_ms / 1e3 AS video_avg_watch_time, row.video_p25 AS video_p25_watched,
    row.video_p50 AS video_p50_watched, row.video_p75 AS video_p75_watched, row.video_p100 AS video_p100_watched,
    NULL AS raw_actions, NULL AS raw_costs, NULL AS thumbnail_url, synced.fetched_at,
    creative.video_id AS meta_video_id, creative.is_video, creative.object_type, row.video_p95 AS video_p95_watched,
    row.thruplays AS video_thruplay, row.video_3s * 1.0 / row.impressions AS hook_rate,
    row.thruplays * 1.0 / row.video_3s AS hold_rate, row.checkouts_micros / 1e6 AS initiate_checkouts,
    row.spend_micros * 1.0 / row.checkouts_micros AS cost_per_initiate_checkout,
    row.landing_page_views_micros / 1e6 AS landing_page_views, row.content_views_micros / 1e6 AS content_views,
    creative.body AS ad_copy, coalesce(campaign.objective, 'UNKNOWN') AS campaign_objective
FROM insight_rows AS row
JOIN ad_accounts AS account ON account.key = row.account
JOIN ads AS ad ON ad.key = row.ad
JOIN ad_sets AS ad_set ON ad_set.key = ad.ad_set
JOIN campaigns AS campaign ON campaign.key = ad.campaign
LEFT JOIN creatives AS creative ON creative.key = ad.creative
LEFT JOIN synced_days AS synced ON synced.account = row.account AND synced.day = row.day
UNION ALL
SELECT id, brand_id, meta_ad_account_id, meta_ad_id, meta_adset_id, meta_campaign_id, ad_name, adset_name, campaign_name,
    ad_status, date, spend, impressions, reach, frequency, cpm, link_clicks, link_ctr, link_cpc, add_to_carts,
    cost_per_add_to_cart, purchases, purchase_value, roas, conversion_rate, video_views, video_avg_watch_time,
    video_p25_watched, video_p50_watched, video_p75_watched, video_p100_watched, raw_actions, raw_costs, thumbnail_url,
    fetched_at, meta_video_id, is_video, object_type, video_p95_watched, video_thruplay, hook_rate, hold_rate,
    initiate_checkouts, cost_per_initiate_checkout, landing_page_views, content_views, ad_copy, campaign_objective
FROM origin_meta_ads_performance AS origin
WHERE NOT EXISTS (SELECT 1 FROM ad_accounts AS account
    JOIN ads AS ad ON ad.account = account.key
    JOIN insight_rows AS row ON row.account = account.key AND row.ad = ad.key
    WHERE 'act_' || account.graph_id = origin.meta_ad_account_id AND ad.graph_id = origin.meta_ad_id
        AND row.day = unixepoch(origin.date) / 86400);

CREATE VIEW meta_ad_mapping AS
SELECT link.generated_ad_id || ':' || ad.graph_id AS id, link.generated_ad_id, ad.graph_id AS meta_ad_id,
    'act_' || account.graph_id AS meta_ad_account_id, campaign.graph_id AS meta_campaign_id, NULL AS creative_hash,
    link.linked_by, link.linked_at
FROM ad_links AS link
JOIN ads AS ad ON ad.key = link.ad
JOIN ad_accounts AS account ON account.key = ad.account
JOIN campaigns AS campaign ON campaign.key = ad.campaign
UNION ALL
SELECT id, generated_ad_id, meta_ad_id, meta_ad_account_id, meta_campaign_id, creative_hash, linked_by, linked_at
FROM origin_meta_ad_mapping AS origin
WHERE NOT EXISTS (SELECT 1 FROM ad_links AS link JOIN ads AS ad ON ad.key = link.ad
    WHERE link.generated_ad_id = origin.generated_ad_id AND ad.graph_id = origin.meta_ad_id);

-- Pictures are in the file (media, media_bytes), so storage_path is the name they have there.
CREATE VIEW meta_ad_assets AS
SELECT ad.graph_id || ':' || picture.role AS id,
    (SELECT brand_id FROM account_brands WHERE account = ad.account ORDER BY is_primary DESC, brand_id LIMIT 1) AS brand_id,
    ad.graph_id AS meta_ad_id, 'image' AS asset_type, picture.sha256 AS storage_path, media.mime AS mime_type,
    media.bytes AS file_size_bytes, creative.video_id AS meta_video_id, NULL AS source_url,
    CASE picture.state WHEN 'stored' THEN 'downloaded' ELSE picture.state END AS status,
    CASE picture.state WHEN 'not_downloadable' THEN picture.reason END AS not_downloadable_reason,
    media.created_at, picture.fetched_at AS updated_at
FROM creative_pictures AS picture
JOIN creatives AS creative ON creative.key = picture.creative
JOIN ads AS ad ON ad.creative = creative.key
LEFT JOIN media ON media.sha256 = picture.sha256
UNION ALL
SELECT id, brand_id, meta_ad_id, asset_type, storage_path, mime_type, file_size_bytes, meta_video_id, source_url, status,
    not_downloadable_reason, created_at, updated_at
FROM origin_meta_ad_assets AS origin
WHERE NOT EXISTS (SELECT 1 FROM ads AS ad JOIN creative_pictures AS picture ON picture.creative = ad.creative
    WHERE ad.graph_id = origin.meta_ad_id AND origin.asset_type = 'image');

CREATE VIEW meta_ad_destinations AS
SELECT ad.graph_id || ':' || destination.canonical_url AS id,
    (SELECT brand_id FROM account_brands WHERE account = ad.account ORDER BY is_primary DESC, brand_id LIMIT 1) AS brand_id,
    ad.graph_id AS meta_ad_id, destination.destination_url, destination.canonical_url, destination.seen_at AS created_at
FROM ad_destinations AS destination JOIN ads AS ad ON ad.key = destination.ad
UNION ALL
SELECT id, brand_id, meta_ad_id, destination_url, canonical_url, created_at
FROM origin_meta_ad_destinations AS origin
WHERE NOT EXISTS (SELECT 1 FROM ad_destinations AS destination JOIN ads AS ad ON ad.key = destination.ad
    WHERE ad.graph_id = origin.meta_ad_id AND destination.canonical_url = origin.canonical_url);

CREATE VIEW dataset_status AS
SELECT brand.brand_id || ':' || dataset.dataset_key || ':' || account.graph_id AS id, brand.brand_id, dataset.dataset_key,
    dataset.last_success_at, dataset.last_attempt_at, dataset.last_status, dataset.last_run_id, dataset.records_affected,
    dataset.error_message
FROM account_datasets AS dataset
JOIN ad_accounts AS account ON account.key = dataset.account
JOIN account_brands AS brand ON brand.account = dataset.account
UNION ALL
SELECT id, brand_id, dataset_key, last_success_at, last_attempt_at, last_status, last_run_id, records_affected,
    error_message
FROM origin_dataset_status AS origin
WHERE NOT EXISTS (SELECT 1 FROM account_datasets AS dataset JOIN account_brands AS brand ON brand.account = dataset.account
    WHERE brand.brand_id = origin.brand_id AND dataset.dataset_key = origin.dataset_key);
