//! Handing ads out: files or one ZIP, copy texts beside the pictures, a manifest, a sheet for Ads Manager, one page for
//! a client. What was written is noted, so that its bytes stay in the file and a later sync finds the ad by its name.
//!
//! One picture is written after the other, so that an export of any length needs the memory of a few. What is stopped
//! or fails leaves the folder as it was, and what lies there already is not written over: what would be is numbered. The
//! same ads make the same bytes, whenever they are exported.

mod bytes;
mod contact;
mod manifest;
mod names;
mod offers;
mod place;
pub mod preview;
mod sets;
pub mod sheet;
mod zip;

use std::collections::BTreeSet;
use std::path::PathBuf;

use creative::name::Pattern;
use creative::{Cancel, CanvasSize};
use serde::Serialize;
use store::creation::{AdFile, AdFilter, AdStatus, MadeAd, NewExport};
use units::Timestamp;

use super::cores;
use crate::{AppError, Changed, Workspace};
use bytes::Packed;
use names::Named;
use place::Place;
pub use sheet::SheetChoice;

/// The form of the pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ExportFormat {
    /// As they were made.
    Png,
    /// For places that want small files.
    Jpeg,
}

/// What is written, and where.
#[derive(Debug, Clone)]
pub struct ExportWanted {
    /// Which ads.
    pub ads: Vec<String>,
    /// The form of the pictures.
    pub format: ExportFormat,
    /// One ZIP instead of files.
    pub zip: bool,
    /// PNGs with the same pixels in fewer bytes: about a second more for each. It changes nothing about JPEGs.
    pub smaller: bool,
    /// The folder; it is made if it is not there.
    pub to: PathBuf,
    /// How files are named; `None` is the pattern in use.
    pub pattern: Option<Pattern>,
    /// What `{campaign}` says in their names; `None` is what was said last for their products, if it is the same for all.
    pub campaign: Option<String>,
    /// A sheet for Ads Manager's bulk import.
    pub sheet: SheetChoice,
    /// One offline HTML page with every ad as its placements show it.
    pub contact_sheet: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportReport {
    /// How many ads.
    pub ads: u32,
    /// Their products.
    #[serde(skip)]
    pub products: Vec<String>,
    /// Every picture.
    pub files: Vec<ExportedFile>,
    /// The manifest; in the ZIP, if there is one.
    pub manifest: String,
    /// The ZIP.
    pub zip: Option<String>,
    /// The sheet for Ads Manager.
    pub sheet: Option<sheet::SheetReport>,
    /// The page with every ad.
    pub contact_sheet: Option<String>,
    /// Ads without a picture, which were left out, by name.
    pub left_out: Vec<String>,
    /// Ads whose offer does not hold today, each with what is wrong with it: they were written, and should not run.
    pub not_holding: Vec<String>,
    /// Carousels of which cards are missing, each with which: they were written, and are no whole set.
    pub torn_sets: Vec<String>,
}

/// A picture that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedFile {
    /// Where: the file, or the ZIP that it is in.
    pub path: String,
    /// Its name.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// The ad.
    pub ad: String,
    /// The ad's eight digits.
    pub tag: String,
    /// `4x5`.
    pub size: String,
    /// The colour mode.
    pub color: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// The approved ads of the file, or of one run: by a person, or by the checks where nobody decided.
///
/// # Errors
/// As the file fails.
pub fn approved(ws: &Workspace, run: Option<&str>) -> Result<Vec<MadeAd>, AppError> {
    let filter = AdFilter { batch: run.map(str::to_owned), status: vec![AdStatus::Approved], ..AdFilter::default() };
    Ok(ws.store.made_ads(&filter)?)
}

/// The tag of a stored size: `4x5` for `1080x1350px`. What is not one of ours stays as it is.
#[must_use]
pub fn size_tag(stored: &str) -> String {
    stored.parse::<CanvasSize>().map_or_else(|_other| stored.to_owned(), |size| size.tag().to_owned())
}

/// A picture that is to be written, and how it is called.
pub(super) struct Piece<'a> {
    ad: &'a MadeAd,
    file: &'a AdFile,
    size: CanvasSize,
    name: String,
}

/// A picture that was written. Its bytes are not kept.
pub(super) struct Picture<'a> {
    ad: &'a MadeAd,
    file: &'a AdFile,
    size: CanvasSize,
    name: String,
    sha256: String,
}

/// Writes ads.
///
/// # Errors
/// As [`export_watched`], which nobody stops here.
pub fn export(ws: &Workspace, wanted: &ExportWanted) -> Result<ExportReport, AppError> {
    export_watched(ws, wanted, &Cancel::new(), |_done, _of| {})
}

