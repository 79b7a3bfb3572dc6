//! The runner of an open file, with the handlers of this program.

use std::sync::Arc;
use std::time::Duration;

use scheduler::{Listener, Runner, RunnerEvent, RunnerSettings, Summary, Until};
use store::StoreError;
use tokio_util::sync::CancellationToken;

use crate::{AppError, Changed, Workspace, handlers};

/// Who hears why schedules stand still.
pub type Trouble = Arc<dyn Fn(AppError) + Send + Sync>;

/// Makes this process a runner of the file. What it does is announced as changes; `trouble` hears of a full disk, on which
/// it waits.
///
/// # Errors
/// `opened_read_only` for a file that another installation runs.
pub fn runner(ws: &Workspace, trouble: &Trouble) -> Result<Runner, AppError> {
    let runner = Runner::new(
        ws.store.clone(),
        Arc::clone(&ws.clock),
        Arc::clone(&ws.ids),
        handlers::handlers(ws),
        RunnerSettings::default(),
        announcer(ws.clone(), Arc::clone(trouble)),
    );
    Ok(runner?)
}

/// Runs what is due, until `until` or `stop`.
///
/// # Errors
/// As [`runner`], or if the file cannot be read any more.
pub async fn run(
    ws: &Workspace,
    until: Until,
    stop: CancellationToken,
    trouble: &Trouble,
) -> Result<Summary, AppError> {
    Ok(runner(ws, trouble)?.run(until, stop).await?)
}

/// The first wait after a failure; each further one takes twice as long, up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_secs(5);
/// A file that cannot be read now may be readable when the disk, the share or another program lets go of it.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

/// Runs what is due until `stop`, whatever happens to the file meanwhile: a runner that cannot go on is begun anew after a
/// while. `trouble` hears of the first failure of a row of them, because schedules that stand still must be told of.
pub async fn keep_running(ws: &Workspace, first: Runner, stop: CancellationToken, trouble: Trouble) {
    let (mut next, mut wait) = (Ok(first), FIRST_WAIT);
    loop {
        let began = ws.clock.monotonic();
        let ended = match next {
            Ok(runner) => runner.run(Until::Stopped, stop.clone()).await.map(drop).map_err(AppError::from),
            Err(error) => Err(error),
        };
        let Err(error) = ended else { return };
        tracing::error!(code = error.code.word(), message = error.message, "the runner stopped and starts again");
        if stop.is_cancelled() {
            return;
        }
        if ws.clock.monotonic().since(began) > LONGEST_WAIT {
            wait = FIRST_WAIT;
        }
        if wait == FIRST_WAIT {
            trouble(error);
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = ws.clock.sleep(wait) => {}
        }
        wait = (wait * 2).min(LONGEST_WAIT);
        next = runner(ws, &trouble);
    }
}

/// Turns what the runner tells into announcements.
fn announcer(ws: Workspace, trouble: Trouble) -> Listener {
    Arc::new(move |event| match event {
        RunnerEvent::Job(id) => ws.announce(Changed::Jobs { ids: vec![id] }),
        RunnerEvent::Run(id) => ws.announce(Changed::Runs { ids: vec![id] }),
        RunnerEvent::Clock(_jump) => ws.announce(Changed::Jobs { ids: Vec::new() }),
        RunnerEvent::NotRecorded(run, why) => tracing::error!(%run, why, "the end of a run is not stored yet"),
        RunnerEvent::DiskFull => trouble(StoreError::DiskFull.into()),
    })
}
