//! What the Performance page asks and gets.

use serde::{Deserialize, Serialize};
use specta::Type;
use units::{AccountDate, AccountId, Count, Delivery, GraphId, Level, Money, Quantity, Ratio, Timestamp};

use crate::pages::figures::{DayPoint, Days, Figures, PageAims, Scope};

/// Which rows, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PerformanceQuery {
    /// Whose and when.
    pub scope: Scope,
    /// Campaigns, ad sets or ads.
    pub level: Level,
    /// Which of them.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
}

/// Which rows are shown.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// Only what delivered in the range.
    pub delivered: bool,
    /// Only what is delivering now, or only what is not.
    pub delivery: DeliveryFilter,
    /// Only in these campaigns; empty is any.
    pub campaigns: Vec<GraphId>,
    /// Only in these ad sets; empty is any.
    pub ad_sets: Vec<GraphId>,
    /// Only against the target in this way.
    pub verdict: Option<Verdict>,
    /// Only with these words in the name (all of them), in any order and case; `is` by id too.
    pub search: String,
}

/// By delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryFilter {
    /// Whatever its state.
    Any,
    /// Active.
    Active,
    /// Paused, archived, deleted, rejected.
    NotActive,
}

/// How a row stands against the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// At or under the target.
    Good,
    /// Over it by less than a quarter.
    Over,
    /// Over it by more.
    FarOver,
    /// Too little spent to judge.
    TooLittle,
    /// Spent three targets or more, no result.
    NoResult,
    /// Its campaign is after another result than the one that counts, so the target says nothing about it.
    OtherResult,
    /// No target is set.
    NoTarget,
}

/// The order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Sort {
    /// By which column.
    pub by: Column,
    /// Largest first. Rows without a value are last either way.
    pub descending: bool,
}

/// The columns of the table and of its export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The name.
    Name,
    /// Delivery.
    Delivery,
    /// Amount spent.
    Spend,
    /// Results.
    Results,
    /// Cost per result.
    CostPerResult,
    /// Purchase ROAS.
    PurchaseRoas,
    /// Value of purchases.
    PurchaseValue,
    /// Link click-through rate.
    CtrLink,
    /// Click-through rate of all clicks.
    CtrAll,
    /// Cost per link click.
    CpcLink,
    /// Cost per 1,000 impressions.
    Cpm,
    /// Times shown.
    Impressions,
    /// Clicks on the link.
    LinkClicks,
    /// Results per link click.
    ConversionRate,
    /// Windowed frequency of the last seven days.
    Frequency,
    /// Hook rate.
    HookRate,
    /// Hold rate.
    HoldRate,
    /// Fourteen days in a line.
    Trend,
    /// Days since it started.
    Age,
}

/// The whole of a view: everything but its rows, which are asked for in slices.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PerformanceView {
    /// Names the computed result; slices are asked for by it.
    pub handle: u32,
    /// Whose.
    pub account: AccountId,
    /// Rows that match.
    pub rows: u32,
    /// Rows of this level that the filter hides.
    pub hidden: u32,
    /// How many campaigns, ad sets and ads match the filter.
    pub counts: LevelCounts,
    /// What the account is aimed at.
    pub aims: PageAims,
    /// All matching rows together: sums, and ratios from them; `None` if no day of the range was ever read.
    pub totals: Option<Figures>,
    /// The same over the days to compare with.
    pub totals_previous: Option<Figures>,
    /// Amount spent by the account in the range, for shares.
    pub account_spend: Money,
    /// What Meta's own totals of the account hold beyond all its ads; `None` where they agree, and for a selection.
    pub beyond_ads: Option<BeyondAds>,
    /// How many of the matching rows are or hold video ads.
    pub videos: u32,
    /// Each day of the range for all matching rows.
    pub days: Vec<DayPoint>,
    /// Each day of the comparison.
    pub days_previous: Vec<DayPoint>,
    /// Dated marks.
    pub marks: Vec<Mark>,
    /// First day whose results still grow.
    pub counting_since: AccountDate,
    /// Today so far, for all matching rows; never part of the range or of a comparison.
    pub today: Option<Figures>,
    /// Days of the range that were never read.
    pub unsynced: Vec<AccountDate>,
    /// The first day with anything delivered, where the range begins before it: its totals are those of later days.
    pub begins: Option<AccountDate>,
    /// Days of the range and of the comparison on which tracking was broken, oldest first.
    pub untracked: Vec<AccountDate>,
    /// From the least to the largest of what the small trends of all matching rows are drawn by, without the outermost
    /// twentieths; `None` without any. It is the same in every order of the rows.
    pub trend_scale: Option<[Ratio; 2]>,
    /// When the figures were last read from Meta.
    pub data_as_of: Option<Timestamp>,
    /// The attribution setting of the figures, as Meta writes it.
    pub attribution: Option<String>,
    /// Campaigns to filter by, most spend first.
    pub campaigns: Vec<Choice>,
    /// Windowed frequency of the account's last seven days.
    pub account_frequency: Option<Ratio>,
}

/// What no ad of the file has but the account's totals do: ads that were removed at Meta.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct BeyondAds {
    /// Amount; negative if the ads have more.
    pub spend: Money,
    /// Impressions as a whole number; negative if the ads have more.
    pub impressions: String,
    /// Purchases.
    pub purchases: Option<Quantity>,
}

/// Rows per level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LevelCounts {
    /// Campaigns.
    pub campaigns: u32,
    /// Ad sets.
    pub ad_sets: u32,
    /// Ads.
    pub ads: u32,
}

