//! Cut-outs of product photos: made when a photo comes in, kept beside it, taken or refused by a person.

use creative::picture::cutout::{self, CutoutOptions, NoCutout};
use serde_json::json;
use store::creation::{LibraryImage, NewMedia, StoredCutout};

use super::measures;
use crate::{AppError, Changed, Workspace};

/// What was found out about a photo.
#[derive(Debug)]
pub(super) enum Looked {
    /// It has a transparent background already.
    Transparent,
    /// It was cut out.
    Cut(Box<NewMedia>),
    /// It stays a photo, for this reason.
    Photo(String),
}

/// Looks at a photo and cuts it out if that is possible.
///
/// # Errors
/// `invalid_input` for what is no picture.
pub(super) fn look(photo: &[u8], options: CutoutOptions) -> Result<Looked, AppError> {
    Ok(match cutout::cut_out(photo, options)? {
        Ok(cut) => Looked::Cut(Box::new(NewMedia {
            mime: "image/png".to_owned(),
            width: cut.width,
            height: cut.height,
            source: "imported",
            fingerprint: None,
            data: cut.png,
        })),
        Err(NoCutout::CutOut) => Looked::Transparent,
        Err(why) => Looked::Photo(crate::error::sentence(&why)),
    })
}

/// Notes on a picture what was found out about its photo. A new cut-out is taken. Nothing is stored but the bytes of
/// the cut-out.
///
/// # Errors
/// As the file fails.
pub(super) fn note(
    ws: &Workspace,
    image: &mut LibraryImage,
    looked: Looked,
    options: CutoutOptions,
) -> Result<(), AppError> {
    note_transparent(image, matches!(looked, Looked::Transparent));
    (image.cutout, image.cutout_failure) = match looked {
        Looked::Transparent => (None, None),
        Looked::Photo(why) => (None, Some(why)),
        Looked::Cut(media) => {
            let sha256 = ws.store.keep_media(&media, None, ws.clock.now())?;
            let options = json!(options);
            (Some(StoredCutout { sha256, taken: true, options }), None)
        }
    };
    Ok(())
}

/// Notes whether a photo itself has a transparent background.
pub(super) fn note_transparent(image: &mut LibraryImage, transparent: bool) {
    if !image.analysis.is_object() {
        image.analysis = json!({});
    }
    image.analysis["transparent"] = transparent.into();
}

/// Cuts a picture of a product out, again if it was, and takes the result.
///
/// # Errors
/// `not_found`; `invalid_input` with the reason if it cannot be cut out: then it is noted, and nothing else changes.
pub fn cut_out(ws: &Workspace, product: &str, image: &str, options: CutoutOptions) -> Result<(), AppError> {
    let mut image = found(ws, product, image)?;
    let photo = ws.store.picture(&image.sha256)?.ok_or_else(|| AppError::not_found("picture", &image.sha256))?;
    let looked = look(&photo.data, options)?;
    let refused = match &looked {
        Looked::Photo(why) => Some(why.clone()),
        Looked::Transparent => Some("It is cut out already.".to_owned()),
        Looked::Cut(_) => None,
    };
    note(ws, &mut image, looked, options)?;
    if image.cutout.is_some() && image.role == "scene" {
        // Cut out it shows nothing but the product.
        "product".clone_into(&mut image.role);
    }
    measures::note(ws, &mut image)?;
    super::library::save_picture(ws, &image)?;
    match refused {
        None => Ok(()),
        Some(why) => Err(AppError::invalid(
            format!("{} was not cut out. {why}", image.name),
            "Take a photo before a plain backdrop, or one with a transparent background.",
        )),
    }
}

/// Has ads show the cut-out of a picture, or its photo.
///
/// # Errors
/// `not_found` if there is no such picture or it was not cut out.
pub fn take(ws: &Workspace, product: &str, image: &str, taken: bool) -> Result<(), AppError> {
    let mut image = found(ws, product, image)?;
    let cutout = image.cutout.take().ok_or_else(|| AppError::not_found("cut-out of", &image.name))?;
    image.cutout = Some(StoredCutout { taken, ..cutout });
    measures::note(ws, &mut image)?;
    super::library::save_picture(ws, &image)?;
    ws.announce(Changed::Library);
    Ok(())
}

/// The options that a cut-out was made with; `None` where the file does not say so in words of ours.
#[must_use]
pub fn options_of(cutout: &StoredCutout) -> Option<CutoutOptions> {
    serde_json::from_value(cutout.options.clone()).ok()
}

fn found(ws: &Workspace, product: &str, image: &str) -> Result<LibraryImage, AppError> {
    let all = ws.store.library_images(product)?;
    all.into_iter().find(|one| one.id == image).ok_or_else(|| AppError::not_found("picture", image))
}
