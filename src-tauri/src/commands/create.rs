//! Commands of the Create page.

use std::sync::Arc;

use app::pages::create::{
    self, AdForecast, AdJudgement, BoardDraft, BoardPlan, BoardQuery, BoardRepeat, BoardSchedule, BoardSum,
    ChooseQuery, ChooseTemplate, CreatePage, ForecastAsk, JudgeAsk, MakeInput, PlannedRun, Preview, PreviewAsk,
    Previews, RunPicture, RunPicturesAsk,
};
use app::pages::schedule::JobInput;
use app::{AppError, Workspace};
use tauri::State;
use units::{JobId, RunId, Timestamp};

use crate::desk::{Desk, read};

/// A read that draws or looks at what was drawn for the window.
async fn drawing<T: Send + 'static>(
    desk: &Arc<Desk>,
    previews: &Arc<Previews>,
    work: impl FnOnce(&Workspace, &Previews) -> Result<T, AppError> + Send + 'static,
) -> Result<T, AppError> {
    let previews = Arc::clone(previews);
    read(desk, move |workspace| work(workspace, &previews)).await
}

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
    drawing(&desk, &previews, move |workspace, previews| create::plan_board(workspace, previews, &query)).await
}

/// The templates that the grid shows to choose from by hand.
///
/// # Errors
/// `not_found`; `invalid_input`; if the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn choose_templates(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    query: ChooseQuery,
) -> Result<Vec<ChooseTemplate>, AppError> {
    drawing(&desk, &previews, move |workspace, previews| create::choose_templates(workspace, previews, &query)).await
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
    drawing(&desk, &previews, move |workspace, previews| previews.draw(workspace, &ask)).await
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
    drawing(&desk, &previews, move |workspace, previews| previews.judge(workspace, &ask)).await
}

/// Makes the ads of a board now; the answer is the run, or the runs of a board that is too large for one, in order.
///
/// # Errors
/// `invalid_input`; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn make_ads(desk: State<'_, Arc<Desk>>, input: MakeInput) -> Result<Vec<RunId>, AppError> {
    read(&desk, move |workspace| create::make_ads(workspace, input)).await
}

/// What making the ads of a board comes to: how many, and how many runs it takes.
///
/// # Errors
/// As [`make_ads`].
#[tauri::command]
#[specta::specta]
pub async fn sum_board(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    input: MakeInput,
) -> Result<BoardSum, AppError> {
    drawing(&desk, &previews, move |workspace, previews| create::sum_board(workspace, previews, input)).await
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
    drawing(&desk, &previews, move |workspace, previews| create::preview_board_schedule(workspace, previews, input))
        .await
}

/// Saves a board as a schedule.
///
/// # Errors
/// `invalid_input`; `schedule_never_fires`; `opened_read_only`.
#[tauri::command]
#[specta::specta]
pub async fn schedule_board(desk: State<'_, Arc<Desk>>, makes: BoardRepeat, job: JobInput) -> Result<JobId, AppError> {
    read(&desk, move |workspace| create::schedule_board(workspace, makes, job)).await
}

/// The board of a product as it was left; without one named, the one that was kept last.
///
/// # Errors
/// If the file cannot be read.
#[tauri::command]
#[specta::specta]
pub async fn board_draft(desk: State<'_, Arc<Desk>>, product: Option<String>) -> Result<Option<BoardDraft>, AppError> {
    read(&desk, move |workspace| create::board_draft(workspace, product.as_deref())).await
}

/// Keeps the board of a product; the answer is when.
///
/// # Errors
/// As [`create::keep_board_draft`].
#[tauri::command]
#[specta::specta]
pub async fn keep_board_draft(
    desk: State<'_, Arc<Desk>>,
    product: String,
    body: String,
) -> Result<Timestamp, AppError> {
    read(&desk, move |workspace| create::keep_board_draft(workspace, &product, &body)).await
}

/// What the next runs of a job that makes ads will make.
///
/// # Errors
/// As [`create::forecast_ads`].
#[tauri::command]
#[specta::specta]
pub async fn forecast_ads(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    ask: ForecastAsk,
) -> Result<AdForecast, AppError> {
    drawing(&desk, &previews, move |workspace, previews| create::forecast_ads(workspace, previews, &ask)).await
}

/// Draws the first ads that a run of a job will make.
///
/// # Errors
/// As [`create::run_pictures`].
#[tauri::command]
#[specta::specta]
pub async fn run_pictures(
    desk: State<'_, Arc<Desk>>,
    previews: State<'_, Arc<Previews>>,
    ask: RunPicturesAsk,
) -> Result<Vec<RunPicture>, AppError> {
    drawing(&desk, &previews, move |workspace, previews| create::run_pictures(workspace, previews, &ask)).await
}
