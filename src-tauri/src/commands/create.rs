//! Commands of the Create page.

use std::sync::Arc;

use app::AppError;
use app::pages::create::{
    self, AdColour, AdJudgement, BoardPlan, BoardQuery, BoardSchedule, CreatePage, JudgeAsk, MakeInput, PlannedRun,
    Preview, PreviewAsk, Previews,
};
use app::pages::schedule::JobInput;
use tauri::State;
use units::{JobId, RunId};

use crate::desk::{Desk, read};

/// What there is to make ads of.
///
/// # Errors
/// `not_found` while no file is open; if it cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn create_page(desk: State<'_, Arc<Desk>>) -> Result<CreatePage, AppError> {
    read(&desk, create::create_page).await
}

/// Which templates a board's mode proposes.
///
/// # Errors
/// `not_found`; `invalid_input`; if the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn plan_board(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    query: BoardQuery,
) -> Result<BoardPlan, AppError> {
    let previews = Arc::clone(&previews);
    read(&desk, move |workspace| create::plan_board(workspace, &previews, &query)).await
}

/// Draws an ad of the board in one size; its bytes come by the media protocol.
///
/// # Errors
/// As [`Previews::draw`].
#[tauri::command]
#[specta::specta]
pub async fn preview_ad(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    ask: PreviewAsk,
) -> Result<Preview, AppError> {
    let previews = Arc::clone(&previews);
    read(&desk, move |workspace| previews.draw(workspace, &ask)).await
}

/// Checks an ad of the board in all its sizes.
///
/// # Errors
/// As [`Previews::judge`].
#[tauri::command]
#[specta::specta]
pub async fn judge_ad(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    ask: JudgeAsk,
) -> Result<AdJudgement, AppError> {
    let previews = Arc::clone(&previews);
    read(&desk, move |workspace| previews.judge(workspace, &ask)).await
}

/// Makes the ads of a board now; the answer is the run.
///
/// # Errors
/// `invalid_input`; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn make_ads(desk: State<'_, Arc<Desk>>, input: MakeInput) -> Result<RunId, AppError> {
    read(&desk, move |workspace| create::make_ads(workspace, input)).await
}

/// The next runs of a board as a schedule, and what each will make.
///
/// # Errors
/// `invalid_input`; `schedule_never_fires`.
#[tauri::command]
#[specta::specta]
pub async fn preview_board_schedule(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    input: BoardSchedule,
) -> Result<Vec<PlannedRun>, AppError> {
    let previews = Arc::clone(&previews);
    read(&desk, move |workspace| create::preview_board_schedule(workspace, &previews, &input)).await
}

/// Saves a board as a schedule.
///
/// # Errors
/// `invalid_input`; `schedule_never_fires`; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn schedule_board(
    desk: State<'_, Arc<Desk>>,
    query: BoardQuery,
    colour: AdColour,
    job: JobInput,
) -> Result<JobId, AppError> {
    read(&desk, move |workspace| create::schedule_board(workspace, &query, colour, job)).await
}
