//! `demo`: a demo workspace.

use std::path::PathBuf;
use std::sync::Arc;

use app::AppError;
use app::demo::{self, DemoReport};
use clap::{Args, Subcommand};
use graph_sim::Story;
use units::{AccountDate, Clock, ShiftedClock, Timestamp, counted};

use super::{Answer, Session};
use crate::demo_file::{DemoFile, first_view, make};
use crate::opening::Opening;
use crate::places::Places;
use crate::window;

/// Commands of the demo.
#[derive(Debug, Subcommand)]
pub enum DemoCommand {
    /// A demo workspace: invented accounts, synced from a simulator in this process
    Demo(DemoArguments),
}

/// Which demo.
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// showcase, healthy, fatigue, tracking-break, seasonal-dip or starved-winner
    #[arg(long, default_value = "showcase", value_parser = |name: &str| name.parse::<Story>())]
    story: Story,
    /// Chance follows from it
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The day that is today in the demo
    #[arg(long, value_name = "D")]
    as_of: Option<AccountDate>,
    /// Sync everything, say what is there, and open no window
    #[arg(long)]
    headless: bool,
    /// The demo's file; without it this user's demo
    file: Option<PathBuf>,
}

impl DemoCommand {
    /// The demo's file.
    pub fn file(&self, places: &Places) -> PathBuf {
        let Self::Demo(arguments) = self;
        arguments.file.clone().unwrap_or_else(|| places.demo_file())
    }
}

/// Noon in California and evening in Berlin: the same day in both brands' zones.
const HOUR_OF_DAY: &str = "T20:00:00Z";

/// Makes or reuses the demo, and opens the window on it unless it is headless.
///
/// # Errors
/// As making it fails; `conflict` for a file that holds something else.
pub fn run(session: &Session, command: DemoCommand) -> Result<Answer, AppError> {
    let file = command.file(&session.places);
    let DemoCommand::Demo(arguments) = command;
    let clock = match arguments.as_of {
        Some(day) => clock_on(day)?,
        None => Arc::clone(&session.clock),
    };
    let wanted = DemoFile { story: arguments.story, seed: arguments.seed, as_of: arguments.as_of, file };
    let opening = Opening::new(&session.places, Arc::clone(&clock), Arc::clone(&session.ids), false)?;
    let started = clock.monotonic();
    if arguments.headless {
        let report = session.wait_for(async {
            let (ws, accounts) = make(&opening, &wanted).await?;
            for account in &accounts {
                demo::sync_first(&ws, account, |progress| session.progress(&progress.message)).await?;
            }
            demo::file_ads(&ws).await?;
            demo::finish(&ws).await?;
            let took = clock.monotonic().since(started);
            demo::report(&ws, &accounts[0], u64::try_from(took.as_millis()).unwrap_or(u64::MAX)).await
        })?;
        opening.remember(&wanted.file)?;
        session.progress(&words(&report));
        return Answer::document(&report);
    }
    session.wait_for(first_view(&opening, &wanted, |progress| session.progress(&progress.message)))?;
    drop(opening);
    window::open(session.places.clone(), clock, Arc::clone(&session.ids), Some(wanted.file))?;
    Ok(Answer::said())
}

fn clock_on(day: AccountDate) -> Result<Arc<dyn Clock>, AppError> {
    let start = Timestamp::parse(&format!("{day}{HOUR_OF_DAY}")).map_err(AppError::internal)?;
    Ok(Arc::new(ShiftedClock::starting_at(start)))
}

fn words(report: &DemoReport) -> String {
    format!(
        "The demo is in {}: {} and {}, made in {:.1} s.\nOpen it with `ad-creator --workspace '{}'`.",
        report.file,
        counted(report.insight_rows, "daily row", "daily rows"),
        counted(report.ads_created, "ad", "ads"),
        report.duration_ms as f64 / 1000.0,
        report.file
    )
}
