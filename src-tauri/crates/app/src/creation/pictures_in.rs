//! Pictures that come in: read, measured and cut out over the cores, stored one after the other.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use creative::near;
use creative::picture::cutout::CutoutOptions;
use serde::Serialize;
use serde_json::Value;
use store::creation::{LibraryImage, LibraryTable, NewMedia};

use super::cores;
use super::cutouts::{self, Looked};
use super::library::{measured, new_id, one_act, picture_files, read_picture};
use super::measures;
use crate::{AppError, Changed, Workspace};

/// What an import of pictures did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PicturesImported {
    /// New pictures, by the name of their file.
    pub added: Vec<String>,
    /// Pictures that the product has already, by the name of their file.
    pub duplicates: Vec<String>,
    /// Pictures that look like one that is there: the file, and what it looks like.
    pub alike: Vec<(String, String)>,
    /// Files that are no pictures, with the reason.
    pub unreadable: Vec<String>,
    /// New photos of which the product was cut out, by the name of their file.
    pub cut_out: Vec<String>,
    /// New photos that stay photos: the file, and why it was not cut out.
    pub photos: Vec<(String, String)>,
}

/// Told after each picture: how many are done, of how many.
pub type Told<'a> = &'a dyn Fn(u32, u32);

/// Imports pictures of a product: files, or folders with everything in them.
///
/// # Errors
/// `not_found`; as the disk or the file fails. A file that is no picture is reported, not an error.
pub fn import_pictures(
    ws: &Workspace,
    product: &str,
    paths: &[PathBuf],
    told: Told<'_>,
) -> Result<PicturesImported, AppError> {
    ws.store.product(product)?;
    let mut known = Known::of(ws, product)?;
    let mut files = Vec::new();
    for path in paths {
        files.extend(picture_files(path)?);
    }
    let total = u32::try_from(files.len()).unwrap_or(u32::MAX);
    let mut report = PicturesImported::default();
    one_act(ws, |ws| {
        // What is known now need not be cut out again; the same picture twice in here is seen when it is stored.
        let there: BTreeSet<String> = known.images.iter().map(|image| image.sha256.clone()).collect();
        let read = |at: usize| Ok::<Read, AppError>(read(&files[at], &there));
        cores::in_order(files.len(), cores::at_once(), read, |at, read| {
            put(ws, product, &files[at], read, &mut known, &mut report)?;
            told(report.taken(), total);
            Ok(())
        })?;
        Ok(())
    })?;
    ws.announce(Changed::Library);
    Ok(report)
}

impl PicturesImported {
    fn taken(&self) -> u32 {
        u32::try_from(self.added.len() + self.duplicates.len() + self.unreadable.len()).unwrap_or(u32::MAX)
    }
}

/// What the product has already.
struct Known {
    images: Vec<LibraryImage>,
    prints: near::Nearest,
}

impl Known {
    fn of(ws: &Workspace, product: &str) -> Result<Self, AppError> {
        let images = ws.store.library_images(product)?;
        let measured_before = ws.store.fingerprints_of_product(product)?;
        let mut prints = near::Nearest::new();
        for image in &images {
            let print = match measured_before.get(&image.sha256) {
                Some(print) => Some(*print),
                // From before pictures were measured when they came in.
                None => match ws.store.picture(&image.sha256)? {
                    Some(stored) => measured(stored.data)?.fingerprint,
                    None => None,
                },
            };
            if let Some(print) = print {
                prints.add(image.name.clone(), print);
            }
        }
        Ok(Self { images, prints })
    }

    fn image(&self, sha256: &str) -> Option<&LibraryImage> {
        self.images.iter().find(|image| image.sha256 == sha256)
    }
}

/// A picture that was read; `None` for its cut-out where it is known already.
type Read = Result<(NewMedia, Option<Looked>), AppError>;

fn read(path: &Path, there: &BTreeSet<String>) -> Read {
    let media = read_picture(path).and_then(measured)?;
    let looked = if there.contains(&media.sha256()) {
        None
    } else {
        Some(cutouts::look(&media.data, CutoutOptions::default())?)
    };
    Ok((media, looked))
}

fn put(
    ws: &Workspace,
    product: &str,
    path: &Path,
    read: Read,
    known: &mut Known,
    report: &mut PicturesImported,
) -> Result<(), AppError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (media, looked) = match read {
        Ok(read) => read,
        Err(error) => {
            report.unreadable.push(format!("{name}: {}", error.message));
            return Ok(());
        }
    };
    let sha256 = media.sha256();
    // The same picture may be in this very batch twice.
    let (Some(looked), None) = (looked, known.image(&sha256)) else {
        if let Some(old) = known.image(&sha256).filter(|old| !old.active) {
            ws.store.set_library_active(LibraryTable::Images, &old.id, true, ws.clock.now())?;
        }
        report.duplicates.push(name);
        return Ok(());
    };
    let print = media.fingerprint.unwrap_or_default();
    if let Some(twin) = known.prints.nearest(print).filter(|twin| twin.distance <= ALIKE) {
        report.alike.push((name.clone(), twin.what.clone()));
    }
    known.prints.add(name.clone(), print);
    let now = ws.clock.now();
    ws.store.keep_media(&media, None, now)?;
    match &looked {
        Looked::Cut(_) => report.cut_out.push(name.clone()),
        Looked::Photo(why) => report.photos.push((name.clone(), why.clone())),
        Looked::Transparent => {}
    }
    let mut image = LibraryImage {
        id: new_id(ws),
        product: product.to_owned(),
        sha256,
        name: name.clone(),
        // What stands before no plain backdrop is a photo of something until a person says otherwise.
        role: if matches!(looked, Looked::Photo(_)) { "scene" } else { "product" }.to_owned(),
        is_main: known.images.is_empty(),
        position: u32::try_from(known.images.len()).unwrap_or(u32::MAX),
        tags: Vec::new(),
        focus: None,
        analysis: Value::Null,
        width: Some(media.width),
        height: Some(media.height),
        cutout: None,
        cutout_failure: None,
        active: true,
    };
    cutouts::note(ws, &mut image, looked, CutoutOptions::default())?;
    measures::note(ws, &mut image)?;
    ws.store.save_library_image(&image, now)?;
    known.images.push(image);
    report.added.push(name);
    Ok(())
}

/// Pictures that differ in so few bits of 64 look the same.
const ALIKE: u32 = 4;
