//! Random histories of the queue on a real file, against what must hold whatever happens.
//!
//! Two processes (two owners with a store of their own) file, claim, renew, finish, cancel and die in any order, while
//! the clock passes, jumps and is set back. After every step:
//!
//! - no run has two live leases, and only the newest lease of a run can write;
//! - every due time is accounted for exactly once, and at most once with success;
//! - attempts that count only grow, and never beyond the limit;
//! - a run that is not over can go on: it is claimable, under way, or parked for a person.
#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use scheduler::plan;
use scheduler::recurrence::Recurrence;
use serde_json::json;
use store::jobs::{
    Claimant, ClaimedRun, Ending, JobSettings, Join, MissedPolicy, NewJob, NewRun, Owner, Run, RunFailure, RunFilter,
    RunStatus, Trigger, TypeLimit, When, reason,
};
use store::{Store, StoreError};
use units::testing::ManualClock;
use units::{Clock as _, IdSource as _, JobId, JobType, RunId, SeededIds, Timestamp, Zone};

#[derive(Debug, Clone)]
enum Step {
    File { account: u8 },
    TakeDueTimes { process: usize },
    Claim { process: usize },
    Renew { process: usize },
    Complete { process: usize },
    Fail { process: usize },
    Wait { process: usize },
    Park { process: usize },
    Cancel { pick: usize },
    Retry { pick: usize },
    Die { process: usize },
    Rescue { process: usize },
    Pass { minutes: u16 },
    Sleep { hours: u16 },
    SetBack { hours: u8 },
    LateFinish { pick: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let process = 0..2_usize;
    prop_oneof![
        2 => (0..3_u8).prop_map(|account| Step::File { account }),
        3 => process.clone().prop_map(|process| Step::TakeDueTimes { process }),
        5 => process.clone().prop_map(|process| Step::Claim { process }),
        1 => process.clone().prop_map(|process| Step::Renew { process }),
        3 => process.clone().prop_map(|process| Step::Complete { process }),
        2 => process.clone().prop_map(|process| Step::Fail { process }),
        1 => process.clone().prop_map(|process| Step::Wait { process }),
        1 => process.clone().prop_map(|process| Step::Park { process }),
        1 => any::<usize>().prop_map(|pick| Step::Cancel { pick }),
        1 => any::<usize>().prop_map(|pick| Step::Retry { pick }),
        1 => process.clone().prop_map(|process| Step::Die { process }),
        2 => process.prop_map(|process| Step::Rescue { process }),
        3 => (1..90_u16).prop_map(|minutes| Step::Pass { minutes }),
        1 => (1..50_u16).prop_map(|hours| Step::Sleep { hours }),
        1 => (1..30_u8).prop_map(|hours| Step::SetBack { hours }),
        1 => any::<usize>().prop_map(|pick| Step::LateFinish { pick }),
    ]
}

struct Process {
    store: Store,
    owner: Owner,
    held: Vec<ClaimedRun>,
}

struct World {
    _directory: tempfile::TempDir,
    clock: Arc<ManualClock>,
    ids: SeededIds,
    processes: Vec<Process>,
    /// Claims of processes that died: what they still try to write must be refused.
    lost: Vec<ClaimedRun>,
    job: JobId,
    /// Attempts that counted, by run, at the last look.
    attempts: BTreeMap<RunId, u32>,
    successes: BTreeMap<(JobId, Timestamp), RunId>,
}

const LIMITS: [TypeLimit; 1] = [TypeLimit { job_type: JobType::MetaSync, concurrent: 3, per_key: 1 }];

impl World {
    fn new(missed: MissedPolicy) -> Self {
        let (directory, store) = store::testing::temporary();
        let clock = Arc::new(ManualClock::at("2026-03-07T12:00:00Z".parse().unwrap()));
        let ids = SeededIds::new(3);
        let path = directory.path().join("test.adcreator");
        let second = Store::open(&path, &store::testing::options()).unwrap().store;
        let zone = Zone::parse("America/New_York").unwrap();
        let job = JobId(ids.uuid(clock.now()));
        let settings = JobSettings {
            name: "Hourly".into(),
            when: When::Cron("15 * * * *".into()),
            zone,
            missed,
            late_limit: Some(Duration::from_secs(36 * 3600)),
            max_runs: None,
            max_retries: 2,
            parameters: json!({}),
        };
        let next_run_at = Recurrence::cron("15 * * * *", zone).unwrap().next_after(clock.now());
        let new = NewJob { id: job, job_type: JobType::MetaSync, brand: None, settings, next_run_at };
        store.add_job(&new, clock.now()).unwrap();
        let processes = [store, second]
            .into_iter()
            .map(|store| Process { owner: store.become_owner(ids.uuid(clock.now())).unwrap(), store, held: Vec::new() })
            .collect();
        let (attempts, successes) = (BTreeMap::new(), BTreeMap::new());
        Self { _directory: directory, clock, ids, processes, lost: Vec::new(), job, attempts, successes }
    }

