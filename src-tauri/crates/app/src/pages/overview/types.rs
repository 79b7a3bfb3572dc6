//! What the Overview page gets: facts and codes; the window has the words.

use insights::LaunchState;
use serde::Serialize;
use specta::Type;
use units::{AccountDate, AccountId, GraphId, JobId, Level, Money, Quantity, Ratio, Timestamp, Zone};

use crate::pages::figures::{DayPoint, Days, Figures, PageAims};

/// The Overview page of one account over some days.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OverviewPage {
    /// Whose.
    pub account: AccountId,
    /// What the account is aimed at.
    pub aims: PageAims,
    /// The newest complete day that is stored.
    pub yesterday: Option<OneDay>,
    /// Today so far, where something of it is stored.
    pub today: Option<OneDay>,
    /// First day whose results still grow.
    pub counting_since: AccountDate,
    /// What a person should look at, most money first; at most five.
    pub needs: Vec<Need>,
    /// How many there are in all.
    pub needs_total: u32,
    /// What holds for the whole account: nobody is asked for an act, and its figures are to be read with it.
    pub notes: Vec<AccountNote>,
    /// Days that were never read, inside the range.
    pub unsynced: Vec<AccountDate>,
    /// The month's budget; `None` where none is set.
    pub pacing: Option<Pacing>,
    /// Ads of the last fourteen days.
    pub launched: Launched,
    /// The range.
    pub figures: Figures,
    /// The days to compare with.
    pub previous: Option<Figures>,
    /// What is compared in place of the two where tracking was broken on a day of either.
    pub tracked: Option<Tracked>,
    /// From the first to the last day of the wanted comparison for which there is no data; then no totals are compared.
    pub uncompared: Option<Days>,
    /// The first day with anything delivered, where the range begins before it: its totals are those of later days.
    pub begins: Option<AccountDate>,
    /// Each day of the comparison (if any), then each day of the range, oldest first.
    pub days: Vec<DayPoint>,
    /// How many of [`Self::days`] belong to the comparison.
    pub before: u32,
    /// What the monthly budget and the target make of the range.
    pub plan: Option<Plan>,
    /// What the account usually has: the middle of its last 90 days.
    pub usual: Usual,
    /// The best ads of the range.
    pub best: Best,
    /// The next due runs, soonest first; at most four.
    pub next: Vec<NextRun>,
    /// How many jobs are paused.
    pub paused_jobs: u32,
    /// When the figures were last read from Meta.
    pub data_as_of: Option<Timestamp>,
    /// Which days that were never here a sync is bringing now.
    pub filling: Option<Filling>,
}

/// Figures of results without the days on which tracking was broken.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Tracked {
    /// The days that are left out, oldest first.
    pub left_out: Vec<AccountDate>,
    /// The other days of the range.
    pub figures: Figures,
    /// How many these are.
    pub days: u32,
    /// The other days of the comparison.
    pub previous: Figures,
    /// How many these are.
    pub previous_days: u32,
}

/// A sync that brings days that were never here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
pub struct Filling {
    /// Which part of the history.
    pub part: FillingPart,
    /// Days that are stored already.
    pub days: u32,
}

/// Parts of the history in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FillingPart {
    /// The newest seven days.
    Newest,
    /// The rest of the first 90.
    FirstDays,
    /// What is older.
    History,
}

/// The share of the monthly budget that falls on the range.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// Budget ÷ days of the month × days of the range.
    pub spend: Money,
    /// Results that this would bring at the target cost.
    pub results: Option<Quantity>,
}

/// One day in figures.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OneDay {
    /// Which.
    pub day: AccountDate,
    /// What was done.
    pub figures: Figures,
    /// Whether its results still grow.
    pub counting: bool,
}

/// Why something needs a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum NeedKind {
    /// Two signals of fatigue agree: seen often, and clicked less than before.
    Tired,
    /// Much spent without a result.
    NoResult,
    /// Good results on hardly any spend.
    HardlyAnySpend,
    /// Its results cost far more than the target.
    Expensive,
    /// The account's results stopped while it went on spending: perhaps the tracking broke.
    TrackingBreak,
    /// Meta does not deliver it: rejected or with issues.
    NotDelivering,
}

