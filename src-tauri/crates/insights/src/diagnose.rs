//! From facts to findings.

use std::collections::{BTreeMap, BTreeSet};

use units::{AccountDate, DayRange, GraphId, Level, Money, ObjectiveFamily, Ratio, Sums};

use crate::account::{Shift, TrackingBreak, shift, tracking_break};
use crate::baseline::{Baselines, usual_frequency};
use crate::facts::{AccountFacts, AdFacts};
use crate::finding::{Diagnosis, Evidence, Finding, Health, Severity, Skipped, confidence, ratio};
use crate::metric::Value;
use crate::recommend::recommendations;
use crate::result::ResultKind;
use crate::rules::{About, Fire, Outcome, RULES, Rule};
use crate::verdict::{self, Launch};
use crate::window::{Unit, View};

/// Impressions below which nothing is said about an ad.
const IMPRESSIONS: u64 = 300;
/// Spend below which nothing is said about an ad, in what a result may cost.
const SPEND: f64 = 2.0;
/// A pure share of the account's spend takes its place where there is neither target nor result.
const SPEND_SHARE: f64 = 0.005;

/// What is said about an ad besides the twelve rules.
const VERDICTS: [&str; 3] = ["tired", "over_target", "hardly_any_spend"];
/// What is said about the account.
const DETECTORS: [&str; 2] = ["tracking_break", "account_shift"];

/// Everything that the facts say.
#[must_use]
pub fn diagnose(facts: &AccountFacts) -> Diagnosis {
    let account = AccountView::of(facts);
    let mut notes = Notes::default();
    account.note_detectors(&mut notes);
    let (mut judged, mut total) = (0_i64, 0_i64);
    let mut health = Vec::new();
    for ad in &facts.ads {
        let view = account.view(ad);
        if view.sums.impressions.get() == 0 {
            continue;
        }
        total += view.sums.spend.micros();
        let before = notes.findings.len();
        let is_judged = account.is_judged(&view);
        if is_judged {
            judged += view.sums.spend.micros();
        }
        account.judge(&view, is_judged, &mut notes);
        health.push((ad.id.clone(), state(is_judged, &notes.findings[before..])));
    }
    if health.is_empty() {
        notes.skip_all();
    }
    let mut findings = notes.findings;
    findings.sort_by(|a, b| {
        (a.level != Level::Account, b.spend.micros(), &a.ad, a.rule).cmp(&(
            b.level != Level::Account,
            a.spend.micros(),
            &b.ad,
            b.rule,
        ))
    });
    let skipped = notes
        .skipped
        .into_iter()
        .map(|((rule, why), ads)| Skipped { rule, why, ads: u32::try_from(ads.len()).unwrap_or(u32::MAX) })
        .collect();
    Diagnosis {
        recommendations: recommendations(&findings, facts),
        findings,
        skipped,
        judged_spend_share: Ratio::of_i64(judged, total),
        health,
        launches: account.launches(),
        currency: facts.currency,
    }
}

/// Ads that were launched in the last fortnight, newest first.
#[must_use]
pub fn launches(facts: &AccountFacts) -> Vec<Launch> {
    AccountView::of(facts).launches()
}

/// For every ad that has a target and a result: the chance that its true cost per result is under the target.
#[must_use]
pub fn chances_under_target(facts: &AccountFacts) -> Vec<(GraphId, Ratio)> {
    let account = AccountView::of(facts);
    let chance = |ad: &AdFacts| {
        let view = account.view(ad);
        let sums = view.tracked(facts.range);
        verdict::chance_under_target(&view, &sums, account.rate).map(|chance| (ad.id.clone(), ratio(chance)))
    };
    facts.ads.iter().filter_map(chance).collect()
}

#[derive(Debug, Default)]
struct Notes {
    findings: Vec<Finding>,
    skipped: BTreeMap<(&'static str, String), BTreeSet<GraphId>>,
}

impl Notes {
    fn skip(&mut self, rule: &'static str, why: String, ad: &GraphId) {
        self.skipped.entry((rule, why)).or_default().insert(ad.clone());
    }
}

impl Notes {
    /// Nothing was there to look at: every rule that found nothing says so, or silence would look like health.
    fn skip_all(&mut self) {
        let found: BTreeSet<&str> = self.findings.iter().map(|finding| finding.rule).collect();
        let rules = RULES.iter().map(|rule| rule.name).chain(VERDICTS).chain(DETECTORS);
        for rule in rules.filter(|rule| !found.contains(rule)) {
            self.skipped.entry((rule, "no delivery is stored for these days".to_owned())).or_default();
        }
    }
}

struct AccountView<'a> {
    facts: &'a AccountFacts,
    baselines: Baselines,
    usual_frequency: Option<f64>,
    result: ResultKind,
    broken: TrackingBreak,
    shift: Option<Shift>,
    spend: Money,
    /// What the account pays for a result over the range, where it had at least five.
    cost: Option<Money>,
    /// Results per spend of the account, in those that the target would give.
    rate: f64,
}