    fn take(&mut self, step: Step) {
        let now = self.clock.now();
        match step {
            Step::File { account } => self.file(account),
            Step::TakeDueTimes { process } => self.take_due_times(process),
            Step::Claim { process } => {
                let token = self.ids.uuid(now);
                let Process { store, owner, held } = &mut self.processes[process];
                let until = now.plus(Duration::from_secs(90));
                let claimant = Claimant { owner: owner.id(), limits: &LIMITS, lease_until: until };
                held.extend(store.claim_runs(&claimant, &[token], now).unwrap());
            }
            Step::Renew { process } => {
                let Process { store, held, .. } = &self.processes[process];
                let leases: Vec<_> = held.iter().map(|run| run.lease).collect();
                assert_eq!(store.renew_leases(&leases, now.plus(Duration::from_secs(90))).unwrap().len(), leases.len());
            }
            Step::Complete { process } => self.finish(process, |_run| Ending::Completed {
                metadata: json!({}),
                warnings: Vec::new(),
                partly: false,
            }),
            Step::Fail { process } => self.finish(process, |run| {
                if run.attempt >= run.max_attempts {
                    Ending::Failed(failure("failed"))
                } else {
                    Ending::RetryAt(now.plus(Duration::from_secs(300)), failure("again"))
                }
            }),
            Step::Wait { process } => {
                let until = now.plus(Duration::from_secs(600));
                self.finish(process, |_run| Ending::WaitUntil(until, failure("rate_limited")));
            }
            Step::Park { process } => self.finish(process, |_run| Ending::Parked(failure("token_expired"))),
            Step::Cancel { pick } => {
                if let Some(run) = self.pick(pick) {
                    self.processes[0].store.cancel_run(run, now).unwrap();
                }
            }
            Step::Retry { pick } => {
                if let Some(run) = self.pick(pick)
                    && self.processes[1].store.retry_run(run, now).unwrap()
                {
                    // A person gave it all its attempts back.
                    self.attempts.remove(&run);
                }
            }
            Step::Die { process } => self.die(process),
            Step::Rescue { process } => self.rescue(process),
            Step::Pass { minutes } => self.clock.advance(Duration::from_secs(60 * u64::from(minutes))),
            Step::Sleep { hours } => self.clock.suspend(Duration::from_secs(3600 * u64::from(hours))),
            Step::SetBack { hours } => {
                let by = Duration::from_secs(3600 * u64::from(hours));
                self.clock.set_wall(now.minus(by));
                self.processes[0].store.clock_was_set_back(by, self.clock.now()).unwrap();
            }
            Step::LateFinish { pick } => self.finish_late(pick),
        }
    }

    fn file(&self, account: u8) {
        let now = self.clock.now();
        let run = NewRun {
            id: RunId(self.ids.uuid(now)),
            job: None,
            job_type: JobType::MetaSync,
            name: "Now".into(),
            parameters: json!({}),
            trigger: Trigger::Manual,
            due_at: now,
            priority: 5,
            concurrency_key: Some(format!("act_{account}")),
            max_attempts: 3,
            join: Join::Never,
        };
        self.processes[0].store.file_run(&run, now).unwrap();
    }

    fn take_due_times(&self, process: usize) {
        let now = self.clock.now();
        let store = &self.processes[process].store;
        let (jobs, unreadable) = store.due_jobs(now).unwrap();
        assert!(unreadable.is_empty());
        for job in jobs {
            let rule = plan::recurrence_of(&job.settings.when, job.settings.zone).unwrap();
            let due = job.next_run_at.unwrap();
            store.apply_due(&plan::plan(&job, &rule, due, now, reason::ASLEEP, &self.ids), now).unwrap();
        }
    }

    fn finish(&mut self, process: usize, ending: impl Fn(&ClaimedRun) -> Ending) {
        let now = self.clock.now();
        let Process { store, held, .. } = &mut self.processes[process];
        if let Some(run) = held.pop() {
            store.finish_run(&run.lease, &ending(&run), now).unwrap();
        }
    }

    /// The process ends without a word, and another one starts in its place.
    fn die(&mut self, process: usize) {
        let owner = self.processes[process].store.become_owner(self.ids.uuid(self.clock.now())).unwrap();
        let dead = &mut self.processes[process];
        dead.owner = owner;
        self.lost.append(&mut dead.held);
    }