/// Writes ads. `tell` hears how many pictures of how many are written; when `cancel` is raised nothing stays.
///
/// # Errors
/// `not_found`; `invalid_input` if there is nothing to write; `already_exists` for another file of that name;
/// `cancelled`; as the disk fails. Then the folder is as it was.
pub fn export_watched(
    ws: &Workspace,
    wanted: &ExportWanted,
    cancel: &Cancel,
    mut tell: impl FnMut(u32, u32),
) -> Result<ExportReport, AppError> {
    let filter = AdFilter { ids: wanted.ads.clone(), ..AdFilter::default() };
    let mut ads = if wanted.ads.is_empty() { Vec::new() } else { ws.store.made_ads(&filter)? };
    let left_out: Vec<String> = ads.iter().filter(|ad| !has_picture(ad)).map(|ad| ad.name.clone()).collect();
    ads.retain(has_picture);
    if ads.is_empty() {
        return Err(AppError::invalid(
            "There is no ad to export.",
            "Approve ads in Review first, or name the ads that you want.",
        ));
    }
    let not_holding = offers::not_holding(ws, &ads)?;
    let torn_sets = sets::torn(&ads);
    let named = Named::of(ws, &ads, wanted.pattern.as_ref(), wanted.campaign.as_deref())?;
    let pieces = pieces(&ads, &named, ending(wanted.format))?;
    let zip = wanted.zip.then(|| (format!("{}.zip", named.batch_name(ws)), newest(&ads)));
    let mut place = Place::begin(&wanted.to, zip)?;
    let of = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
    let packed = Packed { ws, wanted, cancel };
    let mut page = wanted.contact_sheet.then(|| contact::Page::begin(&named, &ads, place.part(CONTACT))).transpose()?;
    let mut pictures = Vec::with_capacity(pieces.len());
    tell(0, of);
    cores::in_order(
        pieces.len(),
        cores::at_once(),
        |at| packed.make(&pieces[at]),
        |at, made| {
            let piece = &pieces[at];
            place.put(&piece.name, &made.bytes)?;
            if let Some(page) = &mut page {
                page.add(&named, piece, &made.small)?;
            }
            pictures.push(picture(piece, &made));
            tell(u32::try_from(pictures.len()).unwrap_or(u32::MAX), of);
            Ok(())
        },
    )?;
    let contact_sheet = page.map(|page| page.end(&named)).transpose()?;
    let beside = beside(ws, wanted, &ads, &named, &pictures, &mut place)?;
    let contact_sheet = contact_sheet.map(|page| place.keep(page)).transpose()?;
    place.seal()?;
    let manifest = place.path(&beside.manifest);
    let report = ExportReport {
        ads: u32::try_from(ads.len()).unwrap_or(u32::MAX),
        products: ads.iter().map(|ad| ad.product.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
        files: pictures.iter().map(|picture| exported(picture, place.path(&picture.name))).collect(),
        zip: wanted.zip.then(|| manifest.clone()),
        manifest,
        sheet: beside.sheet,
        contact_sheet: contact_sheet.map(|path| path.display().to_string()),
        left_out,
        not_holding,
        torn_sets,
    };
    if cancel.is_cancelled() {
        return Err(AppError::cancelled());
    }
    place.end()?;
    note(ws, wanted, &pictures)?;
    Ok(report)
}

fn has_picture(ad: &MadeAd) -> bool {
    ad.files.iter().any(|file| file.sha256.is_some())
}

fn ending(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Png => "png",
        ExportFormat::Jpeg => "jpg",
    }
}

/// When the newest of the ads was made: what an archive says of its files, whenever it is written.
fn newest(ads: &[MadeAd]) -> Timestamp {
    ads.iter().map(|ad| ad.created_at).max().unwrap_or(Timestamp::from_millis(0))
}

fn pieces<'a>(ads: &'a [MadeAd], named: &Named, ending: &'static str) -> Result<Vec<Piece<'a>>, AppError> {
    let mut pieces = Vec::new();
    for ad in ads {
        for file in ad.files.iter().filter(|file| file.sha256.is_some()) {
            let size: CanvasSize = file.canvas_size.parse().map_err(AppError::internal)?;
            pieces.push(Piece { ad, file, size, name: named.file(ad, size, ending) });
        }
    }
    Ok(pieces)
}

fn picture<'a>(piece: &Piece<'a>, made: &bytes::Made) -> Picture<'a> {
    Picture { ad: piece.ad, file: piece.file, size: piece.size, name: piece.name.clone(), sha256: made.sha256.clone() }
}

/// What lies beside the pictures.
struct Beside {
    /// The manifest's name.
    manifest: String,
    sheet: Option<sheet::SheetReport>,
}

fn beside(
    ws: &Workspace,
    wanted: &ExportWanted,
    ads: &[MadeAd],
    named: &Named,
    pictures: &[Picture<'_>],
    place: &mut Place,
) -> Result<Beside, AppError> {
    for ad in ads {
        place.put(&format!("{}.txt", named.base(ad)), manifest::copy_text(named, ad).as_bytes())?;
    }
    let manifest = place.put(MANIFEST, manifest::csv(named, pictures)?.as_bytes())?;
    let mut sheet_report = None;
    if let Some((text, mut report)) = sheet::fill(ws, &wanted.sheet, named, pictures)? {
        report.name = place.put(&report.name, &text)?;
        sheet_report = Some(report);
    }
    Ok(Beside { manifest, sheet: sheet_report })
}

const MANIFEST: &str = "manifest.csv";
const CONTACT: &str = "contact-sheet.html";

fn exported(picture: &Picture<'_>, path: String) -> ExportedFile {
    let (width, height) = picture.size.pixels();
    ExportedFile {
        path,
        name: picture.name.clone(),
        sha256: picture.sha256.clone(),
        ad: picture.ad.id.clone(),
        tag: picture.ad.tag.clone(),
        size: picture.size.tag().to_owned(),
        color: picture.ad.color_mode.clone(),
        width,
        height,
    }
}

/// Notes what was written. Who reads a file of somebody else may hand ads out too; it is only not noted there.
fn note(ws: &Workspace, wanted: &ExportWanted, pictures: &[Picture<'_>]) -> Result<(), AppError> {
    if ws.store.is_read_only() {
        return Ok(());
    }
    let format = if wanted.format == ExportFormat::Png { "png" } else { "jpeg" };
    let exports: Vec<NewExport> = pictures
        .iter()
        .map(|picture| NewExport {
            generated_ad: picture.file.id.clone(),
            file_name: picture.name.clone(),
            format: format.to_owned(),
            sha256: picture.sha256.clone(),
        })
        .collect();
    ws.store.note_exports(&exports, ws.clock.now())?;
    ws.announce(Changed::Ads);
    Ok(())
}

#[cfg(test)]
mod tests;
