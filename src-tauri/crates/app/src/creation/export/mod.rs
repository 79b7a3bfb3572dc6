//! Handing ads out: files or one ZIP, copy texts beside the pictures, a manifest, a sheet for Ads Manager, one page for
//! a client. What was written is noted, so that its bytes stay in the file and a later sync finds the ad by its name.

mod contact;
mod manifest;
mod names;
pub mod sheet;
mod zip;

use std::path::{Path, PathBuf};

use creative::name::Pattern;
use creative::{CanvasSize, Drawn, Pixels, encode};
use serde::Serialize;
use store::creation::{AdFile, AdFilter, AdStatus, MadeAd, NewExport};

use super::{library, more, recipe, templates};
use crate::{AppError, Changed, ErrorCode, Workspace};
use names::Named;
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
    /// The folder; it is made if it is not there.
    pub to: PathBuf,
    /// How files are named; `None` is the pattern in use.
    pub pattern: Option<Pattern>,
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

/// A picture ready to be written.
pub(super) struct Picture<'a> {
    ad: &'a MadeAd,
    file: &'a AdFile,
    size: CanvasSize,
    name: String,
    bytes: Vec<u8>,
}

/// Writes ads.
///
/// # Errors
/// `not_found`; `invalid_input` if there is nothing to write; `already_exists` for another file of that name; as the
/// disk fails.
pub fn export(ws: &Workspace, wanted: &ExportWanted) -> Result<ExportReport, AppError> {
    let filter = AdFilter { ids: wanted.ads.clone(), ..AdFilter::default() };
    let mut ads = if wanted.ads.is_empty() { Vec::new() } else { ws.store.made_ads(&filter)? };
    let has_picture = |ad: &MadeAd| ad.files.iter().any(|file| file.sha256.is_some());
    let left_out: Vec<String> = ads.iter().filter(|ad| !has_picture(ad)).map(|ad| ad.name.clone()).collect();
    ads.retain(has_picture);
    if ads.is_empty() {
        return Err(AppError::invalid(
            "There is no ad to export.",
            "Approve ads in Review first, or name the ads that you want.",
        ));
    }
    let named = Named::of(ws, &ads, wanted.pattern.as_ref())?;
    let ending = if wanted.format == ExportFormat::Png { "png" } else { "jpg" };
    let mut pictures = Vec::new();
    for ad in &ads {
        for file in ad.files.iter().filter(|file| file.sha256.is_some()) {
            let size: CanvasSize = file.canvas_size.parse().map_err(AppError::internal)?;
            let png = more::bytes(ws, ad, file)?;
            let bytes = if wanted.format == ExportFormat::Png { png } else { jpeg(ad, size, &png)? };
            pictures.push(Picture { ad, file, size, name: named.file(ad, size, ending), bytes });
        }
    }
    std::fs::create_dir_all(&wanted.to)?;
    let mut report = write(ws, wanted, &ads, &named, &pictures)?;
    report.left_out = left_out;
    let exports: Vec<NewExport> = pictures
        .iter()
        .map(|picture| NewExport {
            generated_ad: picture.file.id.clone(),
            file_name: picture.name.clone(),
            format: if ending == "png" { "png" } else { "jpeg" }.to_owned(),
            sha256: templates::sha256(&picture.bytes),
        })
        .collect();
    // Who reads a file of somebody else may hand ads out too; it is only not noted there.
    if !ws.store.is_read_only() {
        ws.store.note_exports(&exports, ws.clock.now())?;
        ws.announce(Changed::Ads);
    }
    Ok(report)
}

fn write(
    ws: &Workspace,
    wanted: &ExportWanted,
    ads: &[MadeAd],
    named: &Named,
    pictures: &[Picture<'_>],
) -> Result<ExportReport, AppError> {
    let mut files: Vec<(String, Vec<u8>)> =
        pictures.iter().map(|picture| (picture.name.clone(), picture.bytes.clone())).collect();
    for ad in ads {
        files.push((format!("{}.txt", named.base(ad)), manifest::copy_text(ad).into_bytes()));
    }
    files.push((MANIFEST.to_owned(), manifest::csv(named, pictures)?.into_bytes()));
    let mut sheet_report = None;
    if let Some((text, report)) = sheet::fill(ws, &wanted.sheet, named, pictures)? {
        files.push((report.name.clone(), text));
        sheet_report = Some(report);
    }
    let zip_path = wanted.zip.then(|| wanted.to.join(format!("{}.zip", named.batch_name(ws))));
    match &zip_path {
        Some(path) => put(path, &zip::store(&files, ws.clock.now())?)?,
        None => files.iter().try_for_each(|(name, bytes)| put(&wanted.to.join(name), bytes))?,
    }
    let contact_sheet = match wanted.contact_sheet {
        true => {
            let path = wanted.to.join(CONTACT);
            put(&path, contact::page(named, pictures)?.as_bytes())?;
            Some(path.display().to_string())
        }
        false => None,
    };
    let place = |name: &str| zip_path.clone().unwrap_or_else(|| wanted.to.join(name)).display().to_string();
    Ok(ExportReport {
        ads: u32::try_from(ads.len()).unwrap_or(u32::MAX),
        files: pictures.iter().map(|picture| exported(picture, place(&picture.name))).collect(),
        manifest: place(MANIFEST),
        zip: zip_path.as_ref().map(|path| path.display().to_string()),
        sheet: sheet_report,
        contact_sheet,
        left_out: Vec::new(),
    })
}

const MANIFEST: &str = "manifest.csv";
const CONTACT: &str = "contact-sheet.html";

fn exported(picture: &Picture<'_>, path: String) -> ExportedFile {
    let (width, height) = picture.size.pixels();
    ExportedFile {
        path,
        name: picture.name.clone(),
        sha256: templates::sha256(&picture.bytes),
        ad: picture.ad.id.clone(),
        tag: picture.ad.tag.clone(),
        size: picture.size.tag().to_owned(),
        color: picture.ad.color_mode.clone(),
        width,
        height,
    }
}

/// Writes a whole file or none. One with these bytes is left alone; manifest, sheet and page are ours to write anew.
fn put(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    let ours = path.extension().is_some_and(|ending| ["csv", "html", "txt", "zip"].iter().any(|own| ending == *own));
    match std::fs::read(path) {
        Ok(there) if there == bytes => return Ok(()),
        Ok(_other) if !ours => {
            return Err(AppError::new(
                ErrorCode::AlreadyExists,
                format!("{} is there already, with another picture in it.", path.display()),
                "Choose another folder, or move that file away.",
            ));
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, bytes)?;
    Ok(std::fs::rename(&beside, path)?)
}

/// The same pixels as JPEG.
fn jpeg(ad: &MadeAd, size: CanvasSize, png: &[u8]) -> Result<Vec<u8>, AppError> {
    let drawn = Drawn {
        size,
        pixels: library::pixels(png)?,
        backdrop: Pixels { width: 0, height: 0, rgba: Vec::new() },
        texts: Vec::new(),
        pictures: Vec::new(),
        steps: Vec::new(),
    };
    let stamp = recipe::stamp_of(&ad.id, &ad.tag, ad.template.as_deref().unwrap_or_default(), ad.template_version);
    Ok(encode::jpeg(&drawn, &stamp, JPEG_QUALITY)?)
}

/// Type stays crisp, and Meta compresses once more anyway.
const JPEG_QUALITY: u8 = 92;

#[cfg(test)]
mod tests;