/// Something to filter by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
pub struct Choice {
    /// Its id.
    pub id: GraphId,
    /// Its name.
    pub name: String,
}

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// When.
    pub day: AccountDate,
    /// What.
    pub kind: MarkKind,
    /// How many of them on that day.
    pub times: u32,
    /// Names or a short text, if there is one.
    pub text: Option<String>,
}

/// Kinds of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// Meta changed how something is counted.
    Platform,
    /// Budgets, bids or states were edited.
    Edit,
    /// Ads started.
    Launch,
    /// Days that were not read.
    Gap,
    /// A day on which tracking was broken: results are missing.
    Untracked,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PerformanceRow {
    /// Which.
    pub id: GraphId,
    /// Its name.
    pub name: String,
    /// The campaign it is in; none for campaigns.
    pub campaign: Option<Choice>,
    /// The ad set it is in; ads only.
    pub ad_set: Option<Choice>,
    /// How many ads it holds; none for ads.
    pub ads: Option<u32>,
    /// Meta's effective status.
    pub delivery: Option<Delivery>,
    /// Whether its ad set is still learning.
    pub learning: bool,
    /// Its picture, by content hash; for a campaign or ad set that of its ad with the most spend.
    pub picture: Option<String>,
    /// Whether it is a video.
    pub video: bool,
    /// Days since it started.
    pub age: Option<u32>,
    /// What it did in the range.
    pub figures: Figures,
    /// And in the days to compare with.
    pub previous: Option<Figures>,
    /// Its share of the spend of all matching rows.
    pub share: Option<Ratio>,
    /// Windowed frequency of the last seven days.
    pub frequency: Option<Ratio>,
    /// What a result may cost in it: its campaign's own target, or the account's; none where its campaign is after
    /// another result.
    pub target: Option<Money>,
    /// Cost per result ÷ target − 1.
    pub off_target: Option<Ratio>,
    /// How it stands.
    pub verdict: Verdict,
    /// Cost per result over the last fourteen days, each point over the seven days up to it; over more where these had
    /// no result, back to the last one. Gaps where nothing was spent.
    pub trend: Vec<Option<Ratio>>,
}

/// Rows from a place on.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
pub struct PerformanceSlice {
    /// The first row's place.
    pub offset: u32,
    /// The rows.
    pub rows: Vec<PerformanceRow>,
}

/// One object in the panel.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PerformanceDetail {
    /// The row.
    pub row: PerformanceRow,
    /// The words of the ad; none for other levels or where nothing is stored.
    pub copy: Option<AdCopy>,
    /// Each day since it started, at most 90.
    pub days: Vec<DayPoint>,
    /// Cost per result on each of them, as in [`PerformanceRow::trend`].
    pub costs: Vec<Option<Ratio>>,
    /// Dated marks of this object.
    pub marks: Vec<Mark>,
    /// The account over the same range.
    pub account: Figures,
    /// Chance that its true cost per result is under the target.
    pub chance: Option<Ratio>,
    /// Impressions of the range.
    pub impressions: Count,
    /// The days of the range.
    pub range: Days,
    /// First day whose results still grow.
    pub counting_since: AccountDate,
    /// The ads it holds with the most spend, for campaigns and ad sets; at most six.
    pub inside: Vec<Inside>,
    /// Which ads made here it is, or may be; ads only.
    pub made_here: MadeHere,
    /// Its results by attribution window; ads only.
    pub windows: Option<AdWindows>,
}

/// Results of an ad by attribution window.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdWindows {
    /// Whether the account asks for them.
    pub on: bool,
    /// Whether the result that counts has windows: clicks on the link and impressions have none.
    pub has_windows: bool,
    /// Days of the range.
    pub days: u32,
    /// Days of the range that were read with windows.
    pub days_read: u32,
    /// The attribution setting of the ad set as Meta writes it; several if it changed in the range.
    pub settings: Vec<String>,
    /// One row a window. Windows overlap, so they have no total. Empty while no day was read with them.
    pub rows: Vec<WindowRow>,
}

/// One attribution window.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WindowRow {
    /// Which, as Meta writes it.
    pub window: String,
    /// Results under it.
    pub results: Quantity,
    /// Amount spent on the days that were read with windows ÷ results.
    pub cost_per_result: Option<Money>,
    /// What the results were worth; purchases only.
    pub value: Option<Money>,
}

/// Which ads made here a Meta ad is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MadeHere {
    /// It is these.
    pub linked: Vec<OurAd>,
    /// By its name it may be one of these; a person decides.
    pub possible: Vec<OurAd>,
    /// Its name has a tag of ours that no ad of this file has.
    pub unknown_tag: Option<String>,
}

/// An ad that was made here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OurAd {
    /// What a link names: one of its files.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The template it was made with; `None` for ads from before there were templates here.
    pub template: Option<String>,
    /// The batch it is in, where Review shows it; `None` for older ads.
    pub batch: Option<String>,
    /// Whether a person made the link.
    pub by_person: bool,
}

/// The words of an ad.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdCopy {
    /// Primary text.
    pub primary_text: Option<String>,
    /// Headline.
    pub headline: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// The button.
    pub call_to_action: Option<String>,
    /// Where a click leads.
    pub link: Option<String>,
}

/// An ad inside a campaign or ad set.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Inside {
    /// Which.
    pub id: GraphId,
    /// Its name.
    pub name: String,
    /// Its picture, by content hash.
    pub picture: Option<String>,
    /// What it did.
    pub figures: Figures,
}

/// An ad found by name, for the palette.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    /// Which.
    pub id: GraphId,
    /// What it is.
    pub level: Level,
    /// Its name.
    pub name: String,
    /// Its picture, by content hash.
    pub picture: Option<String>,
}
