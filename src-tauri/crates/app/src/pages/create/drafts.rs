//! The board as it was left, one for each product. It lies in the file, so it comes along to another computer.

use serde::Serialize;
use serde_json::Value;
use specta::Type;
use store::creation::Draft;
use units::Timestamp;

use crate::{AppError, Workspace};

/// More than this is no board: it has at most two dozen ads of a few lines.
const MOST_BYTES: usize = 512 << 10;

/// A board as it was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardDraft {
    /// The product.
    pub product: String,
    /// The board as the window wrote it: JSON.
    pub body: String,
    /// When it was kept.
    pub kept_at: Timestamp,
}

/// The draft of a product; without one named, the draft that was kept last.
///
/// # Errors
/// If the file cannot be read.
pub fn board_draft(ws: &Workspace, product: Option<&str>) -> Result<Option<BoardDraft>, AppError> {
    let found = match product {
        Some(product) => ws.store.draft(&id_of(product))?,
        None => ws.store.newest_draft()?,
    };
    Ok(found.and_then(|draft| {
        Some(BoardDraft { product: draft.product?, body: draft.body.to_string(), kept_at: draft.updated_at })
    }))
}

/// Keeps the draft of a product; the answer is when.
///
/// # Errors
/// `invalid_input` for what is no board; `not_found` without such a product; `opened_read_only`.
pub fn keep_board_draft(ws: &Workspace, product: &str, body: &str) -> Result<Timestamp, AppError> {
    ws.store.product(product)?;
    let body = serde_json::from_str::<Value>(body).ok().filter(|value| value.is_object() && body.len() <= MOST_BYTES);
    let body =
        body.ok_or_else(|| AppError::invalid("This is no board.", "Reload the page; the draft before stays."))?;
    let updated_at = ws.clock.now();
    ws.store.keep_draft(&Draft { id: id_of(product), product: Some(product.to_owned()), body, updated_at })?;
    Ok(updated_at)
}

fn id_of(product: &str) -> String {
    format!("board {product}")
}
