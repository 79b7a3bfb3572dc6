//! What people decide about ads.

use store::creation::{Decided, Decisive, NewDecision};

use crate::{AppError, Changed, ErrorCode, Workspace};

/// Why an ad is rejected: the six that have keys.
pub const REASONS: [&str; 6] =
    ["off_brand", "wrong_offer", "hard_to_read", "weak_idea", "picture_flawed", "too_like_another"];

/// Approves ads.
///
/// # Errors
/// `not_found`; `conflict` for an ad without a picture. Then nothing is decided.
pub fn approve(ws: &Workspace, ads: &[String]) -> Result<Vec<Decided>, AppError> {
    decide(ws, ads, Decisive::Approved, &[], None)
}

/// Rejects ads, with reasons from [`REASONS`].
///
/// # Errors
/// `not_found`; `invalid_input` for a reason that is none.
pub fn reject(
    ws: &Workspace,
    ads: &[String],
    reasons: &[String],
    note: Option<&str>,
) -> Result<Vec<Decided>, AppError> {
    decide(ws, ads, Decisive::Rejected, reasons, note)
}

/// Decides about ads in one act, which [`undo`] takes back in one.
///
/// # Errors
/// As [`approve`] and [`reject`].
pub fn decide(
    ws: &Workspace,
    ads: &[String],
    action: Decisive,
    reasons: &[String],
    note: Option<&str>,
) -> Result<Vec<Decided>, AppError> {
    if let Some(unknown) = reasons.iter().find(|reason| !REASONS.contains(&reason.as_str())) {
        return Err(AppError::invalid(
            format!("`{unknown}` is not a reason."),
            format!("Choose from {}, or write a note.", REASONS.join(", ")),
        ));
    }
    if ads.is_empty() {
        return Err(AppError::invalid("No ad was named.", "Name at least one ad."));
    }
    let now = ws.clock.now();
    let new = NewDecision {
        ads: ads.to_vec(),
        action,
        reasons: reasons.to_vec(),
        note: note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned),
        act: ws.ids.uuid(now).to_string(),
    };
    let decided = ws.store.decide(&new, now)?;
    ws.announce(Changed::Ads);
    Ok(decided)
}

/// Takes the last act back, of those about an ad of this batch if one is given; empty if there is none.
///
/// # Errors
/// As the file fails.
pub fn undo(ws: &Workspace, batch: Option<&str>) -> Result<Vec<Decided>, AppError> {
    let undone = ws.store.undo_decision(batch, ws.clock.now())?;
    ws.announce(Changed::Ads);
    Ok(undone)
}

/// The ad with this id, or the only one whose tag it is.
///
/// # Errors
/// `not_found`.
pub fn find(ws: &Workspace, id_or_tag: &str) -> Result<store::creation::MadeAd, AppError> {
    let wanted = id_or_tag.trim().to_lowercase();
    match ws.store.ad_named(&wanted) {
        Ok(ad) => Ok(ad),
        Err(store::StoreError::NoSuchRow { .. }) => Err(AppError::new(
            ErrorCode::NotFound,
            format!("There is no ad {id_or_tag} in this file."),
            "List what is there with `ads list`, then name an ad by its id or its eight digits.",
        )),
        Err(error) => Err(error.into()),
    }
}
