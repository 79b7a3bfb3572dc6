//! Files that come into the library: pictures of a product, a brand's logo, a whole draft brand, templates.

use std::path::{Path, PathBuf};

use creative::Picture;
use serde_json::json;
use store::creation::{BrandAsset, NewMedia};

use super::Added;
use super::colours::{self, Colours};
use crate::creation::library::{self, new_id};
use crate::creation::pictures_in::{PicturesImported, Told, import_pictures};
use crate::creation::templates;
use crate::{AppError, Changed, Workspace};

/// Where pictures go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum PicturesInto {
    /// Into the brand, each as what its name says.
    Brand,
    /// They are the brand's logo.
    Logo,
    /// They show the product.
    Product,
}

/// Adds files to a product, or to a brand: logos by their names, photos as a new product. Lines of text files are hooks.
/// All of it is one act to take back.
///
/// # Errors
/// `not_found`; as the disk or the file fails. A file that is no picture is reported, not an error.
pub fn add_pictures(
    ws: &Workspace,
    into: PicturesInto,
    id: &str,
    paths: &[String],
    told: Told<'_>,
) -> Result<Added, AppError> {
    let files = Files::of(paths);
    let mut all = Added { into: Some(id.to_owned()), ..Added::default() };
    files.take_common(ws, &mut all)?;
    library::one_act(ws, |ws| match into {
        PicturesInto::Product => {
            let pictures: Vec<PathBuf> = files.logos.iter().chain(&files.photos).cloned().collect();
            all.take(added(import_pictures(ws, id, &pictures, told)?));
            paste(ws, id, &files.texts, &mut all)
        }
        PicturesInto::Brand => into_brand(ws, id, files, &mut all, told),
        PicturesInto::Logo => {
            let pictures: Vec<PathBuf> = files.logos.iter().chain(&files.photos).cloned().collect();
            all.take(put_logo(ws, id, &pictures, true)?);
            Ok(())
        }
    })?;
    Ok(all)
}

/// Files that were dropped together, by what they are.
pub(super) struct Files {
    pub logos: Vec<PathBuf>,
    pub photos: Vec<PathBuf>,
    pub texts: Vec<PathBuf>,
    /// Folders of templates.
    pub templates: Vec<PathBuf>,
    pub fonts: Vec<PathBuf>,
}

impl Files {
    pub(super) fn of(paths: &[String]) -> Self {
        let ends_in = |path: &Path, endings: &[&str]| {
            path.extension().is_some_and(|ending| endings.iter().any(|one| ending.eq_ignore_ascii_case(one)))
        };
        let (templates, files): (Vec<PathBuf>, Vec<PathBuf>) =
            paths.iter().map(PathBuf::from).partition(|path| templates::holds_templates(path));
        let (texts, files): (Vec<PathBuf>, Vec<PathBuf>) = files.into_iter().partition(|path| ends_in(path, &["txt"]));
        let (fonts, pictures): (Vec<PathBuf>, Vec<PathBuf>) =
            files.into_iter().partition(|path| ends_in(path, &["ttf", "otf", "ttc"]));
        let (logos, photos) = pictures.into_iter().partition(|path: &PathBuf| says_logo(path));
        Self { logos, photos, texts, templates, fonts }
    }

    /// Whether nothing of it belongs to one brand.
    pub(super) fn is_for_the_library(&self) -> bool {
        self.logos.is_empty() && self.photos.is_empty() && self.texts.is_empty()
    }

    /// Takes in what belongs to no brand: templates and typefaces.
    pub(super) fn take_common(&self, ws: &Workspace, all: &mut Added) -> Result<(), AppError> {
        let alone = self.templates.len() == 1 && self.fonts.is_empty() && self.is_for_the_library();
        for folder in &self.templates {
            let came = match import_templates(ws, folder) {
                // What else was dropped comes in all the same.
                Err(error) if !alone && error.code == crate::ErrorCode::InvalidInput => {
                    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    all.refused.push(format!("{name}: {}", error.message));
                    continue;
                }
                came => came?,
            };
            all.templates += came.added;
            all.take(Added { added: 0, ..came });
        }
        for font in &self.fonts {
            super::fonts::take(ws, font, all)?;
        }
        Ok(())
    }
}

