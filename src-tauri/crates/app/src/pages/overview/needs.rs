//! What needs a person: findings of the diagnosis that ask for a decision about one ad, and ads that Meta refuses to
//! deliver. The rules are those of [`insights`]; here they only get their evidence in the shape of the page.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use insights::{Evidence, Finding, Severity, Value};
use store::meta::PerformanceRow;
use units::{AccountId, DayRange, GraphId, Level, Money, Quantity, Ratio, Sums, Zone};

use super::judged::Verdict;
use super::types::{AccountNote, AccountNoteKind, Need, NeedKind};
use crate::pages::figures::{Days, Figures, PageAims};

/// At most so many are shown.
pub(super) const SHOWN: usize = 5;
/// Impressions that a click rate needs before it is shown as evidence.
const IMPRESSIONS: u64 = 1_000;

/// What needs are made from.
#[derive(Debug)]
pub(super) struct Case<'a> {
    /// Whose.
    pub account: &'a AccountId,
    /// Its zone.
    pub zone: Zone,
    /// Its aims.
    pub aims: &'a PageAims,
    /// What the rules say.
    pub verdicts: &'a [Verdict],
    /// Every ad over the newest fourteen complete days.
    pub fortnight: &'a [PerformanceRow],
    /// Those fourteen days.
    pub fortnight_days: DayRange,
    /// The account over the newest seven complete days.
    pub account_week: &'a Sums,
}

/// The need that a finding stands for; `None` for one that can wait.
pub(super) fn kind_of(finding: &Finding) -> Option<NeedKind> {
    match finding.rule {
        // A break that is over needs nobody now: it is a note.
        "tracking_break" => (finding.severity == Severity::Critical).then_some(NeedKind::TrackingBreak),
        // Before a result is overdue, waiting is right.
        "spend_no_conversions" => (finding.severity == Severity::Critical).then_some(NeedKind::NoResult),
        "over_target" => Some(NeedKind::Expensive),
        "tired" => Some(NeedKind::Tired),
        "hardly_any_spend" => Some(NeedKind::HardlyAnySpend),
        _ => None,
    }
}

/// What a finding about the account says that asks nobody for an act.
pub(super) fn note_kind_of(finding: &Finding) -> Option<AccountNoteKind> {
    match (finding.rule, finding.severity) {
        ("tracking_break", Severity::Critical) => None,
        ("tracking_break", _) => Some(AccountNoteKind::TrackingBroke),
        ("account_shift", Severity::Info) => Some(AccountNoteKind::Cheaper),
        ("account_shift", _) => Some(AccountNoteKind::Dearer),
        _ => None,
    }
}

/// What holds for the whole account, oldest first.
pub(super) fn notes(verdicts: &[Verdict]) -> Vec<AccountNote> {
    let note = |finding: &Finding| {
        let factor = finding.evidence.iter().find(|evidence| evidence.what == "factor");
        Some(AccountNote {
            kind: note_kind_of(finding)?,
            days: Days { since: finding.since, until: finding.until },
            spend: finding.spend,
            factor: factor.and_then(|factor| ratio(&factor.value)),
        })
    };
    let mut all: Vec<AccountNote> = verdicts.iter().filter_map(|verdict| note(&verdict.finding)).collect();
    all.sort_by_key(|note| note.days.since);
    all
}

/// Everything that needs a person: the account first, then one need an ad, most money first.
pub(super) fn needs(case: &Case<'_>) -> Vec<Need> {
    let rows: HashMap<&GraphId, &PerformanceRow> = case.fortnight.iter().map(|row| (&row.id, row)).collect();
    let judged = case.verdicts.iter().filter_map(|verdict| {
        let row = verdict.finding.ad.as_ref().and_then(|id| rows.get(id)).copied();
        Some(of_verdict(case, kind_of(&verdict.finding)?, verdict, row))
    });
    let mut all: Vec<Need> = case.fortnight.iter().filter_map(|row| not_delivering(case, row)).chain(judged).collect();
    all.sort_by_key(|need| gravity(need.kind));
    let mut seen = HashSet::new();
    all.retain(|need| seen.insert(need.id.clone()));
    all.sort_by_key(|need| (need.level != Level::Account, Reverse(need.spend.micros())));
    all
}

/// Which of several needs of one ad is told: the lowest.
const fn gravity(kind: NeedKind) -> u8 {
    match kind {
        NeedKind::TrackingBreak => 0,
        NeedKind::NotDelivering => 1,
        NeedKind::NoResult => 2,
        NeedKind::Tired => 3,
        NeedKind::Expensive => 4,
        NeedKind::HardlyAnySpend => 5,
    }
}

