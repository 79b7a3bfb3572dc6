//! The demo's file: made, or opened again.

use std::path::PathBuf;

use app::demo::{self, DemoStory, DemoWanted, ProgressReport};
use app::{AppError, ErrorCode, Workspace};
use graph_sim::Story;
use units::{AccountDate, AccountId, Zone};

use crate::opening::Opening;

/// The zone whose day comes last of the stories' accounts: a story told from its day lies ahead of no account's today.
const WESTERNMOST: &str = "America/Los_Angeles";

/// Which demo, and where.
#[derive(Debug, Clone)]
pub struct DemoFile {
    /// The story.
    pub story: Story,
    /// Its seed.
    pub seed: u64,
    /// The day that is today in it, if a person fixed it.
    pub as_of: Option<AccountDate>,
    /// The file.
    pub file: PathBuf,
}

/// Opens the demo's file, or makes it with its accounts, targets and schedules; gives its accounts, the main one first.
///
/// # Errors
/// `conflict` if the file holds another story or a person's own accounts; else as file and simulator fail.
pub async fn make(opening: &Opening, wanted: &DemoFile) -> Result<(Workspace, Vec<AccountId>), AppError> {
    let ws = if wanted.file.exists() { opening.open(&wanted.file)? } else { opening.create(&wanted.file)? };
    let west = Zone::parse(WESTERNMOST).map_err(AppError::internal)?;
    let today = west.day_of(ws.clock.now());
    let fresh = DemoStory {
        story: wanted.story.name().to_owned(),
        seed: wanted.seed,
        told_from: wanted.as_of.unwrap_or(today),
    };
    let story = match demo::story_of(&ws)? {
        Some(told) if told.story == fresh.story && told.seed == fresh.seed => told,
        Some(told) => return Err(another(&told)),
        None => fresh,
    };
    let accounts = opening.endpoints().accounts_of(&story).await?;
    let wanted = DemoWanted { story, as_of: wanted.as_of, accounts };
    demo::prepare(&ws, &wanted).await?;
    Ok((ws, wanted.accounts))
}

/// Makes the demo ready to be looked at: the main account's days are synced, everything else is filed for the runner of
/// the window. The file is closed again.
///
/// # Errors
/// As [`make`], and what failed the sync.
pub async fn first_view(opening: &Opening, wanted: &DemoFile, tell: impl Fn(&ProgressReport)) -> Result<(), AppError> {
    let (ws, accounts) = make(opening, wanted).await?;
    let main = accounts.first().cloned().ok_or_else(|| AppError::internal("a story without an account"))?;
    let asked = main.clone();
    if ws.blocking(move |store| store.account(&asked)).await?.synced_at.is_none() {
        demo::sync_first(&ws, &main, tell).await?;
    }
    for account in &accounts {
        demo::file_first(&ws, account).await?;
    }
    demo::file_ads(&ws).await
}

fn another(told: &DemoStory) -> AppError {
    AppError::new(
        ErrorCode::Conflict,
        format!("This file tells another story already: {} with seed {}.", told.story, told.seed),
        "Give another file for this story.",
    )
}
