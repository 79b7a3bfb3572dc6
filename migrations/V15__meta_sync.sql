-- Ad accounts, what runs in them and what it did: our own tables.
--
-- Dimensions hold Meta's text ids once; facts use small integer keys. Days are days since 1970-01-01 in the account's
-- own zone, instants epoch milliseconds in UTC, money and counts of actions millionths. Derived tables (their names
-- begin with derived_) can be dropped and rebuilt from insight_rows at any time.

CREATE TABLE ad_accounts (
    key                INTEGER PRIMARY KEY,
    graph_id           TEXT    NOT NULL UNIQUE,           -- digits, without act_
    name               TEXT    NOT NULL,
    currency           TEXT    NOT NULL CHECK (length(currency) = 3),  -- XXX while never read
    time_zone          TEXT    NOT NULL,
    status             INTEGER,                            -- account_status; 1 is active
    amount_spent_micros INTEGER,
    spend_cap_micros   INTEGER,
    business_name      TEXT,
    created_time       INTEGER,
    graph_url          TEXT    NOT NULL,
    demo_story         TEXT,                               -- a demo account: which story, seed and last day
    demo_seed          INTEGER,
    demo_as_of         INTEGER,
    token_ref          TEXT,                               -- name of the secret in the keychain; never the secret
    token_last_four    TEXT,
    token_owner        TEXT,
    token_expires_at   INTEGER,                            -- NULL: never, or not known
    rights             TEXT CHECK (rights IS NULL OR json_valid(rights)),
    rights_checked_at  INTEGER,
    seen_metrics       INTEGER NOT NULL DEFAULT 0,         -- bit per metric that was ever reported
    connected_at       INTEGER NOT NULL,
    synced_at          INTEGER
) STRICT;