fn of_verdict(case: &Case<'_>, kind: NeedKind, verdict: &Verdict, row: Option<&PerformanceRow>) -> Need {
    let Verdict { finding, sums, started } = verdict;
    let figures = Figures::of(sums, case.aims.result);
    let is_account = finding.level == Level::Account;
    let id = finding.ad.clone().unwrap_or_else(|| GraphId(case.account.digits().to_owned()));
    let evidence = |what: &str| finding.evidence.iter().find(|evidence| evidence.what == what);
    let cost = evidence("cost_per_result");
    let ctr = evidence("ctr_link");
    let ratio_of = |what: &str| evidence(what).and_then(|evidence| ratio(&evidence.value));
    Need {
        kind,
        level: finding.level,
        name: if is_account { String::new() } else { finding.name.clone().unwrap_or_else(|| id.to_string()) },
        id,
        campaign: finding.campaign_name.clone(),
        picture: row.and_then(|row| row.picture.clone()),
        days: Days { since: finding.since, until: finding.until },
        // Days on which tracking was broken are no evidence, where the rule leaves them out.
        spend: evidence("spend").and_then(|evidence| money(&evidence.value)).unwrap_or(sums.spend),
        results: if is_account { Some(Quantity::ZERO) } else { figures.results },
        // As the table shows it; the rule's own figure only where the ad is after another result.
        cost_per_result: figures.cost_per_result.or_else(|| cost.and_then(|cost| money(&cost.value))),
        cost_before: cost.and_then(own_before).and_then(money),
        times_target: ratio_of("times_target"),
        ctr_link: ctr.and_then(|ctr| ratio(&ctr.value)).or_else(|| steady_ctr(sums)),
        ctr_before: ctr.and_then(own_before).and_then(ratio),
        ctr_account: if is_account { None } else { steady_ctr(case.account_week) },
        frequency: ratio_of("frequency_7d").or_else(|| row.and_then(frequency)),
        chance: ratio_of("chance_of_none").or_else(|| ratio_of("chance_under_target")),
        running_since: if is_account { Some(finding.since) } else { *started },
        issue: None,
    }
}

fn own_before(evidence: &Evidence) -> Option<&Value> {
    evidence.reference.as_ref().filter(|_value| evidence.against == Some("own_before"))
}

const fn ratio(value: &Value) -> Option<Ratio> {
    if let Value::Ratio(ratio) = value { Some(*ratio) } else { None }
}

const fn money(value: &Value) -> Option<Money> {
    if let Value::Money(money) = value { Some(*money) } else { None }
}

/// The click rate where enough impressions carry it.
fn steady_ctr(sums: &Sums) -> Option<Ratio> {
    (sums.impressions.get() >= IMPRESSIONS).then(|| Ratio::of(sums.link_clicks, sums.impressions)).flatten()
}

/// Impressions per person of the newest seven days.
pub(in crate::pages) fn frequency(row: &PerformanceRow) -> Option<Ratio> {
    let window = row.reach_7d?;
    Ratio::new(window.impressions as f64 / window.reach as f64)
}

/// It spent in the last days, and now Meta does not deliver it although nobody paused it.
fn not_delivering(case: &Case<'_>, row: &PerformanceRow) -> Option<Need> {
    let state = row.delivery.as_ref()?.as_str();
    let refused = matches!(state, "DISAPPROVED" | "WITH_ISSUES" | "PENDING_BILLING_INFO");
    if !refused || row.sums.spend.micros() == 0 {
        return None;
    }
    let figures = Figures::of(&row.sums, case.aims.result);
    Some(Need {
        kind: NeedKind::NotDelivering,
        level: Level::Ad,
        id: row.id.clone(),
        name: row.name.clone().unwrap_or_else(|| row.id.to_string()),
        campaign: row.campaign.as_ref().and_then(|(_, name)| name.clone()),
        picture: row.picture.clone(),
        days: Days::from(case.fortnight_days),
        spend: row.sums.spend,
        results: figures.results,
        cost_per_result: figures.cost_per_result,
        cost_before: None,
        times_target: None,
        ctr_link: None,
        ctr_before: None,
        ctr_account: None,
        frequency: None,
        chance: None,
        running_since: row.created.map(|at| case.zone.day_of(at)),
        issue: None,
    })
}