impl Added {
    pub(super) fn take(&mut self, more: Self) {
        self.added += more.added;
        self.known += more.known;
        self.refused.extend(more.refused);
        self.cut_out += more.cut_out;
        self.photos.extend(more.photos);
        self.alike.extend(more.alike);
        self.hooks += more.hooks;
        self.templates += more.templates;
        self.fonts.extend(more.fonts);
    }
}

/// Logos become the brand's; photos and hooks make a product. A single picture for a brand without a logo is its logo.
pub(super) fn into_brand(
    ws: &Workspace,
    brand: &str,
    mut files: Files,
    all: &mut Added,
    told: Told<'_>,
) -> Result<(), AppError> {
    let has_logo = ws.store.brand_assets(brand)?.iter().any(|asset| asset.active);
    let has_products = ws.store.products(Some(brand))?.iter().any(|product| product.active);
    if files.logos.is_empty() && files.photos.len() == 1 && !has_logo && has_products {
        files.logos.append(&mut files.photos);
    }
    if !files.logos.is_empty() {
        all.take(put_logo(ws, brand, &files.logos, false)?);
    }
    if files.photos.is_empty() && files.texts.is_empty() {
        return Ok(());
    }
    let called = ws.store.brand(brand)?.name;
    let name = files.photos.first().map(|path| without(&spoken(path), &called)).unwrap_or_default();
    let name = if name.is_empty() { "New product".to_owned() } else { name };
    let button = "SHOP_NOW".to_owned();
    let form = super::ProductForm { brand: brand.to_owned(), name, button, ..super::ProductForm::default() };
    let product = super::save_product(ws, form)?;
    all.take(added(import_pictures(ws, &product, &files.photos, told)?));
    paste(ws, &product, &files.texts, all)
}

/// Lines of text files as hooks.
fn paste(ws: &Workspace, product: &str, texts: &[PathBuf], all: &mut Added) -> Result<(), AppError> {
    for path in texts {
        match std::fs::read_to_string(path) {
            Ok(text) => all.hooks += library::paste_hooks(ws, product, &text)?,
            Err(error) => {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                all.refused.push(format!("{name}: {error}"));
            }
        }
    }
    Ok(())
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
        ..Added::default()
    })
}

fn added(report: PicturesImported) -> Added {
    Added {
        added: count(report.added.len()),
        known: count(report.duplicates.len()),
        refused: report.unreadable,
        cut_out: count(report.cut_out.len()),
        photos: report.photos.into_iter().map(|(name, why)| format!("{name}: {why}")).collect(),
        alike: report.alike.into_iter().map(|(new, old)| format!("{new} looks like {old}")).collect(),
        ..Added::default()
    }
}

/// Stores logos. The first one of a brand gives it its colours; a chosen one takes the place of the one before.
fn put_logo(ws: &Workspace, brand: &str, paths: &[PathBuf], chosen: bool) -> Result<Added, AppError> {
    let mut row = ws.store.brand(brand)?;
    let mut result = Added { into: Some(brand.to_owned()), ..Added::default() };
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let read = library::read_picture(path).and_then(|bytes| Ok((Picture::read(bytes.clone())?, bytes)));
        let (picture, bytes) = match read {
            Ok(read) => read,
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
            is_primary: first || (chosen && kind == "logo"),
            active: true,
        };
        ws.store.save_brand_asset(&asset, now)?;
        result.added += 1;
        if first
            && let Some(Colours { primary, secondary, background, accent }) =
                colours::of(&library::pixels(&picture.bytes()?)?)
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
pub(super) fn spoken(path: &Path) -> String {
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

/// A name without the brand's in front: files are called `saltwick-bottle.jpg`, the product is the bottle.
fn without(name: &str, brand: &str) -> String {
    let rest = name.get(..brand.len()).filter(|start| start.eq_ignore_ascii_case(brand)).and(name.get(brand.len()..));
    match rest.map(str::trim) {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => name.to_owned(),
    }
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

    #[test]
    fn a_product_is_not_called_as_its_brand_once_more() {
        assert_eq!(without("Saltwick Bottle", "Saltwick"), "Bottle");
        assert_eq!(without("Saltwick", "Saltwick"), "Saltwick");
        assert_eq!(without("Röstung", "Ro"), "Röstung", "a letter is never cut in two");
    }
}
