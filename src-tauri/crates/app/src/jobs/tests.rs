//! The use cases on a real file, with the real handlers.

use std::sync::Arc;

use futures::future::BoxFuture;
use serde_json::json;
use store::jobs::{Claimant, Ending, RunFilter, Trigger};
use tempfile::TempDir;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use units::testing::ManualClock;
use units::{AccountId, SeededIds};

use super::*;
use crate::endpoints::{GraphEndpoint, GraphEndpoints};
use crate::pages::schedule::{self as page, pause_all, resume_all};
use crate::secrets::InProcess;

/// No account can be reached: these tests never ask Meta anything.
#[derive(Debug)]
struct Nobody;

impl GraphEndpoints for Nobody {
    fn endpoint<'a>(
        &'a self,
        account: &'a AccountId,
        _stored_url: Option<&'a str>,
    ) -> BoxFuture<'a, Result<GraphEndpoint, AppError>> {
        Box::pin(async move { Err(AppError::not_found("account", &account.to_string())) })
    }
}

/// Monday 2026-02-16 07:00 in Los Angeles.
fn world() -> (TempDir, Arc<ManualClock>, Workspace) {
    let (directory, store) = store::testing::temporary();
    let clock = Arc::new(ManualClock::at("2026-02-16T07:00:00-08:00".parse().unwrap()));
    let (ids, secrets) = (Arc::new(SeededIds::new(5)), Arc::new(InProcess::new()));
    let ws = Workspace::new(store, Arc::clone(&clock) as _, ids, secrets, Arc::new(Nobody));
    (directory, clock, ws)
}

fn schedule(job_type: &str, rule: Rule) -> NewSchedule {
    NewSchedule {
        job_type: job_type.into(),
        name: " Daily report ".into(),
        rule,
        zone: Zone::parse("America/Los_Angeles").unwrap(),
        missed: MissedPolicy::Once,
        late_limit: None,
        max_runs: None,
        max_retries: None,
        parameters: json!({ "days_back": 7 }),
    }
}

fn cron(expression: &str) -> Rule {
    Rule::Cron(expression.into())
}

fn history_of(ws: &Workspace, job: JobId) -> Vec<(RunStatus, Option<String>, u32)> {
    let runs = ws.store.runs(&RunFilter { job: Some(job), ..RunFilter::default() }, 99).unwrap();
    runs.into_iter().map(|run| (run.status, run.reason, run.due_count)).collect()
}

const DAY: Duration = Duration::from_secs(86_400);

#[test]
fn a_schedule_is_filed_with_its_next_due_time() {
    let (_directory, _clock, ws) = world();
    let job = file(&ws, &schedule("scorecard", cron(" 30  9 * * * "))).unwrap();
    assert_eq!(job.settings.name, "Daily report");
    assert_eq!(job.settings.when, When::Cron("30 9 * * *".into()));
    assert_eq!(job.next_run_at, Some("2026-02-16T09:30:00-08:00".parse().unwrap()));
    let once = file(&ws, &schedule("scorecard", Rule::At("2026-03-08T02:30".into()))).unwrap();
    assert_eq!(once.next_run_at, Some("2026-03-08T10:00:00Z".parse().unwrap()), "the first instant after the gap");
}

#[test]
fn a_schedule_that_does_what_another_one_does_says_so() {
    let (_directory, _clock, ws) = world();
    let first = file(&ws, &schedule("meta_sync", cron("0 9 * * *"))).unwrap();
    let equal = |id| job_in_full(&ws, id).unwrap().equal_to;
    assert_eq!(equal(first.id), []);
    // As the window sends it: numbers as text, spaces as they were typed.
    let written = NewSchedule {
        name: "Again".into(),
        parameters: json!({ "days_back": "7" }),
        ..schedule("meta_sync", cron("0  9 * * *"))
    };
    let second = file(&ws, &written).unwrap();
    assert_eq!((equal(second.id), equal(first.id)), (vec![first.id], vec![second.id]));
    let all = jobs_in_full(&ws).unwrap();
    assert!(all.iter().all(|job| job.equal_to.len() == 1), "{all:?}");

    // Another time, other work, another parameter are another schedule; one that was put away does nothing.
    for other in [
        schedule("meta_sync", cron("0 10 * * *")),
        schedule("scorecard", cron("0 9 * * *")),
        NewSchedule { parameters: json!({ "days_back": 8 }), ..written.clone() },
        NewSchedule { zone: Zone::parse("Europe/Berlin").unwrap(), ..written.clone() },
    ] {
        assert_eq!(equal(file(&ws, &other).unwrap().id), [], "{other:?}");
    }
    let input = |rule: page::Rule| page::JobInput {
        job_type: JobType::MetaSync,
        name: "Third".into(),
        rule,
        zone: "America/Los_Angeles".into(),
        missed: page::Missed::Skip,
        late_minutes: None,
        max_runs: None,
        max_retries: None,
        parameters: vec![page::ParamValue { key: "days_back".into(), value: "7".into() }],
    };
    let daily = input(page::Rule::Cron { expression: "0 9 * * *".into() });
    assert_eq!(page::equal_jobs(&ws, None, &daily).unwrap(), ["Again", "Daily report"]);
    assert_eq!(page::equal_jobs(&ws, Some(second.id), &daily).unwrap(), ["Daily report"]);
    archive(&ws, first.id).unwrap();
    assert_eq!(page::equal_jobs(&ws, Some(second.id), &daily).unwrap(), [""; 0]);
    assert_eq!(equal(second.id), []);
    let unread = input(page::Rule::Cron { expression: "every day".into() });
    assert_eq!(page::equal_jobs(&ws, None, &unread).unwrap(), [""; 0]);

    let once = NewSchedule { parameters: json!({}), ..schedule("meta_sync", Rule::At("2026-02-20T09:00".into())) };
    let (one, two) = (file(&ws, &once).unwrap(), file(&ws, &once).unwrap());
    assert_eq!(equal(two.id), [one.id]);
}

