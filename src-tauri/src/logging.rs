//! Log files: rotating, bounded, and without anything secret.
//!
//! What is never logged: tokens, request bodies, creative texts. Account ids and names appear below INFO only.
//! Each run's own lines are in the workspace file; these files are for what happens around runs.

use std::io::IsTerminal as _;
use std::path::Path;

use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_appender::rolling::{Builder, Rotation};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _};

/// Keeps the background writer alive; dropping it flushes.
#[derive(Debug)]
pub struct Logging {
    _writer: Option<WorkerGuard>,
}

/// Two weeks of days.
const FILES_KEPT: usize = 14;
/// Lines that wait to be written at most; what comes on top is dropped. Their places are all made at the start.
const LINES_WAITING: usize = 8192;

/// Starts logging to `folder`, one file a day; `AD_CREATOR_LOG` filters as `tracing` does (default `info`).
/// With `to_stderr`, warnings go to standard error too. A folder that cannot be written costs the files, not the
/// program: the reason is said on standard error.
pub fn start(folder: &Path, to_stderr: bool) -> Logging {
    let filter = || EnvFilter::try_from_env("AD_CREATOR_LOG").unwrap_or_else(|_unset| EnvFilter::new("info"));
    let stderr = to_stderr.then(|| {
        tracing_subscriber::fmt::layer()
            .with_writer(std::io::stderr)
            .with_ansi(std::io::stderr().is_terminal())
            .with_target(false)
            .without_time()
            .with_filter(tracing_subscriber::filter::LevelFilter::WARN)
    });
    let appender = std::fs::create_dir_all(folder).map_err(|error| error.to_string()).and_then(|()| {
        Builder::new()
            .rotation(Rotation::DAILY)
            .filename_prefix("ad-creator")
            .filename_suffix("log")
            .max_log_files(FILES_KEPT)
            .build(folder)
            .map_err(|error| error.to_string())
    });
    let (files, guard, problem) = match appender {
        Ok(appender) => {
            let (writer, guard) = NonBlockingBuilder::default().buffered_lines_limit(LINES_WAITING).finish(appender);
            let layer = tracing_subscriber::fmt::layer().json().with_writer(writer).with_filter(filter());
            (Some(layer), Some(guard), None)
        }
        Err(problem) => (None, None, Some(problem)),
    };
    // A second start in one process (never in the shipped program) keeps the first subscriber.
    if tracing_subscriber::registry().with(files).with(stderr).try_init().is_err() {
        tracing::debug!("logging was started already");
    }
    if let Some(problem) = problem {
        tracing::warn!(problem, "no log files: the folder cannot be written");
    }
    Logging { _writer: guard }
}