CREATE TABLE account_brands (
    account    INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    brand_id   TEXT    NOT NULL REFERENCES brands(id) ON DELETE CASCADE,
    is_primary INTEGER NOT NULL DEFAULT 0 CHECK (is_primary IN (0, 1)),
    PRIMARY KEY (account, brand_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_brands_by_brand ON account_brands(brand_id);

-- Which action_type stands for an event in this account. Overlapping names of one purchase must never be summed, and a
-- series must not jump between definitions, so the type is fixed per account; a better one replaces it once and for all.
CREATE TABLE account_result_types (
    account     INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    event       TEXT    NOT NULL,
    action_type TEXT    NOT NULL,
    locked_at   INTEGER NOT NULL,
    PRIMARY KEY (account, event)
) STRICT, WITHOUT ROWID;

CREATE TABLE result_type_changes (
    id       INTEGER PRIMARY KEY,
    account  INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    event    TEXT    NOT NULL,
    old_type TEXT    NOT NULL,
    new_type TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    run_id   TEXT,
    rows     INTEGER NOT NULL                              -- rows that were recomputed
) STRICT;

CREATE TABLE campaigns (
    key              INTEGER PRIMARY KEY,
    account          INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    graph_id         TEXT    NOT NULL,
    name             TEXT,
    objective        TEXT,                                 -- NULL: never known
    status           TEXT,
    effective_status TEXT,
    buying_type      TEXT,
    bid_strategy     TEXT,
    daily_budget_micros    INTEGER,
    lifetime_budget_micros INTEGER,
    spend_cap_micros INTEGER,
    special_ad_categories  TEXT CHECK (special_ad_categories IS NULL OR json_valid(special_ad_categories)),
    start_time       INTEGER,
    stop_time        INTEGER,
    created_time     INTEGER,
    updated_time     INTEGER,
    issues           TEXT CHECK (issues IS NULL OR json_valid(issues)),
    raw              TEXT CHECK (raw IS NULL OR json_valid(raw)),
    first_seen_at    INTEGER NOT NULL,
    read_at          INTEGER,                              -- NULL: known only from insights, not read yet
    UNIQUE (account, graph_id)
) STRICT;

CREATE TABLE ad_sets (
    key               INTEGER PRIMARY KEY,
    account           INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    campaign          INTEGER NOT NULL REFERENCES campaigns(key) ON DELETE CASCADE,
    graph_id          TEXT    NOT NULL,
    name              TEXT,
    status            TEXT,
    effective_status  TEXT,
    optimization_goal TEXT,
    billing_event     TEXT,
    bid_strategy      TEXT,
    bid_amount_micros INTEGER,
    attribution_spec  TEXT CHECK (attribution_spec IS NULL OR json_valid(attribution_spec)),
    destination_type  TEXT,
    promoted_object   TEXT CHECK (promoted_object IS NULL OR json_valid(promoted_object)),
    targeting         TEXT CHECK (targeting IS NULL OR json_valid(targeting)),
    daily_budget_micros    INTEGER,
    lifetime_budget_micros INTEGER,
    start_time        INTEGER,
    end_time          INTEGER,
    learning_stage    TEXT,
    created_time      INTEGER,
    updated_time      INTEGER,
    issues            TEXT CHECK (issues IS NULL OR json_valid(issues)),
    raw               TEXT CHECK (raw IS NULL OR json_valid(raw)),
    first_seen_at     INTEGER NOT NULL,
    read_at           INTEGER,
    UNIQUE (account, graph_id)
) STRICT;
CREATE INDEX ad_sets_by_campaign ON ad_sets(campaign);

CREATE TABLE creatives (
    key            INTEGER PRIMARY KEY,
    account        INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    graph_id       TEXT    NOT NULL,
    name           TEXT,
    object_type    TEXT,
    body           TEXT,
    headline       TEXT,
    description    TEXT,
    call_to_action TEXT,
    link_url       TEXT,
    image_hash     TEXT,
    video_id       TEXT,
    is_video       INTEGER CHECK (is_video IN (0, 1)),
    story_id       TEXT,
    raw            TEXT CHECK (raw IS NULL OR json_valid(raw)),
    first_seen_at  INTEGER NOT NULL,
    read_at        INTEGER,
    UNIQUE (account, graph_id)
) STRICT;

CREATE TABLE ads (
    key              INTEGER PRIMARY KEY,
    account          INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    campaign         INTEGER NOT NULL REFERENCES campaigns(key) ON DELETE CASCADE,
    ad_set           INTEGER NOT NULL REFERENCES ad_sets(key) ON DELETE CASCADE,
    creative         INTEGER REFERENCES creatives(key) ON DELETE SET NULL,
    graph_id         TEXT    NOT NULL,
    name             TEXT,
    status           TEXT,
    effective_status TEXT,
    created_time     INTEGER,
    updated_time     INTEGER,
    issues           TEXT CHECK (issues IS NULL OR json_valid(issues)),
    review_feedback  TEXT CHECK (review_feedback IS NULL OR json_valid(review_feedback)),
    raw              TEXT CHECK (raw IS NULL OR json_valid(raw)),
    first_seen_at    INTEGER NOT NULL,
    read_at          INTEGER,
    UNIQUE (account, graph_id)
) STRICT;
CREATE INDEX ads_by_campaign ON ads(campaign);
CREATE INDEX ads_by_ad_set ON ads(ad_set);
CREATE INDEX ads_by_creative ON ads(creative);

-- Pictures: facts and bytes apart, so that listing pictures never touches bytes. Content-addressed.
CREATE TABLE media (
    sha256     TEXT    PRIMARY KEY CHECK (length(sha256) = 64),
    mime       TEXT    NOT NULL,
    bytes      INTEGER NOT NULL,
    width      INTEGER,
    height     INTEGER,
    source     TEXT    NOT NULL,                           -- synced, rendered, imported
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE media_bytes (
    key    INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE REFERENCES media(sha256) ON DELETE CASCADE,
    data   BLOB NOT NULL
) STRICT;

-- The picture that stands for a creative. Addresses expire within days, so an address is a hint for one download.
CREATE TABLE creative_pictures (
    creative     INTEGER NOT NULL REFERENCES creatives(key) ON DELETE CASCADE,
    role         TEXT    NOT NULL CHECK (role IN ('image', 'video_poster', 'thumbnail')),
    sha256       TEXT    REFERENCES media(sha256) ON DELETE SET NULL,
    state        TEXT    NOT NULL CHECK (state IN ('stored', 'failed', 'not_downloadable')),
    reason       TEXT,
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_try_at  INTEGER,
    image_hash   TEXT,                                     -- what it was downloaded for
    fetched_at   INTEGER NOT NULL,
    PRIMARY KEY (creative, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX creative_pictures_by_media ON creative_pictures(sha256);

CREATE TABLE action_types (
    key  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
-- The types that most accounts have get fixed small keys; others are numbered from 1000 as they are met.
INSERT INTO action_types (key, name) VALUES
    (1, 'link_click'),
    (2, 'landing_page_view'),
    (3, 'omni_landing_page_view'),
    (4, 'outbound_click'),
    (5, 'page_engagement'),
    (6, 'post_engagement'),
    (7, 'post_reaction'),
    (8, 'comment'),
    (9, 'post'),
    (10, 'like'),
    (11, 'photo_view'),
    (12, 'video_view'),
    (13, 'lead'),
    (14, 'leadgen_grouped'),
    (15, 'onsite_conversion.lead_grouped'),
    (16, 'offsite_conversion.fb_pixel_lead'),
    (17, 'onsite_web_lead'),
    (18, 'omni_purchase'),
    (19, 'purchase'),
    (20, 'offsite_conversion.fb_pixel_purchase'),
    (21, 'onsite_conversion.purchase'),
    (22, 'onsite_web_purchase'),
    (23, 'onsite_web_app_purchase'),
    (24, 'app_custom_event.fb_mobile_purchase'),
    (25, 'web_in_store_purchase'),
    (26, 'web_app_in_store_purchase'),
    (27, 'omni_add_to_cart'),
    (28, 'add_to_cart'),
    (29, 'offsite_conversion.fb_pixel_add_to_cart'),
    (30, 'onsite_web_add_to_cart'),
    (31, 'onsite_web_app_add_to_cart'),
    (32, 'app_custom_event.fb_mobile_add_to_cart'),
    (33, 'omni_initiated_checkout'),
    (34, 'initiate_checkout'),
    (35, 'offsite_conversion.fb_pixel_initiate_checkout'),
    (36, 'onsite_web_initiate_checkout'),
    (37, 'app_custom_event.fb_mobile_initiated_checkout'),
    (38, 'omni_view_content'),
    (39, 'view_content'),
    (40, 'offsite_conversion.fb_pixel_view_content'),
    (41, 'onsite_conversion.view_content'),
    (42, 'onsite_web_view_content'),
    (43, 'onsite_web_app_view_content'),
    (44, 'app_custom_event.fb_mobile_content_view'),
    (45, 'omni_complete_registration'),
    (46, 'complete_registration'),
    (47, 'offsite_conversion.fb_pixel_complete_registration'),
    (48, 'app_custom_event.fb_mobile_complete_registration'),
    (49, 'omni_search'),
    (50, 'search'),
    (51, 'offsite_conversion.fb_pixel_search'),
    (52, 'omni_app_install'),
    (53, 'mobile_app_install'),
    (54, 'app_install'),
    (55, 'omni_activate_app'),
    (56, 'omni_custom'),
    (57, 'add_payment_info'),
    (58, 'offsite_conversion.fb_pixel_add_payment_info'),
    (59, 'offsite_conversion.fb_pixel_add_to_wishlist'),
    (60, 'offsite_conversion.fb_pixel_custom'),
    (61, 'onsite_conversion.messaging_conversation_started_7d'),
    (62, 'onsite_conversion.messaging_first_reply'),
    (63, 'onsite_conversion.post_save'),
    (64, 'onsite_conversion.post_net_like'),
    (65, 'onsite_conversion.post_net_comment'),
    (66, 'onsite_conversion.post_net_save'),
    (67, 'post_interaction_gross'),
    (68, 'post_interaction_net'),
    (69, 'onsite_conversion.flow_complete'),
    (70, 'onsite_conversion.post_unlike');

CREATE TABLE attribution_settings (
    key  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO attribution_settings (key, name) VALUES
    (1, '7d_click'), (2, '1d_view_7d_click'), (3, '1d_view_7d_click_1d_ev'), (4, '1d_click'), (5, '1d_view_1d_click'),
    (6, '28d_click'), (7, 'multiple'), (8, 'skan'), (9, 'default');

-- One ad on one day. NULL is "Meta sent no such key". The attribution setting is a column and not a part of the key: a
-- change of it must not make a second row. `actions` holds every action as `type:count/value`, separated by spaces,
-- where type is a key of action_types, count and value are decimals, and either may be missing (`12:3/57.5 18:3 19:/5`).
-- Facts refer to ads, campaigns and attribution settings without foreign keys: a bulk insert would look each of them up
-- row by row, and deleting one ad would scan all facts. An account is removed with its facts in one place in the code.
CREATE TABLE insight_rows (
    account                 INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    day                     INTEGER NOT NULL,
    ad                      INTEGER NOT NULL,
    attribution             INTEGER,
    spend_micros            INTEGER,
    impressions             INTEGER,
    clicks                  INTEGER,
    link_clicks             INTEGER,
    outbound_clicks         INTEGER,
    reach                   INTEGER,
    video_plays             INTEGER,
    thruplays               INTEGER,
    video_p25               INTEGER,
    video_p50               INTEGER,
    video_p75               INTEGER,
    video_p95               INTEGER,
    video_p100              INTEGER,
    video_avg_watch_ms      INTEGER,
    video_3s                INTEGER,
    purchases_micros        INTEGER,
    purchase_value_micros   INTEGER,
    add_to_carts_micros     INTEGER,
    checkouts_micros        INTEGER,
    content_views_micros    INTEGER,
    leads_micros            INTEGER,
    registrations_micros    INTEGER,
    app_installs_micros     INTEGER,
    landing_page_views_micros INTEGER,
    post_engagements_micros INTEGER,
    actions                 TEXT,
    PRIMARY KEY (account, day, ad)
) STRICT, WITHOUT ROWID;

-- Counts under single attribution windows, only where windows were asked for.
CREATE TABLE insight_windows (
    account      INTEGER NOT NULL,
    day          INTEGER NOT NULL,
    ad           INTEGER NOT NULL,
    action_type  INTEGER NOT NULL,
    window       TEXT    NOT NULL,
    count_micros INTEGER,
    value_micros INTEGER,
    PRIMARY KEY (account, day, ad, action_type, window)
) STRICT, WITHOUT ROWID;

-- The ledger of days: a day that is here and has no rows had no delivery; a day that is not here was never read.
CREATE TABLE synced_days (
    account    INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    day        INTEGER NOT NULL,
    complete   INTEGER NOT NULL CHECK (complete IN (0, 1)),  -- 0: the day was not over when it was read
    asked      INTEGER NOT NULL,                             -- groups of fields that were ever asked for
    rows       INTEGER NOT NULL,
    checksum   INTEGER NOT NULL,                             -- of the rows, to notice damage
    fetched_at INTEGER NOT NULL,
    run_id     TEXT,
    PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;

-- Totals as Meta reports them, removed ads included: what the sum of the rows is reconciled with.
CREATE TABLE account_totals (
    account                 INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    day                     INTEGER NOT NULL,
    spend_micros            INTEGER,
    impressions             INTEGER,
    clicks                  INTEGER,
    link_clicks             INTEGER,
    outbound_clicks         INTEGER,
    reach                   INTEGER,
    video_plays             INTEGER,
    thruplays               INTEGER,
    video_p25               INTEGER,
    video_p50               INTEGER,
    video_p75               INTEGER,
    video_p95               INTEGER,
    video_p100              INTEGER,
    video_avg_watch_ms      INTEGER,
    video_3s                INTEGER,
    purchases_micros        INTEGER,
    purchase_value_micros   INTEGER,
    add_to_carts_micros     INTEGER,
    checkouts_micros        INTEGER,
    content_views_micros    INTEGER,
    leads_micros            INTEGER,
    registrations_micros    INTEGER,
    app_installs_micros     INTEGER,
    landing_page_views_micros INTEGER,
    post_engagements_micros INTEGER,
    actions                 TEXT,
    fetched_at              INTEGER NOT NULL,
    PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_totals (
    account                 INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    day                     INTEGER NOT NULL,
    campaign                INTEGER NOT NULL,
    spend_micros            INTEGER,
    impressions             INTEGER,
    clicks                  INTEGER,
    link_clicks             INTEGER,
    outbound_clicks         INTEGER,
    reach                   INTEGER,
    video_plays             INTEGER,
    thruplays               INTEGER,
    video_p25               INTEGER,
    video_p50               INTEGER,
    video_p75               INTEGER,
    video_p95               INTEGER,
    video_p100              INTEGER,
    video_avg_watch_ms      INTEGER,
    video_3s                INTEGER,
    purchases_micros        INTEGER,
    purchase_value_micros   INTEGER,
    add_to_carts_micros     INTEGER,
    checkouts_micros        INTEGER,
    content_views_micros    INTEGER,
    leads_micros            INTEGER,
    registrations_micros    INTEGER,
    app_installs_micros     INTEGER,
    landing_page_views_micros INTEGER,
    post_engagements_micros INTEGER,
    actions                 TEXT,
    fetched_at              INTEGER NOT NULL,
    PRIMARY KEY (account, day, campaign)
) STRICT, WITHOUT ROWID;

-- Reach over 7 and 28 days. It does not add up and cannot be fetched later.
CREATE TABLE reach_windows (
    account      INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    level        TEXT    NOT NULL CHECK (level IN ('account', 'campaign', 'adset', 'ad')),
    object       INTEGER NOT NULL,                          -- key in the table of that level
    window_days  INTEGER NOT NULL,
    until_day    INTEGER NOT NULL,
    reach        INTEGER,
    impressions  INTEGER,
    spend_micros INTEGER,
    fetched_at   INTEGER NOT NULL,
    PRIMARY KEY (account, level, window_days, until_day, object)
) STRICT, WITHOUT ROWID;

-- What changed between two syncs. Meta keeps no such history.
CREATE TABLE object_changes (
    id        INTEGER PRIMARY KEY,
    account   INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    level     TEXT    NOT NULL CHECK (level IN ('account', 'campaign', 'adset', 'ad', 'creative')),
    object    INTEGER NOT NULL,
    field     TEXT    NOT NULL,
    old_value TEXT,
    new_value TEXT,
    at        INTEGER NOT NULL,
    run_id    TEXT
) STRICT;
CREATE INDEX object_changes_by_object ON object_changes(account, level, object, at);

-- Who changed what, as the account's own history tells it.
CREATE TABLE activities (
    id          INTEGER PRIMARY KEY,
    account     INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    event_time  INTEGER NOT NULL,
    event_type  TEXT    NOT NULL,
    object_id   TEXT    NOT NULL,
    object_name TEXT,
    actor       TEXT,
    extra       TEXT    NOT NULL DEFAULT '',
    UNIQUE (account, event_time, event_type, object_id, extra)
) STRICT;

-- Old rows that a later read changed or did not return any more: complete, one version a day.
CREATE TABLE restatements (
    account   INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    day       INTEGER NOT NULL,
    ad        INTEGER NOT NULL,
    logged_on INTEGER NOT NULL,                             -- account day of the read that replaced it
    kind      TEXT    NOT NULL CHECK (kind IN ('changed', 'vanished')),
    old_row   TEXT    NOT NULL CHECK (json_valid(old_row)), -- every column of insight_rows that was not NULL
    bytes     INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    run_id    TEXT,
    PRIMARY KEY (account, day, ad, logged_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_account_days (
    account                 INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    day                     INTEGER NOT NULL,
    ads                     INTEGER NOT NULL,
    spend_micros            INTEGER NOT NULL,
    impressions             INTEGER NOT NULL,
    clicks                  INTEGER NOT NULL,
    link_clicks             INTEGER NOT NULL,
    outbound_clicks         INTEGER NOT NULL,
    purchases_micros        INTEGER NOT NULL,
    purchase_value_micros   INTEGER NOT NULL,
    add_to_carts_micros     INTEGER NOT NULL,
    checkouts_micros        INTEGER NOT NULL,
    content_views_micros    INTEGER NOT NULL,
    leads_micros            INTEGER NOT NULL,
    registrations_micros    INTEGER NOT NULL,
    app_installs_micros     INTEGER NOT NULL,
    landing_page_views_micros INTEGER NOT NULL,
    post_engagements_micros INTEGER NOT NULL,
    video_impressions       INTEGER NOT NULL,
    video_plays             INTEGER NOT NULL,
    video_3s                INTEGER NOT NULL,
    thruplays               INTEGER NOT NULL,
    video_p25               INTEGER NOT NULL,
    video_p50               INTEGER NOT NULL,
    video_p75               INTEGER NOT NULL,
    video_p95               INTEGER NOT NULL,
    video_p100              INTEGER NOT NULL,
    video_watch_ms          INTEGER NOT NULL,
    PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE derived_campaign_days (
    account                 INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    campaign                INTEGER NOT NULL,
    day                     INTEGER NOT NULL,
    ads                     INTEGER NOT NULL,
    spend_micros            INTEGER NOT NULL,
    impressions             INTEGER NOT NULL,
    clicks                  INTEGER NOT NULL,
    link_clicks             INTEGER NOT NULL,
    outbound_clicks         INTEGER NOT NULL,
    purchases_micros        INTEGER NOT NULL,
    purchase_value_micros   INTEGER NOT NULL,
    add_to_carts_micros     INTEGER NOT NULL,
    checkouts_micros        INTEGER NOT NULL,
    content_views_micros    INTEGER NOT NULL,
    leads_micros            INTEGER NOT NULL,
    registrations_micros    INTEGER NOT NULL,
    app_installs_micros     INTEGER NOT NULL,
    landing_page_views_micros INTEGER NOT NULL,
    post_engagements_micros INTEGER NOT NULL,
    video_impressions       INTEGER NOT NULL,
    video_plays             INTEGER NOT NULL,
    video_3s                INTEGER NOT NULL,
    thruplays               INTEGER NOT NULL,
    video_p25               INTEGER NOT NULL,
    video_p50               INTEGER NOT NULL,
    video_p75               INTEGER NOT NULL,
    video_p95               INTEGER NOT NULL,
    video_p100              INTEGER NOT NULL,
    video_watch_ms          INTEGER NOT NULL,
    PRIMARY KEY (account, campaign, day)
) STRICT, WITHOUT ROWID;

-- All ads of one day in one value, column after column, for queries over many days and all ads.
CREATE TABLE derived_packed_days (
    account INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    day     INTEGER NOT NULL,
    version INTEGER NOT NULL,
    pack    BLOB    NOT NULL,
    PRIMARY KEY (account, day)
) STRICT, WITHOUT ROWID;

-- How fresh each kind of data is, per account.
CREATE TABLE account_datasets (
    account          INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    dataset_key      TEXT    NOT NULL,
    last_status      TEXT    NOT NULL CHECK (last_status IN ('completed', 'failed', 'running', 'unknown')),
    last_success_at  INTEGER,
    last_attempt_at  INTEGER NOT NULL,
    records_affected INTEGER,
    error_message    TEXT,
    last_run_id      TEXT,
    PRIMARY KEY (account, dataset_key)
) STRICT, WITHOUT ROWID;

-- Waits that Meta ordered. They outlive the process: a restart that forgot them would prolong the block.
CREATE TABLE graph_waits (
    account TEXT    NOT NULL,                               -- digits; '' for the whole app
    reason  TEXT    NOT NULL,
    until   INTEGER NOT NULL,
    since   INTEGER NOT NULL,
    PRIMARY KEY (account, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE graph_usage (
    account    TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    usage      TEXT    NOT NULL CHECK (json_valid(usage)),
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (account, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE request_counters (
    account  TEXT    NOT NULL,
    utc_day  INTEGER NOT NULL,
    host     TEXT    NOT NULL,
    endpoint TEXT    NOT NULL,
    requests INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    bytes    INTEGER NOT NULL,
    PRIMARY KEY (account, utc_day, host, endpoint)
) STRICT, WITHOUT ROWID;

-- What counts and what it may cost: per account (campaign 0), or for one campaign.
CREATE TABLE targets (
    account               INTEGER NOT NULL REFERENCES ad_accounts(key) ON DELETE CASCADE,
    campaign              INTEGER NOT NULL DEFAULT 0,
    result_kind           TEXT,
    target_cost_micros    INTEGER CHECK (target_cost_micros > 0),
    target_roas_micros    INTEGER CHECK (target_roas_micros > 0),
    average_order_micros  INTEGER CHECK (average_order_micros > 0),
    margin_micros         INTEGER CHECK (margin_micros BETWEEN 1 AND 1000000),
    monthly_budget_micros INTEGER CHECK (monthly_budget_micros > 0),
    skipped               INTEGER NOT NULL DEFAULT 0 CHECK (skipped IN (0, 1)),
    answered_at           INTEGER NOT NULL,
    PRIMARY KEY (account, campaign)
) STRICT, WITHOUT ROWID;

CREATE TABLE ad_destinations (
    ad              INTEGER NOT NULL REFERENCES ads(key) ON DELETE CASCADE,
    canonical_url   TEXT    NOT NULL,
    destination_url TEXT    NOT NULL,
    seen_at         INTEGER NOT NULL,
    PRIMARY KEY (ad, canonical_url)
) STRICT, WITHOUT ROWID;

-- Which generated ad runs as which Meta ad.
CREATE TABLE ad_links (
    ad               INTEGER NOT NULL REFERENCES ads(key) ON DELETE CASCADE,
    generated_ad_id  TEXT    NOT NULL REFERENCES generated_ads(id) ON DELETE CASCADE,
    linked_by        TEXT    NOT NULL,
    linked_at        INTEGER NOT NULL,
    PRIMARY KEY (ad, generated_ad_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ad_links_by_generated_ad ON ad_links(generated_ad_id);