impl<'a> AccountView<'a> {
    fn of(facts: &'a AccountFacts) -> Self {
        let result = facts.aims.result.unwrap_or_else(|| main_result(facts));
        let broken = tracking_break(facts, result);
        let sums = facts
            .ads
            .iter()
            .map(|ad| ad.sum(facts.days, facts.range, facts.currency, |day| !broken.days.contains(&day)))
            .reduce(|a, b| a.checked_add(&b).unwrap_or(a))
            .unwrap_or_else(|| Sums::none(facts.currency));
        let results = result.of(&sums).map_or(0.0, |results| results.micros() as f64 / 1e6);
        let cost = (results >= 5.0)
            .then(|| Money::from_micros((sums.spend.micros() as f64 / results).round() as i64, facts.currency))
            .filter(|cost| cost.micros() > 0);
        let rate = facts
            .aims
            .target_cost()
            .zip(cost)
            .and_then(|(target, cost)| target.over(cost))
            .map_or(1.0, Ratio::fraction);
        Self {
            facts,
            baselines: Baselines::of(facts),
            usual_frequency: usual_frequency(facts),
            result,
            shift: shift(facts, result, &broken.days),
            broken,
            spend: sums.spend,
            cost,
            rate: rate.clamp(0.2, 5.0),
        }
    }

    fn launches(&self) -> Vec<Launch> {
        let mut launches: Vec<Launch> =
            self.facts.ads.iter().filter_map(|ad| verdict::launch(&self.view(ad))).collect();
        launches.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.ad.cmp(&b.ad)));
        launches
    }

    fn view<'v>(&'v self, ad: &'v AdFacts) -> View<'v> {
        let family = ad.objective.family();
        let own = ResultKind::of_family(family);
        // The account's result counts for campaigns that are after it; others are judged by their own objective.
        let result = match ad.aims.result {
            Some(result) if own.is_none() || result.family() == family => Some(result),
            _ => own,
        };
        let is_main = result == Some(self.result);
        let unit = ad
            .aims
            .target_cost()
            .filter(|_target| is_main)
            .map(|cost| Unit { cost, is_target: true })
            .or_else(|| self.cost.filter(|_cost| is_main).map(|cost| Unit { cost, is_target: false }));
        let sums = ad.sum(self.facts.days, self.facts.range, self.facts.currency, |_day| true);
        let delivered = self
            .facts
            .days
            .days()
            .zip(&ad.days)
            .filter(|(day, sums)| self.facts.range.contains(*day) && sums.is_some_and(|s| s.impressions.get() > 0))
            .count();
        View {
            facts: self.facts,
            ad,
            result,
            unit,
            cohort: self.baselines.for_ad(ad),
            usual_frequency: self.usual_frequency,
            broken: &self.broken.days,
            sums,
            days: u32::try_from(delivered).unwrap_or(u32::MAX),
        }
    }

    /// Whether enough was delivered to say anything, in multiples of what a result may cost.
    fn is_judged(&self, view: &View<'_>) -> bool {
        let spent_enough = match view.in_units(view.sums.spend) {
            Some(units) => units >= SPEND,
            None => view.sums.spend.over(self.spend).is_some_and(|share| share.fraction() >= SPEND_SHARE),
        };
        view.sums.impressions.get() >= IMPRESSIONS && spent_enough
    }

    fn judge(&self, view: &View<'_>, is_judged: bool, notes: &mut Notes) {
        for rule in &RULES {
            let outcome = if !view.ad.is_active {
                Outcome::NotConcerned
            } else if let Some(why) = self.held_back(rule, view) {
                Outcome::Skipped(why)
            } else if !is_judged && rule.name != "impression_starvation" {
                Outcome::Skipped("too little spend or fewer than 300 impressions".into())
            } else {
                rule.apply(view)
            };
            note(notes, rule.name, view, self.facts.range, outcome);
        }
        let factor = self.shift.as_ref().map_or(1.0, |shift| shift.factor);
        let tired = self.unless_held_back(view, || verdict::tired(view, factor));
        note(notes, "tired", view, view.last(7), tired);
        let dear = self.unless_held_back(view, || verdict::over_target(view, self.rate));
        note(notes, "over_target", view, view.last(14), dear);
        let gem = self.unless_held_back(view, || verdict::gem(view, self.rate, self.spend));
        note(notes, "hardly_any_spend", view, view.last(14), gem);
    }

    fn unless_held_back(&self, view: &View<'_>, judge: impl FnOnce() -> Outcome) -> Outcome {
        match self.held_back_verdict() {
            Some(why) if view.ad.is_active => Outcome::Skipped(why.into()),
            _ => judge(),
        }
    }

    fn held_back(&self, rule: &Rule, view: &View<'_>) -> Option<String> {
        if rule.about != About::Results {
            return None;
        }
        if view.ad.objective.family() == ObjectiveFamily::Unknown && view.ad.aims.result.is_none() {
            return Some("the objective was never known".into());
        }
        self.held_back_verdict().map(str::to_owned)
    }

    fn held_back_verdict(&self) -> Option<&'static str> {
        if self.broken.goes_on {
            return Some("tracking looks broken: results are missing in the whole account");
        }
        match &self.shift {
            Some(shift) if shift.factor > 1.0 => Some("the whole account became dearer: that is not one ad's doing"),
            _ => None,
        }
    }

    fn note_detectors(&self, notes: &mut Notes) {
        let mut add = |rule, severity, since: AccountDate, until: AccountDate, spend, evidence: Vec<Evidence>| {
            notes.findings.push(Finding {
                rule,
                severity,
                confidence: ratio(0.95),
                level: Level::Account,
                ad: None,
                name: None,
                campaign: None,
                campaign_name: None,
                since,
                until,
                spend,
                evidence,
            });
        };
        // Days between two breaks are whole and may be judged by: each break is told with its own days.
        for stretch in &self.broken.stretches {
            let goes_on = stretch.until == self.facts.range.until();
            let severity = if goes_on { Severity::Critical } else { Severity::Warning };
            let days = self.broken.days.range(stretch.since..=stretch.until);
            let spend = days.filter_map(|day| self.facts.total(*day)).map(|sums| sums.spend.micros()).sum();
            let spend = Money::from_micros(spend, self.facts.currency);
            add("tracking_break", severity, stretch.since, stretch.until, spend, stretch.evidence.clone());
        }
        if let Some(shift) = &self.shift {
            let severity = if shift.factor > 1.0 { Severity::Warning } else { Severity::Info };
            let mut evidence = shift.evidence.clone();
            evidence.push(Evidence::of("factor", Value::Ratio(ratio(shift.factor))));
            add("account_shift", severity, shift.range.since(), shift.range.until(), shift.spend, evidence);
        }
    }
}

