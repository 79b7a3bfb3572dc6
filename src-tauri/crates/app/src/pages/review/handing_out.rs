//! Handing approved ads out.

use std::path::PathBuf;

use creative::Cancel;
use creative::name::Part;
use store::creation::{AdFilter, Decisive};

use super::reads::filter_of;
use super::{ExportFormat, ExportInput, ExportNames, ExportResult, NamesAsk, ReviewFilter};
use crate::creation::export::{self, ExportWanted, SheetChoice, preview};
use crate::creation::names;
use crate::{AppError, Workspace};

/// The names that an export would give to the approved ads of this filter, and how many files there would be.
///
/// # Errors
/// `invalid_input` with what is wrong with the pattern; as the file fails.
pub fn export_names(ws: &Workspace, ask: &NamesAsk) -> Result<ExportNames, AppError> {
    let (pattern, campaign) = (ask.pattern.as_deref(), ask.campaign.as_deref());
    let found = preview::names(ws, &approved(&ask.only), form(ask.format), pattern, campaign)?;
    Ok(ExportNames {
        pattern: found.pattern.to_string(),
        campaign: found.campaign,
        placeholders: preview::placeholders(),
        ads: found.ads,
        files: found.files,
        names: found.names,
    })
}

/// Writes the approved ads of a filter into a folder, listed or not, and keeps the pattern as the one in use, and the
/// campaign as that of their products.
/// `tell` hears how many pictures of how many are written.
///
/// # Errors
/// `invalid_input` if there is nothing to write; `already_exists` for another file of that name; `cancelled`; as the
/// disk fails. Then the folder is as it was.
pub fn export_ads(
    ws: &Workspace,
    input: &ExportInput,
    cancel: &Cancel,
    tell: impl FnMut(u32, u32),
) -> Result<ExportResult, AppError> {
    if input.to.trim().is_empty() {
        return Err(AppError::invalid("No folder was named.", "Write a folder, or choose one."));
    }
    let to = PathBuf::from(input.to.trim());
    let pattern = names::read(&input.pattern)?;
    let wanted = ExportWanted {
        ads: ws.store.ad_ids(&approved(&input.only))?,
        format: form(input.format),
        zip: input.format == ExportFormat::Zip,
        smaller: input.smaller,
        to: to.clone(),
        pattern: Some(pattern.clone()),
        campaign: Some(input.campaign.clone()),
        sheet: if input.ads_manager { SheetChoice::IfKnown } else { SheetChoice::Off },
        contact_sheet: input.contact_sheet,
    };
    let report = export::export_watched(ws, &wanted, cancel, tell)?;
    if !ws.store.is_read_only() {
        if names::pattern(ws)? != pattern {
            names::set_pattern(ws, pattern.as_str())?;
        }
        // Nobody is asked for the words of a part that the names do not have.
        if pattern.has(Part::Campaign) {
            names::set_campaign(ws, &report.products, &input.campaign)?;
        }
    }
    Ok(ExportResult {
        folder: to.display().to_string(),
        zip: report.zip,
        files: u32::try_from(report.files.len()).unwrap_or(u32::MAX),
        left_out: report.left_out,
        not_holding: report.not_holding,
        torn_sets: report.torn_sets,
        unplaced: report.sheet.map_or(0, |sheet| sheet.unplaced),
    })
}

fn approved(only: &ReviewFilter) -> AdFilter {
    AdFilter { decision: Some(Decisive::Approved), ..filter_of(only) }
}

fn form(format: ExportFormat) -> export::ExportFormat {
    match format {
        ExportFormat::Jpeg => export::ExportFormat::Jpeg,
        ExportFormat::Png | ExportFormat::Zip => export::ExportFormat::Png,
    }
}

/// The folder that is offered for exports: beside the file, named after it.
pub fn export_folder(ws: &Workspace) -> String {
    let file = ws.store.path();
    let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    file.with_file_name(format!("{name} ads")).display().to_string()
}