#[test]
fn what_cannot_be_done_is_refused_by_its_own_code_and_leaves_nothing() {
    let (_directory, _clock, ws) = world();
    let refused = |change: &dyn Fn(&mut NewSchedule)| {
        let mut new = schedule("scorecard", cron("0 9 * * *"));
        change(&mut new);
        file(&ws, &new).unwrap_err().code
    };
    assert_eq!(refused(&|new| new.job_type = "make_coffee".into()), ErrorCode::UnknownJobType);
    for known in ["ad_classification", "reddit_scrape", "genome_validation"] {
        assert_eq!(refused(&|new| new.job_type = known.into()), ErrorCode::JobTypeNotAvailable, "{known}");
    }
    assert_eq!(refused(&|new| new.rule = cron("0 0 31 2 *")), ErrorCode::ScheduleNeverFires);
    assert_eq!(refused(&|new| new.rule = Rule::At("2020-01-01T09:00".into())), ErrorCode::ScheduleNeverFires);
    assert_eq!(refused(&|new| new.rule = cron("every day")), ErrorCode::InvalidInput);
    assert_eq!(refused(&|new| new.name = "  ".into()), ErrorCode::InvalidInput);
    assert_eq!(refused(&|new| new.max_runs = Some(0)), ErrorCode::InvalidInput);
    assert_eq!(refused(&|new| new.missed = MissedPolicy::Each(101)), ErrorCode::InvalidInput);
    assert_eq!(refused(&|new| new.parameters = json!({ "days_back": "many" })), ErrorCode::InvalidInput);
    assert!(ws.store.jobs().unwrap().is_empty());
    let scraping = file(&ws, &schedule("reddit_scrape", cron("0 9 * * *"))).unwrap_err();
    assert!(scraping.message.contains("other people's sites"), "the reason is said: {}", scraping.message);
}

#[test]
fn a_pause_is_one_skipped_stretch_and_does_not_come_back_as_missed() {
    let (_directory, clock, ws) = world();
    let job = file(&ws, &schedule("scorecard", cron("0 9 * * *"))).unwrap().id;
    pause(&ws, job).unwrap();
    assert_eq!(pause(&ws, job).unwrap_err().code, ErrorCode::Conflict);
    clock.advance(5 * DAY);
    let resumed = resume(&ws, job).unwrap();
    assert_eq!(resumed.status, JobStatus::Active);
    assert!(resumed.next_run_at > Some(ws.clock.now()));
    assert_eq!(history_of(&ws, job), [(RunStatus::Skipped, Some("paused".into()), 5)]);
}

#[test]
fn an_edit_accounts_for_what_the_old_rule_left_undone() {
    let (_directory, clock, ws) = world();
    let job = file(&ws, &schedule("scorecard", cron("0 9 * * *"))).unwrap().id;
    clock.advance(2 * DAY);
    let change = ScheduleChange { rule: Some(cron("0 18 * * 5")), ..ScheduleChange::default() };
    let edited = edit(&ws, job, &change).unwrap();
    assert_eq!(edited.next_run_at, Some("2026-02-20T18:00:00-08:00".parse().unwrap()));
    assert_eq!(history_of(&ws, job), [(RunStatus::Skipped, Some("edited".into()), 2)]);
    let renamed = edit(&ws, job, &ScheduleChange { name: Some("Weekly".into()), ..ScheduleChange::default() }).unwrap();
    assert_eq!((renamed.settings.name.as_str(), renamed.next_run_at), ("Weekly", edited.next_run_at));
}

