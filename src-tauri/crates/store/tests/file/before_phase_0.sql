INSERT INTO ad_brief_templates (id, name, instructions) VALUES ('brief', 'Standard', 'Say what it does.');
INSERT INTO brands (id, name, slug, brand_code, default_ad_brief_id) VALUES ('b1', 'Brand', 'brand', 'BR', 'brief');
INSERT INTO products (id, brand_id, name, slug, current_offer) VALUES
    ('p1', 'b1', 'One', 'one', '20 % off'), ('p2', 'b1', 'Two', 'two', NULL), ('p3', 'b1', 'Three', 'three', NULL);
INSERT INTO product_images (id, product_id, storage_path, asset_tags) VALUES ('i1', 'p1', 'bucket/i1.png', '["product:jar"]');
INSERT INTO product_variants (id, product_id, name, slug, variant_type) VALUES ('v1', 'p1', 'Large', 'large', 'size');
INSERT INTO product_offer_variants (id, product_id, name, slug, landing_page_url) VALUES
    ('o1', 'p1', 'Launch', 'launch', 'https://example.com/launch');
INSERT INTO brand_assets (id, brand_id, storage_path, asset_type) VALUES ('a1', 'b1', 'bucket/logo.png', 'logo');
INSERT INTO hooks (id, product_id, text, category, impact_score) VALUES ('h1', 'p1', 'Sleep again.', 'timeline', 15);
INSERT INTO personas_4d (id, brand_id, persona_type, name) VALUES ('pe1', 'b1', 'own_brand', 'Anna');
INSERT INTO product_personas (product_id, persona_id, is_primary) VALUES ('p1', 'pe1', 1);
INSERT INTO template_queue (id, status) VALUES ('q1', 'approved');
INSERT INTO ad_templates (id, storage_path) VALUES ('at1', 'bucket/0.png');
INSERT INTO template_evaluations (id, template_id, template_source, phase_id, d1_belief_clarity, d2_neutrality,
    d3_reusability, d4_problem_aware_entry, d5_slot_availability, d6_compliance_pass)
    VALUES ('e1', 'old-0', 'scraped_templates', 1, 3, 3, 3, 2, 2, 1);
INSERT INTO scraped_templates (id, name, storage_path, source_queue_id, is_active) VALUES ('t0', 'Zero', 'bucket/zero.png', 'q1', 1);
INSERT INTO product_template_recommendations (id, product_id, template_id, methodology) VALUES ('re1', 'p1', 't0', 'diversity');
INSERT INTO ad_runs (id, product_id, variant_id, status) VALUES ('r1', 'p1', 'v1', 'complete');
INSERT INTO generated_ads (id, ad_run_id, prompt_index, hook_id, final_status, template_id) VALUES
    ('g1', 'r1', 1, 'h1', 'approved', 't0'), ('g2', 'r1', 7, 'h1', 'rejected', 't0');
INSERT INTO generated_ads (id, ad_run_id, prompt_index, edit_parent_id, is_edit) VALUES ('g3', 'r1', NULL, 'g1', 1);
INSERT INTO scheduled_jobs (id, product_id, brand_id, name, job_type, schedule_type, cron_expression, template_mode, last_error)
    VALUES ('j1', 'p1', 'b1', 'Daily ads', 'ad_creation', 'recurring', '0 9 * * *', 'unused', 'once');
INSERT INTO scheduled_jobs (id, name, job_type, schedule_type, scheduled_at, trigger_source, status)
    VALUES ('j2', 'Scrape', 'template_scrape', 'one_time', 1768435200000, 'manual', 'archived');
INSERT INTO scheduled_job_runs (id, scheduled_job_id, status, started_at, completed_at, logs, attempt_number) VALUES
    ('jr1', 'j1', 'completed', 1768435200000, 1768435260000, 'made 5 ads', 1),
    ('jr2', 'j1', 'failed', 1768521600000, 1768521660000, NULL, 2), ('jr3', 'j1', 'running', 1768608000000, NULL, NULL, 1);
INSERT INTO dataset_status (id, brand_id, dataset_key, last_status, last_run_id) VALUES
    ('d1', 'b1', 'meta_ads_performance', 'completed', 'jr1');
INSERT INTO brand_ad_accounts (id, brand_id, meta_ad_account_id, is_primary) VALUES ('ba1', 'b1', 'act_1', 1);
INSERT INTO meta_campaigns (id, meta_ad_account_id, meta_campaign_id, brand_id, name, objective)
    VALUES ('mc1', 'act_1', '11', 'b1', 'Campaign', 'OUTCOME_SALES');
INSERT INTO meta_adsets (id, meta_ad_account_id, meta_adset_id, meta_campaign_id) VALUES ('ms1', 'act_1', '21', '11');
INSERT INTO meta_ads_performance (id, brand_id, meta_ad_account_id, meta_ad_id, meta_adset_id, meta_campaign_id, date, spend,
    impressions, link_ctr, fetched_at)
    VALUES ('mp1', 'b1', 'act_1', '31', '21', '11', '2026-02-01', 12.34, 1000, 1.25, 1770000000000);
INSERT INTO meta_ad_mapping (id, generated_ad_id, meta_ad_id, meta_ad_account_id) VALUES ('mm1', 'g1', '31', 'act_1');
INSERT INTO meta_ad_assets (id, brand_id, meta_ad_id, asset_type, status) VALUES ('ma1', 'b1', '31', 'image', 'downloaded');
INSERT INTO meta_ad_destinations (id, brand_id, meta_ad_id, destination_url, canonical_url)
    VALUES ('md1', 'b1', '31', 'https://example.com/launch?x=1', 'example.com/launch');
INSERT INTO meta_ad_product_matches (id, brand_id, meta_ad_id, product_id) VALUES ('mx1', 'b1', '31', 'p1');
INSERT INTO brand_landing_pages (id, brand_id, url) VALUES ('lp1', 'b1', 'https://example.com/launch');
INSERT INTO ad_intelligence_runs (id, brand_id, status) VALUES ('ai1', 'b1', 'completed');
INSERT INTO ad_creative_classifications (id, brand_id, run_id, meta_ad_id, creative_format, classified_at)
    VALUES ('ac1', 'b1', 'ai1', '31', 'image_static', 1770000000000);
INSERT INTO ad_intelligence_baselines (id, brand_id, run_id, awareness_level, creative_format, video_length_bucket,
    campaign_objective, date_range_start, date_range_end, sample_size, unique_ads, computed_at)
    VALUES ('ab1', 'b1', 'ai1', 'all', 'all', 'all', 'all', '2026-01-01', '2026-01-31', 10, 3, 1770000000000);
INSERT INTO ad_intelligence_diagnostics (id, brand_id, run_id, meta_ad_id, overall_health, baseline_id, classification_id,
    diagnosed_at) VALUES ('ad1', 'b1', 'ai1', '31', 'warning', 'ab1', 'ac1', 1770000000000);
INSERT INTO ad_intelligence_recommendations (id, brand_id, run_id, diagnostic_id, title, category, priority, summary,
    action_type) VALUES ('ar1', 'b1', 'ai1', 'ad1', 'Watch it', 'test', 'low', 'Costs rise.', 'monitor');
