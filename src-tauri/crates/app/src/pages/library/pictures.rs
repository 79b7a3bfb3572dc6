//! Files that come into the library: pictures of a product, a brand's logo, a whole draft brand, templates.

use std::path::{Path, PathBuf};

use creative::Picture;
use serde_json::json;
use store::creation::{BrandAsset, NewMedia};

use super::Added;
use super::colours::{self, Colours};
use crate::creation::library::{self, PicturesImported, new_id};
use crate::creation::templates;
use crate::{AppError, Changed, Workspace};

/// Where pictures go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum PicturesInto {
    /// The first readable one becomes the brand's logo.
    Brand,
    /// They show the product.
    Product,
}

/// Adds files to a product, or a logo to a brand.
///
/// # Errors
/// `not_found`; as the disk or the file fails. A file that is no picture is reported, not an error.
pub fn add_pictures(ws: &Workspace, into: PicturesInto, id: &str, paths: &[String]) -> Result<Added, AppError> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    match into {
        PicturesInto::Product => {
            let report = library::import_pictures(ws, id, &paths)?;
            Ok(Added { into: Some(id.to_owned()), ..added(report) })
        }
        PicturesInto::Brand => add_logo(ws, id, &paths),
    }
}

/// Makes a draft brand of a logo and photos: colours from the logo, names from the files.
///
/// # Errors
/// `invalid_input` if none of the files is a picture; as the disk or the file fails.
pub fn draft_brand(ws: &Workspace, paths: &[String]) -> Result<Added, AppError> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let (logos, photos): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| says_logo(path));
    let named = logos.first().or_else(|| photos.first());
    let name = named.map(|path| spoken(path)).filter(|name| !name.is_empty()).unwrap_or_else(|| "New brand".to_owned());
    let form = super::BrandForm { name: name.clone(), locale: "en-US".to_owned(), ..super::BrandForm::default() };
    let brand = super::save_brand(ws, form)?;
    let mut result = Added { into: Some(brand.clone()), ..Added::default() };
    if !logos.is_empty() {
        let logo = add_logo(ws, &brand, &logos)?;
        result.added += logo.added;
        result.refused.extend(logo.refused);
    }
    if !photos.is_empty() {
        let first = photos.first().map(|path| spoken(path)).filter(|name| !name.is_empty()).unwrap_or(name);
        let form =
            super::ProductForm { brand, name: first, button: "SHOP_NOW".to_owned(), ..super::ProductForm::default() };
        let product = super::save_product(ws, form)?;
        let more = added(library::import_pictures(ws, &product, &photos)?);
        result.added += more.added;
        result.known += more.known;
        result.refused.extend(more.refused);
    }
    Ok(result)
}

/// Imports a folder: a template, templates in folders of their own, or pictures as references.
///
/// # Errors
/// `invalid_input` with every fault of a template; as the disk or the file fails.
pub fn import_templates(ws: &Workspace, folder: &Path) -> Result<Added, AppError> {
    let report = templates::import_folder(ws, folder)?;
    Ok(Added {
        added: count(report.added.len() + report.changed.len()),
        known: count(report.duplicates.len()),
        refused: report.unreadable,
        into: None,
    })
}

fn added(report: PicturesImported) -> Added {
    Added {
        added: count(report.added.len()),
        known: count(report.duplicates.len()),
        refused: report.unreadable,
        into: None,
    }
}

fn add_logo(ws: &Workspace, brand: &str, paths: &[PathBuf]) -> Result<Added, AppError> {
    let mut row = ws.store.brand(brand)?;
    let mut result = Added { into: Some(brand.to_owned()), ..Added::default() };
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let bytes = std::fs::read(path)?;
        let picture = match Picture::read(bytes.clone()) {
            Ok(picture) => picture,
            Err(error) => {
                result.refused.push(format!("{name}: {error}"));
                continue;
            }
        };
        let media = NewMedia {
            mime: mime(&bytes).to_owned(),
            width: picture.width,
            height: picture.height,
            source: "imported",
            fingerprint: None,
            data: bytes,
        };
        let now = ws.clock.now();
        let sha256 = ws.store.keep_media(&media, None, now)?;
        let known = ws.store.brand_assets(brand)?;
        if known.iter().any(|asset| asset.active && asset.sha256 == sha256) {
            result.known += 1;
            continue;
        }
        let first = !known.iter().any(|asset| asset.active);
        let kind = if name.to_lowercase().contains("white") { "logo_white" } else { "logo" };
        let asset = BrandAsset {
            id: new_id(ws),
            brand: brand.to_owned(),
            sha256,
            kind: kind.to_owned(),
            is_primary: first,
            active: true,
        };
        ws.store.save_brand_asset(&asset, now)?;
        result.added += 1;
        if first
            && let Some(Colours { primary, secondary, background, accent }) =
                colours::of(&library::pixels(&picture.bytes)?)
        {
            row.colors =
                json!({ "primary": primary, "secondary": secondary, "background": background, "accent": accent });
            library::save_brand(ws, &row)?;
        }
    }
    ws.announce(Changed::Library);
    Ok(result)
}

fn says_logo(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.to_string_lossy().to_lowercase().contains("logo"))
}

/// A name out of a file's name: `saltwick_logo-final.png` is "Saltwick".
fn spoken(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let noise = ["logo", "final", "white", "dark", "black", "rgb", "cmyk", "copy", "export"];
    let words = stem.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<String> = words
        .filter(|word| !word.is_empty() && !noise.contains(&word.to_lowercase().as_str()))
        .filter(|word| !word.chars().all(|letter| letter.is_ascii_digit()))
        .map(capital)
        .collect();
    words.join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn mime(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "image/png",
        [0xFF, 0xD8, ..] => "image/jpeg",
        _ => "image/webp",
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_is_called_as_its_logo_file_without_the_noise() {
        assert_eq!(spoken(Path::new("/x/saltwick_logo-final.png")), "Saltwick");
        assert_eq!(spoken(Path::new("fuchs-foehre.logo.2026.png")), "Fuchs Foehre");
        assert_eq!(spoken(Path::new("logo.png")), "");
    }
}
