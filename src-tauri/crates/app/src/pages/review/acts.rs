//! Deciding, changing copy, making missing sizes, drawing again.

use std::path::Path;

use creative::Cancel;
use store::creation::Decisive;
use units::RunId;

use super::{AdDecision, AdsManagerSheet, DecideInput, DecidedAd, DrawnAgain, UndoneDecision};
use crate::creation::export::sheet::{self, KnownSheet};
use crate::creation::{beside, more, review};
use crate::pages::create::AdTexts;
use crate::{AppError, ErrorCode, Workspace};

/// Decides about ads in one act.
///
/// # Errors
/// `not_found`; `invalid_input` for a reason that is none.
pub fn decide_ads(ws: &Workspace, input: &DecideInput) -> Result<(), AppError> {
    let action = match input.decision {
        AdDecision::Approved => Decisive::Approved,
        AdDecision::Rejected => Decisive::Rejected,
    };
    review::decide(ws, &input.ads, action, &input.reasons, Some(&input.note)).map(drop)
}

/// Takes the last act back, in the run that is shown if one is: a decision that nobody sees is not taken back.
///
/// # Errors
/// As the file fails.
pub fn undo_decision(ws: &Workspace, run: Option<RunId>) -> Result<UndoneDecision, AppError> {
    let run = run.map(|run| run.to_string());
    let ads: Vec<String> = review::undo(ws, run.as_deref())?.into_iter().map(|decided| decided.ad).collect();
    let mut named = None;
    for ad in &ads {
        if run.is_none() || run.as_ref() == Some(&ws.store.made_ad(ad)?.batch) {
            named = Some(ad.clone());
            break;
        }
    }
    if named.is_none() {
        named = ws.store.last_decided()?;
    }
    let last = named.map(|ad| decided_ad(ws, &ad)).transpose()?;
    Ok(UndoneDecision { ads, last })
}

/// Where an ad is that was decided about.
fn decided_ad(ws: &Workspace, id: &str) -> Result<DecidedAd, AppError> {
    let ad = ws.store.made_ad(id)?;
    let run = ad.batch.parse().map_err(|_not_one| AppError::internal("a batch has no run"))?;
    Ok(DecidedAd { id: ad.id, name: ad.name, run, batch: ws.store.batch(&ad.batch)?.name })
}

/// Changes the words beside an ad and checks them again.
///
/// # Errors
/// As [`beside::change`].
pub fn change_copy(ws: &Workspace, ad: &str, copy: AdTexts) -> Result<(), AppError> {
    beside::change(ws, ad, stored(copy))
}

/// Copy as the file keeps it. A button, an address or a pattern that was emptied is empty, not unsaid.
pub(crate) fn stored(copy: AdTexts) -> store::creation::AdCopy {
    let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let all = |texts: Vec<String>| texts.into_iter().filter_map(filled).take(5).collect();
    let said = |text: String| Some(text.trim().to_owned());
    store::creation::AdCopy {
        primary_texts: all(copy.primary_texts),
        headlines: all(copy.headlines),
        description: filled(copy.description),
        button: said(copy.button),
        url: said(copy.url),
        utm: said(copy.utm),
    }
}

/// Makes the sizes that ads do not have yet and adds them; the answer is how many.
///
/// # Errors
/// `not_found`; `conflict` if none is missing; as drawing fails.
pub fn make_missing_sizes(ws: &Workspace, ads: &[String]) -> Result<u32, AppError> {
    let mut made = 0;
    for ad in ads {
        made += more::missing_sizes(ws, ad, &Cancel::new())?.len();
    }
    if made == 0 {
        return Err(AppError::new(
            ErrorCode::Conflict,
            "No size is missing.",
            "Each size that the template has was made already.",
        ));
    }
    Ok(u32::try_from(made).unwrap_or(u32::MAX))
}

/// Draws an ad again in all its sizes and says whether it is the same bytes.
///
/// # Errors
/// As [`more::all_again`].
pub fn render_again(ws: &Workspace, ad: &str) -> Result<Vec<DrawnAgain>, AppError> {
    let all = more::all_again(ws, ad, &Cancel::new())?;
    Ok(all.into_iter().map(|one| DrawnAgain { size: one.size, same: one.same, why: one.why }).collect())
}

/// The columns of Ads Manager's sheet that are remembered.
///
/// # Errors
/// As the file fails.
pub fn ads_manager_sheet(ws: &Workspace) -> Result<Option<AdsManagerSheet>, AppError> {
    Ok(sheet::known(ws)?.map(sheet_row))
}

/// Remembers the columns of a sheet that Ads Manager exported.
///
/// # Errors
/// `invalid_input` for a file that is no such sheet; as the disk fails.
pub fn keep_ads_manager_sheet(ws: &Workspace, path: &str) -> Result<AdsManagerSheet, AppError> {
    sheet::remember(ws, Path::new(path)).map(sheet_row)
}

fn sheet_row(known: KnownSheet) -> AdsManagerSheet {
    AdsManagerSheet { columns: known.columns, campaign: known.campaign, ad_set: known.ad_set, pictures: known.pictures }
}
