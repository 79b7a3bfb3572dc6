//! The diagnosis that the page is made from, kept until something of it changes: it looks at six weeks of every ad.
//!
//! It is the one that `ad-creator diagnose` gives without named days, so the two never disagree.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use insights::{AccountFacts, AdFacts, Finding, Launch};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;
use units::{AccountDate, AccountId, DayRange, GraphId, Sums};

use super::needs::{kind_of, note_kind_of};
use crate::diagnose::{facts, usual_range};
use crate::{AppError, Changed, Workspace};

/// Accounts whose diagnosis is kept.
const ACCOUNTS: usize = 4;

/// A finding that a person should see, with what the rule looked at.
#[derive(Debug, Clone)]
pub(super) struct Verdict {
    pub(super) finding: Finding,
    /// What the ad, or the account, did in the days of the finding.
    pub(super) sums: Sums,
    /// The day on which the ad started.
    pub(super) started: Option<AccountDate>,
}

/// What the rules say about an account.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) verdicts: Vec<Verdict>,
    pub(super) launches: Vec<Launch>,
}

impl Judged {
    pub(super) fn of(facts: &AccountFacts) -> Self {
        let by_id: HashMap<&GraphId, &AdFacts> = facts.ads.iter().map(|ad| (&ad.id, ad)).collect();
        let diagnosis = insights::diagnose(facts);
        let verdicts = diagnosis
            .findings
            .into_iter()
            .filter(|finding| kind_of(finding).is_some() || note_kind_of(finding).is_some())
            .map(|finding| {
                let ad = finding.ad.as_ref().and_then(|id| by_id.get(id)).copied();
                Verdict {
                    sums: ad.map_or_else(|| account_sums(facts, &finding), |ad| ad_sums(facts, ad, &finding)),
                    started: ad.and_then(|ad| ad.start(facts.days)),
                    finding,
                }
            })
            .collect();
        Self { verdicts, launches: diagnosis.launches }
    }
}

fn ad_sums(facts: &AccountFacts, ad: &AdFacts, finding: &Finding) -> Sums {
    DayRange::new(finding.since, finding.until).map_or_else(
        |_wrong_way_round| Sums::none(facts.currency),
        |days| ad.sum(facts.days, days, facts.currency, |_day| true),
    )
}

/// Only the spend says something about an account whose tracking broke.
fn account_sums(facts: &AccountFacts, finding: &Finding) -> Sums {
    Sums { spend: finding.spend, ..Sums::none(facts.currency) }
}

/// The diagnoses that are kept, and the announcements that end them.
#[derive(Debug)]
pub(crate) struct Judgements(Mutex<Kept>);

#[derive(Debug)]
struct Kept {
    events: Receiver<Changed>,
    judged: Vec<(AccountId, DayRange, Arc<Judged>)>,
}

impl Judgements {
    /// None yet; `events` tells of changes in the file.
    pub(crate) const fn new(events: Receiver<Changed>) -> Self {
        Self(Mutex::new(Kept { events, judged: Vec::new() }))
    }

    /// The diagnosis of an account over the usual days, from memory if nothing changed since.
    pub(super) fn of(&self, ws: &Workspace, account: &AccountId) -> Result<Arc<Judged>, AppError> {
        let range = usual_range(ws, account)?;
        {
            let mut kept = self.lock();
            kept.forget_what_changed();
            let known = kept.judged.iter().find(|(id, days, _)| id == account && *days == range);
            if let Some((_, _, judged)) = known {
                return Ok(Arc::clone(judged));
            }
        }
        let judged = Arc::new(Judged::of(&facts(ws, account, range)?));
        let mut kept = self.lock();
        // A change that came while reading makes this answer old already: show it, keep nothing.
        if !kept.forget_what_changed() {
            kept.judged.retain(|(id, ..)| id != account);
            kept.judged.insert(0, (account.clone(), range, Arc::clone(&judged)));
            kept.judged.truncate(ACCOUNTS);
        }
        Ok(judged)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn forget_what_changed(&mut self) -> bool {
        let mut changed = false;
        loop {
            match self.events.try_recv() {
                Ok(
                    Changed::Jobs { .. } | Changed::Runs { .. } | Changed::Pictures | Changed::Library | Changed::Ads,
                ) => {}
                Ok(Changed::Insights { .. } | Changed::Accounts | Changed::Settings) | Err(TryRecvError::Lagged(_)) => {
                    changed = true;
                }
                Err(TryRecvError::Closed | TryRecvError::Empty) => break,
            }
        }
        if changed {
            self.judged.clear();
        }
        changed
    }
}
