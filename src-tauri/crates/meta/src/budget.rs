//! How much may still be asked.
//!
//! A marketer's own app stays in the limited tier: a score of 60 in five minutes, one point a read and three a write,
//! and a block of five minutes beyond it. So we count ourselves and stop at 70 %, which is 42 reads; Meta's headers
//! and answers are obeyed on top. What was counted and what must be waited for can be saved and restored, so that a
//! restart does not run into a block it already knew of.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use units::Timestamp;

use crate::fault::Throttle;
use crate::usage::{Readings, Tier};

/// Points are forgotten after this time.
const DECAY: Duration = Duration::from_secs(300);
/// Of Meta's score we use this share, because others may use the same account.
const SHARE_PERCENT: u32 = 70;
/// At this reported percentage we pause before Meta does.
const FULL_PERCENT: f64 = 95.0;
/// How long, where the headers do not say.
const FULL_PAUSE: Duration = Duration::from_secs(120);
/// Pauses after throttling without a stated time, one after the other.
const PAUSES_MINUTES: [u64; 5] = [5, 10, 20, 40, 60];
/// How long after a throttle requests stay one at a time.
const CAREFUL: Duration = Duration::from_secs(15 * 60);

/// What a request costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Points(pub u32);

impl Points {
    pub const READ: Self = Self(1);
    pub const WRITE: Self = Self(3);
}

/// The part of the budget that outlives the process.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetState {
    /// The tier seen last.
    pub tier: Option<Tier>,
    /// No request before this instant.
    pub blocked_until: Option<Timestamp>,
    /// Since when: a block is as long as it was ordered to be, whatever becomes of the clock.
    #[serde(default)]
    pub blocked_at: Option<Timestamp>,
    /// When Meta last throttled.
    pub throttled_at: Option<Timestamp>,
    /// How often in a row Meta throttled without saying for how long.
    pub throttles_in_a_row: u32,
    /// Points spent in the last five minutes, by second.
    pub spent: VecDeque<Spent>,
}

impl BudgetState {
    /// A clock set back leaves a block and a throttle in the future: they begin now and last as long as they did.
    fn bring_back(&mut self, now: Timestamp) {
        if let (Some(since), Some(until)) = (self.blocked_at.or(self.throttled_at), self.blocked_until)
            && since > now
        {
            self.blocked_until = Some(now.plus(until.since(since)));
            self.blocked_at = Some(now);
        }
        self.throttled_at = self.throttled_at.map(|at| at.min(now));
    }
}

/// Points of one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spent {
    /// When.
    pub at: Timestamp,
    /// How many.
    pub points: u32,
}

/// The budget as a person may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct BudgetSnapshot {
    /// The tier; `None` before Meta named it, then the limited one is assumed.
    pub tier: Option<Tier>,
    /// Largest percentage of any of Meta's budgets in the newest reply that had one.
    pub percent: Option<f64>,
    /// No request before this instant; `None` if requests may go on.
    pub blocked_until: Option<Timestamp>,
    /// Points spent in the last five minutes.
    pub spent: u32,
    /// Points that we allow ourselves in five minutes.
    pub allowed: u32,
    /// Requests that may be in flight at once: four, or one on the limited tier, above half of any budget and for a
    /// quarter of an hour after a throttle.
    pub lanes: u32,
}

/// One budget that several clients spend from: whatever asks about an account, Meta counts it together. Clones are the
/// same budget.
#[derive(Debug, Clone, Default)]
pub struct SharedBudget(Arc<Mutex<Budget>>);

impl From<BudgetState> for SharedBudget {
    fn from(state: BudgetState) -> Self {
        Self(Arc::new(Mutex::new(Budget::restored(state))))
    }
}

impl SharedBudget {
    /// What a later process should know.
    #[must_use]
    pub fn state(&self) -> BudgetState {
        self.lock().state.clone()
    }

