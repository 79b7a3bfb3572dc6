// The names of figures, as in Ads Manager, and how each is made.

export const metrics = {
  spend: 'Amount spent',
  results: 'Results',
  costPerResult: 'Cost per result',
  purchaseRoas: 'Purchase ROAS',
  purchaseValue: 'Purchase value',
  ctrLink: 'CTR (link)',
  ctrAll: 'CTR (all)',
  cpcLink: 'CPC',
  cpm: 'CPM',
  impressions: 'Impressions',
  linkClicks: 'Link clicks',
  conversionRate: 'Results per link click',
  frequency: 'Frequency (7 days)',
  hookRate: 'Hook rate',
  holdRate: 'Hold rate',
  result: {
    purchases: 'Purchases',
    leads: 'Leads',
    registrations: 'Registrations',
    app_installs: 'App installs',
    add_to_carts: 'Adds to cart',
    checkouts: 'Checkouts',
    landing_page_views: 'Landing page views',
    link_clicks: 'Link clicks',
    post_engagements: 'Post engagements',
    impressions: 'Impressions'
  },
  /** The result as a counted word: one and many. */
  resultWord: {
    purchases: ['purchase', 'purchases'],
    leads: ['lead', 'leads'],
    registrations: ['registration', 'registrations'],
    app_installs: ['install', 'installs'],
    add_to_carts: ['add to cart', 'adds to cart'],
    checkouts: ['checkout', 'checkouts'],
    landing_page_views: ['landing page view', 'landing page views'],
    link_clicks: ['link click', 'link clicks'],
    post_engagements: ['engagement', 'engagements'],
    impressions: ['impression', 'impressions']
  } as Record<string, [string, string]>
};
