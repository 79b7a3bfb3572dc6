//! What a sync leaves to others: pictures and older history as runs of their own, links of our ads, and the notes
//! about how fresh everything is.

use store::jobs::{Join, NewRun, RunStatus, Trigger};
use units::{JobType, RunId};

use super::session::Session;
use super::{Days, SyncParams, freshness, gate, key};
use crate::Changed;
use crate::failure::Failure;
use crate::linking;
use crate::pictures::PictureParams;

/// Runs that schedules make have 10, pictures 20; history comes last.
const HISTORY_PRIORITY: i32 = 50;
/// So long before its end a token is warned about.
const TOKEN_WARNING: std::time::Duration = std::time::Duration::from_secs(14 * 24 * 60 * 60);

/// Files the picture job if a picture is missing.
pub async fn pictures(session: &Session, params: &SyncParams) -> Result<(), Failure> {
    let (now, since) = (session.cx.clock.now(), session.today.plus_days(-crate::pictures::SPEND_DAYS));
    let wanted = session.read(move |store, account| store.wanted_pictures(account, since, now, 1)).await?;
    if wanted.is_empty() || (params.max_images == 0 && params.max_videos == 0) {
        return Ok(());
    }
    let pictures = PictureParams {
        account: Some(session.account.clone()),
        max_images: params.max_images,
        max_videos: params.max_videos,
        // A person who set limits meant them; the usual ones only keep a run short.
        go_on: (params.max_images, params.max_videos) == (super::MAX_IMAGES, super::MAX_VIDEOS),
    };
    let account = session.read(|store, account| store.account(account)).await?;
    let run = crate::pictures::new_run(RunId(session.cx.ids.uuid(now)), &account, &pictures, now);
    file(session, run).await
}

/// Files the sync of what is missing back to 37 months.
pub async fn history(session: &Session) -> Result<(), Failure> {
    let now = session.cx.clock.now();
    let params = SyncParams { days: Days::History, ..SyncParams::usual(session.account.clone()) };
    let account = session.read(|store, account| store.account(account)).await?;
    let run = NewRun {
        id: RunId(session.cx.ids.uuid(now)),
        job: None,
        job_type: JobType::MetaSync,
        name: format!("History of {}", account.called()),
        parameters: params.to_json(),
        trigger: Trigger::Api,
        due_at: now,
        priority: HISTORY_PRIORITY,
        concurrency_key: Some(key(&session.account)),
        max_attempts: 4,
        join: Join::Never,
    };
    file(session, run).await
}

async fn file(session: &Session, run: NewRun) -> Result<(), Failure> {
    let (store, now) = (session.cx.store.clone(), session.cx.clock.now());
    let filed = crate::spawn_blocking(move || store.file_run(&run, now)).await??;
    session.ws.announce(Changed::Runs { ids: vec![filed.run()] });
    Ok(())
}

/// Whether no other sync of this account could start now if this one ended; older history waits for nothing.
pub async fn nobody_waits(session: &Session) -> Result<bool, Failure> {
    let (own, account_key, now) = (session.cx.run, key(&session.account), session.cx.clock.now());
    let live = session.read(|store, _account| store.live_runs()).await?;
    Ok(!live.iter().any(|run| {
        run.id != own
            && run.concurrency_key.as_deref() == Some(&account_key)
            && !super::is_history(&run.parameters)
            && (run.status == RunStatus::Queued && run.due_at <= now
                || run.waiting_until.is_some_and(|until| until <= now))
    }))
}

/// Links Meta ads to the generated ads that their names tell.
pub async fn link(session: &Session) -> Result<(), Failure> {
    let linked = session.write(linking::link_account).await?;
    if linked > 0 {
        session.cx.log.info(format!("{} recognised by their names.", units::counted(linked, "ad", "ads")));
    }
    Ok(())
}

/// Notes freshness, thins out the log of old versions, and files the older history if some is missing.
pub async fn finish(session: &Session, params: &SyncParams) -> Result<(), Failure> {
    let today = session.today;
    let noted = freshness::after(session);
    session
        .write(move |store, account, by| {
            freshness::note(store, account, &noted, by)?;
            store.compact_restatements(account, today, by)?;
            store.mark_synced(account, by)
        })
        .await?;
    session.ws.announce(Changed::Accounts);
    warn_of_the_tokens_end(session).await?;
    if params.days == Days::Usual {
        file_missing_history(session).await?;
    }
    Ok(())
}

/// Says in time that the token ends: a dead one stops every schedule.
async fn warn_of_the_tokens_end(session: &Session) -> Result<(), Failure> {
    let ends = session.read(|store, account| Ok(store.account(account)?.token.expires_at)).await?;
    let now = session.cx.clock.now();
    if let Some(at) = ends.filter(|at| at.since(now) <= TOKEN_WARNING) {
        session.warn(
            "token_ends_soon",
            format!(
                "The access token ends on {}. Make a new one and connect the account again before that.",
                at.in_words()
            ),
        );
    }
    Ok(())
}

async fn file_missing_history(session: &Session) -> Result<(), Failure> {
    let readable = gate::readable(session).await?;
    let missing = super::work::unread_days(session, readable).await?;
    let (own, account_key) = (session.cx.run, key(&session.account));
    let live = session.read(|store, _account| store.live_runs()).await?;
    let under_way = live.iter().any(|run| {
        run.id != own && run.concurrency_key.as_deref() == Some(&account_key) && super::is_history(&run.parameters)
    });
    if missing.is_empty() || under_way {
        return Ok(());
    }
    session.cx.log.info(format!(
        "{} older days follow with low priority, back to {}.",
        missing.len(),
        meta::earliest_day(session.today)
    ));
    history(session).await
}