/// One thing that needs a look.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// Why.
    pub kind: NeedKind,
    /// What level it is about.
    pub level: Level,
    /// Which object.
    pub id: GraphId,
    /// Its name.
    pub name: String,
    /// The campaign it is in.
    pub campaign: Option<String>,
    /// Its picture, by content hash.
    pub picture: Option<String>,
    /// The days the evidence is from.
    pub days: Days,
    /// What is spent on it in those days.
    pub spend: Money,
    /// Results in those days.
    pub results: Option<Quantity>,
    /// What one cost in those days.
    pub cost_per_result: Option<Money>,
    /// What one cost before.
    pub cost_before: Option<Money>,
    /// Amount spent as a multiple of the target cost.
    pub times_target: Option<Ratio>,
    /// Link click-through rate.
    pub ctr_link: Option<Ratio>,
    /// The same before.
    pub ctr_before: Option<Ratio>,
    /// The account's.
    pub ctr_account: Option<Ratio>,
    /// Windowed frequency.
    pub frequency: Option<Ratio>,
    /// Chance of no result at all if the target were met, or that it beats the target: by kind.
    pub chance: Option<Ratio>,
    /// The day it started.
    pub running_since: Option<AccountDate>,
    /// What Meta says about its delivery.
    pub issue: Option<String>,
}

/// Something about the whole account in the days that are judged.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AccountNote {
    /// What.
    pub kind: AccountNoteKind,
    /// The days that it is about.
    pub days: Days,
    /// What was spent on them.
    pub spend: Money,
    /// Cost per result as a multiple of what it was before, where it moved.
    pub factor: Option<Ratio>,
}

/// What can be the matter with a whole account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AccountNoteKind {
    /// Results were missing although people clicked; by now they come again.
    TrackingBroke,
    /// Results of the ads with most of the spend became dearer at once.
    Dearer,
    /// Results of the ads with most of the spend became cheaper at once.
    Cheaper,
}

/// How the month goes.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Pacing {
    /// First day of the month.
    pub month: AccountDate,
    /// Days that are over and stored.
    pub days_done: u32,
    /// Days in the month.
    pub days: u32,
    /// Spent so far.
    pub spent: Money,
    /// The budget.
    pub budget: Money,
    /// The mean of the last seven days.
    pub per_day: Money,
    /// Where it lands at that rate.
    pub lands_at: Money,
    /// Landing ÷ budget − 1.
    pub off_by: Option<Ratio>,
}

/// Ads that started in the last fourteen days.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Launched {
    /// How many.
    pub total: u32,
    /// The day most of them started, and how many on it.
    pub busiest: Option<BusiestDay>,
    /// By state, in the order of [`LaunchState`]; empty states left out.
    pub groups: Vec<LaunchGroup>,
}

/// The day with the most launches.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BusiestDay {
    /// Which.
    pub day: AccountDate,
    /// How many.
    pub ads: u32,
}

/// Launches of one state.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LaunchGroup {
    /// Which state.
    pub state: LaunchState,
    /// How many.
    pub total: u32,
    /// The ones with the most spend, at most seven.
    pub ads: Vec<AdBrief>,
}

/// An ad as a picture with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AdBrief {
    /// Which.
    pub id: GraphId,
    /// Its name.
    pub name: String,
    /// Its picture, by content hash.
    pub picture: Option<String>,
}

/// What is usual in the account.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Usual {
    /// Middle link click-through rate of the stored days of the last 90.
    pub ctr_link: Option<Ratio>,
    /// Middle amount spent on a day.
    pub spend_per_day: Option<Money>,
}

/// The best ads of the range.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Best {
    /// Least spend to be judged.
    pub at_least: Money,
    /// What they are ordered by.
    pub by: BestBy,
    /// At most six.
    pub ads: Vec<BestAd>,
    /// Their share of the range's spend together.
    pub share: Option<Ratio>,
}

/// What the best ads are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum BestBy {
    /// Lowest cost per result.
    CostPerResult,
    /// Highest link click-through rate, where no results are reported.
    CtrLink,
}

/// One of the best.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BestAd {
    /// Which.
    pub ad: AdBrief,
    /// What it did.
    pub figures: Figures,
    /// Its share of the range's spend.
    pub share: Option<Ratio>,
}

/// A job that is due.
#[derive(Debug, Clone, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct NextRun {
    /// Which.
    pub id: JobId,
    /// What it is called.
    pub name: String,
    /// Its kind of work, as a word.
    pub job_type: String,
    /// When.
    pub at: Timestamp,
    /// Its zone.
    pub zone: Zone,
}