    /// Takes in what another process has noted, as of `now`. What both know counts once.
    pub fn absorb(&self, noted: BudgetState, now: Timestamp) {
        self.lock().absorb(noted, now);
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Budget> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts, and says when to wait.
#[derive(Debug, Default)]
pub(crate) struct Budget {
    state: BudgetState,
    percent: Option<f64>,
    /// Instants of entries that a clock which was set back left in the future, as they were noted: they count from when
    /// that was noticed, and where they come again from elsewhere they are the same ones.
    set_back: Vec<Timestamp>,
}

impl Budget {
    pub fn restored(state: BudgetState) -> Self {
        Self { state, percent: None, set_back: Vec::new() }
    }

    /// Entries of two processes have instants of their own; one that both have is the same one.
    fn absorb(&mut self, mut noted: BudgetState, now: Timestamp) {
        self.forget(now);
        noted.bring_back(now);
        for theirs in noted.spent {
            if self.set_back.contains(&theirs.at) {
                continue;
            }
            match self.state.spent.iter_mut().find(|ours| ours.at == theirs.at) {
                Some(ours) => ours.points = ours.points.max(theirs.points),
                None => self.state.spent.push_back(theirs),
            }
        }
        self.state.spent.make_contiguous().sort_by_key(|entry| entry.at);
        self.state.tier = self.state.tier.or(noted.tier);
        if noted.blocked_until > self.state.blocked_until {
            (self.state.blocked_until, self.state.blocked_at) = (noted.blocked_until, noted.blocked_at);
        }
        if noted.throttled_at > self.state.throttled_at {
            self.state.throttled_at = noted.throttled_at;
            self.state.throttles_in_a_row = self.state.throttles_in_a_row.max(noted.throttles_in_a_row);
        }
        self.forget(now);
    }

    /// Points that we allow ourselves in five minutes.
    pub fn allowed(&self) -> u32 {
        let score = match self.state.tier {
            Some(Tier::Full) => 9000,
            Some(Tier::Limited) | None => 60,
        };
        score * SHARE_PERCENT / 100
    }

    /// How many points are free at `now`; 0 while blocked.
    pub fn free(&mut self, now: Timestamp) -> u32 {
        self.forget(now);
        if self.blocked(now).is_some() { 0 } else { self.allowed().saturating_sub(self.spent()) }
    }

    /// Takes points, or says until when to wait. More than is ever allowed at once is let through when nothing else
    /// was spent: it could never run otherwise.
    pub fn take(&mut self, now: Timestamp, cost: Points) -> Result<(), Timestamp> {
        self.forget(now);
        if let Some(until) = self.blocked(now) {
            return Err(until);
        }
        let over = (self.spent() + cost.0).saturating_sub(self.allowed());
        if over > 0 && !self.state.spent.is_empty() {
            return Err(self.freed(over));
        }
        self.spend(now, cost);
        Ok(())
    }

    /// Takes in what a successful reply said. A percentage of almost 100 blocks.
    pub fn succeeded(&mut self, now: Timestamp, readings: &Readings) {
        self.forget(now);
        self.read(readings);
        self.state.throttles_in_a_row = 0;
        if readings.percent.is_some_and(|percent| percent >= FULL_PERCENT) {
            self.block(now, readings.regain.or(readings.account_reset).unwrap_or(FULL_PAUSE));
        }
    }

    /// Takes in what a failed reply said.
    pub fn failed(&mut self, readings: &Readings) {
        self.read(readings);
    }

    /// Meta throttles: says until when to wait.
    pub fn throttled(&mut self, now: Timestamp, kind: Throttle, readings: &Readings) -> Timestamp {
        self.forget(now);
        self.read(readings);
        let pause = match kind {
            Throttle::Hour => Duration::from_secs(3600),
            Throttle::Account => readings.account_reset.or(readings.regain).unwrap_or_else(|| self.block_length()),
            Throttle::UseCase => readings.regain.unwrap_or_else(|| self.next_pause()),
        };
        self.state.throttled_at = Some(now);
        self.state.throttles_in_a_row += 1;
        self.block(now, pause);
        self.state.blocked_until.unwrap_or(now)
    }

    pub fn snapshot(&mut self, now: Timestamp) -> BudgetSnapshot {
        self.forget(now);
        BudgetSnapshot {
            tier: self.state.tier,
            percent: self.percent,
            blocked_until: self.blocked(now),
            spent: self.spent(),
            allowed: self.allowed(),
            lanes: if self.is_careful(now) { 1 } else { 4 },
        }
    }

    fn is_careful(&self, now: Timestamp) -> bool {
        self.state.tier != Some(Tier::Full)
            || self.percent.is_some_and(|percent| percent >= 50.0)
            || self.state.throttled_at.is_some_and(|at| now.since(at) < CAREFUL)
    }

    fn read(&mut self, readings: &Readings) {
        self.state.tier = readings.tier.or(self.state.tier);
        self.percent = readings.percent.or(self.percent);
    }

    fn spend(&mut self, now: Timestamp, cost: Points) {
        match self.state.spent.back_mut() {
            Some(last) if now.since(last.at) < Duration::from_secs(1) => last.points += cost.0,
            _ => self.state.spent.push_back(Spent { at: now, points: cost.0 }),
        }
    }

    fn spent(&self) -> u32 {
        self.state.spent.iter().map(|entry| entry.points).sum()
    }

    /// When at least `points` more are free.
    fn freed(&self, mut points: u32) -> Timestamp {
        let mut at = Timestamp::from_millis(0);
        for entry in &self.state.spent {
            at = entry.at.plus(DECAY);
            if entry.points >= points {
                break;
            }
            points -= entry.points;
        }
        at
    }

    /// Drops what has decayed. A clock set back leaves entries in the future; they count from now on.
    fn forget(&mut self, now: Timestamp) {
        for entry in &mut self.state.spent {
            if entry.at > now {
                self.set_back.push(entry.at);
                entry.at = now;
            }
        }
        self.set_back.retain(|at| *at > now);
        self.state.bring_back(now);
        while self.state.spent.front().is_some_and(|entry| now.since(entry.at) >= DECAY) {
            self.state.spent.pop_front();
        }
    }

    fn blocked(&self, now: Timestamp) -> Option<Timestamp> {
        self.state.blocked_until.filter(|until| *until > now)
    }

    fn block(&mut self, now: Timestamp, pause: Duration) {
        let until = Some(now.plus(pause));
        if until > self.state.blocked_until {
            (self.state.blocked_until, self.state.blocked_at) = (until, Some(now));
        }
    }

    fn block_length(&self) -> Duration {
        Duration::from_secs(if self.state.tier == Some(Tier::Full) { 60 } else { 300 })
    }

    fn next_pause(&self) -> Duration {
        let step = usize::try_from(self.state.throttles_in_a_row).unwrap_or(usize::MAX).min(PAUSES_MINUTES.len() - 1);
        Duration::from_secs(PAUSES_MINUTES[step] * 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_millis(1_771_200_000_000);

    fn at(seconds: u64) -> Timestamp {
        START.plus(Duration::from_secs(seconds))
    }

    fn full() -> Budget {
        Budget::restored(BudgetState { tier: Some(Tier::Full), ..BudgetState::default() })
    }

    #[test]
    fn an_unknown_tier_gets_forty_two_reads_in_five_minutes() {
        let mut budget = Budget::default();
        for second in 0..42 {
            assert_eq!(budget.take(at(second), Points::READ), Ok(()));
        }
        assert_eq!(budget.take(at(42), Points::READ), Err(at(300)));
        assert_eq!(budget.take(at(300), Points::READ), Ok(()));
        assert_eq!(budget.take(at(300), Points::READ), Err(at(301)));
    }

    #[test]
    fn a_write_waits_for_three_points() {
        let mut budget = Budget::default();
        for second in 0..41 {
            assert_eq!(budget.take(at(second), Points::READ), Ok(()));
        }
        assert_eq!(budget.take(at(60), Points::WRITE), Err(at(301)));
    }

    #[test]
    fn the_full_tier_is_not_slowed_down() {
        let mut budget = full();
        for _ in 0..6300 {
            assert_eq!(budget.take(START, Points::READ), Ok(()));
        }
        assert!(budget.take(START, Points::READ).is_err());
        assert_eq!(budget.state.spent.len(), 1);
    }

    #[test]
    fn what_can_never_fit_runs_when_nothing_else_does() {
        let mut budget = Budget::default();
        assert_eq!(budget.take(START, Points(50)), Ok(()));
        assert_eq!(budget.take(at(1), Points::READ), Err(at(300)));
    }

    #[test]
    fn a_use_case_block_lasts_as_long_as_the_header_says() {
        let mut budget = full();
        let readings = Readings { regain: Some(Duration::from_secs(180)), ..Readings::default() };
        assert_eq!(budget.throttled(START, Throttle::UseCase, &readings), at(180));
        assert_eq!(budget.take(at(179), Points::READ), Err(at(180)));
        assert_eq!(budget.take(at(180), Points::READ), Ok(()));
    }

    #[test]
    fn without_a_stated_time_the_pauses_grow_until_something_succeeds() {
        let mut budget = full();
        let nothing = Readings::default();
        assert_eq!(budget.throttled(at(0), Throttle::UseCase, &nothing), at(300));
        assert_eq!(budget.throttled(at(300), Throttle::UseCase, &nothing), at(900));
        budget.succeeded(at(900), &nothing);
        assert_eq!(budget.throttled(at(1000), Throttle::UseCase, &nothing), at(1300));
    }

    #[test]
    fn an_account_block_depends_on_the_tier() {
        let nothing = Readings::default();
        assert_eq!(full().throttled(START, Throttle::Account, &nothing), at(60));
        assert_eq!(Budget::default().throttled(START, Throttle::Account, &nothing), at(300));
    }

    #[test]
    fn almost_full_pauses_before_meta_does() {
        let mut budget = full();
        budget.succeeded(START, &Readings { percent: Some(94.0), ..Readings::default() });
        assert_eq!(budget.take(START, Points::READ), Ok(()));
        budget.succeeded(START, &Readings { percent: Some(96.0), ..Readings::default() });
        assert_eq!(budget.take(START, Points::READ), Err(at(120)));
    }

    #[test]
    fn several_lanes_need_the_full_tier_and_a_calm_account() {
        let mut budget = Budget::default();
        assert_eq!(budget.snapshot(START).lanes, 1);
        let mut budget_full = full();
        assert_eq!(budget_full.snapshot(START).lanes, 4);
        budget_full.succeeded(START, &Readings { percent: Some(51.0), ..Readings::default() });
        assert_eq!(budget_full.snapshot(START).lanes, 1);
        let mut throttled = full();
        throttled.throttled(START, Throttle::Account, &Readings::default());
        assert_eq!(throttled.snapshot(at(899)).lanes, 1);
        assert_eq!(throttled.snapshot(at(900)).lanes, 4);
    }

    #[test]
    fn a_restart_keeps_the_wait_and_the_score() {
        let mut budget = Budget::default();
        for _ in 0..42 {
            budget.take(START, Points::READ).unwrap();
        }
        budget.throttled(at(1), Throttle::Hour, &Readings::default());
        let saved = serde_json::to_string(&budget.state).unwrap();
        let mut restored = Budget::restored(serde_json::from_str(&saved).unwrap());
        assert_eq!(restored.take(at(2), Points::READ), Err(at(3601)));
        assert_eq!(restored.snapshot(at(2)).spent, 42);
    }

    #[test]
    fn clients_that_share_a_budget_spend_together() {
        let one = SharedBudget::default();
        let other = one.clone();
        for _ in 0..21 {
            one.lock().take(START, Points::READ).unwrap();
            other.lock().take(START, Points::READ).unwrap();
        }
        assert!(one.lock().take(START, Points::READ).is_err());
        assert_eq!(other.state().spent.iter().map(|spent| spent.points).sum::<u32>(), 42);
    }

    #[test]
    fn what_another_process_spent_counts_and_our_own_counts_once() {
        let ours = SharedBudget::default();
        ours.lock().take(START, Points::READ).unwrap();
        let noted = ours.state();
        let theirs = SharedBudget::from(noted.clone());
        for _ in 0..40 {
            theirs.lock().take(at(1), Points::READ).unwrap();
        }
        ours.absorb(noted, at(1));
        assert_eq!(ours.lock().snapshot(at(1)).spent, 1);
        ours.absorb(BudgetState { blocked_until: Some(at(90)), ..theirs.state() }, at(1));
        assert_eq!(ours.lock().snapshot(at(1)).spent, 41);
        assert_eq!(ours.lock().take(at(2), Points::READ), Err(at(90)));
    }

    #[test]
    fn a_clock_set_back_does_not_lock_us_out_for_longer() {
        let mut budget = Budget::default();
        for _ in 0..42 {
            budget.take(at(10_000), Points::READ).unwrap();
        }
        assert_eq!(budget.take(START, Points::READ), Err(at(300)));
    }

    #[test]
    fn after_a_clock_was_set_back_what_the_file_has_is_still_counted_once() {
        let noted = BudgetState {
            spent: (0..30).map(|second| Spent { at: at(10_000 + second), points: 1 }).collect(),
            ..BudgetState::default()
        };
        let ours = SharedBudget::default();
        ours.absorb(noted.clone(), START);
        ours.lock().take(at(1), Points::READ).unwrap();
        ours.absorb(noted.clone(), at(2));
        assert_eq!(ours.lock().snapshot(at(2)).spent, 31);
        ours.absorb(noted, at(301));
        assert_eq!(ours.lock().snapshot(at(301)).spent, 0, "and it has decayed once");
    }

    #[test]
    fn an_hours_block_that_begins_in_the_future_lasts_an_hour() {
        let mut before = full();
        before.throttled(at(90_000), Throttle::Hour, &Readings::default());
        let noted = before.state.clone();
        assert_eq!(before.take(START, Points::READ), Err(at(3600)));
        assert_eq!(before.take(at(3600), Points::READ), Ok(()));

        let other = SharedBudget::default();
        other.absorb(noted, START);
        assert_eq!(other.lock().take(at(10), Points::READ), Err(at(3600)));

        let mut careful = full();
        careful.throttled(at(90_000), Throttle::Account, &Readings::default());
        assert_eq!(careful.snapshot(START).lanes, 1);
        assert_eq!(careful.snapshot(at(900)).lanes, 4, "a quarter of an hour is one on the clock as it is now");
    }
}