#[test]
fn run_now_files_one_run_and_joins_it_while_it_is_not_over() {
    let (_directory, _clock, ws) = world();
    let job = file(&ws, &schedule("scorecard", cron("0 9 * * *"))).unwrap().id;
    let first = run_now(&ws, job).unwrap();
    assert!(matches!(first, Filed::New(_)));
    assert_eq!(run_now(&ws, job).unwrap(), Filed::Joined(first.run()));
    let run = ws.store.run(first.run()).unwrap();
    assert_eq!(
        (run.trigger, run.status, run.parameters),
        (Trigger::Manual, RunStatus::Queued, json!({ "days_back": 7 }))
    );
    assert_eq!(cancel(&ws, run.id).unwrap().status, RunStatus::Cancelled);
    assert_eq!(cancel(&ws, run.id).unwrap_err().code, ErrorCode::AlreadyEnded);
    assert_eq!(retry(&ws, run.id).unwrap().status, RunStatus::Queued);
}

#[test]
fn a_schedule_that_is_put_away_leaves_the_list_and_keeps_its_history() {
    let (_directory, _clock, ws) = world();
    let job = file(&ws, &schedule("scorecard", cron("0 9 * * *"))).unwrap().id;
    run_now(&ws, job).unwrap();
    archive(&ws, job).unwrap();
    assert!(jobs_in_full(&ws).unwrap().is_empty());
    assert_eq!(history_of(&ws, job), [(RunStatus::Cancelled, Some("cancelled".into()), 1)]);
}

/// A schedule of one run a day and one run in all, which it has had.
fn finished(ws: &Workspace) -> JobId {
    let new = NewSchedule { max_runs: Some(1), ..schedule("scorecard", cron("0 9 * * *")) };
    let job = file(ws, &new).unwrap().id;
    run_well(ws, job);
    let job = ws.store.job(job).unwrap();
    assert_eq!((job.status, job.next_run_at, job.runs_completed), (JobStatus::Completed, None, 1));
    job.id
}

fn run_well(ws: &Workspace, job: JobId) {
    let filed = run_now(ws, job).unwrap();
    let now = ws.clock.now();
    let limits = handlers::handlers(ws).type_limits();
    let claimant = Claimant { owner: "a test", limits: &limits, lease_until: now.plus(DAY) };
    let claimed = ws.store.claim_runs(&claimant, &[ws.ids.uuid(now)], now).unwrap().remove(0);
    assert_eq!(claimed.lease.run, filed.run());
    let ending = Ending::Completed { metadata: json!({}), warnings: Vec::new(), partly: false };
    ws.store.finish_run(&claimed.lease, &ending, now).unwrap();
}

#[test]
fn a_schedule_that_used_up_its_runs_goes_on_when_it_is_given_more_and_not_before() {
    let (_directory, _clock, ws) = world();
    let job = finished(&ws);
    let change = ScheduleChange { rule: Some(cron("0 10 * * *")), ..ScheduleChange::default() };
    let moved = edit(&ws, job, &change).unwrap();
    assert_eq!((moved.status, moved.next_run_at), (JobStatus::Completed, None), "another time gives no more runs");
    let more = edit(&ws, job, &ScheduleChange { max_runs: Some(Some(3)), ..ScheduleChange::default() }).unwrap();
    assert_eq!(more.status, JobStatus::Active);
    assert_eq!(more.next_run_at, Some("2026-02-16T10:00:00-08:00".parse().unwrap()));
    let fewer = edit(&ws, job, &ScheduleChange { max_runs: Some(Some(1)), ..ScheduleChange::default() }).unwrap();
    assert_eq!((fewer.status, fewer.next_run_at), (JobStatus::Completed, None));
    let endless = edit(&ws, job, &ScheduleChange { max_runs: Some(None), ..ScheduleChange::default() }).unwrap();
    assert_eq!(endless.status, JobStatus::Active);
}

#[test]
fn what_was_put_away_is_not_run_and_an_edit_does_not_bring_it_back() {
    let (_directory, _clock, ws) = world();
    let job = file(&ws, &schedule("scorecard", cron("0 9 * * *"))).unwrap().id;
    archive(&ws, job).unwrap();
    assert_eq!(run_now(&ws, job).unwrap_err().code, ErrorCode::Conflict);
    let change = ScheduleChange { rule: Some(cron("0 10 * * *")), ..ScheduleChange::default() };
    let edited = edit(&ws, job, &change).unwrap();
    assert_eq!((edited.status, edited.next_run_at), (JobStatus::Archived, None));
}

