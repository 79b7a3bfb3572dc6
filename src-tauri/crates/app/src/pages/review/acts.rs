//! Deciding, changing copy, making missing sizes.

use std::path::{Path, PathBuf};

use store::creation::Decisive;
use units::RunId;

use super::{AdDecision, AdsManagerSheet, DecideInput, ExportFormat, ExportInput, ExportResult};
use crate::creation::export::sheet::{self, KnownSheet};
use crate::creation::export::{self, ExportWanted, SheetChoice};
use crate::creation::{more, review};
use crate::pages::create::AdTexts;
use crate::{AppError, Changed, ErrorCode, Workspace};

/// Decides about ads in one act.
///
/// # Errors
/// `not_found`; `invalid_input` for a reason that is none.
pub fn decide_ads(ws: &Workspace, input: &DecideInput) -> Result<(), AppError> {
    let action = match input.decision {
        AdDecision::Approved => Decisive::Approved,
        AdDecision::Rejected => Decisive::Rejected,
    };
    review::decide(ws, &input.ads, action, &input.reasons, None).map(drop)
}

/// Takes the last act back; the answer is which ads it was about.
///
/// # Errors
/// As the file fails.
pub fn undo_decision(ws: &Workspace) -> Result<Vec<String>, AppError> {
    Ok(review::undo(ws)?.into_iter().map(|decided| decided.ad).collect())
}

/// Changes the words beside an ad.
///
/// # Errors
/// `not_found`; as the file fails.
pub fn change_copy(ws: &Workspace, ad: &str, copy: AdTexts) -> Result<(), AppError> {
    ws.store.set_ad_copy(ad, &stored(copy))?;
    ws.announce(Changed::Ads);
    Ok(())
}

/// Copy as the file keeps it: without empty texts.
pub(crate) fn stored(copy: AdTexts) -> store::creation::AdCopy {
    let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let all = |texts: Vec<String>| texts.into_iter().filter_map(filled).take(5).collect();
    store::creation::AdCopy {
        primary_texts: all(copy.primary_texts),
        headlines: all(copy.headlines),
        description: filled(copy.description),
        button: filled(copy.button),
        url: filled(copy.url),
        utm: filled(copy.utm),
    }
}

/// Makes the sizes that ads do not have yet; the answer is the first run.
///
/// # Errors
/// `not_found`; `conflict` if none is missing.
pub fn make_missing_sizes(ws: &Workspace, ads: &[String]) -> Result<RunId, AppError> {
    let mut first = None;
    for ad in ads {
        let run = more::missing_sizes(ws, ad)?;
        first = first.or(run);
    }
    first.ok_or_else(|| {
        AppError::new(ErrorCode::Conflict, "No size is missing.", "Each size that the template has was made already.")
    })
}

/// Writes ads into a folder.
///
/// # Errors
/// `invalid_input` if there is nothing to write; `already_exists` for another file of that name; as the disk fails.
pub fn export_ads(ws: &Workspace, input: &ExportInput) -> Result<ExportResult, AppError> {
    if input.to.trim().is_empty() {
        return Err(AppError::invalid("No folder was named.", "Write a folder, or choose one."));
    }
    let to = PathBuf::from(input.to.trim());
    let report = export::export(
        ws,
        &ExportWanted {
            ads: input.ads.clone(),
            format: if input.format == ExportFormat::Jpeg {
                export::ExportFormat::Jpeg
            } else {
                export::ExportFormat::Png
            },
            zip: input.format == ExportFormat::Zip,
            to: to.clone(),
            pattern: None,
            sheet: if input.ads_manager { SheetChoice::IfKnown } else { SheetChoice::Off },
            contact_sheet: input.contact_sheet,
        },
    )?;
    Ok(ExportResult {
        folder: to.display().to_string(),
        files: u32::try_from(report.files.len()).unwrap_or(u32::MAX),
        left_out: report.left_out,
        unplaced: report.sheet.map_or(0, |sheet| sheet.unplaced),
    })
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

/// The folder that is offered for exports: beside the file, named after it.
pub fn export_folder(ws: &Workspace) -> String {
    let file = ws.store.path();
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    file.with_file_name(format!("{name} ads")).display().to_string()
}
