//! What the simulator knows to be true: sums over its own rows, made without any of the code that answers requests.

use std::collections::BTreeMap;

use serde::Serialize;
use units::AccountDate;

use crate::world::{Account, Row, World};

/// Sums; money in major units as decimal text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Totals {
    /// Amount spent.
    pub spend: String,
    /// Impressions.
    pub impressions: u64,
    /// All clicks.
    pub clicks: u64,
    /// Link clicks.
    pub link_clicks: u64,
    /// Purchases.
    pub purchases: u64,
    /// Their value.
    pub purchase_value: String,
    /// Purchases by attribution window; windows overlap.
    pub windows: BTreeMap<&'static str, WindowTotals>,
}

/// Purchases under one attribution window.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct WindowTotals {
    /// How many.
    pub purchases: u64,
    /// Their value, in major units as decimal text.
    pub purchase_value: String,
}

/// The sums of one object or day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TruthRow {
    /// Id of the object (`act_…` for an account), or the day.
    pub id: String,
    /// Its name; empty for a day.
    pub name: String,
    /// Its account's digits.
    pub account_id: String,
    /// Effective status; empty for accounts and days.
    pub status: String,
    /// The sums.
    #[serde(flatten)]
    pub totals: Totals,
}

/// The sums of a range of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Truth {
    /// First day.
    pub since: AccountDate,
    /// Last day.
    pub until: AccountDate,
    /// By account.
    pub accounts: Vec<TruthRow>,
    /// By campaign.
    pub campaigns: Vec<TruthRow>,
    /// By ad set.
    pub adsets: Vec<TruthRow>,
    /// By ad, archived and deleted ones too.
    pub ads: Vec<TruthRow>,
    /// By account and day.
    pub days: Vec<TruthRow>,
    /// How many (ad, day) pairs delivered.
    pub ad_days: u64,
}

#[derive(Default)]
struct Sum {
    spend: u64,
    value: u64,
    /// Purchases and their value under a window.
    windows: BTreeMap<&'static str, (u64, u64)>,
    totals: Totals,
}

impl Sum {
    fn add(&mut self, row: &Row) {
        self.spend += u64::from(row.spend);
        self.value += u64::from(row.purchase_value);
        self.totals.impressions += u64::from(row.impressions);
        self.totals.clicks += u64::from(row.clicks);
        self.totals.link_clicks += u64::from(row.link_clicks);
        self.totals.purchases += u64::from(row.purchases);
        let clicked = (row.purchases - row.purchases_1d_view, row.purchase_value - row.value_1d_view);
        for (window, (purchases, value)) in [
            ("1d_click", (row.purchases_1d_click, row.value_1d_click)),
            ("7d_click", clicked),
            ("1d_view", (row.purchases_1d_view, row.value_1d_view)),
        ] {
            let sum = self.windows.entry(window).or_default();
            *sum = (sum.0 + u64::from(purchases), sum.1 + u64::from(value));
        }
    }

    fn finish(self, minor: i64) -> Totals {
        let text = |amount: u64| {
            let minor = u64::try_from(minor).unwrap_or(1);
            if minor == 1 { amount.to_string() } else { format!("{}.{:02}", amount / minor, amount % minor) }
        };
        let windows = self
            .windows
            .into_iter()
            .map(|(window, (purchases, value))| (window, WindowTotals { purchases, purchase_value: text(value) }));
        Totals { spend: text(self.spend), purchase_value: text(self.value), windows: windows.collect(), ..self.totals }
    }
}

impl Truth {
    pub(crate) fn of(world: &World, since: AccountDate, until: AccountDate, only: Option<&str>) -> Self {
        let mut truth = Self {
            since,
            until,
            accounts: vec![],
            campaigns: vec![],
            adsets: vec![],
            ads: vec![],
            days: vec![],
            ad_days: 0,
        };
        for account in world.accounts.iter().filter(|account| only.is_none_or(|digits| digits == account.digits)) {
            truth.add(account);
        }
        truth
    }

    fn add(&mut self, account: &Account) {
        let (mut ads, mut adsets, mut campaigns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (mut days, mut whole) = (BTreeMap::new(), Sum::default());
        let inside = |row: &&Row| (self.since.number()..=self.until.number()).contains(&row.day);
        let mut ad_days = 0;
        for row in account.rows.iter().filter(inside) {
            let ad = row.ad as usize;
            let adset = account.ads[ad].adset;
            ads.entry(ad).or_insert_with(Sum::default).add(row);
            adsets.entry(adset).or_insert_with(Sum::default).add(row);
            campaigns.entry(account.adsets[adset].campaign).or_insert_with(Sum::default).add(row);
            days.entry(row.day).or_insert_with(Sum::default).add(row);
            whole.add(row);
            ad_days += 1;
        }
        self.ad_days += ad_days;
        let minor = account.currency.minor_units_per_major();
        let row = |id: &str, name: &str, status: &str, sum: Sum| TruthRow {
            id: id.to_owned(),
            name: name.to_owned(),
            account_id: account.digits.clone(),
            status: status.to_owned(),
            totals: sum.finish(minor),
        };
        self.accounts.push(row(&format!("act_{}", account.digits), &account.name, "", whole));
        self.campaigns.extend(campaigns.into_iter().map(|(n, sum)| {
            let campaign = &account.campaigns[n];
            row(&campaign.id, &campaign.name, campaign.effective, sum)
        }));
        self.adsets.extend(
            adsets
                .into_iter()
                .map(|(n, sum)| row(&account.adsets[n].id, &account.adsets[n].name, account.adsets[n].effective, sum)),
        );
        self.ads.extend(
            ads.into_iter()
                .map(|(n, sum)| row(&account.ads[n].id, &account.ads[n].name, account.ads[n].effective, sum)),
        );
        self.days
            .extend(days.into_iter().map(|(day, sum)| row(&AccountDate::from_number(day).to_string(), "", "", sum)));
    }
}