    fn rescue(&self, process: usize) {
        let Process { store, owner, .. } = &self.processes[process];
        for run in store.held_runs().unwrap() {
            let dead = run.owner != owner.id() && store.owner_is_dead(&run.owner).unwrap();
            let alive = self.processes.iter().any(|process| process.owner.id() == run.owner);
            assert_eq!(dead, !alive, "a process is dead if and only if its lock can be taken");
            if dead {
                store.rescue_run(&run.lease, self.clock.now()).unwrap();
            }
        }
    }

    /// A process that was taken for dead comes back and wants to write.
    fn finish_late(&self, pick: usize) {
        let Some(run) = (!self.lost.is_empty()).then(|| &self.lost[pick % self.lost.len()]) else { return };
        let store = &self.processes[0].store;
        let still_its_own = store.held_runs().unwrap().iter().any(|held| held.lease == run.lease);
        if !still_its_own {
            let late = Ending::Failed(failure("late"));
            assert!(matches!(store.finish_run(&run.lease, &late, self.clock.now()), Err(StoreError::LeaseLost)));
            assert!(matches!(store.tell(&run.lease, None, &[]), Err(StoreError::LeaseLost)));
        }
    }

    fn pick(&self, pick: usize) -> Option<RunId> {
        let runs = self.all();
        (!runs.is_empty()).then(|| runs[pick % runs.len()].id)
    }

    fn all(&self) -> Vec<Run> {
        self.processes[0].store.runs(&RunFilter::default(), 10_000).unwrap()
    }

    fn check(&mut self) {
        let runs = self.all();
        let held: BTreeSet<RunId> =
            self.processes.iter().flat_map(|process| process.held.iter().map(|run| run.lease.run)).collect();
        let held_count: usize = self.processes.iter().map(|process| process.held.len()).sum();
        assert_eq!(held.len(), held_count, "a run has two live leases");
        for run in &runs {
            self.check_run(run, &held);
        }
        self.check_due_times(&runs);
        let running: Vec<&Run> = runs.iter().filter(|run| run.status == RunStatus::Running).collect();
        assert!(running.len() <= 3, "the limit of the type");
        let keys: Vec<&String> = running.iter().filter_map(|run| run.concurrency_key.as_ref()).collect();
        assert_eq!(keys.len(), keys.iter().collect::<BTreeSet<_>>().len(), "the limit of the account");
    }

    fn check_run(&mut self, run: &Run, held: &BTreeSet<RunId>) {
        if held.contains(&run.id) {
            assert_eq!(run.status, RunStatus::Running, "a live lease lost its run: {run:?}");
        }
        assert!(run.attempt <= run.max_attempts, "{run:?}");
        let over = run.status.is_final();
        assert_eq!(over, run.completed_at.is_some());
        if over {
            let before = self.attempts.insert(run.id, run.attempt).unwrap_or(0);
            assert!(run.attempt >= before, "attempts of a finished run only grow");
        }
        let tries = self.processes[0].store.run_attempts(run.id).unwrap();
        assert_eq!(tries.len(), usize::try_from(run.tries).unwrap(), "every claim has its row");
        let open = tries.iter().filter(|attempt| attempt.finished_at.is_none()).count();
        assert_eq!(open, usize::from(run.status == RunStatus::Running), "one open attempt while it is under way");
    }

    fn check_due_times(&mut self, runs: &[Run]) {
        let scheduled: Vec<&Run> = runs.iter().filter(|run| run.trigger == Trigger::Scheduled).collect();
        let accounted: u32 = scheduled.iter().map(|run| run.due_count).sum();
        let job = self.processes[0].store.job(self.job).unwrap();
        let first: Timestamp = "2026-03-07T12:15:00Z".parse().unwrap();
        let handled = (job.next_run_at.unwrap().millis() - first.millis()) / 3_600_000;
        assert_eq!(i64::from(accounted), handled, "every due time is accounted for exactly once");
        for run in scheduled.iter().filter(|run| run.status == RunStatus::Completed) {
            let by = self.successes.insert((self.job, run.due_at), run.id).unwrap_or(run.id);
            assert_eq!(by, run.id, "a due time succeeds at most once");
        }
    }
}

fn failure(code: &str) -> RunFailure {
    RunFailure { code: code.into(), message: code.into(), next_step: String::new() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_nothing_is_lost_and_nothing_runs_twice(
        policy in prop::sample::select(vec![MissedPolicy::Once, MissedPolicy::Each(3), MissedPolicy::Skip]),
        steps in prop::collection::vec(step(), 1..70),
    ) {
        let mut world = World::new(policy);
        for step in steps {
            world.take(step);
            world.check();
        }
    }
}