/// The result that most of the spend is after.
fn main_result(facts: &AccountFacts) -> ResultKind {
    let mut spend: BTreeMap<&'static str, (ResultKind, i64)> = BTreeMap::new();
    for ad in &facts.ads {
        if let Some(kind) = ResultKind::of_family(ad.objective.family()) {
            let sums = ad.sum(facts.days, facts.range, facts.currency, |_day| true);
            spend.entry(kind.word()).or_insert((kind, 0)).1 += sums.spend.micros();
        }
    }
    spend.into_values().max_by_key(|(_kind, spend)| *spend).map_or(ResultKind::Purchases, |(kind, _spend)| kind)
}

/// Notes what a rule says; `days` are those that it looked at.
fn note(notes: &mut Notes, rule: &'static str, view: &View<'_>, days: DayRange, outcome: Outcome) {
    match outcome {
        Outcome::Passes | Outcome::NotConcerned => {}
        Outcome::Skipped(why) => notes.skip(rule, why, &view.ad.id),
        Outcome::Fires(fire) => notes.findings.push(finding(rule, view, days, fire)),
    }
}

fn finding(rule: &'static str, view: &View<'_>, days: DayRange, fire: Fire) -> Finding {
    Finding {
        rule,
        severity: fire.severity,
        confidence: confidence(fire.deviation, view.days, view.sums.impressions.get()),
        level: Level::Ad,
        ad: Some(view.ad.id.clone()),
        name: view.ad.name.clone(),
        campaign: view.ad.campaign.clone(),
        campaign_name: view.ad.campaign_name.clone(),
        since: days.since(),
        until: days.until(),
        spend: view.over(days).spend,
        evidence: fire.evidence,
    }
}

fn state(is_judged: bool, findings: &[Finding]) -> Health {
    if findings.iter().any(|f| f.severity == Severity::Critical) {
        Health::Critical
    } else if findings.iter().any(|f| f.severity == Severity::Warning) {
        Health::Warning
    } else if is_judged {
        Health::Healthy
    } else {
        Health::InsufficientData
    }
}
