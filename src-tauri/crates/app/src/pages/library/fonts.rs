//! Typefaces that a person adds: they are kept in the file, and every brand of it can use them.

use std::path::{Path, PathBuf};

use store::creation::FontFile;

use super::{Added, FontFamily};
use crate::creation::templates::sha256;
use crate::{AppError, Changed, ErrorCode, Workspace};

/// Larger files are no typefaces of an ad: those of a whole script are about 20 MB.
const LARGEST: u64 = 40 << 20;

/// Every family that ads can be set in, by name.
pub(super) fn families(ws: &Workspace) -> Result<Vec<FontFamily>, AppError> {
    let added = ws.store.added_families()?;
    let all = ws.drawing.studio()?.fonts().families();
    Ok(all.into_iter().map(|name| FontFamily { added: added.contains(&name), name }).collect())
}

/// Adds files of typefaces (TTF, OTF, TTC).
///
/// # Errors
/// As the disk or the file fails. A file that is none is reported, not an error.
pub fn add_fonts(ws: &Workspace, paths: &[String]) -> Result<Added, AppError> {
    let mut all = Added::default();
    for path in paths {
        take(ws, &PathBuf::from(path), &mut all)?;
    }
    Ok(all)
}

pub(super) fn take(ws: &Workspace, path: &Path, all: &mut Added) -> Result<(), AppError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if std::fs::metadata(path)?.len() > LARGEST {
        all.refused.push(format!("{name}: it is larger than 40 MB"));
        return Ok(());
    }
    let data = std::fs::read(path)?;
    // Read with the program's own typefaces only, so that a family of theirs is recognised.
    let mut fonts = creative::Fonts::bundled()?;
    let own = fonts.families();
    let families = match fonts.add(&name, data.clone()) {
        Ok(families) => families,
        Err(error) => {
            all.refused.push(crate::error::sentence(&error));
            return Ok(());
        }
    };
    if let Some(taken) = families.iter().find(|family| own.contains(family)) {
        all.refused.push(format!("{name}: {taken} comes with the program"));
        return Ok(());
    }
    let font = FontFile { sha256: sha256(&data), name, families, data };
    if ws.store.keep_font(&font, ws.clock.now())? {
        all.fonts.extend(font.families);
        ws.drawing.forget_fonts();
        ws.announce(Changed::Library);
    } else {
        all.known += 1;
    }
    Ok(())
}

/// Removes an added family.
///
/// # Errors
/// `not_found`; `conflict` while a brand is set in it.
pub fn remove_font(ws: &Workspace, family: &str) -> Result<(), AppError> {
    if let Some(brand) = ws.store.brand_in_font(family)? {
        return Err(AppError::new(
            ErrorCode::Conflict,
            format!("{brand} is set in {family}."),
            "Choose another typeface for the brand first.",
        ));
    }
    if !ws.store.remove_font(family)? {
        return Err(AppError::not_found("typeface", family));
    }
    ws.drawing.forget_fonts();
    ws.announce(Changed::Library);
    Ok(())
}