#[test]
fn a_schedule_that_used_up_its_runs_is_taken_back_as_it_was() {
    let (_directory, _clock, ws) = world();
    let job = finished(&ws);
    archive(&ws, job).unwrap();
    let back = restore(&ws, job, false).unwrap();
    assert_eq!((back.status, back.next_run_at), (JobStatus::Completed, None));
}

#[test]
fn what_stood_still_stands_still_when_something_else_is_taken_back() {
    let (_directory, _clock, ws) = world();
    let still = file(&ws, &schedule("scorecard", cron("0 9 * * *"))).unwrap().id;
    let going = file(&ws, &schedule("scorecard", cron("0 10 * * *"))).unwrap().id;
    pause(&ws, still).unwrap();

    let paused = pause_all(&ws).unwrap();
    assert_eq!(paused, [going]);
    assert_eq!(resume_all(&ws, Some(&paused)).unwrap(), [going]);
    assert_eq!(ws.store.job(still).unwrap().status, JobStatus::Paused);

    archive(&ws, still).unwrap();
    let back = restore(&ws, still, true).unwrap();
    assert_eq!(back.status, JobStatus::Paused);
    assert!(back.next_run_at.is_some());
    assert_eq!(resume_all(&ws, None).unwrap(), [still]);
}

#[test]
fn resuming_all_leaves_alone_what_was_paused_before_all_were() {
    let (_directory, _clock, ws) = world();
    let by_hand = file(&ws, &schedule("scorecard", cron("0 9 * * *"))).unwrap().id;
    let going = file(&ws, &schedule("scorecard", cron("0 10 * * *"))).unwrap().id;
    let again = file(&ws, &schedule("scorecard", cron("0 11 * * *"))).unwrap().id;
    pause(&ws, by_hand).unwrap();
    pause_all(&ws).unwrap();
    resume(&ws, again).unwrap();
    assert_eq!(resume_all(&ws, None).unwrap(), [going]);
    assert_eq!(ws.store.job(by_hand).unwrap().status, JobStatus::Paused);
    pause(&ws, going).unwrap();
    let mut rest = resume_all(&ws, None).unwrap();
    rest.sort_unstable();
    let mut both = [by_hand, going];
    both.sort_unstable();
    assert_eq!(rest, both, "nothing is paused together any more");
}

#[test]
fn a_job_of_an_account_that_is_not_here_is_refused_before_it_fails_every_day() {
    let (_directory, _clock, ws) = world();
    let of = |account: &str| NewSchedule {
        parameters: json!({ "account": account }),
        ..schedule("meta_sync", cron("0 9 * * *"))
    };
    let refused = file(&ws, &of("act_1")).unwrap_err();
    assert_eq!((refused.code, refused.exit_code()), (ErrorCode::AccountNotConnected, 2));
    assert!(ws.store.jobs().unwrap().is_empty());
}

#[test]
fn a_type_that_does_not_work_names_those_that_do() {
    let (_directory, _clock, ws) = world();
    let refused = file(&ws, &schedule("genome_validation", cron("0 9 * * *"))).unwrap_err();
    assert!(refused.next_step.contains("ad_creation_v2") && refused.next_step.contains("meta_sync"), "{refused:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_runner_that_cannot_go_on_is_told_of_once_and_begins_again() {
    let (_directory, clock, ws) = world();
    let job = file(&ws, &schedule("scorecard", cron("* * * * *"))).unwrap().id;
    let file = rusqlite::Connection::open(ws.store.path()).unwrap();
    let rename = |from: &str, to: &str| file.execute_batch(&format!("ALTER TABLE {from} RENAME TO {to}")).unwrap();
    let (stop, (told, mut failures)) = (CancellationToken::new(), mpsc::unbounded_channel());
    let tell: crate::runner::Trouble = Arc::new(move |error: AppError| told.send(error.code).unwrap());
    let runner = crate::runner::runner(&ws, &tell).unwrap();
    rename("run_attempts", "away");
    rename("scheduled_job_runs", "away_too");

    let kept = {
        let (ws, stop) = (ws.clone(), stop.clone());
        tokio::spawn(async move { crate::runner::keep_running(&ws, runner, stop, tell).await })
    };
    let code = failures.recv().await.unwrap();
    assert_eq!(code, ErrorCode::Internal);
    rename("away_too", "scheduled_job_runs");
    rename("away", "run_attempts");
    while ws.store.runs(&RunFilter { job: Some(job), ..RunFilter::default() }, 1).unwrap().is_empty() {
        clock.advance(Duration::from_secs(30));
        tokio::task::yield_now().await;
    }
    stop.cancel();
    kept.await.unwrap();
    assert!(failures.recv().await.is_none(), "one failure, told of once");
}
